import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'
import { ec2 } from './ec2.ts'

/** An answer of a cloud's metadata service, fetched with --imds or saved to a file. Field names that only one cloud uses identify the cloud. */
export const metadata: Probe = {
  id: 'metadata',
  reads: [],
  words: ['azEnvironment', 'projects/'],
  accepts: (head) => /"azEnvironment"\s*:\s*"/.test(head) || /^projects\/\d+\/machineTypes\/[\w-]+\s*$/.test(head),
  *read(document) {
    const azure = document.text.search(/"azEnvironment"\s*:\s*"/)
    const gce = document.text.search(/^projects\/\d+\/machineTypes\//)
    if (azure >= 0) yield signalAt(document, azure, 'platform.named', 'azure')
    else if (gce >= 0) yield signalAt(document, gce, 'platform.named', 'gcp')
    else yield* ec2.read!(document)
  },
}

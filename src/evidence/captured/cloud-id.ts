import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'
import { archOf } from './inventory.ts'
import { dig, objectOf, placeOf, text } from './json.ts'

/** `cloud-id` of cloud-init: one word. https://docs.cloud-init.io/en/latest/reference/cli.html */
const CLOUDS: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['aws-gov', 'aws'],
  ['aws-china', 'aws'],
  ['azure', 'azure'],
  ['azure-gov', 'azure'],
  ['azure-china', 'azure'],
  ['gce', 'gcp'],
  ['aliyun', 'alibaba'],
  ['digitalocean', 'digitalocean'],
  ['hetzner', 'hetzner'],
  ['openstack', 'openstack'],
  ['oracle', 'oracle'],
  ['scaleway', 'scaleway'],
  ['vultr', 'vultr'],
  ['upcloud', 'upcloud'],
  ['exoscale', 'exoscale'],
])

/** `cloud-init query --all` and /run/cloud-init/instance-data.json: the same word, and what the machine is. */
export const instanceData: Probe = {
  id: 'instance-data',
  reads: [],
  captured: ['run/cloud-init/instance-data.json'],
  words: ['"cloud'],
  accepts: (head) =>
    /^\s*\{/.test(head) &&
    /"(?:base64_encoded_keys|_beta_keys|v1|subplatform)"\s*:/.test(head) &&
    /"cloud[-_](?:id|name)"\s*:/.test(head),
  *read(document) {
    const object = objectOf(document)
    if (object === undefined) return
    const v1 = dig(object, 'v1') === undefined ? object : (dig(object, 'v1') as Record<string, unknown>)
    for (const key of ['cloud_id', 'cloud-id', 'cloud_name', 'cloud-name']) {
      const platform = CLOUDS.get(text(dig(v1, key)) ?? '')
      if (platform === undefined) continue
      yield signalAt(document, placeOf(document, key), 'platform.named', platform)
      const type = text(dig(object, 'ds', 'meta_data', 'instance-type'))
      if (platform === 'aws' && type !== undefined && /^[a-z]\w{0,15}\.[\w-]{2,20}$/.test(type))
        yield signalAt(document, placeOf(document, 'instance-type'), 'ec2.type', type)
      break
    }
    const release = text(dig(v1, 'kernel_release'))
    const arch = text(dig(v1, 'machine'))
    if (release !== undefined) yield signalAt(document, placeOf(document, 'kernel_release'), 'kernel.release', release)
    if (arch !== undefined) yield signalAt(document, placeOf(document, 'machine'), 'arch', archOf(arch))
  },
}

/** Read only where the command above it names it: a word alone may be anything. */
export const cloudId: Probe = {
  id: 'cloud-id',
  reads: [],
  captured: ['run/cloud-init/cloud-id'],
  accepts: () => false,
  *read(document) {
    const platform = CLOUDS.get(document.text.trim())
    if (platform !== undefined) yield signalAt(document, document.text.search(/\S/), 'platform.named', platform)
  },
}

import { EXIT } from '../../fault.ts'
import type { Command } from '../command.ts'
import { SUMMARIES } from './summaries.ts'

/** The script that makes a capture on a machine that has only a shell. */
export const command: Command = {
  name: 'collector',
  summary: SUMMARIES.collector,
  details:
    'Print a POSIX sh script (dash or busybox is enough). Run it on a machine: it prints the evidence that virtcolor reads; pass that output to virtcolor as a SOURCE. The script only reads, writes no files and needs no root; as root it can read more.',
  arguments: [],
  options: [],
  examples: [
    ['virtcolor collector > collector.sh', 'save the script once'],
    ['ssh host sh -s < collector.sh | virtcolor -', 'a machine that is reachable by ssh'],
    ['kubectl exec -i pod -- sh -s < collector.sh | virtcolor -', 'a container and the node that it runs on'],
  ],
  async run(_args, _options, io) {
    const [{ collectorScript }, { PROBES, wantedOf }] = await Promise.all([
      import('../../capture/collector.ts'),
      import('../../evidence/index.ts'),
    ])
    io.stdout.write(collectorScript(wantedOf(PROBES, 'live').paths))
    return EXIT.ok
  },
}

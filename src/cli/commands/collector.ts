import { EXIT } from '../../fault.ts'
import type { Command } from '../command.ts'

/** The script that takes a capture where nothing but a shell is. */
export const command: Command = {
  name: 'collector',
  summary: 'a shell script that gathers what is wanted where Node is not',
  details:
    'Print one POSIX sh script (dash and busybox suffice). Run on a machine, it prints on its standard output what virtcolor wants to know; that output is a source. It only reads, makes no files and needs no root, though root lets it read more.',
  arguments: [],
  options: [],
  examples: [
    ['virtcolor collector > collector.sh', 'once'],
    ['ssh host sh -s < collector.sh | virtcolor -', 'a machine that has ssh'],
    ['kubectl exec -i pod -- sh -s < collector.sh | virtcolor -', 'a container and the node below it'],
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

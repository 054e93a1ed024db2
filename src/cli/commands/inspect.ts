import type { Command } from '../command.ts'
import { colourOption } from '../display.ts'
import { inspectAll } from '../inspect.ts'
import { redactOptions } from '../redact-options.ts'

/** The default command: what colour is it? Only the option parser and the help need this; what it does is in ../inspect.ts. */
export const command: Command = {
  name: '',
  summary: 'what colour is this machine?',
  details:
    'Show which hypervisor and mode this machine (or a captured one) runs on, and how each component is virtualized: VS in software (emulated), P paravirtual, VH in hardware, H bare hardware, ? unknown, - absent. Each answer comes with the line that proves it.',
  arguments: [
    {
      name: 'source',
      help: "what to read: directory (of one capture or of several), archive (.tar, .gz, .xz, .bz2, .zst), sosreport, a text such as dmesg, VM definition (FILE#NAME for one of several machines), or '-' for standard input; default: this machine",
      optional: true,
      many: true,
    },
  ],
  options: [
    { flags: '--json', help: 'print the report as JSON; of a file with several machines, the first' },
    {
      flags: '--jsonl',
      help: 'print JSON Lines, one report per machine; for a source that cannot be read, print a line with its error',
    },
    {
      flags: '-o, --output <file>',
      help: 'write the report to this file; its suffix chooses the format: .svg .html .md .png .json .jsonl .txt',
    },
    {
      flags: '--require <what=values>',
      help: 'exit 1 and print the reason unless this condition holds, such as network=VH,H or disk!=VS (join several with commas); hypervisor, mode, role and platform can be required too. An unknown value never meets a requirement',
      suggestions: async () => (await import('../requirement.ts')).requirementWords(),
      many: true,
    },
    {
      flags: '--only <components>',
      help: 'print only these components (comma separated), one per line: name, kind, colour, driver',
      suggestions: async () => (await import('../../model.ts')).COMPONENTS,
    },
    {
      flags: '--brief',
      help: 'print at most 8 lines for a ticket: hypervisor and mode, the machine, each component with its proof',
    },
    { flags: '--full', help: 'print every report in full, even of several machines' },
    {
      flags: '--guest <system>',
      help: 'guest OS that will run in the VM of a definition: linux-6.1 or windows-2022,pv-drivers',
    },
    { flags: '-q, --quiet', help: 'print no report; only set the exit code' },
    ...redactOptions,
    {
      flags: '--imds',
      help: "also ask the cloud's metadata service (169.254.169.254, at most half a second); nothing else uses the network",
    },
    colourOption,
  ],
  examples: [
    ['virtcolor', 'this machine; no root needed'],
    ['virtcolor sosreport.tar.xz', 'a captured machine'],
    ['virtcolor guest.cfg', 'a VM definition'],
    ['virtcolor captures/*', 'several machines, one line each'],
    ['virtcolor --brief', 'a few lines for a ticket'],
    ['virtcolor --json | jq .mode.id', 'the mode, for a script'],
    ['virtcolor -q --require network=VH,H,disk!=VS', 'exit 1 unless the network is in hardware and no disk is emulated'],
    ['virtcolor -o guest.svg captures/guest', 'a picture of the machine'],
  ],
  run: inspectAll,
}

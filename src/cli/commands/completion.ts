import { EXIT, Fault } from '../../fault.ts'
import type { Command } from '../command.ts'

/** A completion script from the same table as the help. */
export const command: Command = {
  name: 'completion',
  summary: 'a completion script for bash, zsh or fish',
  details: 'Print a completion script for a shell. Load it from the shell, or save it where the shell looks for completions.',
  arguments: [{ name: 'shell', help: 'which shell', choices: ['bash', 'zsh', 'fish'] }],
  options: [],
  examples: [
    ['source <(virtcolor completion bash)', 'in ~/.bashrc'],
    ['virtcolor completion zsh > ~/.zfunc/_virtcolor', 'for a folder in $fpath'],
    ['virtcolor completion fish > ~/.config/fish/completions/virtcolor.fish', 'for fish'],
  ],
  async run(args, _options, io) {
    const { completions } = await import('../complete.ts')
    const { allSpecs } = await import('../reference.ts')
    const script = completions[args[0] ?? '']
    if (script === undefined) throw new Fault(`no completions for '${args[0] ?? ''}'`, EXIT.usage)
    io.stdout.write(script(await allSpecs()))
    return EXIT.ok
  },
}

import { EXIT, Fault } from '../../fault.ts'
import type { Command } from '../command.ts'
import { SUMMARIES } from './summaries.ts'

/** A completion script from the same table as the help. */
export const command: Command = {
  name: 'completion',
  summary: SUMMARIES.completion,
  details:
    'Print a completion script for a shell. Load it in the shell, or save it in the folder from which the shell loads completions.',
  arguments: [{ name: 'shell', help: 'shell to print the script for', choices: ['bash', 'zsh', 'fish'] }],
  options: [],
  examples: [
    ['source <(virtcolor completion bash)', 'for bash: a line in ~/.bashrc'],
    ['virtcolor completion zsh > ~/.zfunc/_virtcolor', 'for zsh: save in a folder of $fpath'],
    ['virtcolor completion fish > ~/.config/fish/completions/virtcolor.fish', 'for fish'],
  ],
  async run(args, _options, io) {
    const { completions, suggesting } = await import('../complete.ts')
    const { allSpecs } = await import('../reference.ts')
    const script = completions[args[0] ?? '']
    if (script === undefined) throw new Fault(`no completion script for '${args[0] ?? ''}'`, EXIT.usage)
    io.stdout.write(script(await suggesting(await allSpecs())))
    return EXIT.ok
  },
}

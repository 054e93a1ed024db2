import type { Io, Out } from '../io.ts'

/**
 * In a job of GitHub Actions a line of the log that begins with `::` and a name is a command of its runner, and so is `##[name]` anywhere in a line:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs. Evidence can contain both; a space makes them text.
 * Bytes pass as they are: lint's annotations are commands, and changes of files are exact.
 */
export function quiet(io: Io): Io {
  return { ...io, stdout: quietOut(io.stdout), stderr: quietOut(io.stderr) }
}

function quietText(text: string): string {
  const quiet = text.replaceAll('##[', '## [')
  if (!quiet.includes('::')) return quiet
  const lines = quiet.split('\n')
  return lines.map((line) => (line.trimStart().startsWith('::') ? line.replace('::', ': :') : line)).join('\n')
}

function quietOut(out: Out): Out {
  return {
    write: (text) => out.write(typeof text === 'string' ? quietText(text) : text),
    get isTTY() {
      return out.isTTY
    },
    get columns() {
      return out.columns
    },
  }
}

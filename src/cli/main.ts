import { EXIT, type ExitCode, Fault, oneLine } from '../fault.ts'
import type { Io } from '../io.ts'
import { inspectAll } from './inspect.ts'

/**
 * The whole command line: words in, exit code out. Throws nothing.
 * Only sources, or nothing at all, is the usual call, and start-up time is its budget: it goes past the option parser.
 */
export async function main(argv: readonly string[], streams: Io): Promise<ExitCode> {
  const io = streams.env['GITHUB_ACTIONS'] === undefined ? streams : (await import('./runner.ts')).quiet(streams)
  try {
    if (argv.length === 0 || (await onlySources(argv))) {
      return await inspectAll(argv, {}, io)
    }
    const { run } = await import('./parse.ts')
    return await run(argv, io)
  } catch (error) {
    return complain(error, argv, io)
  }
}

async function onlySources(argv: readonly string[]): Promise<boolean> {
  const { commands } = await import('./commands/index.ts')
  const first = argv[0]
  return (
    first !== 'help' && !commands.some((c) => c.name === first) && argv.every((word) => word === '-' || !word.startsWith('-'))
  )
}

async function complain(error: unknown, argv: readonly string[], io: Io): Promise<ExitCode> {
  if (!(error instanceof Fault)) {
    io.stderr.write(
      `virtcolor: internal error: ${oneLine(messageOf(error))} (a bug in virtcolor; VIRTCOLOR_DEBUG=1 prints the stack trace)\n`,
    )
    if (io.env['VIRTCOLOR_DEBUG']) io.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    return EXIT.internal
  }
  const hint = await (await import('./hint.ts')).commandHint(argv[0] ?? '', error)
  io.stderr.write(`virtcolor: ${oneLine(error.message)}${hint}\n`)
  return error.exit
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

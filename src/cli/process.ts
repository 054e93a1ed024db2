import { constants, fstatSync, writeSync } from 'node:fs'
import { EXIT, type ExitCode } from '../fault.ts'
import type { Io, Out } from '../io.ts'
import { saysOf } from '../sources/says.ts'

/** Whether something was written by a stream of Node, which may have more to write after the command has ended. */
let streaming = false

function failed(error: NodeJS.ErrnoException, stream: 'output' | 'error'): never {
  // The reader has gone (`virtcolor … | head -1`): it has what it wanted, so this is no error and no reason to go on.
  if (error.code === 'EPIPE') process.exit(0)
  if (stream === 'output') process.stderr.write(`virtcolor: standard output: ${saysOf(error)}\n`)
  process.exit(EXIT.unreadable)
}

/** Wipes the progress line, while there is one on the terminal. */
let wipe: () => void = () => {}

/** The process: its streams, its exit code, and nothing else. Streams are opened only when used; each costs start-up time. */
const outOf = (stream: () => NodeJS.WriteStream): Out => {
  let opened: NodeJS.WriteStream | undefined
  const open = (): NodeJS.WriteStream => {
    if (opened === undefined) {
      streaming = true
      opened = stream()
      opened.on('error', (error) => failed(error, opened === process.stderr ? 'error' : 'output'))
    }
    return opened
  }
  return {
    write(text) {
      wipe()
      open().write(text)
    },
    get isTTY() {
      return open().isTTY === true
    },
    get columns() {
      return open().columns || 80
    },
  }
}

/**
 * Standard output that is no terminal: written as it is, since process.stdout loads Node's network code for a pipe and its streams for
 * anything else (2 ms). A pipe that its other end made non-blocking may be full for a moment: then process.stdout takes over, which can wait.
 */
function plainOut(fd: 1 | 2, otherwise: Out): Out {
  let full = false
  return {
    write(text) {
      let left = typeof text === 'string' ? Buffer.from(text) : text
      while (left.length > 0 && !full) {
        try {
          left = left.subarray(writeSync(fd, left))
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN')
            failed(error as NodeJS.ErrnoException, fd === 1 ? 'output' : 'error')
          full = true
        }
      }
      if (left.length > 0) otherwise.write(left)
    },
    isTTY: false,
    columns: 80,
  }
}

/** Major number 1 on Linux: /dev/null and its like, which are no terminals. https://docs.kernel.org/admin-guide/devices.html */
const MEMORY_DEVICES = 1

/** A terminal is a character device; anything else is written to without Node's streams. */
function standardOut(fd: 1 | 2, stream: () => NodeJS.WriteStream): Out {
  const streamed = outOf(stream)
  try {
    const { mode, rdev } = fstatSync(fd)
    return (mode & constants.S_IFMT) === constants.S_IFCHR && !(process.platform === 'linux' && rdev >> 8 === MEMORY_DEVICES)
      ? streamed
      : plainOut(fd, streamed)
  } catch {
    return streamed
  }
}

let errors: Out | undefined

/** The outside world of the process. */
export const io: Io = {
  get stdin() {
    return process.stdin
  },
  get hasInput() {
    try {
      const input = fstatSync(0)
      return (input.isFile() && input.size > 0) || (input.isFIFO() && io.stdout.isTTY)
    } catch {
      return false
    }
  },
  stdout: standardOut(1, () => process.stdout),
  get stderr() {
    errors ??= standardOut(2, () => process.stderr)
    return errors
  },
  env: process.env,
  cwd: process.cwd(),
}

let ended = false

/** Milliseconds after which a terminal shows what is being done. */
const PATIENCE = 2000

/**
 * Without this, Node exits with 0 and no message when a command waits for something that never comes.
 * A command that takes long shows on a terminal what it is doing. This machine itself is read without waiting, so no timer could fire:
 * the bare command sets none, which saves compiling fifteen functions of Node (half a millisecond).
 */
export function watch(argv: readonly string[]): void {
  process.once('beforeExit', () => {
    if (ended) return
    io.stderr.write('virtcolor: internal error: exited without a result (a bug in virtcolor)\n')
    process.exitCode = EXIT.internal
  })
  if (argv.length === 0) return
  setTimeout(async () => {
    if (ended || !io.stderr.isTTY || process.env['TERM'] === 'dumb') return
    const { progressLine } = await import('./progress.ts')
    if (!ended) wipe = progressLine(process.stderr, PATIENCE)
  }, PATIENCE).unref()
}

/** Ends the process with what the command answered. */
export function end(code: ExitCode): void {
  ended = true
  wipe()
  process.exitCode = code
  // Everything is said: ending here spares Node taking itself apart, and what process.exit does for listeners, of which there are none.
  if (!streaming) (process as NodeJS.Process & { reallyExit(code: number): void }).reallyExit(code)
}

import { fstatSync, writeSync } from 'node:fs'
import { EXIT } from '../fault.ts'
import type { Io, Out } from './command.ts'
import { main } from './main.ts'

/** The process: its streams, its exit code, and nothing else. Streams are opened only when used; each costs start-up time. */
const outOf = (stream: () => NodeJS.WriteStream): Out => {
  let opened: NodeJS.WriteStream | undefined
  const open = (): NodeJS.WriteStream => {
    if (opened === undefined) {
      opened = stream()
      opened.on('error', (error: NodeJS.ErrnoException) => {
        // The reader has gone (`virtcolor … | head -1`): it has what it wanted, so this is no error and no reason to go on.
        if (error.code === 'EPIPE') process.exit(0)
        if (opened !== process.stderr) process.stderr.write(`virtcolor: standard output: ${error.code ?? error.message}\n`)
        process.exit(EXIT.unreadable)
      })
    }
    return opened
  }
  return {
    write: (text) => void open().write(text),
    get isTTY() {
      return open().isTTY === true
    },
    get columns() {
      return open().columns ?? 80
    },
  }
}

/**
 * Standard output that is no terminal: written as it is, since process.stdout loads Node's network code for a pipe (2 ms).
 * A pipe that its other end made non-blocking may be full for a moment: then process.stdout takes over, which can wait.
 */
function plainOut(fd: number, otherwise: Out): Out {
  let full = false
  return {
    write(text) {
      let left = typeof text === 'string' ? Buffer.from(text) : text
      while (left.length > 0 && !full) {
        try {
          left = left.subarray(writeSync(fd, left))
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException
          if (code === 'EPIPE') process.exit(0)
          if (code !== 'EAGAIN') throw error
          full = true
        }
      }
      if (left.length > 0) otherwise.write(left)
    },
    isTTY: false,
    columns: 80,
  }
}

/** A terminal is a character device; anything else is written to without Node's streams. */
function standardOut(fd: 1 | 2, stream: () => NodeJS.WriteStream): Out {
  const streamed = outOf(stream)
  try {
    return fstatSync(fd).isCharacterDevice() ? streamed : plainOut(fd, streamed)
  } catch {
    return streamed
  }
}

const io: Io = {
  get stdin() {
    return process.stdin
  },
  stdout: standardOut(1, () => process.stdout),
  stderr: standardOut(2, () => process.stderr),
  env: process.env,
  cwd: process.cwd(),
}

void main(process.argv.slice(2), io).then((code) => {
  process.exitCode = code
})

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

const io: Io = {
  get stdin() {
    return process.stdin
  },
  stdout: outOf(() => process.stdout),
  stderr: outOf(() => process.stderr),
  env: process.env,
  cwd: process.cwd(),
}

void main(process.argv.slice(2), io).then((code) => {
  process.exitCode = code
})

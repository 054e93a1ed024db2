import type { Io, Out } from '../io.ts'

/** Standard streams that record their output. */
export function fakeIo(env: Io['env'] = {}, input = '', isTTY = false): { io: Io; out: () => string; err: () => string } {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err'): Out => ({
    write: (text) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString('latin1')
    },
    isTTY,
    columns: 80,
  })
  const stdin = (async function* () {
    yield new TextEncoder().encode(input)
  })()
  const io: Io = { stdin, stdout: stream('out'), stderr: stream('err'), env, cwd: process.cwd() }
  return { io, out: () => written.out, err: () => written.err }
}

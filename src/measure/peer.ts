import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { EXIT, Fault, oneLine } from '../fault.ts'
import type { Io } from '../io.ts'
import { helperFor } from './helper.ts'

interface Serving {
  readonly port: number
  readonly address: string
  readonly seconds: number
  readonly io: Pick<Io, 'env' | 'stdout' | 'stderr'>
  readonly signal: AbortSignal
}

/** The other end of the network probes: the helper, which echoes and drops, keeps nothing and ends by itself. */
export async function serve({ port, address, seconds, io, signal }: Serving): Promise<void> {
  const got = await helperFor(io.env, (line) => io.stderr.write(`${oneLine(line)}\n`), signal)
  if (!('helper' in got)) throw new Fault(`measure --serve needs the measuring program: ${got.why}`)
  const child = spawn(got.helper.path, ['serve', String(port), String(seconds), address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = (): void => {
    child.kill('SIGTERM')
  }
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') {
      const serving = /"serving":(\d+)/.exec(text)?.[1]
      if (serving !== undefined)
        io.stdout.write(`listening on ${oneLine(address)} port ${serving} (TCP and UDP) for ${seconds} s; Ctrl-C stops it\n`)
    }
    said = (said + text).slice(0, 4096)
  })
  await new Promise<void>((resolve) => child.on('close', () => resolve()))
  signal.removeEventListener('abort', kill)
  const error = /"error":"([^"]*)"/.exec(said)?.[1]
  if (error !== undefined) throw new Fault(`measure --serve: ${error}`)
}

/** A peer's address in numbers. @throws Fault when the name is not known */
export async function addressOf(name: string): Promise<string> {
  try {
    return (await lookup(name)).address
  } catch (error) {
    throw new Fault(
      `--peer: the name ${name} cannot be resolved (${(error as NodeJS.ErrnoException).code ?? error})`,
      EXIT.usage,
    )
  }
}

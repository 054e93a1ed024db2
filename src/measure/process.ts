import { spawn } from 'node:child_process'

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  /** Could not be started at all: the error's code, such as ENOENT or EACCES. */
  readonly failed?: string
  readonly timedOut: boolean
}

export interface Limits {
  readonly seconds: number
  readonly bytes?: number
  readonly signal?: AbortSignal | undefined
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly onLine?: (line: string) => void
}

/** Runs a program without a shell, bounded in time and output, and killed when the caller is. Never throws. */
export function run(program: string, args: readonly string[], limits: Limits): Promise<Finished> {
  const { seconds, bytes = 4 << 20, signal, env } = limits
  return new Promise((resolve) => {
    const out: [string, string] = ['', '']
    let timedOut = false
    let failed: string | undefined
    let partial = ''
    const child = spawn(program, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(env !== undefined && { env: env as NodeJS.ProcessEnv }),
    })
    const kill = (): void => {
      child.kill('SIGKILL')
    }
    const timer = setTimeout(() => {
      timedOut = true
      kill()
    }, seconds * 1000)
    signal?.addEventListener('abort', kill, { once: true })
    if (signal?.aborted) kill()
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      if (out[0].length > bytes) return kill()
      out[0] += chunk
      if (limits.onLine === undefined) return
      const lines = (partial + chunk).split('\n')
      partial = lines.pop()!
      for (const line of lines) limits.onLine(line)
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (out[1].length < bytes) out[1] += chunk
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      failed = error.code ?? error.message
    })
    child.on('close', (code, why) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', kill)
      resolve({ code, signal: why, stdout: out[0], stderr: out[1], ...(failed !== undefined && { failed }), timedOut })
    })
  })
}

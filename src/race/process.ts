import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { Fault } from '../fault.ts'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly input?: string | Uint8Array
  /** Seconds; the whole process group is killed after it. */
  readonly timeout?: number
  readonly signal?: AbortSignal
  /** Bytes of output that are kept; what comes after is dropped. */
  readonly most?: number
  /** Called with each complete line of standard output and error. */
  readonly onLine?: (line: string) => void
}

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output, unchanged. */
  readonly bytes: Buffer
}

/** No program of the race prints more; a runaway child must not fill the memory. */
const MOST_OUTPUT = 32 * 1024 * 1024

/**
 * Starts a process in a separate process group, so that it and its children can be ended together; the group ends with
 * `signal` and with this process.
 * @throws Fault when `ending` has come already
 */
export function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { readonly ending?: AbortSignal },
): ChildProcess {
  const { ending, ...rest } = options
  // A signal that came already will not come again.
  if (ending?.aborted === true) throw new Fault(`${command}: interrupted`)
  const child = spawn(command, [...args], { ...rest, detached: true })
  const stop = (): void => endGroup(child, 'SIGKILL')
  ending?.addEventListener('abort', stop)
  process.on('exit', stop)
  child.once('close', () => {
    ending?.removeEventListener('abort', stop)
    process.off('exit', stop)
  })
  return child
}

/** Signals the whole group of a child that `start` made; a group that is gone already is fine. */
export function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group ended between the question and the signal.
  }
}

/**
 * Runs a program to its end and collects its output.
 * @throws Fault when it cannot be started or takes longer than `timeout`; the code of a program that failed is the caller's to judge
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, env, input, timeout, signal, onLine, most = MOST_OUTPUT } = options
  if (signal?.aborted === true) throw new Fault(`${command}: interrupted`)
  return await new Promise<Ran>((resolve, reject) => {
    const child = start(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      ...(signal === undefined ? {} : { ending: signal }),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    const out: Buffer[][] = [[], []]
    let size = 0
    let late = false
    const watchdog =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            late = true
            endGroup(child, 'SIGKILL')
          }, timeout * 1000)
    for (const [at, stream] of [child.stdout, child.stderr].entries()) {
      let rest = ''
      stream?.on('data', (data: Buffer) => {
        if (size < most) out[at]!.push(data)
        size += data.length
        if (onLine === undefined) return
        const lines = (rest + data.toString('utf8')).split('\n')
        rest = lines.pop()!.slice(-4096)
        for (const line of lines) onLine(line)
      })
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(watchdog)
      reject(new Fault(error.code === 'ENOENT' ? `${command}: the program is not installed` : `${command}: ${error.message}`))
    })
    child.once('close', (code, killedBy) => {
      clearTimeout(watchdog)
      const [bytes, errors] = out.map((parts) => Buffer.concat(parts)) as [Buffer, Buffer]
      const stderr = errors.toString('utf8')
      // A trace is no text, and need not be made one.
      const text = (): string => bytes.toString('utf8', 0, MOST_OUTPUT)
      if (signal?.aborted === true) reject(new Fault(`${command}: interrupted`))
      else if (late) reject(new Fault(`${command}: not finished after ${timeout} s; ${lastLines(stderr || text(), 3)}`))
      else
        resolve({
          code: code ?? (killedBy === null ? 1 : 128),
          get stdout() {
            return text()
          },
          stderr,
          bytes,
        })
    })
    if (input !== undefined) {
      child.stdin?.on('error', () => {})
      child.stdin?.end(input)
    }
  })
}

/** The end of a text as one line, for messages. Control characters become spaces. */
export function lastLines(text: string, count: number): string {
  const lines = text
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.slice(-count).join(' | ')
}

import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../../fault.ts'
import { run } from '../process.ts'

/** Runs shell text in a dom0 that is a real machine: this one, or a remote one through ssh. */
export interface Shell {
  /** For messages. */
  readonly name: string
  /**
   * Runs shell text there, as the user of the connection.
   * @param seconds after which it is given up; what it started may go on there
   * @throws Fault when that machine cannot be reached, or nothing ended in time; a code other than 0 is the caller's to judge
   */
  exec(script: string, options: ExecOptions): Promise<Executed>
  /** Ends what was started on this side. */
  close(): Promise<void>
}

export interface ExecOptions {
  readonly seconds: number
  readonly input?: Uint8Array | string
  readonly signal?: AbortSignal
}

export interface Executed {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** The largest file that is copied from the host: a trace of one round is tens of megabytes. */
const MOST = 1 << 30

/**
 * Runs a program of this machine for a shell. What runs as root through sudo cannot be killed from here, so that the time is kept here too:
 * the promise ends even when the program does not.
 */
export async function executed(command: string, args: readonly string[], options: ExecOptions): Promise<Executed> {
  const { seconds, input, signal } = options
  const done = new AbortController()
  const given = async (): Promise<never> => {
    await sleep((seconds + 5) * 1000, undefined, { signal: done.signal })
    throw new Fault(`${command}: not finished after ${seconds} s, and it cannot be stopped from here`)
  }
  const stopped = (): Promise<never> =>
    new Promise((_, reject) => {
      const stop = (): void => reject(new Fault(`${command}: interrupted`))
      if (signal?.aborted === true) stop()
      signal?.addEventListener('abort', stop, { once: true })
      done.signal.addEventListener('abort', () => signal?.removeEventListener('abort', stop), { once: true })
    })
  const work = run(command, args, {
    timeout: seconds,
    most: MOST,
    ...(input === undefined ? {} : { input }),
    ...(signal === undefined ? {} : { signal }),
  })
  try {
    const ran = await Promise.race([work, given(), stopped()])
    return { code: ran.code, stdout: ran.bytes, stderr: ran.stderr }
  } finally {
    done.abort()
    work.catch(() => undefined)
  }
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

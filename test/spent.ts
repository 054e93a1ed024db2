import { readFileSync } from 'node:fs'

/** Milliseconds that this thread had the processor; other test files run in other threads of this process. */
export function spent(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6
  } catch {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
}

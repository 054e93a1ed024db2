import type * as fs from 'node:fs'
import type { Document, Missing } from '../model.ts'
import { table } from '../table.ts'
import { whyUnreadable } from './disk.ts'

export const KMSG = 'dev/kmsg'

/** How much of the kernel's log is kept, from its beginning: what a boot says about virtualization is said early. */
const MOST = 1024 * 1024

/** One record at most: the kernel's CONSOLE_EXT_LOG_MAX (printk's internal.h). */
const RECORD = 8192

/** Without what `toString` does to find that out, which would have to be compiled. */
type Latin1 = Buffer & { latin1Slice(start: number, end: number): string }

/**
 * Microseconds of uptime after which the log of this machine is not read on: what a boot found is said by then, what changed since is in sysfs,
 * and a log that goes on for weeks about containers and traps costs a read a record before the first answer.
 */
const BOOTED = 600_000_000

/** The number of records read from a log without boot messages: later records rarely describe the machine. */
const LATE = 64

/** Records between two looks at the time. */
const STRIDE = 32

type Files = Pick<typeof fs, 'openSync' | 'readvSync' | 'closeSync' | 'constants'>

/**
 * The kernel's log as `dmesg` prints it. Each read of /dev/kmsg gives one record, and EAGAIN after the last one
 * (Documentation/ABI/testing/dev-kmsg of Linux).
 * @param whole read to the end, for a capture; otherwise only the boot messages
 */
export function kernelLog(files: Files, whole: boolean = false): { readonly text?: Document; readonly missing?: Missing } {
  let fd: number
  try {
    fd = files.openSync(`/${KMSG}`, files.constants.O_RDONLY | files.constants.O_NONBLOCK)
  } catch (error) {
    return { missing: { path: KMSG, why: whyUnreadable(error) } }
  }
  // `readv` and not `read`: Node looks twice as long at what it is called with there as the kernel takes for a record.
  const buffer = Buffer.allocUnsafeSlow(RECORD) as Latin1
  const buffers = [buffer]
  let text = ''
  let read = 0
  let records = 0
  let early = false
  try {
    while (read < MOST) {
      let n: number
      try {
        n = files.readvSync(fd, buffers)
      } catch (error) {
        // EPIPE: the record was overwritten while we read; the next read goes on with the oldest that is left.
        if ((error as NodeJS.ErrnoException).code === 'EPIPE') continue
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' && read === 0)
          return { missing: { path: KMSG, why: whyUnreadable(error) } }
        break
      }
      if (n === 0) break
      const record = buffer.latin1Slice(0, n)
      read += n
      // Seldom, since taking a number out of the record costs as much as reading it.
      if (!whole && records++ % STRIDE === 0) {
        if (uptimeOf(record) < BOOTED) early = true
        else if (early || records > LATE) break
      }
      text += dmesgLines(record)
    }
  } finally {
    files.closeSync(fd)
  }
  return text === '' ? { missing: { path: KMSG, why: 'unreadable' } } : { text: { path: KMSG, text } }
}

/** @returns microseconds of uptime in a record's head, `prio,seq,usec,flags;` */
function uptimeOf(record: string): number {
  const from = record.indexOf(',', record.indexOf(',') + 1) + 1
  return Number(record.slice(from, record.indexOf(',', from)))
}

/**
 * Records `prio,seq,usec,flags;message`, each with dictionary lines (` KEY=value`) after it, as lines of dmesg:
 * `[    0.123456] message`. Only the kernel's own messages (facility 0): anybody may write into the log as a user.
 */
export function dmesgLines(records: string): string {
  let out = ''
  // By hand and not by split or patterns: there are some hundred records, before the first answer.
  for (let start = 0, end = 0; start < records.length; start = end + 1) {
    end = records.indexOf('\n', start)
    if (end < 0) end = records.length
    if (records.charCodeAt(start) === SPACE) continue
    const semicolon = records.indexOf(';', start)
    const first = records.indexOf(',', start)
    const second = records.indexOf(',', first + 1)
    const third = records.indexOf(',', second + 1)
    // Priorities 0 to 7 are the kernel's; with a facility the number has two digits.
    const priority = records.charCodeAt(start) - ZERO
    if (first !== start + 1 || priority < 0 || priority > 7) continue
    if (second < 0 || semicolon < 0 || semicolon > end || second > semicolon) continue
    const usec = records.slice(second + 1, third < 0 || third > semicolon ? semicolon : third)
    const time = Number(usec)
    if (usec === '' || !Number.isSafeInteger(time) || time < 0) continue
    const stamp =
      usec.length > 6 ? `[${usec.slice(0, -6).padStart(5)}.${usec.slice(-6)}] ` : `[    0.${usec.padStart(6, '0')}] `
    const message = records.slice(semicolon + 1, end)
    // The kernel escapes what it does not print, line feeds included.
    const plain = message.includes('\\x') ? message.replace(ESCAPED, (as, hex) => ESCAPES[hex]?.(stamp) ?? as) : message
    out += `${stamp}${plain}\n`
  }
  return out
}

const SPACE = 0x20
const ZERO = 0x30
const ESCAPED = /\\x([0-9a-f]{2})/g
const ESCAPES: Readonly<Record<string, (stamp: string) => string>> = table({
  '0a': (stamp) => `\n${stamp}`,
  '09': () => '\t',
  '5c': () => '\\',
})

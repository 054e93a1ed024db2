import type * as fs from 'node:fs'
import type { Document, Missing } from '../model.ts'
import { whyUnreadable } from './disk.ts'

export const KMSG = 'dev/kmsg'

/** How much of the kernel's log is kept, from its beginning: what a boot says about virtualization is said early. */
const MOST = 1024 * 1024

/** One record at most: the kernel's CONSOLE_EXT_LOG_MAX (printk's internal.h). */
const RECORD = 8192

type Files = Pick<typeof fs, 'openSync' | 'readSync' | 'closeSync' | 'constants'>

/**
 * The kernel's log as `dmesg` prints it. Each read of /dev/kmsg gives one record, and EAGAIN after the last one
 * (Documentation/ABI/testing/dev-kmsg of Linux).
 */
export function kernelLog(files: Files): { readonly text?: Document; readonly missing?: Missing } {
  let fd: number
  try {
    fd = files.openSync(`/${KMSG}`, files.constants.O_RDONLY | files.constants.O_NONBLOCK)
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return { missing: { path: KMSG, why: gone ? 'absent' : whyUnreadable(error) } }
  }
  const buffer = Buffer.allocUnsafe(RECORD)
  let text = ''
  try {
    while (text.length < MOST) {
      let n: number
      try {
        n = files.readSync(fd, buffer, 0, RECORD, null)
      } catch (error) {
        // EPIPE: the record was overwritten while we read; the next read goes on with the oldest that is left.
        if ((error as NodeJS.ErrnoException).code === 'EPIPE') continue
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' && text === '')
          return { missing: { path: KMSG, why: whyUnreadable(error) } }
        break
      }
      if (n === 0) break
      text += dmesgLines(buffer.toString('utf8', 0, n))
    }
  } finally {
    files.closeSync(fd)
  }
  return text === '' ? { missing: { path: KMSG, why: 'unreadable' } } : { text: { path: KMSG, text } }
}

/**
 * A record `prio,seq,usec,flags;message`, with dictionary lines (` KEY=value`) after it, as lines of dmesg:
 * `[    0.123456] message`. Only the kernel's own messages (facility 0): anybody may write into the log as a user.
 */
export function dmesgLines(record: string): string {
  // By hand and not by split: there is one call for each of some hundred records, before the first answer.
  const semicolon = record.indexOf(';')
  const first = record.indexOf(',')
  const second = record.indexOf(',', first + 1)
  const third = record.indexOf(',', second + 1)
  const usec = record.slice(second + 1, third < 0 || third > semicolon ? semicolon : third)
  if (first < 0 || second < 0 || second > semicolon || !/^\d+$/.test(usec) || Number(record.slice(0, first)) >= 8) return ''
  const end = record.indexOf('\n', semicolon)
  const message = record.slice(semicolon + 1, end < 0 ? undefined : end)
  const whole = usec.length > 6 ? usec.slice(0, -6) : '0'
  const stamp = `[${whole.padStart(5)}.${usec.padStart(6, '0').slice(-6)}] `
  // The kernel escapes what it does not print, line feeds included.
  const plain = message.includes('\\x')
    ? message.replace(/\\x([0-9a-f]{2})/g, (as, hex) =>
        hex === '0a' ? `\n${stamp}` : hex === '09' ? '\t' : hex === '5c' ? '\\' : as,
      )
    : message
  return `${stamp}${plain}\n`
}

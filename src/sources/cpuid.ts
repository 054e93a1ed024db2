import type * as fs from 'node:fs'
import type { Document, Missing } from '../model.ts'

export const CPUID = 'dev/cpu/0/cpuid'

/** First and last leaf of each range that tells about virtualization: basic, hypervisor (Xen may move up by 0x100), extended. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x0, 0x1],
  [0x7, 0x7],
  [0x40000000, 0x40000010],
  [0x40000100, 0x40000106],
  [0x80000000, 0x80000008],
]

type Files = Pick<typeof fs, 'openSync' | 'readSync' | 'closeSync' | 'constants'>

/**
 * CPUID leaves of the first processor as `cpuid -r` prints them, where the kernel's cpuid driver gives them
 * (cpuid(4): reads of 16 bytes, the offset is the leaf and, in its high half, the sub-leaf). Says nothing where it does
 * not: the driver is a module that few have loaded, and /proc/cpuinfo and the log say much of the same.
 */
export function rawCpuid(files: Files): { readonly text?: Document; readonly missing?: Missing } {
  let fd: number
  try {
    fd = files.openSync(`/${CPUID}`, files.constants.O_RDONLY | files.constants.O_NONBLOCK)
  } catch {
    return {}
  }
  const buffer = Buffer.alloc(16)
  let text = ''
  try {
    for (const [first, last] of RANGES) {
      for (let leaf = first; leaf <= last; leaf++) {
        if (files.readSync(fd, buffer, 0, 16, leaf) !== 16) break
        const [eax, ebx, ecx, edx] = [0, 4, 8, 12].map((at) => hex(buffer.readUInt32LE(at)))
        text += `   ${hex(leaf)} 0x00: eax=${eax} ebx=${ebx} ecx=${ecx} edx=${edx}\n`
      }
    }
  } catch {
    // A leaf that cannot be read ends the list; what came before it holds.
  } finally {
    files.closeSync(fd)
  }
  return text === '' ? {} : { text: { path: CPUID, text: `CPU 0:\n${text}` } }
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`
}

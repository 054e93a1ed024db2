import type * as fs from 'node:fs'
import type { Document, Missing } from '../model.ts'

export const CPUID = 'dev/cpu/0/cpuid'

/**
 * Ranges of leaves about virtualization: the first of the basic ones (bit 31 of its ECX reports a hypervisor) and
 * those of the hypervisor, which may stand again 0x100 higher. Each costs a VM exit, so there are no more than are read.
 */
const RANGES: readonly { readonly first: number; readonly leaves: readonly number[] }[] = [
  { first: 0x0, leaves: [0x1] },
  { first: 0x40000000, leaves: [1, 2, 3, 4, 5, 6].map((n) => 0x40000000 + n) },
  { first: 0x40000100, leaves: [1, 2, 3, 4, 5, 6].map((n) => 0x40000100 + n) },
]

type Files = Pick<typeof fs, 'openSync' | 'readSync' | 'closeSync' | 'constants'>

/**
 * CPUID leaves of the first processor as `cpuid -r` prints them, where the kernel's cpuid driver gives them
 * (cpuid(4): reads of 16 bytes, the offset is the leaf and, in its high half, the sub-leaf). Returns nothing without the
 * driver: it is a module that is rarely loaded, and /proc/cpuinfo and the log have most of the same facts.
 */
export function rawCpuid(files: Files): { readonly text?: Document; readonly missing?: Missing } {
  let fd: number
  try {
    fd = files.openSync(`/${CPUID}`, files.constants.O_RDONLY | files.constants.O_NONBLOCK)
  } catch {
    return {}
  }
  // The four registers, as the processor keeps them: only x86 has this file, and there the low byte comes first.
  const buffer = Buffer.allocUnsafeSlow(16)
  const registers = new Uint32Array(buffer.buffer)
  let text = ''
  const read = (leaf: number): number => {
    if (files.readSync(fd, buffer, 0, 16, leaf) !== 16) return 0
    const [eax, ebx, ecx, edx] = registers as unknown as readonly [number, number, number, number]
    text += `   ${hex(leaf)} 0x00: eax=${hex(eax)} ebx=${hex(ebx)} ecx=${hex(ecx)} edx=${hex(edx)}\n`
    return eax
  }
  try {
    for (const { first, leaves } of RANGES) {
      const last = read(first)
      // A first leaf names the last one of its range; a processor without that range answers with something else.
      for (const leaf of leaves) if (leaf <= last && last - first < 0x100) read(leaf)
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

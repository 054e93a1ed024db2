import type { Document, Probe, Signal } from '../model.ts'
import { proofAt } from './say.ts'

type Registers = readonly [eax: number, ebx: number, ecx: number, edx: number]

/**
 * Dumps of leaves, by whatever tool: `cpuid -r` (also what the live machine is read into), the forms of AIDA64 and its forerunners that
 * InstLatx64 collects, hwloc-gather-cpuid (`mask eax ebx ecx edx => results`) and `x86info -r`. Sub-leaf 0 only, of the first processor.
 * `has`: what every line of the form holds, in lower case.
 */
const DUMPS: readonly (readonly [has: string, pattern: () => RegExp])[] = [
  [
    ': eax=',
    () => /^[ \t]*0x([0-9a-f]{8}) 0x0{1,8}: eax=0x([0-9a-f]{8}) ebx=0x([0-9a-f]{8}) ecx=0x([0-9a-f]{8}) edx=0x([0-9a-f]{8})/gim,
  ],
  [
    'cpuid ',
    () =>
      /^CPUID ([0-9A-F]{8})(?:: |[ \t]{1,8})([0-9A-F]{8})[- ]([0-9A-F]{8})[- ]([0-9A-F]{8})[- ]([0-9A-F]{8})(?! *\[SL [^0])/gim,
  ],
  [' => ', () => /^[0-9a-f]{1,2} ([0-9a-f]{1,8}) 0 0 0 => ([0-9a-f]{1,8}) ([0-9a-f]{1,8}) ([0-9a-f]{1,8}) ([0-9a-f]{1,8})$/gm],
  [
    'eax in: ',
    () => /^eax in: 0x([0-9a-f]{8}), eax = ([0-9a-f]{8}) ebx = ([0-9a-f]{8}) ecx = ([0-9a-f]{8}) edx = ([0-9a-f]{8})/gm,
  ],
]

/** Leaves in which a signature can stand: several interfaces may be offered, 0x100 apart. https://lwn.net/Articles/301888/ */
const SIGNATURE_LEAVES: readonly number[] = Array.from({ length: 16 }, (_, i) => 0x40000000 + i * 0x100)

/** Without padding, and with one space where there are more: Parallels has ` lrpepyh  vr`, which every tool prints in its own way. */
export function tidy(signature: string): string {
  let end = signature.length
  while (end > 0 && (signature.charCodeAt(end - 1) === 0 || signature[end - 1]!.trim() === '')) end--
  const trimmed = signature.slice(0, end).trimStart()
  return trimmed.includes('  ') ? trimmed.replace(/ +/g, ' ') : trimmed
}

function words(registers: readonly number[]): string {
  let text = ''
  for (const word of registers) for (let shift = 0; shift < 32; shift += 8) text += String.fromCharCode((word >>> shift) & 0xff)
  return tidy(text)
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0')

function* leaves(document: Document): Generator<Signal> {
  const seen = new Map<number, { registers: Registers; index: number }>()
  const plain = document.text.toLowerCase()
  for (const [has, dump] of DUMPS) {
    if (!plain.includes(has)) continue
    for (const match of document.text.matchAll(dump())) {
      const leaf = Number.parseInt(match[1]!, 16)
      if (seen.has(leaf)) continue
      const [eax, ebx, ecx, edx] = match.slice(2, 6).map((w) => Number.parseInt(w, 16)) as [number, number, number, number]
      seen.set(leaf, { registers: [eax, ebx, ecx, edx], index: match.index + (match[0].length - match[0].trimStart().length) })
      if (seen.size > 4096) return
    }
  }
  const say = (leaf: number, name: string, value: string, of?: string): Signal => {
    const proof = proofAt(document, seen.get(leaf)!.index)
    return of === undefined ? { name, value, proof } : { name, of, value, proof }
  }
  const one = seen.get(1)?.registers
  if (one === undefined) return
  const present = one[2] >>> 31 === 1
  yield say(1, 'cpuid.hypervisor-bit', present ? '1' : '0')
  // Without that bit the leaves from 0x40000000 on repeat others and mean nothing: Intel SDM, CPUID, "maximum input value".
  if (!present) return
  for (const base of SIGNATURE_LEAVES) {
    const leaf = seen.get(base)?.registers
    if (leaf === undefined) continue
    const signature = words(leaf.slice(1))
    if (!/^[\x20-\x7e]{3,12}$/.test(signature)) continue
    yield say(base, 'cpuid.signature', signature, `0x${hex(base)}`)
    const at = (offset: number): Registers | undefined => seen.get(base + offset)?.registers
    if (signature === 'XenVMMXenVMM') {
      const version = at(1)
      if (version !== undefined) yield say(base + 1, 'xen.version', `${version[0] >>> 16}.${version[0] & 0xffff}`)
      if (at(2) !== undefined) yield say(base + 2, 'cpuid.xen.pv-mmu', String(at(2)![2] & 1))
      if (at(4) !== undefined) yield say(base + 4, 'cpuid.xen.hvm', hex(at(4)![0]))
      if (at(3) !== undefined) {
        yield say(base + 3, 'cpuid.xen.tsc-emulated', String(at(3)![0] & 1))
        yield say(base + 3, 'cpuid.xen.tsc-mode', String(at(3)![1]))
      }
    }
    if (signature === 'KVMKVMKVM' && at(1) !== undefined) yield say(base + 1, 'cpuid.kvm.features', hex(at(1)![0]))
    if (signature === 'Microsoft Hv') {
      if (at(3) !== undefined) {
        yield say(base + 3, 'cpuid.hyperv.privileges', hex(at(3)![1]))
        yield say(base + 3, 'cpuid.hyperv.features', hex(at(3)![0]))
      }
      if (at(4) !== undefined) yield say(base + 4, 'cpuid.hyperv.hints', hex(at(4)![0]))
      if (at(6) !== undefined) yield say(base + 6, 'cpuid.hyperv.hardware', hex(at(6)![0]))
    }
  }
}

export const cpuid: Probe = {
  id: 'cpuid',
  reads: [],
  live: ['dev/cpu/0/cpuid'],
  captured: ['cpuid.txt', 'cpuid-raw.txt', 'cpuid/pu0', 'pu0'],
  words: ['x=0', 'X=0', 'CPUID ', '# mask e', 'eax in: '],
  accepts: (head) =>
    /^[ \t]*0x[0-9a-f]{8} 0x[0-9a-f]{1,8}: eax=0x/im.test(head) ||
    /^CPUID [0-9A-F]{8}(?:: |[ \t]{1,8})[0-9A-F]{8}[- ][0-9A-F]{8}[- ]/m.test(head) ||
    head.startsWith('# mask e[abcd]x => e[abcd]x') ||
    /^eax in: 0x[0-9a-f]{8}, eax = /m.test(head),
  read: leaves,
}

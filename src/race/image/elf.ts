import { Fault } from '../../fault.ts'

/** What is read of 64-bit little-endian ELF files (System V gABI, "ELF-64 Object File Format"). */

const PT_DYNAMIC = 2
const PT_INTERP = 3
const PT_LOAD = 1
const DT_NEEDED = 1n
const DT_STRTAB = 5n

export interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: bigint
  /** Where it wants to be in physical memory. */
  readonly physical: bigint
  readonly fileSize: number
  readonly memorySize: number
}

export function isElf(bytes: Uint8Array): boolean {
  return bytes.length > 64 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46 && bytes[4] === 2
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function text(bytes: Uint8Array, from: number): string {
  const end = bytes.indexOf(0, from)
  return Buffer.from(bytes.subarray(from, end < 0 || end - from > 4096 ? from : end)).toString('latin1')
}

/** The program headers. @throws Fault when the file is cut short */
export function segments(bytes: Uint8Array, name: string): Segment[] {
  try {
    const at = view(bytes)
    const start = Number(at.getBigUint64(0x20, true))
    const size = at.getUint16(0x36, true)
    const count = at.getUint16(0x38, true)
    return Array.from({ length: count }, (_, i) => {
      const p = start + i * size
      return {
        type: at.getUint32(p, true),
        offset: Number(at.getBigUint64(p + 8, true)),
        address: at.getBigUint64(p + 16, true),
        physical: at.getBigUint64(p + 24, true),
        fileSize: Number(at.getBigUint64(p + 32, true)),
        memorySize: Number(at.getBigUint64(p + 40, true)),
      }
    })
  } catch (error) {
    if (error instanceof RangeError) throw new Fault(`${name}: the ELF file is truncated`)
    throw error
  }
}

/**
 * A program without the zeros at its end (a kernel's .bss, a third of its file) and without section headers: a loader makes the zeros
 * itself, and in an emulated machine each page that need not be copied is time.
 */
export function trimmed(bytes: Uint8Array, name: string): Uint8Array {
  const all = segments(bytes, name)
  const last = all.reduce((most, one, i) => (one.type === PT_LOAD && one.offset >= (all[most]?.offset ?? 0) ? i : most), -1)
  const segment = all[last]
  if (segment === undefined || segment.offset + segment.fileSize > bytes.length) return bytes
  let end = segment.offset + segment.fileSize
  while (end > segment.offset + 1 && bytes[end - 1] === 0) end--
  // Other segments may lie behind it, as notes do.
  if (all.some((one, i) => i !== last && one.offset + one.fileSize > end)) return bytes
  const out = bytes.slice(0, end)
  const at = view(out)
  at.setBigUint64(
    Number(at.getBigUint64(0x20, true)) + last * at.getUint16(0x36, true) + 32,
    BigInt(end - segment.offset),
    true,
  )
  at.setBigUint64(0x28, 0n, true) // section headers: none
  at.setUint32(0x3c, 0, true)
  return out
}

/** The shared libraries that a program or library asks for, and its interpreter; empty for a static one. */
export function needed(bytes: Uint8Array, name: string): string[] {
  const all = segments(bytes, name)
  const out: string[] = []
  const interpreter = all.find((one) => one.type === PT_INTERP)
  if (interpreter !== undefined) out.push(text(bytes, interpreter.offset))
  const dynamic = all.find((one) => one.type === PT_DYNAMIC)
  if (dynamic === undefined) return out
  const at = view(bytes)
  const entries: (readonly [bigint, bigint])[] = []
  for (let p = dynamic.offset; p + 16 <= Math.min(bytes.length, dynamic.offset + dynamic.fileSize); p += 16)
    entries.push([at.getBigUint64(p, true), at.getBigUint64(p + 8, true)])
  const table = entries.find(([tag]) => tag === DT_STRTAB)?.[1]
  const load = all.find(
    (one) => one.type === PT_LOAD && table !== undefined && table >= one.address && table < one.address + BigInt(one.fileSize),
  )
  if (table === undefined || load === undefined) return out
  const strings = Number(table - load.address) + load.offset
  for (const [tag, value] of entries) if (tag === DT_NEEDED) out.push(text(bytes, strings + Number(value)))
  return out
}

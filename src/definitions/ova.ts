import { Fault } from '../fault.ts'

const BLOCK = 512
const MOST_ENTRIES = 1000

/** The descriptor is the first file of an OVA and never large; this much of an archive is looked at. */
export const OVA_HEAD: number = 4 * 1024 * 1024

/** An OVA's descriptor, or that of an XVA. */
const DESCRIPTOR: RegExp = /(?:\.ovf|^ova\.xml)$/i

/** Whether an archive is an OVA or XVA, by its first 512 bytes: a ustar archive whose first file is the descriptor. */
export function isOva(head: Uint8Array): boolean {
  return head.length >= BLOCK && ascii(head.subarray(257, 262)) === 'ustar' && DESCRIPTOR.test(ascii(head.subarray(0, 100)))
}

/**
 * The text of the first descriptor (`.ovf`, `ova.xml`) in an archive.
 * @param decode from UTF-8
 * @param bytes as much of the archive as is at hand; the standard wants the descriptor first
 * @throws Fault naming the offset of what is no tar header
 */
export function descriptorOf(
  path: string,
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): { readonly name: string; readonly text: string } {
  let offset = 0
  for (let n = 0; n < MOST_ENTRIES; n++) {
    if (offset + BLOCK > bytes.length)
      throw new Fault(`${path}: byte ${offset}: the archive ends before an .ovf descriptor is found`)
    const header = bytes.subarray(offset, offset + BLOCK)
    if (header.every((b) => b === 0)) break
    const size = octal(header.subarray(124, 136))
    const sum = header.reduce((a, b, i) => a + (i >= 148 && i < 156 ? 32 : b), 0)
    if (size === undefined || octal(header.subarray(148, 156)) !== sum)
      throw new Fault(`${path}: byte ${offset}: not a tar header (its checksum does not match)`)
    const name = ascii(header.subarray(0, 100))
    const type = header[156]
    if (DESCRIPTOR.test(name) && (type === 0 || type === 0x30)) {
      const end = offset + BLOCK + size
      if (end > bytes.length) throw new Fault(`${path}: byte ${offset}: ${name} is cut off`)
      return { name, text: decode(bytes.subarray(offset + BLOCK, end)) }
    }
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Fault(`${path}: no .ovf descriptor in the archive`)
}

function ascii(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)))
}

function octal(bytes: Uint8Array): number | undefined {
  const text = ascii(bytes).trim()
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : text === '' ? 0 : undefined
}

export type Compression = 'gzip' | 'xz' | 'bzip2' | 'zstd'

interface Magic {
  readonly id: Compression
  readonly begins: readonly number[]
}

/** How each format begins: RFC 1952 2.3.1, the .xz file format 2.1.1.1, bzip2's "BZh", RFC 8878 3.1.1. */
const COMPRESSIONS: readonly Magic[] = [
  { id: 'gzip', begins: [0x1f, 0x8b, 0x08] },
  { id: 'xz', begins: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { id: 'bzip2', begins: [0x42, 0x5a, 0x68] },
  { id: 'zstd', begins: [0x28, 0xb5, 0x2f, 0xfd] },
]

export function compressionOf(head: Uint8Array): Compression | undefined {
  return COMPRESSIONS.find((c) => c.begins.every((byte, i) => head[i] === byte))?.id
}

/** A tar header: "ustar" at 257 (POSIX and GNU), or, for the oldest kind, a checksum that is right. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= 512 && validHeader(head)
}

/** Whether 512 bytes hold a tar header: its checksum is the sum of all bytes with the checksum's own field as blanks. */
export function validHeader(block: Uint8Array, at = 0): boolean {
  let stated = 0
  let digits = 0
  for (let i = at + 148; i < at + 156; i++) {
    const c = block[i]!
    if (c >= 48 && c <= 55) {
      stated = stated * 8 + c - 48
      digits++
    } else if (digits > 0) break
  }
  if (digits === 0) return false
  let sum = 8 * 32
  for (let i = at; i < at + 148; i++) sum += block[i]!
  for (let i = at + 156; i < at + 512; i++) sum += block[i]!
  return sum === stated
}

/** Whether these bytes begin an archive, packed or not. */
export function isArchive(head: Uint8Array): boolean {
  return compressionOf(head) !== undefined || isTar(head)
}

/** Whether these bytes begin what a collector printed (src/capture/collector.ts); a console may have said something before it. */
export function isCollected(head: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(head.subarray(0, 16_384)).includes('==> virtcolor collector 1 ')
}

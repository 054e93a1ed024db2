const MiB: number = 1024 * 1024

type LimitId =
  | 'attribute'
  | 'file'
  | 'text'
  | 'texts'
  | 'total'
  | 'files'
  | 'links'
  | 'followed'
  | 'path'
  | 'entries'
  | 'sniffed'
  | 'unpacked'
  | 'ratio'
  | 'ratioFrom'

/** Bounds of everything that is read, in bytes or pieces. A capture that a person made stays far below each of them. */
export const LIMITS: Readonly<Record<LimitId, number>> = {
  /** One attribute of sysfs; the kernel itself gives at most a page for most of them. */
  attribute: 64 * 1024,
  /** Any other file at a declared path: /proc/interrupts of a thousand processors, a kernel log, a kernel configuration. */
  file: 4 * MiB,
  /** One text that was itself named. */
  text: 16 * MiB,
  /** All texts found in a capture together. */
  texts: 16 * MiB,
  /** Everything that is held together. */
  total: 64 * MiB,
  /** Files held. */
  files: 50_000,
  /** Symbolic links held. */
  links: 200_000,
  /** Parts of paths on the way to one file, those of the links on it included, and characters of the path itself: loops are longer. */
  followed: 256,
  path: 1024,
  /** Entries of directories looked at. */
  entries: 200_000,
  /** Files whose beginning is shown to the readers of texts. */
  sniffed: 5_000,
  /** Decompressed bytes of an archive. */
  unpacked: 16 * 1024 * MiB,
  /** Decompressed bytes for one byte of an archive, once `ratioFrom` bytes came out of it. */
  ratio: 1000,
  ratioFrom: 64 * MiB,
}

/** How much of a file at a declared path is read. */
export function limitOf(path: string): number {
  return path.startsWith('sys/') ? LIMITS.attribute : LIMITS.file
}

import type { Opened, Wanted } from '../model.ts'
import { isArchive, isCollected } from './magic.ts'
import type { ArchiveOptions } from './read.ts'
import type { Peeked } from './stream.ts'

/**
 * Bytes as evidence: an archive, the collector's output, or one text. Their content decides which. Each reader is loaded when it is used.
 * @param path the name of the bytes in proofs and faults
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is not recognised
 */
export async function openBytes(
  path: string,
  bytes: Peeked,
  wanted: Wanted,
  options: Omit<ArchiveOptions, 'path'> = {},
): Promise<Opened> {
  if (isArchive(bytes.head)) {
    const { readArchive } = await import('./read.ts')
    const { kind, format, evidence } = await readArchive(bytes.stream, wanted, { ...options, path })
    return { source: { path, kind, format }, evidence }
  }
  if (isCollected(bytes.head)) {
    const { readCollected } = await import('./collected.ts')
    return { source: { path, kind: 'archive', format: 'collector' }, evidence: await readCollected(bytes.stream, wanted, path) }
  }
  const { readText } = await import('./text.ts')
  return { source: { path, kind: 'text' }, evidence: await readText(path, bytes, wanted) }
}

import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import type { Entry } from '../capture/bundle.ts'

/** A gzip-packed tar archive; the same entries give the same bytes, whenever and by whomever it is made. */
export async function pack(entries: readonly Entry[]): Promise<Uint8Array> {
  const encoder = new TextEncoder()
  const mtime = new Date(0)
  const tar = await packTar(
    entries.map((e) => {
      if (e.kind === 'link')
        return { header: { name: e.path, type: 'symlink' as const, linkname: e.to, size: 0, mode: 0o777, mtime } }
      const body = encoder.encode(e.text)
      return { header: { name: e.path, size: body.length, mode: 0o644, mtime }, body }
    }),
  )
  return gzipSync(tar, { level: 9 })
}

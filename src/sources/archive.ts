import { pipeline, Readable, type Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import type { Decompressor, Decompressors } from '../archive/decompress.ts'
import { readArchive } from '../archive/read.ts'
import type { Peeked } from '../archive/stream.ts'
import type { Wanted } from '../model.ts'
import type { Opened } from './index.ts'

const CHUNK = 256 * 1024

function native(make: () => Transform): Decompressor {
  return (packed) =>
    pipeline(Readable.from(packed, { objectMode: false, highWaterMark: CHUNK }), make(), () => {}) as AsyncIterable<Uint8Array>
}

/** Node's own, which run beside the main thread. Zstandard is there from Node 22.15 on. */
const createZstd = (zlib as { readonly createZstdDecompress?: (options: object) => Transform }).createZstdDecompress
const DECOMPRESSORS: Partial<Decompressors> = {
  gzip: native(() => zlib.createGunzip({ chunkSize: CHUNK })),
  ...(createZstd === undefined ? {} : { zstd: native(() => createZstd({ chunkSize: CHUNK })) }),
}

/** A tar archive, packed or not, or one packed text. */
export async function openArchive(path: string, bytes: Peeked, wanted: Wanted): Promise<Opened> {
  const { kind, format, evidence } = await readArchive(bytes.stream, wanted, { path, decompressors: DECOMPRESSORS })
  return { source: { path, kind, format }, evidence }
}

import { pipeline, Readable, type Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import type { Decompressor, Decompressors } from '../archive/decompress.ts'

const CHUNK = 256 * 1024

function native(make: () => Transform): Decompressor {
  return (packed) =>
    pipeline(Readable.from(packed, { objectMode: false, highWaterMark: CHUNK }), make(), () => {}) as AsyncIterable<Uint8Array>
}

/** Node's own decompressors, which run outside of the main thread. Node has Zstandard from 22.15 on. */
const createZstd = (zlib as { readonly createZstdDecompress?: (options: object) => Transform }).createZstdDecompress
export const NATIVE: Partial<Decompressors> = {
  gzip: native(() => zlib.createGunzip({ chunkSize: CHUNK })),
  ...(createZstd === undefined ? {} : { zstd: native(() => createZstd({ chunkSize: CHUNK })) }),
}

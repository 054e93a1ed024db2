import type { Compression } from './magic.ts'

/** Throws an error that says "end" where the packed bytes stop too early. */
export type Decompressor = (packed: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>

export type Decompressors = Readonly<Record<Compression, Decompressor>>

/** Works in every environment with web streams; each library loads when it is first needed. */
export const DECOMPRESSORS: Decompressors = {
  gzip: (packed) => fromReadable(toReadable(packed).pipeThrough(new DecompressionStream('gzip') as ByteTransform)),
  async *xz(packed) {
    const xz = await import('xz-decompress')
    const { XzReadableStream } = 'default' in xz ? (xz.default as typeof xz) : xz
    let stop = false
    const source = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of packed) {
        // A piece of a bomb is a thousand times as long, and once given it is unpacked to its end.
        for (let at = 0; at < chunk.length && !stop; at += XZ_SLICE) yield chunk.subarray(at, at + XZ_SLICE)
        if (stop) return
      }
    }
    const reader = new XzReadableStream(toReadable(source())).getReader()
    try {
      for (let got = await reader.read(); !got.done; got = await reader.read()) yield got.value
    } catch (error) {
      stop = true
      // XZ_BUF_ERROR of XZ Embedded: it wants more where there is no more.
      throw /error code 8$/.test(String(error)) ? new Error('unexpected end') : error
    } finally {
      // Cancelling while it works would free its context twice; without input it comes to an end by itself.
      if (!stop) {
        stop = true
        for (let done = false; !done; )
          done = await reader.read().then(
            (got) => got.done,
            () => true,
          )
      }
    }
  },
  async *bzip2(packed) {
    yield* (await import('./bzip2.ts')).bunzip2(packed)
  },
  async *zstd(packed) {
    yield* (await import('./zstd.ts')).unzstd(packed)
  },
}

/** A little at a time, so that what one push yields stays bounded. */
const XZ_SLICE = 8192

type ByteTransform = ReadableWritablePair<Uint8Array, Uint8Array>

export function toReadable(source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

export async function* fromReadable(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  let done = false
  try {
    for (;;) {
      const got = await reader.read()
      if (got.done) {
        done = true
        return
      }
      yield got.value
    }
  } catch (error) {
    done = true
    throw error
  } finally {
    if (!done) await reader.cancel()
  }
}

/** A stream of bytes whose beginning has been looked at without being used up. */
export interface Peeked {
  readonly head: Uint8Array
  /** All of it, the head included. Can be read once. */
  readonly stream: AsyncIterable<Uint8Array>
  /** Lets go of the source, for whom the head was enough: a file stays open otherwise, and an unpacker busy. */
  close(): Promise<void>
}

/** Reads until there are `size` bytes or the stream ends. */
export async function peek(source: AsyncIterable<Uint8Array>, size: number): Promise<Peeked> {
  const chunks: Uint8Array[] = []
  let total = 0
  const iterator = source[Symbol.asyncIterator]()
  let ended = false
  while (total < size) {
    const { done, value } = await iterator.next()
    if (done) {
      ended = true
      break
    }
    chunks.push(value)
    total += value.length
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks
      while (!ended) {
        const { done, value } = await iterator.next()
        if (done) break
        yield value
      }
      ended = true
    } finally {
      if (!ended) await iterator.return?.()
    }
  }
  return {
    head: join(chunks, Math.min(total, size)),
    stream: all(),
    async close() {
      if (ended) return
      ended = true
      await iterator.return?.()
    },
  }
}

/** The first `size` bytes of some chunks. */
export function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    if (at >= size) break
    const part = chunk.length > size - at ? chunk.subarray(0, size - at) : chunk
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Up to `limit` bytes of a stream; the rest is not read. */
export async function collect(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    total += chunk.length
    if (total >= limit) break
  }
  return join(chunks, Math.min(total, limit))
}

/** A definition's text and the way back to its bytes. */
export interface Decoded {
  /** Without a byte order mark. */
  readonly text: string
  /** The bytes of a changed text; absent for an encoding that cannot be written exactly. */
  readonly encode?: (text: string) => Uint8Array
  /** What the bytes are in, for messages. */
  readonly encoding: string
}

/** How much of a file may declare its encoding. */
const HEAD = 4096
/** `<?xml version="1.0" encoding="ISO-8859-1"?>`, and `.encoding = "windows-1252"` of a .vmx. */
const DECLARED: readonly RegExp[] = [
  /^(?:\xef\xbb\xbf)?\s{0,100}<\?xml\s[^>?]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/,
  /^[ \t]{0,100}\.encoding[ \t]{0,9}=[ \t]{0,9}"([\w.:-]{1,40})"/im,
]

/**
 * The text of a definition by its byte order mark, by the encoding that it declares, or as UTF-8. `encode` gives back every byte that no edit
 * changed; it is absent where that is impossible: bytes that are not of the encoding, an encoding of several bytes a character.
 */
export function decodeDefinition(bytes: Uint8Array): Decoded {
  const [encoding, mark] = encodingOf(bytes)
  const body = bytes.subarray(mark)
  const decoder = decoderFor(encoding)
  if (decoder === undefined) return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(body), encoding }
  const text = decoder.decode(body)
  const writer = writerFor(decoder.encoding)
  if (writer === undefined) return { text, encoding }
  const encode = (changed: string): Uint8Array => joined(bytes.subarray(0, mark), writer(changed))
  return { text, encoding, ...(same(encode(text), bytes) && { encode }) }
}

function encodingOf(bytes: Uint8Array): readonly [label: string, mark: number] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['utf-8', 3]
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le', 2]
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be', 2]
  let head = ''
  for (const byte of bytes.subarray(0, HEAD)) head += String.fromCharCode(byte)
  for (const pattern of DECLARED) {
    const label = pattern.exec(head)?.[1]
    if (label !== undefined) return [label.toLowerCase(), 0]
  }
  return ['utf-8', 0]
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label, { ignoreBOM: true })
  } catch {
    return undefined
  }
}

/** Text to bytes. What the platform has is for UTF-8 alone. */
function writerFor(encoding: string): ((text: string) => Uint8Array) | undefined {
  if (encoding === 'utf-8') return (text) => new TextEncoder().encode(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const high = encoding === 'utf-16be' ? 0 : 1
    return (text) => {
      const bytes = new Uint8Array(text.length * 2)
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        bytes[2 * i + high] = unit >> 8
        bytes[2 * i + 1 - high] = unit & 0xff
      }
      return bytes
    }
  }
  const table = singleBytes(encoding)
  if (table === undefined) return undefined
  return (text) => {
    const bytes = new Uint8Array(text.length)
    for (let i = 0; i < text.length; i++) bytes[i] = table.get(text[i]!) ?? 0
    return bytes
  }
}

/** Each character of an encoding of one byte a character; undefined for another, and for one without ASCII. */
function singleBytes(encoding: string): ReadonlyMap<string, number> | undefined {
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number>()
  for (let byte = 0; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte))
    if (character.length !== 1 || (byte < 128 && character.charCodeAt(0) !== byte)) return undefined
    if (character !== '\ufffd') table.set(character, byte)
  }
  // In multi-byte encodings most bytes above ASCII are not a complete character.
  return table.size >= 192 ? table : undefined
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

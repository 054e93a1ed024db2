/**
 * Bytes as text, four in five characters: base64 is a third longer than the bytes, this text a quarter. It contains no `<`, `>`, `&`,
 * backslash or backtick, so it cannot end a script element and has no references.
 */
const CHARACTERS: string = Array.from({ length: 90 }, (_, i) => String.fromCharCode(0x23 + i))
  .filter((one) => !/[<\\`&>]/.test(one))
  .join('')

/** The text of bytes: their number before a colon, then the characters. */
export function toBase85(bytes: Uint8Array): string {
  let out = `${bytes.length}:`
  for (let at = 0; at < bytes.length; at += 4) {
    let n = 0
    for (let k = 0; k < 4; k++) n = n * 256 + (bytes[at + k] ?? 0)
    let five = ''
    for (let k = 0; k < 5; k++) {
      five = CHARACTERS[n % 85]! + five
      n = Math.floor(n / 85)
    }
    out += five
  }
  return out
}

/** The bytes of a text of toBase85. @throws RangeError for a length that is not that of its characters */
export function fromBase85(text: string): Uint8Array {
  const colon = text.indexOf(':')
  const length = Number(text.slice(0, colon))
  if (text.length - colon - 1 !== Math.ceil(length / 4) * 5) throw new RangeError('the length is not that of the characters')
  const value = new Uint8Array(128)
  for (let i = 0; i < CHARACTERS.length; i++) value[CHARACTERS.charCodeAt(i)] = i
  const bytes = new Uint8Array(Math.ceil(length / 4) * 4)
  for (let at = 0, from = colon + 1; at < bytes.length; at += 4) {
    let n = 0
    for (let k = 0; k < 5; k++) n = n * 85 + value[text.charCodeAt(from++) & 127]!
    for (let k = 3; k >= 0; k--) {
      bytes[at + k] = n % 256
      n = Math.floor(n / 256)
    }
  }
  return bytes.subarray(0, length)
}

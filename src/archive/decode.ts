/**
 * Bytes of a captured text as a string: UTF-8, or UTF-16 where a byte order mark says so (a redirect in PowerShell writes that).
 * Line ends become LF. NUL bytes stay: they are part of some CPUID vendor strings. Bytes that are no UTF-8 become U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  return text.includes('\r') ? text.replace(/(?<!\r)\r+\n/g, '\n') : text
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

/** How much `looksBinary` looks at. */
const SAMPLE = 4096

/**
 * Whether decoded text cannot be a capture: more than one character in ten is a control character or no UTF-8 at all.
 * A short value such as a CPUID vendor string padded with NUL is let through.
 */
export function looksBinary(text: string): boolean {
  const length = Math.min(text.length, SAMPLE)
  if (length <= 64) return false
  let odd = 0
  for (let i = 0; i < length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0xfffd || (c < 32 && c !== 9 && c !== 10 && c !== 13 && c !== 27 && c !== 8 && c !== 12)) odd++
  }
  return odd * 10 > length
}

/** A text that had to be cut, without its last and perhaps broken line; undefined when it is all one line. */
export function cutAtLine(text: string): string | undefined {
  const end = text.lastIndexOf('\n')
  return end < 0 ? undefined : text.slice(0, end + 1)
}

import { HEAD } from '../evidence/signals.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Evidence, Missing, Wanted } from '../model.ts'
import { cutAtLine, decodeText, looksBinary } from './decode.ts'
import { LIMITS } from './limits.ts'
import { collect, type Peeked } from './stream.ts'
import { hasBlocks, isPasted } from './texts/paste.ts'
import { SAME, tidyFor } from './texts/tidy.ts'

/**
 * One command output, log or value, recognised by how it begins.
 * @param path how the text is called in proofs and faults
 */
export async function readText(path: string, { head, stream }: Peeked, wanted: Wanted): Promise<Evidence> {
  if (head.length === 0) throw new Fault(`${path}: the file is empty`, EXIT.unrecognised)
  const raw = decodeText(head.subarray(0, HEAD))
  // A definition is read to the letter, unless it is quoted: what lint changes in it has to be where it is.
  const tidy = wanted.whole?.(raw) === true && !/^ ?>/.test(raw) ? SAME : tidyFor(raw)
  const start = tidy(raw)
  const pasted = wanted.whole?.(start) !== true && (isPasted(start) || (!wanted.accepts(start) && hasBlocks(start)))
  if (looksBinary(raw) || !(pasted || wanted.accepts(start)))
    throw new Fault(
      `${path}: format not recognised; virtcolor reads directories, archives, sosreports, command output such as dmesg, and VM definitions (docs/captures.md)`,
      EXIT.unrecognised,
    )
  const bytes = await collect(stream, LIMITS.text + 1)
  const whole = bytes.length <= LIMITS.text
  const missing: Missing[] = whole ? [] : [{ path: `${path} (after its first 16 MiB)`, why: 'unreadable' }]
  const decoded = tidy(decodeText(bytes))
  const text = whole ? decoded : cutAtLine(decoded)
  if (text === undefined) throw new Fault(`${path}: a line is longer than 16 MiB`, EXIT.unrecognised)
  if (!pasted) return { files: new Map(), links: new Map(), texts: [{ path, text }], missing }
  const { unfold } = await import('./texts/unfold.ts')
  const unfolded = unfold({ path, text }, wanted.accepts, wanted.whole)
  const { files, links, texts } = unfolded
  if (files.size === 0 && links.size === 0 && texts.length === 0)
    throw new Fault(`${path}: contains no command output that virtcolor reads (docs/captures.md)`, EXIT.unrecognised)
  return { files, links, texts, places: unfolded.places, missing }
}

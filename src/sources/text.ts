import { cutAtLine, decodeText, looksBinary } from '../archive/decode.ts'
import { LIMITS } from '../archive/limits.ts'
import { HEAD, type Wanted } from '../archive/wanted.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Missing } from '../model.ts'
import type { Opened } from './index.ts'
import { collect, type Peeked } from './stream.ts'

/** One command output, log or value, recognised by how it begins. */
export async function openText(path: string, { head, stream }: Peeked, wanted: Wanted): Promise<Opened> {
  if (head.length === 0) throw new Fault(`${path}: is empty`, EXIT.unrecognised)
  const start = decodeText(head.subarray(0, HEAD))
  if (looksBinary(start) || !wanted.accepts(start))
    throw new Fault(`${path}: not a kind of capture that virtcolor knows`, EXIT.unrecognised)
  const bytes = await collect(stream, LIMITS.text + 1)
  const whole = bytes.length <= LIMITS.text
  const missing: Missing[] = whole ? [] : [{ path: `${path} (after its first 16 MiB)`, why: 'unreadable' }]
  const decoded = decodeText(bytes)
  const text = whole ? decoded : cutAtLine(decoded)
  if (text === undefined) throw new Fault(`${path}: one line of more than 16 MiB`, EXIT.unrecognised)
  return {
    source: { path, kind: 'text' },
    evidence: { files: new Map(), links: new Map(), texts: [{ path, text }], missing },
  }
}

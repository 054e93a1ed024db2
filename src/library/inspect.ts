import { answer, openAny, withDefinitions } from '../answer.ts'
import type { DefinitionOptions } from '../definitions/definition.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import type { Report } from '../model.ts'

/** The reports of a source: one, except for a VM definition with several machines. */
export type Reports = readonly [Report, ...Report[]]

export interface InspectOptions extends DefinitionOptions {
  /** The name of the source in reports and errors; the default is `text` or `bytes`. */
  readonly name?: string
}

/**
 * The answer for a text: a kernel log, the output of a command, a pasted bug report, or a VM definition. The content decides which.
 * @throws Fault with exit 3 for a definition with a syntax error, exit 4 for a text that is not recognised
 */
export function inspectText(text: string, options: InspectOptions = {}): Promise<Reports> {
  return inspectBytes(new TextEncoder().encode(text), { name: 'text', ...options })
}

/**
 * The answer for the content of a file: as `inspectText`, and archives (tar, gzip, xz, bzip2, zstd, OVA).
 * @param bytes all bytes, or a stream of them, of which only the wanted parts are kept
 * @throws Fault with exit 3 for a damaged archive, exit 4 for bytes that are not recognised
 */
export async function inspectBytes(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  { name = 'bytes', ...options }: InspectOptions = {},
): Promise<Reports> {
  const wanted = withDefinitions(wantedOf(PROBES, 'capture'))
  const opened = await openAny(name, bytes instanceof Uint8Array ? once(bytes) : bytes, wanted)
  const [first, ...others] = await answer(opened, wanted, options)
  return [first.report, ...others.map(({ report }) => report)]
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

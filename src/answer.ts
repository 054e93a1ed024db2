/** From bytes or evidence to reports, for captures and VM definitions. The command line, the page and the library all use it. */
import { openBytes } from './archive/open.ts'
import type { ArchiveOptions } from './archive/read.ts'
import { collect, peek } from './archive/stream.ts'
import { isPasted } from './capture/paste.ts'
import { unfold } from './capture/unfold.ts'
import type { DefinitionOptions } from './definitions/definition.ts'
import { formatOf, isDefinition, type ReadDefinition, readDefinitions, sourceOf } from './definitions/index.ts'
import { descriptorOf, isOva, OVA_HEAD } from './definitions/ova.ts'
import { HEAD } from './evidence/signals.ts'
import { report as reportOf } from './examine.ts'
import { inspect } from './inspect.ts'
import type { Document, Evidence, Opened, Report, Wanted } from './model.ts'

/** A report and what it was made from. */
export interface Answered {
  readonly report: Report
  readonly evidence: Evidence
  /** For a VM definition: its text, and this machine as it was read. */
  readonly declared?: { readonly document: Document; readonly read: ReadDefinition }
}

/**
 * The same request, which now accepts VM definitions too. A text that both a definition and a capture may be is a capture, and so is one
 * that holds a machine's own outputs beside a definition.
 */
export function withDefinitions(wanted: Wanted): Wanted {
  const defines = (head: string): boolean =>
    isDefinition(head) && (formatOf(head)?.weak !== true || !(wanted.accepts(head) || holdsOutputs(head, wanted)))
  return { ...wanted, accepts: (head) => defines(head) || wanted.accepts(head), whole: defines }
}

function holdsOutputs(head: string, wanted: Wanted): boolean {
  if (!isPasted(head)) return false
  const { files, links, texts } = unfold({ path: '', text: head }, wanted.accepts)
  return files.size + links.size + texts.length > 0
}

/**
 * Bytes as evidence. Of an OVA or XVA the evidence is its descriptor.
 * @param wanted what `withDefinitions` returned
 */
export async function openAny(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  options: Omit<ArchiveOptions, 'path'> = {},
): Promise<Opened> {
  const start = await peek(bytes, HEAD)
  try {
    if (!isOva(start.head)) return await openBytes(path, start, wanted, options)
    const found = descriptorOf(path, await collect(start.stream, OVA_HEAD), (part) => new TextDecoder().decode(part))
    return openedDescriptor(path, { path: `${path}/${found.name}`, text: found.text })
  } finally {
    await start.close()
  }
}

/** The descriptor of an OVA or XVA as a source. */
export function openedDescriptor(path: string, descriptor: Document): Opened {
  return {
    source: { path, kind: 'archive', format: 'ova' },
    evidence: { files: new Map(), links: new Map(), texts: [descriptor], missing: [] },
  }
}

/** The text of a VM definition, or undefined when the evidence is a capture. */
export function definitionIn({ source, evidence }: Opened, wanted: Wanted): Document | undefined {
  if (evidence.files.size + evidence.links.size > 0 && source.kind === 'text') return undefined
  const text = source.kind === 'text' || source.format === 'ova' ? evidence.texts[0] : undefined
  return text !== undefined && evidence.texts.every((one) => wanted.whole?.(one.text.slice(0, HEAD)) === true)
    ? text
    : undefined
}

/** The machines of the definition that the evidence holds, or undefined when it is a capture. @throws Fault with file, line and column */
export async function machinesIn(
  opened: Opened,
  wanted: Wanted,
  options: DefinitionOptions = {},
): Promise<readonly Answered[] | undefined> {
  const document = definitionIn(opened, wanted)
  const machines = document === undefined ? undefined : await readDefinitions(document, options)
  return machines?.map((read) => ({
    report: reportOf(sourceOf(opened.source.path, machines, read), read.signals, opened.evidence, 'declared'),
    evidence: opened.evidence,
    declared: { document: document!, read },
  }))
}

/** One answer for a capture or a running machine; for a VM definition one for each machine in it, at least one. */
export async function answer(
  opened: Opened,
  wanted: Wanted,
  options: DefinitionOptions = {},
): Promise<readonly [Answered, ...Answered[]]> {
  const [first, ...others] = (await machinesIn(opened, wanted, options)) ?? []
  if (first !== undefined) return [first, ...others]
  return [{ report: inspect(opened.source, opened.evidence), evidence: opened.evidence }]
}

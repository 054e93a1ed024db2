/** From bytes or evidence to reports, for captures and VM definitions. The command line, the page and the library all use it. */
import { openBytes } from './archive/open.ts'
import type { ArchiveOptions } from './archive/read.ts'
import { collect, peek } from './archive/stream.ts'
import { isMark, isPasted } from './archive/texts/paste.ts'
import { unfold } from './archive/texts/unfold.ts'
import type { DefinitionOptions } from './definitions/definition.ts'
import { formatOf, isDefinition, type ReadDefinition, readDefinitions, sourceOf } from './definitions/index.ts'
import { descriptorOf, isOva, OVA_HEAD } from './definitions/ova.ts'
import { isProse, withoutProse, withoutTail } from './definitions/prose.ts'
import { HEAD } from './evidence/signals.ts'
import { report as reportOf } from './examine.ts'
import { Fault } from './fault.ts'
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
  const defines = (text: string): boolean => {
    const head = unframed({ path: '', text }).text
    return (
      isDefinition(head) &&
      !isFramed(text) &&
      (formatOf(head)?.weak !== true || !(wanted.accepts(text) || holdsOutputs(text, wanted)))
    )
  }
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
  if (text === undefined || !evidence.texts.every((one) => wanted.whole?.(one.text.slice(0, HEAD)) === true)) return undefined
  return unframed(text)
}

/** Whether a text begins with what people write around a definition. A prompt before QEMU is a part of the command line. */
function isFramed(head: string): boolean {
  const first = head.slice(0, 2_000).trimStart().split('\n', 1)[0]!
  // A comment in most formats.
  if (first.startsWith('#')) return false
  return (isProse(first) || isMark(first)) && isPasted(head) && formatOf(head)?.id !== 'qemu-argv'
}

/** The definition without the sentences around it; a script or a manifest may contain sentences itself. */
function unframed(document: Document): Document {
  const format = formatOf(document.text.slice(0, HEAD))
  if (format !== undefined && format.lines !== true) return withoutTail(document)
  return withoutProse(document, (text) => formatOf(text.slice(0, HEAD))?.lines === true)
}

/**
 * The definition that a text is, or that stands in it as people post it: quoted, fenced, behind a prompt or within prose.
 * @param wanted what makes a capture; asked for only when the text is not a definition itself
 * @returns the same document when nothing stands around the definition, so that its offsets are those of the text; undefined when the text
 * holds no definition, or outputs of a machine beside it
 */
export async function definitionOf(document: Document, wanted: () => Promise<Wanted>): Promise<Document | undefined> {
  const head = document.text.slice(0, HEAD)
  if (!isFramed(head)) {
    const own = unframed(document)
    if (isDefinition(own.text.slice(0, HEAD))) return own
  }
  const { path, text } = document
  const accepted = withDefinitions(await wanted())
  const opened = await openAny(path, once(new TextEncoder().encode(text)), accepted).catch((error: unknown) => {
    if (error instanceof Fault) return undefined
    throw error
  })
  return opened === undefined ? undefined : definitionIn(opened, accepted)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
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

import { fromReadable } from '../archive/decompress.ts'
import { isArchive } from '../archive/magic.ts'
import { readArchive } from '../archive/read.ts'
import { peek } from '../archive/stream.ts'
import { readText } from '../archive/text.ts'
import { formatOf, isDefinition, type ReadDefinition, readDefinitions, sourceOf } from '../definitions/index.ts'
import { descriptorOf, isOva, OVA_HEAD } from '../definitions/ova.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { HEAD } from '../evidence/signals.ts'
import { report as reportOf } from '../examine.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Told } from '../lint/told.ts'
import type { Document, Evidence, Source, Wanted } from '../model.ts'
import { tarOf } from './folder.ts'
import type { Answers, Question, Word } from './messages.ts'

/** What lint says of a machine of a definition. */
type Lint = (document: Document, read: ReadDefinition) => Told

/** Of a definition so many machines are answered: a page of more is no help to a reader. */
const MOST_MACHINES = 20
/** Of those left out so many are named. */
const NAMED = 8

/** How often progress is worth a message, in milliseconds. */
const OFTEN = 50

/**
 * Answers one question and is done: to cancel is to end the worker.
 * @param lint in the script that has the readers of VM definitions: they are half of the whole and most pages never need them
 */
export function serve(lint?: Lint): void {
  const say = (word: Word): void => self.postMessage(word)
  // A log that says little, before anybody asks: the engine compiles what every answer takes.
  if (lint === undefined)
    setTimeout(async () => {
      const warm = await answer(WARM, lint, () => {})
      if (warm !== undefined) say({ is: 'ready', report: warm.answers[0]!.report })
    })
  self.onmessage = ({ data }: MessageEvent<Question>) => {
    let last = 0
    const onProgress = (taken: number, total: number): void => {
      const now = performance.now()
      if (now - last < OFTEN && taken < total) return
      last = now
      say({ is: 'progress', taken, total })
    }
    answer(data, lint, onProgress).then(
      (found) => say(found === undefined ? { is: 'more' } : { is: 'answers', ...found }),
      (error: unknown) =>
        say({
          is: 'fault',
          message: error instanceof Fault ? error.message : `${data.name}: cannot be read (${String(error)})`,
        }),
    )
  }
}

const WARM: Question = {
  is: 'text',
  name: 'nothing',
  text: '[    0.000000] Linux version 6.1.0\n[    0.000000] Hypervisor detected: Xen HVM\n[    0.000000] Xen version 4.17.\n',
}

/** @returns undefined when it takes the readers of definitions, and they are not here */
async function answer(
  question: Question,
  lint: Lint | undefined,
  progress: (taken: number, total: number) => void,
): Promise<Answers | undefined> {
  const probed = wantedOf(PROBES, 'capture')
  // As on the command line: what both a definition and a capture may hold belongs to the capture.
  const defines = (head: string): boolean => isDefinition(head) && (formatOf(head)?.weak !== true || !probed.accepts(head))
  const wanted = { ...probed, accepts: (head: string) => defines(head) || probed.accepts(head), whole: defines }
  if (question.is === 'file' && isOva(await bytesOf(question.file, 512))) {
    if (lint === undefined) return undefined
    const { name: path, file } = question
    const found = descriptorOf(path, await bytesOf(file, OVA_HEAD), (bytes) => new TextDecoder().decode(bytes))
    const text = { path: `${path}/${found.name}`, text: found.text }
    const all = await readDefinitions(text)
    if (all !== undefined) return declared(path, text, all, { missing: [] }, lint)
  }
  const { source, evidence } = await gather(question, wanted, progress)
  const text = source.kind === 'text' ? evidence.texts[0] : undefined
  if (text !== undefined && defines(text.text.slice(0, HEAD))) {
    if (lint === undefined) return undefined
    const all = await readDefinitions(text)
    if (all !== undefined) return declared(source.path, text, all, evidence, lint)
  }
  return { answers: [{ report: inspect(source, evidence) }] }
}

const bytesOf = async (file: File, most: number): Promise<Uint8Array> => new Uint8Array(await file.slice(0, most).arrayBuffer())

/** Each machine of a definition as on the command line, and what lint says of it. */
function declared(
  path: string,
  text: Document,
  all: readonly ReadDefinition[],
  evidence: Pick<Evidence, 'missing'>,
  lint: Lint,
): Answers {
  const answers = all.slice(0, MOST_MACHINES).map((read) => ({
    report: reportOf(sourceOf(path, all, read), read.signals, evidence, 'declared'),
    lint: lint(text, read),
  }))
  const left = all.slice(MOST_MACHINES)
  if (left.length === 0) return { answers }
  const names = left.slice(0, NAMED).map(({ name }) => name)
  const more = left.length - names.length
  const leftOut = `${path}: ${all.length} machines in it, the first ${MOST_MACHINES} are shown; not shown: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return { answers, leftOut }
}

async function gather(
  question: Question,
  wanted: Wanted,
  progress: (taken: number, total: number) => void,
): Promise<{ readonly source: Source; readonly evidence: Evidence }> {
  const { name: path } = question
  if (question.is === 'folder') {
    const total = question.files.reduce((sum, { file }) => sum + file.size, 0)
    const onProgress = (taken: number): void => progress(taken, total)
    const { evidence } = await readArchive(tarOf(question.files), wanted, { path, onProgress })
    return { source: { path, kind: 'directory' }, evidence }
  }
  const blob = question.is === 'text' ? new Blob([question.text]) : question.file
  const bytes = await peek(fromReadable(blob.stream()), HEAD)
  if (isArchive(bytes.head)) {
    const onProgress = (taken: number): void => progress(taken, blob.size)
    const { kind, format, evidence } = await readArchive(bytes.stream, wanted, { path, onProgress })
    return { source: { path, kind, format }, evidence }
  }
  return { source: { path, kind: 'text' }, evidence: await readText(path, bytes, wanted) }
}

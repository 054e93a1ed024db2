import { fromReadable } from '../archive/decompress.ts'
import { isArchive } from '../archive/magic.ts'
import { readArchive } from '../archive/read.ts'
import { peek } from '../archive/stream.ts'
import { readText } from '../archive/text.ts'
import { HEAD, type Wanted } from '../archive/wanted.ts'
import { formatOf, isDefinition, readDefinitions } from '../definitions/index.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { report as reportOf } from '../examine.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Evidence, Report, Source } from '../model.ts'
import { tarOf } from './folder.ts'
import type { Question, Word } from './messages.ts'

/** How often progress is worth a message, in milliseconds. */
const OFTEN = 50

/**
 * Answers one question and is done: to cancel is to end the worker.
 * @param full whether the readers of VM definitions are in this script; they are half of the whole and most pages never need them
 */
export function serve(full: boolean): void {
  const say = (word: Word): void => self.postMessage(word)
  // A log that says little, before anybody asks: the engine compiles what every answer takes.
  if (!full)
    setTimeout(async () => {
      const report = await answer(WARM, full, () => {})
      if (report !== undefined) say({ is: 'ready', report })
    })
  self.onmessage = ({ data }: MessageEvent<Question>) => {
    let last = 0
    const onProgress = (taken: number, total: number): void => {
      const now = performance.now()
      if (now - last < OFTEN && taken < total) return
      last = now
      say({ is: 'progress', taken, total })
    }
    answer(data, full, onProgress).then(
      (report) => say(report === undefined ? { is: 'more' } : { is: 'report', report }),
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
  full: boolean,
  progress: (taken: number, total: number) => void,
): Promise<Report | undefined> {
  const probed = wantedOf(PROBES, 'capture')
  // As on the command line: what both a definition and a capture may hold belongs to the capture.
  const defines = (head: string): boolean => isDefinition(head) && (formatOf(head)?.weak !== true || !probed.accepts(head))
  const wanted = { ...probed, accepts: (head: string) => defines(head) || probed.accepts(head) }
  const { source, evidence } = await gather(question, wanted, progress)
  const text = source.kind === 'text' ? evidence.texts[0] : undefined
  if (text !== undefined && defines(text.text.slice(0, HEAD))) {
    if (!full) return undefined
    const all = await readDefinitions(text)
    const read = all?.[0]
    if (all !== undefined && read !== undefined) {
      const made = reportOf({ path: source.path, kind: 'definition', format: read.format }, read.signals, evidence, 'declared')
      const names = all.slice(0, 8).map((r) => r.name)
      const note = `${all.length} machines in it (${names.join(', ')}${all.length > names.length ? ', …' : ''}), this is the first`
      return all.length === 1 ? made : { ...made, notes: [...made.notes, note] }
    }
  }
  return inspect(source, evidence)
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

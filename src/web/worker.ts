import { answer as answersOf, definitionIn, openAny, withDefinitions } from '../answer.ts'
import { fromReadable } from '../archive/decompress.ts'
import type { ReadDefinition } from '../definitions/index.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { Fault } from '../fault.ts'
import type { Document, Opened, Wanted } from '../model.ts'
import type { Told } from '../render/lint-told.ts'
import { tarOf } from './folder.ts'
import type { Answers, Question, Word } from './messages.ts'

/** The lint findings for a machine of a definition. */
type Lint = (document: Document, read: ReadDefinition) => Told

/** The page shows at most this many machines of a definition. */
const MAX_MACHINES = 20
/** It names at most this many of the others. */
const MAX_NAMES = 8

/** Minimum time between two progress messages, in milliseconds. */
const OFTEN = 50

/**
 * Answers one question; the page cancels by terminating the worker.
 * @param lint only in the full script, which reads everything; the first one reads kernel logs, and is a quarter as long
 */
export function serve(lint?: Lint): void {
  const say = (word: Word): void => self.postMessage(word)
  // A short log before the first question, so that the engine has compiled the code that every answer needs.
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

/** @returns undefined when the source needs the full script */
async function answer(
  question: Question,
  lint: Lint | undefined,
  progress: (taken: number, total: number) => void,
): Promise<Answers | undefined> {
  const wanted = withDefinitions(wantedOf(PROBES, 'capture'))
  if (lint === undefined && !(await isLog(question))) return undefined
  const opened = await gather(question, wanted, progress)
  if (lint === undefined && definitionIn(opened, wanted) !== undefined) return undefined
  const all = await answersOf(opened, wanted)
  const answers = all.slice(0, MAX_MACHINES).map(({ report, declared }) => ({
    report,
    ...(declared !== undefined && lint !== undefined && { lint: lint(declared.document, declared.read) }),
  }))
  const left = all.slice(MAX_MACHINES)
  if (left.length === 0) return { answers }
  const names = left.slice(0, MAX_NAMES).map(({ declared }) => declared?.read.name)
  const more = left.length - names.length
  const leftOut = `${question.name}: has ${all.length} machines; only the first ${MAX_MACHINES} are shown, without ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  return { answers, leftOut }
}

/** A longer log is read by the full script, which takes no longer to load than the log to read. */
const LONGEST_LOG = 4 * 1024 * 1024
/** How a line of Linux' log begins, as dmesg and syslog print it. */
const LOG_LINE = /^(?:<\d{1,3}>)?(?:\[ {0,8}\d{1,9}\.\d{6}\]|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,255} kernel:)/
/** Other kernels stamp their lines in the same way. */
const OTHER_KERNEL = /BSD|SunOS|illumos|Darwin/

/** Whether a source is a kernel log from its first line to its last. */
async function isLog(question: Question): Promise<boolean> {
  if (question.is === 'folder' || (question.is === 'file' && question.file.size > LONGEST_LOG)) return false
  const text = question.is === 'text' ? question.text : await question.file.text()
  if (OTHER_KERNEL.test(text.slice(0, 65_536))) return false
  let lines = 0
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    if (!LOG_LINE.test(line)) return false
    lines++
  }
  return lines > 0
}

async function gather(question: Question, wanted: Wanted, progress: (taken: number, total: number) => void): Promise<Opened> {
  const { name: path } = question
  if (question.is === 'folder') {
    const total = question.files.reduce((sum, { file }) => sum + file.size, 0)
    const onProgress = (taken: number): void => progress(taken, total)
    const { readArchive } = await import('../archive/read.ts')
    const { evidence } = await readArchive(tarOf(question.files), wanted, { path, onProgress })
    return { source: { path, kind: 'directory' }, evidence }
  }
  const blob = question.is === 'text' ? new Blob([question.text]) : question.file
  return openAny(path, fromReadable(blob.stream()), wanted, { onProgress: (taken) => progress(taken, blob.size) })
}

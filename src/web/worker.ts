import { fromReadable } from '../archive/decompress.ts'
import { isArchive } from '../archive/magic.ts'
import { readArchive } from '../archive/read.ts'
import { peek } from '../archive/stream.ts'
import { readText } from '../archive/text.ts'
import { HEAD } from '../archive/wanted.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Report } from '../model.ts'
import { tarOf } from './folder.ts'
import type { Question, Word } from './messages.ts'

/** How often progress is worth a message, in milliseconds. */
const OFTEN = 50

/** Answers one question and is done: to cancel is to end the worker. */
export function serve(): void {
  const say = (word: Word): void => self.postMessage(word)
  self.onmessage = ({ data }: MessageEvent<Question>) => {
    let last = 0
    const onProgress = (taken: number, total: number): void => {
      const now = performance.now()
      if (now - last < OFTEN && taken < total) return
      last = now
      say({ is: 'progress', taken, total })
    }
    answer(data, onProgress).then(
      (report) => say({ is: 'report', report }),
      (error: unknown) =>
        say({
          is: 'fault',
          message: error instanceof Fault ? error.message : `${data.name}: cannot be read (${String(error)})`,
        }),
    )
  }
}

async function answer(question: Question, progress: (taken: number, total: number) => void): Promise<Report> {
  const wanted = wantedOf(PROBES, 'capture')
  const { name: path } = question
  if (question.is === 'folder') {
    const total = question.files.reduce((sum, { file }) => sum + file.size, 0)
    const { evidence } = await readArchive(tarOf(question.files), wanted, {
      path,
      onProgress: (taken) => progress(taken, total),
    })
    return inspect({ path, kind: 'directory' }, evidence)
  }
  const blob = question.is === 'text' ? new Blob([question.text]) : question.file
  const bytes = await peek(fromReadable(blob.stream()), HEAD)
  if (isArchive(bytes.head)) {
    const { kind, format, evidence } = await readArchive(bytes.stream, wanted, {
      path,
      onProgress: (taken) => progress(taken, blob.size),
    })
    return inspect({ path, kind, format }, evidence)
  }
  return inspect({ path, kind: 'text' }, await readText(path, bytes, wanted))
}

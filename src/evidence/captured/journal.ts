import type { Document, Probe } from '../../model.ts'
import { dmesg } from '../dmesg.ts'
import { linesOf } from '../say.ts'

/**
 * The kernel's messages of a journal in systemd's JSON and export formats, each in the line that it has in the file.
 * https://systemd.io/JOURNAL_EXPORT_FORMATS/
 */
function kernelLines(document: Document): Document {
  const out: string[] = []
  let export_: { message?: { line: number; text: string }; kernel: boolean } = { kernel: false }
  const flush = (): void => {
    if (export_.kernel && export_.message !== undefined) out[export_.message.line] = export_.message.text
    export_ = { kernel: false }
  }
  let n = 0
  for (const { text } of linesOf(document)) {
    out.push('')
    if (text.startsWith('{')) out[n] = fromJson(text)
    else if (text === '') flush()
    else if (text === '_TRANSPORT=kernel') export_.kernel = true
    else if (text.startsWith('MESSAGE=')) export_.message = { line: n, text: text.slice(8) }
    n++
  }
  flush()
  return { ...document, text: `${out.join('\n')}\n` }
}

function fromJson(line: string): string {
  if (!line.includes('"kernel"')) return ''
  try {
    const entry = JSON.parse(line) as { _TRANSPORT?: unknown; MESSAGE?: unknown }
    // A message with bytes that are no UTF-8 is a list of them; none that counts here has any.
    return entry._TRANSPORT === 'kernel' && typeof entry.MESSAGE === 'string' ? entry.MESSAGE.replaceAll('\n', ' ') : ''
  } catch {
    return ''
  }
}

export const journal: Probe = {
  id: 'journal',
  reads: [],
  words: ['__CURSOR', '__REALTIME_TIMESTAMP', '_BOOT_ID'],
  accepts: (head) => /^\{[^\n]*"(?:__CURSOR|__REALTIME_TIMESTAMP|_BOOT_ID)"\s*:/.test(head) || /^__CURSOR=s=/m.test(head),
  read: (document) => dmesg.read!(kernelLines(document)),
}

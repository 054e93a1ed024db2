/** Definitions that stand within prose: "here is my config", the lines of an xl.cfg, "any ideas?". */
import type { Document } from '../model.ts'

/** Three words or more, and no character that a key, a list or an element needs. */
const PROSE: RegExp = /^ {0,3}[A-Za-z"'(][\w'’",;()-]*(?: [\w'’",.;:()?!/-]+){2,} *$/
/** Whether a line is part of a sentence. */
export function isProse(line: string): boolean {
  return line.length < LONGEST && PROSE.test(line.trimEnd())
}

/** A key with its value, or a part of a list: what the lines of these formats have. */
const STATEMENT: RegExp = /^[ \t]{0,40}[\w.:-]{1,80}[ \t]{0,20}[=:]|^[ \t]{0,40}[#\]['"[]/
/** Lines that are looked at; a definition is shorter. */
const MOST_LINES = 20_000
/** A longer line is no sentence of a letter. */
const LONGEST = 400

/**
 * The longest block of lines without prose that is a definition, with the number of its first line; the document itself if it has no prose.
 * @param defines whether a text is a definition
 */
export function withoutProse(document: Document, defines: (text: string) => boolean): Document {
  const lines = document.text.split('\n', MOST_LINES)
  const prose = lines.map(isProse)
  keepEnclosed(lines, prose)
  if (!prose.includes(true)) return document
  let best: Document | undefined
  for (let from = 0; from < lines.length; from++) {
    if (prose[from]) continue
    const next = prose.indexOf(true, from)
    const to = next < 0 ? lines.length : next
    const block = statements(lines, from, to)
    if (block !== undefined && block.text.length > (best?.text.length ?? 0) && defines(block.text))
      best = { path: document.path, text: block.text, line: (document.line ?? 1) + block.from }
    from = to
  }
  return best ?? document
}

/**
 * Lines like a sentence directly between two statements are a part of the definition: of a list, a string or Python. Without them the rest
 * would be read as another machine, so the reader has to see them.
 */
function keepEnclosed(lines: readonly string[], prose: boolean[]): void {
  for (let from = prose.indexOf(true); from >= 0; ) {
    const next = prose.indexOf(false, from)
    const to = next < 0 ? lines.length : next
    if (from > 0 && to < lines.length && STATEMENT.test(lines[from - 1]!) && STATEMENT.test(lines[to]!))
      prose.fill(false, from, to)
    from = prose.indexOf(true, to)
  }
}

/** XML and JSON without the sentences behind their last bracket. */
export function withoutTail(document: Document): Document {
  const { text } = document
  if (!/^\ufeff?\s*[<{[]/.test(text)) return document
  const end = Math.max(text.lastIndexOf('>'), text.lastIndexOf('}'), text.lastIndexOf(']')) + 1
  const rest = text.slice(end).trim()
  return rest === '' || !isProse(rest.split('\n', 1)[0]!) ? document : { ...document, text: `${text.slice(0, end)}\n` }
}

/** The lines from the first to the last statement: "Config:" before them and a signature behind them are cut off. */
function statements(
  lines: readonly string[],
  from: number,
  to: number,
): { readonly from: number; readonly text: string } | undefined {
  while (from < to && (!STATEMENT.test(lines[from]!) || /^\S+:\s*$/.test(lines[from]!))) from++
  while (to > from && !STATEMENT.test(lines[to - 1]!)) to--
  return from === to ? undefined : { from, text: `${lines.slice(from, to).join('\n')}\n` }
}

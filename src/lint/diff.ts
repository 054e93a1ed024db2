import { applyEdits, type Edit } from './engine.ts'

/** A change of a text as the lines that go and the lines that come. */
export interface Diff {
  /** The line before, where none goes: it shows where the others come. */
  readonly after?: string
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

/** Characters of a line that are shown, and how many of them before the place where it changes. */
const WIDE = 160
const BEFORE = 40
/** Lines of each side that are shown. */
const HIGH = 12

/** What edits change of a text, undefined where that is nothing. However long the lines and however many: what is shown is bounded. */
export function diffOf(text: string, edits: readonly Edit[]): Diff | undefined {
  if (edits.length === 0) return undefined
  const start = Math.min(...edits.map((edit) => edit.start))
  const end = Math.max(...edits.map((edit) => edit.end))
  // From before the text lastIndexOf would still look at its first character.
  const from = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1
  const stop = text.indexOf('\n', end)
  const before = text.slice(from, stop < 0 ? text.length : stop)
  const changed = applyEdits(
    before,
    edits.map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from })),
  )
  const old = before.split('\n')
  const now = changed.split('\n')
  const head = shared(old, now)
  const tail = shared(old.slice(head).reverse(), now.slice(head).reverse())
  const removed = old.slice(head, old.length - tail)
  const come = now.slice(head, now.length - tail)
  // A line of which nothing is left is gone.
  const added = removed.length > 0 && come.join('') === '' ? [] : come
  if (removed.length + added.length === 0) return undefined
  // Of one line for another that is seen where they begin to differ.
  const at = removed.length === 1 && added.length === 1 ? shared(removed[0]!, added[0]!) : 0
  const above = removed.length === 0 ? old.slice(Math.max(0, head - 1), head) : []
  const indent = indentOf([...above, ...removed, ...added])
  const [after] = few(above, above[0]?.length ?? 0, indent)
  return { ...(after !== undefined && { after }), removed: few(removed, at, indent), added: few(added, at, indent) }
}

/** The common indentation of all lines is removed, because a narrow screen has no room for it. */
function indentOf(lines: readonly string[]): number {
  const full = lines.filter((line) => line.trim() !== '')
  const first = /^[ \t]*/.exec(full[0] ?? '')![0]
  return Math.min(first.length, ...full.map((line) => shared(line, first)))
}

/** How much of two beginnings is the same. */
function shared(a: ArrayLike<string>, b: ArrayLike<string>): number {
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return n
}

function few(lines: readonly string[], at: number, indent: number): string[] {
  const shown = lines.slice(0, HIGH).map((line) => windowOf(line.slice(indent), at - indent))
  return lines.length > HIGH ? [...shown, `… (${lines.length - HIGH} more lines)`] : shown
}

function windowOf(line: string, at: number): string {
  const whole = line.replace(/\r$/, '')
  const from = whole.length <= WIDE ? 0 : Math.max(0, Math.min(at, whole.length) - BEFORE)
  return `${from > 0 ? '…' : ''}${whole.slice(from, from + WIDE)}${from + WIDE < whole.length ? '…' : ''}`
}

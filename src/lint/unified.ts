/** Lines around a change. */
const CONTEXT = 3
/** How far the lines after a change are looked for. */
const MOST_AHEAD = 200

interface Step {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
}

/** What makes one text another, as `diff -u` prints it and `patch` applies it; empty for the same text. */
export function unified(before: string, after: string, path: string): string {
  if (before === after) return ''
  const steps = stepsOf(linesOf(before), linesOf(after))
  const hunks: string[] = []
  let [old, now] = [1, 1]
  for (let i = 0; i < steps.length; ) {
    let next = i
    while (next < steps.length && steps[next]!.sign === ' ') next++
    if (next === steps.length) break
    const start = Math.max(i, next - CONTEXT)
    old += start - i
    now += start - i
    let end = next
    for (let k = next; k < steps.length && k - end <= 2 * CONTEXT; k++) if (steps[k]!.sign !== ' ') end = k + 1
    const hunk = steps.slice(start, Math.min(end + CONTEXT, steps.length))
    const [less, more] = [hunk.filter((s) => s.sign !== '+').length, hunk.filter((s) => s.sign !== '-').length]
    hunks.push(`@@ -${range(old, less)} +${range(now, more)} @@\n`)
    for (const { sign, line } of hunk)
      hunks.push(`${sign}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`)
    old += less
    now += more
    i = start + hunk.length
  }
  return `--- ${path}\n+++ ${path}\n${hunks.join('')}`
}

/** A side without lines is numbered by the line before it. */
const range = (start: number, count: number): string =>
  count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** The nearest place where both texts go on alike ends a change: fixes change, add or remove single lines. */
function stepsOf(before: readonly string[], after: readonly string[]): Step[] {
  const steps: Step[] = []
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      steps.push({ sign: ' ', line: before[i]! })
      i++
      j++
      continue
    }
    const [less, more] = meeting(before, i, after, j)
    for (const line of before.slice(i, i + less)) steps.push({ sign: '-', line })
    for (const line of after.slice(j, j + more)) steps.push({ sign: '+', line })
    i += less
    j += more
  }
  return steps
}

function meeting(before: readonly string[], i: number, after: readonly string[], j: number): readonly [number, number] {
  for (let sum = 1; sum <= MOST_AHEAD; sum++)
    for (let less = 0; less <= sum; less++) {
      const [a, b] = [i + less, j + sum - less]
      if (a > before.length || b > after.length) continue
      if (a === before.length && b === after.length) return [less, sum - less]
      if (
        a < before.length &&
        b < after.length &&
        before[a] === after[b] &&
        (before[a]!.trim() !== '' || before[a + 1] === after[b + 1])
      )
        return [less, sum - less]
    }
  return [before.length - i, after.length - j]
}

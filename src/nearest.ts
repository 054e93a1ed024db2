/**
 * The one of `among` that a mistyped word most likely meant.
 * @param share of its letters that may be wrong: a third by default, and one letter of a short word
 */
export function nearest(word: string, among: Iterable<string>, share: number = 1 / 3): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length * share)) + 1
  for (const candidate of among) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const d = distance(word, candidate)
    if (d < least) {
      least = d
      best = candidate
    }
  }
  return best
}

/** Insertions, deletions, replacements of one letter, and swaps of two neighbours (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: readonly number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1)
      next[j] = d
    }
    before = row
    row = next
  }
  return row[b.length]!
}

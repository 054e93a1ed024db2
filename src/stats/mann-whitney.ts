import { cumulativeStdNormalProbability } from 'simple-statistics'

/**
 * Mann–Whitney U, two-sided: may two samples come from the same distribution? Nothing is assumed about its shape.
 * Exact for up to 25 values a side without ties (the only case that matters at our numbers of rounds); otherwise the normal
 * approximation with corrections for ties and continuity, as in R's wilcox.test.
 * @returns U of the first sample and the probability of one as extreme when nothing differs; 1 for an empty sample
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): { readonly u: number; readonly p: number } {
  const n = a.length
  const m = b.length
  if (n === 0 || m === 0) return { u: 0, p: 1 }
  const all = [...a.map((v) => ({ v, first: true })), ...b.map((v) => ({ v, first: false }))].sort((x, y) => x.v - y.v)
  let rankSum = 0
  let tied = 0
  for (let i = 0; i < all.length; ) {
    let j = i + 1
    while (j < all.length && all[j]!.v === all[i]!.v) j++
    const rank = (i + 1 + j) / 2
    for (let k = i; k < j; k++) if (all[k]!.first) rankSum += rank
    const t = j - i
    tied += t * t * t - t
    i = j
  }
  const u = rankSum - (n * (n + 1)) / 2
  if (tied === 0 && n <= 25 && m <= 25) return { u, p: exact(u, n, m) }
  const total = n + m
  const variance = ((n * m) / 12) * (total + 1 - tied / (total * (total - 1)))
  if (variance === 0) return { u, p: 1 }
  const distance = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5)
  return { u, p: Math.min(1, 2 * (1 - cumulativeStdNormalProbability(distance / Math.sqrt(variance)))) }
}

const counted = new Map<string, readonly number[]>()

/** How many of the arrangements of n and m values have each U: the coefficients of the Gaussian binomial. */
function arrangements(n: number, m: number): readonly number[] {
  const key = `${n},${m}`
  const known = counted.get(key)
  if (known !== undefined) return known
  const counts = new Array<number>(n * m + 1).fill(0)
  counts[0] = 1
  for (let i = 1; i <= n; i++) {
    // times (1 - q^(m+i)), then divided by (1 - q^i)
    for (let k = counts.length - 1; k >= m + i; k--) counts[k]! -= counts[k - m - i]!
    for (let k = i; k < counts.length; k++) counts[k]! += counts[k - i]!
  }
  counted.set(key, counts)
  return counts
}

function exact(u: number, n: number, m: number): number {
  const counts = arrangements(n, m)
  const low = Math.min(u, n * m - u)
  let all = 0
  let tail = 0
  counts.forEach((c, k) => {
    all += c
    if (k <= low) tail += c
  })
  return Math.min(1, (2 * tail) / all)
}

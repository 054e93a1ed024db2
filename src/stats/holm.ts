/**
 * Holm's step-down correction: the chance of one false discovery among all comparisons stays below the level.
 * @returns adjusted probabilities in the order of the input
 */
export function holm(p: readonly number[]): readonly number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]!)
  const adjusted = new Array<number>(p.length)
  let most = 0
  order.forEach((i, k) => {
    most = Math.max(most, Math.min(1, p[i]! * (p.length - k)))
    adjusted[i] = most
  })
  return adjusted
}

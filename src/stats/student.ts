import { gammaln } from 'simple-statistics'

/**
 * Chance that Student's t with so many degrees of freedom (any positive number) lies further from 0 than ±t.
 * It is the regularized incomplete beta function I(df / (df + t²); df/2, 1/2): https://dlmf.nist.gov/8.17
 */
export function twoSided(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0
  const x = df / (df + t * t)
  return x >= 1 ? 1 : incompleteBeta(x, df / 2, 0.5)
}

/** The t that is exceeded, on both sides together, with probability p. */
export function critical(p: number, df: number): number {
  let [low, high] = [0, 1]
  while (twoSided(high, df) > p && high < 1e12) high *= 2
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2
    if (twoSided(middle, df) > p) low = middle
    else high = middle
  }
  return high
}

function incompleteBeta(x: number, a: number, b: number): number {
  // the fraction converges fast below the mean; above, the function of the other side is taken
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  // continued fraction 8.17.22, by Lentz's method (https://dlmf.nist.gov/3.10#iii)
  const tiny = 1e-300
  let c = 1
  let d = 1 / atLeast(1 - ((a + b) * x) / (a + 1), tiny)
  let value = d
  for (let m = 1; m < 1000; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / atLeast(1 + step * d, tiny)
      c = atLeast(1 + step / c, tiny)
      value *= c * d
    }
    if (Math.abs(c * d - 1) < 1e-14) break
  }
  return front * value
}

const atLeast = (x: number, tiny: number): number => (Math.abs(x) < tiny ? tiny : x)

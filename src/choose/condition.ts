import type { Check, Condition, Facts } from './model.ts'

/** Three-valued: a condition over facts that are not known may hold. */
export type Truth = 'yes' | 'no' | 'maybe'

/** Compares dotted versions by their numbers: 4.9 < 4.10 < 4.10.1. Anything after the numbers (`-amd64`, `.el7`) does not count. */
export function compareVersions(a: string, b: string): number {
  const p = numbers(a)
  const q = numbers(b)
  for (let i = 0; i < Math.max(p.length, q.length); i++) {
    const d = (p[i] ?? 0) - (q[i] ?? 0)
    if (d !== 0) return d < 0 ? -1 : 1
  }
  return 0
}

/** A version begins with a number; `6.1.0-18-amd64`, `4.17.3-pre` and `2014` are versions. */
export function isVersion(text: string): boolean {
  return /^\d{1,9}(\.\d{1,9}){0,5}([^\d.].{0,200})?$/.test(text)
}

function numbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number)
}

function passes(check: Check, value: string): boolean {
  if (typeof check === 'string') return value === check
  if ('atLeast' in check) return compareVersions(value, check.atLeast) >= 0
  if ('below' in check) return compareVersions(value, check.below) < 0
  return check.includes(value)
}

/** One check against the values that a fact may have; no fact, no knowledge. */
export function checkTruth(check: Check, values: readonly string[] | undefined): Truth {
  if (values === undefined || values.length === 0) return 'maybe'
  const passing = values.filter((v) => passes(check, v)).length
  return passing === values.length ? 'yes' : passing === 0 ? 'no' : 'maybe'
}

/** Whether a condition holds: `no` as soon as one check fails, `maybe` while one is open. */
export function truth(when: Condition, facts: Facts): Truth {
  let all: Truth = 'yes'
  for (const name in when) {
    const t = checkTruth(when[name]!, facts.get(name)?.values)
    if (t === 'no') return 'no'
    if (t === 'maybe') all = 'maybe'
  }
  return all
}

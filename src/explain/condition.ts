import type { Test, When } from '../model.ts'

/**
 * A condition in few words, one part for each signal: `hypervisor = xen`, `xen.features bit 1 set`. All parts have to hold. Three or
 * more signals that have to be absent are one part, after what has to be there.
 */
export function conditionOf(when: When): string[] {
  const absent = Object.keys(when).filter((name) => when[name] === false)
  const part = ([name, test]: readonly [string, Test]): string => `${name}${worded(test)}`
  if (absent.length < 3) return Object.entries(when).map(part)
  const there = Object.entries(when).filter(([, test]) => test !== false)
  return [...there.map(part), `all of these are absent: ${absent.join(', ')}`]
}

/** A row's alternatives; one of them has to hold. */
export const alternatives = (when: When | readonly When[]): readonly When[] =>
  Array.isArray(when) ? (when as readonly When[]) : [when as When]

function worded(value: Test): string {
  if (value === true) return ' is there'
  if (value === false) return ' is absent'
  if (typeof value === 'string') return ` = ${value}`
  if (value instanceof RegExp) return ` ~ ${String(value)}`
  if (Array.isArray(value)) return ` = ${value.join(' or ')}`
  if ('starts' in value) return ` starts with ${typeof value.starts === 'string' ? value.starts : value.starts.join(' or ')}`
  if ('has' in value) return ` contains ${value.has}${value.and === undefined ? '' : ` ~ ${String(value.and)}`}`
  if ('not' in value) return ` not${worded(value.not).replace(/^ [=~]/, '')}`
  const test = value as { below?: number; atLeast?: number; set?: number[]; clear?: number[] }
  if (test.below !== undefined) return ` < ${test.below}`
  if (test.atLeast !== undefined) return ` >= ${test.atLeast}`
  return [...(test.set ?? []).map((n) => ` bit ${n} set`), ...(test.clear ?? []).map((n) => ` bit ${n} clear`)].join(' and')
}

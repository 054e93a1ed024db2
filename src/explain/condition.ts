import type { Test, When } from '../model.ts'

/** A condition in few words, one part for each signal: `hypervisor = xen`, `xen.features bit 1 set`. All parts have to hold. */
export const conditionOf = (when: When): string[] => Object.entries(when).map(([name, test]) => `${name}${worded(test)}`)

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

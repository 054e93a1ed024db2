import type { Given, Test, When } from '../src/model.ts'

/** Whether a condition cannot hold unless another does: it asks for the same or for less of each. */
export const needs = (when: When, needed: When): boolean =>
  Object.entries(needed).every(([name, test]) => Object.hasOwn(when, name) && narrower(when[name]!, test))
function narrower(test: Test, wide: Test): boolean {
  if (wide === true) return test !== false
  if (test instanceof RegExp || wide instanceof RegExp) {
    if (typeof test === 'string') return (wide as RegExp).test(test)
    return String(test) === String(wide)
  }
  if (typeof wide === 'object' && 'starts' in wide && (typeof test === 'string' || Array.isArray(test)))
    return [test].flat().every((value) => [wide.starts].flat().some((start) => value.startsWith(start)))
  if (typeof wide === 'object' && 'has' in wide && typeof test === 'string') return test.includes(wide.has)
  if (typeof test === 'object' && !Array.isArray(test)) return JSON.stringify(test) === JSON.stringify(wide)
  const values = (one: Test): readonly unknown[] => (Array.isArray(one) ? one : [one])
  return values(test).every((value) => values(wide).includes(value))
}

/** What a table needs, one by one; a name alone asks whether the signal is there. */
export const alternativesOf = (given: Given): readonly When[] =>
  (Array.isArray(given) ? (given as readonly (When | string)[]) : [given as When]).map((one) =>
    typeof one === 'string' ? { [one]: true } : one,
  )

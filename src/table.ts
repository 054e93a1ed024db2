/**
 * A table whose keys come from outside: from definitions, captures and command lines. It has the keys that are written in it and no others, so
 * that `constructor` or `__proto__` finds nothing. A check refuses plain objects in this place (src/table.test.ts).
 */
export function table<T extends object>(rows: T): T {
  return Object.setPrototypeOf(rows, null) as T
}

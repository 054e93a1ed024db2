import type { Document } from '../../model.ts'
import { linesOf } from '../say.ts'
import type { Shown } from './inventory.ts'

/** One object as Windows' tools print it: its properties with the lines that show them. */
export type WindowsRecord = Map<string, Shown>

/** msinfo32 exports are the longest. */
const MOST_LINES = 50_000
const LIST = /^(\p{L}[\p{L}\p{N} \u00a0()/_.'-]{0,80})(?::(?=[ \t]|$)|=|\t)(.{0,500})$/u
/** The heads of a table: names of properties. */
const HEADS = /^[ \t]*[A-Za-z]+(?: +[A-Za-z]+){1,25} *$/
/** Properties by which a table is known to be one. */
const KNOWN =
  /\b(?:Manufacturer|Model|FriendlyName|Friendly Name|InterfaceDescription|SMBIOSBIOSVersion|Caption|AdapterType|ServiceName|ProductName)\b/

/**
 * The objects of a text, whichever way they are printed: `Name : value` with an empty line after each object (Format-List), `Name=value`
 * (`wmic … /value`), names and values with a tab between (msinfo32), tables with their heads above the columns.
 */
export function* recordsOf(document: Document): Generator<WindowsRecord> {
  let record: WindowsRecord = new Map()
  let columns: readonly (readonly [name: string, from: number])[] | undefined
  for (const { text, index } of linesOf(document, MOST_LINES)) {
    if (text.length > 2_000) continue
    const line = text.trimEnd()
    if (line === '') {
      // wmic leaves a line empty after each property.
      if (!EQUALS.has(record)) {
        if (record.size > 0) yield record
        record = new Map()
      }
      continue
    }
    if (columns !== undefined && /^[ \t]*-+(?: +-+)*$/.test(line)) continue
    if (HEADS.test(line) && KNOWN.test(line)) {
      if (record.size > 0) yield record
      record = new Map()
      columns = [...line.matchAll(/[A-Za-z]+(?: [A-Z][a-z]+)?/g)].map((m) => [m[0].replace(' ', ''), m.index] as const)
      continue
    }
    const pair = LIST.exec(line)
    if (columns !== undefined && (pair === null || !/^\S{1,60}[ \t]*[:=]/.test(line))) {
      const row: WindowsRecord = new Map()
      for (const [i, [name, from]] of columns.entries()) {
        const value = line.slice(from, columns[i + 1]?.[1]).trim()
        if (value !== '') row.set(name, { value, index })
      }
      if (row.size > 0) yield row
      continue
    }
    columns = undefined
    if (pair === null || pair[2]!.trim() === '') continue
    const name = pair[1]!.trim()
    if (record.has(name)) {
      yield record
      record = new Map()
    }
    record.set(name, { value: pair[2]!.trim(), index })
    if (/^\w+=/.test(line)) EQUALS.add(record)
  }
  if (record.size > 0) yield record
}

/** Records that `wmic … /value` printed. */
const EQUALS = new WeakSet<WindowsRecord>()

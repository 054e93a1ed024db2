import { rmSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'
import { Fault } from '../fault.ts'
import { jsonLine } from '../render/json.ts'
import { faultOf, saysOf } from '../sources/says.ts'
import { writeFile } from '../sources/write-file.ts'
import { bounded } from './machine.ts'
import type { Result } from './result.ts'
import { ResultSchema } from './schema.ts'

const MOST = 64 << 20

/** Reads and checks a run. @throws Fault naming the file, and the field that is wrong */
export function readResult(path: string): Result {
  let json: unknown
  try {
    json = JSON.parse(bounded(path, MOST))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== undefined) throw faultOf(path, error)
    throw new Fault(`${path}: ${error instanceof RangeError ? message : 'not a JSON file'}`)
  }
  const parsed = v.safeParse(ResultSchema, json)
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  const where = v.getDotPath(issue) ?? 'the whole'
  const version = (json as { version?: unknown } | null)?.version
  if (where === 'version' && typeof version === 'number') {
    throw new Fault(`${path}: format version ${version} is newer than this virtcolor supports (1)`)
  }
  // A file of another kind has other fields: so the name of a missing field would not help.
  const ours = (json as { virtcolor?: unknown } | null)?.virtcolor === 'measure'
  throw new Fault(`${path} is not a result of 'virtcolor measure'${ours ? `: ${where}: ${issue.message}` : ''}`)
}

/** Writes a run whole or not at all: a reader never sees half a file. */
export function writeResult(path: string, result: Result): void {
  writeFile(path, jsonLine(result))
}

/** @throws Fault where no file can be made, before a minute is spent on measuring */
export function mayWrite(path: string): void {
  const draft = `${path}.${process.pid}.part`
  try {
    writeFileSync(draft, '')
    rmSync(draft)
  } catch (error) {
    throw new Fault(`${path}: cannot write: ${saysOf(error)}`)
  }
}

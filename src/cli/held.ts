import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { EXIT, Fault } from '../fault.ts'
import type { Io } from '../io.ts'
import { type Gathered, gatherAll } from './report.ts'

/** More entries than anyone keeps captures in one folder. */
const MOST = 10_000

/**
 * The machines of a folder that is no capture itself but holds some: folders, archives, texts and definitions, in the order of their names.
 * What is nothing known (a README) is passed over. Empty where it is no folder, or holds none.
 */
export async function heldIn(folder: string, io: Io, how: Parameters<typeof gatherAll>[2]): Promise<readonly Gathered[]> {
  const at = resolve(io.cwd, folder)
  const there = await stat(at).catch(() => undefined)
  if (there?.isDirectory() !== true) return []
  const { compare } = new Intl.Collator('en', { numeric: true })
  const names = (await readdir(at)).filter((name) => !name.startsWith('.')).sort(compare)
  const found: Gathered[] = []
  for (const name of names.slice(0, MOST)) {
    try {
      found.push(...(await gatherAll(join(folder, name), io, how)))
    } catch (error) {
      if (!(error instanceof Fault) || error.exit === EXIT.usage || error.exit === EXIT.internal) throw error
    }
  }
  return found
}

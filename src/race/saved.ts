import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { writeFile } from '../sources/write-file.ts'
import type { ModeResult } from './race.ts'

/** What a race has measured so far, kept in the cache so that a race which was interrupted goes on from there. */
export interface Saved {
  readonly file: string
  read(): Promise<readonly ModeResult[]>
  write(results: readonly ModeResult[]): Promise<void>
  remove(): Promise<void>
}

/** A loose schema: only the fields that identify a saved race. */
const schema = v.looseObject({
  key: v.string(),
  results: v.array(v.looseObject({ id: v.string(), rounds: v.array(v.unknown()) })),
})

/** Days after which a race is not gone on with: its packages or this program have changed since, and with them the key. */
const KEPT = 30

/** @param key of the guest, the packages and the profile that are measured (`keyOf`) */
export function savedIn(cache: string, key: string): Saved {
  const file = join(cache, `saved-${key}.json`)
  return {
    file,
    async read() {
      await forgetOld(cache)
      const text = await readFile(file, 'utf8').catch(() => undefined)
      if (text === undefined) return []
      try {
        const saved = v.parse(schema, JSON.parse(text))
        return saved.key === key ? (saved.results as unknown as readonly ModeResult[]) : []
      } catch {
        // Nothing of a damaged file is used.
        return []
      }
    },
    async write(results) {
      writeFile(file, JSON.stringify({ key, results }))
    },
    remove: () => rm(file, { force: true }),
  }
}

/** Files that cannot be read or removed stay: a later run does not use them. */
async function forgetOld(cache: string): Promise<void> {
  const oldest = Date.now() - KEPT * 86_400_000
  for (const name of await readdir(cache).catch(() => [])) {
    if (!/^saved-[0-9a-f]+\.json(?:\.new)?$/.test(name)) continue
    const path = join(cache, name)
    const at = await stat(path).catch(() => undefined)
    if (at !== undefined && at.mtimeMs < oldest) await rm(path, { force: true }).catch(() => {})
  }
}

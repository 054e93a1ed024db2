// The targets with everything that they run, as one instrumented module.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { instrument } from './instrument.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))

/** @returns the targets and the counters of their code */
export async function load() {
  const bundle = await rolldown({
    input: join(here, 'targets.ts'),
    platform: 'node',
    // Libraries are not ours to cover, and run as they are.
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !id.startsWith('\0'),
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  const { code, count } = instrument(output[0].code)
  const folder = join(here, '..', 'node_modules', '.cache', 'virtcolor-fuzz')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `targets-${process.pid}.mjs`)
  writeFileSync(file, code)
  globalThis.__hits = new Uint8Array(count)
  const { TARGETS, seeds } = await import(pathToFileURL(file).href)
  return { TARGETS, seeds: await seeds(), hits: globalThis.__hits, file }
}

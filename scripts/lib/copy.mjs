import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.mjs'

const COPIED =
  `src test scripts fixtures docs examples fuzz bench schema package.json tsconfig.json biome.json vitest.config.ts`.split(' ')

/** Copies what is needed to check types and to run tests into an empty folder; packages and the build are links. */
export function copyTo(folder) {
  for (const name of COPIED) cpSync(join(root, name), join(folder, name), { recursive: true })
  for (const name of ['node_modules', 'dist']) symlinkSync(join(root, name), join(folder, name))
}

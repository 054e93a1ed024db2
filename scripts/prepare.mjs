// npm runs this after `npm install` in a checkout, before it packs, and when it installs from a git repository (pre-commit does).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, quietly, root } from './lib/project.mjs'

// With -g npm passes its settings on, so that the packages to build with are not installed here: https://github.com/npm/cli/issues/8440
if (!existsSync(join(root, 'node_modules', 'rolldown'))) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|prefix|location|omit)$/i.test(name)),
  )
  quietly('npm', ['ci', '--ignore-scripts', '--include=dev', '--loglevel=error'], { env, shell: process.platform === 'win32' })
}
build()

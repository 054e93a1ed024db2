// npm runs this after it installed here, before it packs, and when it installs from a git repository (`npm install github:…`, pre-commit).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, quietly, root } from './lib/project.mjs'

// An installation with -g hands its settings down: the packages to build with are then not here. https://github.com/npm/cli/issues/8440
if (!existsSync(join(root, 'node_modules', 'rolldown'))) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|prefix|location|omit)$/i.test(name)),
  )
  quietly('npm', ['ci', '--ignore-scripts', '--include=dev', '--loglevel=error'], { env, shell: process.platform === 'win32' })
}
build()

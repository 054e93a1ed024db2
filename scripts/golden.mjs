// npm run golden [-- FILE…]: runs these tests (all, when none is named) and writes the expected outputs and snapshots anew. Read the
// difference before you commit it. vitest would take the first name after a bare `--update` for the value of that option.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, install, root, testArguments } from './lib/project.mjs'

install()
build()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--update=all', ...testArguments(process.argv.slice(2))], {
  cwd: root,
  stdio: 'inherit',
})
process.exitCode = status ?? 1

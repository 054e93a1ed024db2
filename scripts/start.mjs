// npm start -- [SOURCE…]: the tool from a fresh checkout. Installs and builds when that is needed, and says nothing about it:
// the output is the tool's.
import { spawnSync } from 'node:child_process'
import { build, cli, install } from './lib/project.mjs'

install()
build()
const { status, signal, error } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(), // where npm was called, so that relative sources are the user's
})
if (error) throw error
process.exitCode = signal ? 128 : status

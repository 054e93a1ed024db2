// npm start -- [SOURCE…]: runs the command from a checkout. Installs and builds first when needed, without output of its own.
import { spawnSync } from 'node:child_process'
import { build, cli, install } from './lib/project.mjs'

install()
build()
const { status, signal, error } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(), // the folder where npm was called, so that relative sources are found
})
if (error) throw error
process.exitCode = signal ? 128 : status

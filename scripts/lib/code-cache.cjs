// Runs the built command line once and keeps what V8 compiled for it: node scripts/lib/code-cache.cjs <dist/cli> [SOURCE]
const fs = require('node:fs')
const { join, resolve } = require('node:path')

const directory = resolve(process.argv[2])
const file = join(directory, 'program.cjs')
const { load, cacheOf } = require('../../src/cli/launch.cjs')
process.argv.splice(2, 1)
// The answer itself is not wanted here, only the functions that it takes to find it.
const { writeSync } = fs
fs.writeSync = (_fd, data) => data.length
process.stdout.write = () => true
const { reallyExit } = process
const end = () => {
  fs.writeSync = writeSync
  fs.writeFileSync(cacheOf(file), script.createCachedData())
  // What the machine that builds is, or that it tells nothing at all, is no matter of the build.
  reallyExit.call(process, 0)
}
process.on('exit', end)
process.reallyExit = end
const script = load(file)

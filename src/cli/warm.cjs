/*
 * Below launch.cjs, in one file: runs the command once and keeps what V8 compiled for it beside the program.
 *   node dist/cli/warm.cjs [SOURCE]
 * A cache is of one version of Node, so the build makes one for its own, and npm one for that which it installs with.
 */
const fs = require('node:fs')

// The answer itself is not wanted here, only the functions that it takes to find it.
const { writeSync } = fs
fs.writeSync = (_fd, data) => data.length
process.stdout.write = () => true
const { reallyExit } = process
const end = () => {
  fs.writeSync = writeSync
  try {
    fs.writeFileSync(cacheOf(PROGRAM), script.createCachedData())
  } catch {
    // Where nothing may be written the command starts slower, and says the same.
  }
  // What this machine is, or that it tells nothing at all, is no matter of the build or the installation.
  reallyExit.call(process, 0)
}
process.on('exit', end)
process.reallyExit = end
const script = load(PROGRAM)

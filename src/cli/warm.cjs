/*
 * Below launch.cjs, in one file: runs the command once and keeps what V8 compiled for it beside the program.
 *   node dist/cli/warm.cjs [SOURCE]
 * A cache is of one version of Node, so the build makes one for its own, and who installs with another makes one with this, where a millisecond matters.
 */
const fs = require('node:fs')

// The answer itself is not wanted here, only the functions that it takes to find it.
const { writeSync } = fs
fs.writeSync = (_fd, data) => data.length
process.stdout.write = () => true
const { reallyExit } = process
function keep(file, compiled) {
  const draft = `${cacheOf(file)}.${process.pid}`
  try {
    // Beside and renamed: a start meanwhile reads the old one or the new one, whole.
    fs.writeFileSync(draft, compiled.createCachedData(), { flag: 'wx' })
    fs.renameSync(draft, cacheOf(file))
  } catch {
    fs.rmSync(draft, { force: true })
    // Where nothing may be written the command starts slower, with the same output.
  }
}
const end = () => {
  fs.writeSync = writeSync
  keep(PROGRAM, script)
  // Only a run over a capture loads that chunk.
  if (captured.script !== undefined) keep(captured.file, captured.script)
  // What this machine is, or that it tells nothing at all, is no matter of the build or the installation.
  reallyExit.call(process, 0)
}
process.on('exit', end)
process.reallyExit = end
const script = load(PROGRAM)

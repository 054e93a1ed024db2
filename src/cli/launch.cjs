'use strict'
/*
 * Loads the one chunk that the bare command needs with V8's code cache, which the build made beside it: compiling is half of what
 * start-up costs beyond Node itself. A cache of another Node version, or none, is no loss but of time: V8 rejects it.
 * Written by hand because it runs before everything else; scripts/build.mjs puts what calls it below it, in one file.
 * What it calls of Node it calls as src/sources/disk.ts does: each function of Node's library is compiled at its first call.
 */
// Nobody sees the stack of an error here, files that are not there make many, and gathering each costs. A developer asks for it.
if (!process.env.VIRTCOLOR_DEBUG) Error.stackTraceLimit = 0
const { openSync, fstatSync, readSync, closeSync } = require('node:fs')
const { Script } = require('node:vm')
// As require('node:module'), which would load Node's ES module loader as well, a millisecond for nothing.
const Module = module.constructor

/** @returns the bytes of a file that the build made */
function bytesOf(file) {
  const fd = openSync(file)
  const bytes = Buffer.allocUnsafeSlow(fstatSync(fd).size)
  let done = 0
  for (let n = 1; n > 0 && done < bytes.length; done += n) n = readSync(fd, bytes, done, bytes.length - done, null)
  closeSync(fd)
  return bytes
}

/**
 * The build has wrapped the chunk as Node wraps modules, and made it ASCII: read as it is, there is one copy of it.
 * @returns the script, for warm.cjs
 */
function load(file, cachedData) {
  const script = new Script(bytesOf(file).latin1Slice(), { filename: file, cachedData })
  const chunk = new Module(file, module)
  chunk.filename = file
  chunk.paths = module.paths
  require.cache[file] = chunk
  try {
    script.runInThisContext().call(chunk.exports, chunk.exports, chunk.require.bind(chunk), chunk, file, __dirname)
  } catch (end) {
    // scripts/build.mjs has the chunk end by throwing what makes its exports: only other chunks ask for them.
    if (typeof end !== 'function') throw end
    const { exports } = chunk
    Object.defineProperty(chunk, 'exports', {
      configurable: true,
      get() {
        Object.defineProperty(chunk, 'exports', { value: exports })
        end()
        return exports
      },
    })
  }
  chunk.loaded = true
  return script
}

/** As Node itself names its modules, with the system's own separator. */
const PROGRAM = `${__filename.slice(0, __dirname.length + 1)}program.cjs`
const cacheOf = (file) => `${file}.${process.version}-${process.arch}.cache`

function launch(file) {
  let cachedData
  try {
    cachedData = bytesOf(cacheOf(file))
  } catch {
    // No cache for this Node: the chunk is compiled as it is needed.
  }
  load(file, cachedData)
}

module.exports = { PROGRAM, load, cacheOf, launch }

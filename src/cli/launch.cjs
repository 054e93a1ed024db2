'use strict'
/*
 * Loads the one chunk that the bare command needs with V8's code cache, which the build made beside it: compiling is half of what
 * start-up costs beyond Node itself. A cache of another Node version, or none, is no loss but of time: V8 rejects it.
 * Written by hand because it runs before everything else; scripts/build.mjs puts the program itself below it, in one file.
 */
// Nobody sees the stack of an error here, files that are not there make many, and gathering each costs. A developer asks for it.
if (!process.env.VIRTCOLOR_DEBUG) Error.stackTraceLimit = 0
const { readFileSync } = require('node:fs')
const { Script } = require('node:vm')
// As require('node:module'), which would load Node's ES module loader as well, a millisecond for nothing.
const Module = module.constructor

/**
 * The build has wrapped the chunk as Node wraps modules, and made it ASCII: read as it is, there is one copy of it.
 * @returns the script, for scripts/lib/code-cache.cjs, and what the chunk exports
 */
function load(file, cachedData) {
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData })
  const chunk = new Module(file, module)
  chunk.filename = file
  chunk.paths = module.paths
  require.cache[file] = chunk
  script.runInThisContext().call(chunk.exports, chunk.exports, chunk.require.bind(chunk), chunk, file, __dirname)
  chunk.loaded = true
  return { script, exports: chunk.exports }
}

const cacheOf = (file) => `${file}.${process.version}-${process.arch}.cache`

/** @returns what the chunk exports */
function launch(file) {
  let cachedData
  try {
    cachedData = readFileSync(cacheOf(file))
  } catch {
    // No cache for this Node: the chunk is compiled as it is needed.
  }
  return load(file, cachedData).exports
}

module.exports = { load, cacheOf, launch }

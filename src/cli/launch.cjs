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

/** The most that a file of the build may have: only addresses are reserved for that. */
const ROOM = 16 * 1024 * 1024

/** @returns the bytes of a file that the build made, in this room */
function bytesOf(file, room) {
  const fd = openSync(file)
  const { size } = fstatSync(fd)
  room.resize(size)
  const bytes = Buffer.from(room, 0, size)
  let done = 0
  for (let n = 1; n > 0 && done < size; done += n) n = readSync(fd, bytes, done, size - done, null)
  closeSync(fd)
  return bytes
}

/** @returns the cache of a file; nothing where there is none for this Node: the chunk is then compiled as it is needed */
function cached(file, room) {
  try {
    return bytesOf(cacheOf(file), room)
  } catch {}
}

/**
 * The build has wrapped the chunk as Node wraps modules, and made it ASCII: read as it is, there is one copy of it. The memory for the bytes
 * of the two files is given back before the command runs: no garbage collection would do that, and it is 0.4 MiB of the most that a start
 * needs.
 */
function compiled(file, useCache, wrap) {
  // One after the other into the same memory: the chunk's bytes are not needed once it is text.
  const room = new ArrayBuffer(0, { maxByteLength: ROOM })
  const source = bytesOf(file, room).latin1Slice()
  const script = new Script(wrap ? Module.wrap(source) : source, {
    filename: file,
    cachedData: useCache ? cached(file, room) : undefined,
  })
  room.resize(0)
  return script
}

function run(script, file, chunk, required) {
  chunk.filename = file
  chunk.paths = module.paths
  require.cache[file] = chunk
  script.runInThisContext().call(chunk.exports, chunk.exports, required, chunk, file, __dirname)
}

/** The chunk that runs over captures need, and its script, for warm.cjs. */
const captured = { file: '', script: undefined }

/** @returns `require` for the program: with a code cache for that chunk */
const requireFor = (program, useCache) => (id) => {
  if (!id.startsWith('./captured-')) return program.require(id)
  const file = `${FOLDER}${id.slice(2)}`
  if (require.cache[file] !== undefined) return require.cache[file].exports
  captured.file = file
  captured.script = compiled(file, useCache, true)
  const chunk = new Module(file, program)
  run(captured.script, file, chunk, chunk.require.bind(chunk))
  chunk.loaded = true
  return chunk.exports
}

/** @returns the script, for warm.cjs */
function load(file, useCache) {
  const script = compiled(file, useCache)
  const chunk = new Module(file, module)
  try {
    run(script, file, chunk, requireFor(chunk, useCache))
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
const FOLDER = __filename.slice(0, __dirname.length + 1)
const PROGRAM = `${FOLDER}program.cjs`
const cacheOf = (file) => `${file}.${process.version}-${process.arch}.cache`

const launch = (file) => load(file, true)

module.exports = { PROGRAM, captured, load, cacheOf, launch }

import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { isForeign, writeFile } from './write-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-write-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The writer for a process of its own, which Node 20 can run. */
let built: string
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'virtcolor-writer-'))
  const bundle = await rolldown({ input: fileURLToPath(new URL('./write-file.ts', import.meta.url)), platform: 'node' })
  await bundle.write({ file: join(built, 'writer.mjs') })
  await bundle.close()
})
afterAll(() => rmSync(built, { recursive: true, force: true }))
/** A script that may call writeFile. */
const script = (name: string, body: string): string => {
  writeFileSync(at(name), `import { writeFile } from ${JSON.stringify(join(built, 'writer.mjs'))}\n${body}\n`)
  return at(name)
}
const at = (name: string): string => join(folder, name)
const read = (name: string): string => readFileSync(at(name), 'utf8')

const faultOf = (work: () => void): Fault => {
  try {
    work()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('no fault')
}
const root = process.getuid?.() === 0

/** A file system of its own for the time of a test; not everybody may mount one. */
function mounted(work: () => void): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return false
  }
  try {
    work()
  } finally {
    execFileSync('umount', [folder])
  }
  return true
}

describe('writing a file', () => {
  test('a new one is made as the umask allows, a private one for its owner alone', () => {
    writeFile('a', 'text\n', { cwd: folder })
    writeFile(at('b'), new Uint8Array([1, 2]), { private: true })
    expect(read('a')).toBe('text\n')
    expect(statSync(at('a')).mode & 0o777).toBe(0o666 & ~process.umask())
    expect(statSync(at('b')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['a', 'b'])
  })

  test('one that is replaced keeps its mode, and its owner; a private one is made private', () => {
    for (const name of ['a', 'b']) {
      writeFileSync(at(name), 'old')
      if (root) chownSync(at(name), 1, 2)
      chmodSync(at(name), 0o664)
    }
    writeFile(at('a'), 'new')
    writeFile(at('b'), 'new', { private: true })
    expect(read('a')).toBe('new')
    const { mode, uid, gid } = statSync(at('a'))
    expect(mode & 0o7777).toBe(0o664)
    if (root) expect([uid, gid]).toEqual([1, 2])
    expect(statSync(at('b')).mode & 0o7777).toBe(0o600)
  })

  test('a symbolic link stays one, also a link to a link, and one whose target is not there yet', () => {
    mkdirSync(at('sub'))
    writeFileSync(at('sub/real'), 'old')
    symlinkSync('sub/real', at('one'))
    symlinkSync('one', at('two'))
    symlinkSync('sub/later', at('dangling'))
    writeFile(at('two'), 'new')
    writeFile(at('dangling'), 'made')
    expect(read('sub/real')).toBe('new')
    expect(read('sub/later')).toBe('made')
    expect(lstatSync(at('one')).isSymbolicLink() && lstatSync(at('two')).isSymbolicLink()).toBe(true)
    symlinkSync('loop', at('loop'))
    expect(faultOf(() => writeFile(at('loop'), 'x')).message).toBe(
      `${at('loop')}: cannot write: too many levels of symbolic links`,
    )
  })

  test('refuses a file that exists, a folder, and the source by whatever name', () => {
    writeFileSync(at('a'), 'old')
    linkSync(at('a'), at('hard'))
    symlinkSync('a', at('soft'))
    expect(faultOf(() => writeFile(at('a'), 'x', { existing: { refuse: '--force' } }))).toMatchObject({
      message: `${at('a')}: the file exists (--force replaces it)`,
      exit: 2,
    })
    for (const name of ['a', 'hard', 'soft'])
      expect(faultOf(() => writeFile(at(name), 'x', { sources: ['none', 'a'], cwd: folder }))).toMatchObject({
        message: `${at(name)} is also the source; choose another name`,
        exit: 2,
      })
    // What is below a source that is a file is no file.
    writeFileSync(at('b'), 'old')
    writeFile(at('b'), 'new', { sources: [at('a'), join(at('a'), 'a')] })
    expect(read('b')).toBe('new')
    expect(faultOf(() => writeFile(folder, 'x'))).toMatchObject({ message: `${folder}: is a directory`, exit: 3 })
    expect(read('a')).toBe('old')
  })

  test('a file name of the greatest length is written', () => {
    const name = 'n'.repeat(255)
    writeFile(at(name), 'x')
    expect(readdirSync(folder)).toEqual([name])
  })

  test('what is no file is written directly: a device, a pipe', async () => {
    writeFile('/dev/null', 'x')
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
    expect(faultOf(() => writeFile('/dev/full', 'x'))).toMatchObject({
      message: '/dev/full: cannot write: the disk is full',
      exit: 3,
    })
    execFileSync('mkfifo', [at('pipe')])
    const reader = spawn('cat', [at('pipe')])
    let got = ''
    reader.stdout.on('data', (chunk) => {
      got += chunk
    })
    const done = new Promise((resolve) => reader.on('close', resolve))
    writeFile(at('pipe'), 'through\n')
    await done
    expect(got).toBe('through\n')
  })

  test('/dev/stdout is what standard output is, and is not truncated where that is a file', () => {
    const command = `echo first; ${process.execPath} ${script('say.mjs', "writeFile('/dev/stdout', 'second\\n')")}`
    execFileSync('sh', ['-c', `(${command}) > out`], { cwd: folder })
    expect(read('out')).toBe('first\nsecond\n')
    expect(execFileSync('sh', ['-c', `(${command}) | cat`], { encoding: 'utf8' })).toBe('first\nsecond\n')
  })

  test('a folder without write permission: one line, exit 3, the old file whole', (context) => {
    if (root) {
      const done = mounted(() => {
        writeFileSync(at('a'), 'old')
        execFileSync('mount', ['-o', 'remount,ro', folder])
        expect(faultOf(() => writeFile(at('a'), 'new'))).toMatchObject({
          message: `${at('a')}: cannot write: read-only file system`,
          exit: 3,
        })
        expect(read('a')).toBe('old')
      })
      if (!done) context.skip('no file system may be mounted here')
      return
    }
    writeFileSync(at('a'), 'old')
    chmodSync(folder, 0o555)
    expect(faultOf(() => writeFile(at('a'), 'new'))).toMatchObject({
      message: `${at('a')}: cannot write: permission denied`,
      exit: 3,
    })
    chmodSync(folder, 0o755)
    expect(read('a')).toBe('old')
  })

  test('a full disk: one line, exit 3, the old file whole and nothing left beside it', (context) => {
    const done = mounted(() => {
      writeFileSync(at('a'), 'old')
      expect(faultOf(() => writeFile(at('a'), new Uint8Array(1 << 20)))).toMatchObject({
        message: `${at('a')}: cannot write: the disk is full`,
        exit: 3,
      })
      expect(read('a')).toBe('old')
      expect(readdirSync(folder)).toEqual(['a'])
    })
    if (!done) context.skip('no file system may be mounted here')
  })

  test('a limit of file sizes ends nothing: exit 3', () => {
    const long = script(
      'long.mjs',
      `try { writeFile('a', new Uint8Array(1 << 20)) } catch (error) { console.log(error.message) }`,
    )
    writeFileSync(at('a'), 'old')
    const said = execFileSync('bash', ['-c', `ulimit -f 64; ${process.execPath} ${long}`], { cwd: folder, encoding: 'utf8' })
    expect(said).toBe('a: cannot write: file too large\n')
    expect(readdirSync(folder).sort()).toEqual(['a', 'long.mjs'])
    expect(read('a')).toBe('old')
  })

  test('a signal at any moment leaves whole files, nothing beside them, and ends the process', async () => {
    const loop = script(
      'loop.mjs',
      `const text = ['a'.repeat(300_000), 'b'.repeat(300_000)]
let n = 0
const again = () => { writeFile('out/file', text[n++ % 2]); if (n === 1) console.log('on'); setTimeout(again, 0) }
again()`,
    )
    mkdirSync(at('out'))
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      const child = spawn(process.execPath, [loop], { cwd: folder })
      const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, by) => resolve(by)))
      await new Promise((resolve) => child.stdout.once('data', resolve))
      setTimeout(() => child.kill(signal), Math.random() * 60)
      expect(await ended).toBe(signal)
      expect(readdirSync(at('out'))).toEqual(['file'])
      expect(read('out/file')).toMatch(/^(?:a{300000}|b{300000})$/)
    }
  })
})

describe('a link', () => {
  test('whose target is missing is no new file', () => {
    symlinkSync('/nowhere/x', at('gone'))
    symlinkSync('later', at('dangling'))
    for (const name of ['gone', 'dangling'])
      expect(faultOf(() => writeFile(at(name), 'x', { existing: { refuse: '--force' } })).message).toMatch(
        name === 'gone' ? /no such file or directory/ : /is a link to a file that does not exist \(--force creates it\)/,
      )
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'gone'])
  })

  test('of another user in a folder for all is not followed', () => {
    const us = process.geteuid?.() ?? 0
    expect(isForeign({ uid: us + 1 }, { uid: us, mode: 0o41777 })).toBe(true)
    expect(isForeign({ uid: us }, { uid: us + 1, mode: 0o41777 })).toBe(false)
    expect(isForeign({ uid: us + 1 }, { uid: us + 1, mode: 0o41777 })).toBe(false)
    expect(isForeign({ uid: us + 1 }, { uid: us, mode: 0o40755 })).toBe(false)
    if (!root) return
    chmodSync(folder, 0o1777)
    symlinkSync('mine', at('theirs'))
    lchownSync(at('theirs'), 12345, 12345)
    expect(faultOf(() => writeFile(at('theirs'), 'x')).message).toMatch(/is a link that another user put there/)
    expect(readdirSync(folder)).toEqual(['theirs'])
  })
})

test('a file that changed since it was read is not replaced', () => {
  writeFileSync(at('a'), 'new')
  expect(faultOf(() => writeFile(at('a'), 'fixed', { was: Buffer.from('old') })).message).toBe(
    `${at('a')}: nothing is written: the file has changed since it was read`,
  )
  expect([read('a'), readdirSync(folder)]).toEqual(['new', ['a']])
  writeFile(at('a'), 'fixed', { was: Buffer.from('new') })
  expect(read('a')).toBe('fixed')
})

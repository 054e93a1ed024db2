import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { made } from '../src/measure/testing/made.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = join(root, 'dist/cli/virtcolor.cjs')
const us = process.getuid?.() === 0

/** Whoever is no root here: the user that owns nothing. */
const NOBODY = 65534

interface Writer {
  /** `{}` is the folder of the sources. */
  readonly args: readonly string[]
  readonly file: string
  /** The list of a redaction is never written over. */
  readonly fresh?: true
  /** What is there before; anything else where it is only replaced. */
  readonly old?: string
}

const GUEST = `name = "x"\ntype = "hvm"\nhap = 0\nvif = ["model=e1000"]\n${'# a line\n'.repeat(500)}`
const WRITERS: Readonly<Record<string, Writer>> = {
  ...Object.fromEntries(
    ['html', 'json', 'jsonl', 'md', 'svg', 'txt', 'png'].map((suffix) => [
      `-o of ${suffix}`,
      { args: ['-o', `out.${suffix}`, '{}/dmesg.txt'], file: `out.${suffix}` },
    ]),
  ),
  'spectrum -o': { args: ['spectrum', '-o', 'out.svg', '{}/dmesg.txt'], file: 'out.svg' },
  'ways -o': { args: ['ways', 'all', '{}/dmesg.txt', '-o', 'out.html'], file: 'out.html' },
  'choose -o': { args: ['choose', '--no-input', '--on', 'xl', '--xen', '4.17', '-o', 'out.html'], file: 'out.html' },
  'compare -o': { args: ['compare', '{}/a.json', '{}/a.json', '-o', 'out.html'], file: 'out.html' },
  'compare -o of json': { args: ['compare', '{}/a.json', '{}/a.json', '-o', 'out.json'], file: 'out.json' },
  'race -o': { args: ['race', '--from', '{}/race.json', '-o', 'out.html'], file: 'out.html' },
  'measure -o': {
    args: ['measure', '--quick', '--rounds', '1', '--no-disk', '--no-helper', '-o', 'out.json'],
    file: 'out.json',
  },
  capture: { args: ['capture', '--force', '{}/dmesg.txt', '-o', 'out.tar.gz'], file: 'out.tar.gz' },
  'the list of a redaction': {
    args: ['-q', '--redact', '--redact-map', 'map.tsv', '{}/dmesg.txt'],
    file: 'map.tsv',
    fresh: true,
  },
  'lint --fix': { args: ['lint', '--fix=VC301,VC201', '--unsafe-fixes', 'guest.cfg'], file: 'guest.cfg', old: GUEST },
}

let folder: string
let sources: string
beforeAll(() => {
  sources = mkdtempSync(join(tmpdir(), 'virtcolor-sources-'))
  chmodSync(sources, 0o755)
  // Names, addresses and models, so that every output has more than a KiB.
  const names = Array.from(
    { length: 200 },
    (_, n) => `[    1.0] e1000 0000:00:03.0 eth${n}: 52:54:00:00:00:${(n + 16).toString(16)} 10.0.0.${n}\n`,
  )
  writeFileSync(
    join(sources, 'dmesg.txt'),
    readFileSync(join(root, 'fixtures/xen-pv/evidence/dmesg.txt'), 'utf8') + names.join(''),
  )
  writeFileSync(
    join(sources, 'a.json'),
    JSON.stringify(
      made(
        Object.fromEntries(
          ['syscall', 'getpid', 'fork', 'page_fault', 'clock', 'wake', 'timer', 'exit'].map((id, n) => [id, 100 + n]),
        ),
      ),
    ),
  )
  cpSync(join(root, 'docs/race/report.json'), join(sources, 'race.json'))
})
afterAll(() => rmSync(sources, { recursive: true, force: true }))

interface Place {
  /** Says why, where the host does not allow it. */
  readonly skip?: string
  /** The end of the line on standard error. */
  readonly says: RegExp
  /** Of a shell that runs the command. */
  readonly before?: string
  readonly user?: number
  /** Makes the folder as it is to be; what it returns undoes that. */
  readonly make: () => () => void
}

const mount = (options: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' }).status === 0
const umount = (): void => void spawnSync('umount', [folder], { stdio: 'ignore' })

/** Whether a file system may be mounted here. */
function mounts(): boolean {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-mount-'))
  const can = process.platform === 'linux' && mount('size=64k')
  if (can) umount()
  rmSync(folder, { recursive: true })
  return can
}
const NO_MOUNT = mounts() ? {} : { skip: 'no file system may be mounted here' }
const NO_USER = us ? {} : { skip: 'only root can run a program as another user' }

const PLACES: Readonly<Record<string, Place>> = {
  'a disk that is full': {
    ...NO_MOUNT,
    says: /the disk is full$/,
    make() {
      // Room for what is there, not for one KiB more.
      const pages = readdirSync(folder).map((name) => Math.ceil(statSync(join(folder, name)).size / 4096))
      const old = new Map(readdirSync(folder).map((name) => [name, kept(name)]))
      mount(`size=${pages.reduce((sum, n) => sum + n, 0) * 4 || 4}k`)
      for (const [name, { bytes, mode, uid, gid }] of old) {
        writeFileSync(join(folder, name), bytes)
        chownSync(join(folder, name), uid, gid)
        chmodSync(join(folder, name), mode)
      }
      if (old.size === 0) writeFileSync(join(folder, 'rest'), new Uint8Array(4096))
      return umount
    },
  },
  'a limit of file sizes': { says: /file too large$/, before: 'ulimit -f 1', make: () => () => {} },
  'a file system that is read only': {
    ...NO_MOUNT,
    says: /read-only file system$/,
    make() {
      const old = new Map(readdirSync(folder).map((name) => [name, kept(name)]))
      mount('size=1m')
      for (const [name, { bytes, mode, uid, gid }] of old) {
        writeFileSync(join(folder, name), bytes)
        chownSync(join(folder, name), uid, gid)
        chmodSync(join(folder, name), mode)
      }
      spawnSync('mount', ['-o', 'remount,ro', folder])
      return umount
    },
  },
  'a folder of another user': {
    ...NO_USER,
    says: /permission denied$/,
    user: NOBODY,
    make() {
      chmodSync(folder, 0o755)
      return () => {}
    },
  },
}

const kept = (name: string) => {
  const { mode, uid, gid } = statSync(join(folder, name))
  return { bytes: readFileSync(join(folder, name)), mode: mode & 0o7777, uid, gid }
}
const all = (): Readonly<Record<string, ReturnType<typeof kept>>> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, kept(name)]))

function run(args: readonly string[], { before = 'true', user }: Partial<Place> = {}) {
  const words = args.map((arg) => arg.replace('{}', sources))
  const home = { HOME: sources, XDG_CACHE_HOME: join(sources, 'cache'), TMPDIR: tmpdir() }
  return spawnSync('bash', ['-c', `${before}; exec "$@"`, '-', process.execPath, cli, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...home },
    ...(user === undefined ? {} : { uid: user, gid: user }),
  })
}

/** A file of another owner where that can be, that others may read. */
function prepare({ file, fresh, old = 'the old file\n' }: Writer): void {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-writers-'))
  chmodSync(folder, 0o755)
  if (fresh) return
  writeFileSync(join(folder, file), old)
  if (us) chownSync(join(folder, file), 1, 2)
  chmodSync(join(folder, file), 0o644)
}

describe.skipIf(!existsSync(cli) || process.platform !== 'linux')('what is written', () => {
  describe.each(Object.entries(WRITERS))('%s', (_, writer) => {
    test('has the owner and the mode of the file that it replaces, and is alone', () => {
      prepare(writer)
      const before = all()
      const { status, stderr } = run(writer.args)
      expect([status! < 2, status! < 2 ? '' : stderr]).toEqual([true, ''])
      const after = all()
      expect(Object.keys(after)).toEqual([writer.file])
      const { bytes, ...rest } = after[writer.file]!
      expect(bytes.length).toBeGreaterThan(1024)
      if (writer.fresh) expect(rest.mode).toBe(0o600)
      else {
        const { bytes: old, ...own } = before[writer.file]!
        // What capture writes is for its owner alone, also where the file was there.
        expect(rest).toEqual(writer.args[0] === 'capture' ? { ...own, mode: 0o600 } : own)
        expect(bytes.equals(old)).toBe(false)
      }
      rmSync(folder, { recursive: true })
    })

    for (const [place, { skip, says, make, ...how }] of Object.entries(PLACES))
      test(`${place}: the old file whole, one line, exit 3`, (context) => {
        if (skip !== undefined) context.skip(skip)
        prepare(writer)
        const undo = make()
        const before = all()
        try {
          const { status, stderr, stdout } = run(writer.args, how)
          const lines = stderr.trimEnd().split('\n')
          expect([status, lines.at(-1)]).toEqual([
            3,
            expect.stringMatching(new RegExp(`^virtcolor: .*${writer.file.replace('.', '[.]')}: `)),
          ])
          expect(lines.at(-1)).toMatch(says)
          expect(lines.filter((line) => /internal error|^ +at /.test(line))).toEqual([])
          // Nothing is said to be written that is not.
          expect(stdout).not.toContain(`written to`)
          expect(all()).toEqual(before)
        } finally {
          undo()
          rmSync(folder, { recursive: true, force: true })
        }
      })
  })

  test('the code cache is written beside and renamed, or not at all', () => {
    folder = mkdtempSync(join(tmpdir(), 'virtcolor-cache-'))
    cpSync(join(root, 'dist/cli'), join(folder, 'cli'), { recursive: true })
    mkdirSync(join(folder, 'web'))
    const caches = (): string[] => readdirSync(join(folder, 'cli')).filter((name) => !/\.cjs$/.test(name))
    for (const name of caches()) rmSync(join(folder, 'cli', name))
    const warm = (limit: string) =>
      spawnSync('bash', ['-c', `${limit}; exec "$@"`, '-', process.execPath, join(folder, 'cli/warm.cjs')], {
        encoding: 'utf8',
      })
    const files = (): string[] => readdirSync(join(folder, 'cli')).sort()
    const before = files()
    expect(warm('ulimit -f 1')).toMatchObject({ status: 0, stderr: '' })
    expect(files()).toEqual(before)
    expect(warm('true').status).toBe(0)
    expect(files().length).toBe(before.length + 1)
    rmSync(folder, { recursive: true })
  })
})

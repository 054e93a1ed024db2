import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { pack } from 'tar-stream'
import { afterAll, describe, expect, test } from 'vitest'
import { bunzip2 } from '../archive/bzip2.ts'
import { DECOMPRESSORS } from '../archive/decompress.ts'
import type { Compression } from '../archive/magic.ts'
import { readArchive } from '../archive/read.ts'
import { collect } from '../archive/stream.ts'
import { treeOf } from '../evidence/tree.ts'
import { Fault } from '../fault.ts'
import type { Evidence, Wanted } from '../model.ts'
import { seeded } from '../stats/random.ts'
import { NATIVE } from './decompressors.ts'
import { open } from './index.ts'

const WANTED: Wanted = {
  paths: [
    'proc/cpuinfo',
    'proc/*/mounts',
    'proc/mounts',
    'sys/class/net/*/address',
    'sys/class/net/*/device/driver',
    'sys/class/net/*/device/vendor',
    'sys/block/*/queue/scheduler',
    'boot/config-*',
    'sys/hypervisor/type',
  ],
  accepts: (head) => head.startsWith('[    0.000000] '),
}
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'virtcolor-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))
let count = 0
function file(bytes: Uint8Array | string): string {
  const at = path.join(folder, `f${count++}`)
  fs.writeFileSync(at, bytes)
  return at
}
async function* chunks(bytes: Uint8Array, size = 65536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const none = { stdin: chunks(new Uint8Array(0)) }

type Entries = Readonly<Record<string, string>>
/** Damage at a fixed place must hit the same bytes in every run. */
const SOME_DAY = new Date(1_400_000_000_000)
/** A tar archive of files (text) and links (`-> target`). */
async function tar(entries: Entries): Promise<Buffer> {
  const packer = pack()
  for (const [name, content] of Object.entries(entries)) {
    if (content.startsWith('-> ')) packer.entry({ name, mtime: SOME_DAY, type: 'symlink', linkname: content.slice(3) })
    else packer.entry({ name, mtime: SOME_DAY }, content)
  }
  packer.finalize()
  return Buffer.from(await collect(packer as AsyncIterable<Uint8Array>, 1e9))
}
function lay(root: string, entries: Entries): void {
  for (const [name, content] of Object.entries(entries)) {
    const at = path.join(root, name)
    fs.mkdirSync(path.dirname(at), { recursive: true })
    if (content.startsWith('-> ')) fs.symlinkSync(content.slice(3), at)
    else fs.writeFileSync(at, content)
  }
}
async function fault(spec: string, stdin = none): Promise<Fault> {
  const error = await open(spec, WANTED, stdin).then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(Fault)
  expect((error as Fault).message).not.toContain('\n')
  return error as Fault
}
const plain = ({ files, links, texts, missing }: Evidence): unknown => ({
  files: [...files].sort(),
  links: [...links].sort(),
  texts,
  missing: missing.map((m) => `${m.path} ${m.why}`).sort(),
})

/** Text that does not pack to nothing. */
const words = (seed: number): string => Array.from({ length: 500 }, (_, k) => (k * k * (seed + 7)) % 99_991).join()
const NIC = 'sys/devices/pci0000:00/vif-0'
const LONG = 'n'.repeat(90)
const MACHINE: Entries = {
  'proc/cpuinfo': 'processor : 0\n',
  [`${NIC}/vendor`]: '0x5853\n',
  [`${NIC}/driver`]: '-> ../../../bus/xen/drivers/vif',
  [`${NIC}/net/${LONG}/address`]: '00:16:3e\n',
  [`${NIC}/net/${LONG}/device`]: '-> ../../../vif-0',
  [`sys/class/net/${LONG}`]: `-> ../../devices/pci0000:00/vif-0/net/${LONG}`,
  'boot/config-6.1': 'CONFIG_XEN=y\n',
  'sos_commands/kernel/dmesg': '[    0.000000] Linux\n',
  'usr/share/doc/x': '[    0.000000] not looked at\n',
  'notes.txt': 'hello\n',
}

describe('an archive', () => {
  const packers: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
    tar: (b) => b,
    'tar.gzip': (b) => zlib.gzipSync(b),
    'tar.bzip2': (b) => execFileSync('bzip2', ['-c'], { input: b }),
    'tar.xz': (b) => execFileSync('xz', ['-c'], { input: b }),
    'tar.zstd': (b) => execFileSync('zstd', ['-qc'], { input: b }),
  }
  for (const [format, packed] of Object.entries(packers)) {
    test(`as ${format} gives the evidence that the folder gives`, async () => {
      const root = path.join(folder, `d${count++}`)
      lay(root, MACHINE)
      const wrapped = Object.fromEntries(Object.entries(MACHINE).map(([k, v]) => [`sosreport-h/${k}`, v]))
      const expected = (await open(root, WANTED, none)).evidence
      for (const entries of [MACHINE, wrapped]) {
        const { source, evidence } = await open(file(packed(await tar(entries))), WANTED, none)
        expect(source).toMatchObject({ kind: 'archive', format })
        expect(plain(evidence)).toEqual(plain(expected))
      }
      const tree = treeOf(expected)
      expect(tree.read(`sys/class/net/${LONG}/device/vendor`)).toBe('0x5853\n')
      expect(expected.texts).toEqual([{ path: 'sos_commands/kernel/dmesg', text: '[    0.000000] Linux\n' }])
    })

    test(`as ${format}, cut anywhere, is a fault in one line`, async () => {
      const noise = Object.fromEntries(
        Array.from({ length: 40 }, (_, i) => [
          `var/${i}`,
          Array.from({ length: 500 }, (_, k) => (k * k * (i + 7)) % 99991).join(),
        ]),
      )
      const whole = packed(await tar({ ...MACHINE, ...noise }))
      for (const share of [0.2, 0.5, 0.9]) {
        const { message, exit } = await fault(file(whole.subarray(0, Math.floor(whole.length * share))))
        expect(message).toMatch(/: the archive is (truncated|damaged) \([^\n]*\d+ bytes read[^\n]*\)$/)
        expect(exit).toBe(3)
      }
    })
  }

  test('with a checksum, damaged anywhere, is refused in Node and on the page', async () => {
    const noise = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`var/${i}`, words(i)]))
    // More after the archive's own end than any reader of archives asks for.
    const whole = Buffer.concat([await tar({ ...MACHINE, ...noise }), Buffer.alloc(200_000)])
    const random = seeded(5)
    for (const [format, packer] of Object.entries(packers)) {
      if (format === 'tar') continue
      const packed = packer(whole)
      const accepted: string[] = []
      for (let n = 0; n < 60; n++) {
        const bad = Buffer.from(packed)
        const at = Math.floor(random() * bad.length)
        const how = ['bit', 'zeros', 'cut'][n % 3]
        if (how === 'bit') bad[at]! ^= 1 << Math.floor(random() * 8)
        else if (how === 'zeros') bad.fill(0, at, Math.min(at + 64, bad.length))
        const bytes = how === 'cut' ? bad.subarray(0, at) : bad
        if (bytes.equals(packed)) continue
        for (const way of ['Node', 'page']) {
          const reading = way === 'Node' ? open(file(bytes), WANTED, none) : readArchive(chunks(bytes), WANTED)
          const got = await reading.catch((error: Error) => error)
          // Some bits carry nothing: gzip's time stamp, the code of a symbol that bzip2 never uses.
          const unpacked = async (): Promise<Uint8Array> =>
            collect(DECOMPRESSORS[format.slice(4) as Compression](chunks(bytes)), 1e9)
          const harmless = how === 'bit' && !(got instanceof Error) && whole.equals(await unpacked())
          if (!(got instanceof Fault) && !harmless) accepted.push(`${format} ${way} ${how} at ${at} of ${packed.length}`)
        }
      }
      expect(accepted).toEqual([])
    }
  })

  test('comes through standard input as well', async () => {
    const { source, evidence } = await open('-', WANTED, { stdin: chunks(zlib.gzipSync(await tar(MACHINE)), 1000) })
    expect(source).toEqual({ path: 'standard input', kind: 'archive', format: 'tar.gzip' })
    expect(evidence.files.get('proc/cpuinfo')).toBe('processor : 0\n')
  })

  test('written by GNU tar and in the pax format is read, hard links and all', async () => {
    const root = path.join(folder, `d${count++}`)
    const long = `sosreport-${'x'.repeat(120)}`
    lay(path.join(root, long), MACHINE)
    fs.linkSync(path.join(root, long, 'proc/cpuinfo'), path.join(root, long, 'sys/hypervisor-type'))
    const sparse = fs.openSync(path.join(root, long, 'boot/config-sparse'), 'w')
    fs.ftruncateSync(sparse, 1e6)
    fs.writeSync(sparse, 'end\n', 1e6)
    fs.closeSync(sparse)
    const expected = (await open(root, WANTED, none)).evidence
    for (const format of ['gnu', 'pax', 'oldgnu']) {
      const bytes = execFileSync('tar', ['-c', '-S', '-f', '-', `--format=${format}`, '-C', root, long], { maxBuffer: 1e8 })
      const { evidence } = await open(file(bytes), WANTED, none)
      const files = new Map(expected.files)
      files.delete('boot/config-sparse')
      expect(plain(evidence)).toEqual(plain({ ...expected, files }))
    }
  })

  test('with hostile names and looping links does no harm', async () => {
    const entries = {
      '../../etc/passwd': 'x',
      '/proc/cpuinfo': 'absolute\n',
      'proc/../../boot/config-x': 'x',
      'sys/block/a': '-> a',
      'sys/class/net/b': '-> ../../../../../../../etc',
      __proto__x: 'y',
      'proc/__proto__/mounts': 'z\n',
    }
    const { files, links } = (await open(file(await tar(entries)), WANTED, none)).evidence
    expect([...files]).toEqual([
      ['proc/cpuinfo', 'absolute\n'],
      ['proc/__proto__/mounts', 'z\n'],
    ])
    expect(links.get('sys/block/a')).toBe('a')
    expect(() => treeOf({ files, links }).read('sys/block/a/queue/scheduler')).not.toThrow()
  })

  test('that unpacks to absurd sizes ends early', async () => {
    const zeros = Buffer.alloc(16 * 1024 * 1024)
    const head = (await tar({ 'proc/cpuinfo': 'x' })).subarray(0, 1024)
    for (const packer of ['gzip', 'bzip2', 'xz', 'zstd'] as const) {
      // One header of a file of 8 GiB, then zeros for as long as it takes.
      const big = Buffer.from(head.subarray(0, 512))
      big.write('77777777777\0', 124, 'latin1')
      big.fill(' ', 148, 156)
      big.write(
        `${big
          .reduce((a, b) => a + b, 0)
          .toString(8)
          .padStart(6, '0')}\0 `,
        148,
        'latin1',
      )
      const script = `(cat; head -c ${zeros.length * 12} /dev/zero) | ${packer} -c`
      const bytes = execFileSync('sh', ['-c', script], { input: big, maxBuffer: 1e9 })
      const { message, exit } = await fault(file(bytes))
      expect(message).toMatch(/unpacks to more data than a capture may have|archive is truncated/)
      expect(exit).toBe(3)
    }
  })

  /** As gzip, bzip2 and xz do: zero bytes are padding. zstd has none; its tool refuses them as well. */
  describe.each(['gzip', 'bzip2', 'xz', 'zstd'] as const)('with something after the end of its %s', (packer) => {
    const readers = { node: NATIVE, page: {} }
    const pack = (bytes: Uint8Array): Buffer => execFileSync(packer, ['-c'], { input: bytes })
    const read = (bytes: Uint8Array, decompressors: object): Promise<unknown> =>
      readArchive(chunks(bytes, 500), WANTED, { path: 'a', decompressors }).then(
        ({ evidence }) => [...evidence.files.keys()].sort(),
        (error: unknown) => (error instanceof Fault ? [error.exit, error.message] : error),
      )

    test.each(Object.entries(readers))(
      '%s: zeros are padding, another stream is read, anything else is refused',
      async (_, how) => {
        const bytes = await tar(MACHINE)
        const whole = pack(bytes)
        const files = await read(whole, how)
        expect(files).toContain('proc/cpuinfo')
        const zeros = await read(Buffer.concat([whole, Buffer.alloc(10_240)]), how)
        if (packer === 'zstd') expect(zeros).toEqual([3, expect.stringMatching(/^a: the archive is (?:damaged|truncated) \(/)])
        else expect(zeros).toEqual(files)
        const half = Math.ceil(bytes.length / 1024) * 512
        expect(await read(Buffer.concat([pack(bytes.subarray(0, half)), pack(bytes.subarray(half))]), how)).toEqual(files)
        for (const tail of ['x', 'garbage that begins no stream', whole.subarray(0, whole.length - 5), whole.subarray(0, 4)])
          expect(await read(Buffer.concat([whole, Buffer.from(tail)]), how)).toEqual([
            3,
            expect.stringMatching(/^a: the archive is (?:damaged|truncated) \(/),
          ])
      },
    )
  })

  test('of nothing that is known, or damaged, is a fault', async () => {
    expect((await fault(file(await tar({ 'a/b': 'c' })))).message).toMatch(
      /contains no file that virtcolor reads \(docs\/captures\.md\)$/,
    )
    const bytes = zlib.gzipSync(await tar(MACHINE))
    bytes.fill(7, 200, 260)
    expect((await fault(file(bytes))).message).toMatch(/archive is damaged \(/)
    expect((await fault(file('BZh9 is how this text begins'))).exit).toBe(3)
  })

  test('reports its progress and stops when told', async () => {
    const bytes = await tar(MACHINE)
    const seen: number[] = []
    await readArchive(chunks(bytes, 4096), WANTED, { onProgress: (n) => seen.push(n) })
    expect(seen.at(-1)).toBeGreaterThan(8192)
    const stop = new AbortController()
    stop.abort()
    await expect(readArchive(chunks(bytes), WANTED, { signal: stop.signal })).rejects.toThrow(/abort/)
  })
})

describe('a single text', () => {
  test('is read in every encoding, and packed', async () => {
    const text = '[    0.000000] Linux\r\n[    0.000001] Hypervisor\r\n'
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    const inputs = [text, `\ufeff${text}`, utf16, Buffer.from(utf16).swap16(), zlib.gzipSync(text)]
    for (const input of inputs) {
      const { evidence } = await open(file(input), WANTED, none)
      expect(evidence.texts[0]!.text).toBe('[    0.000000] Linux\n[    0.000001] Hypervisor\n')
    }
  })

  test.each(['gzip', 'bzip2', 'xz', 'zstd'])(
    'of which the head was enough leaves room for the next: %s',
    async (packer) => {
      const noise = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 251))
      const packed = (bytes: Buffer | string): string => file(execFileSync(packer, ['-qc'], { input: bytes, maxBuffer: 1e8 }))
      for (let i = 0; i < 3; i++) expect((await fault(packed(noise))).exit).toBe(4)
      expect((await open(packed('[    0.000000] Linux\n'), WANTED, none)).evidence.texts).toHaveLength(1)
    },
    20_000,
  )

  test('of which the head was enough does not stay open', async () => {
    const held = (): number => fs.readdirSync('/proc/self/fd').length
    const noise = file(Buffer.alloc(1_000_000, 7))
    await fault(noise)
    const before = held()
    for (let i = 0; i < 20; i++) await fault(noise)
    expect(held()).toBeLessThanOrEqual(before + 1)
  })

  test('comes through a FIFO', async () => {
    const fifo = path.join(folder, 'fifo')
    execFileSync('mkfifo', [fifo])
    const writing = fs.promises.writeFile(fifo, '[    0.000000] Linux\n')
    expect((await open(fifo, WANTED, none)).evidence.texts).toHaveLength(1)
    await writing
  })

  test('keeps the NULs of a CPUID vendor', async () => {
    const wanted = { ...WANTED, accepts: (head: string) => head.startsWith('KVMKVMKVM') }
    const { evidence } = await open(file('KVMKVMKVM\0\0\0\n'), wanted, none)
    expect(evidence.texts[0]!.text).toBe('KVMKVMKVM\0\0\0\n')
  })

  test('too long, it is cut at a line and says so', async () => {
    const { evidence } = await open(file('[    0.000000] Linux\n'.repeat(1_000_000)), WANTED, none)
    expect(evidence.texts[0]!.text.length).toBeLessThanOrEqual(16 * 1024 * 1024)
    expect(evidence.texts[0]!.text.endsWith('Linux\n')).toBe(true)
    expect(evidence.missing[0]!.path).toMatch(/after its first 16 MiB/)
    const endless = (async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('[    0.000000] ')
      for (;;) yield Buffer.alloc(1 << 20, 'x')
    })()
    expect((await fault('-', { stdin: endless })).message).toBe('standard input: a line is longer than 16 MiB')
  })

  test('unknown, empty or binary is a fault with exit 4', async () => {
    for (const content of ['hello', '', Buffer.from(Array.from({ length: 9999 }, (_, i) => (i * 7919) % 256))]) {
      expect((await fault(file(content))).exit).toBe(4)
    }
  })
})

test('random bytes, behind any magic, give evidence or a fault', async () => {
  const magics = [[], [0x1f, 0x8b, 8], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], [0x42, 0x5a, 0x68, 0x39], [0x28, 0xb5, 0x2f, 0xfd]]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 2000 }), async (magic, bytes) => {
      const all = Uint8Array.from([...magic, ...bytes])
      const error = await open('-', WANTED, { stdin: chunks(all, 700) }).then(
        () => new Fault('fine'),
        (e: unknown) => e,
      )
      expect(error).toBeInstanceOf(Fault)
    }),
    { numRuns: 150 },
  )
})

test('a flipped byte in an archive gives evidence or a fault', async () => {
  const bytes = await tar(MACHINE)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      const damaged = Uint8Array.from(bytes)
      damaged[at] = value
      const error = await readArchive(chunks(damaged, 777), WANTED).then(
        () => new Fault('fine'),
        (e: unknown) => e,
      )
      expect(error).toBeInstanceOf(Fault)
    }),
    { numRuns: 150 },
  )
})

test('random trees give the same evidence as folders and as archives', async () => {
  const name = fc.constantFrom(
    'proc',
    'sys',
    'class',
    'net',
    'block',
    'devices',
    'mounts',
    'device',
    'vendor',
    'cpuinfo',
    'a',
    'self',
  )
  const at = fc.array(name, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'))
  const content = fc.oneof(
    fc.constant('text\n'),
    fc.constant('[    0.000000] log\n'),
    fc.array(fc.oneof(name, fc.constant('..')), { minLength: 1, maxLength: 5 }).map((parts) => `-> ${parts.join('/')}`),
    at.map((p) => `-> /${p}`),
    at.map((p) => `../${p}`),
  )
  await fc.assert(
    fc.asyncProperty(fc.dictionary(at, content, { maxKeys: 25 }), async (all) => {
      // No entry lies below another that is no folder.
      const names = Object.keys(all).filter((k) => !Object.keys(all).some((o) => o !== k && k.startsWith(`${o}/`)))
      // What a link outside sys leads to can be anywhere, and a stream cannot go back for it (see select.ts).
      const odd = (k: string): boolean => !k.startsWith('sys/') && /^(-> |\.\.)/.test(all[k]!)
      const entries = Object.fromEntries(names.map((k) => [k, odd(k) ? 'text\n' : all[k]!]))
      const root = path.join(folder, `d${count++}`)
      fs.mkdirSync(root)
      lay(root, entries)
      const bytes = await tar(entries)
      const show = (spec: string): Promise<unknown> =>
        open(spec, WANTED, none).then(
          (o) => plain(o.evidence),
          (e: Fault) => e.message.replace(spec, ''),
        )
      const asFolder = await show(root)
      if (names.length > 0) expect(await show(file(bytes))).toEqual(asFolder)
    }),
    { numRuns: 150, seed: 7 },
  )
})

test('bzip2 is read like bunzip2 reads it, several streams included', async () => {
  const text = Buffer.from(Array.from({ length: 300_000 }, (_, i) => String.fromCharCode(32 + ((i * i) % 95))).join(''))
  const mixed = Buffer.concat([text, Buffer.alloc(2_000_000, 'z'), text])
  const one = execFileSync('bzip2', ['-c'], { input: mixed, maxBuffer: 1e8 })
  const two = Buffer.concat([one, execFileSync('bzip2', ['-1c'], { input: text, maxBuffer: 1e8 })])
  expect(Buffer.compare(await collect(bunzip2(chunks(two, 5000)), 1e9), Buffer.concat([mixed, text]))).toBe(0)
})

test('gzip is read by the web streams too', async () => {
  const out = await collect(DECOMPRESSORS.gzip(chunks(zlib.gzipSync('hello'), 3)), 100)
  expect(Buffer.from(out).toString()).toBe('hello')
})

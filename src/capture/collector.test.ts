import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidenceOf, FIXTURES, reportOf } from '../../test/evidence.ts'
import { readCollected } from '../archive/collected.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { LISTINGS, wholeListing } from '../evidence/listings.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Evidence, Report } from '../model.ts'
import { open } from '../sources/index.ts'
import { collectorScript } from './collector.ts'

const wanted = wantedOf(PROBES, 'capture')
const live = wantedOf(PROBES, 'live')
const script = collectorScript(live.paths)
const none = { stdin: (async function* (): AsyncGenerator<Uint8Array> {})() }

async function* bytes(text: string, size = 1000): AsyncGenerator<Uint8Array> {
  const all = new TextEncoder().encode(text)
  for (let i = 0; i < all.length; i += size) yield all.subarray(i, i + size)
}

/** What the answers are: without the texts that change from one second to the next, and what other programs add to the proofs. */
function answers({ hypervisor, layers, platform, container, role, mode, row, cells, notes }: Report): unknown {
  return {
    hypervisor: [hypervisor.id, hypervisor.version],
    layers: layers.map((l) => [l.what, l.id]),
    rest: [platform?.id, container?.id, role, mode?.id, row, notes],
    cells: Object.entries(cells).map(([id, c]) => [
      id,
      c.kind,
      c.possible,
      c.colour,
      c.notes,
      c.devices?.map((d) => [d.id, d.driver, d.kind, d.carries]),
    ]),
  }
}

const SHELLS: readonly (readonly [name: string, ...argv: string[]])[] = [
  ['dash', 'dash', '-s'],
  ['busybox', 'busybox', 'sh', '-s'],
  ['bash', 'bash', '--posix', '-s'],
  ['sh', 'sh', '-s'],
]

describe.runIf(process.platform === 'linux')('the collector on this machine', () => {
  it.each(SHELLS)('%s: its output is answered like the machine itself', async (_, program, ...argv) => {
    if (spawnSync(program!, [...argv.slice(0, -1), '-c', ':']).status !== 0) return
    const start = performance.now()
    const { stdout, stderr, status } = spawnSync(program!, argv, { input: script, encoding: 'utf8', maxBuffer: 1 << 28 })
    expect(performance.now() - start).toBeLessThan(5_000)
    expect([status, stderr]).toEqual([0, ''])
    const machine = await open(undefined, live, none)
    const { source, evidence } = await open('-', wanted, { stdin: bytes(stdout) })
    expect(source).toMatchObject({ kind: 'archive', format: 'collector' })
    expect(answers(inspect(source, evidence))).toEqual(answers(inspect(machine.source, machine.evidence)))
    expect([...evidence.links].sort()).toEqual([...machine.evidence.links].sort())
    const held = (e: Evidence): string[] => [...e.files.keys()].filter((p) => p !== 'proc/1/environ').sort()
    expect(held(evidence)).toEqual(held(machine.evidence))
  })
})

/** Pieces that a file, a name or a link's target might forge a heading with. */
const FORGERY = fc
  .array(
    fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\n\n',
      ' <==',
      '==> file /proc/cmdline <==',
      '==> link /sys/hypervisor -> x <==',
      '==> none /proc/cpuinfo <==',
      '==> run lscpu <==',
      '==> end <==',
      '==> virtcolor collector 1 uid 0 <==',
      '|',
      ' -> ',
      "'",
      '"',
      '$(id)',
      '`id`',
      '\\',
      '%s',
      '-n',
      'virtcolor: no kernel log',
      'root@h:~# cat x',
      'a',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''))
interface Tree {
  readonly links: [name: string, to: string][]
  readonly devices: [name: string, text: string][]
  readonly cmdline: string
  readonly type: string
  readonly model: string
}

/** A file that the machine does not have, of which the output would be read. */
const FORGED = '\n==> file /proc/xen/capabilities <==\n|control_d\n'
const PLAIN: Tree = { links: [], devices: [], cmdline: 'a', type: 'xen', model: 'm' }
const TREES: readonly Tree[] = [
  { ...PLAIN, links: [['eth0', `x${FORGED}==> file /proc/x`]] },
  { ...PLAIN, links: [['eth0\n==> end <==\n', 'x']] },
  { ...PLAIN, links: [['eth0 -> x', 'y']] },
  { ...PLAIN, devices: [['x\n==> end <==\n', 'DRIVER=x']] },
  { ...PLAIN, devices: [['x', FORGED]] },
  { ...PLAIN, cmdline: FORGED },
  { ...PLAIN, type: FORGED },
  { ...PLAIN, model: FORGED },
  { ...PLAIN, model: `m\n\0${FORGED}` },
]
const EXAMPLES = TREES.map((tree): [Tree] => [tree])

const NAME = FORGERY.map((text) => text.replaceAll('/', '_').slice(0, 100)).filter((name) => name !== '.' && name !== '..')

describe.runIf(process.platform === 'linux')('the collector on a tree that wants to be another', () => {
  it.each(SHELLS)('%s: what it prints is read as what is there', (_, program, ...argv) => {
    if (spawnSync(program!, [...argv.slice(0, -1), '-c', ':']).status !== 0) return
    const tree: fc.Arbitrary<Tree> = fc.record({
      links: fc.array(fc.tuple(NAME, FORGERY), { maxLength: 4 }),
      devices: fc.array(fc.tuple(NAME, FORGERY), { maxLength: 4 }),
      cmdline: FORGERY,
      type: FORGERY,
      model: FORGERY,
    })
    return fc.assert(
      fc.asyncProperty(tree, async ({ links, devices, cmdline, type, model }) => {
        const root = fs.mkdtempSync(path.join(os.tmpdir(), 'virtcolor-tree-'))
        try {
          const put = (at: string, text: string): void => {
            fs.mkdirSync(path.dirname(path.join(root, at)), { recursive: true })
            fs.writeFileSync(path.join(root, at), text)
          }
          put('proc/cmdline', cmdline)
          put('sys/hypervisor/type', type)
          put('proc/device-tree/model', `${model}\0`)
          fs.mkdirSync(path.join(root, 'sys/class/net'), { recursive: true })
          for (const [name, to] of new Map(links)) fs.symlinkSync(to, path.join(root, 'sys/class/net', name))
          for (const [name, text] of devices) put(`sys/devices/${name}/uevent`, text)
          // Only where a quoted path begins: the quotation mark before `/*` ends one.
          const own = script.replace(/(?<= )"\//g, `"${root}/`)
          const { stdout, status } = spawnSync(program!, argv, { input: own, maxBuffer: 1 << 28 })
          expect(status).toBe(0)
          const printed = stdout.toString('latin1').replaceAll(root, '')
          const { files: read, links: back } = await readCollected(bytes(printed), wanted, 'out')
          const files = new Map(read)
          const real = (at: string): string | undefined => {
            try {
              return fs.readFileSync(path.join(root, at), 'utf8')
            } catch {
              return undefined
            }
          }
          const ended = (text: string | undefined): string | undefined => text?.replace(/[\n\0]*$/, '\n')
          const listed = wholeListing(files, 'sys/class/net') ?? []
          files.delete(LISTINGS)
          for (const [at, text] of files) expect([at, ended(text)]).toEqual([at, ended(real(at)?.replace(/\r+(?=\n|$)/g, ''))])
          expect(ended(files.get('proc/cmdline'))).toBe(ended(cmdline.replace(/\r+(?=\n|$)/g, '')))
          for (const [at, to] of back) expect([at, to]).toEqual([at, fs.readlinkSync(path.join(root, at)).replace(/\n+$/, '')])
          const names = fs.readdirSync(path.join(root, 'sys/class/net')).filter((name) => !/\n| -> /.test(name))
          expect([...listed].sort()).toEqual(names.flatMap((name) => name.split(/[ \r]/).filter((part) => part !== '')).sort())
        } finally {
          fs.rmSync(root, { recursive: true, force: true })
        }
      }),
      { seed: 15, numRuns: 12 + EXAMPLES.length, examples: EXAMPLES },
    )
  })
})

it('takes no more of the environment of process 1 than what names the container', () => {
  const lines = script.split('\n').filter((line) => line.includes('environ'))
  expect(lines).toEqual([expect.stringMatching(/^\s+only "\/proc\/1\/environ" container=$/)])
})

it('writes nothing: it redirects to nowhere but /dev/null', () => {
  const targets = [...script.replace(/<==|==>|-> /g, '').matchAll(/[^\d&]?>+\s*(\S+)/g)].map((m) => m[1]!.replace(/[;)]+$/, ''))
  expect(new Set(targets)).toEqual(new Set(['/dev/null']))
})

/** What the script would print on a machine that is such evidence. */
function printed({ files, links, texts }: Evidence): string {
  const lined = (text: string): string => text.replace(/\n$/, '').replace(/^/gm, '|')
  return [
    '==> virtcolor collector 1 uid 0 <==',
    ...[...links].map(([path, to]) => `==> link /${path} -> ${to} <==`),
    ...[...files].map(([path, text]) =>
      path.startsWith('proc/device-tree/')
        ? `==> nul /${path} <==\n${lined(text.replaceAll('\0', '\n'))}`
        : `==> file /${path} <==\n${lined(text)}`,
    ),
    ...texts.map((t) => `==> run dmesg <==\n${lined(t.text)}`),
    '==> end <==\n',
  ].join('\n')
}

describe('the format', () => {
  it.each(FIXTURES)('%s comes back as it was, through a serial console too', async (fixture) => {
    const evidence = await evidenceOf(fixture)
    const text = printed(evidence)
    const console = `login: root\r\n${text.replaceAll('\n', '\r\n').replace('|', '[ 1.0] usb: new device\r\n|')}`
    for (const stream of [text, console]) {
      const back = await readCollected(bytes(stream, 777), wanted, 'out')
      expect(answers(reportOf(back))).toEqual(answers(reportOf(evidence)))
    }
  })

  it('nothing that a file says is a heading', async () => {
    const text =
      '==> virtcolor collector 1 uid 0 <==\n==> file /proc/cmdline <==\n|==> end <==\n|==> file /proc/x <==\n==> end <==\n'
    const { files } = await readCollected(bytes(text), wanted, 'out')
    expect(files.get('proc/cmdline')).toBe('==> end <==\n==> file /proc/x <==\n')
  })

  it('what could not be read is said, and why', async () => {
    const text = '==> virtcolor collector 1 uid 1000 <==\n==> none /proc/cmdline <==\n==> end <==\n'
    const { missing } = await readCollected(bytes(text), wanted, 'out')
    expect(missing.filter((m) => m.path === 'proc/cmdline')).toEqual([{ path: 'proc/cmdline', why: 'needs root' }])
  })

  it('cut short is refused', async () => {
    const error = await readCollected(
      bytes('==> virtcolor collector 1 uid 0 <==\n==> file /proc/cmdline <==\n|a'),
      wanted,
      'out',
    ).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Fault)
    expect(error).toMatchObject({ message: 'out: the output of the collector is truncated', exit: 3 })
  })

  it.each([
    ['leads back by a long way', `${'../'.repeat(250)}sys/block/sda/x`],
    ['grows with each turn', `sda/${'x/'.repeat(30)}../../sda/x`],
    ['is long', `${'sda/'.repeat(200)}x`],
  ])('a link that %s costs no more for each file behind it', async (_, to) => {
    const files = '==> file /sys/block/sda/size <==\n'.repeat(30_000)
    const text = `==> virtcolor collector 1 uid 0 <==\n==> link /sys/block/sda -> ${to} <==\n${files}==> end <==\n`
    const start = process.cpuUsage()
    await readCollected(bytes(text, 65_536), wanted, 'out')
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1e6).toBeLessThan(2)
  })

  it('paths never lead out, loops end, and nothing throws but a Fault', async () => {
    const piece = fc.constantFrom('/a', '/..', '/proc/cmdline', '/sys/block/x', '/sys/block', '\0', ' -> ', '../..', '.', '')
    const what = fc.constantFrom('file', 'nul', 'link', 'none', 'run', 'virtcolor collector', 'end')
    const heading = fc.tuple(what, fc.array(piece, { maxLength: 4 })).map(([w, p]) => `==> ${w} ${p.join('')} <==\n|x`)
    await fc.assert(
      fc.asyncProperty(fc.array(heading, { maxLength: 12 }), async (lines) => {
        const text = `==> virtcolor collector 1 uid 0 <==\n==> link /sys/a -> b <==\n==> link /sys/b -> a <==\n${lines.join('\n')}\n==> end <==\n`
        const { files } = await readCollected(bytes(text), wanted, 'out')
        for (const path of files.keys()) expect(path.split('/')).not.toContain('..')
      }),
      { seed: 2, numRuns: 150 },
    )
  })
})

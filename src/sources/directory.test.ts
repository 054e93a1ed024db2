import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Walk } from '../archive/walk.ts'
import { treeOf } from '../evidence/tree.ts'
import { Fault } from '../fault.ts'
import type { Wanted } from '../model.ts'
import { DiskTree } from './disk.ts'
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
const io = { stdin: (async function* () {})() }
const made: string[] = []
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true })
})

/** Lays files (text) and links (`-> target`) in a new folder. */
function lay(entries: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'virtcolor-'))
  made.push(root)
  for (const [name, content] of Object.entries(entries)) {
    const at = path.join(root, name)
    fs.mkdirSync(path.dirname(at), { recursive: true })
    if (content.startsWith('-> ')) fs.symlinkSync(content.slice(3), at)
    else fs.writeFileSync(at, content)
  }
  return root
}

async function fault(spec: string, wanted = WANTED): Promise<Fault> {
  const error = await open(spec, wanted, io).then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(Fault)
  expect((error as Fault).message).not.toContain('\n')
  return error as Fault
}

const NIC = 'sys/devices/vif-0'
const MACHINE = {
  'proc/cpuinfo': 'processor : 0\n',
  [`${NIC}/vendor`]: '0x5853\n',
  [`${NIC}/driver`]: '-> ../../bus/xen/drivers/vif',
  [`${NIC}/net/eth0/address`]: '00:16:3e\n',
  [`${NIC}/net/eth0/device`]: '-> ../../../vif-0',
  'sys/class/net/eth0': '-> ../../devices/vif-0/net/eth0',
  'sys/bus/xen/drivers/vif/bind': '',
  'boot/config-6.1': 'CONFIG_XEN=y\n',
}

describe('a captured tree', () => {
  test('is read through its links, files under their real paths', async () => {
    const { source, evidence } = await open(lay(MACHINE), WANTED, io)
    expect(source.kind).toBe('directory')
    expect([...evidence.files.keys()].sort()).toEqual([
      'boot/config-6.1',
      'proc/cpuinfo',
      `${NIC}/net/eth0/address`,
      `${NIC}/vendor`,
    ])
    const tree = treeOf(evidence)
    expect(tree.list('sys/class/net')).toEqual(['eth0'])
    expect(tree.read('sys/class/net/eth0/device/vendor')).toBe('0x5853\n')
    expect(tree.follow('sys/class/net/eth0/device/driver')).toBe('sys/bus/xen/drivers/vif')
    expect(evidence.missing).toContainEqual({ path: 'sys/hypervisor/type', why: 'absent' })
    expect(evidence.missing.some((m) => m.path === 'proc/cpuinfo')).toBe(false)
  })

  test('keeps links that git flattened to files', async () => {
    const flat = Object.fromEntries(Object.entries(MACHINE).map(([k, v]) => [k, v.replace(/^-> /, '')]))
    const tree = treeOf((await open(lay(flat), WANTED, io)).evidence)
    expect(tree.read('sys/class/net/eth0/device/vendor')).toBe('0x5853\n')
    expect(tree.follow('sys/class/net/eth0/device/driver')).toBe('sys/bus/xen/drivers/vif')
  })

  test('never escapes: absolute links and too many .. lead into the capture', async () => {
    const root = lay({
      'proc/mounts': '-> /proc/self/mounts',
      'proc/self': '-> 7',
      'proc/7/mounts': 'inside\n',
      'proc/cpuinfo': '-> ../../../../../../../../../etc/hostname',
      'sys/class/net/a': '-> /etc',
    })
    const { files } = (await open(root, WANTED, io)).evidence
    expect([...files]).toEqual([['proc/7/mounts', 'inside\n']])
  })

  test('ends in loops, FIFOs and unreadable files without losing the answer', async () => {
    const root = lay({
      'proc/cpuinfo': 'processor : 0\n',
      'proc/mounts': '-> mounts',
      'sys/class/net/a': '-> b',
      'sys/class/net/b': '-> a',
      'sys/block/x/queue': '-> .',
    })
    fs.mkdirSync(path.join(root, 'sys/hypervisor'), { recursive: true })
    execFileSync('mkfifo', [path.join(root, 'sys/hypervisor/type'), path.join(root, 'dmesg')])
    const { files, missing } = (await open(root, WANTED, io)).evidence
    expect([...files.keys()]).toEqual(['proc/cpuinfo'])
    expect(missing).toContainEqual({ path: 'sys/hypervisor/type', why: 'absent' })
  })

  test('is bounded per file, and cut at a line', async () => {
    const root = lay({
      'proc/cpuinfo': 'x'.repeat(99).concat('\n').repeat(60_000),
      'sys/hypervisor/type': 'y\n'.repeat(99_000),
    })
    const { files } = (await open(root, WANTED, io)).evidence
    expect(files.get('proc/cpuinfo')!.length).toBeLessThanOrEqual(4 * 1024 * 1024)
    expect(files.get('proc/cpuinfo')!.endsWith('x\n')).toBe(true)
    expect(files.get('sys/hypervisor/type')!.length).toBeLessThanOrEqual(64 * 1024)
  })

  test('finds its root below leading folders', async () => {
    const entries = Object.fromEntries(Object.entries(MACHINE).map(([k, v]) => [`sosreport-h/${k}`, v]))
    const root = lay({
      ...entries,
      'sosreport-h/sos_commands/kernel/dmesg': '[    0.000000] Linux\n',
      'sosreport-h/version.txt': 'sos',
    })
    const { evidence } = await open(root, WANTED, io)
    expect(evidence.files.has('proc/cpuinfo')).toBe(true)
    expect(evidence.texts).toEqual([{ path: 'sos_commands/kernel/dmesg', text: '[    0.000000] Linux\n' }])
  })

  test('boot logs of two machines in one folder are no machine; two boots of one are', async () => {
    const log = (kernel: string, board: string): string =>
      `[    0.000000] Linux version ${kernel}\n[    0.000000] DMI: ${board}\n[    0.000000] Hypervisor detected: KVM\n`
    const one = { 'a.log': log('6.1.0', 'QEMU Standard PC, BIOS 1.16'), 'b.log': log('6.1.1', 'QEMU Standard PC, BIOS 1.16') }
    expect((await open(lay(one), WANTED, io)).evidence.texts).toHaveLength(2)
    const { message } = await fault(lay({ ...one, 'c.log': log('6.1.1', 'VMware, Inc. VMware Virtual Platform') }))
    expect(message).toMatch(/logs of several machines \(a\.log: QEMU Standard PC, BIOS 1\.16; c\.log: VMware/)
  })

  test('source code that quotes what machines print is passed over', async () => {
    const { message } = await fault(lay({ 'test.ts': '[    0.000000] Hypervisor detected: KVM\n' }))
    expect(message).toContain('contains no file that virtcolor reads')
  })

  test('is refused where several captures lie beside each other', async () => {
    const root = lay({ 'a/proc/cpuinfo': '1', 'b/proc/cpuinfo': '2' })
    const { message, exit } = await fault(root)
    expect(message).toContain('contains several captures (a, b); give the path of one')
    expect(exit).toBe(4)
  })
})

describe('a folder of texts', () => {
  test('gives those that are recognised, whatever their names', async () => {
    const root = lay({
      'x.bin': '[    0.000000] one\r\n',
      'notes.txt': 'hello',
      'z/y': '[    0.000000] two\n',
      'etc/no': '[    0.000000] ',
    })
    const { texts } = (await open(root, WANTED, io)).evidence
    expect(texts.map((t) => [t.path, t.text])).toEqual([
      ['x.bin', '[    0.000000] one\n'],
      ['z/y', '[    0.000000] two\n'],
    ])
  })

  test('with nothing that is known is a fault that names it', async () => {
    const root = lay({ 'notes.txt': 'hello' })
    expect((await fault(root)).message).toBe(`${root}: contains no file that virtcolor reads (docs/captures.md)`)
    expect((await fault(lay({}))).exit).toBe(4)
  })
})

test('what is not there or no file is a fault with exit 3', async () => {
  const { message, exit } = await fault('/no/such/path')
  expect(message).toBe('/no/such/path: no such file or directory')
  expect(exit).toBe(3)
  expect((await fault('/dev/null')).exit).toBe(3)
})

test('the live machine is read', async () => {
  const { source, evidence } = await open(undefined, { ...WANTED, paths: [...WANTED.paths, 'proc/*/status'] }, io)
  expect(source).toEqual({ path: '/', kind: 'live' })
  if (process.platform !== 'linux') return
  expect(evidence.files.get('proc/cpuinfo')).toContain('processor')
  expect([...evidence.files.keys()].filter((p) => p.endsWith('/status'))).toEqual(['proc/self/status'])
})

test('where the kernel shows no /sys, nothing is in it', async () => {
  const bare = fs.mkdtempSync(path.join(os.tmpdir(), 'virtcolor-no-sys-'))
  try {
    const tree = new DiskTree(bare, { live: true })
    const { missing, files } = new Walk(tree).run({ ...WANTED, paths: ['sys/block/*/dev', 'sys/class/dmi/id/sys_vendor', 'proc/version'] }) // biome-ignore format: one thought
    expect([...files]).toEqual([])
    expect(missing.map((one) => `${one.path} ${one.why}`).sort()).toEqual([
      'proc/version absent',
      'sys/block/*/dev absent',
      'sys/class/dmi/id/sys_vendor absent',
    ])
  } finally {
    fs.rmSync(bare, { recursive: true })
  }
})

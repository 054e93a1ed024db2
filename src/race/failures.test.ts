import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import type { Dom0 } from './dom0.ts'
import { startXen } from './host/qemu.ts'
import { getPackages, roomFor } from './packages.ts'
import { type Field, type ModeResult, race } from './race.ts'

/** What can go wrong with a race must end in one clear line. Programs are stood in for by scripts of this test. */

let directory = ''
const path = process.env['PATH']
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'virtcolor-race-'))
  await mkdir(join(directory, 'bin'))
  process.env['PATH'] = `${join(directory, 'bin')}:${path}`
})
afterEach(async () => {
  process.env['PATH'] = path
  await rm(directory, { recursive: true, force: true })
})

const program = async (name: string, body: string): Promise<void> => {
  await writeFile(join(directory, name), `#!/bin/sh\n${body}\n`)
  await chmod(join(directory, name), 0o755)
}
const messageOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Fault)
  const { message } = error as Fault
  expect(message).not.toContain('\n')
  return message
}

describe.runIf(process.platform === 'linux')('packages', () => {
  const HASH = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' // of "hello"
  const FILE = 'xen-hypervisor-4.17-amd64_1_amd64.deb'
  const uris = `echo "'http://mirror.example/x.deb' ${FILE} 5 SHA256:${HASH}"`
  const apt = (download: string): string =>
    `case "$*" in *--print-uris*) ${uris};; *" download "*) ${download};; *--version*) echo 2;; esac`
  const said: string[] = []
  const get = () => getPackages(join(directory, 'cache'), { say: (line) => said.push(line) })
  beforeEach(async () => {
    said.length = 0
    await program('bin/dpkg-deb', ':')
  })

  it('no network', async () => {
    await program('bin/apt-get', apt('echo "E: Could not resolve mirror.example" >&2; exit 100'))
    const message = await messageOf(get())
    expect(message).toMatch(/^cannot fetch xen-hypervisor-4\.17-amd64 1: E: Could not resolve mirror\.example/)
    expect(message).toContain('what was fetched is kept')
  })
  it('no network and no lists', async () => {
    await program('bin/apt-get', 'case "$*" in *--version*) ;; *) echo "E: Unable to locate package" >&2; exit 100;; esac')
    expect(await messageOf(get())).toMatch(
      /^apt knows no xen-system-amd64: E: Unable to locate package\. The race needs a network/,
    )
  })
  it('no apt', async () => {
    process.env['PATH'] = join(directory, 'bin')
    expect(await messageOf(get())).toMatch(/^apt-get is not here: .*run it on Debian amd64 or in a container of it$/)
  })
  it('a package that is not what apt promised', async () => {
    await program('bin/apt-get', apt(`printf jello > ${FILE}`))
    expect(await messageOf(get())).toContain('is not what apt promised (SHA-256 differs)')
  })
  it('a damaged cache is said and mended', async () => {
    await program('bin/apt-get', apt(`printf hello > ${FILE}`))
    await mkdir(join(directory, 'cache', 'packages'), { recursive: true })
    await writeFile(join(directory, 'cache', 'packages', FILE), 'jello')
    await writeFile(join(directory, 'cache', 'packages.json'), '[{"name": "half')
    expect((await get()).list).toHaveLength(1)
    expect(said).toContain(`${FILE}: damaged in the cache, fetched again`)
    expect(await readFile(join(directory, 'cache', 'packages', FILE), 'utf8')).toBe('hello')
  })
  it('a package that cannot be unpacked leaves no half-made root', async () => {
    await program('bin/apt-get', apt(`printf hello > ${FILE}`))
    await program('bin/dpkg-deb', 'case $1 in -x) echo "dpkg-deb: error: not a Debian archive" >&2; exit 2;; esac')
    expect(await messageOf(get())).toContain('cannot be unpacked: dpkg-deb: error: not a Debian archive')
    await expect(access(join(directory, 'cache', 'root'))).rejects.toThrow()
  })
  it('no room', async () => {
    expect(await messageOf(roomFor(directory, 1e18))).toMatch(/GB free, the race needs 1000000000\.0 GB; set XDG_CACHE_HOME/)
  })
})

describe.runIf(process.platform === 'linux')('Xen in QEMU', () => {
  const boot = async (body: string): Promise<Dom0> => {
    await mkdir(join(directory, 'lib64'), { recursive: true })
    await program('lib64/ld-linux-x86-64.so.2', body)
    return await startXen({
      root: directory,
      directory,
      share: join(directory, 'share'),
      xen: 'xen',
      kernel: 'kernel',
      initramfs: 'initramfs',
      accelerator: 'tcg',
      megabytes: 1,
    })
  }
  it('a panic of Xen gives the last words of the console and leaves nothing running', async () => {
    const message = await messageOf(
      boot(
        `echo $$ > ${join(directory, 'pid')}; printf '(XEN) Panic on CPU 0:\\n(XEN) FATAL TRAP: vector = 13\\n'; exec sleep 60`,
      ),
    )
    expect(message).toBe('Xen or dom0 panicked: Panic on CPU 0: | (XEN) FATAL TRAP: vector = 13')
    const pid = Number(await readFile(join(directory, 'pid'), 'utf8'))
    expect(() => process.kill(pid, 0)).toThrow()
  })
  it('QEMU that ends says why', async () => {
    expect(await messageOf(boot('echo "could not allocate memory" >&2; exit 1'))).toMatch(
      /^QEMU ended \(code 1\): could not allocate memory while waiting for Xen and its dom0 to come up/,
    )
  })
})

describe('a wedged guest', () => {
  it('is destroyed and reported with its console; the others go on', async () => {
    const ran: string[] = []
    const dom0: Dom0 = {
      what: 'qemu',
      folder: '/host',
      put: async () => {},
      get: async () => Buffer.from('junk'),
      console: () => '',
      stop: async () => {},
      run: async (script) => {
        const name = script.split('\n', 1)[0]!
        ran.push(name)
        if (name === '# boot pv') throw new Fault('nothing came from the guest in 420 s')
        return name === '# console of pv' ? 'Kernel panic - not syncing: VFS\n' : '1\n'
      },
    }
    const kernel = Buffer.alloc(512 * 5 + 1000)
    kernel[0x1f1] = 4
    kernel.writeUInt32LE(0x53726448, 0x202)
    const field: Field = {
      kernel,
      bzImage: kernel,
      initramfs: Buffer.alloc(1000),
      probe: kernel,
      busybox: kernel,
      kernelVersion: '6.1',
    }
    const saves: (readonly ModeResult[])[] = []
    const results = await race(dom0, field, {
      modes: ['pv', 'pvh'],
      rounds: 1,
      quick: true,
      cpu: 1,
      vendor: 'svm',
      say: () => {},
      save: async (now) => void saves.push(now),
      saved: [],
    })
    expect(results[0]!.failed).toBe(
      "nothing came from the guest in 420 s; the guest's console: Kernel panic - not syncing: VFS",
    )
    expect(results[1]!.failed).toContain('PVH: the evidence that it sent is damaged')
    expect(ran).toEqual(expect.arrayContaining(['# destroy pv', '# boot pvh', '# destroy pvh', '# tidy dom0']))
    expect(saves.length).toBeGreaterThan(0)
  })
})

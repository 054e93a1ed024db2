import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COLLECTED } from '../archive/collected.ts'
import { Fault } from '../fault.ts'
import type { Dom0 } from './dom0.ts'
import { startXen } from './host/qemu.ts'
import { getPackages, roomFor } from './packages.ts'
import { start } from './process.ts'
import { type Field, type ModeResult, race } from './race.ts'
import { ofTheDisk } from './run.ts'

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
    expect(message).toMatch(/^cannot download xen-hypervisor-4\.17-amd64 1: E: Could not resolve mirror\.example/)
    expect(message).toContain('the packages so far are kept')
  })
  it('no network and no lists', async () => {
    await program('bin/apt-get', 'case "$*" in *--version*) ;; *) echo "E: Unable to locate package" >&2; exit 100;; esac')
    expect(await messageOf(get())).toMatch(
      /^apt does not find xen-system-amd64: E: Unable to locate package\. The first race needs a network/,
    )
  })
  it('no apt', async () => {
    process.env['PATH'] = join(directory, 'bin')
    expect(await messageOf(get())).toMatch(/^apt-get is not installed; .*run it on Debian amd64 or in a Debian container$/)
  })
  it('a package that is not what apt promised', async () => {
    await program('bin/apt-get', apt(`printf jello > ${FILE}`))
    expect(await messageOf(get())).toContain('the SHA-256 differs from that of apt; run again')
  })
  it('a damaged cache is said and mended', async () => {
    await program('bin/apt-get', apt(`printf hello > ${FILE}`))
    await mkdir(join(directory, 'cache', 'packages'), { recursive: true })
    await writeFile(join(directory, 'cache', 'packages', FILE), 'jello')
    await writeFile(join(directory, 'cache', 'packages.json'), '[{"name": "half')
    expect((await get()).list).toHaveLength(1)
    expect(said).toContain(`${FILE}: damaged in the cache; downloading it again`)
    expect(await readFile(join(directory, 'cache', 'packages', FILE), 'utf8')).toBe('hello')
  })
  it('a package that cannot be unpacked leaves no half-made root', async () => {
    await program('bin/apt-get', apt(`printf hello > ${FILE}`))
    await program('bin/dpkg-deb', 'case $1 in -x) echo "dpkg-deb: error: not a Debian archive" >&2; exit 2;; esac')
    expect(await messageOf(get())).toContain('cannot be unpacked: dpkg-deb: error: not a Debian archive')
    await expect(access(join(directory, 'cache', 'root'))).rejects.toThrow()
  })
  it('no room', async () => {
    expect(await messageOf(roomFor(directory, 1e18))).toMatch(
      /GB free, but the race needs 1000000000\.0 GB; set XDG_CACHE_HOME/,
    )
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
      /^QEMU ended \(code 1\): could not allocate memory while waiting for Xen and dom0 to boot/,
    )
  })
})

describe('the disk', () => {
  const met = (code: string, path?: string): unknown =>
    ofTheDisk(Object.assign(new Error(code), { code, ...(path === undefined ? {} : { path }) }), '/cache')
  it('that is full in the middle of a race', () => {
    expect(met('ENOSPC', '/cache/runs/x')).toEqual(
      new Fault(
        '/cache/runs/x: the disk is full; the results so far are saved, set XDG_CACHE_HOME to a folder with more space',
      ),
    )
  })
  it('that cannot be written', () => {
    expect(met('EROFS')).toEqual(new Fault('/cache: cannot be written (EROFS); set XDG_CACHE_HOME to a writable folder'))
  })
  it('of a cache that somebody took a part of', () => {
    expect(met('ENOENT', '/cache/root/bin/busybox')).toEqual(
      new Fault(
        '/cache/root/bin/busybox: no such file or directory: the cache is damaged; remove /cache/root to unpack the packages again',
      ),
    )
  })
  it('other errors stay what they are', () => {
    const error = new Error('x')
    expect(ofTheDisk(error, '/cache')).toBe(error)
  })
})

describe('an interrupt', () => {
  it('that came before a process is started is not lost', async () => {
    const ending = new AbortController()
    ending.abort()
    expect(() => start('sleep', ['60'], { ending: ending.signal })).toThrow(new Fault('sleep: interrupted'))
  })
})

describe('a guest', () => {
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
  const EVIDENCE = gzipSync(`==> ${COLLECTED} uid 0 <==\n==> end <==\n`)
  const DONE = '{"work":"syscall","n":5,"ns":10,"mark":{"tag":0,"way":"cpuid"}}\n'
  const PANIC = [
    '[    2.1] Linux version 6.1',
    '[  326.837037] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004',
    '[  326.846353] CPU: 0 PID: 1 Comm: init Tainted: G W 6.1.0-56-amd64',
    '[  326.850000] Call Trace:',
    ...Array.from({ length: 30 }, (_, i) => `[  326.86] frame_${i}+0x1/0x2`),
    '[  326.874680] RIP: 0033:0x4093c0',
    '[  326.900000] Kernel Offset: disabled',
  ].join('\n')

  /** A dom0 in which everything works but what `trouble` throws for, by the first line of a script. */
  const raced = async (trouble: (script: string, count: number) => void, rounds = 1, said = PANIC) => {
    const ran: string[] = []
    const saves: (readonly ModeResult[])[] = []
    const stages: string[] = []
    const dom0: Dom0 = {
      what: 'qemu',
      folder: '/host',
      put: async () => {},
      get: async (name) => {
        if (name.endsWith('.said')) return Buffer.from(said)
        if (name.endsWith('.trace')) return Buffer.alloc(0)
        return ran.at(-1)!.startsWith('# boot') ? EVIDENCE : Buffer.from(DONE)
      },
      console: () => '',
      stop: async () => {},
      run: async (script) => {
        const name = script.split('\n', 1)[0]!
        ran.push(name)
        trouble(name, ran.filter((one) => one === name).length)
        return '1\n'
      },
    }
    const results = await race(dom0, field, {
      modes: ['pv', 'pvh'],
      rounds,
      quick: true,
      cpu: 1,
      vendor: 'svm',
      say: (stage) => stages.push(stage),
      save: async (now) => void saves.push(now),
      saved: [],
    })
    return { results, ran, saves, stages }
  }

  it('that never comes up is booted once more, then reported with the first words of its panic; the others go on', async () => {
    const { results, ran, saves } = await raced((name) => {
      if (name === '# boot pv') throw new Fault('nothing came from the guest')
    })
    expect(results[0]!.failed).toBe(
      "nothing came from the guest; the guest's console: [  326.837037] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004 | [  326.846353] CPU: 0 PID: 1 Comm: init Tainted: G W 6.1.0-56-amd64 | [  326.874680] RIP: 0033:0x4093c0",
    )
    expect(results[1]).toMatchObject({ id: 'pvh', rounds: [{ round: 0 }] })
    expect(results[1]!.failed).toBeUndefined()
    expect(ran.filter((name) => name === '# boot pv')).toHaveLength(2)
    expect(ran).toEqual(expect.arrayContaining(['# destroy pv', '# boot pvh', '# tidy dom0']))
    expect(saves.length).toBeGreaterThan(0)
  })

  it('that dies in a round is booted afresh and does that round again; what it had is kept', async () => {
    const { results, ran, stages } = await raced((name, count) => {
      if (name === '# a round of pvh' && count === 2) throw new Fault("the guest's domain is gone")
    }, 3)
    expect(results[1]!.failed).toBeUndefined()
    expect(results[1]!.died).toMatch(/^the guest's domain is gone; .*Kernel panic/)
    expect(results[1]!.rounds.map((round) => round.round)).toEqual([0, 1, 2])
    expect(ran.filter((name) => name === '# xl create pvh')).toHaveLength(2)
    expect(stages.some((stage) => /^PVH: .*; booting again$/.test(stage))).toBe(true)
  })

  it('that dies again has failed, and keeps the rounds that it did', async () => {
    const { results } = await raced(
      (name, count) => {
        if (name === '# a round of pv' && count > 1) throw new Fault("the guest's domain is gone")
      },
      3,
      'last words\n',
    )
    expect(results[0]).toMatchObject({
      failed: "the guest's domain is gone; the guest's console ends: last words",
      rounds: [{ round: 0 }],
    })
    expect(results[1]!.rounds).toHaveLength(3)
  })
})

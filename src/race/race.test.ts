import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLLECTED } from '../archive/collected.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import { COMPONENTS } from '../model.ts'
import { bootDisk } from './image/bootdisk.ts'
import { cpio } from './image/cpio.ts'
import { needed } from './image/elf.ts'
import { dependencies } from './image/modules.ts'
import { commandLine, RACED_MODES, racedMode, xlConfig } from './modes.ts'
import { Pace } from './pace.ts'
import { readUris } from './packages.ts'
import { doneOf, evidenceOf } from './said.ts'

const HASH = 'a'.repeat(64)

describe('packages', () => {
  it('reads what apt-get --print-uris says, and takes only what is used', () => {
    const text = [
      `'http://mirror.example/pool/x.deb' xen-hypervisor-4.17-amd64_4.17.7%2b1-0_amd64.deb 100 SHA256:${HASH}`,
      `'http://mirror.example/pool/y.deb' python3_3.11_amd64.deb 5 SHA256:${HASH}`,
      'E: something else',
    ].join('\n')
    expect(readUris(text)).toEqual([
      {
        name: 'xen-hypervisor-4.17-amd64',
        version: '4.17.7+1-0',
        file: 'xen-hypervisor-4.17-amd64_4.17.7%2b1-0_amd64.deb',
        size: 100,
        sha256: HASH,
      },
    ])
  })
})

describe('cpio', () => {
  it('pads names and bodies to four bytes and ends with the trailer', () => {
    const archive = cpio([
      { path: 'a', kind: 'directory' },
      { path: 'a/b', kind: 'file', body: 'hello', executable: true },
    ])
    expect(archive.length % 4).toBe(0)
    expect(archive.toString('latin1')).toMatch(/^070701[0-9a-f]{8}000041ed/)
    expect(archive.includes('TRAILER!!!')).toBe(true)
  })
})

describe('boot disk', () => {
  const kernel = Buffer.alloc(512 * 5 + 100_000, 7)
  kernel[0x1f1] = 4
  kernel.writeUInt32LE(0x53726448, 0x202)
  it('tells the loader where everything is', () => {
    const { image, sectors } = bootDisk(kernel, Buffer.alloc(70_000, 9), 'console=x', 1)
    expect(image.length).toBe(sectors * 512)
    expect(image.readUInt16LE(510)).toBe(0xaa55)
    const start = 1 + 8 + 5 + 4
    expect(image.readUInt32LE(0x1b8)).toBe(start - 4)
    expect(image.toString('latin1', (start - 4) * 512, (start - 4) * 512 + 9)).toBe('console=x')
    // The table's lengths add up to what the one disk command reads.
    let bytes = 0
    for (let at = 512; ; at += 8) {
      bytes += image.readUInt16LE(at + 4) || 0x10000
      if (image.readUInt16LE(at + 6) === 0x8000) break
    }
    expect(bytes / 512).toBe((image[0x1c0]! << 8) | image[0x1c4]!)
  })
  it('refuses what is no kernel', () => {
    expect(() => bootDisk(Buffer.alloc(10), Buffer.alloc(1), '', 1)).toThrow(Fault)
  })
})

describe('readers of files', () => {
  it('ELF: a fault or an answer for any bytes, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (junk) => {
        const file = Buffer.concat([Buffer.from('7f454c460201', 'hex'), junk, Buffer.alloc(64)])
        try {
          expect(Array.isArray(needed(file, 'x'))).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Fault)
        }
      }),
    )
  })
  it('modules: the names in depends=', () => {
    expect(dependencies(Buffer.from('x\0license=GPL\0depends=virtio,9pnet\0name=a\0'))).toEqual(['virtio', '9pnet'])
    expect(dependencies(Buffer.from('nothing'))).toEqual([])
  })
})

describe('what a guest says', () => {
  const sent = (text: string): Buffer => gzipSync(text)
  it("is the collector's output, packed", async () => {
    const evidence = await evidenceOf(
      sent(`==> ${COLLECTED} uid 0 <==\n==> file /sys/hypervisor/type <==\n|xen\n==> end <==\n`),
      'PV',
    )
    expect(evidence.files.get('sys/hypervisor/type')).toBe('xen\n')
  })
  it.each([
    ['pv', 'P P P P P'],
    ['pvh', 'VH P P P P'],
    ['pvhvm', 'VH VS P P P'],
    ['hvm-pv-drivers', 'VH VS VS P P'],
    ['hvm', 'VH VS VS VS VS'],
  ] as const)('as a guest of a race sent it: %s', async (id, cells) => {
    const packed = readFileSync(new URL(`../../fixtures/race/${id}.collected.gz`, import.meta.url))
    const report = inspect({ path: id, kind: 'directory' }, await evidenceOf(packed, id))
    expect(report.mode?.id).toBe(racedMode(id).reports)
    expect(COMPONENTS.map((component) => report.cells[component].kind).join(' ')).toBe(cells)
  })
  it('is refused when it is damaged or not whole', async () => {
    await expect(evidenceOf(Buffer.from('junk'), 'PV')).rejects.toThrow(/^PV: the evidence from the guest is damaged$/)
    await expect(evidenceOf(sent(`==> ${COLLECTED} uid 0 <==\n`), 'PV')).rejects.toThrow(Fault)
  })
  it('passes over lines that are no results', () => {
    expect(doneOf('sh: x\n{"work":"syscall","n":5,"ns":10}\n{"work":1}\n{')).toEqual([{ work: 'syscall', n: 5, ns: 10 }])
  })
})

describe('limits', () => {
  it('count the seconds in which a process could work: no more than there were, and at last all', async () => {
    const pace = new Pace(process.pid)
    await sleep(600)
    const seconds = pace.look()
    expect(seconds).toBeGreaterThan(0.1)
    expect(seconds).toBeLessThanOrEqual(pace.look() + 0.001)
    const gone = new Pace(undefined)
    await sleep(600)
    expect(gone.look()).toBeGreaterThan(0.1)
  })
})

describe('modes', () => {
  it('every definition is whole', () => {
    const files = { kernel: '/k', initramfs: '/i', disk: '/d', console: '/c', bridge: 'b', cpu: 1, vcpus: 2, megabytes: 256 }
    for (const mode of RACED_MODES) {
      const text = xlConfig(mode, files)
      expect(text).toContain(`type = "${mode.type}"`)
      expect(text.includes('kernel = ')).toBe(mode.type !== 'hvm')
      expect(commandLine(mode).length).toBeLessThan(2000)
    }
    expect(xlConfig(RACED_MODES.find((mode) => mode.id === 'hvm')!, files)).toContain('xen_platform_pci = 0')
  })
})

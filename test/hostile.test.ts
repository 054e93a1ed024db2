import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROBES, signalsOf } from '../src/evidence/index.ts'
import type { Evidence, Probe } from '../src/model.ts'
import { virtualBoard } from '../src/platforms/dmi.ts'
import { evidenceOf, FIXTURES, reportOf } from './evidence.ts'

/** A quarter of one is enough: what is not linear takes seconds, and the suite stays quick. VIRTCOLOR_HOSTILE=1000000 tries a whole one. */
const MB = Number(process.env['VIRTCOLOR_HOSTILE'] ?? 250_000)
const NOTHING: Evidence = { files: new Map(), links: new Map(), texts: [], missing: [] }

/** What regular expressions that are not linear trip over: long runs, near misses repeated, no line ends, nesting. */
const HOSTILE: Readonly<Record<string, string>> = {
  spaces: ' '.repeat(MB),
  tabs: '\t'.repeat(MB),
  'line ends': '\n'.repeat(MB),
  'one letter': 'a'.repeat(MB),
  digits: '7'.repeat(MB),
  'hexadecimal prefixes': '0x'.repeat(MB / 2),
  colons: ':'.repeat(MB),
  'words and spaces': 'ab '.repeat(MB / 3),
  'numbers in columns': ' 1: 2'.repeat(MB / 5),
  'an interrupt row of many counts': `1:${' 0'.repeat(MB / 2)}`,
  'a rows of counts that ends in nothing': `1:${' 0'.repeat(MB / 2)}\t`,
  'log stamps': '[    0.000000] '.repeat(MB / 15),
  'log lines': '[    0.000000] pci 0000:00:00.0: \n'.repeat(MB / 34),
  'half a banner': 'Booting paravirtualized kernel '.repeat(MB / 31),
  'banners without an end': `Booting kernel on ${' '.repeat(MB)}x`,
  'hypervisors without an end': `Hypervisor detected: ${'a '.repeat(MB / 2)}`,
  'many hypervisors': 'Hypervisor detected: a'.repeat(MB / 22),
  'DMI without an end': `DMI: ${'a  '.repeat(MB / 3)}\n`,
  'DMI, BIOS': `DMI: x${', BIOS  '.repeat(MB / 8)}`,
  'a version without an end': `Xen version: 4.${'1'.repeat(MB)}x`,
  'many versions': 'Xen version 4.1 '.repeat(MB / 16),
  'ACPI tables': `ACPI: RSDP ${'0'.repeat(MB / 2)}${', '.repeat(MB / 4)}`,
  'ACPI tables again': 'ACPI: RSDP 0 '.repeat(MB / 13),
  'ACPI makers': `ACPI: RSDP 0 0 (v02 ${' '.repeat(MB)}`,
  'scsi hosts': 'scsi 0 : '.repeat(MB / 9),
  'scsi disks': `scsi 0:0:0:0: Direct-Access ${'a '.repeat(MB / 2)}`,
  'scsi disks again': 'scsi 0:0:0:0: Direct-Access     a \n'.repeat(MB / 34),
  'nvme functions': Array.from({ length: MB / 50 }, (_, i) => `nvme nvme${i}: pci function 0000:00:00.0\n`).join(''),
  'pci functions': Array.from({ length: MB / 66 }, (_, i) => {
    const at = i.toString(16).padStart(4, '0')
    return `pci 0000:${at.slice(0, 2)}:${at.slice(2)}.0: [8086:1237] type 00 class 0x020000\n`
  }).join(''),
  mounts: `${'a '.repeat(MB / 2)}/ ext4`,
  'many mounts': 'a / b c 0 0\n'.repeat(MB / 12),
  dmidecode: `System Information\n${'\tA: b\n'.repeat(MB / 6)}`,
  'dmidecode without an end': `System Information\n\tManufacturer: ${' a'.repeat(MB / 2)}`,
  'dmidecode of spaces': `System Information\n ${' '.repeat(MB)}`,
  'dmidecode of words': `System Information\n ${'Aa '.repeat(MB / 3)}`,
  lscpu: `Architecture:${' '.repeat(MB)}\nVendor ID: ${' '.repeat(MB)}x`,
  lspci: `00:00.0 ${'a: '.repeat(MB / 3)}`,
  'lspci of spaces': `00:00.0 ${' '.repeat(MB)}`,
  'lspci in brackets': `00:00.0 ${'[0000:0000]'.repeat(MB / 11)}`,
  'cpuid leaves': '   0x00000000 0x00: eax=0x00000000 ebx=0x00000000 ecx=0x00000000 edx=0x0000000\n'.repeat(MB / 80),
  'flags of a processor': `processor : 0\nflags : ${'vmx '.repeat(MB / 4)}`,
  'fields of a processor': 'flags\t\t\t: \n'.repeat(MB / 12),
  'tabs of a processor': `flags${'\t'.repeat(MB)}`,
  modules: 'a 1 1 - Live 0x\n'.repeat(MB / 16),
  'modules of spaces': `a${' '.repeat(MB)}`,
  'a command line': `BOOT_IMAGE=a ${'nopv='.repeat(MB / 5)}`,
  'switches of a command line': `console=a ${'nopv '.repeat(MB / 5)}`,
  'nested arrays': '['.repeat(MB),
  'nested objects': '{"a":'.repeat(MB / 5),
  'an object of facts': `{"facterversion":${'['.repeat(MB / 2)}${']'.repeat(MB / 2)}}`,
  'an object of many keys': `{"is_virtual":true,"disks":{${Array.from({ length: MB / 25 }, (_, i) => `"sd${i}":{"model":"x"}`).join(',')}}}`,
  'attributes of ohai': `{"languages":1,"kernel":{"modules":{${Array.from({ length: MB / 25 }, (_, i) => `"m${i}":{}`).join(',')}}}}`,
  nulls: '\0'.repeat(MB),
  'broken characters': '\ufffd\ud800'.repeat(MB / 2),
  'control groups': `1:${'a,'.repeat(MB / 2)}`,
  'many control groups': '1:a:/\n'.repeat(MB / 6),
  'default routes': 'default via a dev \n'.repeat(MB / 19),
  'route without an end': `Iface\tDestination\tGateway\n${'a\t'.repeat(MB / 2)}`,
  'drivers of ethtool': 'driver: a\nversion: 1\n'.repeat(MB / 21),
  'uevent lines': 'PCI_ID=\n'.repeat(MB / 8),
  'version of a kernel': `Linux version ${'1.'.repeat(MB / 2)}`,
  'many versions of a kernel': 'Linux a 1.1'.repeat(MB / 11),
}

/** For one probe and one text, of a whole megabyte as well. */
const MOST_MS = 200

const shown = (probe: Probe): boolean => probe.accepts !== undefined

describe('no text takes long', () => {
  test.each(Object.entries(HOSTILE))('%s', (_, text) => {
    const slow: string[] = []
    const time = (name: string, what: () => unknown): void => {
      let took = Infinity
      // The quickest of three: another process may have had the processor, but never three times.
      for (let n = 0; n < 3 && took > MOST_MS; n++) {
        const start = performance.now()
        what()
        took = Math.min(took, performance.now() - start)
      }
      if (took > MOST_MS) slow.push(`${name}: ${took.toFixed(0)} ms`)
    }
    for (const probe of PROBES.filter(shown)) {
      time(`${probe.id} accepts`, () => probe.accepts!(text.slice(0, 65_536)))
      time(`${probe.id} reads`, () => [...(probe.read?.({ path: 'text', text }) ?? [])])
    }
    time('a board', () => virtualBoard(text))
    const small = text.slice(0, 65_536)
    for (const probe of PROBES) {
      const files = new Map([...probe.reads, ...(probe.captured ?? [])].map((path) => [path.replaceAll('*', 'x'), small]))
      time(`${probe.id} looks`, () => signalsOf({ ...NOTHING, files }, [probe]))
    }
    expect(slow).toEqual([])
  })

  test('the whole way, with every wanted file strange', () => {
    for (const text of ['a'.repeat(65_536), ' '.repeat(65_536), '{"a":'.repeat(10_000), '../../a\n', '\0', '']) {
      const paths = PROBES.flatMap((probe) => [...probe.reads, ...(probe.captured ?? [])]).map((p) => p.replaceAll('*', 'x0'))
      const report = reportOf({ ...NOTHING, files: new Map(paths.map((path) => [path, text])) })
      expect(report.version).toBe(1)
    }
  })
})

const settings = { seed: 6, numRuns: 30 }

describe('nothing crashes', () => {
  test('bytes at the paths that are wanted, and as texts', () => {
    const paths = PROBES.flatMap((probe) => [...probe.reads, ...(probe.captured ?? [])])
    const path = fc.constantFrom(...paths).map((p) => p.replaceAll('*', 'x0'))
    const content = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.json(), fc.constantFrom('', '\n', '../a', '0'))
    fc.assert(
      fc.property(fc.array(fc.tuple(path, content), { maxLength: 40 }), fc.array(content, { maxLength: 3 }), (files, texts) => {
        const report = reportOf({
          files: new Map(files),
          links: new Map(files.map(([p, to]) => [`${p}x`, to])),
          texts: texts.map((text) => ({ path: 'text', text })),
          missing: [],
        })
        expect(JSON.parse(JSON.stringify(report))).toEqual(report)
      }),
      settings,
    )
  })

  test('random lines of real logs and listings', async () => {
    const lines: string[] = []
    for (const fixture of FIXTURES)
      for (const text of (await evidenceOf(fixture)).files.values()) lines.push(...text.split('\n'))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 80 }), fc.nat(200), (chosen, cut) => {
        const text = chosen.join('\n')
        for (const t of [text, text.slice(cut)])
          expect(reportOf({ ...NOTHING, texts: [{ path: 'text', text: t }] }).version).toBe(1)
      }),
      { seed: 7, numRuns: 150 },
    )
  })

  test('some of the files of a machine', async () => {
    for (const fixture of FIXTURES) {
      const evidence = await evidenceOf(fixture)
      const all = [...evidence.files]
      fc.assert(
        fc.property(fc.subarray(all), (files) => {
          expect(reportOf({ ...evidence, files: new Map(files) }).version).toBe(1)
        }),
        { seed: 8, numRuns: 15 },
      )
    }
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elsewhere } from '../src/devices/elsewhere.ts'
import { entriesOf } from '../src/devices/table.ts'
import { allLogLines } from '../src/evidence/dmesg-lines.ts'
import { PROBES } from '../src/evidence/index.ts'
import { WORDED } from '../src/evidence/interrupts.ts'
import { ASKED } from './asked.cases.ts'
import { FORMATS } from './formats.cases.ts'
import { FORMS } from './forms.cases.ts'
import { STACKS } from './hypervisors.cases.ts'
import { IDS } from './ids.cases.ts'
import { PARTS } from './parts.cases.ts'
import { POSTED } from './posted.cases.ts'
import { SNIPPETS, WORDINGS } from './rules.cases.ts'
import { SYSTEMS } from './systems.cases.ts'
import { THREADS } from './threads.cases.ts'

interface Row {
  readonly name: string
  readonly has: readonly string[]
  readonly pattern: RegExp
}

/** Rows whose pattern is tried only on texts that have one of some words. */
const ROWS: readonly Row[] = [
  ...allLogLines().flatMap(({ signal, has, pattern }) =>
    has === undefined || pattern === undefined ? [] : [{ name: signal, has, pattern: pattern() }],
  ),
  ...entriesOf((device) => device.log).map(({ driver, has, pattern }) => ({ name: driver, has: [has], pattern: pattern() })),
  ...elsewhere((of) => of.windows)().map(({ has, called }) => ({ name: String(called), has, pattern: called })),
  ...elsewhere((of) => of.bsd)().map(({ has, line }) => ({ name: String(line), has: [has], pattern: line })),
  ...WORDED.map(({ has, pattern }) => ({ name: String(pattern()), has, pattern: pattern() })),
]

/** The generator knows no look-around and no boundaries; neither adds words. What may be anything is a blank, so that boundaries are there. */
const plain = (pattern: RegExp): RegExp =>
  new RegExp(
    pattern.source
      .replace(/\(\?<?[!=](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '')
      .replaceAll('\\b', '')
      .replace(/\.\{0,\d+\}/g, ' ')
      .replaceAll('()', '')
      .replace(/\{(\d+),\d{3,}\}/g, '{$1,9}'),
    pattern.flags.replace(/[gimy]/g, ''),
  )

test.each(ROWS)('$name: the words admit all that the pattern accepts', ({ has, pattern }) => {
  const cased = (text: string): string => (pattern.ignoreCase ? text.toLowerCase() : text)
  const admitted = (text: string): boolean => has.some((word) => cased(text).includes(cased(word)))
  const texts = fc.sample(fc.stringMatching(plain(pattern)), { numRuns: 60, seed: 17 })
  // A boundary may refuse what was made; what the row's own pattern finds counts.
  const found = texts.flatMap((text) => [text, ` ${text} `].filter((t) => new RegExp(pattern.source, pattern.flags).test(t)))
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((text) => !admitted(text))).toEqual([])
})

/** What the tests have of every format. */
const TEXTS: readonly string[] = [
  '{"__CURSOR":"s=1","MESSAGE":"x"}\n',
  '{"compute":{"azEnvironment":"AzurePublicCloud"}}\n',
  'projects/12/machineTypes/n2-standard-2\n',
  '   route to: default\n  interface: vtnet0\n',
  '      hypervisor_id (0x40000000) = "XenVMMXenVMM\\0\\0\\0"\n',
  '      hypervisor guest status                = true\n',
  'facterversion => 4.2.1\nis_virtual => true\nkernelrelease => 5.10\n',
  '   Static hostname: x\n        Machine ID: 0\n',
  '/dev/ada0p2 on / (ufs, local, journaled soft-updates)\n/dev/wd0a on / type ffs (local)\n',
  '/dev/sda1 / ext4 rw,relatime 0 0\n',
  '/dev/sda1 on / type ext4 (rw)\n',
  'Iface\tDestination\tGateway\n',
  'default via 10.0.0.1 dev eth0 proto dhcp\n',
  'HKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\BIOS\r\n',
  '+-o Root  <class IORegistryEntry, id 0x100000100>\n',
  ...[
    ...ASKED,
    ...STACKS,
    ...POSTED,
    ...FORMS,
    ...FORMATS,
    ...IDS,
    ...PARTS,
    ...THREADS,
    ...SYSTEMS,
    ...Object.values(SNIPPETS),
    ...WORDINGS,
  ].flatMap((one) => one.texts ?? []),
]

test.each(PROBES.filter((probe) => probe.words !== undefined))('$id: its words admit all that it accepts', (probe) => {
  const accepted = TEXTS.filter((text) => probe.accepts!(text.slice(0, 65_536)))
  expect(accepted.length).toBeGreaterThan(0)
  expect(accepted.filter((text) => !probe.words!.some((word) => text.includes(word)))).toEqual([])
})

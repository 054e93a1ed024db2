import { describe, expect, test } from 'vitest'
import { evidenceOf, FIXTURES, reportOf } from '../../test/evidence.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { inspect } from '../inspect.ts'
import { COMPONENTS, type Evidence, type Report } from '../model.ts'
import { PLAIN } from './paint.ts'
import { settlerOf, settling } from './settle.ts'
import { BARE } from './testing/reports.ts'
import { why } from './why.ts'

/** What a command prints, of the evidence that would hold it. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  dmesg: /^dmesg\.txt$/,
  'cat /sys/hypervisor/guest_type': /^sys\/hypervisor\/guest_type$/,
  'cat /proc/interrupts': /^proc\/interrupts$/,
  'cat /sys/devices/system/clocksource/clocksource0/current_clocksource': /current_clocksource$/,
  'ls -l /sys/block/*/device/driver': /^sys\/(?:block|devices\/v[^/]+|bus\/xen)\//,
  'ls -l /sys/class/net/*/device/driver': /^sys\/(?:class\/net|devices\/v[^/]+|bus\/xen)\//,
  'lspci -nnk': /^lspci-nnk\.txt$/,
}

function part(evidence: Evidence, keep: RegExp): Evidence {
  const kept = <V>(map: ReadonlyMap<string, V>): Map<string, V> => new Map([...map].filter(([path]) => keep.test(path)))
  return {
    files: kept(evidence.files),
    links: kept(evidence.links),
    texts: evidence.texts.filter((t) => keep.test(t.path)),
    missing: [],
  }
}

/** The evidence with what `lspci -nnk` prints there. */
function withLspci(evidence: Evidence): Evidence {
  const lines: string[] = []
  for (const [path, text] of evidence.files) {
    const address = /^sys\/devices\/pci0000:00\/(?:[^/]+\/)*0000:([0-9a-f:.]+)\/class$/.exec(path)?.[1]
    if (address === undefined) continue
    const folder = path.slice(0, -'/class'.length)
    const id = (name: string): string => (evidence.files.get(`${folder}/${name}`) ?? '').trim().slice(2)
    lines.push(`${address} Device [${text.trim().slice(2, 6)}]: Device [${id('vendor')}:${id('device')}]`)
    const driver = evidence.links.get(`${folder}/driver`)?.split('/').at(-1)
    if (driver !== undefined) lines.push(`\tKernel driver in use: ${driver}`)
  }
  if (lines.length === 0) return evidence
  return { ...evidence, texts: [...evidence.texts, { path: 'lspci-nnk.txt', text: `${lines.join('\n')}\n` }] }
}

/** As a collection that lacks all that is not in it. */
function collected(evidence: Evidence): Report {
  const paths = wantedOf(PROBES, 'capture').paths.filter((path) => !evidence.files.has(path) && !evidence.links.has(path))
  return inspect({ path: 'x', kind: 'directory' }, { ...evidence, missing: paths.map((path) => ({ path, why: 'absent' })) })
}

describe('what is named settles the component, where the machine has it', () => {
  const bases = {
    dmesg: /^dmesg\.txt$/,
    type: /^sys\/hypervisor\//,
    interrupts: /^proc\/interrupts$/,
    cmdline: /^proc\/(?:cmdline|version)$/,
  }
  test.each(FIXTURES.flatMap((fixture) => Object.keys(bases).map((base) => [fixture, base] as const)))(
    '%s, given %s',
    async (fixture, base) => {
      const evidence = withLspci(await evidenceOf(fixture))
      const whole = reportOf(evidence)
      const start = bases[base as keyof typeof bases]
      for (const component of COMPONENTS) {
        if (whole.cells[component].kind === '?') continue
        let keep = start
        // One after another: what is named next, with what was added before.
        for (let step = 0; step < 4; step++) {
          const report = collected(part(evidence, keep))
          if (report.cells[component].kind !== '?') break
          const command = settlerOf(report, component)
          expect(command, `${component}: ${keep.source}`).toBeDefined()
          const more = PRINTED[command!]
          expect(more, command).toBeDefined()
          expect(step, `${component}: ${keep.source}, then ${command}`).toBeLessThan(3)
          keep = new RegExp(`${keep.source}|${more!.source}`)
        }
      }
    },
  )
})

test('a machine that runs and a definition have nothing to add; components of one command are named together', () => {
  const unknown: Report = {
    ...BARE,
    source: { path: 'x', kind: 'text' },
    cells: { ...BARE.cells, disk: { ...BARE.cells.disk, kind: '?' }, network: { ...BARE.cells.network, kind: '?' } },
  }
  expect(settling(unknown)).toEqual([
    'to settle disk and network, add the output of: lspci -nnk',
    expect.stringMatching(/^append the output to the same text/),
  ])
  expect(settling({ ...unknown, source: { path: '/', kind: 'live' } })).toEqual([])
  expect(settling({ ...unknown, basis: 'declared' })).toEqual([])
})

test('Windows is asked with its own commands', () => {
  const info = [
    'Host Name:                 WEB',
    'OS Name:                   Microsoft Windows Server 2019 Standard',
    'OS Version:                10.0.17763 N/A Build 17763',
    'System Manufacturer:       Xen',
    'System Model:              HVM domU',
    'Network Card(s):           1 NIC(s) Installed.',
    '                           [01]: AWS PV Network Device',
  ]
  const report = inspect(
    { path: 'x', kind: 'text' },
    { files: new Map(), links: new Map(), texts: [{ path: 'x', text: `${info.join('\n')}\n` }], missing: [] },
  )
  expect(report.machine?.system).toBe('windows')
  expect(report.cells.disk.kind).toBe('?')
  expect(settling(report).join('\n')).toMatch(/Get-PnpDevice -PresentOnly -Class DiskDrive,SCSIAdapter,Net/)
  expect(settling(report).join('\n')).not.toMatch(/lspci|dmesg|\/proc|\/sys/)
})

test('a kernel log that is there is not asked for again; of one that lost its beginning, the journal is', () => {
  const absent = wantedOf(PROBES, 'capture').paths
  const collectionOf = (path: string, text: string): Report =>
    inspect(
      { path: 'x', kind: 'directory' },
      {
        files: new Map(),
        links: new Map(),
        texts: [{ path, text }],
        missing: absent.filter((one) => one !== path).map((one) => ({ path: one, why: 'absent' })),
      },
    )
  const late = '[ 5000.123456] eth0: link up\n[ 5001.123456] eth0: link down\n'
  for (const path of ['dmesg.txt', 'sos_commands/kernel/dmesg']) {
    const cut = settling(collectionOf(path, late))
    expect(cut.join('\n')).toContain('add the output of: journalctl -k -b')
    expect(cut.join('\n')).not.toMatch(/output of: dmesg/)
    expect(cut.at(-1)).toContain('in the same folder')
    expect(why(collectionOf(path, late), 'interrupts', { width: 80, paint: PLAIN })).toContain('journalctl -k -b')
    const whole = settling(collectionOf(path, '[    0.000000] Linux version 6.1.0\n[    1.000000] eth0: link up\n'))
    expect(whole.join('\n')).not.toMatch(/output of: (?:dmesg|journalctl)/)
  }
})

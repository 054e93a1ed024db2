import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidenceOf, FIXTURES, reportOf, written } from '../../test/evidence.ts'
import { pack } from '../cli/pack.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import type { Evidence } from '../model.ts'
import { open } from '../sources/index.ts'
import { bundleOf } from './bundle.ts'
import { answerOf, redact, sameAnswer } from './redact.ts'

const one = (text: string): string => redact(written({ texts: [text] })).evidence.texts[0]!.text

describe('what is replaced', () => {
  it.each<[string, string, string]>([
    ['MAC address, its vendor kept', 'link/ether 08:00:27:4f:12:ab', 'link/ether 08:00:27:00:00:01'],
    ["Xen's vendor half", 'mac=00:16:3E:AA:BB:CC', 'mac=00:16:3E:00:00:01'],
    ['UUID', 'UUID: 564D3A2C-1B2C-4D5E-8F90-1234567890AB', 'UUID: 00000000-0000-4000-8000-000000000001'],
    ['UUID of EC2, its mark kept', 'uuid ec2a1b2c-1b2c-4d5e-8f90-1234567890ab', 'uuid ec200000-0000-4000-8000-000000000001'],
    ['IPv4', 'inet 10.1.2.3/24 via 10.1.2.3', 'inet 192.0.2.1/24 via 192.0.2.1'],
    ["Azure's own IPv4 stays", 'wire 168.63.129.16', 'wire 168.63.129.16'],
    ['IPv6', 'inet6 2a01:4f8:c2c:123::1/64', 'inet6 2001:db8::0001/64'],
    ['serial', '\tSerial Number: VMware-56 4d 3a', '\tSerial Number: SERIAL-1'],
    ['asset tag', '\tAsset Tag: INV-00712', '\tAsset Tag: SERIAL-1'],
    [
      "Azure's asset tag stays",
      '\tAsset Tag: 7783-7084-3265-9085-8269-3286-77',
      '\tAsset Tag: 7783-7084-3265-9085-8269-3286-77',
    ],
    ['cloud ids', 'i-0123456789abcdef0 vol0123456789abcdef0', 'i-00000000000000001 vol00000000000000002'],
    [
      'host name, wherever it stands',
      'root@db7:~# dmesg\nsystemd: db7.corp up',
      'root@host-1:~# dmesg\nsystemd: host-1.corp up',
    ],
    ['route of /proc', 'eth0\t00000000\t0101A8C0\t0003\t0', 'eth0\t00000000\t010200C0\t0003\t0'],
    ['partition id', 'root=PARTUUID=1a2b3c4d-02 ro', 'root=PARTUUID=00000001-02 ro'],
    [
      'machine id',
      'systemd.machine_id=0123456789abcdef0123456789abcdef',
      'systemd.machine_id=00000000000000000000000000000001',
    ],
  ])('%s', (_, before, after) => {
    expect(one(before)).toBe(after)
    expect(one(after)).toBe(after)
  })

  it.each([
    'Xen version 4.17.7 xen 4.4.1.2-x Linux version 4.19.0-27-amd64 (gcc 6.3.0)',
    'BIOS 1.16.3-2 04/01/2014, pci 0000:00:03.0: [1af4:1000], [    0.123456] 12:34:56',
    'modalias vmbus:635161f83edfc546913ff2d2f965ed0e, class f8615163-df3e-46c5-913f-f2d2f965ed0e',
    '00000000-0018f000 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 127.0.0.1 0.0.0.0 255.255.255.0 ::1 std::vector',
  ])('%s is left alone', (text) => {
    expect(one(text)).toBe(text)
  })

  it('the same thing gets the same replacement everywhere, paths and links included', () => {
    const id = '2a3b4c5d-0000-4111-8222-1234567890ab'
    const { evidence, replaced } = redact(
      written({
        files: { [`sys/bus/vmbus/devices/${id}/x`]: id, 'sys/class/net/eth0': `-> ../../devices/${id}/net/eth0` },
        texts: [id.toUpperCase()],
      }),
    )
    const to = '00000000-0000-4000-8000-000000000001'
    expect([...evidence.files]).toEqual([[`sys/bus/vmbus/devices/${to}/x`, to]])
    expect(evidence.links.get('sys/class/net/eth0')).toBe(`../../devices/${to}/net/eth0`)
    expect(evidence.texts[0]!.text).toBe(to)
    expect(replaced).toHaveLength(1)
  })

  it('a machine that is called as what it runs keeps its report', () => {
    const log =
      '[    0.000000] Linux version 6.1.0 (x) #1\n[    0.000000] Hypervisor detected: Xen PV\n[    1.000000] systemd[1]: Hostname set to <blkfront>.\n[    1.2] blkfront: xvda: flush diskcache: enabled\n'
    const before = written({ texts: [log] })
    const { evidence } = redact(before)
    expect(sameAnswer(before, evidence)).toBe(true)
    expect(evidence.texts[0]!.text).toContain('blkfront: xvda')
    expect(evidence.texts[0]!.text).toContain('Hostname set to <host-1>')
  })
})

describe('the report stays as it was', () => {
  it.each(FIXTURES)('%s', async (fixture) => {
    const before = await evidenceOf(fixture)
    const { evidence, replaced } = redact(before, ['vm-of-somebody'])
    expect(answerOf(reportOf(evidence))).toEqual(answerOf(reportOf(before)))
    const text = JSON.stringify([[...evidence.files], [...evidence.links], evidence.texts])
    for (const { what, from } of replaced) if (what !== 'host name') expect(text.includes(from), `${what} ${from}`).toBe(false)
    // Twice is as once.
    expect(redact(evidence).replaced.filter((r) => r.what !== 'host name')).toEqual([])
  })

  it('whatever identities are sown into its texts', async () => {
    const before = await evidenceOf('xen-pvhvm')
    const secret = fc.constantFrom(
      '10.9.8.7',
      '00:16:3e:de:ad:01',
      'fe80::1234:5678:9abc:def0',
      'ec2fffff-aaaa-4bbb-8ccc-ddddeeeeffff',
      'i-0123456789abcdef0',
      'xen',
      'eth0',
      'Linux',
    )
    const line = fc
      .tuple(fc.constantFrom('[    9.000000] systemd[1]: Hostname set to <', '[    9.1] note: address '), secret)
      .map(([a, b]) => `${a}${b}>\n`)
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const sown: Evidence = {
          ...before,
          texts: [{ path: 'dmesg', text: `[    0.000000] Linux version 6.1.0\n${lines.join('')}` }],
        }
        expect(sameAnswer(sown, redact(sown).evidence)).toBe(true)
      }),
      { seed: 3, numRuns: 40 },
    )
  })

  it('hostile texts are quick', () => {
    const start = performance.now()
    for (const text of [
      'a:'.repeat(60_000),
      '1.'.repeat(60_000),
      'f'.repeat(120_000),
      '\t00000000'.repeat(20_000),
      'Asset Tag: '.repeat(9_000),
      `a@${'b '.repeat(50_000)}`,
      '- '.repeat(60_000),
    ])
      one(text)
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

it.each(FIXTURES)('%s: its bundle is answered as it is', async (fixture) => {
  const before = await evidenceOf(fixture)
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-bundle-'))
  const file = join(folder, 'b.tar.gz')
  writeFileSync(file, await pack(bundleOf(before)))
  const { evidence } = await open(file, wantedOf(PROBES, 'capture'), {
    stdin: (async function* (): AsyncGenerator<Uint8Array> {})(),
  })
  rmSync(folder, { recursive: true })
  expect(answerOf(reportOf(evidence))).toEqual(answerOf(reportOf(before)))
})

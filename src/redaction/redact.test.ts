import * as fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidenceOf, FIXTURES, reportOf, written } from '../../test/evidence.ts'
import { signalsOf } from '../evidence/index.ts'
import type { Evidence } from '../model.ts'
import { answerOf, sameAnswer, sameKinds } from './answer.ts'
import { redact } from './redact.ts'
import type { Numbers } from './redactor.ts'
import { strictly, strictText } from './strict.ts'

const one = (text: string): string => redact(written({ texts: [text] })).evidence.texts[0]!.text
/** Captures of others, read where they lie beside the checkout. */
const CORPUS: URL = new URL('../../../shared/corpora/machines/', import.meta.url)
const POSTS: URL = new URL('../../../shared/corpora/posts/files/', import.meta.url)

describe('what is replaced', () => {
  it.each<[string, string, string]>([
    ['UUID', 'UUID: 564D3A2C-1B2C-4D5E-8F90-1234567890AB', 'UUID: 00000000-0000-4000-8000-000000000001'],
    ['UUID of EC2, its mark kept', 'uuid ec2a1b2c-1b2c-4d5e-8f90-1234567890ab', 'uuid ec200000-0000-4000-8000-000000000001'],
    ['IPv4', 'inet 10.1.2.3/24 via 10.1.2.3', 'inet 192.0.2.1/24 via 192.0.2.1'],
    ['the same IPv4 in other notations', 'ip-10-1-2-3 10.1.2.3', 'ip-192-0-2-1 192.0.2.1'],
    ["Azure's own IPv4 stays", 'wire 168.63.129.16', 'wire 168.63.129.16'],
    ['IPv6', 'inet6 2a01:4f8:c2c:123::1/64', 'inet6 2001:db8::1/64'],
    ['serial', '\tSerial Number: VMware-56 4d 3a', '\tSerial Number: SERIAL-1'],
    ['serial with punctuation', "\tSerial Number: AB;CD,EF'1", '\tSerial Number: SERIAL-1'],
    [
      "Azure's asset tag stays",
      '\tAsset Tag: 7783-7084-3265-9085-8269-3286-77',
      '\tAsset Tag: 7783-7084-3265-9085-8269-3286-77',
    ],
    ['cloud ids', 'i-0123456789abcdef0 vol0123456789abcdef1', 'i-00000000000000001 vol00000000000000002'],
    [
      'host name, wherever it stands',
      'root@db7:~# dmesg\nsystemd: db7.corp up',
      'root@host-1:~# dmesg\nsystemd: host-1.corp up',
    ],
    [
      'host and domain',
      'Static hostname: db7.firm.de\nfirm.de DB7',
      'Static hostname: host-1.domain-1.example\ndomain-1.example host-1',
    ],
    ['route of /proc', 'eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t0', 'eth0\t00000000\t010200C0\t0003\t0\t0\t0\t0'],
    ['secret, then wherever it stands', 'password=Hunter2x and Hunter2x', 'password=secret-1 and secret-1'],
  ])('%s', (_, before, after) => {
    expect(one(before)).toBe(after)
    expect(one(after)).toBe(after)
  })

  it('MACs keep the half of their vendor, and one MAC is one in every notation', () => {
    const out = one('link/ether 00:16:3e:b1:51:4f\nifname=eth0:00:16:3e:00:00:01 BOOTIF=01-00-16-3e-b1-51-4f enx00163eb1514f')
    const [a, b] = [...out.matchAll(/00:16:3e:(..:..:..)/g)].map((m) => m[1]!)
    expect(a).not.toBe('b1:51:4f')
    expect(b).not.toBe('00:00:01')
    expect(a).not.toBe(b)
    expect(out).toContain(`BOOTIF=01-00-16-3e-${a!.replaceAll(':', '-')}`)
    expect(out).toContain(`enx00163e${a!.replaceAll(':', '')}`)
    expect(one(out)).toBe(out)
  })

  it.each([
    'Xen version 4.17.7 xen 4.4.1.2-x Linux version 4.19.0-27-amd64 (gcc 6.3.0)',
    'BIOS 1.16.3-2 04/01/2014, pci 0000:00:03.0: [1af4:1000], [    0.123456] 12:34:56',
    'modalias vmbus:635161f83edfc546913ff2d2f965ed0e, class f8615163-df3e-46c5-913f-f2d2f965ed0e',
    '00000000-0018f000 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 127.0.0.1 0.0.0.0 255.255.255.0 ::1 std::vector fe80::/64',
    '[    0.6] Serial: 8250/16550 driver, 4 ports, IRQ sharing enabled',
    '[    1.0] usb usb1: SerialNumber: 0000:00:1d.7',
    '[    0.0] Linux version 6.1.0 (debian-kernel@lists.debian.org) (gcc-12)',
    '[    1.0] systemd[1]: Starting modprobe@drm.service - Load Kernel Module drm...',
    'abar m2048@0xf3326000 port 0xf3326100 irq 32',
  ])('%s is left alone', (text) => {
    expect(one(text)).toBe(text)
  })

  it('a replacement is nothing that was there, and no two things become one', () => {
    const text =
      'addr 192.0.2.1\naddr 10.0.0.1\nroot@host-1:~# x\nroot@alpha:~# y\nSerial Number: SERIAL-1\nSerial Number: Q8811\n'
    const out = one(text)
    const lines = out.split('\n')
    expect(lines[0]).not.toBe('addr 192.0.2.1')
    expect(new Set(lines).size).toBe(lines.length)
    for (const was of ['192.0.2.1\n', 'host-1:', 'SERIAL-1\n', 'alpha', 'Q8811']) expect(out).not.toContain(was)
  })

  it('more addresses than a range for documentation has', () => {
    const text = Array.from({ length: 70_000 }, (_, n) => `addr 10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`).join('\n')
    expect(new Set(one(text).split('\n')).size).toBe(70_000)
  })

  it('paths, links, and missing files too', () => {
    const id = '2a3b4c5d-0000-4111-8222-1234567890ab'
    const before: Evidence = {
      ...written({
        files: { [`sys/bus/vmbus/devices/${id}/x`]: id, 'sys/class/net/eth0': `-> ../../devices/${id}/net/eth0` },
        texts: [id.toUpperCase()],
      }),
      missing: [{ path: `sys/bus/vmbus/devices/${id}/y`, why: 'absent' }],
    }
    const { evidence, text } = redact(before, { shown: ['sosreport-payroll17-2026-11-30-abc/x'] })
    expect(
      JSON.stringify([[...evidence.files], [...evidence.links], evidence.texts, evidence.missing]).toLowerCase(),
    ).not.toContain(id)
    expect(text('sosreport-payroll17-2026-11-30-abc/x')).toBe('sosreport-host-1-2026-11-30-abc/x')
  })

  it('a salt makes captures agree', () => {
    const numbers = (salt: number): Numbers => ({
      salted: true,
      of: (_, thing, bits) => (thing.length * 7919 + thing.charCodeAt(0) * salt) % 2 ** Math.min(bits, 40),
    })
    const of = (text: string, salt: number): string =>
      redact(written({ texts: [text] }), { numbers: numbers(salt) }).evidence.texts[0]!.text
    const [a, b] = [of('root@alpha:~# x\nroot@alpha:~# y', 31), of('host: beta\nhost: alpha\n', 31)]
    expect(b).toContain(/host-\d+/.exec(a)![0])
    expect(of('root@alpha:~# x', 32)).not.toContain(/host-\d+/.exec(a)![0])
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

function holds(before: Evidence): { tokens: string[] } {
  const { evidence, replaced } = redact(before, { names: [['host name', 'vm-of-somebody']] })
  expect(answerOf(reportOf(evidence))).toEqual(answerOf(reportOf(before)))
  // Twice is as once.
  expect(redact(evidence).replaced).toEqual([])
  const strict = strictly({ source: { path: 'x', kind: 'text' }, evidence }, signalsOf, (e) => sameKinds(before, e))
  expect(strict).toBeDefined()
  return { tokens: replaced.map(({ what, from }) => `${what}: ${from.slice(0, 60)}`).sort() }
}

describe('the answer stays as it was, and what is no secret stays', () => {
  it.each(FIXTURES)('%s', async (fixture) => {
    expect(holds(await evidenceOf(fixture)).tokens).toMatchSnapshot()
  })

  /** Both levels give the answer of the original. */
  async function keeps(name: string, path: URL): Promise<void> {
    const before = await evidenceOf(path.pathname).catch(() => undefined)
    if (before === undefined) return
    const { evidence } = redact(before)
    expect(sameAnswer(before, evidence), name).toBe(true)
    const same = (e: Evidence): boolean => sameKinds(before, e)
    expect(strictly({ source: { path: 'x', kind: 'text' }, evidence }, signalsOf, same), name).toBeDefined()
  }

  if (!fs.existsSync(CORPUS)) it.skip('the corpus of machines is not here: only our own captures were tried', () => {})
  else
    it('machines of the corpus', { timeout: 180_000 }, async () => {
      for (const name of fs.readdirSync(CORPUS)) {
        const truth = new URL(`${name}/truth.json`, CORPUS)
        if (!fs.existsSync(truth)) continue
        const { input } = JSON.parse(fs.readFileSync(truth, 'utf8')) as { input: string }
        await keeps(name, new URL(`${name}/${input}`, CORPUS))
      }
    })

  if (!fs.existsSync(POSTS)) it.skip('the corpus of posts is not here: only machines were tried', () => {})
  else
    it('posts of the corpus', { timeout: 180_000 }, async () => {
      for (const name of fs.readdirSync(POSTS, { recursive: true })) {
        const path = new URL(String(name), POSTS)
        if (fs.statSync(path).isFile()) await keeps(String(name), path)
      }
    })
})

it('a megabyte of anything takes less than a second', () => {
  const slow: string[] = []
  for (const unit of [
    'a:',
    '1.',
    'f',
    '\t00000000',
    'Asset Tag: ',
    'a@b ',
    '- ',
    '\n',
    ' ',
    'x',
    '00:',
    'host=',
    '--vg',
    'password=',
    '/home/',
    '\\x2d',
    'user@host:',
    '"id":',
    'ip=:',
    '-----BEGIN A----',
    '10.1.1.1 ',
    'a.b.',
    'ata-_',
    '::',
  ]) {
    const text = unit.repeat(Math.ceil(1_048_576 / unit.length))
    const start = process.cpuUsage().user
    one(text)
    const ms = (process.cpuUsage().user - start) / 1000
    if (ms > 1_000) slow.push(`${JSON.stringify(unit)} ${Math.round(ms)} ms`)
  }
  expect(slow).toEqual([])
})

it('what was redacted has the look of it in every notation: twice is as once', () => {
  for (const text of [
    'WWPN: 50:01:43:80:12:34:56:78',
    'nguid: 5001438012345678500143801234567a',
    'see https://srv/u?mail=berta.frey%40firm7.de&x',
    '-----BEGIN PRIVATE KEY-----\\nBq7xBq7xBq7xBq7xBq7x\\n-----END PRIVATE KEY-----\\n',
    'AccountName=x;AccountKey=Bq7xBq7xBq7xBq7xBq7x',
    'ip=eth0:dhcp:3c:ec:ef:12:34:ef',
    '   0: 0DB0012A785634120000000001000000:0016 00000000000000000000000000000000:0000 0A',
  ]) {
    const once = one(text)
    expect(once, text).not.toBe(text)
    expect(one(once), text).toBe(once)
  }
})

it('a serial or a Wi-Fi name that begins as a replacement or a device does is replaced', () => {
  expect(one('Serial Number: 90341070')).toBe('Serial Number: SERIAL-1')
  expect(one('Serial\t\t: 00000000d0357d34')).not.toContain('d0357d34')
  expect(one('ssid="brandon"')).toBe('ssid="ssid-1"')
})

it('a reversed address that begins as a replacement does is replaced', () => {
  expect(one('PTR 250.77.207.10.in-addr.arpa.')).toBe('PTR 1.2.0.192.in-addr.arpa.')
})

it('rows of /proc/interrupts are no lines of /etc/hosts', () => {
  const row = '100: 33 0 xen-dyn-event vif0-q0-tx'
  expect(one(row)).toBe(row)
})

it('strict keeps the form of numbers and not their value, but where a rule compares them', () => {
  expect(strictText('call 719 9503 1658 now, 2026-11-30 10:11:12, 48.1374, 0x2e7f, a1b2c3')).toBe(
    'call 100 1000 1000 …, 1000-10-10 10:10:10, 10.1000, 0x1000, 100000',
  )
  for (const line of [
    '[    0.000000] Linux version 6.1.0-18-amd64',
    '[    0.000000] Xen version 4.17',
    '00:03.0 Ethernet controller [0200]: Intel Corporation [8086:1521]',
    'hw_caps                : 178bfbff:f6d83203',
  ])
    expect(strictText(line)).toContain(/6\.1\.0|4\.17|\[8086:1521\]|178bfbff:f6d83203/.exec(line)![0])
})

it.each([
  'Node                  SN                   Model        Namespace\n--------------------- -------------------- ------------ ---------\n/dev/nvme0n1          {}       Samsung SSD  1\n',
  'Device  Serial Number    Model Name\nsda     {}  WDC\n',
  'Slot\tSerial\tModel\n0\t{}\tWDC\n',
  '| Disk | S/N            | Model |\n| sda  | {} | WDC   |\n',
  'nvme0n1 {} Samsung SSD 970\n',
])('a serial in a table is replaced: %s', (table) => {
  expect(one(table.replace('{}', 'S4EWNX0N123456'))).toBe(table.replace('{}', 'SERIAL-1'))
})

it('a lower-case word in a row of nvme is no serial', () => {
  const text = 'The SN is printed\nnvme0n1 disk 953.9G\nnvme0n1 259:0 0 953.9G 0 disk\n'
  expect(one(text)).toBe(text)
})

it('more MACs than have a form of their own are replaced once', () => {
  const text = Array.from(
    { length: 5_000 },
    (_, n) => `ether 52:54:01:3f:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`,
  )
  expect(redact(written({ texts: [text.join('\n')] })).replaced.length).toBe(5_000)
})

it('a driver named as an e-mail address loses its name, and its cell stays', () => {
  const before = written({
    files: {
      'sys/hypervisor/type': 'xen\n',
      'sys/hypervisor/guest_type': 'PV\n',
      'sys/class/net/eth0/device/driver': '-> ../../../../bus/pci/drivers/berta@firm7.de',
    },
    texts: ['[    1.0] systemd[1]: Hostname set to <payroll17>.\nmessage for payroll17'],
  })
  const { evidence } = redact(before)
  expect(sameKinds(before, evidence)).toBe(true)
  expect(JSON.stringify([[...evidence.links], evidence.texts])).not.toMatch(/berta|payroll17/)
})

it('a day of the week is no user, though it follows a login', () => {
  const text = 'Last login: Mon Nov 30 12:01:02 2026'
  expect(one(text)).toBe(text)
})

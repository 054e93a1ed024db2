import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportOf, summary } from '../../../test/evidence.ts'
import { PROBES, wantedOf } from '../../evidence/index.ts'
import { inspect } from '../../inspect.ts'
import { open } from '../../sources/index.ts'
import { isMail, partsOfMail } from './mail.ts'
import { isPasted } from './paste.ts'
import { unfold } from './unfold.ts'

const WANTED = wantedOf(PROBES, 'capture')
const MARK = '_----------=_17956445162228600'

/** Parts as imvirt-report has them. */
const PARTS: readonly (readonly [name: string, text: string])[] = [
  ['', 'Hostname: guest\nImVirt Version: 0.9.6\nImVirt Output: Xen PV 4.1\n'],
  ['_proc_cmdline', 'root=/dev/xvda1 ro console=hvc0\n'],
  ['_proc_cpuinfo', 'processor\t: 0\nflags\t\t: fpu de tsc msr pae cx8 apic sep hypervisor\n\n'],
  ['_proc_xen', 'File /proc/xen not readable!'],
  ['_sys_devices_system_clocksource_clocksource0_available_clocksource', 'xen tsc\n'],
  ['dmesg', '[    0.000000] Linux version 3.2.0-4-amd64\n[    0.000000] Booting paravirtualized kernel on Xen\n'],
  ['dmidecode', 'Command dmidecode not available!'],
  ['find', '/proc\n/proc/cmdline\n'],
  ['uname', 'Linux guest 3.2.0-4-amd64 #1 SMP Debian 3.2.51-1 x86_64 GNU/Linux\n'],
]
function mail(encode: (text: string) => readonly [encoding: string, body: string] = (text) => ['8bit', text]): string {
  const parts = PARTS.map(([name, text]) => {
    const [encoding, body] = encode(text)
    const file = name === '' ? '' : `; filename="${name}"`
    const called = name === '' ? '' : `; name="${name}"`
    return `--${MARK}\nContent-Disposition: inline${file}\nContent-Transfer-Encoding: ${encoding}\nContent-Type: text/plain${called}\n\n${body}\n`
  })
  return `Content-Transfer-Encoding: binary\nContent-Type: multipart/mixed; boundary="${MARK}"\nMIME-Version: 1.0\nX-Mailer: MIME::Lite 3.030\nSubject: guest\n\nThis is a multi-part message in MIME format.\n\n${parts.join('')}--${MARK}--\n`
}
const quoted = (text: string): readonly [string, string] => [
  'quoted-printable',
  text.replace(/=/g, '=3D').replace(/[^\n]{40}(?=[^\n])/g, (line) => (/=[0-9A-F]?$/.test(line) ? line : `${line}=\n`)),
]
const base64 = (text: string): readonly [string, string] => ['base64', btoa(text).replace(/.{76}/g, '$&\n')]

async function read(text: string) {
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  })()
  const { evidence } = await open('-', WANTED, { stdin })
  return { evidence, report: reportOf(evidence) }
}

describe('imvirt-report', () => {
  it.each([
    ['as MIME::Lite writes it', mail()],
    ['with lines that end in CR LF', mail().replaceAll('\n', '\r\n')],
    ['quoted-printable', mail(quoted)],
    ['base64', mail(base64)],
  ])('%s', async (_, text) => {
    expect(isMail(text)).toBe(true)
    const { evidence, report } = await read(text)
    expect(summary(report)).toMatch(/^xen pv: P/)
    expect([...evidence.files.keys()].sort()).toEqual([
      'proc/cmdline',
      'proc/cpuinfo',
      'sys/devices/system/clocksource/clocksource0/available_clocksource',
    ])
  })

  it.each([
    ['8bit', mail(), 'standard input'],
    ['quoted-printable', mail(quoted), 'standard input'],
    ['base64', mail(base64), 'standard input:dmesg'],
  ])('proofs name the line, %s', async (encoding, text, path) => {
    const { report } = await read(text)
    const proof = report.hypervisor.because.flatMap((f) => f.proof).find((p) => p.text.includes('on Xen'))!
    expect(proof.path).toBe(path)
    const lines = encoding === 'base64' ? PARTS.find(([name]) => name === 'dmesg')![1].split('\n') : text.split('\n')
    expect(lines[proof.line! - 1]).toContain('Booting paravirtualized k')
  })
})

it('a bug report by mail: what was typed and what was attached', async () => {
  const text = `From a Mon Jan  1 00:00:00 2024
From: a
Content-Type: multipart/mixed;
 boundary=AA

--AA
Content-Type: multipart/alternative; boundary="BB"

--BB
Content-Type: text/plain

It says nothing.
--BB--
--AA
Content-Type: text/plain; name="kern.log"

[    0.000000] Linux version 6.1.0
[    0.000000] Hypervisor detected: VMware
--AA--
`
  expect(summary((await read(text)).report)).toMatch(/^vmware guest/)
})

it('other texts are none', () => {
  for (const text of [
    '',
    'Subject: x\n\nbody',
    'Content-Type: text/plain; boundary="a"\n\n--a\n',
    '[    0.0] Content-Type: multipart/mixed; boundary=a\n',
  ])
    expect(isMail(text)).toBe(false)
})

describe('hostile', () => {
  it('cut and mixed mails throw nothing', () => {
    const bases = [mail(), mail(quoted), mail(base64)]
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.nat(3000),
        fc.nat(3000),
        fc.constantFrom('', '\0', `--${MARK}`, '=\n', '\n\n', 'boundary="'),
        (base, cut, from, sown) => {
          const text = base.slice(0, cut) + sown + base.slice(from)
          if (!isPasted(text)) return
          const { files, links, texts } = unfold({ path: 'x', text }, WANTED.accepts)
          inspect({ path: 'x', kind: 'text' }, { files, links, texts, missing: [] })
        },
      ),
      { seed: 7, numRuns: 120 },
    )
  })

  it('long ones are quick, and parts within parts have an end', () => {
    const start = performance.now()
    const nested = Array.from({ length: 2000 }, (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\n\n--b${i}\n`).join(
      '',
    )
    for (const text of [
      nested,
      `${mail()}${`--${MARK}\n`.repeat(20_000)}`,
      mail().replace('Xen PV 4.1', 'a:'.repeat(200_000)),
      `Content-Type: multipart/mixed; boundary="a"\n\n${'--a\nContent-Transfer-Encoding: quoted-printable\n\n=\n'.repeat(10_000)}`,
      `Content-Type: multipart/mixed; boundary=${'"'.repeat(60_000)}`,
    ]) {
      isMail(text.slice(0, 65_536))
      expect(partsOfMail(text).length).toBeLessThanOrEqual(500)
    }
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

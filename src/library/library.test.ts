import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import * as virtcolor from '../node.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-lib-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const exampleOf = (name: string): string => new URL(`../../examples/${name}`, import.meta.url).pathname
const LOG = '[    0.000000] Hypervisor detected: Xen HVM\n[    0.000000] Xen version 4.17.\n'
const OVF =
  '<?xml version="1.0"?>\n<Envelope><VirtualSystem id="a"><VirtualHardwareSection><Item/></VirtualHardwareSection></VirtualSystem></Envelope>\n'

describe('bytes', () => {
  it('a log, the same packed, and the same as a stream give one answer', async () => {
    const bytes = new TextEncoder().encode(LOG)
    async function* stream(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < bytes.length; i += 7) yield bytes.subarray(i, i + 7)
    }
    for (const input of [bytes, new Uint8Array(gzipSync(bytes)), stream()]) {
      const [report, ...others] = await virtcolor.inspectBytes(input, { name: 'dmesg' })
      expect([report.hypervisor.id, report.hypervisor.version, others.length]).toEqual(['xen', '4.17', 0])
    }
  })

  it('the output of the collector', async () => {
    const text = ['==> virtcolor collector 1 <==', '==> file /sys/hypervisor/type <==', '|xen', '==> end <==', ''].join('\n')
    const [report] = await virtcolor.inspectText(text)
    expect([report.source.format, report.hypervisor.id]).toEqual(['collector', 'xen'])
  })

  it('an OVA is its descriptor, by bytes and by name', async () => {
    writeFileSync(join(folder, 'vm.ovf'), OVF)
    const file = join(folder, 'vm.ova')
    spawnSync('tar', ['--format=ustar', '-cf', file, '-C', folder, 'vm.ovf'])
    for (const reports of [await virtcolor.inspectFile(file), await virtcolor.inspectBytes(readFileSync(file), { name: file })])
      expect(reports.map(({ basis, source }) => [basis, source.path, source.format])).toEqual([['declared', file, 'ovf']])
  })

  it('what is not recognised, cut short or empty is a Fault that names it', async () => {
    const cut = gzipSync(LOG.repeat(100)).subarray(0, 40)
    await expect(virtcolor.inspectBytes(cut, { name: 'x.gz' })).rejects.toMatchObject({ name: 'Fault', exit: 3 })
    for (const text of ['', 'Dear support', '\0\u0001\u0002'.repeat(99)])
      await expect(virtcolor.inspectText(text, { name: 'mail' })).rejects.toMatchObject({ exit: 4, message: /^mail: / })
    await expect(virtcolor.inspectFile(join(folder, 'none'))).rejects.toMatchObject({ exit: 3 })
  })
})

describe('definitions', () => {
  it('a definition can be opened, and each machine in it has a report', async () => {
    const opened = await virtcolor.open(exampleOf('guest.cfg'))
    expect([opened.source.kind, opened.evidence.texts.length]).toEqual(['text', 1])
    const domain = (name: string): string => `<domain type='kvm'><name>${name}</name><os><type>hvm</type></os></domain>\n`
    const reports = await virtcolor.inspectText(domain('a') + domain('b'), { name: 'all.xml' })
    expect(reports.map(({ source }) => source.path)).toEqual(['all.xml#a', 'all.xml#b'])
  })

  it('a syntax error has its place', async () => {
    const text = 'name = "a"\nmemory = 512\ndisk = ["phy:/dev/vg/a,xvda,w"]\ntype = "hvm\n'
    await expect(virtcolor.inspectText(text, { name: 'a.cfg' })).rejects.toMatchObject({
      exit: 3,
      message: expect.stringMatching(/^a\.cfg:4:/),
    })
  })

  it('guest settles what the definition leaves open', async () => {
    const text = readFileSync(exampleOf('guest.cfg'), 'utf8')
    const modes = async (guest?: string) =>
      (await virtcolor.inspectText(text, guest === undefined ? {} : { guest }))[0].mode?.id ?? null
    expect([await modes(), await modes('linux-6.1')]).toEqual([null, 'pvhvm'])
  })

  it('fixes that need something in the guest are made only when that is asked for', async () => {
    const text = readFileSync(exampleOf('guest.xml'), 'utf8')
    expect(await virtcolor.applyFixes(text)).not.toContain('virtio')
    expect(await virtcolor.applyFixes(text, { unsafe: true })).toContain("<model type='virtio'/>")
  })

  it('an ignored rule is returned as suppressed, and its fix is not made', async () => {
    const text = readFileSync(exampleOf('guest.xml'), 'utf8')
    const ignore = { VC201: 'no driver' }
    const found = (await virtcolor.lint({ path: 'g.xml', text }, { ignore })).filter(({ rule }) => rule === 'VC201')
    expect(found.map(({ suppressed, path }) => [suppressed, path])).toEqual([['no driver', 'g.xml']])
    expect(await virtcolor.applyFixes(text, { unsafe: true, ignore })).toContain('rtl8139')
    await expect(virtcolor.lint('hello')).rejects.toMatchObject({ exit: 4 })
  })
})

describe('choose', () => {
  it('knows EC2 types, contradictions and wrong facts', async () => {
    const best = async (facts: Readonly<Record<string, string>>) => {
      const result = await virtcolor.choose(facts)
      return 'answer' in result ? result.answer.best.mode : result.refused[0]!.id
    }
    expect(await best({ year: '2014', ec2: 'c3.large', os: 'linux' })).toBe('pvhvm')
    expect(await best({ ec2: 'm1.small', year: '2014' })).toBe('pv')
    expect(await best({ on: 'xl', xen: '4.17', os: 'windows', want: 'pv' })).toMatch(/^[a-z]/)
    for (const facts of [{ colour: 'red' }, { xen: 'four' }, { year: '1066' }, { ec2: 'c3.huge' }, {}])
      await expect(virtcolor.choose(facts as Record<string, string>)).rejects.toMatchObject({ name: 'Fault', exit: 2 })
  })
})

describe('render', () => {
  it('has every format, and refuses others', async () => {
    const [report] = await virtcolor.inspectText(LOG)
    for (const format of virtcolor.RENDER_FORMATS) expect(await virtcolor.render([report, report], format)).toContain('Xen')
    expect(JSON.parse(await virtcolor.render(report, 'json'))).toEqual(JSON.parse(JSON.stringify(report)))
    expect(await virtcolor.render(report, 'terminal', { colours: '16' })).toContain('\x1b[')
    await expect(virtcolor.render(report, 'pdf' as 'svg')).rejects.toThrow('unknown format')
  })
})

it('this machine is read by the probes of the command', async () => {
  const report = await virtcolor.inspectLive()
  expect([report.source.kind, report.basis]).toEqual(['live', 'observed'])
})

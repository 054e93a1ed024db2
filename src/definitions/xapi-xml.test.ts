import { describe, expect, it } from 'vitest'
import { report } from '../examine.ts'
import { COMPONENTS } from '../model.ts'
import { type ReadDefinition, readDefinition, readDefinitions } from './index.ts'

const read = async (text: string): Promise<ReadDefinition> => (await readDefinition({ path: 'x', text }))!
const cells = (d: ReadDefinition): string => {
  const { cells } = report({ path: 'x', kind: 'definition', format: d.format }, d.signals, { missing: [] }, 'declared')
  return COMPONENTS.map((c) => (cells[c].kind === '?' ? `{${(cells[c].possible ?? []).join('|')}}` : cells[c].kind)).join(' ')
}

const record = (ref: string, more: string): string =>
  `<row ref="${ref}" is_a_template="false" is_control_domain="false" is_a_snapshot="false" ${more}/>`
const db = (vms: string, vbds: string, vifs: string): string =>
  `<?xml version="1.0"?><database><manifest><pair key="schema_major_vsn" value="5"/></manifest>
<table name="VM">${vms}</table>
<table name="VBD">${vbds}</table>
<table name="VIF">${vifs}</table></database>`
const DISK = `<row ref="D" VM="A" userdevice="5" type="Disk"/><row ref="E" VM="B" userdevice="0" type="Disk"/>`
const CARD = `<row ref="V" VM="A" device="0"/>`

describe('xapi-db', () => {
  it('reads rows, with fields named as the database names them, and keeps the devices of others apart', async () => {
    const vms = `<row ref="Z" is_control_domain="true" domain_type="pv" HVM__boot_policy=""/>
${record('A', `domain_type="hvm" HVM__boot_policy="BIOS order" HVM__boot_params="(('order' 'cd') ('firmware' 'uefi'))"`)}
${record('B', `domain_type="pv" HVM__boot_policy=""`)}`
    const d = await read(db(vms, DISK, CARD))
    expect(d.format).toBe('xapi-db')
    expect(d.signals.filter((s) => s.name === 'disk.declared').map((s) => `${s.of} ${s.value}`)).toEqual(['5 xen-blk'])
    expect(d.signals.filter((s) => s.name === 'net.declared').map((s) => s.value)).toEqual(['e1000', 'xen-net'])
    expect(d.signals.find((s) => s.name === 'declared.type')).toMatchObject({ value: 'hvm', proof: { line: 3 } })
  })
  it('takes an empty boot policy for PV where no domain_type is', async () => {
    const d = await read(db(record('A', 'HVM__boot_policy=""'), DISK, CARD))
    expect(cells(d)).toBe('P P P P P')
  })
  it('undoes quoting within maps', async () => {
    const params = String.raw`(('note' 'it\'s) (') ('firmware' 'uefi'))`
    const d = await read(db(record('A', `domain_type="hvm" HVM__boot_params="${params}"`), '', CARD))
    expect(d.signals.some((s) => s.value === 'e1000')).toBe(true)
  })
  it('refuses what is broken with the place', async () => {
    await expect(read('<database><manifest></database>')).rejects.toThrow(/^x:1:\d+: /)
    await expect(read('<database><manifest/></database>')).rejects.toThrow('x: no VM record found')
  })
})

const struct = (fields: Record<string, string>): string =>
  `<struct>${Object.entries(fields)
    .map(([k, v]) => `<member><name>${k}</name><value>${v}</value></member>`)
    .join('\n')}</struct>`
const object = (kind: string, id: string, fields: Record<string, string>): string =>
  `<value>${struct({ class: kind, id, snapshot: struct(fields) })}</value>`

describe('xva', () => {
  const xva = (policy: string): string =>
    `<value>${struct({
      version: struct({ hostname: 'h' }),
      objects: `<array><data>${object('VM', 'Ref:0', {
        is_control_domain: '<boolean>0</boolean>',
        is_a_template: '<boolean>0</boolean>',
        HVM_boot_policy: policy,
        HVM_boot_params: struct({ order: 'dc' }),
        PV_bootloader: '',
      })}${object('VBD', 'Ref:1', { VM: 'Ref:0', userdevice: '0', type: 'Disk' })}${object('VIF', 'Ref:2', { VM: 'Ref:0', device: '0' })}</data></array>`,
    })}</value>`
  it('reads an export of an HVM and of a PV guest', async () => {
    const hvm = await read(xva('BIOS order'))
    expect([hvm.format, cells(hvm)]).toEqual(['xva', 'VH VS {VS|P} {VS|P} {VS|P}'])
    expect(cells(await read(xva('')))).toBe('P P P P P')
  })
  it('does not take a template for the machine where there is one', async () => {
    const template = (text: string): string =>
      text.replace('<name>is_a_template</name><value><boolean>0', '<name>is_a_template</name><value><boolean>1')
    const both = xva('').replace('</data>', () => `${object('VM', 'Ref:9', { domain_type: 'hvm' })}</data>`)
    expect((await readDefinitions({ path: 'x', text: both }))?.length).toBe(2)
    expect((await readDefinitions({ path: 'x', text: template(both) }))?.length).toBe(1)
    expect(cells(await read(template(both)))).toMatch(/^VH/)
  })
  it('refuses nesting and entities', async () => {
    await expect(read(`<value><struct>${'<member>'.repeat(300)}`)).rejects.toThrow(/nested deeper/)
    await expect(read('<value><struct></value>')).rejects.toThrow(/^x:1:\d+: /)
  })
})

describe('bytes that are not UTF-8', () => {
  it('are one error with the place, unless the file says it is in another encoding', async () => {
    await expect(read('name = "a"\nvif = [""]\nkernel = "\ufffd"\n')).rejects.toThrow(/^x:3:11: not UTF-8/)
    const vmx = (encoding: string): string => `.encoding = "${encoding}"\nvirtualHW.version = "8"\ndisplayName = "\ufffd"\n`
    expect((await read(vmx('windows-1252'))).format).toBe('vmx')
    await expect(read(vmx('UTF-8'))).rejects.toThrow(/^x:3:16: /)
  })
})

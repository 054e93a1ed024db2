import { describe, expect, it } from 'vitest'
import { inspectText } from '../index.ts'
import type { Report } from '../model.ts'
import { allAdvice } from './index.ts'

const PROXMOX = [
  'boot: order=ide0;net0',
  'cores: 8',
  'memory: 8192',
  'ide0: local-lvm:vm-105-disk-0,size=32G',
  'scsi0: local-lvm:vm-105-disk-1,size=8G',
  'net0: e1000=BC:24:11:AA:BB:CC,bridge=vmbr0,firewall=1,tag=42',
  'ostype: l26',
  '',
].join('\n')
const reportOf = async (text: string): Promise<Report> => (await inspectText(text, { name: 'x' }))[0]!
const adviceOf = (report: Report, id: string) => report.advice.find((one) => one.id.startsWith(id))!

describe('advice for a definition', () => {
  it('keeps the rest of a line of Proxmox: MAC, bridge, tag and firewall', async () => {
    const steps = adviceOf(await reportOf(PROXMOX), 'network.emulated').do
    expect(steps).toEqual([
      "qm set $VMID --net0 'virtio=BC:24:11:AA:BB:CC,bridge=vmbr0,firewall=1,tag=42'   # only the model changes",
    ])
  })

  it('moves a disk to a free key and changes the boot order', async () => {
    const steps = adviceOf(await reportOf(PROXMOX), 'disk.emulated').do
    expect(steps[1]).toBe("qm set $VMID --delete ide0 && qm set $VMID --scsi1 'local-lvm:vm-105-disk-0,size=32G'")
    expect(steps[2]).toMatch(/boot: order=.*ide0 by scsi1/)
  })

  it('puts nothing into a command that a shell would read', async () => {
    const report = await reportOf(PROXMOX.replace('tag=42', "tag=42'$(id)'"))
    const steps = adviceOf(report, 'network.emulated').do.join('\n')
    expect(steps).not.toContain('$(id)')
    expect(steps).toContain('qm config $VMID | sed')
  })

  it('names the steps of its format only, and first the line that decided the cell', async () => {
    const report = await reportOf(
      "<domain type='kvm'>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n    <interface type='bridge'>\n      <model type='e1000'/>\n    </interface>\n  </devices>\n</domain>\n",
    )
    const one = adviceOf(report, 'network.emulated')
    expect(one.do).toHaveLength(1)
    expect(one.do[0]).toMatch(/keep <mac>, <source>, <vlan>/)
    expect(one.proof[0]!.text).toContain('e1000')
    expect(adviceOf(await reportOf(PROXMOX), 'network.emulated').proof[0]!.text).toMatch(/^net0: /)
  })
})

it('no step replaces a whole value: what a NIC or disk has beside its model stays', () => {
  const steps = allAdvice().flatMap(({ do: all, undo, id }) => [...all, undo ?? ''].map((step) => `${id}: ${step}`))
  // A value that begins anew: `--net0 virtio,bridge=…`, `-netdev tap,id=…`, `-device virtio-blk-pci,drive=disk0`, `vif = [`.
  expect(
    steps.filter((step) => /--(?:net|scsi|ide|sata)\d [a-z]|-netdev tap,id|,(?:drive=disk0|netdev=net0)|vif = \[/.test(step)),
  ).toEqual([])
})

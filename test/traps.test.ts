import { describe, expect, test } from 'vitest'
import { dmesg } from '../src/evidence/dmesg.ts'
import { letters, reportOf, summary, written } from './evidence.ts'
import { clock, cpuid, cpuinfo, type Files, GUEST, log, PV, pci, root, vbd, virtioBlk, virtioNet, xen } from './machines.ts'

const modeOf = (...lines: readonly string[]): string | null | undefined =>
  reportOf(written({ texts: [log('5.10.0', ...lines)] })).mode?.id
const of = (...parts: readonly Files[]): ReturnType<typeof reportOf> =>
  reportOf(written({ files: Object.assign({}, ...parts) as Files }))

/** What looks like proof and is none. */
describe('traps', () => {
  test('a banner is read to its end', () => {
    expect(modeOf('Booting paravirtualized kernel on Xen')).toBe('pv')
    expect(modeOf('Booting kernel on Xen')).toBe('pv')
    expect(modeOf('Booting paravirtualized kernel on Xen HVM')).not.toBe('pv')
    expect(modeOf('Booting paravirtualized kernel with PVH extensions on Xen')).toBe('pvh-v1')
    expect(modeOf('Booting kernel on Xen PVH')).toBe('pvh')
    expect(modeOf('Booting paravirtualized kernel on Xen PVH')).toBe('pvh')
  })

  test('"Hypervisor detected: Xen" is printed by every mode of kernels 4.0 to 4.12', () => {
    expect(modeOf('Hypervisor detected: Xen')).not.toBe('pv')
    expect(modeOf('Hypervisor detected: Xen', 'Xen version: 4.4.1 (preserve-AD)')).toBe('pv')
  })

  test('"bare hardware" is also what a kernel without the code for its hypervisor prints', () => {
    const hyperv = reportOf(
      written({
        texts: [log('4.18.0', 'Hypervisor detected: Microsoft Hyper-V', 'Booting paravirtualized kernel on bare hardware')],
      }),
    )
    expect(hyperv.hypervisor.id).toBe('hyperv')
    const alone = reportOf(written({ texts: [log('4.18.0', 'Booting paravirtualized kernel on bare hardware')] }))
    expect(alone.hypervisor.id).toBe('unknown')
  })

  test('flags, configuration and capabilities are abilities', () => {
    expect(of(cpuinfo(`${GUEST} vmx ept`)).cells.cpu.kind).toBe('?')
    expect(of({ 'sys/hypervisor/properties/capabilities': 'xen-3.0-x86_64 hvm-3.0-x86_64\n' }).mode).toBeNull()
  })

  test('the HYP row counts page faults of KVM as well', () => {
    const interrupts =
      '           CPU0\nLOC:      69178   Local timer interrupts\nHYP:         31   Hypervisor callback interrupts\n'
    expect(of({ 'proc/interrupts': interrupts }).hypervisor.id).toBe('unknown')
    expect(of({ 'proc/interrupts': interrupts }).cells.interrupts.kind).toBe('?')
  })

  test('a bound PIIX driver does not make the root disk emulated', () => {
    const files = {
      ...vbd,
      ...pci('0000:00:01.1', '8086:7010', '10180', 'ata_piix'),
      ...xen('00002705', 'HVM'),
      ...root('xvda1'),
    }
    expect(of(files).cells.disk.kind).toBe('P')
  })

  test('a log in the strings of a program is no log, nor is one of macOS', () => {
    const program = ['Linux version 6.8.0-40-generic (build@host)', 'Hypervisor detected: KVM', 'ACPI: RSDP 0x0 (v02 VRTUAL)']
    for (const line of program) {
      expect(dmesg.accepts?.(`  { delay: 90, line: \`[    0.000000] ${line}\` },\n`)).toBe(false)
      expect(dmesg.accepts?.(`  lines.push("[    0.000000] ${line}");\n`)).toBe(false)
      expect(dmesg.accepts?.(`[    0.000000] ${line}\n`)).toBe(true)
    }
    expect(dmesg.accepts?.('Jul  1 09:00:55 desk kernel[0]: IOThunderboltSwitch<0>(0x0)::listenerCallback\n')).toBe(false)
    const trace = ['CPU: 1 PID: 7 Comm: cat Not tainted 6.1.0 #1', 'Hardware name: QEMU Standard PC, BIOS 1 04/01/2014']
    expect(dmesg.accepts?.(`  ${trace.join('\n  ')}\n`)).toBe(true)
    expect(dmesg.accepts?.(`  "${trace.join('\\n"\n  "')}"\n`)).toBe(false)
    expect(dmesg.accepts?.(`${trace[0]}\n`)).toBe(false)
  })

  test('a container does not hide the machine', () => {
    const report = of({ ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['KVMKVMKVM']), '.dockerenv': '' })
    expect(summary(report)).toMatch(/^kvm guest docker/)
  })

  test('a features word alone does not tell HVM from PVH on Xen 4.19', () => {
    expect(of(xen('001d2305')).mode).toMatchObject({ id: null, possible: ['pvhvm', 'pvh'] })
  })

  test('viridian: the first signature is not the last', () => {
    expect(of({ 'cpuid-raw.txt': cpuid(['Microsoft Hv', 'XenVMMXenVMM']) }).hypervisor.id).toBe('xen')
    expect(of({ 'cpuid-raw.txt': cpuid(['Microsoft Hv']) }).hypervisor.id).toBe('hyperv')
  })

  test('old PV guests do not show the hypervisor bit', () => {
    expect(of({ ...xen('000000e0'), ...cpuinfo(PV.replace(' hypervisor', '')) }).mode?.id).toBe('pv')
  })

  test('no DMI is common and proves nothing', () => {
    expect(reportOf(written({ texts: [log('6.1.0', 'DMI not present or invalid.')] })).hypervisor.id).toBe('unknown')
  })

  test('a tsc clock does not turn event channels back into emulated interrupts, both are said', () => {
    const interrupts = '           CPU0\n 48:     4000  xen-percpu    -virq      timer0\n'
    const { cells } = of({ ...xen('00002705', 'HVM'), ...clock('tsc'), 'proc/interrupts': interrupts })
    expect(cells.interrupts.kind).toBe('P')
    expect(cells.interrupts.notes.join('; ')).toMatch(/delivery: paravirtual.*clock: in hardware \(tsc\)/)
  })

  test('an IO-APIC row alone does not make interrupts emulated', () => {
    const interrupts =
      '           CPU0\n 24:          1  IO-APIC   5-edge      ACPI:Ged\n 36:     143828 PCI-MSIX-0000:00:02.0   1-edge      virtio1-req.0\n'
    expect(of({ 'proc/interrupts': interrupts, ...cpuinfo(GUEST), ...clock('kvm-clock') }).cells.interrupts.kind).not.toBe('VS')
  })

  test('of virtio, the driver of the virtio device counts, not that of its PCI function', () => {
    const report = of({ ...virtioNet, ...virtioBlk, ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['KVMKVMKVM']) })
    expect(letters(report)).toMatch(/ P P$/)
    expect(report.cells.network.devices?.map((device) => device.driver)).toEqual(['virtio_net'])
  })

  test('loop, zram, bridges and other virtual devices are no devices', () => {
    const report = of({
      'sys/block/loop0': '-> ../devices/virtual/block/loop0',
      'sys/block/zram0': '-> ../devices/virtual/block/zram0',
      'sys/class/net/lo': '-> ../../devices/virtual/net/lo',
      'sys/class/net/docker0': '-> ../../devices/virtual/net/docker0',
      'sys/class/net/ifb0': '-> ../../devices/virtual/net/ifb0',
    })
    expect([report.cells.disk.devices, report.cells.network.devices]).toEqual([[], []])
  })

  test('PVM that was not found is not PVM', () => {
    const report = reportOf(
      written({ texts: [log('6.18.0', 'Hypervisor detected: KVM', 'pvm-pv: not detected, 0/49 sites patched')] }),
    )
    expect(report.hypervisor.id).toBe('kvm')
  })

  test('a machine that was forked from another is virtual, and what no line says is not quoted', () => {
    const report = reportOf(written({ texts: ['[    1.274143] random: crng reseeded due to virtual machine fork\n'] }))
    expect([report.role, report.hypervisor.id]).toEqual(['guest', 'unknown'])
    for (const finding of report.roleBecause!) for (const { path } of finding.proof) expect(path).not.toBe('')
  })

  test('the name of a device says nothing', () => {
    expect(of({ ...root('sda1'), ...cpuinfo(GUEST) }).cells.disk.kind).toBe('?')
    expect(of({ ...root('nvme0n1p1'), ...cpuinfo(GUEST) }).cells.disk.kind).toBe('?')
  })
})

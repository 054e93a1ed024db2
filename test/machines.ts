import type { Written } from './evidence.ts'

/** Small parts of machines, as Linux shows them, to put captures together from. A text that begins with `-> ` is a link. */
export type Files = Readonly<Record<string, string>>

export const dmi = (sys_vendor: string, product_name: string, more: Readonly<Record<string, string>> = {}): Files =>
  Object.fromEntries(
    Object.entries({ sys_vendor, product_name, ...more }).map(([key, value]) => [`sys/class/dmi/id/${key}`, `${value}\n`]),
  )

const PCI = 'sys/devices/pci0000:00'

/** A function on the PCI bus; `subsystem` as vendor:device. */
export function pci(address: string, id: string, code: string, driver?: string, subsystem?: string): Files {
  const lines = [driver && `DRIVER=${driver}`, `PCI_CLASS=${code}`, `PCI_ID=${id.toUpperCase()}`]
  if (subsystem !== undefined) lines.push(`PCI_SUBSYS_ID=${subsystem.toUpperCase()}`)
  return {
    [`sys/bus/pci/devices/${address}`]: `-> ../../../devices/pci0000:00/${address}`,
    [`${PCI}/${address}/uevent`]: `${lines.filter(Boolean).join('\n')}\n`,
    ...(driver !== undefined && { [`${PCI}/${address}/driver`]: `-> ../../../bus/pci/drivers/${driver}` }),
  }
}

/** A device below another: `at` is a path below sys/devices, `bus` says who binds it. */
export function bound(at: string, bus: string, driver: string): Files {
  return { [`sys/devices/${at}/driver`]: `-> ${'../'.repeat(at.split('/').length + 1)}bus/${bus}/drivers/${driver}` }
}

/** A network card at a device below sys/devices. */
export const card = (name: string, at: string): Files => ({
  [`sys/class/net/${name}`]: `-> ../../devices/${at}/net/${name}`,
  [`sys/devices/${at}/net/${name}/device`]: `-> ../../../${at.split('/').at(-1)}`,
})

/** A disk at a device below sys/devices. */
export const disk = (name: string, at: string): Files => ({
  [`sys/block/${name}`]: `-> ../devices/${at}/block/${name}`,
  [`sys/devices/${at}/block/${name}/device`]: `-> ../../../${at.split('/').at(-1)}`,
})

export const vif: Files = { ...card('eth0', 'vif-0'), ...bound('vif-0', 'xen', 'vif') }
export const vbd: Files = { ...disk('xvda', 'vbd-51712'), ...bound('vbd-51712', 'xen', 'vbd') }

export const pciCard = (name: string, id: string, driver: string, address = '0000:00:03.0', subsystem?: string): Files => ({
  ...pci(address, id, '20000', driver, subsystem),
  ...card(name, `pci0000:00/${address}`),
})
export const pciNvme = (name: string, id: string, address = '0000:00:04.0', model?: string): Files => {
  const at = `pci0000:00/${address}/nvme/${name.slice(0, -2)}`
  return {
    ...pci(address, id, '10802', 'nvme'),
    ...disk(name, at),
    [`sys/devices/${at}/device`]: `-> ../../../${address}`,
    ...(model !== undefined && { [`sys/devices/${at}/model`]: `${model}\n` }),
  }
}

/** virtio over PCI: the driver that counts is that of the virtio device. */
export const virtioNet: Files = {
  ...pci('0000:00:03.0', '1af4:1000', '20000', 'virtio-pci'),
  ...card('eth0', 'pci0000:00/0000:00:03.0/virtio0'),
  ...bound('pci0000:00/0000:00:03.0/virtio0', 'virtio', 'virtio_net'),
}
export const virtioBlk: Files = {
  ...pci('0000:00:04.0', '1af4:1001', '10000', 'virtio-pci'),
  ...disk('vda', 'pci0000:00/0000:00:04.0/virtio1'),
  ...bound('pci0000:00/0000:00:04.0/virtio1', 'virtio', 'virtio_blk'),
}

const VMBUS = 'LNXSYSTM:00/LNXSYBUS:00/ACPI0004:00/VMBUS:00'
export const netvsc: Files = {
  ...card('eth0', `${VMBUS}/000d3a00-0001`),
  ...bound(`${VMBUS}/000d3a00-0001`, 'vmbus', 'hv_netvsc'),
}
export const storvsc: Files = {
  ...disk('sda', `${VMBUS}/f8b3781a-0001/host0/target0:0:0/0:0:0:0`),
  ...bound(`${VMBUS}/f8b3781a-0001`, 'vmbus', 'hv_storvsc'),
  ...bound(`${VMBUS}/f8b3781a-0001/host0/target0:0:0/0:0:0:0`, 'scsi', 'sd'),
}

export const cpuinfo = (flags: string, model = 'Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz'): Files => ({
  'proc/cpuinfo': `processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: ${model}\nflags\t\t: ${flags}\n\n`,
})
export const GUEST =
  'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 lm constant_tsc hypervisor lahf_lm'
export const REAL = 'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 lm constant_tsc vmx ept lahf_lm'
export const PV =
  'fpu de tsc msr pae mce cx8 apic sep mca cmov pat clflush mmx fxsr sse sse2 ht syscall nx lm rep_good hypervisor'

export const clock = (name: string): Files => ({
  'sys/devices/system/clocksource/clocksource0/current_clocksource': `${name}\n`,
})
export const root = (device: string): Files => ({
  'proc/self/mounts': `proc /proc proc rw 0 0\n/dev/${device} / ext4 rw 0 0\n`,
})
export const route = (name: string): Files => ({
  'proc/self/net/route': `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n${name}\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\n`,
})

export const xen = (features: string, type?: string): Files => ({
  'sys/hypervisor/type': 'xen\n',
  'sys/hypervisor/properties/features': `${features}\n`,
  ...(type !== undefined && { 'sys/hypervisor/guest_type': `${type}\n` }),
})

/** A `cpuid -r` dump with the hypervisor bit and these signatures, in leaves 0x100 apart. */
export function cpuid(signatures: readonly string[], more: string = '', bit: boolean = true): string {
  const word = (text: string): string =>
    [...text.padEnd(4, '\0')].reduce((out, c) => c.charCodeAt(0).toString(16).padStart(2, '0') + out, '')
  const lines = [
    `   0x00000001 0x00: eax=0x000306f2 ebx=0x00100800 ecx=0x${bit ? 'f' : '7'}ffa3203 edx=0x178bfbff`,
    ...signatures.map((s, i) => {
      const [b, c, d] = [s.slice(0, 4), s.slice(4, 8), s.slice(8, 12)].map(word)
      return `   0x40000${i}00 0x00: eax=0x40000${i}05 ebx=0x${b} ecx=0x${c} edx=0x${d}`
    }),
  ]
  return `CPU 0:\n${lines.join('\n')}\n${more}`
}

/** A boot log: each line with a stamp, after the kernel's first one. */
export function log(kernel: string, ...lines: readonly string[]): string {
  return [`Linux version ${kernel} (gcc) #1 SMP`, ...lines]
    .map((line, i) => `[    0.${String(i).padStart(6, '0')}] ${line}\n`)
    .join('')
}

export interface Case extends Written {
  readonly name: string
  /** The thread, where somebody asked. */
  readonly see?: string
  /** Hypervisor, mode, role, platform, container; then the cells in the chart's order, `*` for what is not asked here. */
  readonly expect: string
  /** The layers, outermost first, by their ids. */
  readonly layers?: string
  /** Words that the cell of the processor has to say. */
  readonly notes?: RegExp
}

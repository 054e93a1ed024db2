/** Parts of machines, and for every row of advice a machine that it is for and one that it is not for. */
import type { Example } from '../src/explain/example.ts'

export type Files = Record<string, string>
const CLOCKS = 'sys/devices/system/clocksource/clocksource0'
export const STEADY = 'processor\t: 0\nflags\t\t: fpu tsc constant_tsc nonstop_tsc rdtscp hypervisor\n'
export const linux = (release: string, arch = 'x86_64'): Files => ({
  'proc/sys/kernel/osrelease': `${release}\n`,
  uname: `Linux guest ${release} #1 SMP Mon Jan 1 00:00:00 UTC 2024 ${arch} GNU/Linux\n`,
})
export const cmdline = (words: string): Files => ({ 'proc/cmdline': `BOOT_IMAGE=/vmlinuz root=/dev/xvda1 ro ${words}\n` })
const clocks = (current: string, available: string): Files => ({
  [`${CLOCKS}/current_clocksource`]: `${current}\n`,
  [`${CLOCKS}/available_clocksource`]: `${available}\n`,
})
export const table = (...rows: string[]): Files => ({
  'proc/interrupts': `           CPU0       CPU1       CPU2       CPU3\n${rows.join('\n')}\n`,
})
export const row = (n: number, what: string, counts: readonly number[] = [900, 100, 20, 3]): string =>
  `${String(n).padStart(3)}: ${counts.map((c) => String(c).padStart(10)).join(' ')}  ${what}`

export const xen = (guest: 'PV' | 'PVH' | 'HVM', version = '4.17.2'): Files => {
  const [major = '4', minor = '17', patch] = version.split('.')
  return {
    'sys/hypervisor/type': 'xen\n',
    'sys/hypervisor/guest_type': `${guest}\n`,
    'sys/hypervisor/version/major': `${major}\n`,
    'sys/hypervisor/version/minor': `${minor}\n`,
    'sys/hypervisor/version/extra': `${patch === undefined ? '' : `.${patch}`}\n`,
    'proc/xen/capabilities': '\n',
  }
}
const EVENTS = [row(48, 'xen-percpu    -virq      timer0'), row(58, ' xen-dyn    -event     xenbus')]
const XEN_DISK: Files = {
  'sys/block/xvda': '-> ../devices/vbd-51712/block/xvda',
  'sys/devices/vbd-51712/block/xvda/device': '-> ../../../vbd-51712',
  'sys/devices/vbd-51712/driver': '-> ../../bus/xen/drivers/vbd',
  'sys/devices/vbd-51712/devtype': 'vbd\n',
}
const XEN_NET: Files = {
  'sys/class/net/eth0': '-> ../../devices/vif-0/net/eth0',
  'sys/devices/vif-0/net/eth0/device': '-> ../../../vif-0',
  'sys/devices/vif-0/driver': '-> ../../bus/xen/drivers/vif',
  'sys/devices/vif-0/devtype': 'vif\n',
}
export const pvhvm = (version = '4.17.2'): Files => ({
  ...xen('HVM', version),
  ...XEN_DISK,
  ...XEN_NET,
  ...linux('6.1.0-18-amd64'),
  ...table(...EVENTS),
  'dmesg.txt':
    '[    0.000000] Hypervisor detected: Xen HVM\n[    0.010000] Xen HVM callback vector for event delivery is enabled\n',
})
export const log = (files: Files, ...lines: string[]): Files => ({
  ...files,
  'dmesg.txt': `${files['dmesg.txt'] ?? ''}${lines.map((line, i) => `[    1.00000${i}] ${line}\n`).join('')}`,
})
export const pv: Files = { ...xen('PV'), ...XEN_DISK, ...XEN_NET, ...linux('6.1.0-18-amd64'), ...table(...EVENTS) }
export const ec2: Files = { 'sys/class/dmi/id/bios_version': '4.11.amazon\n', 'sys/class/dmi/id/sys_vendor': 'Xen\n' }
export const kvm: Files = {
  ...linux('6.1.0-18-amd64'),
  'dmesg.txt': '[    0.000000] Hypervisor detected: KVM\n[    0.000001] kvm-clock: Using msrs 4b564d01 and 4b564d00\n',
}
/** A PCI function with a driver, and what hangs on it. */
export const pci = (address: string, id: string, driver: string, kind: { disk?: string; net?: string }): Files => {
  const [vendor, device] = id.split(':')
  const at = `sys/devices/pci0000:00/${address}`
  return {
    [`${at}/vendor`]: `0x${vendor}\n`,
    [`${at}/device`]: `0x${device}\n`,
    [`${at}/class`]: kind.net === undefined ? '0x010000\n' : '0x020000\n',
    [`${at}/driver`]: `-> ../../../bus/pci/drivers/${driver}`,
    [`sys/bus/pci/devices/${address}`]: `-> ../../../devices/pci0000:00/${address}`,
    ...(kind.net !== undefined && {
      [`sys/class/net/${kind.net}`]: `-> ../../devices/pci0000:00/${address}/net/${kind.net}`,
      [`${at}/net/${kind.net}/device`]: `-> ../../../${address}`,
    }),
    ...(kind.disk !== undefined && {
      [`sys/block/${kind.disk}`]: `-> ../devices/pci0000:00/${address}/block/${kind.disk}`,
      [`${at}/block/${kind.disk}/device`]: `-> ../../../${address}`,
    }),
  }
}
export const virtio = (driver: 'virtio_blk' | 'virtio_net'): Files =>
  driver === 'virtio_blk'
    ? {
        'sys/block/vda': '-> ../devices/pci0000:00/0000:00:05.0/virtio1/block/vda',
        'sys/devices/pci0000:00/0000:00:05.0/virtio1/block/vda/device': '-> ../../../virtio1',
        'sys/devices/pci0000:00/0000:00:05.0/virtio1/driver': '-> ../../../../bus/virtio/drivers/virtio_blk',
      }
    : {
        'sys/class/net/eth0': '-> ../../devices/pci0000:00/0000:00:06.0/virtio2/net/eth0',
        'sys/devices/pci0000:00/0000:00:06.0/virtio2/net/eth0/device': '-> ../../../virtio2',
        'sys/devices/pci0000:00/0000:00:06.0/virtio2/driver': '-> ../../../../bus/virtio/drivers/virtio_net',
      }
const detected = (name: string): Files => ({
  ...linux('6.1.0-18-amd64'),
  'dmesg.txt': `[    0.000000] Hypervisor detected: ${name}\n`,
})
const vmware = detected('VMware')
const hyperv = detected('Microsoft Hyper-V')
export const azure: Files = {
  ...hyperv,
  'sys/class/dmi/id/chassis_asset_tag': '7783-7084-3265-9085-8269-3286-77\n',
  'sys/class/dmi/id/sys_vendor': 'Microsoft Corporation\n',
}
export const NETVSC: Files = {
  'sys/class/net/eth0': '-> ../../devices/LNXSYSTM:00/VMBUS:00/f8b3781a/net/eth0',
  'sys/devices/LNXSYSTM:00/VMBUS:00/f8b3781a/net/eth0/device': '-> ../../../f8b3781a',
  'sys/devices/LNXSYSTM:00/VMBUS:00/f8b3781a/driver': '-> ../../../../bus/vmbus/drivers/hv_netvsc',
}
const virtualbox: Files = {
  ...kvm,
  'sys/class/dmi/id/sys_vendor': 'innotek GmbH\n',
  'sys/class/dmi/id/product_name': 'VirtualBox\n',
  'sys/class/dmi/id/bios_vendor': 'innotek GmbH\n',
}
const leaves = (...words: string[]): Files => ({
  'cpuid-raw.txt': `CPU 0:\n${words.map((w) => `   ${w}`).join('\n')}\n`,
})
const leaf = (n: string, eax = 0, ebx = 0, ecx = 0, edx = 0): string =>
  `0x${n} 0x00: ${Object.entries({ eax, ebx, ecx, edx })
    .map(([k, v]) => `${k}=0x${(v >>> 0).toString(16).padStart(8, '0')}`)
    .join(' ')}`
const signed = (n: string, text: string): string => {
  const word = (i: number): number =>
    [0, 1, 2, 3].reduce((all, j) => all | ((text.padEnd(12, '\0').charCodeAt(i * 4 + j) & 0xff) << (8 * j)), 0)
  return leaf(n, 0x4000000c, word(0), word(1), word(2))
}
const PRESENT = leaf('00000001', 0, 0, 0x80000000 | 0)
export const xenLeaves = (offset3: readonly [number, number], offset4 = 0): Files =>
  leaves(PRESENT, signed('40000000', 'XenVMMXenVMM'), leaf('40000003', offset3[0], offset3[1]), leaf('40000004', offset4))
const hvLeaves = (features: number, hints: number): Files =>
  leaves(
    PRESENT,
    signed('40000000', 'Microsoft Hv'),
    leaf('40000003', features, 0),
    leaf('40000004', hints),
    signed('40000100', 'KVMKVMKVM'),
    leaf('40000101', 0x01007efb),
  )
export const kvmLeaves = (features: number): Files =>
  leaves(PRESENT, signed('40000000', 'KVMKVMKVM'), leaf('40000001', features))
export const stat = (steal: number): Files => ({
  'proc/stat': `cpu  50000 0 20000 ${930000 - steal * 10000} 0 0 0 ${steal * 10000} 0 0\ncpu0 1 0 1 1 0 0 0 0 0 0\n`,
})
const IDE = pci('0000:00:01.1', '8086:7010', 'ata_piix', { disk: 'sda' })
export const E1000: Files = pci('0000:00:03.0', '8086:100e', 'e1000', { net: 'eth0' })
const BLKFRONT = (indirect: string): string =>
  `blkfront: xvda: flush diskcache: enabled; persistent grants: enabled; indirect descriptors: ${indirect}; bounce buffer: disabled`
export const XENCLOCK: Files = clocks('xen', 'xen tsc hpet acpi_pm')
const VIF = (queues: number): string[] =>
  Array.from({ length: queues }, (_, i) => [
    row(60 + 2 * i, ` xen-dyn-lateeoi    -event     eth0-q${i}-tx`),
    row(61 + 2 * i, ` xen-dyn-lateeoi    -event     eth0-q${i}-rx`),
  ]).flat()
const BLK = (rings: number): string[] =>
  Array.from({ length: rings }, (_, i) => row(70 + i, ' xen-dyn-lateeoi    -event     blkif'))
const EBS: Files = {
  ...kvm,
  ...pci('0000:00:04.0', '1d0f:8061', 'nvme', {}),
  'sys/class/dmi/id/sys_vendor': 'Amazon EC2\n',
  'sys/class/dmi/id/bios_vendor': 'Amazon EC2\n',
  'sys/block/nvme0n1': '-> ../devices/pci0000:00/0000:00:04.0/nvme/nvme0/nvme0n1',
  'sys/devices/pci0000:00/0000:00:04.0/nvme/nvme0/nvme0n1/device': '-> ../../nvme0',
  'sys/devices/pci0000:00/0000:00:04.0/nvme/nvme0/device': '-> ../../../0000:00:04.0',
  'sys/devices/pci0000:00/0000:00:04.0/nvme/nvme0/model': 'Amazon Elastic Block Store\n',
}
export const oldPvhvm = (files: Files): Files => ({
  ...files,
  ...XEN_DISK,
  ...XEN_NET,
  ...table(row(24, ' IO-APIC  24-fasteoi   xen-platform-pci'), ...EVENTS.slice(1)),
  'dmesg.txt': '[    0.000000] Hypervisor detected: Xen HVM\n[    0.010000] Xen Platform PCI: I/O protocol version 1\n',
})

/** For every row a machine that it is for, and one that is nearly that: what differs is the condition. */
export const CASES: Readonly<Record<string, { readonly fires: Files; readonly not: Files }>> = {
  'mode.pv32': { fires: { ...pv, ...linux('4.4.0', 'i686') }, not: pv },
  'mode.pv-to-pvh': { fires: pv, not: { ...pv, 'proc/xen/capabilities': 'control_d\n' } },
  'mode.pv-to-pvhvm': {
    fires: { ...pv, ...xen('PV', '4.8.5') },
    not: { ...pv, ...xen('PV', '3.4.0'), ...linux('2.6.18-164.el5xen') },
  },
  'mode.pv-xpti': {
    fires: {
      ...pv,
      'sys/devices/system/cpu/vulnerabilities/meltdown': 'Unknown (XEN PV detected, hypervisor mitigation required)\n',
    },
    not: { ...pv, 'sys/devices/system/cpu/vulnerabilities/meltdown': 'Not affected\n' },
  },
  'mode.switched-off': {
    fires: { ...kvm, ...cmdline('nopv') },
    not: { ...kvm, ...cmdline('quiet') },
  },
  'mode.no-vector': { fires: { ...pvhvm(), ...cmdline('xen_no_vector_callback') }, not: { ...pvhvm(), ...cmdline('quiet') } },
  'mode.old-xen': {
    fires: oldPvhvm({ ...xen('HVM', '4.0.0'), ...linux('3.2.0') }),
    not: oldPvhvm({ ...xen('HVM', '4.0.1'), ...linux('3.2.0') }),
  },
  'mode.old-kernel': {
    fires: oldPvhvm({ ...xen('HVM', '4.1.0'), ...linux('2.6.32-5-amd64') }),
    not: oldPvhvm({ ...xen('HVM', '4.1.0'), ...linux('2.6.39-2-amd64') }),
  },
  'mode.pvhvm-to-pvh': { fires: pvhvm(), not: pvhvm('4.9.1') },
  'mode.tcg': {
    fires: { ...linux('6.1.0'), ...leaves(PRESENT, signed('40000000', 'TCGTCGTCGTCG')) },
    not: { ...linux('6.1.0'), ...kvmLeaves(0) },
  },
  'ec2.pv-to-hvm': { fires: { ...pv, 'sys/hypervisor/version/extra': '.amazon\n' }, not: pv },
  'ec2.xen-to-nitro': { fires: { ...pvhvm('4.11'), ...ec2 }, not: pvhvm('4.11') },
  'ec2.sriov': {
    fires: { ...pvhvm('4.11'), ...ec2 },
    not: { ...pvhvm('4.11'), ...ec2, ...pci('0000:00:03.0', '8086:10ed', 'ixgbevf', { net: 'eth1' }) },
  },
  'ec2.nvme-timeout': {
    fires: { ...EBS, 'sys/module/nvme_core/parameters/io_timeout': '30\n' },
    not: { ...EBS, 'sys/module/nvme_core/parameters/io_timeout': '4294967295\n' },
  },
  'azure.accelerated': {
    fires: { ...azure, ...NETVSC },
    not: { ...azure, ...NETVSC, ...pci('0001:00:02.0', '15b3:1016', 'mlx5_core', { net: 'eth1' }) },
  },
  'network.vf-lost': {
    fires: log(
      { ...azure, ...NETVSC },
      'hv_netvsc f8b3781a eth0: Data path switched to VF: eth1',
      'hv_netvsc f8b3781a eth0: Data path switched from VF: eth1',
    ),
    not: log(
      { ...azure, ...NETVSC },
      'hv_netvsc f8b3781a eth0: Data path switched from VF: eth1',
      'hv_netvsc f8b3781a eth0: Data path switched to VF: eth1',
    ),
  },
  'network.vf-undriven': {
    fires: {
      ...pvhvm('4.11'),
      ...ec2,
      'sys/bus/pci/devices/0000:00:03.0': '-> ../../../devices/pci0000:00/0000:00:03.0',
      'sys/devices/pci0000:00/0000:00:03.0/vendor': '0x8086\n',
      'sys/devices/pci0000:00/0000:00:03.0/device': '0x10ed\n',
      'sys/devices/pci0000:00/0000:00:03.0/class': '0x020000\n',
    },
    not: { ...pvhvm('4.11'), ...ec2, ...pci('0000:00:03.0', '8086:10ed', 'ixgbevf', { net: 'eth1' }) },
  },
  'network.emulated': { fires: { ...kvm, ...E1000 }, not: { ...kvm, ...virtio('virtio_net') } },
  'network.vmware-emulated': {
    fires: { ...vmware, ...E1000 },
    not: { ...vmware, ...pci('0000:0b:00.0', '15ad:07b0', 'vmxnet3', { net: 'eth0' }) },
  },
  'network.virtualbox-emulated': { fires: { ...virtualbox, ...E1000 }, not: { ...virtualbox, ...virtio('virtio_net') } },
  'network.hyperv-emulated': {
    fires: { ...hyperv, ...pci('0000:00:0a.0', '1011:0009', 'tulip', { net: 'eth0' }) },
    not: { ...hyperv, ...NETVSC },
  },
  'network.bhyve-emulated': {
    fires: { ...leaves(PRESENT, signed('40000000', 'bhyve bhyve ')), ...E1000 },
    not: { ...leaves(PRESENT, signed('40000000', 'bhyve bhyve ')), ...virtio('virtio_net') },
  },
  'network.netfront-one-queue': {
    fires: { ...pvhvm(), ...table(...EVENTS, ...VIF(1)) },
    not: { ...pvhvm(), ...table(...EVENTS, ...VIF(4)) },
  },
  'network.virtio-one-queue': {
    fires: {
      ...kvm,
      ...virtio('virtio_net'),
      ...table(row(30, 'PCI-MSI 1-edge virtio2-input.0'), row(31, 'PCI-MSI 2-edge virtio2-output.0')),
    },
    not: {
      ...kvm,
      ...virtio('virtio_net'),
      ...table(row(30, 'PCI-MSI 1-edge virtio2-input.0'), row(31, 'PCI-MSI 2-edge virtio2-input.1')),
    },
  },
  'network.netfront-bounce': {
    fires: { ...pvhvm(), ...cmdline('xen_netfront.trusted=0') },
    not: { ...pvhvm(), ...cmdline('xen_netfront.trusted=1') },
  },
  'disk.emulated-beside-pv': {
    fires: { ...xen('HVM'), ...IDE, ...cmdline('xen_emul_unplug=never') },
    not: { ...xen('HVM'), ...IDE, ...cmdline('xen_emul_unplug=nics') },
  },
  'disk.two-paths': {
    fires: { ...pvhvm(), ...IDE, ...cmdline('xen_emul_unplug=never'), 'proc/self/mounts': '/dev/xvda1 / ext4 rw 0 0\n' },
    not: { ...pvhvm(), ...cmdline('xen_emul_unplug=never'), 'proc/self/mounts': '/dev/xvda1 / ext4 rw 0 0\n' },
  },
  'disk.emulated': { fires: { ...kvm, ...IDE }, not: { ...kvm, ...virtio('virtio_blk') } },
  'disk.vmware-emulated': {
    fires: { ...vmware, ...pci('0000:00:10.0', '1000:0030', 'mptspi', { disk: 'sda' }) },
    not: { ...vmware, ...pci('0000:03:00.0', '15ad:07c0', 'vmw_pvscsi', { disk: 'sda' }) },
  },
  'disk.virtualbox-emulated': { fires: { ...virtualbox, ...IDE }, not: { ...virtualbox, ...virtio('virtio_blk') } },
  'disk.hyperv-emulated': {
    fires: { ...hyperv, ...pci('0000:00:07.1', '8086:7111', 'ata_piix', { disk: 'sda' }) },
    not: log(hyperv, 'scsi host0: storvsc_host_t', 'sd 0:0:0:0: [sda] 62914560 512-byte logical blocks'),
  },
  'disk.bhyve-emulated': {
    fires: {
      ...leaves(PRESENT, signed('40000000', 'bhyve bhyve ')),
      ...pci('0000:00:04.0', '8086:2821', 'ahci', { disk: 'sda' }),
    },
    not: { ...leaves(PRESENT, signed('40000000', 'bhyve bhyve ')), ...virtio('virtio_blk') },
  },
  'disk.blkfront-no-indirect': { fires: log(pvhvm(), BLKFRONT('disabled')), not: log(pvhvm(), BLKFRONT('enabled')) },
  'disk.blkfront-segments': {
    fires: {
      ...log({ ...pvhvm('4.11'), ...ec2 }, BLKFRONT('enabled')),
      'sys/module/xen_blkfront/parameters/max_indirect_segments': '32\n',
    },
    not: {
      ...log({ ...pvhvm('4.11'), ...ec2 }, BLKFRONT('enabled')),
      'sys/module/xen_blkfront/parameters/max_indirect_segments': '256\n',
    },
  },
  'disk.blkfront-one-ring': {
    fires: { ...pvhvm(), ...table(...EVENTS, ...BLK(1)) },
    not: { ...pvhvm(), ...table(...EVENTS, ...BLK(4)) },
  },
  'disk.blkfront-bounce': {
    fires: { ...pvhvm(), ...cmdline('xen_blkfront.trusted=0') },
    not: { ...pvhvm(), ...cmdline('xen_blkfront.trusted=1') },
  },
  'disk.virtio-one-queue': {
    fires: { ...kvm, ...virtio('virtio_blk'), ...table(row(30, 'PCI-MSI 1-edge virtio1-req.0')) },
    not: {
      ...kvm,
      ...virtio('virtio_blk'),
      ...table(row(30, 'PCI-MSI 1-edge virtio1-req.0'), row(31, 'PCI-MSI 2-edge virtio1-req.1')),
    },
  },
  'disk.scheduler': {
    fires: { ...pvhvm(), 'sys/devices/vbd-51712/block/xvda/queue/scheduler': 'none mq-deadline [bfq]\n' },
    not: { ...pvhvm(), 'sys/devices/vbd-51712/block/xvda/queue/scheduler': '[none] mq-deadline bfq\n' },
  },
  'clock.xen-to-tsc': {
    fires: { ...pvhvm(), ...XENCLOCK, 'proc/cpuinfo': STEADY },
    not: log(
      { ...pvhvm(), ...XENCLOCK, 'proc/cpuinfo': STEADY },
      "clocksource: timekeeping watchdog on CPU1: Marking clocksource 'tsc' as unstable because the skew is too large:",
    ),
  },
  'clock.emulated': {
    fires: { ...kvm, ...clocks('acpi_pm', 'acpi_pm') },
    not: { ...kvm, ...clocks('kvm-clock', 'kvm-clock acpi_pm') },
  },
  'clock.forced': {
    fires: { ...kvm, ...clocks('hpet', 'kvm-clock tsc hpet acpi_pm'), ...cmdline('clocksource=hpet') },
    not: { ...kvm, ...clocks('hpet', 'hpet acpi_pm'), ...cmdline('quiet') },
  },
  'clock.tsc-switched-off': {
    fires: { ...kvm, ...clocks('kvm-clock', 'kvm-clock acpi_pm'), ...cmdline('tsc=unstable') },
    not: { ...kvm, ...clocks('kvm-clock', 'kvm-clock acpi_pm'), ...cmdline('tsc=reliable') },
  },
  'clock.xen-native': {
    fires: { ...pvhvm(), ...linux('6.6.0'), ...XENCLOCK, 'proc/cpuinfo': STEADY, ...xenLeaves([0, 0]) },
    not: { ...pvhvm(), ...linux('6.6.0'), ...XENCLOCK, 'proc/cpuinfo': STEADY, ...xenLeaves([0, 2]) },
  },
  'clock.kvmclock-vsyscall': {
    fires: { ...kvm, ...clocks('kvm-clock', 'kvm-clock tsc'), ...cmdline('no-kvmclock-vsyscall') },
    not: { ...kvm, ...clocks('tsc', 'kvm-clock tsc'), ...cmdline('no-kvmclock-vsyscall') },
  },
  'clock.no-kvmclock': {
    fires: { ...kvm, ...clocks('acpi_pm', 'acpi_pm'), ...cmdline('no-kvmclock') },
    not: { ...kvm, ...clocks('tsc', 'tsc acpi_pm'), ...cmdline('no-kvmclock') },
  },
  'clock.hyperv-msr': {
    fires: { ...hyperv, ...clocks('hyperv_clocksource_msr', 'hyperv_clocksource_msr acpi_pm') },
    not: { ...hyperv, ...clocks('hyperv_clocksource_tsc_page', 'hyperv_clocksource_tsc_page acpi_pm') },
  },
  'clock.tsc-emulated': { fires: { ...pvhvm(), ...xenLeaves([1, 1]) }, not: { ...pvhvm(), ...xenLeaves([0, 0]) } },
  'switch.no-msi': { fires: { ...kvm, ...cmdline('pci=nomsi') }, not: { ...kvm, ...cmdline('pci=noaer') } },
  'switch.no-apic': { fires: { ...kvm, ...cmdline('noapic') }, not: { ...kvm, ...cmdline('nox2apic') } },
  'switch.spin-overcommitted': {
    fires: { ...kvm, ...cmdline('nopvspin'), ...stat(8) },
    not: { ...kvm, ...cmdline('nopvspin'), ...stat(1) },
  },
  'switch.idle-poll': {
    fires: { ...kvm, ...cmdline('idle=poll'), ...stat(8) },
    not: { ...kvm, ...cmdline('idle=poll'), ...stat(0) },
  },
  'switch.no-steal': { fires: { ...kvm, ...cmdline('no-steal-acc') }, not: { ...kvm, ...cmdline('no-kvmapf') } },
  'switch.two-level-events': {
    fires: { ...pvhvm(), ...cmdline('xen.fifo_events=0') },
    not: { ...pvhvm(), ...cmdline('xen.fifo_events=1') },
  },
  'cpu.hyperv-enlightenments': {
    fires: { ...linux('6.1.0'), ...hvLeaves(0x60, 0x2c) },
    not: { ...linux('6.1.0'), ...hvLeaves(0xa7f, 0x2c) },
  },
  'cpu.pirq-beside-apicv': {
    fires: {
      ...pvhvm('4.17.2'),
      ...table(...EVENTS, row(4, 'xen-pirq   4-ioapic-edge  ttyS0')),
      'sys/hypervisor/properties/features': '00012705\n',
      ...xenLeaves([0, 0], 3),
    },
    not: {
      ...pvhvm('4.17.2'),
      ...table(...EVENTS, row(4, 'xen-pirq   4-ioapic-edge  ttyS0')),
      'sys/hypervisor/properties/features': '00012705\n',
      ...xenLeaves([0, 0], 0),
    },
  },
  'irq.one-cpu': {
    fires: { ...kvm, ...table(row(30, 'PCI-MSI 1-edge virtio1-req.0', [250000, 0, 0, 0])) },
    not: {
      ...kvm,
      ...table(
        row(30, 'PCI-MSI 1-edge virtio1-req.0', [250000, 0, 0, 0]),
        row(31, 'PCI-MSI 2-edge virtio2-input.0', [0, 9, 0, 0]),
      ),
    },
  },
  'cpu.steal': { fires: { ...kvm, ...stat(7) }, not: { ...kvm, ...stat(4) } },
  'cpu.haltpoll': {
    fires: { ...kvm, ...kvmLeaves(0x1000), 'sys/devices/system/cpu/cpuidle/current_driver': 'none\n' },
    not: { ...kvm, ...kvmLeaves(0x0800), 'sys/devices/system/cpu/cpuidle/current_driver': 'none\n' },
  },
  'cpu.no-huge-pages': {
    fires: { ...kvm, 'sys/kernel/mm/transparent_hugepage/enabled': 'always madvise [never]\n' },
    not: { ...kvm, 'sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never\n' },
  },
}

/** A guest with an emulated disk and card on one hypervisor, of a system that is told beside it. */
const emulated = (type: string, guest: string): Example => ({
  definition: `<domain type='${type}'><os><type arch='x86_64'>hvm</type></os><devices><disk type='file' device='disk'><target dev='hda' bus='ide'/></disk><interface type='network'><source network='default'/><model type='e1000'/></interface></devices></domain>\n`,
  guest,
})
const systeminfo = (vendor: string, model: string, card: string, bios = ''): Example => ({
  texts: [
    `OS Name:                   Microsoft Windows Server 2022 Standard\nSystem Manufacturer:       ${vendor}\nSystem Model:              ${model}\n${bios}System Type:               x64-based PC\nNetwork Card(s):           1 NIC(s) Installed.\n                           [01]: ${card}\n`,
  ],
})

const EMULATED: readonly (readonly [name: string, type: string])[] = [
  ['emulated', 'kvm'],
  ['vmware-emulated', 'vmware'],
  ['virtualbox-emulated', 'vbox'],
  ['hyperv-emulated', 'hyperv'],
  ['bhyve-emulated', 'bhyve'],
]

/** Rows in the words of another system than Linux: the near miss is the same machine with Linux, or without what is to be changed. */
export const OTHER_SYSTEMS: Readonly<Record<string, { readonly fires: Example; readonly not: Example }>> = {
  ...Object.fromEntries(
    EMULATED.flatMap(([name, type]) =>
      ['disk', 'network'].flatMap((component) => [
        [`${component}.${name}-windows`, { fires: emulated(type, 'windows-2022'), not: emulated(type, 'linux-6.1') }],
        [`${component}.${name}-other`, { fires: emulated(type, 'freebsd'), not: emulated(type, 'freebsd,no-pv-drivers') }],
      ]),
    ).filter(([id]) => !String(id).startsWith('disk.hyperv')),
  ),
  'mode.windows-pv-drivers': { fires: emulated('xen', 'windows-2022,no-pv-drivers'), not: emulated('xen', 'linux-6.1') },
  'network.xen-emulated': {
    fires: { files: { ...xen('HVM'), ...linux('6.1.0-18-amd64'), ...E1000 } },
    not: { files: { ...xen('HVM'), ...linux('6.1.0-18-amd64'), ...XEN_NET } },
  },
  'ec2.xen-to-nitro-windows': {
    fires: systeminfo('Xen', 'HVM domU', 'AWS PV Network Device', 'BIOS Version:              Xen 4.11.amazon, 8/24/2006\n'),
    not: systeminfo('Amazon EC2', 'm5.large', 'Amazon Elastic Network Adapter'),
  },
}

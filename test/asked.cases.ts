import {
  type Case,
  card,
  clock,
  cpuid,
  cpuinfo,
  dmi,
  GUEST,
  log,
  PV,
  pciCard,
  pciNvme,
  REAL,
  root,
  route,
  vbd,
  vif,
  xen,
} from './machines.ts'

const SYSTEMD = 'https://github.com/systemd/systemd'
const FACTER = 'https://github.com/puppetlabs/facter/pull'
const EC2 = dmi('Amazon EC2', 'c5.large', { bios_vendor: 'Amazon EC2', bios_version: '1.0' })
const EC2_XEN = dmi('Xen', 'HVM domU', { bios_vendor: 'Xen', bios_version: '4.11.amazon' })

/**
 * What people ask, or where another tool told them wrong; each with its thread and with the answer that the thread wanted.
 * The evidence is written from the facts of the thread.
 */
export const ASKED: readonly Case[] = [
  {
    name: 'a dom0 that runs on bare hardware is not a guest',
    see: `${SYSTEMD}/issues/22511`,
    files: { ...xen('00002ce0', 'PV'), ...dmi('Dell Inc.', 'PowerEdge R640'), 'proc/xen/capabilities': 'control_d\n' },
    expect: 'xen pv dom0: P H * * *',
    layers: 'xen pv',
  },
  {
    name: 'a dom0 on AMD whose CPUID leaf is empty, features 000228f0',
    see: `${SYSTEMD}/issues/28113`,
    files: { ...xen('000228f0'), ...cpuinfo(PV, 'AMD Ryzen'), 'cpuid-vendor.txt': '\n' },
    expect: 'xen pv dom0: P * * * *',
  },
  {
    name: 'a dom0 by its capabilities alone',
    see: `${SYSTEMD}/issues/2625`,
    files: { 'sys/hypervisor/type': 'xen\n', 'proc/xen/capabilities': 'control_d\n', ...dmi('Supermicro', 'X9SCL') },
    expect: 'xen pv/pvh/pvh-v1 dom0: * H * * *',
  },
  {
    name: 'a PV guest of XenServer on AMD: CPUID is not trapped',
    see: `${SYSTEMD}/issues/7165`,
    files: { ...xen('000020e0'), ...cpuinfo(PV, 'AMD Opteron'), 'cpuid-vendor.txt': '\n', ...vbd, ...vif },
    expect: 'xen pv domU: P P * P P',
  },
  {
    name: 'Xen nested in VMware: both layers',
    see: `${SYSTEMD}/pull/20971`,
    files: {
      ...xen('00002ce0', 'PV'),
      'proc/xen/capabilities': 'control_d\n',
      ...dmi('VMware, Inc.', 'VMware Virtual Platform'),
    },
    expect: 'xen pv dom0: P VS * * *',
    layers: 'vmware xen pv',
  },
  {
    name: 'XenServer with viridian says Microsoft first',
    see: `${SYSTEMD}/issues/8844`,
    files: { ...xen('00002705', 'HVM'), 'cpuid-raw.txt': cpuid(['Microsoft Hv', 'XenVMMXenVMM']), ...dmi('Xen', 'HVM domU') },
    expect: 'xen pvhvm domU: VH VS * * *',
  },
  {
    name: 'viridian in the log alone: firmware is that of Xen',
    see: 'https://github.com/apache/cloudstack/pull/2824',
    texts: [
      log(
        '3.10.0-862.el7.x86_64',
        'DMI: Xen HVM domU, BIOS 4.7.5 01/01/2018',
        'Hypervisor detected: Microsoft HyperV',
        'ACPI: RSDP 00000000000ea020 00024 (v02    Xen)',
        'Booting paravirtualized kernel on bare hardware',
      ),
    ],
    expect: 'xen hvm/hvm-pv-drivers domU: VH VS * * *',
  },
  {
    name: 'xenfs is not mounted: bit 11 of the features says dom0',
    see: `${SYSTEMD}/pull/7581`,
    files: { ...xen('000028e0'), ...dmi('HP', 'ProLiant DL360') },
    expect: 'xen pv dom0: P H * * *',
  },
  {
    name: 'KVM whose product name the cloud has changed',
    see: `${SYSTEMD}/issues/5318`,
    files: { ...dmi('Fedora Project', 'OpenStack Nova'), ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['KVMKVMKVM']) },
    expect: 'kvm guest openstack: VH VS * * *',
  },
  {
    name: "VirtualBox has KVM's CPUID",
    see: `${SYSTEMD}/issues/5318`,
    files: { ...dmi('innotek GmbH', 'VirtualBox'), ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['KVMKVMKVM']) },
    expect: 'virtualbox guest: VH VS * * *',
  },
  {
    name: 'Nitro on Arm has no CPUID to ask',
    see: `${SYSTEMD}/issues/18929`,
    files: {
      ...dmi('Amazon EC2', 'm6g.medium', { bios_vendor: 'Amazon EC2' }),
      'proc/cpuinfo': 'processor\t: 0\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd evtstrm aes pmull\nCPU implementer\t: 0x41\n',
      'uname-m.txt': 'aarch64\n',
    },
    expect: 'kvm guest aws: VH VS * * *',
  },
  {
    name: 'Nitro with a link called /dev/xvda is not Xen',
    see: `${FACTER}/2650`,
    files: {
      ...EC2,
      ...cpuinfo(GUEST),
      ...pciNvme('nvme0n1', '1d0f:8061'),
      ...pciCard('ens5', '1d0f:ec20', 'ena'),
      'proc/cmdline': 'BOOT_IMAGE=(hd0,gpt1)/boot/vmlinuz root=/dev/xvda1 nvme_core.io_timeout=4294967295\n',
    },
    expect: 'kvm guest aws: VH VS * VH VH',
    layers: 'aws kvm',
  },
  {
    name: 'KVM with a root device called xvda: the name of a disk is no driver',
    see: `${FACTER}/2353`,
    files: { ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['KVMKVMKVM']), ...root('xvda1') },
    expect: 'kvm guest: VH VS ? ? ?',
    layers: 'kvm',
  },
  {
    name: 'Amazon Linux on Xen HVM is more than "xen"',
    see: `${FACTER}/2325`,
    files: { ...xen('00002705'), ...EC2_XEN, ...vbd, ...vif },
    // PVHVM is the usual case of these kernels; no file shows how interrupts come.
    expect: 'xen pvhvm domU aws: VH VS ? P P',
  },
  {
    name: 'an EC2 Xen guest has a cloud',
    see: `${FACTER}/2758`,
    files: { ...EC2_XEN, 'sys/hypervisor/type': 'xen\n' },
    expect: 'xen hvm-pv-drivers/pvhvm domU aws: VH VS * * *',
  },
  {
    name: 'c5 is not a physical machine',
    see: `${FACTER}/1693`,
    files: { ...EC2, ...cpuinfo(GUEST) },
    expect: 'kvm guest aws: VH VS * * *',
  },
  {
    name: 'a guest that has loaded kvm is still a guest',
    see: 'https://github.com/chef/ohai/issues/425',
    files: {
      ...dmi('VMware, Inc.', 'VMware Virtual Platform'),
      ...cpuinfo(`${GUEST} vmx`),
      'proc/modules': 'kvm_intel 1 0 - Live 0x0\nkvm 1 1 kvm_intel, Live 0x0\n',
    },
    expect: 'vmware guest: VH VS * * *',
  },
  {
    name: 'a pvops guest without /proc/xen/capabilities',
    see: 'https://github.com/chef/ohai/pull/38',
    files: { ...xen('000020e0'), ...vbd, ...vif },
    expect: 'xen pv domU: P P * P P',
  },
  {
    name: 'Azure is Hyper-V: two true answers, one platform and one hypervisor',
    see: 'https://github.com/chef/ohai/issues/665',
    files: {
      ...dmi('Microsoft Corporation', 'Virtual Machine', { chassis_asset_tag: '7783-7084-3265-9085-8269-3286-77' }),
      ...cpuinfo(GUEST),
    },
    expect: 'hyperv guest azure: VH VS * * *',
    layers: 'azure hyperv',
  },
  {
    name: 'a docker container on Amazon Linux is not Xen',
    see: 'https://github.com/inspec/inspec/pull/3243',
    files: { ...EC2, ...cpuinfo(GUEST), '.dockerenv': '' },
    expect: 'kvm guest aws docker: VH VS * * *',
    layers: 'aws kvm docker',
  },
  {
    name: '"Booting paravirtualized kernel" is printed by PVHVM as well',
    see: 'https://github.com/speed47/spectre-meltdown-checker/issues/163',
    texts: [
      log(
        '4.9.0-6-amd64',
        'DMI: Xen HVM domU, BIOS 4.7.4-1.xs 12/11/2017',
        'Hypervisor detected: Xen',
        'Booting paravirtualized kernel on Xen HVM',
        'xen:events: Xen HVM callback vector for event delivery is enabled',
      ),
    ],
    expect: 'xen pvhvm domU: VH VS P * *',
  },
  {
    name: '"paravirtualized kernel on KVM" is said by a guest, not by a host',
    see: 'https://github.com/speed47/spectre-meltdown-checker/pull/277',
    texts: [log('4.15.0-45-generic', 'Hypervisor detected: KVM', 'Booting paravirtualized kernel on KVM')],
    expect: 'kvm guest: * VS * * *',
  },
  {
    name: 'PVHVM and not HVM: the guest knows',
    see: 'https://github.com/vatesfr/xen-orchestra/issues/3014',
    files: {
      ...xen('00002705', 'HVM'),
      ...dmi('Xen', 'HVM domU'),
      ...clock('xen'),
      'proc/interrupts':
        '            CPU0\n  48:    1000  xen-percpu    -virq      timer0\n  59:     200  xen-dyn    -event     eth0\n',
    },
    expect: 'xen pvhvm domU: VH VS P * P',
  },
  {
    name: 'hardware page tables of a PVH guest, without reading the log of Xen',
    see: 'https://github.com/QubesOS/qubes-vmm-xen/pull/23',
    files: { ...xen('00012305', 'PVH'), ...cpuinfo(`${GUEST} pcid invpcid`), ...vbd, ...vif },
    expect: 'xen pvh domU: VH P * P P',
    notes: /hardware nested paging \(HAP\), inferred from (?:pcid|invpcid)/,
  },
  {
    name: 'Nutanix AHV is not Hyper-V',
    see: 'https://github.com/rancher/k3os/issues/455',
    files: { ...dmi('Nutanix', 'AHV'), ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['Microsoft Hv', 'KVMKVMKVM']) },
    expect: 'kvm guest nutanix: VH VS * * *',
  },
  {
    name: 'VirtualBox is one answer, not two',
    see: 'https://github.com/grml/grml-live/pull/435',
    texts: [
      log(
        '6.1.0-18-amd64',
        'DMI: innotek GmbH VirtualBox/VirtualBox, BIOS VirtualBox 12/01/2006',
        'Hypervisor detected: KVM',
        'Booting paravirtualized kernel on KVM',
      ),
    ],
    expect: 'virtualbox guest: * VS * * *',
    layers: 'virtualbox',
  },
  {
    name: 'a PC on which VMware is installed is not a guest of it',
    see: 'https://github.com/sebhildebrandt/systeminformation/issues/532',
    files: {
      ...dmi('ASUSTeK COMPUTER INC.', 'ROG STRIX', { bios_vendor: 'American Megatrends Inc.' }),
      ...cpuinfo(REAL, 'Intel(R) Core(TM) i7-9700K'),
      'proc/modules': 'vmnet 1 13 - Live 0x0\nvmmon 1 0 - Live 0x0\n',
    },
    expect: 'none: H H H * *',
  },
  {
    name: 'a guest of Proxmox',
    see: 'https://github.com/phpsysinfo/phpsysinfo/issues/308',
    files: {
      ...dmi('QEMU', 'Standard PC (i440FX + PIIX, 1996)', { bios_vendor: 'SeaBIOS' }),
      ...cpuinfo(GUEST, 'Common KVM processor'),
      ...clock('kvm-clock'),
    },
    expect: 'kvm guest: VH VS * * *',
  },
  {
    name: 'KVM on z/VM: the innermost is who runs this kernel, and the other is named',
    see: 'https://github.com/util-linux/util-linux/issues/685',
    files: {
      'proc/sysinfo':
        'Manufacturer:         IBM\nType:                 2964\nLPAR Number:          21\nVM00 Name:            guest\nVM00 Control Program: KVM/Linux\nVM01 Name:            HOST\nVM01 Control Program: z/VM    6.4.0\n',
    },
    expect: 'kvm guest: VH * * * *',
    layers: 'zvm kvm',
  },
  {
    name: 'EC2 of the Xen families',
    see: 'https://github.com/os-autoinst/os-autoinst-distri-opensuse/pull/25012',
    files: { ...EC2_XEN, ...xen('00002705', 'HVM'), ...clock('xen') },
    expect: 'xen pvhvm domU aws: VH VS * * *',
  },
  {
    name: 'is SR-IOV really on: ethtool says ixgbevf',
    see: 'https://github.com/kubernetes/kops/issues/276',
    texts: ['$ ethtool -i eth0\ndriver: ixgbevf\nversion: 2.12.1-k\nfirmware-version:\nbus-info: 0000:00:03.0\n'],
    expect: 'unknown guest: * * * * VH',
  },
  {
    name: 'is SR-IOV really on: ethtool says vif',
    see: 'https://github.com/compiler-explorer/infra/issues/58',
    texts: ['driver: vif\nversion:\nfirmware-version:\nbus-info: vif-0\n'],
    expect: 'xen: * * * * P',
  },
  {
    name: 'is SR-IOV really on: ethtool says ena, in a guest of Nitro',
    see: 'https://github.com/kubernetes/kops/issues/276',
    files: EC2,
    texts: ['driver: ena\nversion: 2.10.0\nfirmware-version:\nbus-info: 0000:00:05.0\n'],
    expect: 'kvm guest aws: VH VS * * VH',
  },
  {
    name: 'leaf 0x40000000 without the hypervisor bit is not a signature',
    see: 'https://github.com/gz/rust-cpuid/issues/52',
    files: {
      'cpuid-raw.txt': cpuid(['KVMKVMKVM'], '', false),
      ...dmi('LENOVO', 'ThinkPad T480'),
      ...cpuinfo(REAL),
    },
    expect: 'none: H H H * *',
  },
  {
    name: 'VirtualBox without its paravirtual interface hides the bit',
    see: 'https://github.com/anrieff/libcpuid/pull/169',
    files: { ...dmi('innotek GmbH', 'VirtualBox'), ...cpuinfo(GUEST.replace(' hypervisor', '')) },
    expect: 'virtualbox guest: VH VS * * *',
  },
  {
    name: 'Xen whose signature is not in the first leaf',
    see: 'https://github.com/a0rtega/pafish/issues/47',
    files: { 'cpuid-raw.txt': cpuid(['Microsoft Hv', 'XenVMMXenVMM']) },
    expect: 'xen: ? ? ? ? ?',
    layers: 'xen',
  },
  {
    name: 'is it virtual, and which one',
    see: 'https://github.com/Peter-Moller/system-info/issues/9',
    files: { ...dmi('VMware, Inc.', 'VMware7,1'), ...cpuinfo(GUEST), ...card('ens192', 'virtual/none'), ...route('ens192') },
    expect: 'vmware guest: VH VS * * *',
  },
]

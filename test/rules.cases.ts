import { allDeviceRows, type DeviceRow } from '../src/devices/table.ts'
import type { Written } from './evidence.ts'
import { bound, clock, cpuid, cpuinfo, disk, dmi, type Files, GUEST, log, pci, pciCard, REAL, root, xen } from './machines.ts'

const KVM: Files = { ...cpuinfo(GUEST), 'cpuid-raw.txt': cpuid(['KVMKVMKVM']) }
const dmesg = (...lines: readonly string[]): Written => ({ texts: [log('6.1.0', ...lines)] })
const files = (...parts: readonly Files[]): Written => ({ files: Object.assign({}, ...parts) as Files })
const board = (vendor: string, product: string, more: Readonly<Record<string, string>> = {}): Written =>
  files(dmi(vendor, product, more))
const facts = (more: object): Written => ({ texts: [JSON.stringify({ facterversion: '4.2.0', is_virtual: true, ...more })] })
const lscpu = (vendor: string, type?: string): Written => ({
  texts: [
    `Architecture:          x86_64\nCPU(s):                2\nByte Order:            Little Endian\nHypervisor vendor:     ${vendor}\n${type === undefined ? '' : `Virtualization type:   ${type}\n`}`,
  ],
})
const rsdp = (oem: string): Written => dmesg(`ACPI: RSDP 0x00000000000F05B0 000024 (v02 ${oem.padEnd(6)})`)
const leaf = (number: string, eax: string, ecx = '00000000'): string =>
  `   0x${number} 0x00: eax=0x${eax} ebx=0x00000000 ecx=0x${ecx} edx=0x00000000\n`

/** Some lines of `xl info` on x86. */
const xlInfo = (...lines: readonly string[]): Written => ({
  texts: [
    ['machine                : x86_64', 'xen_version            : 4.17.3', 'total_memory           : 32651', ...lines, ''].join(
      '\n',
    ),
  ],
})

/** A guest's disk behind a PCI function with this driver. */
const pciDisk = (driver: string, id: string, model?: string, subsystem?: string, code = '10000'): Written => {
  const at = 'pci0000:00/0000:00:09.0'
  const lun = `${at}/host0/target0:0:0/0:0:0:0`
  const parts = [KVM, pci('0000:00:09.0', id, code, driver, subsystem), disk('sda', lun), bound(lun, 'scsi', 'sd')]
  return files(...parts, model === undefined ? {} : { [`sys/devices/${lun}/model`]: `${model}\n` })
}
const nvme = (id: string, model?: string): Written => pciDisk('nvme', id, model, undefined, '10802')
/** A guest's disk on another bus. */
const busDisk = (name: string, bus: string, driver: string): Written =>
  files(KVM, disk(name, `platform/device0`), bound('platform/device0', bus, driver))
const nic = (driver: string, id: string, subsystem?: string): Written =>
  files(KVM, pciCard('eth0', id, driver, '0000:00:03.0', subsystem))
const ethtool = (driver: string): Written => ({ files: KVM, texts: [`driver: ${driver}\nversion: 1\nbus-info: x\n`] })
/** A listing that gives ids and classes but no drivers. */
const listed = (id: string, code: string): Written => ({
  files: KVM,
  texts: [`00:05.0 ${code}: ${id}\n00:1f.0 0601: 8086:7000\n`],
})
const named = (line: string): Written => ({
  files: KVM,
  texts: [`00:05.0 ${line}\n00:1f.0 ISA bridge: Intel Corporation 82371SB\n`],
})

/** What shows a device by its driver or its PCI ID alone. */
function device({ class: of, driver, pci: ids }: DeviceRow): Written {
  // A vendor's row is that of each of its devices.
  const id = ids?.[0]?.replace(/:$/, ':1111')
  if (driver === undefined) return listed(id!, of === 'disk' ? '0100' : '0200')
  if (id !== undefined) return of === 'disk' ? pciDisk(driver[0]!, id) : nic(driver[0]!, id)
  return of === 'disk' ? busDisk('sda', 'platform', driver[0]!) : ethtool(driver[0]!)
}
const DEVICES = allDeviceRows().filter((row) => row.model === undefined && row.subsystem === undefined && row.builtin !== true)

/** For every rule that no thread, stack or fixture uses: the least that Linux, or a tool, shows where it holds. */
export const SNIPPETS: Readonly<Record<string, Written>> = {
  ...Object.fromEntries(DEVICES.map((row) => [row.id, device(row)])),
  // Xen
  'xen.lscpu': lscpu('Xen'),
  'xen.cpuid-pv': { texts: [cpuid(['XenVMMXenVMM'], leaf('40000002', '00000001', '00000001'))] },
  'xen.cpuid-hvm': { texts: [cpuid(['XenVMMXenVMM'], leaf('40000004', '0000000c'))] },
  'xen.xenlinux': { texts: ['Linux version 2.6.18-164.el5xen (gcc version 4.1.2) #1 SMP\n'] },
  'xen.xenlinux-pv': files({
    'proc/interrupts':
      '           CPU0\n  8:          0        Phys-irq-level     acpi\n256:      91210        Dynamic-irq-level     timer0\n',
  }),
  'xen.dom0-switch-pvh': xlInfo('virt_caps              : pv hvm', 'xen_commandline        : dom0_mem=2G dom0=pvh'),
  'xen.dom0-switch-pv': xlInfo('xen_caps               : xen-3.0-x86_64', 'xen_commandline        : dom0_mem=2G'),
  'kvm.board-or-metal': dmesg(
    'DMI: Google Google Compute Engine/Google Compute Engine, BIOS Google 03/27/2024',
    'Booting paravirtualized kernel on bare hardware',
  ),
  'kvm.disk-google': dmesg('scsi 0:0:1:0: Direct-Access     Google   PersistentDisk   1    PQ: 0 ANSI: 6'),
  'zvm.version': {
    texts: [
      'vendor_id       : IBM/S390\n# processors    : 1\nprocessor 0: version = FF,  identification = 0A1B2C,  machine = 2964\n',
    ],
  },
  'hyperv.disk': dmesg('scsi 2:0:0:0: Direct-Access     Msft     Virtual Disk     1.0  PQ: 0 ANSI: 5'),
  'parallels.devicetree': dmesg('Machine model: Parallels ARM Virtual Machine'),
  'parallels.subsystem': named(
    'Ethernet controller: Intel Corporation 82574L\n\tSubsystem: Parallels, Inc. Device 0400 [1ab8:0400]',
  ),
  'jailhouse.devicetree': dmesg('Machine model: Jailhouse cell on QEMU'),
  'any.real-chipset': {
    texts: ['00:00.0 Host bridge: Intel Corporation Xeon E7 v4/Xeon E5 v4/Xeon E3 v4/Xeon D DMI2 (rev 01)\n'],
  },
  'xen.no-pvclock': dmesg('Hypervisor detected: Xen HVM', "Xen doesn't support pvclock on HVM, disable pv timer"),
  'xen.piix': { texts: [JSON.stringify({ languages: {}, kernel: { modules: { ata_piix: {} } }, block_device: { xvda: {} } })] },
  'xen.lscpu-full': lscpu('Xen', 'full'),
  'xen.lscpu-para': lscpu('Xen', 'para'),
  'xen.lscpu-role': lscpu('Xen', 'para'),
  'xen.facter-context': facts({ virtual: 'xen', hypervisors: { xen: { context: 'hvm', privileged: false } } }),
  'xen.facter-pv': facts({ virtual: 'xen', hypervisors: { xen: { context: 'pv', privileged: false } } }),
  'xen.facter-role': facts({ virtual: 'xen', hypervisors: { xen: { context: 'pv', privileged: false } } }),
  'xen.facter-dom0': facts({ virtual: 'xen0', hypervisors: { xen: { context: 'pv', privileged: true } } }),
  'xen.log-dom0': {
    texts: ['(XEN) Xen version 4.17.3 (Debian 4.17.3+10)\n(XEN) Command line: dom0_mem=2G\n(XEN) Dom0 has maximum 4 VCPUs\n'],
  },
  'xen.log-dom0-pvh': { texts: ['(XEN) Xen version 4.19.0\n(XEN) [    3.151856] *** Building a PVH Dom0 ***\n'] },
  'xen.timer-clock': dmesg('Booting kernel on Xen PVH', 'installing Xen timer for CPU 0'),
  'xen.netfront-only': dmesg(
    'Booting paravirtualized kernel on Xen HVM',
    'Netfront and the Xen platform PCI driver have been compiled for this kernel: unplug emulated NICs.',
    'xen_netfront: Initialising Xen virtual ethernet driver',
  ),
  'xen.banner-nameless': dmesg('DMI: Xen HVM domU, BIOS 4.0.1 01/01/2012', 'Booting paravirtualized kernel'),
  'xen.flags-pv-lscpu': { texts: [`${lscpu('Xen').texts![0]}Flags:                 fpu de tsc msr pae cx8 apic sep\n`] },
  'xen.beside-controller': {
    files: xen('00002705', 'HVM'),
    texts: ['00:01.1 0101: 8086:7010\n00:02.0 ff80: 5853:0001\n'],
  },
  'xen.plain-controller': {
    texts: [
      log(
        '6.1.0',
        'DMI: Xen HVM domU, BIOS 4.17 01/01/2024',
        'Booting paravirtualized kernel on bare hardware',
        "Xen doesn't support pvclock on HVM, disable pv timer",
      ),
      '00:01.1 0101: 8086:7010\n00:02.0 ff80: 5853:0001\n',
    ],
    files: { 'proc/cmdline': 'root=/dev/sda1 ro nopv\n' },
  },
  'hyperv.beside-controller': {
    files: dmi('Microsoft Corporation', 'Virtual Machine'),
    texts: ['00:07.1 0101: 8086:7111\n00:07.3 0680: 8086:7113\n'],
  },
  'xen.unplugged-disks': dmesg(
    'Hypervisor detected: Xen HVM',
    'Blkfront and the Xen platform PCI driver have been compiled for this kernel: unplug emulated disks.',
  ),
  'xen.vif': files(xen('00002705', 'HVM'), { 'sys/bus/xen/devices/vif-0': '-> ../../../devices/vif-0' }),
  'ec2.hvm-mode': {
    files: { 'sys/hypervisor/type': 'xen\n' },
    texts: [JSON.stringify({ Images: [{ VirtualizationType: 'hvm' }] })],
  },
  'hyperv.azure-vm': { texts: ['ProviderID:                  azure:///subscriptions/0/virtualMachines/node-1\n'] },
  'hyperv.azure-role': { texts: ['ProviderID:                  azure:///subscriptions/0/virtualMachines/node-1\n'] },
  // KVM
  'kvm.ec2-type': {
    texts: ['kubeletVersion: v1.30.0\nnode.kubernetes.io/instance-type: m6i.large\n'],
  },
  'kvm.cpuid-compatible': { texts: [cpuid(['Linux KVM Hv'])] },
  'kvm.kvmtool': { texts: [cpuid(['LKVMLKVMLKVM'])] },
  'kvm.loongson': files(pci('0000:00:01.0', '1af4:1041', '20000'), {
    'proc/cpuinfo': 'processor\t: 0\nModel Name\t: Loongson-3A5000\nFeatures\t: cpucfg lam lsx lbt_x86 lbt_arm\n',
  }),
  'kvm.acpi-amazon': rsdp('AMAZON'),
  'kvm.lscpu': lscpu('KVM', 'full'),
  'kvm.clock-logged': dmesg('Hypervisor detected: KVM', 'clocksource: Switched to clocksource kvm-clock'),
  // Hyper-V
  'hyperv.lscpu': lscpu('Microsoft', 'full'),
  'hyperv.kvm-behind': files(dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'), { 'cpuid-raw.txt': cpuid(['Microsoft Hv']) }),
  'hyperv.clock-logged': dmesg(
    'Hypervisor detected: Microsoft Hyper-V',
    'clocksource: Switched to clocksource hyperv_clocksource_tsc_page',
  ),
  // VMware
  'vmware.log': dmesg('Hypervisor detected: VMware', 'vmware: hypercall mode: 0x02'),
  'vmware.cpuid': { texts: [cpuid(['VMwareVMware'])] },
  'vmware.devicetree': files({ 'proc/device-tree/hypervisor/compatible': 'vmware\0' }),
  'vmware.parts': files(pci('0000:00:07.7', '15ad:0740', '88000', 'vmw_vmci')),
  'vmware.lscpu': lscpu('VMware', 'full'),
  // VirtualBox
  'virtualbox.parts': files(pci('0000:00:04.0', '80ee:cafe', '88000')),
  'virtualbox.disk': facts({ virtual: 'kvm', disks: { sda: { model: 'VBOX HARDDISK', vendor: 'ATA' } } }),
  'virtualbox.mac': facts({ virtual: 'physical', macaddress: '08:00:27:11:22:33' }),
  'virtualbox.lscpu': lscpu('Oracle', 'full'),
  // Others
  'bhyve.log': dmesg('Hypervisor detected: Bhyve'),
  'bhyve.acpi': rsdp('BHYVE'),
  'bhyve.lscpu': lscpu('bhyve', 'full'),
  'openbsd-vmm.board': board('OpenBSD', 'VMM'),
  'parallels.cpuid': { texts: [cpuid([' lrpepyh  vr'])] },
  'apple.cpuid': { texts: [cpuid(['Apple VZ'])] },
  'parallels.acpi': rsdp('PRLS'),
  'parallels.lscpu': lscpu('Parallels', 'full'),
  'parallels.facter': facts({ virtual: 'parallels' }),
  'apple.acpi': rsdp('APPLE'),
  'acrn.log': dmesg('Hypervisor detected: ACRN'),
  'acrn.acpi': rsdp('ACRN'),
  'jailhouse.cpuid': { texts: [cpuid(['Jailhouse'])] },
  'powervm.lscpu': lscpu('pHyp', 'para'),
  'zvm.lscpu': lscpu('IBM z/VM', 'full'),
  'lpar.lscpu': lscpu('PR/SM', 'full'),
  'bhyve.tool': { texts: ['bhyve\n'] },
  'qnx.tool': { texts: ['qnx\n'] },
  'sre.tool': { texts: ['sre\n'] },
  'openbsd-vmm.tool': { texts: ['vmm\n'] },
  'parallels.tool': { texts: ['parallels\n'] },
  'apple.tool': { texts: ['apple\n'] },
  'acrn.tool': { texts: ['acrn\n'] },
  'uml.tool': { texts: ['uml\n'] },
  'powervm.tool': { texts: ['powervm\n'] },
  'zvm.tool': { texts: ['zvm\n'] },
  'lpar.tool': { texts: ['ibm_systemz\nibm_systemz-lpar\n'] },
  // Bare
  'bare.log': dmesg('DMI: Dell Inc. PowerEdge R640/0W23H8, BIOS 2.2.11 06/14/2019', 'smpboot: CPU0: Intel(R) Xeon(R) Gold'),
  'bare.banner': dmesg('DMI: HP ProLiant DL360, BIOS P58 05/21/2018', 'Booting paravirtualized kernel on bare hardware'),
  'hyperv.no-vf-before': dmesg(
    'Hypervisor detected: Microsoft Hyper-V',
    'hv_netvsc 000d3a00-0001 eth0: Data path switched from VF: enP1s1',
  ),
  'bare.virtualization': files(cpuinfo(REAL), pci('0000:00:00.0', '8086:0c00', '60000')),
  'bare.chipset': {
    files: {
      'proc/cpuinfo': 'processor\t: 0\nmodel name\t: Intel(R) Core(TM)\n\n',
      ...pci('0000:00:1f.0', '8086:a305', '60100'),
    },
  },
  'bare.el2': dmesg('DMI: GIGABYTE R120-T32/MT30-GS1, BIOS F02 10/17/2017', 'CPU: All CPU(s) started at EL2'),
  'bare.soc': files({ 'proc/cpuinfo': 'processor\t: 0\nFeatures\t: half thumb\n\nHardware\t: BCM2835\nRevision\t: a02082\n' }),
  'bare.board-modules': files({ 'proc/modules': 'raspberrypi_hwmon 16384 0 - Live 0x0\n' }),
  'bare.openvz-node': facts({ virtual: 'openvzhn', dmi: { manufacturer: 'Supermicro', product: { name: 'X9' } } }),
  'any.virtual-device': { texts: ['Nov  9 21:32:53 shop kernel: vmxnet3 0000:03:00.0 ens160: NIC Link is Up 10000 Mbps\n'] },
  'bare.openvz-role': facts({ virtual: 'openvzhn' }),
  'bare.facter': facts({ virtual: 'physical', is_virtual: false, dmi: { manufacturer: 'LENOVO', product: { name: '20L5' } } }),
  // Platforms
  'platform.qubes': files({ 'proc/sys/kernel/osrelease': '6.6.48-1.qubes.fc37.x86_64\n', ...xen('00012305', 'PVH') }),
  'platform.aws-uuid': {
    texts: ['kernelVersion: 6.1.0-1-aws\nkubeletVersion: v1.30.0\nsystemUUID: ec2f0000-0000-0000-0000-000000000001\n'],
  },
  'platform.xenserver': files(xen('00002705', 'HVM'), pci('0000:00:03.0', '5853:c000', 'ff8000')),
  'platform.tencent': board('Tencent Cloud', 'CVM'),
  'platform.digitalocean': board('DigitalOcean', 'Droplet'),
  'platform.hetzner': board('Hetzner', 'vServer'),
  'platform.ovirt': board('oVirt', 'oVirt Node'),
  'platform.kubevirt': board('KubeVirt', 'None'),
  'platform.oracle': board('QEMU', 'Standard PC (i440FX + PIIX, 1996)', { chassis_asset_tag: 'OracleCloud.com' }),
  'platform.huawei': board('Huawei', 'KVM'),
  'platform.scaleway': board('Scaleway', 'SCW-DEV1-S'),
  'platform.vultr': board('Vultr', 'VHP'),
  'platform.linode': board('Linode', 'Compute Instance'),
  'platform.upcloud': board('UpCloud', 'KVM'),
  'platform.exoscale': board('Exoscale', 'Exoscale Compute Platform'),
  'platform.ovh': board('OVHcloud', 'VPS'),
  'platform.cloud-hypervisor': board('Cloud Hypervisor', 'cloud-hypervisor'),
  'aws.nvme': files(dmi('Amazon EC2', 'm5.large'), root('nvme0n1p1')),
  // Containers
  'container.podman': files({ 'run/.containerenv': 'engine="podman-4.3.1"\n' }),
  'container.lxc': files({ 'run/systemd/container': 'lxc\n' }),
  'container.lxc-libvirt': files({ 'run/systemd/container': 'lxc-libvirt\n' }),
  'container.systemd-nspawn': files({ 'run/systemd/container': 'systemd-nspawn\n' }),
  'container.kubernetes': files({
    'proc/self/cgroup': '0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0.slice/cri-containerd-0.scope\n',
  }),
  'container.openvz': files({ 'proc/vz/veinfo': '101 0 30\n' }),
  'container.linux-vserver': files({ 'proc/self/status': 'Name:\tcat\nVxID: 40\n' }),
  'container.illumos-lx': files({ 'proc/version': 'Linux version 3.16.10 (joyent) BrandZ virtual linux\n' }),
  'container.wsl': files({ 'run/systemd/container': 'wsl\n' }),
  // Disks
  'disk.ebs-model': nvme('1d0f:9999', 'Amazon Elastic Block Store'),
  'disk.azure-model': nvme('1414:9999', 'MSFT NVMe Accelerator v1.0'),
  'disk.nvme-model': nvme('1af4:1111', 'QEMU NVMe Ctrl'),
  'disk.passthrough': nvme('144d:a808'),
  'disk.ide-id': listed('8086:7010', '0101'),
  'disk.megasas-qemu': pciDisk('megaraid_sas', '1000:0060', undefined, '1af4:1100'),
  'disk.floppy': busDisk('sdz', 'platform', 'floppy'),
  'disk.usb': pciDisk('usb-storage', '8086:1234', 'QEMU USB HARDDRIVE'),
  'disk.virtual-model-ata': pciDisk('ahci', '8086:1111', 'QEMU HARDDISK'),
  // Networks
  'net.e1000e-subsystem': nic('e1000e', '8086:10d4', '15ad:07d0'),
  'net.lspci-e1000': named('Ethernet controller: Intel Corporation 82540EM Gigabit Ethernet Controller'),
}

/** Wordings that other cases do not have, so that every signal which a rule uses is shown by something. */
export const WORDINGS: readonly Written[] = [
  dmesg(
    'Hyper-V: privilege flags low 0xae7f, high 0x3b8030, hints 0xa0e24, misc 0xe0bed7b2',
    'Hyper-V: Using IPI hypercalls',
    'hv_vmbus: Vmbus version:5.3',
  ),
  dmesg('Hyper-V: running as root partition', '168.63.129.16'),
  dmesg('Hardware name: IBM 3931 A01 782 (LPAR)'),
  dmesg('Hardware name: Parallels ARM Virtual Machine (DT)'),
  dmesg('Hardware name: C1P9S01 REV 1.01 POWER9 0x4e1202 opal:skiboot-v6.7 PowerNV'),
  {
    texts: [
      'Manufacturer : LENOVO\nModel : 21HM\nHypervisorPresent : True\n\nName : Microsoft Hyper-V Virtual Machine Bus Provider\nDeviceID : ROOT\\VMBUS\\0000\n',
    ],
  },
  dmesg('efi: EFI v2.7 by Microsoft'),
  files({ 'proc/interrupts': '           CPU0\nHVS:      15000   Hyper-V stimer0 interrupts\n' }),
  dmesg('arm-pv: using stolen time PV', 'Machine model: linux,dummy-virt'),
  dmesg('pvm-pv: detected, 49/49 sites patched'),
  dmesg('Linux is running natively in 64-bit mode'),
  dmesg('Hyper-V: Nested features: 0x1a0400', 'tdx: Guest detected', 'nvme nvme0: pci function 0000:00:04.0'),
  dmesg('EEH: pSeries platform initialized', 'ibmvnic 30000003 env3: Link is Up'),
  dmesg('igb 0000:02:00.0 eth0: added PHC', 'igbvf 0000:02:10.0 eth1: Intel(R) 82576 Virtual Function'),
  {
    texts: [
      '(XEN) Xen version 4.18.0 (build)\n(XEN) Command line: dom0=pvh dom0_mem=4G\n(XEN) *** Building a PVH Dom0 ***\n(XEN) Failed to load Dom0 kernel\n',
    ],
  },
  files({ 'proc/interrupts': '           CPU0\n 11:      18084     GICv3  27 Level     arch_timer\n' }),
  dmesg('TSC freq read from hypervisor : 2194.843 MHz'),
  dmesg('Xen 4.17 support found'),
  dmesg('Kernel/User page tables isolation: disabled on XEN PV', 'Xen PV: Detected 4 vCPUS'),
  dmesg('PCI: setting up Xen PCI frontend stub'),
  dmesg('xen-platform-pci 0000:00:02.0: PCI INT A', 'Xen Platform PCI: unrecognised magic value'),
  files({ 'sys/hypervisor/start_flags/initdomain': '1\n', 'sys/bus/xen/drivers/vbd/bind': '' }),
  files({ 'etc/os-release': 'ID="xenenterprise"\n' }),
  files({
    'proc/device-tree/hmc-managed?': 'y\0',
    'proc/device-tree/model': 'IBM,9119-FHA\0',
    'proc/device-tree/fw-cfg@9020000/compatible': 'qemu,fw-cfg-mmio\0',
  }),
  files({ 'proc/ppc64/lparcfg': 'lparcfg 1.9\nserial_number=IBM,02\nshared_processor_mode=1\n' }),
  files(dmi('QEMU', 'pc'), cpuinfo(REAL), clock('acpi_pm')),
  ...[
    'Azure',
    'GCE',
    'AliYun',
    'DigitalOcean',
    'Hetzner',
    'Oracle',
    'Exoscale',
    'Scaleway',
    'Vultr',
    'UpCloud',
    'OpenStack',
  ].map(
    (name): Written => ({
      texts: [`2024-01-01 10:00:00,000 - stages.py[INFO]: Loaded datasource DataSource${name} - DataSource${name}\n`],
    }),
  ),
  ...[{ Hypervisor: 'nitro' }, { Hypervisor: 'xen' }, { InstanceType: 'm5.metal', BareMetal: true }].map(
    (type): Written => ({ texts: [JSON.stringify({ InstanceTypes: [type] })] }),
  ),
  ...['paravirtual', 'hvm'].map(
    (virtualization): Written => ({ texts: [JSON.stringify({ Images: [{ VirtualizationType: virtualization }] })] }),
  ),
]

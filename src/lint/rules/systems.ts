import type { LintRule } from '../rule.ts'

const record = (more: string): string => `uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n${more}`
const libosinfo = (id: string): string =>
  `<domain type='kvm'>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="${id}"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n  <devices/>\n</domain>\n`
const vm = (preference: string): string =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n  preference:\n    name: ${preference}\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/ubuntu:24.04\n`
const controller = (subtype: string): string =>
  `<Envelope xmlns:rasd="r"><VirtualSystem><VirtualHardwareSection>\n  <Item>\n    <rasd:InstanceID>3</rasd:InstanceID>\n    <rasd:ResourceSubType>${subtype}</rasd:ResourceSubType>\n    <rasd:ResourceType>6</rasd:ResourceType>\n  </Item>\n</VirtualHardwareSection></VirtualSystem></Envelope>\n`

/** The system inside and the hosts of a definition. */
export const SYSTEMS: readonly LintRule[] = [
  {
    id: 'VC320',
    name: 'no-pv-drivers',
    severity: 'warning',
    component: 'disk',
    says: 'XAPI has detected no PV drivers in this HVM guest; disk and network are emulated',
    why: 'Without PV drivers the guest uses the emulated IDE disk and the rtl8139 or e1000 NIC. Another emulated NIC model (nic_type) does not help; install the guest tools.',
    see: 'https://github.com/xcp-ng/xcp/issues/27',
    patterns: [{ format: 'xapi', on: 'declared.no-pv-drivers' }],
    examples: [
      {
        format: 'xapi',
        bad: record('   PV-drivers-detected ( RO): false\n'),
        good: record('   PV-drivers-detected ( RO): true\n'),
      },
    ],
  },
  {
    id: 'VC321',
    name: 'vendor-device',
    severity: 'info',
    component: 'disk',
    says: "has-vendor-device is on: Windows Update installs Citrix drivers, which conflict with XCP-ng's guest tools; turn it off",
    why: 'The Citrix drivers and the drivers of XCP-ng cannot be installed together.',
    needs: 'the guest has no Citrix drivers from Windows Update',
    see: 'https://github.com/xcp-ng/xcp/issues/513',
    patterns: [{ format: 'xapi', at: /^has[-_]vendor[-_]device$/, is: 'true' }],
    examples: [
      {
        format: 'xapi',
        bad: record('     has-vendor-device ( RW): true\n'),
        good: record('     has-vendor-device ( RW): false\n'),
      },
    ],
  },
  {
    id: 'VC322',
    name: 'unknown-system',
    severity: 'info',
    says: 'the guest OS is generic or unknown, so virt-install uses emulated devices instead of virtio',
    why: 'With --osinfo generic or unknown, virt-install uses old devices that almost every OS has a driver for. Name the guest OS to get virtio.',
    see: 'https://github.com/virt-manager/virt-manager/pull/733',
    patterns: [
      { format: 'libvirt', at: /\/libosinfo\/os\/@id$/, is: /libosinfo\.org\/(?:unknown|generic)|libosinfo\.org\/linux\/?$/ },
    ],
    examples: [
      {
        format: 'libvirt',
        bad: libosinfo('http://libosinfo.org/unknown'),
        good: libosinfo('http://fedoraproject.org/fedora/39'),
      },
    ],
  },
  {
    id: 'VC323',
    name: 'preference-of-another-system',
    severity: 'warning',
    component: 'disk',
    says: 'the VM uses a Windows preference with a Linux image ({value}), so disks and NICs are emulated',
    why: "KubeVirt's Windows preferences add SATA disks and e1000 NICs, which Linux does not need.",
    see: 'https://github.com/kubevirt/kubevirt/issues/13239',
    patterns: [
      {
        format: 'kubevirt',
        at: /\.containerDisk\.image$/,
        is: /(?:ubuntu|debian|fedora|centos|rhel|alma|rocky|opensuse|sles|alpine|cirros|arch)/i,
        with: { 'spec.preference.name': /^windows/ },
      },
    ],
    examples: [{ format: 'kubevirt', bad: vm('windows.2k22'), good: vm('ubuntu') }],
  },
  {
    id: 'VC324',
    name: 'ovf-controller-not-everywhere',
    severity: 'info',
    component: 'disk',
    says: 'disk controller VirtualSCSI works on ESXi, but Workstation and VirtualBox refuse to import it',
    why: 'VirtualSCSI (pvscsi) is the fast controller of ESXi. An appliance for several products can also list lsilogic, so that the importer chooses.',
    see: 'https://github.com/coreos/scripts/pull/817',
    patterns: [{ format: 'ovf', at: /\/Item\[\d+\]\/ResourceSubType$/, is: /^(?:VirtualSCSI|pvscsi)$/i }],
    examples: [{ format: 'ovf', bad: controller('VirtualSCSI'), good: controller('lsilogic') }],
  },
  {
    id: 'VC325',
    name: 'generation-1',
    severity: 'warning',
    component: 'board',
    says: 'the Hyper-V VM is of generation 1: it has an emulated BIOS and boots from an emulated IDE disk; use generation 2',
    why: 'Generation 2 has UEFI and only synthetic devices. Generation 1 is for a guest OS that needs a BIOS.',
    needs: 'the guest OS boots by UEFI; the generation cannot be changed, so create a new VM with the old disk',
    see: 'https://learn.microsoft.com/en-us/windows-server/virtualization/hyper-v/plan/should-i-create-a-generation-1-or-2-virtual-machine-in-hyper-v',
    patterns: [
      { format: 'hyperv', at: /^Generation$/, is: '1' },
      { format: 'packer', at: /^generation$/, is: '1' },
      { format: 'packer', at: /^type$/, is: 'hyperv-iso', with: { generation: false } },
    ],
    examples: [
      { format: 'hyperv', bad: '{"Name": "web", "Generation": 1}\n', good: '{"Name": "web", "Generation": 2}\n' },
      {
        format: 'packer',
        bad: '{"builders": [{"type": "hyperv-iso"}]}\n',
        good: '{"builders": [{"type": "hyperv-iso", "generation": 2}]}\n',
      },
      {
        format: 'packer',
        bad: '{"builders": [{"type": "hyperv-iso", "generation": 1}]}\n',
        good: '{"builders": [{"type": "hyperv-iso", "generation": 2}]}\n',
      },
    ],
  },
  {
    id: 'VC326',
    name: 'tcg-fallback',
    severity: 'warning',
    component: 'cpu',
    says: 'with {value}, QEMU silently uses TCG if KVM is missing, and the guest runs many times slower',
    why: 'QEMU tries the listed accelerators in turn. With kvm alone QEMU stops with an error if KVM is missing.',
    precondition: 'asked',
    needs: 'every host that runs the guest has KVM',
    see: 'https://www.qemu.org/docs/master/system/invocation.html',
    patterns: [
      { format: 'qemu-argv', at: /^(?:machine|M)\[\d+\]\.accel$/, is: /^kvm:tcg$/, fix: { set: 'kvm' } },
      { format: 'qemu-argv', at: /^accel\[\d+\]$/, is: /^tcg/, given: { 'declared.hypervisor': 'kvm' } },
    ],
    examples: [
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -machine q35,accel=kvm:tcg\n',
        good: 'qemu-system-x86_64 -machine q35,accel=kvm\n',
      },
      { format: 'qemu-argv', bad: 'qemu-system-x86_64 -accel kvm -accel tcg\n', good: 'qemu-system-x86_64 -accel kvm\n' },
    ],
  },
  {
    id: 'VC327',
    name: 'xen-disk-emulated-twin',
    severity: 'info',
    component: 'disk',
    says: 'disk {value} is also presented as an emulated IDE disk, which firmware and guests without PV drivers use',
    why: 'Boot loaders and firmware read through the emulated disk. xvde and later are not emulated. Windows without PV drivers keeps using the emulated disk.',
    see: 'https://github.com/QubesOS/qubes-issues/issues/10158',
    patterns: [
      {
        format: 'xl',
        at: /^disk\[(\d+)\]\.vdev$/,
        is: /^(?:xvd|hd)[a-d]$/,
        with: { 'disk[$1].devtype': { not: 'cdrom' }, xen_platform_pci: { not: '0' } },
        given: { 'declared.type': 'hvm' },
        once: true,
      },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\n',
        good: 'type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvde,rw" ]\n',
      },
    ],
  },
]

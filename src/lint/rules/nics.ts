import { replacementIn } from '../../devices/elsewhere.ts'
import type { LintRule } from '../rule.ts'
import { BEFORE_7, emulatedWords, isEmulated, NO_VIRTIO_PCI, vagrant } from './written.ts'

const PVE = 'https://pve.proxmox.com/wiki/Manual:_qm.conf'
const QEMU: RegExp = isEmulated('net', 'qemu')
const VMWARE: RegExp = isEmulated('net', 'vmware')
const instead = (word: string): string => `NIC model {value} is emulated; use ${word}`
const virtio = { says: instead(replacementIn('net', 'qemu')), fix: { set: replacementIn('net', 'qemu') } } as const
const virtioDevice = {
  without: NO_VIRTIO_PCI,
  says: instead(replacementIn('net', 'qemu-argv')),
  fix: { set: replacementIn('net', 'qemu-argv') },
} as const
const VMXNET3 = { says: instead(replacementIn('net', 'vmware')), precondition: { driver: 'vmxnet3' } } as const
const vmxnet3 = { ...VMXNET3, fix: { set: replacementIn('net', 'vmware') } } as const
const GENERATED = 'this file is generated, and changes to it are overwritten; change its source instead'
const libvirtNic = (model: string): string =>
  `<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>\n  <interface type='bridge'>${model}\n  </interface>\n</devices></domain>\n`

/** NICs that are emulated, or that are not used as they could be. */
export const NICS: readonly LintRule[] = [
  {
    id: 'VC201',
    name: 'emulated-nic',
    severity: 'warning',
    component: 'network',
    says: 'NIC model {value} is emulated; use a paravirtual model (virtio, vmxnet3)',
    why: 'Each packet on an emulated NIC costs VM exits for register access. virtio-net and vmxnet3 share rings with the host.',
    precondition: { driver: 'virtio-net' },
    see: 'https://libvirt.org/formatdomain.html#setting-the-nic-model',
    patterns: [
      {
        format: 'libvirt',
        at: /\/interface\[\d+\]\/model\/@type$/,
        is: QEMU,
        with: { 'domain/@type': /^(?:kvm|qemu)$/ },
        ...virtio,
      },
      {
        format: 'proxmox',
        at: new RegExp(`^net\\d+\\.(?:${emulatedWords('net', 'qemu')})$`),
        ...virtio,
        fix: { key: replacementIn('net', 'qemu') },
      },
      { format: 'proxmox', at: /^net\d+\.(?:model)?$/, is: QEMU, ...virtio },
      {
        format: 'vmx',
        at: /^ethernet\d+\.virtualdev$/,
        is: VMWARE,
        with: { 'virtualhw.version': { not: BEFORE_7 } },
        ...vmxnet3,
      },
      { format: 'kubevirt', at: /\.interfaces\[\d+\]\.model$/, is: QEMU, ...virtio },
      {
        format: 'openstack-image',
        at: /(?:^|\.)hw_vif_model$/,
        is: QEMU,
        given: { 'declared.hypervisor': { not: 'vmware' } },
        ...virtio,
      },
      {
        format: 'openstack-image',
        at: /(?:^|\.)hw_vif_model$/,
        is: new RegExp(`^(?:Virtual)?(?:${emulatedWords('net', 'vmware')})$`, 'i'),
        given: { 'declared.hypervisor': 'vmware' },
        ...VMXNET3,
        fix: { set: 'VirtualVmxnet3' },
      },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: QEMU, ...virtioDevice },
      { format: 'qemu-argv', at: /^(?:nic|net)\[\d+\]\.model$/, is: QEMU, ...virtioDevice },
      {
        format: 'hyperv',
        at: /\.?IsLegacy$/,
        is: 'true',
        says: 'the legacy network adapter is emulated; use the synthetic network adapter',
        precondition: { driver: 'netvsc' },
        byHand:
          'the adapter has to be replaced: run Add-VMNetworkAdapter without -IsLegacy, with the same MAC address and VLAN',
      },
      ...(['ovf', 'terraform', 'packer'] as const).flatMap((format) => [
        {
          format,
          on: 'net.declared',
          is: VMWARE,
          given: { 'declared.hypervisor': 'vmware' },
          ...VMXNET3,
          byHand: GENERATED,
        },
        {
          format,
          on: 'net.declared',
          is: QEMU,
          given: { 'declared.hypervisor': { not: 'vmware' } },
          byHand: GENERATED,
        },
      ]),
      {
        format: 'vagrantfile',
        at: /^libvirt\.(?:management_network_model_type|nic_model_type)$|^network\[\d+\]\.(?:libvirt__)?model_type$/,
        is: QEMU,
        given: { 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
        ...virtio,
      },
      {
        format: 'vagrantfile',
        at: /^virtualbox\.(?:default_nic_type|modifyvm\.nic-?type\d+)$|^network\[\d+\]\.(?:virtualbox__)?nic_type$/,
        is: isEmulated('net', 'virtualbox'),
        given: { 'declared.hypervisor': 'virtualbox' },
        says: instead(replacementIn('net', 'virtualbox')),
        fix: { set: replacementIn('net', 'virtualbox') },
      },
      {
        format: 'vagrantfile',
        at: /^vmware\.vmx\.ethernet\d+\.virtualdev$/,
        is: VMWARE,
        with: { 'vmware.vmx.virtualhw.version': { not: BEFORE_7 } },
        ...vmxnet3,
      },
      ...(['vmx', 'vagrantfile'] as const).map((format) => ({
        format,
        at: /^(?:vmware\.vmx\.)?ethernet\d+\.virtualdev$/,
        is: VMWARE,
        having: { at: /^(?:vmware\.vmx\.)?virtualhw\.version$/, is: BEFORE_7 },
        ...VMXNET3,
        byHand: 'vmxnet3 needs virtualHW.version 7 or later; upgrade the hardware version first',
      })),
      {
        format: 'vagrantfile',
        at: /^parallels\.set\.net\d+\.adapter-type$|^network\[\d+\]\.(?:parallels__)?nic_type$/,
        is: isEmulated('net', 'parallels'),
        given: { 'declared.hypervisor': 'parallels' },
        says: instead(replacementIn('net', 'parallels')),
        fix: { set: replacementIn('net', 'parallels') },
      },
      { format: 'vagrantfile', at: /^qemu\.net_device$/, is: QEMU, ...virtioDevice },
    ],
    examples: [
      { format: 'libvirt', bad: libvirtNic("\n    <model type='e1000'/>"), good: libvirtNic("\n    <model type='virtio'/>") },
      {
        format: 'proxmox',
        bad: 'memory: 512\nnet0: e1000=A2:C0:43:77:08:A0,bridge=vmbr0\n',
        good: 'memory: 512\nnet0: virtio=A2:C0:43:77:08:A0,bridge=vmbr0\n',
      },
      {
        format: 'vmx',
        bad: 'config.version = "8"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "e1000"\n',
        good: 'config.version = "8"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "vmxnet3"\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('virtualbox', 'v.customize ["modifyvm", :id, "--nictype1", "82540EM"]'),
        good: vagrant('virtualbox', 'v.customize ["modifyvm", :id, "--nictype1", "virtio"]'),
      },
    ],
  },
  {
    id: 'VC202',
    name: 'implicit-nic',
    severity: 'warning',
    component: 'network',
    says: 'the NIC has no model, and the default model is emulated; use a paravirtual model',
    why: 'The default NIC model is an old one that almost every guest OS has a driver for. Each packet costs VM exits.',
    precondition: { driver: 'virtio-net' },
    see: 'https://libvirt.org/formatdomain.html#setting-the-nic-model',
    patterns: [
      {
        format: 'libvirt',
        at: /\/interface\[(\d+)\]$/,
        with: {
          'domain/devices/interface[$1]/model': false,
          'domain/devices/interface[$1]/@type': { not: /^(?:hostdev|vdpa|vhostuser)$/ },
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        given: { 'net.declared': 'rtl8139' },
        says: 'the NIC has no model, so libvirt uses the emulated rtl8139 on x86; use virtio',
        fix: { line: "<model type='virtio'/>" },
      },
      {
        format: 'vmx',
        at: /^(ethernet\d+)\.present$/,
        is: /^true$/i,
        with: { '$1.virtualdev': false },
        says: 'the NIC has no model, so VMware chooses one for the guest OS, which may be emulated; use vmxnet3',
        precondition: { driver: 'vmxnet3' },
        byHand: 'which model VMware chooses depends on guestOS; add ethernet0.virtualDev = "vmxnet3" for this NIC',
      },
      {
        format: 'vagrantfile',
        at: /^vmware$/,
        without: { at: /^vmware\.vmx\.ethernet\d+\.virtualdev$/ },
        given: { 'net.declared': 'e1000e' },
        says: 'the NIC has no model, so Vagrant with VMware uses the emulated e1000e; use vmxnet3',
        precondition: { driver: 'vmxnet3' },
        byHand: 'add v.vmx["ethernet0.virtualDev"] = "vmxnet3"',
      },
    ],
    examples: [
      { format: 'libvirt', bad: libvirtNic(''), good: libvirtNic("\n    <model type='virtio'/>") },
      {
        format: 'vagrantfile',
        bad: vagrant('vmware_desktop', 'v.vmx["memsize"] = "1024"'),
        good: vagrant('vmware_desktop', 'v.vmx["ethernet0.virtualDev"] = "vmxnet3"'),
      },
      {
        format: 'vmx',
        bad: 'config.version = "8"\nvirtualHW.version = "19"\nethernet0.present = "TRUE"\n',
        good: 'config.version = "8"\nvirtualHW.version = "19"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "vmxnet3"\n',
      },
    ],
  },
  {
    id: 'VC203',
    name: 'xen-vif-emulated-twin',
    severity: 'info',
    component: 'network',
    says: 'a NIC without type=vif is both emulated and paravirtual; use type=vif',
    why: 'Without type=vif an HVM guest also gets an emulated NIC, for PXE and for guests without PV drivers. With type=vif only the paravirtual NIC remains.',
    precondition: { driver: 'xen-net' },
    see: 'https://xenbits.xen.org/docs/unstable/man/xl-network-configuration.5.html',
    patterns: [
      {
        format: 'xl',
        at: /^vif\[(\d+)\]$/,
        is: /./,
        with: { 'vif[$1].type': false, boot: { not: /n/ } },
        given: { 'declared.type': 'hvm' },
        fix: { append: ',type=vif' },
      },
      // Firmware boots from the emulated card.
      {
        format: 'xl',
        at: /^vif\[(\d+)\]$/,
        is: /./,
        with: { 'vif[$1].type': false, boot: /n/ },
        given: { 'declared.type': 'hvm' },
        needs: 'the guest does not boot from the network',
        byHand: 'boot= includes the network (n), and the firmware boots from the emulated NIC; remove n first',
      },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\nvif = [ "bridge=xenbr0" ]\n',
        good: 'type = "hvm"\nvif = [ "bridge=xenbr0,type=vif" ]\n',
      },
      {
        format: 'xl',
        bad: 'type = "hvm"\nmemory = 512\nboot = "nc"\nvif = [ "bridge=xenbr0" ]\n',
        good: 'type = "hvm"\nmemory = 512\nboot = "c"\nvif = [ "bridge=xenbr0,type=vif" ]\n',
      },
    ],
  },
  {
    id: 'VC204',
    name: 'no-queues',
    severity: 'info',
    component: 'network',
    says: 'the NIC has one queue for several vCPUs, which limits the throughput of parallel streams',
    why: 'Without queues= the NIC has a single queue pair: one vhost thread handles all packets.',
    see: PVE,
    patterns: [
      { format: 'proxmox', at: /^(net\d+)\.virtio$/, with: { '$1.queues': false, cores: /^(?:[4-9]|\d\d+)$/ } },
      {
        format: 'libvirt',
        at: /\/interface\[(\d+)\]\/model\/@type$/,
        is: 'virtio',
        with: { 'domain/devices/interface[$1]/driver/@queues': false, 'domain/vcpu': /^(?:[4-9]|\d\d+)$/ },
      },
    ],
    examples: [
      {
        format: 'proxmox',
        bad: 'cores: 8\nnet0: virtio=A2:C0:43:77:08:A0,bridge=vmbr0\n',
        good: 'cores: 8\nnet0: virtio=A2:C0:43:77:08:A0,bridge=vmbr0,queues=8\n',
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <vcpu>8</vcpu>\n  <devices>\n    <interface type='network'><model type='virtio'/></interface>\n  </devices>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <vcpu>8</vcpu>\n  <devices>\n    <interface type='network'><model type='virtio'/><driver queues='8'/></interface>\n  </devices>\n</domain>\n",
      },
    ],
  },
]

import type { Signals } from '../judge/judge.ts'
import { netSteps, stepsFor } from './definition.ts'
import { LINUX, NO_DRIVER, OTHERS, REMOVE, RESTORE, remove, WINDOWS } from './guest.ts'
import type { AdviceSource, AdviceTable } from './index.ts'
import { LINUX_3_16 } from './versions.ts'

const NEW_NAME = 'The interface may get a new name, and settings for the old name then have no effect'
const NEW_ADAPTER = 'Windows sees a new adapter: enter static IP settings again'
const VIRTIO_WIN = 'https://github.com/virtio-win/virtio-win-pkg-scripts'
const NETKVM =
  'Attach virtio-win.iso to the VM, then run virtio-win-guest-tools.exe in the guest; this also installs NetKVM, the network driver'
const NETKVM_THERE = 'Device Manager shows Red Hat VirtIO Ethernet Adapter'

/** An emulated card on one hypervisor, and the paravirtual model that replaces it: in the words of the guest's system. */
interface EmulatedCard {
  readonly id: string
  readonly hypervisor: string | readonly string[]
  readonly says: string
  readonly do: readonly string[] | ((signals: Signals) => readonly string[])
  readonly undo: string
  readonly see: string
  readonly risk?: string
  /** What the guest has to have first, and where it then shows. */
  readonly linux: { readonly first: string; readonly verify: string }
  readonly windows: { readonly first: string; readonly verify: string; readonly see?: string }
  readonly others: { readonly first: string }
}

const VIRTIO_NET = {
  linux: {
    first: 'modinfo virtio_net   # in the guest: the driver must be available',
    verify: 'ethtool -i eth0 shows driver: virtio_net',
  },
  windows: { first: NETKVM, verify: NETKVM_THERE, see: VIRTIO_WIN },
  others: { first: 'The guest needs a driver for virtio-net (FreeBSD has vtnet in the GENERIC kernel)' },
} as const

const cards = (): readonly EmulatedCard[] => [
  {
    id: 'network.emulated',
    hypervisor: ['kvm', 'pvm', 'qemu-tcg'],
    says: 'The NIC is emulated; use the paravirtual model (virtio)',
    do: (signals) => stepsFor(netSteps(signals), signals),
    undo: 'Restore the previous NIC model in the same place',
    see: 'https://www.qemu.org/docs/master/system/devices/net.html',
    ...VIRTIO_NET,
  },
  {
    id: 'network.vmware-emulated',
    hypervisor: 'vmware',
    says: 'The NIC is emulated; use the paravirtual model (VMXNET 3)',
    do: [
      'Power the VM off; set ethernet0.virtualDev = "vmxnet3" in its .vmx (keep the other ethernet0 lines; a replaced adapter gets a new MAC)',
    ],
    undo: 'Power the VM off; set ethernet0.virtualDev = "e1000" in its .vmx',
    see: 'https://kb.vmware.com/kb/1001805',
    linux: {
      first: 'modinfo vmxnet3   # in the guest: the driver must be available',
      verify: 'ethtool -i eth0 shows driver: vmxnet3',
    },
    windows: {
      first: 'In the guest, install VMware Tools, which contain the vmxnet3 driver, and restart it',
      verify: 'Device Manager shows vmxnet3 Ethernet Adapter',
    },
    others: { first: 'The guest needs a driver for VMXNET 3 (VMware Tools contain it; FreeBSD has vmx)' },
  },
  {
    id: 'network.virtualbox-emulated',
    hypervisor: 'virtualbox',
    says: 'The NIC is emulated; use the paravirtual model (virtio-net)',
    do: ['VBoxManage modifyvm $VM --nic-type1=virtio   # VM powered off; before VirtualBox 7.0: --nictype1 virtio'],
    undo: 'VBoxManage modifyvm $VM --nic-type1=82540EM',
    see: 'https://www.virtualbox.org/manual/ch06.html',
    ...VIRTIO_NET,
  },
  {
    id: 'network.hyperv-emulated',
    hypervisor: 'hyperv',
    says: 'The NIC is the emulated legacy network adapter; use the synthetic network adapter',
    do: [
      'Stop-VM $VM   # PowerShell on the host',
      'Get-VMNetworkAdapter -VMName $VM | Format-List SwitchName,MacAddress,DynamicMacAddressEnabled,VlanSetting   # note these settings: the new adapter does not get them',
      'Add-VMNetworkAdapter -VMName $VM -SwitchName $SWITCH   # with a static MAC: -StaticMacAddress $MAC; then Set-VMNetworkAdapterVlan as before',
      'Get-VMNetworkAdapter -VMName $VM | Where-Object IsLegacy | Remove-VMNetworkAdapter',
    ],
    undo: 'Add-VMNetworkAdapter -VMName $VM -SwitchName $SWITCH -IsLegacy $true',
    see: 'https://learn.microsoft.com/powershell/module/hyper-v/add-vmnetworkadapter',
    risk: 'A generation 1 VM can boot from the network through the legacy adapter only',
    linux: {
      first: 'modinfo hv_netvsc   # in the guest: the driver must be available',
      verify: 'ethtool -i eth0 shows driver: hv_netvsc',
    },
    windows: {
      first: 'Windows Vista, Server 2008 and newer contain the driver',
      verify: 'Device Manager shows Microsoft Hyper-V Network Adapter',
    },
    others: { first: 'The guest needs a driver for the synthetic adapter (FreeBSD has hn)' },
  },
  {
    id: 'network.bhyve-emulated',
    hypervisor: 'bhyve',
    says: 'The NIC is emulated; use the paravirtual model (virtio-net)',
    do: ['bhyve: -s N,virtio-net,… instead of -s N,e1000,…; keep the slot, tap and mac='],
    undo: 'bhyve: -s N,e1000,…',
    see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve&sektion=8',
    ...VIRTIO_NET,
  },
]

const emulated = (card: EmulatedCard): AdviceSource[] => {
  const { id, hypervisor, says, do: steps, undo, see } = card
  const when = { hypervisor, 'cell.network': 'VS' } as const
  const risk = (of: string): string => (card.risk === undefined ? of : `${of}. ${card.risk}`)
  const shared = (signals: Signals) =>
    ({ says, do: typeof steps === 'function' ? steps(signals) : steps, undo, at: 'host', see }) as const
  const { linux, windows, others } = card
  return [
    {
      id,
      component: 'network',
      when: { ...when, ...LINUX },
      unless: [NO_DRIVER],
      text: (signals) => ({ ...shared(signals), first: [linux.first], risk: risk(NEW_NAME), verify: linux.verify }),
    },
    {
      id: `${id}-windows`,
      component: 'network',
      when: { ...when, ...WINDOWS },
      text: (signals) => ({
        ...shared(signals),
        see: windows.see ?? see,
        first: [windows.first],
        risk: risk(NEW_ADAPTER),
        verify: windows.verify,
      }),
    },
    {
      id: `${id}-other`,
      component: 'network',
      when: { ...when, ...OTHERS },
      unless: [NO_DRIVER],
      text: (signals) => ({
        ...shared(signals),
        first: [others.first],
        risk: risk(NEW_NAME),
        verify: 'virtcolor shows network P',
      }),
    },
  ]
}

/** An emulated card where the hypervisor has a paravirtual one, and cards that are not used as they could be. */
export const network: readonly AdviceTable[] = [
  {
    given: [{ 'net.switched': true }, { hypervisor: 'xen', 'cell.network': 'P' }],
    rows: () => [
      {
        id: 'network.vf-lost',
        component: 'network',
        when: { 'net.switched': /from VF$/, ...LINUX },
        text: () => ({
          says: 'Packets no longer use the virtual function, but the synthetic NIC (netvsc), which handles lower packet rates',
          do: [
            'dmesg | grep -i -e "data path" -e mlx -e mana   # shows when and why the data path changed',
            'lsmod | grep -e mlx4 -e mlx5 -e mana   # the driver of the virtual function must be loaded',
            'Check that Accelerated Networking is still enabled for this interface',
          ],
          at: 'guest',
          verify: 'dmesg | grep "Data path switched" ends with a line "switched to VF"',
          see: 'https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html',
        }),
      },
      {
        id: 'network.vf-undriven',
        component: 'network',
        when: {
          hypervisor: 'xen',
          'net.bound': 'vif',
          'cell.network': 'P',
          pci: ['8086:10ed', '8086:1515', '1d0f:ec20', '1d0f:ec21'],
          ...LINUX,
        },
        unless: [{ 'net.bound': ['ena', 'ixgbevf'] }],
        text: () => ({
          says: 'A virtual function (SR-IOV) is present, but no driver is bound to it, so the guest uses the slower PV NIC (netfront)',
          do: [
            'sudo modprobe ena   # for 1d0f:ec20 and 1d0f:ec21; for 8086:10ed and 8086:1515: sudo modprobe ixgbevf',
            'Add the driver to the initramfs, so that it loads at boot',
          ],
          undo: 'sudo rmmod ena   # or ixgbevf',
          at: 'guest',
          risk: NEW_NAME,
          verify: 'ethtool -i eth0 shows driver: ena or ixgbevf',
          see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/enhanced-networking.html',
        }),
      },
    ],
  },
  {
    given: { 'cell.network': 'VS' },
    rows: () => [
      {
        id: 'network.xen-emulated',
        component: 'network',
        when: { hypervisor: 'xen', 'cell.network': 'VS', ...LINUX },
        unless: [NO_DRIVER],
        text: () => ({
          says: 'The guest uses an emulated NIC although Xen also offers a PV NIC (netfront)',
          first: ['modinfo xen_netfront   # in the guest: the driver must be available'],
          do: [
            remove('xen_emul_unplug=never, nopv or xen_nopv, if present,'),
            'In xl.cfg, add type=vif to the vif entry and keep its MAC, bridge and script; this removes the emulated NIC',
          ],
          undo: RESTORE,
          at: 'guest',
          risk: NEW_NAME,
          verify: 'ethtool -i eth0 shows driver: vif',
          see: 'https://xenbits.xen.org/docs/unstable/man/xl-network-configuration.5.html',
        }),
      },
      ...cards().flatMap(emulated),
    ],
  },
  {
    given: [{ 'queues.virtio-net': '1' }, { hypervisor: 'xen' }],
    rows: () => [
      {
        id: 'network.netfront-one-queue',
        component: 'network',
        when: {
          hypervisor: 'xen',
          role: 'domU',
          'queues.netfront': '1',
          'irq.cpus': { atLeast: 2 },
          'kernel.release': LINUX_3_16(),
          ...LINUX,
        },
        // A NIC that is unused, or one of many, is no bottleneck.
        unless: [{ 'queues.netfront': { atLeast: 2 } }, { 'cell.network': ['VH', 'VS', 'H'] }],
        text: () => ({
          says: 'netfront has one queue for all vCPUs: one vCPU and one backend thread handle all packets, which limits the throughput of parallel streams',
          first: [
            'cat /sys/module/xen_netfront/parameters/max_queues   # in the guest: if it shows 1, boot with xen_netfront.max_queues=4',
          ],
          do: ['In the driver domain (dom0): boot with xen_netback.max_queues=4, or with the number of vCPUs of the guest'],
          undo: REMOVE,
          at: 'host',
          gains: {
            figure: 'Throughput from 17 to 41 Gbit/s',
            workload: 'published for XenServer 7.0, which introduced multiple queues; one use case',
            see: 'http://www.toddpigram.com/2016/07/xenserver-70-performance-improvements_2.html',
          },
          risk: 'Each queue uses grants and event channels of both domains; a backend in QEMU, or on an OS other than Linux, may support only one queue',
          verify: 'grep vif /proc/interrupts shows several queues (q0, q1, …)',
          see: 'https://wiki.xenproject.org/wiki/Xen-netback_and_xen-netfront_multi-queue_performance_testing',
        }),
      },
      {
        id: 'network.virtio-one-queue',
        component: 'network',
        when: [
          {
            hypervisor: 'kvm',
            'queues.virtio-net': '1',
            'irq.cpus': { atLeast: 4 },
            platform: false,
            'cell.network': 'P',
            ...LINUX,
          },
          {
            hypervisor: 'kvm',
            'queues.virtio-net': '1',
            'irq.cpus': { atLeast: 4 },
            platform: ['ovirt', 'openstack', 'kubevirt', 'nutanix'],
            'cell.network': 'P',
            ...LINUX,
          },
        ],
        unless: [{ 'queues.virtio-net': { atLeast: 2 } }],
        text: () => ({
          says: 'virtio-net has one queue pair for four or more vCPUs, which limits the throughput of parallel streams',
          do: [
            'libvirt: add queues="4" to the <driver> of the interface, or <driver name="vhost" queues="4"/> if the interface has no <driver>',
            'QEMU: add queues=4,vhost=on to -netdev tap,… and mq=on,vectors=10 to -device virtio-net-pci,…   # vectors: 2 x queues + 2',
            'OpenStack: openstack image set --property hw_vif_multiqueue_enabled=true $IMAGE',
            'KubeVirt: networkInterfaceMultiqueue: true',
            'sudo ethtool -L eth0 combined 4   # in the guest, if it still uses one queue pair afterwards',
          ],
          undo: 'sudo ethtool -L eth0 combined 1',
          at: 'host',
          risk: 'Each queue costs memory and a host thread; more queues do not make a single stream faster',
          verify: 'ethtool -l eth0',
          see: 'https://www.linux-kvm.org/page/Multiqueue',
        }),
      },
      {
        id: 'network.netfront-bounce',
        component: 'network',
        when: {
          hypervisor: 'xen',
          'kernel.switch': /^xen_netfront\.trusted=(?:0|n|off|false)$/i,
          'cell.network': 'P',
          ...LINUX,
        },
        text: () => ({
          says: 'netfront copies every packet, because xen_netfront.trusted=0 declares the backend untrusted',
          do: [`${remove('xen_netfront.trusted=0')}, if you trust the driver domain`],
          undo: RESTORE,
          at: 'guest',
          risk: 'A malicious backend could read data next to a packet in the same page (XSA-403)',
          verify: 'cat /sys/module/xen_netfront/parameters/trusted shows Y',
          see: 'https://xenbits.xen.org/xsa/advisory-403.html',
        }),
      },
    ],
  },
]

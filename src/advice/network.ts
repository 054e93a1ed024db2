import type { AdviceTable } from './index.ts'
import { LINUX_3_16 } from './versions.ts'

const NAMES = 'the interface may get another name, and network configuration by name is lost with the old one'

/** An emulated card where the hypervisor has a paravirtual one, and cards that are not used as they could be. */
export const network: readonly AdviceTable[] = [
  {
    given: [{ 'net.switched': true }, { hypervisor: 'xen', 'cell.network': 'P' }],
    rows: () => [
      {
        id: 'network.vf-lost',
        component: 'network',
        when: { 'net.switched': /from VF$/ },
        text: () => ({
          says: 'the data path fell back from the virtual function to the synthetic card',
          do: [
            'dmesg | grep -i -e "VF" -e mlx -e mana: find when and why it went',
            'check that Accelerated Networking is still on for this interface, and the driver of the virtual function is loaded',
          ],
          at: 'guest',
          verify: 'dmesg ends with "Data path switched to VF"',
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
        },
        unless: [{ 'net.bound': ['ena', 'ixgbevf'] }],
        text: () => ({
          says: 'a virtual function is there and no driver is bound to it',
          do: ['modprobe ena (1d0f:ec20, 1d0f:ec21) or modprobe ixgbevf (8086:10ed, 8086:1515); then into the initramfs'],
          undo: 'rmmod the driver',
          at: 'guest',
          risk: NAMES,
          verify: 'ethtool -i eth0; virtcolor shows network VH',
          see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/enhanced-networking.html',
        }),
      },
    ],
  },
  {
    given: { 'cell.network': 'VS' },
    rows: () => [
      {
        id: 'network.emulated',
        component: 'network',
        when: { hypervisor: ['kvm', 'pvm', 'xen', 'qemu-tcg'], 'cell.network': 'VS' },
        text: () => ({
          says: 'the network card is emulated: use the paravirtual one',
          do: [
            'KVM, libvirt: <model type="virtio"/>; QEMU: -device virtio-net-pci,…',
            'Xen: the toolstack offers netfront beside the emulated card; let the kernel unplug the latter (no xen_emul_unplug=never, no nopv)',
          ],
          undo: 'the old model',
          at: 'host',
          risk: NAMES,
          verify: 'virtcolor why network shows virtio-net or xen-netfront',
          see: 'https://www.qemu.org/docs/master/system/devices/net.html',
        }),
      },
      {
        id: 'network.vmware-emulated',
        component: 'network',
        when: { hypervisor: 'vmware', 'cell.network': 'VS' },
        text: () => ({
          says: 'the network card is emulated: VMware has vmxnet3',
          do: ['power off; .vmx: ethernet0.virtualDev = "vmxnet3" (or remove the adapter and add one of type VMXNET 3)'],
          undo: 'ethernet0.virtualDev = "e1000"',
          at: 'host',
          risk: NAMES,
          verify: 'ethtool -i says vmxnet3; virtcolor shows network P',
          see: 'https://kb.vmware.com/kb/1001805',
        }),
      },
      {
        id: 'network.virtualbox-emulated',
        component: 'network',
        when: { hypervisor: 'virtualbox', 'cell.network': 'VS' },
        text: () => ({
          says: 'the network card is emulated: VirtualBox has virtio-net',
          do: ['power off; VBoxManage modifyvm NAME --nic-type1=virtio (--nictype1 before 7.0)'],
          undo: 'VBoxManage modifyvm NAME --nic-type1=82540EM',
          at: 'host',
          risk: NAMES,
          verify: 'ethtool -i says virtio_net; virtcolor shows network P',
          see: 'https://www.virtualbox.org/manual/ch06.html',
        }),
      },
      {
        id: 'network.hyperv-emulated',
        component: 'network',
        when: { hypervisor: 'hyperv', 'cell.network': 'VS' },
        text: () => ({
          says: 'the network card is the emulated "legacy network adapter": use the synthetic one',
          do: [
            'power off; PowerShell: Add-VMNetworkAdapter -VMName NAME -SwitchName SWITCH; Remove-VMNetworkAdapter the one that is IsLegacy',
          ],
          undo: 'Add-VMNetworkAdapter -IsLegacy $true',
          at: 'host',
          risk: `${NAMES}; a generation 1 VM boots by network from the legacy adapter only`,
          verify: 'ethtool -i says hv_netvsc; virtcolor shows network P',
          see: 'https://learn.microsoft.com/powershell/module/hyper-v/add-vmnetworkadapter',
        }),
      },
      {
        id: 'network.bhyve-emulated',
        component: 'network',
        when: { hypervisor: 'bhyve', 'cell.network': 'VS' },
        text: () => ({
          says: 'the network card is emulated: bhyve has virtio-net',
          do: ['bhyve -s N,virtio-net,tap0 in place of -s N,e1000,tap0'],
          undo: '-s N,e1000,tap0',
          at: 'host',
          risk: NAMES,
          verify: 'ethtool -i says virtio_net; virtcolor shows network P',
          see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve&sektion=8',
        }),
      },
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
          'kernel.release': LINUX_3_16,
        },
        // A card that is not in use, or one among many, is nobody's bottleneck.
        unless: [{ 'queues.netfront': { atLeast: 2 } }, { 'cell.network': ['VH', 'VS', 'H'] }],
        text: () => ({
          says: 'netfront has one queue for all vCPUs: one of them, and one thread in the backend, does all the work',
          do: [
            'guest: xen_netfront.max_queues=N on the kernel command line (N up to the vCPUs)',
            'host: xen_netback.max_queues=N in the driver domain; a backend in the QEMU or in other systems may have one queue only',
          ],
          undo: 'remove the word',
          at: 'host',
          gains: {
            figure: 'from 17 to 41 Gbit/s',
            workload: 'one use case of XenServer 7.0, which brought several queues',
            see: 'http://www.toddpigram.com/2016/07/xenserver-70-performance-improvements_2.html',
          },
          risk: 'each queue takes grants and event channels of both domains',
          verify: 'grep vif /proc/interrupts shows q0, q1, …',
          see: 'https://wiki.xenproject.org/wiki/Xen-netback_and_xen-netfront_multi-queue_performance_testing',
        }),
      },
      {
        id: 'network.virtio-one-queue',
        component: 'network',
        when: [
          { hypervisor: 'kvm', 'queues.virtio-net': '1', 'irq.cpus': { atLeast: 4 }, platform: false, 'cell.network': 'P' },
          {
            hypervisor: 'kvm',
            'queues.virtio-net': '1',
            'irq.cpus': { atLeast: 4 },
            platform: ['ovirt', 'openstack', 'kubevirt', 'nutanix'],
            'cell.network': 'P',
          },
        ],
        unless: [{ 'queues.virtio-net': { atLeast: 2 } }],
        text: () => ({
          says: 'virtio-net has one pair of queues for four vCPUs or more',
          do: [
            'libvirt: <driver name="vhost" queues="N"/>; QEMU: -netdev tap,queues=N,vhost=on -device virtio-net-pci,mq=on,vectors=2N+2',
            'OpenStack: hw_vif_multiqueue_enabled=true on the image; KubeVirt: networkInterfaceMultiqueue: true',
            'guest: ethtool -L eth0 combined N',
          ],
          undo: 'ethtool -L eth0 combined 1',
          at: 'host',
          risk: 'a little memory and one host thread a queue; for a single stream nothing changes',
          verify: 'ethtool -l eth0; grep virtio.*-input /proc/interrupts',
          see: 'https://www.linux-kvm.org/page/Multiqueue',
        }),
      },
      {
        id: 'network.netfront-bounce',
        component: 'network',
        when: { hypervisor: 'xen', 'kernel.switch': /^xen_netfront\.trusted=(?:0|n|off|false)$/i, 'cell.network': 'P' },
        text: () => ({
          says: 'netfront copies every packet, because the command line says that the backend is not trusted',
          do: ['where the driver domain is trusted: remove xen_netfront.trusted=0 from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'a malicious backend could read what lies beside a packet in its page (XSA-403)',
          verify: 'cat /sys/module/xen_netfront/parameters/trusted says Y',
          see: 'https://xenbits.xen.org/xsa/advisory-403.html',
        }),
      },
    ],
  },
]

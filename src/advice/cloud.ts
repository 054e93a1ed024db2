import type { AdviceTable } from './index.ts'

const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'
const NITRO = 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html'
const RESIZE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resize-limitations.html'

/** Moves between generations of EC2, and what a cloud offers beside what is in use. */
export const cloud: readonly AdviceTable[] = [
  {
    given: { platform: ['aws', 'azure'] },
    rows: () => [
      {
        id: 'ec2.pv-to-hvm',
        component: 'cpu',
        when: { hypervisor: 'xen', platform: 'aws', mode: 'pv' },
        text: () => ({
          says: 'a PV image runs on previous generations of EC2 only: make an HVM image of it, and start that as a Nitro type',
          do: [
            'in the guest: a boot loader on the disk (grub-install), a kernel and initramfs with nvme and ena, fstab by UUID',
            'aws ec2 create-snapshot --volume-id …; aws ec2 register-image --virtualization-type hvm --ena-support --block-device-mappings …',
            'aws ec2 run-instances --image-id … --instance-type … (a Nitro type)',
          ],
          undo: 'the old instance, stopped, stays as it is',
          at: 'guest',
          gains: {
            figure: 'overhead of a paravirtual part 10 to 50 %, of one virtualized in hardware 0.1 to 1.5 %',
            workload: 'Gregg’s estimates for the stages of virtualization, not measurements',
            see: GREGG_2017,
          },
          risk: 'a guest without ena and nvme in its initramfs does not come up on Nitro',
          verify: 'virtcolor shows KVM, disk VH, network VH',
          see: RESIZE,
        }),
      },
      {
        id: 'ec2.xen-to-nitro',
        component: 'disk',
        when: { hypervisor: 'xen', platform: 'aws', mode: ['hvm', 'hvm-pv-drivers', 'pvhvm'] },
        text: () => ({
          says: 'this is a Xen type of EC2: its Nitro successor has disks and network in hardware (t2: t3, m4: m5 and later, c4: c5, r4: r5, i3: i3en or i4i)',
          do: [
            'first, in the guest: modinfo nvme ena; lsinitrd or lsinitramfs | grep -e nvme -e ena; fstab by UUID',
            'aws ec2 modify-instance-attribute --instance-id … --ena-support',
            'aws ec2 stop-instances …; aws ec2 modify-instance-attribute --instance-id … --instance-type …; aws ec2 start-instances …',
          ],
          undo: 'set the old instance type again',
          at: 'guest',
          gains: {
            figure: 'overhead of a paravirtual part 10 to 50 %, of one virtualized in hardware 0.1 to 1.5 %',
            workload: 'Gregg’s estimates for the stages of virtualization, not measurements',
            see: GREGG_2017,
          },
          risk: 'disks and interfaces get other names; instance store is lost when the instance stops',
          verify: 'virtcolor shows KVM, disk VH, network VH',
          see: NITRO,
        }),
      },
      {
        id: 'ec2.sriov',
        component: 'network',
        // The interfaces are listed, and none of them is a virtual function.
        when: {
          hypervisor: 'xen',
          platform: 'aws',
          mode: ['hvm-pv-drivers', 'pvhvm'],
          'cell.network': 'P',
          'net.bound': 'vif',
        },
        unless: [{ 'net.bound': ['ena', 'ixgbevf'] }, { pci: ['8086:10ed', '1d0f:ec20', '1d0f:ec21'] }],
        text: () => ({
          says: 'the network goes through netfront: where the instance type has enhanced networking, a virtual function can carry it',
          do: [
            'aws ec2 describe-instance-types --instance-types … --query "InstanceTypes[].NetworkInfo.EnaSupport" (C3, C4, D2, I2, M4 but m4.16xlarge, R3: ixgbevf)',
            'stop the instance; aws ec2 modify-instance-attribute --instance-id … --ena-support (or --sriov-net-support simple); start it',
          ],
          at: 'guest',
          gains: {
            figure: 'from 200 thousand to 2 million packets a second',
            workload: 'microbenchmarks at Netflix: EC2 Classic against r3, i2 and m4.8xlarge in a VPC with enhanced networking',
            see: 'http://techblog.cloudperf.net/2016/05/2-million-packets-per-second-on-public.html',
          },
          risk: 'sriov-net-support cannot be taken back; without the driver in the guest it loses its network',
          verify: 'ethtool -i eth0 says ena or ixgbevf; virtcolor shows network VH',
          see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/enhanced-networking.html',
        }),
      },
      {
        id: 'ec2.nvme-timeout',
        component: 'disk',
        when: {
          platform: 'aws',
          hypervisor: 'kvm',
          'device.model': /Amazon Elastic Block Store/,
          'nvme.io-timeout': { below: 255 },
        },
        text: () => ({
          says: 'requests to EBS fail after the short timeout of local NVMe disks, and a filesystem may turn read-only',
          do: ['nvme_core.io_timeout=4294967295 on the kernel command line (255 where an old kernel refuses that)'],
          undo: 'remove the word: the default is 30 seconds',
          at: 'guest',
          risk: 'requests to a disk that has really gone hang for as long',
          verify: 'cat /sys/module/nvme_core/parameters/io_timeout',
          see: 'https://docs.aws.amazon.com/ebs/latest/userguide/timeout-nvme-ebs-volumes.html',
        }),
      },
      {
        id: 'azure.accelerated',
        component: 'network',
        when: { hypervisor: 'hyperv', platform: 'azure', 'net.bound': 'hv_netvsc', 'cell.network': 'P' },
        unless: [
          { 'net.bound': ['mlx4_core', 'mlx4_en', 'mlx5_core', 'mana'] },
          { 'net.switched': true },
          { pci: /^(?:15b3:|1414:00ba$)/ },
        ],
        text: () => ({
          says: 'the network goes through the synthetic card alone: Accelerated Networking puts a virtual function under it',
          do: ['az network nic update --resource-group … --name … --accelerated-networking true (the VM deallocated)'],
          undo: 'az network nic update … --accelerated-networking false',
          at: 'host',
          risk: 'the size of the VM has to support it; the guest needs mlx4, mlx5 and mana, and must not configure the function itself',
          verify: 'dmesg says "Data path switched to VF"; virtcolor shows network VH',
          see: 'https://learn.microsoft.com/azure/virtual-network/accelerated-networking-overview',
        }),
      },
    ],
  },
]

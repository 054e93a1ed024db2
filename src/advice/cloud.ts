import { LINUX, WINDOWS } from './guest.ts'
import type { AdviceTable } from './index.ts'

const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'
const NITRO = 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html'
const RESIZE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resize-limitations.html'
const STAGES = {
  figure: 'Overhead: 10 to 50 % for a paravirtual component, 0.1 to 1.5 % for a component virtualized in hardware',
  workload: 'Gregg’s estimates for the stages of virtualization, not measurements',
  see: GREGG_2017,
} as const
const ON_XEN = { hypervisor: 'xen', platform: 'aws', mode: ['hvm', 'hvm-pv-drivers', 'pvhvm'] } as const
const TO_NITRO =
  'This instance type runs on Xen; its Nitro successor virtualizes disk and network in hardware (t2 to t3, m4 to m5, c4 to c5, r4 to r5, i3 to i3en or i4i)'
const STOP = [
  'aws ec2 stop-instances --instance-ids $INSTANCE',
  'aws ec2 wait instance-stopped --instance-ids $INSTANCE',
] as const
const START = 'aws ec2 start-instances --instance-ids $INSTANCE'
const MOVE = [
  ...STOP,
  'aws ec2 modify-instance-attribute --instance-id $INSTANCE --ena-support',
  'aws ec2 modify-instance-attribute --instance-id $INSTANCE --instance-type $TYPE   # a Nitro instance type, such as m8i.large',
  START,
] as const
const ON_NITRO = 'virtcolor shows KVM, disk VH, network VH'

/** Moves between generations of EC2, and what a cloud offers beside what is in use. */
export const cloud: readonly AdviceTable[] = [
  {
    given: { platform: ['aws', 'azure'] },
    rows: () => [
      {
        id: 'ec2.pv-to-hvm',
        component: 'cpu',
        when: { hypervisor: 'xen', platform: 'aws', mode: 'pv', ...LINUX },
        text: () => ({
          says: 'PV images run only on previous-generation EC2 instance types; convert the image to HVM and start it on a Nitro instance type',
          first: [
            'In the guest: install GRUB on the disk, and a 64-bit kernel whose initramfs has the nvme and ena drivers',
            'In fstab and the boot loader, name filesystems by UUID or label, because disk names change',
          ],
          do: [
            'SNAP=$(aws ec2 create-snapshot --volume-id $VOLUME --query SnapshotId --output text)',
            'aws ec2 wait snapshot-completed --snapshot-ids $SNAP',
            'AMI=$(aws ec2 register-image --name from-pv --virtualization-type hvm --architecture x86_64 --ena-support --root-device-name /dev/xvda --block-device-mappings "DeviceName=/dev/xvda,Ebs={SnapshotId=$SNAP}" --query ImageId --output text)',
            'aws ec2 run-instances --image-id $AMI --instance-type $TYPE   # a Nitro instance type, such as m8i.large',
          ],
          undo: 'Start the old instance again; it is unchanged',
          at: 'guest',
          gains: STAGES,
          risk: 'Without the nvme driver in its initramfs the guest does not boot on Nitro; without ena it has no network',
          verify: ON_NITRO,
          see: RESIZE,
        }),
      },
      {
        id: 'ec2.xen-to-nitro',
        component: 'disk',
        when: { ...ON_XEN, ...LINUX },
        // No Nitro type runs a 32-bit guest.
        unless: [{ arch: /^i[3-6]86$/ }],
        text: () => ({
          says: TO_NITRO,
          first: [
            'modinfo nvme ena   # in the guest: both drivers must be available',
            'lsinitramfs /boot/initrd.img-$(uname -r) | grep -e nvme -e ena   # in the guest, Debian and Ubuntu; with dracut: lsinitrd | grep -e nvme -e ena',
            'In fstab and the boot loader, name filesystems by UUID or label, because disk names change',
          ],
          do: MOVE,
          undo: 'Stop the instance, set the old instance type again and start it',
          at: 'guest',
          gains: STAGES,
          risk: 'Disks and network interfaces get new names; instance store data is lost when the instance stops',
          verify: ON_NITRO,
          see: NITRO,
        }),
      },
      {
        id: 'ec2.xen-to-nitro-windows',
        component: 'disk',
        when: { ...ON_XEN, ...WINDOWS },
        text: () => ({
          says: TO_NITRO,
          first: [
            'Install the current AWS PV, ENA and NVMe drivers for Windows in the guest, then restart it',
            'Update EC2Launch in the guest, so that Windows brings the new disks online',
          ],
          do: MOVE,
          undo: 'Stop the instance, set the old instance type again and start it',
          at: 'guest',
          gains: STAGES,
          risk: 'Without the NVMe driver Windows does not boot, without ENA it has no network; a stop deletes instance store data',
          verify: 'Device Manager shows Amazon Elastic Network Adapter and AWS NVMe Elastic Block Storage Adapter',
          see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/migrating-latest-types.html',
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
          ...LINUX,
        },
        unless: [{ 'net.bound': ['ena', 'ixgbevf'] }, { pci: ['8086:10ed', '1d0f:ec20', '1d0f:ec21'] }],
        text: () => ({
          says: 'The guest uses the PV NIC (netfront); most HVM instance types also offer SR-IOV (enhanced networking), which handles higher packet rates',
          first: [
            'modinfo ena ixgbevf   # in the guest: the driver that this instance type uses must be available before the next step',
            'aws ec2 describe-instance-types --instance-types $TYPE --query "InstanceTypes[].NetworkInfo.EnaSupport"   # C3, C4, D2, I2, R3 and M4 (not m4.16xlarge) use ixgbevf',
          ],
          do: [
            ...STOP,
            'aws ec2 modify-instance-attribute --instance-id $INSTANCE --ena-support   # for ixgbevf: --sriov-net-support simple',
            START,
          ],
          at: 'guest',
          gains: {
            figure: 'From 200 thousand to 2 million packets per second',
            workload:
              'microbenchmarks at Netflix: EC2 Classic compared with r3, i2 and m4.8xlarge in a VPC with enhanced networking',
            see: 'http://techblog.cloudperf.net/2016/05/2-million-packets-per-second-on-public.html',
          },
          risk: 'sriov-net-support cannot be turned off again; a guest without the ena or ixgbevf driver loses its network',
          verify: 'ethtool -i eth0 shows driver: ena or ixgbevf',
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
          ...LINUX,
        },
        text: () => ({
          says: 'The NVMe timeout is meant for local disks and too short for EBS: requests may fail and filesystems become read-only',
          do: ['Add nvme_core.io_timeout=4294967295 to the kernel command line (255 if an old kernel rejects it) and reboot'],
          undo: 'Remove the kernel parameter; the default is 30 seconds',
          at: 'guest',
          risk: 'If a volume is lost for good, its requests hang instead of failing',
          verify: 'cat /sys/module/nvme_core/parameters/io_timeout',
          see: 'https://docs.aws.amazon.com/ebs/latest/userguide/timeout-nvme-ebs-volumes.html',
        }),
      },
      {
        id: 'azure.accelerated',
        component: 'network',
        when: { hypervisor: 'hyperv', platform: 'azure', 'net.bound': 'hv_netvsc', 'cell.network': 'P', ...LINUX },
        unless: [
          { 'net.bound': ['mlx4_core', 'mlx4_en', 'mlx5_core', 'mana'] },
          { 'net.switched': true },
          { pci: /^(?:15b3:|1414:00ba$)/ },
        ],
        text: () => ({
          says: 'The guest uses only the synthetic NIC (netvsc); Accelerated Networking adds a virtual function, which handles higher packet rates',
          first: [
            'modinfo mlx4_core mlx5_core mana   # in the guest: all three drivers must be available, because the host decides which one is used',
          ],
          do: [
            'az vm deallocate --resource-group $GROUP --name $VM',
            'az network nic update --resource-group $GROUP --name $NIC --accelerated-networking true',
            'az vm start --resource-group $GROUP --name $VM',
          ],
          undo: 'az network nic update --resource-group $GROUP --name $NIC --accelerated-networking false',
          at: 'host',
          risk: 'The VM size must support Accelerated Networking; do not configure the virtual function by hand in the guest',
          verify: 'dmesg | grep "Data path switched to VF"',
          see: 'https://learn.microsoft.com/azure/virtual-network/accelerated-networking-overview',
        }),
      },
    ],
  },
]

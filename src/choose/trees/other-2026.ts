import type { Tree } from '../model.ts'
import { clouds } from './other/clouds.ts'
import { hyperv } from './other/hyperv.ts'
import { kvm } from './other/kvm.ts'
import { vmware } from './other/vmware.ts'

const QEMU_DISKS = 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/'
const PROXMOX = 'https://pve.proxmox.com/pve-docs/chapter-qm.html'
const VMXNET3 = 'https://kb.vmware.com/kb/1001805'
const HYPERV_GEN =
  'https://learn.microsoft.com/en-us/windows-server/virtualization/hyper-v/plan/should-i-create-a-generation-1-or-2-virtual-machine-in-hyper-v'
const AZURE_NVME = 'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs'
const AZURE_AN = 'https://learn.microsoft.com/azure/virtual-network/accelerated-networking-how-it-works'
const GVNIC = 'https://cloud.google.com/compute/docs/networking/using-gvnic'
const OCI = 'https://docs.oracle.com/en-us/iaas/Content/Marketplace/build-image.htm'
const ALIBABA = 'https://www.alibabacloud.com/help/en/ecs/user-guide/how-do-i-resolve-downtime-issues-with-migrated-instances'
const FIRECRACKER = 'https://github.com/firecracker-microvm/firecracker/blob/main/docs/design.md'
const LINODE = 'https://www.linode.com/docs/guides/kvm-reference/'

export const other2026: Tree = {
  id: 'other-2026',
  title: 'Other hypervisors and clouds in 2026: which virtual devices to choose',
  asOf: '2026-11-23',
  about: 'These platforms have no Xen modes; the choice is between virtual devices.',
  sources: [QEMU_DISKS, PROXMOX, VMXNET3, HYPERV_GEN, AZURE_NVME, GVNIC, OCI],
  start: 'platform',
  questions: {
    platform: {
      ask: 'Which hypervisor or cloud runs the guest?',
      short: 'Which platform?',
      tell: 'run virtcolor in the guest: it shows the platform',
      rules: [
        {
          answer: 'kvm',
          when: { on: ['kvm', 'proxmox', 'ovirt', 'openstack', 'kubevirt'] },
          says: 'the platform is KVM with QEMU devices',
        },
        { answer: 'vmware', when: { on: 'vmware' }, says: 'the platform is VMware ESXi' },
        { answer: 'hyperv', when: { on: 'hyperv' }, says: 'the platform is Hyper-V' },
        { answer: 'azure', when: { on: 'azure' }, says: 'the platform is Microsoft Azure' },
        { answer: 'gce', when: { on: 'gce' }, says: 'the platform is Google Compute Engine' },
        { answer: 'oci', when: { on: 'oci' }, says: 'the platform is Oracle Cloud' },
        { answer: 'alibaba', when: { on: 'alibaba' }, says: 'the platform is Alibaba Cloud' },
        { answer: 'linode', when: { on: 'linode' }, says: 'the platform is Linode' },
        { answer: 'firecracker', when: { on: 'firecracker' }, says: 'the guest is a Firecracker microVM' },
        { answer: 'provider', when: { on: 'provider' }, says: 'a provider runs the hypervisor' },
      ],
      edges: {
        kvm: {
          label: 'KVM',
          to: 'kvm-hardware',
          basis: 'facts',
          why: 'With KVM you choose the devices of each VM.',
          see: [QEMU_DISKS],
        },
        vmware: {
          label: 'ESXi',
          to: 'vmware-drivers',
          basis: 'facts',
          why: 'You choose the NIC and the disk controller of each VM.',
          see: [VMXNET3],
        },
        hyperv: {
          label: 'Hyper-V',
          to: 'hyperv-uefi',
          basis: 'facts',
          why: 'You choose the Hyper-V generation when you create the VM; it cannot be changed later.',
          see: [HYPERV_GEN],
        },
        azure: {
          label: 'Azure',
          to: 'azure-modern',
          basis: 'facts',
          why: 'You choose the generation, the disk controller and Accelerated Networking for each VM.',
          see: [AZURE_NVME, AZURE_AN],
        },
        gce: {
          label: 'GCE',
          to: 'gce-gve',
          basis: 'facts',
          why: 'You choose the NIC type when you create the VM.',
          see: [GVNIC],
        },
        oci: {
          label: 'OCI',
          to: 'oci-virtio',
          basis: 'facts',
          why: 'The image sets the launch mode, which decides the devices.',
          see: [OCI],
        },
        alibaba: {
          label: 'Alibaba',
          to: 'alibaba',
          basis: 'facts',
          why: 'The instance family determines the devices.',
          see: [ALIBABA],
        },
        firecracker: {
          label: 'Firecracker',
          to: 'firecracker',
          basis: 'facts',
          why: 'Firecracker offers only one set of devices.',
          see: [FIRECRACKER],
        },
        provider: {
          label: 'other provider',
          to: 'provider',
          basis: 'judgement',
          why: 'You choose the image and the plan; the provider determines the devices.',
          see: [QEMU_DISKS],
        },
        linode: {
          label: 'Linode',
          to: 'linode',
          basis: 'facts',
          why: 'You set virt_mode in the configuration profile.',
          see: [LINODE],
        },
      },
    },
    ...kvm.questions,
    ...vmware.questions,
    ...hyperv.questions,
    ...clouds.questions,
  },
  outcomes: {
    ...kvm.outcomes,
    ...vmware.outcomes,
    ...hyperv.outcomes,
    ...clouds.outcomes,
  },
}

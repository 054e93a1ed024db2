import { ROW, type TreePart } from '../part.ts'

const HYPERV_GEN =
  'https://learn.microsoft.com/en-us/windows-server/virtualization/hyper-v/plan/should-i-create-a-generation-1-or-2-virtual-machine-in-hyper-v'
const AZURE_NVME = 'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs'
const AZURE_AN = 'https://learn.microsoft.com/azure/virtual-network/accelerated-networking-how-it-works'

/** Hyper-V, and Azure, which is built on it. */
export const hyperv: TreePart = {
  questions: {
    'hyperv-uefi': {
      ask: 'Can the guest boot with UEFI?',
      short: 'Boots by UEFI?',
      tell: '64-bit Linux distributions of 2014 or later, and Windows Server 2012 or later, can boot with UEFI',
      rules: [
        { answer: 'no', when: { uefi: 'no' }, says: 'the guest boots through BIOS only' },
        { answer: 'no', when: { firmware: 'bios' }, says: 'the guest boots through BIOS only' },
        { answer: 'no', when: { arch: 'i386' }, says: 'generation 2 does not support 32-bit guests' },
        { answer: 'yes', when: { uefi: 'yes' }, says: 'the guest boots by UEFI' },
        { answer: 'yes', when: { firmware: ['uefi', 'secure-boot'] }, says: 'the guest boots by UEFI' },
        { answer: 'yes', when: {}, usual: true, says: 'currently supported systems can boot with UEFI' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'hyperv-gen2',
          basis: 'facts',
          why: 'Generation 2 has no emulated IDE or legacy NIC.',
          see: [HYPERV_GEN],
        },
        no: { label: 'no', to: 'hyperv-gen1', basis: 'facts', why: 'Generation 1 boots through BIOS.', see: [HYPERV_GEN] },
      },
    },
    'azure-modern': {
      ask: 'Does the image boot with UEFI and include the drivers nvme, mana, mlx5 and mlx4?',
      short: 'UEFI, NVMe, MANA?',
      tell: 'modinfo nvme mana mlx5_core mlx4_core; the image’s hyperVGeneration is V2',
      rules: [
        { answer: 'no', when: { uefi: 'no' }, says: 'the image boots through BIOS only (generation 1)' },
        { answer: 'no', when: { nvme: 'no' }, says: 'the image has no nvme driver' },
        { answer: 'no', when: { mana: 'no' }, says: 'the image has no mana driver' },
        {
          answer: 'yes',
          when: { uefi: 'yes', nvme: 'yes', mana: 'yes' },
          says: 'the image boots by UEFI and has the nvme and mana drivers',
        },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'azure-boost',
          basis: 'facts',
          why: 'NVMe disks need a generation 2 image; the host may present a MANA NIC.',
          see: [AZURE_NVME, AZURE_AN],
        },
        no: {
          label: 'no',
          to: 'azure-scsi',
          basis: 'facts',
          why: 'VM sizes up to v5 still offer SCSI disks and a Mellanox virtual function.',
          see: [AZURE_AN],
        },
      },
    },
  },
  outcomes: {
    'hyperv-gen2': {
      title: 'A generation 2 virtual machine',
      short: 'Hyper-V gen 2',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The VM boots by UEFI from a synthetic SCSI disk. Once booted, it is as fast as a generation 1 VM. The generation cannot be changed later.',
      rank: 5,
      runnerUp: { name: 'generation 1', to: 'hyperv-gen1', when: 'the guest is 32-bit or boots through BIOS only.' },
      recipe: 'hyperv',
      verify: [ROW, 'test -d /sys/firmware/efi'],
      see: [HYPERV_GEN],
    },
    'hyperv-gen1': {
      title: 'A generation 1 virtual machine with synthetic disk and network',
      short: 'Hyper-V gen 1',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The VM boots from an emulated IDE disk; afterwards the guest drivers use the synthetic disk and NIC.',
      rank: 6,
      runnerUp: { name: 'generation 2', to: 'hyperv-gen2', when: 'the guest boots by UEFI.' },
      recipe: 'hyperv',
      verify: [ROW],
      see: [HYPERV_GEN],
    },
    'azure-boost': {
      title: 'Generation 2, NVMe disks, accelerated networking',
      short: 'Azure, NVMe + VF',
      mode: null,
      cells: ['VH', 'VS', 'P', 'VH', 'VH'],
      says: 'Keep mana, mlx5, mlx4 and hv_netvsc in the image: the host decides which virtual function the VM gets.',
      rank: 7,
      runnerUp: { name: 'SCSI disks, accelerated networking', to: 'azure-scsi', when: 'the image has no nvme or mana driver.' },
      recipe: 'azure',
      verify: [ROW, 'lspci shows the VF, and ethtool -S eth0 | grep vf_ shows growing counters'],
      see: [AZURE_NVME, AZURE_AN],
    },
    'azure-scsi': {
      title: 'SCSI disks and accelerated networking on v5 sizes or older',
      short: 'Azure, SCSI + VF',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'VH'],
      says: 'The disk stays synthetic (paravirtual); the network uses a virtual function with the driver mlx4 or mlx5.',
      rank: 8,
      runnerUp: {
        name: 'NVMe',
        to: 'azure-boost',
        when: 'the image is rebuilt as generation 2 with the nvme and mana drivers.',
      },
      recipe: 'azure',
      verify: [ROW, 'ethtool -S eth0 | grep vf_ shows growing counters'],
      see: [AZURE_AN],
    },
  },
}

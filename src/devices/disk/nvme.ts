import type { Device } from '../device.ts'
import { PCI_IDS, QEMU_IDS } from '../sources.ts'

const AWS_NVME = 'https://docs.aws.amazon.com/ebs/latest/userguide/nvme-ebs-volumes.html'
// Both IDs, as lspci lists them on Azure.
const AZURE = 'https://github.com/microsoft/lisa/blob/main/lisa/tools/lspci.py'

/** The NVMe functions of clouds, which are hardware, and those that device models emulate. */
export const nvme: Device = {
  class: 'disk',
  driver: 'nvme',
  kinds: ['VS'],
  rows: [
    {
      id: 'disk.ebs',
      // 0061 and 0065 beside 8061: https://elixir.bootlin.com/linux/latest/source/drivers/nvme/host/pci.c
      pci: ['1d0f:8061', '1d0f:0065', '1d0f:0061'],
      guest: ['VH'],
      says: "Amazon EBS volume behind the Nitro card's NVMe controller: hardware interface, network storage",
      see: AWS_NVME,
    },
    {
      id: 'disk.ec2-local',
      pci: ['1d0f:cd00', '1d0f:cd01', '1d0f:cd02'],
      guest: ['VH'],
      says: 'EC2 instance store: an NVMe function assigned to the guest',
      see: AWS_NVME,
    },
    {
      id: 'disk.ebs-model',
      model: /Amazon (?:Elastic Block Store|EC2 NVMe Instance Storage)/,
      guest: ['VH'],
      says: 'the disk model is that of an Amazon NVMe disk (EBS or instance store)',
      see: AWS_NVME,
    },
    {
      id: 'disk.nvme-qemu',
      pci: ['1b36:0010', '8086:5845'],
      virtual: true,
      says: 'NVMe controller emulated by QEMU',
      see: QEMU_IDS,
    },
    { id: 'disk.nvme-vmware', pci: ['15ad:07f0'], virtual: true, says: 'NVMe controller emulated by VMware', see: PCI_IDS },
    {
      id: 'disk.nvme-bhyve',
      pci: ['fb5d:0a0a'],
      virtual: true,
      says: 'NVMe controller emulated by bhyve',
      see: 'https://github.com/freebsd/freebsd-src/blob/main/usr.sbin/bhyve/pci_nvme.c',
    },
    {
      id: 'disk.nvme-virtualbox',
      // As SPDK prints it beside the model ORCL-VBOX-NVME-VER12.
      pci: ['80ee:4e56'],
      virtual: true,
      says: 'NVMe controller emulated by VirtualBox',
    },
    {
      id: 'disk.nvme-google',
      pci: ['1ae0:001f'],
      guest: ['VH'],
      says: 'Google NVMe controller (local SSD or persistent disk), implemented in hardware outside the host CPU',
      see: PCI_IDS,
    },
    {
      id: 'disk.nvme-azure',
      pci: ['1414:00a9'],
      guest: ['VH'],
      says: 'Azure NVMe accelerator for remote disks',
      see: AZURE,
    },
    {
      id: 'disk.nvme-azure-local',
      // Beside an operating system disk of the synthetic driver, which is on no PCI bus.
      builtin: true,
      pci: ['1414:b111'],
      guest: ['VH'],
      says: 'Azure NVMe Direct: local disks assigned to the guest',
      see: AZURE,
    },
    {
      id: 'disk.azure-model',
      model: /MSFT NVMe Accelerator|Microsoft NVMe Direct Disk/,
      guest: ['VH'],
      says: 'the disk model is that of an Azure NVMe disk: a remote disk behind an accelerator, or a local disk assigned to the guest',
      see: 'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-interface',
    },
    {
      id: 'disk.nvme-model',
      model: /QEMU NVMe Ctrl|VMware Virtual NVMe|ORCL-VBOX-NVME|bhyve-NVMe/,
      virtual: true,
      says: 'the disk model is that of an emulated NVMe controller',
    },
    {
      id: 'disk.nvme-virtual-vendor',
      driver: ['nvme'],
      pci: ['1af4:', '1b36:', '15ad:', '80ee:'],
      virtual: true,
      says: 'the NVMe controller has the PCI vendor ID of a virtual machine monitor',
      see: PCI_IDS,
    },
  ],
  physical: ['nvme'],
  log: [{ has: ': pci function ', pattern: () => /nvme (nvme\d+): pci function (\S+)/g }],
  interrupts: [{ has: ['nvme'], action: () => /^(nvme\d+)q\d+$/ }],
  path: [[() => /\/nvme\/nvme\d+\//]],
  declared: [
    { names: 'nvme', says: 'emulated NVMe controller' },
    { names: 'aws-nvme', kinds: ['VH'], says: 'NVMe function of the Nitro card' },
  ],
  elsewhere: {
    formats: { vmware: { nvme: 'vmware.nvme.controller' }, virtualbox: { nvme: 'pcie' } },

    services: ['awsnvme', 'stornvme'],
    windows: [
      // https://docs.aws.amazon.com/ebs/latest/userguide/windows-list-disks.html
      { has: ['Amazon'], called: /^(?:NVMe )?Amazon Elastic B/i, driver: '', model: 'Amazon Elastic Block Store' },
      { has: ['Amazon'], called: /^(?:NVMe )?Amazon EC2 NVMe/i, driver: '', model: 'Amazon EC2 NVMe Instance Storage' },
    ],
    bsd: [
      { has: 'nda', line: /^(nda\d+)(?::| at nvme)/gm },
      { has: 'nvd', line: /^(nvd\d+)(?::| at nvme)/gm },
    ],
    freebsd: ['nvme'],
    openbsd: ['nvme'],
  },
}

import type { Kind } from '../model.ts'

/**
 * What a disk or network device is, by the driver that is bound to it, its PCI id and what it calls itself; never by its name.
 * The first row whose every named field fits is taken. `guest` is what it is inside a virtual machine; on bare hardware (and for a dom0
 * that holds the real devices) whatever is not a virtual device is H.
 */
export interface DeviceRow {
  readonly id: string
  readonly class: 'disk' | 'net'
  readonly driver?: readonly string[]
  /** vendor:device, or a vendor alone with its colon. */
  readonly pci?: readonly string[]
  readonly subsystem?: RegExp
  readonly model?: RegExp
  readonly guest: readonly Kind[]
  readonly says: string
  /** The device exists in virtual machines only, so that it is no sign of hardware wherever it is seen. */
  readonly virtual?: true
  /** The board brings it along whether or not anything is attached: it counts only where no other controller is listed. */
  readonly builtin?: true
  readonly see?: string
}

const PCI_IDS = 'https://pci-ids.ucw.cz/'
const QEMU_IDS = 'https://www.qemu.org/docs/master/specs/pci-ids.html'
const VIRTIO = 'https://docs.oasis-open.org/virtio/virtio/v1.2/virtio-v1.2.html'
const ENA = 'https://docs.kernel.org/networking/device_drivers/ethernet/amazon/ena.html'
const AWS_NVME = 'https://docs.aws.amazon.com/ebs/latest/userguide/nvme-ebs-volumes.html'
const NETVSC = 'https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html'

export const DISKS: readonly DeviceRow[] = [
  { id: 'disk.xen-blkfront', class: 'disk', driver: ['vbd', 'xen-blkfront', 'xen_blkfront'], guest: ['P'], virtual: true, says: 'xen-blkfront: a ring of grants and event channels to the backend', see: 'https://wiki.xenproject.org/wiki/Paravirtualization_(PV)' },
  { id: 'disk.xen-scsifront', class: 'disk', driver: ['xen-scsifront', 'vscsi'], guest: ['P'], virtual: true, says: 'xen-scsifront: paravirtual SCSI' },
  { id: 'disk.virtio-blk', class: 'disk', driver: ['virtio_blk'], guest: ['P'], virtual: true, says: 'virtio-blk', see: VIRTIO },
  { id: 'disk.virtio-scsi', class: 'disk', driver: ['virtio_scsi'], guest: ['P'], virtual: true, says: 'virtio-scsi', see: VIRTIO },
  { id: 'disk.virtio-pmem', class: 'disk', driver: ['virtio_pmem'], guest: ['P'], virtual: true, says: 'virtio-pmem', see: VIRTIO },
  { id: 'disk.virtio-id', class: 'disk', pci: ['1af4:1001', '1af4:1042', '1af4:1004', '1af4:1048'], guest: ['P'], virtual: true, says: 'virtio block or SCSI by its PCI id', see: QEMU_IDS },
  { id: 'disk.hyperv', class: 'disk', driver: ['hv_storvsc', 'storvsc'], guest: ['P'], virtual: true, says: 'hv_storvsc: synthetic SCSI over VMBus' },
  { id: 'disk.vmware-pvscsi', class: 'disk', driver: ['vmw_pvscsi'], guest: ['P'], virtual: true, says: 'vmw_pvscsi: paravirtual SCSI' },
  { id: 'disk.vmware-pvscsi-id', class: 'disk', pci: ['15ad:07c0'], guest: ['P'], virtual: true, says: 'VMware PVSCSI by its PCI id', see: PCI_IDS },
  { id: 'disk.power', class: 'disk', driver: ['ibmvscsi', 'ibmvfc'], guest: ['P'], virtual: true, says: 'a client of the virtual I/O server' },
  { id: 'disk.ebs', class: 'disk', pci: ['1d0f:8061', '1d0f:0065', '1d0f:0061'], guest: ['VH'], says: 'Amazon EBS behind an NVMe controller in the Nitro card: a hardware interface, storage over a network', see: AWS_NVME },
  { id: 'disk.ec2-local', class: 'disk', pci: ['1d0f:cd00', '1d0f:cd01', '1d0f:cd02'], guest: ['VH'], says: 'EC2 instance store, an NVMe function given to the guest', see: AWS_NVME },
  { id: 'disk.ebs-model', class: 'disk', model: /Amazon (?:Elastic Block Store|EC2 NVMe Instance Storage)/, guest: ['VH'], says: 'Amazon NVMe by its model', see: AWS_NVME },
  { id: 'disk.nvme-qemu', class: 'disk', pci: ['1b36:0010', '8086:5845'], guest: ['VS'], virtual: true, says: "QEMU's emulated NVMe controller", see: QEMU_IDS },
  { id: 'disk.nvme-vmware', class: 'disk', pci: ['15ad:07f0'], guest: ['VS'], virtual: true, says: "VMware's virtual NVMe controller", see: PCI_IDS },
  { id: 'disk.nvme-virtualbox', class: 'disk', pci: ['80ee:4e56'], guest: ['VS'], virtual: true, says: "VirtualBox's emulated NVMe controller" },
  { id: 'disk.nvme-google', class: 'disk', pci: ['1ae0:001f'], guest: ['VH'], says: "Google's NVMe controller (local SSD or persistent disk), implemented outside the guest's host CPU", see: PCI_IDS },
  { id: 'disk.nvme-azure', class: 'disk', pci: ['1414:00a9', '1414:b111'], guest: ['VH'], says: "Azure's NVMe controller", see: 'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-interface' },
  { id: 'disk.nvme-model', class: 'disk', model: /QEMU NVMe Ctrl|VMware Virtual NVMe|ORCL-VBOX-NVME|bhyve-NVMe/, guest: ['VS'], virtual: true, says: 'an emulated NVMe controller by its model' },
  { id: 'disk.ide', class: 'disk', builtin: true, driver: ['ata_piix', 'pata_legacy', 'PIIX_IDE', 'piix'], guest: ['VS'], says: 'IDE of an emulated PIIX' },
  { id: 'disk.ide-id', class: 'disk', builtin: true, pci: ['8086:7010', '8086:7111'], guest: ['VS'], says: 'IDE of a PIIX3 or PIIX4', see: PCI_IDS },
  { id: 'disk.ahci-emulated', class: 'disk', builtin: true, pci: ['8086:2922', '15ad:07e0', '8086:2829', '8086:2821'], guest: ['VS'], says: 'the AHCI controller of an emulated ICH or of VMware', see: PCI_IDS },
  { id: 'disk.emulated-scsi', class: 'disk', driver: ['mptspi', 'mptsas', 'sym53c8xx', 'sym', 'BusLogic', 'am53c974'], guest: ['VS'], says: 'an emulated SCSI controller' },
  { id: 'disk.emulated-scsi-id', class: 'disk', pci: ['1000:0012', '1000:0030', '1000:0054', '104b:1040', '1022:2020'], guest: ['VS'], says: 'an emulated SCSI controller by its PCI id', see: PCI_IDS },
  { id: 'disk.megasas-qemu', class: 'disk', driver: ['megaraid_sas'], subsystem: /^1af4:/, guest: ['VS'], says: "QEMU's emulated MegaRAID" },
  { id: 'disk.floppy', class: 'disk', builtin: true, driver: ['floppy'], guest: ['VS'], says: 'an emulated floppy controller' },
  { id: 'disk.usb', class: 'disk', driver: ['usb-storage', 'uas'], model: /QEMU|VMware|VBOX/, guest: ['VS'], says: 'emulated USB storage' },
  { id: 'disk.virtual-model-ata', class: 'disk', model: /^(?:ATA )?(?:QEMU HARDDISK|VBOX HARDDISK|VMware Virtual (?:IDE|SATA) Hard Drive|Virtual HD|Parallels Virtual|PRL HDD)/i, driver: ['ahci', 'ata', 'ata_piix', 'ata_generic', ''], guest: ['VS'], says: 'an emulated ATA disk by its model' },
  { id: 'disk.mmc', class: 'disk', driver: ['mmcblk', 'sdhci', 'mmc'], guest: ['VH'], says: 'an MMC or SD card' },
  { id: 'disk.dasd', class: 'disk', driver: ['dasd', 'dasd-eckd', 'dasd-fba', 'zfcp'], guest: ['VH', 'P'], says: 'channel I/O' },
  { id: 'disk.nvme-virtual-vendor', class: 'disk', driver: ['nvme'], pci: ['1af4:', '1b36:', '15ad:', '80ee:'], guest: ['VS'], virtual: true, says: "an NVMe controller with a virtual machine monitor's vendor id", see: PCI_IDS },
]

export const NETS: readonly DeviceRow[] = [
  { id: 'net.xen-netfront', class: 'net', driver: ['vif', 'xen-netfront', 'xen_netfront', 'netfront'], guest: ['P'], virtual: true, says: 'xen-netfront: rings of grants and event channels to the backend' },
  { id: 'net.virtio', class: 'net', driver: ['virtio_net'], guest: ['P'], virtual: true, says: 'virtio-net', see: VIRTIO },
  { id: 'net.virtio-id', class: 'net', pci: ['1af4:1000', '1af4:1041'], guest: ['P'], virtual: true, says: 'virtio-net by its PCI id', see: QEMU_IDS },
  { id: 'net.hyperv', class: 'net', driver: ['hv_netvsc', 'netvsc'], guest: ['P'], virtual: true, says: 'hv_netvsc: synthetic network over VMBus', see: NETVSC },
  { id: 'net.vmxnet', class: 'net', driver: ['vmxnet3', 'vmxnet', 'vmxnet2'], guest: ['P'], virtual: true, says: 'vmxnet: paravirtual network of VMware' },
  { id: 'net.vmxnet-id', class: 'net', pci: ['15ad:07b0', '15ad:0720'], guest: ['P'], virtual: true, says: 'vmxnet by its PCI id', see: PCI_IDS },
  { id: 'net.gve', class: 'net', driver: ['gve', 'gvnic'], guest: ['P'], virtual: true, says: 'gVNIC: a paravirtual interface; whether a card implements it is not visible from inside', see: 'https://cloud.google.com/compute/docs/networking/using-gvnic' },
  { id: 'net.gve-id', class: 'net', pci: ['1ae0:0042'], guest: ['P'], virtual: true, says: 'gVNIC by its PCI id', see: PCI_IDS },
  { id: 'net.power-veth', class: 'net', driver: ['ibmveth'], guest: ['P'], virtual: true, says: 'a virtual Ethernet of the POWER hypervisor' },
  { id: 'net.power-vnic', class: 'net', driver: ['ibmvnic'], guest: ['VH'], virtual: true, says: 'an SR-IOV backed vNIC' },
  { id: 'net.ena', class: 'net', driver: ['ena'], guest: ['VH'], says: 'ENA: a function of the Nitro card', see: ENA },
  { id: 'net.ena-id', class: 'net', pci: ['1d0f:ec20', '1d0f:ec21', '1d0f:0ec2', '1d0f:1ec2'], guest: ['VH'], says: 'ENA by its PCI id', see: ENA },
  { id: 'net.efa', class: 'net', driver: ['efa'], guest: ['VH'], says: 'EFA: a function of the Nitro card' },
  { id: 'net.vf', class: 'net', driver: ['ixgbevf', 'iavf', 'i40evf', 'igbvf', 'fm10kvf', 'mana', 'cxgb4vf', 'ice_vf'], guest: ['VH'], says: 'an SR-IOV virtual function', see: 'https://docs.kernel.org/PCI/pci-iov-howto.html' },
  { id: 'net.vf-id', class: 'net', pci: ['8086:10ed', '8086:1515', '8086:1565', '8086:152e', '8086:1530', '8086:154c', '8086:1571', '8086:37cd', '8086:1889', '8086:10ca', '8086:1520', '15b3:1002', '15b3:1004', '15b3:1014', '15b3:1016', '15b3:1018', '15b3:101a', '15b3:101c', '15b3:101e', '14e4:16dc', '14e4:16e1', '14e4:1806', '14e4:1807', '14e4:1808', '14e4:1809', '1414:00ba'], guest: ['VH'], says: 'an SR-IOV virtual function by its PCI id', see: PCI_IDS },
  { id: 'net.hardware-family', class: 'net', driver: ['mlx4_core', 'mlx4_en', 'mlx5_core', 'bnxt_en', 'ixgbe', 'i40e', 'ice', 'qede', 'sfc', 'cxgb4', 'nfp'], guest: ['VH'], says: "a function of a real adapter given to the guest" },
  { id: 'net.rtl8139', class: 'net', driver: ['8139cp', '8139too'], guest: ['VS'], says: 'an emulated RTL8139' },
  { id: 'net.rtl8139-id', class: 'net', pci: ['10ec:8139', '10ec:8029'], guest: ['VS'], says: 'an emulated Realtek card by its PCI id', see: PCI_IDS },
  { id: 'net.e1000', class: 'net', driver: ['e1000'], guest: ['VS'], says: 'an emulated Intel e1000' },
  { id: 'net.e1000-id', class: 'net', pci: ['8086:100e', '8086:100f', '8086:1004', '8086:10d3'], guest: ['VS'], says: 'an emulated Intel e1000 or e1000e by its PCI id', see: PCI_IDS },
  { id: 'net.e1000e-subsystem', class: 'net', driver: ['e1000e', 'igb'], subsystem: /^(?:1af4|15ad|1ab8):/, guest: ['VS'], says: "an emulated Intel card with a virtual machine monitor's subsystem id" },
  { id: 'net.igb-qemu', class: 'net', driver: ['igb'], pci: ['8086:10c9'], guest: ['VS', 'VH'], says: "an Intel 82576: QEMU's emulation or a real one given to the guest; the subsystem id would tell" },
  { id: 'net.emulated', class: 'net', driver: ['pcnet32', 'ne2k-pci', 'tulip', 'de2104x', 'ne'], guest: ['VS'], says: 'an emulated network card' },
  { id: 'net.emulated-id', class: 'net', pci: ['1022:2000', '1011:0009', '1011:0019'], guest: ['VS'], says: 'an emulated network card by its PCI id', see: PCI_IDS },
  { id: 'net.qeth', class: 'net', driver: ['qeth', 'qeth_l2', 'qeth_l3'], guest: ['VH', 'P'], says: 'OSA, HiperSockets or a virtual switch' },
  { id: 'net.lspci-virtio', class: 'net', model: /Virtio network/i, guest: ['P'], virtual: true, says: 'virtio-net by its name in the listing' },
  { id: 'net.lspci-e1000', class: 'net', model: /82540EM|82545EM|82543GC/, guest: ['VS'], says: 'an emulated Intel e1000 by its name in the listing' },
]

export const DISK_NAMES: readonly DeviceRow[] = [
  { id: 'disk.lspci-virtio', class: 'disk', model: /Virtio (?:block|SCSI)|Virtio 1\.0 (?:block|SCSI)/i, guest: ['P'], virtual: true, says: 'virtio by its name in the listing' },
]

/** Vendors whose PCI functions only virtual machine monitors and clouds make. A function of another vendor in a guest was given to it. */
export const VIRTUAL_VENDORS: readonly string[] = ['1af4', '1b36', '15ad', '80ee', '5853', '1234', '1ab8', '1414', '1ae0', '1d0f', 'fb5d', '1275']

export const ALL_DEVICE_ROWS: readonly DeviceRow[] = [...DISKS, ...DISK_NAMES, ...NETS]

/** Which component a driver serves: for listings that name drivers but no classes. */
export function classOfDriver(driver: string): 'disk' | 'net' | undefined {
  return ALL_DEVICE_ROWS.find((row) => row.driver?.includes(driver))?.class ?? MORE_DRIVERS[driver]
}

/** Real hardware's drivers that need no row of their own: what they are follows from where they run. */
const MORE_DRIVERS: Readonly<Record<string, 'disk' | 'net'>> = {
  ahci: 'disk', nvme: 'disk', mpt3sas: 'disk', mpt2sas: 'disk', megaraid_sas: 'disk', hpsa: 'disk', smartpqi: 'disk', arcmsr: 'disk', aacraid: 'disk', sata_nv: 'disk', sata_sil: 'disk', sata_mv: 'disk', isci: 'disk', pata_sis: 'disk', pata_atiixp: 'disk',
  igb: 'net', e1000e: 'net', igc: 'net', r8169: 'net', r8125: 'net', tg3: 'net', bnx2: 'net', bnx2x: 'net', forcedeth: 'net', sky2: 'net', skge: 'net', atl1c: 'net', alx: 'net', e100: 'net', iwlwifi: 'net', iwlagn: 'net', ath9k: 'net', ath10k_pci: 'net', ath11k_pci: 'net', brcmfmac: 'net', rtw88_8822ce: 'net', mt7921e: 'net', sis190: 'net', be2net: 'net', atlantic: 'net',
}

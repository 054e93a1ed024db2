import type { Kind } from '../model.ts'

/**
 * What a definition may give a machine, in one vocabulary for all formats: the driver that Linux binds to it, and the kind.
 * Names are QEMU's where QEMU has the device (`qemu-system-x86_64 -device help`), the format's own elsewhere.
 */
export interface DeclaredModel {
  readonly class: 'disk' | 'net'
  readonly driver: string
  readonly kinds: readonly Kind[]
  readonly says: string
}

type Source = readonly [ids: string, driver: string, kind: string, says: string]

const diskSources = (): readonly Source[] => [
  ['ide-hd ide-drive ide-cd piix3-ide piix4-ide ide', 'ata_piix', 'VS', 'emulated IDE controller'],
  ['ahci ich9-ahci sata ahci-hd ahci-cd', 'ahci', 'VS', 'emulated SATA (AHCI) controller'],
  ['lsi lsi53c895a lsi53c810 lsilogic ncr53c710', 'sym53c8xx', 'VS', 'emulated LSI SCSI controller'],
  ['am53c974 dc390 ncr53c90 esp', 'am53c974', 'VS', 'emulated AMD SCSI controller'],
  ['buslogic', 'BusLogic', 'VS', 'emulated BusLogic SCSI controller'],
  ['lsisas1068 mptsas1068 lsilogicsas', 'mptsas', 'VS', 'emulated LSI SAS controller'],
  ['lsi-parallel', 'mptspi', 'VS', 'emulated LSI Logic parallel SCSI controller'],
  ['lsisas1078 megasas megasas-gen2', 'megaraid_sas', 'VS', 'emulated MegaRAID SAS controller'],
  ['parallels-scsi', '', 'VS', 'emulated SCSI controller; the definition does not name the model'],
  ['nvme', 'nvme', 'VS', 'emulated NVMe controller'],
  ['usb-storage usb-bot usb-uas', 'usb-storage', 'VS', 'disk on an emulated USB controller'],
  ['sd-card', 'mmcblk', 'VS', 'emulated SD card'],
  ['floppy', 'floppy', 'VS', 'emulated floppy controller'],
  ['virtio-blk', 'virtio_blk', 'P', 'virtio-blk'],
  ['vhost-user-blk', 'virtio_blk', 'P', 'virtio-blk, served by a vhost-user process'],
  ['virtio-scsi', 'virtio_scsi', 'P', 'virtio-scsi'],
  ['vhost-scsi', 'virtio_scsi', 'P', 'virtio-scsi, served by the host kernel (vhost)'],
  ['pvscsi', 'vmw_pvscsi', 'P', 'VMware PVSCSI'],
  ['spapr-vscsi ibmvscsi', 'ibmvscsi', 'P', 'PAPR virtual SCSI'],
  ['xen-blk', 'vbd', 'P', 'Xen PV disk (blkfront)'],
  ['hyperv-scsi', 'hv_storvsc', 'P', 'Hyper-V synthetic SCSI over VMBus'],
  ['hyperv-ide', 'hv_storvsc', 'VS P', 'emulated IDE disk; with integration services the guest uses a synthetic disk instead'],
  ['aws-nvme', 'nvme', 'VH', 'NVMe function of the Nitro card'],
  ['passthrough-disk', '', 'VH', 'host disk or controller passed through to the guest'],
  ['unsettled-disk', '', 'VS P', 'the definition names no disk controller; the host chooses one'],
  ['unknown-disk', '', '?', 'the file does not set the disk controller'],
  ['box-disk', '', 'VS P', 'the Vagrant box sets the disk controller'],
  ['code-disk', '', 'VS P', 'Ruby code sets the disk controller, and virtcolor does not run Ruby code'],
  ['provider-disk', '', '?', 'the disk controller depends on the Vagrant provider, and the file configures no provider'],
]

const netSources = (): readonly Source[] => [
  ['rtl8139', '8139cp', 'VS', 'emulated RTL8139 NIC'],
  ['e1000 e1000-82540em e1000-82544gc e1000-82545em', 'e1000', 'VS', 'emulated Intel e1000 NIC'],
  ['e1000e', 'e1000e', 'VS', 'emulated Intel 82574 NIC (e1000e)'],
  ['igb', 'igb', 'VS', 'emulated Intel 82576 NIC (igb)'],
  ['ne2k_pci ne2k_isa', 'ne2k-pci', 'VS', 'emulated NE2000 NIC'],
  ['pcnet vlance Am79C970A Am79C973 Am79C960', 'pcnet32', 'VS', 'emulated AMD PCnet NIC'],
  ['tulip', 'tulip', 'VS', 'emulated DEC 21143 NIC'],
  [
    'i82550 i82551 i82557a i82557b i82557c i82558a i82558b i82559a i82559b i82559c i82559er i82562 i82801 eepro100',
    'e100',
    'VS',
    'emulated Intel 8255x NIC',
  ],
  ['usb-net', 'cdc_ether', 'VS', 'NIC on an emulated USB controller'],
  [
    'lan9118 smc91c111 dp83932 sungem etraxfs_eth allwinner-emac xgmac ftgmac100 cadence_gem imx.enet',
    '',
    'VS',
    'emulated NIC',
  ],
  ['dec21140', 'tulip', 'VS', 'Hyper-V legacy network adapter (emulated DEC 21140)'],
  ['virtio-net', 'virtio_net', 'P', 'virtio-net'],
  ['vdpa', 'virtio_net', 'P', 'virtio-net whose data path is in hardware (vDPA)'],
  ['vmxnet3 vmxnet vmxnet2', 'vmxnet3', 'P', 'VMware paravirtual NIC (vmxnet)'],
  ['spapr-vlan', 'ibmveth', 'P', 'PAPR virtual NIC (ibmveth)'],
  ['xen-net netfront', 'vif', 'P', 'Xen PV NIC (netfront)'],
  ['hyperv-net', 'hv_netvsc', 'P', 'Hyper-V synthetic NIC over VMBus'],
  ['flexible', '', 'VS P', 'the NIC starts as an emulated vlance; VMware Tools switches it to vmxnet'],
  ['ena', 'ena', 'VH', 'ENA NIC: implemented in hardware by the Nitro card'],
  ['passthrough-net', '', 'VH', 'PCI NIC passed through to the guest'],
  ['unsettled-net', '', 'VS P', 'the definition names no NIC model; the host chooses one'],
  ['unknown-net', '', '?', 'the file does not set the NIC model'],
  ['box-net', '', 'VS P', 'the Vagrant box or its operating system type sets the NIC model'],
  ['code-net', '', 'VS P', 'Ruby code sets the NIC model, and virtcolor does not run Ruby code'],
  ['provider-net', '', '?', 'the NIC model depends on the Vagrant provider, and the file configures no provider'],
]

function rows(of: 'disk' | 'net', sources: readonly Source[]): [string, DeclaredModel][] {
  return sources.flatMap(([ids, driver, kinds, says]) =>
    ids
      .split(' ')
      .map((id): [string, DeclaredModel] => [
        `${of} ${id.toLowerCase()}`,
        { class: of, driver, kinds: kinds.split(' ') as Kind[], says },
      ]),
  )
}

/** Built on first use; only definitions need it. */
let models: ReadonlyMap<string, DeclaredModel> | undefined

function modelOf(key: string): DeclaredModel | undefined {
  models ??= new Map([...rows('disk', diskSources()), ...rows('net', netSources())])
  return models.get(key)
}

/** virtio devices come in as many spellings as there are buses: `virtio-net-pci`, `-ccw`, `-device`, `-pci-non-transitional`, `virtio`. */
const virtioOf = (name: string): RegExpExecArray | null =>
  /^(virtio-(?:net|blk|scsi)|vhost-user-blk|vhost-scsi)(?:-pci|-ccw|-device)?(?:-(?:non-)?transitional)?$/i.exec(name)

/** The row of a model as a definition names it, or undefined where it is no disk or network device that is known. */
export function declaredModel(of: 'disk' | 'net', name: string): DeclaredModel | undefined {
  const known = modelOf(`${of} ${name.toLowerCase()}`)
  if (known !== undefined) return known
  const virtio = virtioOf(name)
  if (virtio !== null) return modelOf(`${of} ${virtio[1]!.toLowerCase()}`)
  if (/^virtio(?:-(?:non-)?transitional)?$/i.test(name)) return modelOf(of === 'net' ? 'net virtio-net' : 'disk virtio-blk')
  return undefined
}

/** All models that a definition may name, with the ID that each goes by. */
export function allDeclaredModels(): ReadonlyMap<string, DeclaredModel> {
  modelOf('')
  return models!
}

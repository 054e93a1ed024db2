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

const DISK_SOURCES: readonly (readonly [ids: string, driver: string, kind: string, says: string])[] = [
  ['ide-hd ide-drive ide-cd piix3-ide piix4-ide ide', 'ata_piix', 'VS', 'an emulated IDE controller, register by register'],
  ['ahci ich9-ahci sata ahci-hd ahci-cd', 'ahci', 'VS', 'an emulated SATA controller'],
  ['lsi lsi53c895a lsi53c810 lsilogic ncr53c710', 'sym53c8xx', 'VS', 'an emulated LSI SCSI controller'],
  ['am53c974 dc390 ncr53c90 esp', 'am53c974', 'VS', 'an emulated AMD SCSI controller'],
  ['buslogic', 'BusLogic', 'VS', 'an emulated BusLogic SCSI controller'],
  ['lsisas1068 mptsas1068 lsilogicsas', 'mptsas', 'VS', 'an emulated LSI SAS controller'],
  ['lsi-parallel', 'mptspi', 'VS', 'an emulated LSI Logic parallel SCSI controller'],
  ['lsisas1078 megasas megasas-gen2', 'megaraid_sas', 'VS', 'an emulated MegaRAID SAS controller'],
  ['parallels-scsi', '', 'VS', 'an emulated SCSI controller, which one the definition does not say'],
  ['nvme', 'nvme', 'VS', 'an emulated NVMe controller'],
  ['usb-storage usb-bot usb-uas', 'usb-storage', 'VS', 'a disk on an emulated USB controller'],
  ['sd-card', 'mmcblk', 'VS', 'an emulated SD card'],
  ['floppy', 'floppy', 'VS', 'an emulated floppy controller'],
  ['virtio-blk', 'virtio_blk', 'P', 'virtio-blk'],
  ['vhost-user-blk', 'virtio_blk', 'P', 'virtio-blk served by another process'],
  ['virtio-scsi', 'virtio_scsi', 'P', 'virtio-scsi'],
  ['vhost-scsi', 'virtio_scsi', 'P', 'virtio-scsi served by the host kernel'],
  ['pvscsi', 'vmw_pvscsi', 'P', "VMware's paravirtual SCSI"],
  ['spapr-vscsi ibmvscsi', 'ibmvscsi', 'P', 'the virtual SCSI of PAPR'],
  ['xen-blk', 'vbd', 'P', 'a Xen block frontend'],
  ['hyperv-scsi', 'hv_storvsc', 'P', 'synthetic SCSI over VMBus'],
  ['hyperv-ide', 'hv_storvsc', 'VS P', 'an emulated IDE disk that integration services take over as a synthetic one'],
  ['aws-nvme', 'nvme', 'VH', 'an NVMe function of the Nitro card'],
  ['passthrough-disk', '', 'VH', 'a device given to the guest'],
  ['unsettled-disk', '', 'VS P', 'the definition does not say which; the host decides'],
  ['unknown-disk', '', '?', 'what decides this is not in the file'],
  ['box-disk', '', 'VS P', 'the controller comes with the Vagrant box'],
  ['code-disk', '', 'VS P', 'Ruby code decides, which is not run'],
  ['provider-disk', '', '?', 'no provider is configured: what Vagrant takes decides'],
]

const NET_SOURCES: readonly (readonly [ids: string, driver: string, kind: string, says: string])[] = [
  ['rtl8139', '8139cp', 'VS', 'an emulated RTL8139'],
  ['e1000 e1000-82540em e1000-82544gc e1000-82545em', 'e1000', 'VS', 'an emulated Intel e1000'],
  ['e1000e', 'e1000e', 'VS', 'an emulated Intel 82574 (e1000e)'],
  ['igb', 'igb', 'VS', 'an emulated Intel 82576 (igb)'],
  ['ne2k_pci ne2k_isa', 'ne2k-pci', 'VS', 'an emulated NE2000'],
  ['pcnet vlance Am79C970A Am79C973 Am79C960', 'pcnet32', 'VS', 'an emulated AMD PCnet'],
  ['tulip', 'tulip', 'VS', 'an emulated DEC 21143'],
  [
    'i82550 i82551 i82557a i82557b i82557c i82558a i82558b i82559a i82559b i82559c i82559er i82562 i82801 eepro100',
    'e100',
    'VS',
    'an emulated Intel 8255x',
  ],
  ['usb-net', 'cdc_ether', 'VS', 'a network card on an emulated USB controller'],
  [
    'lan9118 smc91c111 dp83932 sungem etraxfs_eth allwinner-emac xgmac ftgmac100 cadence_gem imx.enet',
    '',
    'VS',
    'an emulated network card',
  ],
  ['dec21140', 'tulip', 'VS', "Hyper-V's legacy network adapter, an emulated DEC 21140"],
  ['virtio-net', 'virtio_net', 'P', 'virtio-net'],
  ['vdpa', 'virtio_net', 'P', 'virtio-net with a data path in the hardware behind it'],
  ['vmxnet3 vmxnet vmxnet2', 'vmxnet3', 'P', "VMware's paravirtual network card"],
  ['spapr-vlan', 'ibmveth', 'P', 'the virtual network card of PAPR'],
  ['xen-net netfront', 'vif', 'P', 'a Xen network frontend'],
  ['hyperv-net', 'hv_netvsc', 'P', 'a synthetic network card over VMBus'],
  ['flexible', '', 'VS P', 'vlance until VMware Tools make it vmxnet'],
  ['ena', 'ena', 'VH', 'a function of the Nitro card'],
  ['passthrough-net', '', 'VH', 'a function given to the guest'],
  ['unsettled-net', '', 'VS P', 'the definition does not say which; the host decides'],
  ['unknown-net', '', '?', 'what decides this is not in the file'],
  ['box-net', '', 'VS P', 'the card comes with the Vagrant box, or is what suits its system'],
  ['code-net', '', 'VS P', 'Ruby code decides, which is not run'],
  ['provider-net', '', '?', 'no provider is configured: what Vagrant takes decides'],
]

function rows(
  of: 'disk' | 'net',
  sources: readonly (readonly [ids: string, driver: string, kind: string, says: string])[],
): [string, DeclaredModel][] {
  return sources.flatMap(([ids, driver, kinds, says]) =>
    ids
      .split(' ')
      .map((id): [string, DeclaredModel] => [
        `${of} ${id.toLowerCase()}`,
        { class: of, driver, kinds: kinds.split(' ') as Kind[], says },
      ]),
  )
}

/** Made when first asked for: a machine that runs asks for none. */
let models: ReadonlyMap<string, DeclaredModel> | undefined

function modelOf(key: string): DeclaredModel | undefined {
  models ??= new Map([...rows('disk', DISK_SOURCES), ...rows('net', NET_SOURCES)])
  return models.get(key)
}

/** virtio devices come in as many spellings as there are buses: `virtio-net-pci`, `-ccw`, `-device`, `-pci-non-transitional`, `virtio`. */
const VIRTIO: RegExp = /^(virtio-(?:net|blk|scsi)|vhost-user-blk|vhost-scsi)(?:-pci|-ccw|-device)?(?:-(?:non-)?transitional)?$/i

/** The row of a model as a definition names it, or undefined where it is no disk or network device that is known. */
export function declaredModel(of: 'disk' | 'net', name: string): DeclaredModel | undefined {
  const known = modelOf(`${of} ${name.toLowerCase()}`)
  if (known !== undefined) return known
  const virtio = VIRTIO.exec(name)
  if (virtio !== null) return modelOf(`${of} ${virtio[1]!.toLowerCase()}`)
  if (/^virtio(?:-(?:non-)?transitional)?$/i.test(name)) return modelOf(of === 'net' ? 'net virtio-net' : 'disk virtio-blk')
  return undefined
}

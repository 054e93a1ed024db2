import type { Device } from './device.ts'
import { ata } from './disk/ata.ts'
import { dasd } from './disk/dasd.ts'
import { floppy } from './disk/floppy.ts'
import { hypervStorvsc } from './disk/hyperv-storvsc.ts'
import { mmc } from './disk/mmc.ts'
import { nvme } from './disk/nvme.ts'
import { powerDisks } from './disk/power.ts'
import { pvscsi } from './disk/pvscsi.ts'
import { scsi } from './disk/scsi.ts'
import { unsettledDisks } from './disk/unsettled.ts'
import { usb } from './disk/usb.ts'
import { virtioBlk } from './disk/virtio.ts'
import { xenBlkfront } from './disk/xen-blkfront.ts'
import { e1000 } from './net/e1000.ts'
import { e1000e } from './net/e1000e.ts'
import { ena } from './net/ena.ts'
import { gve } from './net/gve.ts'
import { hypervNetvsc } from './net/hyperv-netvsc.ts'
import { idpf } from './net/idpf.ts'
import { igb } from './net/igb.ts'
import { legacyNets } from './net/legacy.ts'
import { physicalNets } from './net/physical.ts'
import { powerNets } from './net/power.ts'
import { qeth } from './net/qeth.ts'
import { rtl8139 } from './net/rtl8139.ts'
import { unsettledNets } from './net/unsettled.ts'
import { virtioNet } from './net/virtio-net.ts'
import { virtualFunctions } from './net/virtual-functions.ts'
import { vmxnet3 } from './net/vmxnet3.ts'
import { xenNetfront } from './net/xen-netfront.ts'

/** All devices. Of their rows the first that fits is used, so the order counts where rows of two devices could fit one. */
export const DEVICES: readonly Device[] = [
  xenBlkfront,
  virtioBlk,
  hypervStorvsc,
  pvscsi,
  powerDisks,
  nvme,
  ata,
  scsi,
  floppy,
  usb,
  mmc,
  dasd,
  unsettledDisks,
  xenNetfront,
  virtioNet,
  hypervNetvsc,
  vmxnet3,
  gve,
  powerNets,
  ena,
  idpf,
  virtualFunctions,
  physicalNets,
  rtl8139,
  e1000,
  e1000e,
  igb,
  legacyNets,
  qeth,
  unsettledNets,
]

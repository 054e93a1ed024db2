/**
 * Adapters, disks and controllers by the names that their drivers for Windows give them, with the driver that Linux has for the same device.
 * Each group has the source of its names: the drivers' INF files, the maker's documentation, or published outputs where a driver has neither.
 * A switch of the host itself (Hyper-V Virtual Ethernet Adapter, VMware Virtual Ethernet Adapter for VMnet1, VirtualBox Host-Only Ethernet
 * Adapter) is no device of the machine.
 */
export interface WindowsDevice {
  readonly of: 'net' | 'disk'
  readonly name: RegExp
  /** Empty where the name alone does not show what is behind it; the model may. */
  readonly driver: string
  /** Names its maker gives it in full, where Windows cuts it off. */
  readonly model?: string
}

const net = (driver: string, name: RegExp): WindowsDevice => ({ of: 'net', name, driver })
const disk = (driver: string, name: RegExp, model?: string): WindowsDevice => ({
  of: 'disk',
  name,
  driver,
  ...(model !== undefined && { model }),
})

export const DEVICES: readonly WindowsDevice[] = [
  // `@PRODUCT_NAME@ PV Network Device`: https://github.com/xcp-ng/win-xennet/blob/master/src/xennet.inf. AWS's, Citrix's and Red Hat's:
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/xen-drivers-overview.html
  net('vif', /^(?:XenServer|Citrix|XCP-ng|Xen|AWS)\b.{0,20}\bPV\b.{0,10}\b(?:Network|Ethernet)\b/i),
  net('vif', /^Red ?Hat PV NIC Driver/i),
  // GPLPV: https://wiki.xenproject.org/wiki/Xen_Windows_GplPv
  net('vif', /^Xen Net Device Driver/i),
  // `INX_PREFIX_VENDORVirtIO Ethernet Adapter`: https://github.com/virtio-win/kvm-guest-drivers-windows/blob/master/NetKVM/netkvm-base.txt;
  // Google: https://github.com/GoogleCloudPlatform/cloud-image-tests, Nutanix: https://portal.nutanix.com (Nutanix VirtIO), Tencent:
  // https://www.tencentcloud.com/document/product/213, Oracle: https://docs.oracle.com/en/operating-systems/oracle-linux/kvm-virtio
  net('virtio_net', /^(?:Red Hat|Google|Nutanix|Tencent|Oracle)?\s?Virt-?IO\b.{0,12}\b(?:Ethernet|Network)\b/i),
  // https://learn.microsoft.com/windows-server/virtualization/hyper-v/architecture
  net('hv_netvsc', /^Microsoft Hyper-V Network Adapter/i),
  // https://learn.microsoft.com/azure/virtual-network/accelerated-networking-mana-windows
  net('mana', /^Microsoft Azure Network Adapter/i),
  // VMware Tools' vmxnet3ndis6.inf, as Win32_NetworkAdapter and systeminfo print it.
  net('vmxnet3', /^vmxnet3\b/i),
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ena-driver-releases-windows.html
  net('ena', /^Amazon Elastic Network Adapter/i),
  // https://cloud.google.com/compute/docs/networking/using-gvnic
  net('gve', /^Google Ethernet Adapter/i),
  // Windows' own drivers for the cards that QEMU, VMware and VirtualBox emulate: nete1g3e.inf, net1ix64.inf, netrtl.inf, netamd2.inf.
  net('e1000', /^Intel\(R\) PRO\/1000 (?:MT|T) /i),
  net('e1000e', /^Intel\(R\) 82574L /i),
  net('8139cp', /^Realtek RTL8139C\+/i),
  net('pcnet32', /^AMD PCNET Family/i),
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html (82599),
  // https://elixir.bootlin.com/linux/latest/source/drivers/net/ethernet/intel/ixgbevf/ixgbevf_main.c and …/iavf/iavf_main.c for the names
  net('ixgbevf', /^Intel\(R\) (?:82599|X5[45]0)\b.{0,24}Virtual Function/i),
  net('iavf', /^Intel\(R\) Ethernet (?:Adaptive )?Virtual Function/i),
  // https://learn.microsoft.com/azure/virtual-network/create-vm-accelerated-networking-powershell
  net('mlx4_core', /^Mellanox ConnectX-3\S{0,4} Virtual Function/i),
  net('mlx5_core', /^Mellanox ConnectX-\d ?\S{0,4} Virtual/i),
  // `@PRODUCT_NAME@ PV Storage Host Adapter`: https://github.com/xcp-ng/win-xenvbd/blob/master/src/xenvbd.inf; the disks are XENSRC PVDISK and
  // AWS PVDISK: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/xen-drivers-overview.html
  disk(
    'vbd',
    /^(?:XENSRC|XenServer|Citrix|XCP-ng|Xen|AWS)\b.{0,12}\b(?:PVDISK|PV (?:SCSI )?Disk|PV (?:Storage|SCSI) Host Adapter)\b/i,
  ),
  // GPLPV (xenvbd_scsiport/xenvbd.inx), as above.
  disk('vbd', /^Xen Block Device Driver/i),
  // https://github.com/virtio-win/kvm-guest-drivers-windows/blob/master/vioscsi/vioscsi.inx and …/viostor/viostor.inx; a disk of viostor has
  // the inquiry strings `Red Hat` and `VirtIO` (viostor/virtio_stor.c).
  disk('virtio_scsi', /^(?:Red Hat|Nutanix|Google|Tencent|Oracle)?\s?VirtIO SCSI pass-through/i),
  disk('virtio_blk', /^(?:Red Hat|Nutanix|Tencent|Oracle)?\s?VirtIO(?: SCSI (?:Disk|controller)| Block|$)/i),
  // https://cloud.google.com/compute/docs/disks/performance; with NVMe the name begins with nvme_card.
  disk('virtio_scsi', /^Google PersistentDisk SCSI Disk Device/i),
  // VMware Tools' pvscsi.inf, and Windows' own lsi_sas.inf for the SAS controller that VMware emulates.
  disk('vmw_pvscsi', /^VMware PVSCSI/i),
  disk('mptsas', /^LSI Adapter, SAS 3000\b.{0,24}1068/i),
  // https://learn.microsoft.com/windows-server/virtualization/hyper-v/architecture
  disk('hv_storvsc', /^Microsoft Hyper-V SCSI Controller/i),
  // https://docs.aws.amazon.com/ebs/latest/userguide/windows-list-disks.html
  disk('', /^VMware,? Virtual disk\b/i, 'VMware Virtual disk'),
  disk('', /^(?:NVMe )?Amazon Elastic B/i, 'Amazon Elastic Block Store'),
  disk('', /^(?:NVMe )?Amazon EC2 NVMe/i, 'Amazon EC2 NVMe Instance Storage'),
  // https://gitlab.com/qemu-project/qemu/-/blob/master/hw/ide/core.c, https://www.virtualbox.org/manual/ (VBOX HARDDISK), VMware's and
  // Hyper-V's as lsscsi and Get-Disk print them.
  disk(
    '',
    /^(?:QEMU HARDDISK|VBOX HARDDISK|VMware Virtual (?:IDE|SATA) Hard Drive|VMware Virtual NVMe|QEMU NVMe Ctrl|Virtual HD)\b/i,
  ),
]

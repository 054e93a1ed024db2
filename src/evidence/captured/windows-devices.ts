/**
 * Adapters, disks and controllers by the names that their drivers for Windows give them, with the driver that Linux has for the same device.
 * Names from the drivers' INF files: https://github.com/virtio-win/kvm-guest-drivers-windows (NetKVM, viostor, vioscsi),
 * https://github.com/xcp-ng/win-pv-drivers and https://xenbits.xen.org/gitweb/?p=pvdrivers/win/xenvif.git (xenvif, xenvbd),
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/xen-drivers-overview.html.
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
  net('vif', /^(?:XenServer|Citrix|XCP-ng|Xen(?: Project)?|AWS|Oracle VM)\b.{0,20}\bPV\b.{0,10}\b(?:Network|Ethernet)\b/i),
  net('vif', /^Xen Net Device Driver/i),
  net(
    'virtio_net',
    /^(?:Red Hat|Google|Nutanix|Tencent|Alibaba|Huawei|QEMU|Oracle)?\s?Virt-?IO\b.{0,12}\b(?:Ethernet|Network)\b/i,
  ),
  net('hv_netvsc', /^Microsoft Hyper-V Network Adapter/i),
  net('mana', /^Microsoft Azure Network Adapter/i),
  net('vmxnet3', /^vmxnet3\b/i),
  net('ena', /^Amazon Elastic Network Adapter/i),
  net('gve', /^Google (?:Ethernet Adapter|Virtual NIC)/i),
  net('e1000', /^Intel\(R\) PRO\/1000 (?:MT|T) /i),
  net('e1000e', /^Intel\(R\) 82574L /i),
  net('8139cp', /^Realtek RTL8139C\+/i),
  net('pcnet32', /^AMD PCNET Family/i),
  net('ixgbevf', /^Intel\(R\) (?:82599|X5[45]0)\b.{0,24}Virtual Function/i),
  net('iavf', /^Intel\(R\) Ethernet (?:Adaptive )?Virtual Function/i),
  net('mlx5_core', /^Mellanox ConnectX-\d\S{0,4} Virtual/i),
  disk(
    'vbd',
    /^(?:XENSRC|XenServer|Citrix|XCP-ng|Xen|AWS)\b.{0,12}\b(?:PVDISK|PV (?:SCSI )?Disk|PV (?:Storage|SCSI) Host Adapter)\b/i,
  ),
  disk('virtio_scsi', /^(?:Red Hat|Nutanix|Google|Tencent)?\s?VirtIO SCSI pass-through/i),
  disk('virtio_blk', /^(?:Red Hat|Nutanix|Tencent)?\s?VirtIO(?: SCSI (?:Disk|controller)| Block|$)/i),
  disk('vmw_pvscsi', /^VMware PVSCSI/i),
  disk('mptsas', /^LSI Adapter, SAS 3000\b.{0,24}1068/i),
  disk('hv_storvsc', /^Microsoft Hyper-V SCSI Controller/i),
  disk('', /^(?:NVMe )?Amazon Elastic B/i, 'Amazon Elastic Block Store'),
  disk('', /^(?:NVMe )?Amazon EC2 NVMe/i, 'Amazon EC2 NVMe Instance Storage'),
  disk(
    '',
    /^(?:QEMU HARDDISK|VBOX HARDDISK|VMware Virtual (?:IDE|SATA) Hard Drive|VMware Virtual NVMe|QEMU NVMe Ctrl|Virtual HD)\b/i,
  ),
]

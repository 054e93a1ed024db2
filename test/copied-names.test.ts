import { expect, it } from 'vitest'
import { inspectText } from '../src/library/inspect.ts'

/** Guests whose SMBIOS strings were copied from the host, or set to those of a physical vendor. */
const DELL = '$ dmidecode -s system-manufacturer\nDell Inc.\n$ dmidecode -s system-product-name\nPowerEdge R640\n'
const MODULES = (...names: string[]): string =>
  `$ lsmod\nModule                  Size  Used by\n${names.map((n) => `${n.padEnd(22)}16384  0`).join('\n')}\n`
const ASUS = `System Manufacturer:       ASUS
System Model:              ROG STRIX Z390
System Type:               x64-based PC
BIOS Version:              American Megatrends Inc. 1005, 1/1/2020
OS Name:                   Microsoft Windows 10 Pro
`

it.each([
  ['virtio modules beside kvm_intel', DELL + MODULES('kvm_intel', 'kvm', 'virtio_net', 'virtio_blk')],
  [
    'a virtio disk in the log, and a trace of KVM',
    `[    1.1] virtio_blk virtio2: [vda] 41943040 512-byte logical blocks (21.5 GB/20.0 GiB)
[  123.4] CPU: 1 PID: 1234 Comm: qemu-kvm Not tainted 4.18.0-305.el8.x86_64 #1
[  123.4] Hardware name: Dell Inc. PowerEdge R640/0W23H8, BIOS 2.8 01/01/2020
[  123.4] RIP: 0010:vmx_vcpu_run+0x1/0x2 [kvm_intel]
`,
  ],
  [
    'the i440FX chipset beside a card that was passed through',
    `${DELL}${MODULES('kvm_intel')}$ lspci
00:00.0 Host bridge: Intel Corporation 440FX - 82441FX PMC [Natoma] (rev 02)
01:00.0 VGA compatible controller: NVIDIA Corporation GP104
`,
  ],
  [
    'Windows with a virtio NIC',
    `${ASUS}Network Card(s):           1 NIC(s) Installed.\n                           [01]: Red Hat VirtIO Ethernet Adapter\n`,
  ],
  [
    "Windows with Hyper-V of its own on QEMU's devices",
    `${ASUS}
Name        : Microsoft Hyper-V Virtual Machine Bus Provider
PNPDeviceID : ROOT\\VMBUS\\0000
Service     : vmbusr

Name        : Intel(R) PRO/1000 MT Network Connection
PNPDeviceID : PCI\\VEN_8086&DEV_100E&SUBSYS_11001AF4&REV_03\\3&13C0B0C5&0&90
Service     : E1G60
`,
  ],
])('copied names and %s are no physical machine', async (_, text) => {
  const [report] = await inspectText(text)
  expect(report!.cells.board.kind).not.toBe('H')
  expect(report!.cells.cpu.kind).not.toBe('H')
  expect(report!.hypervisor.id).toBe('unknown')
  expect(report!.role).not.toBe('host')
})

it('without a virtual device the same names and modules are those of a host', async () => {
  const [report] = await inspectText(DELL + MODULES('kvm_intel', 'kvm', 'vhost_net', 'ixgbe'))
  expect(report!.hypervisor.id).toBe('none')
})

import { expect, test } from 'vitest'
import type { Evidence } from '../src/model.ts'
import { reportOf } from './evidence.ts'
import { turned } from './subsets.ts'

/** What the fuzzer found, without the lines that did not matter; `gone` is the part that is missing in the second report. */
const FINDS: readonly {
  readonly what: string
  readonly files?: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
  readonly gone: Readonly<Record<string, string>>
}[] = [
  {
    what: 'a virtual function whose device ID is missing',
    links: { 'sys/bus/pci/devices/0000:00:03.0': '../../../devices/pci0000:00/0000:00:03.0' },
    files: {
      'sys/devices/pci0000:00/0000:00:03.0/uevent': 'DRIVER=e1000e\nPCI_CLASS=20000\nPCI_SUBSYS_ID=15AD:07D0\n',
      'sys/devices/pci0000:00/0000:00:03.0/vendor': '0x8086\n',
    },
    gone: { 'sys/devices/pci0000:00/0000:00:03.0/device': '0x10ed\n' },
  },
  {
    what: "a maker's board with the firmware of a hypervisor",
    files: {
      'proc/cpuinfo': 'flags\t\t: fpu vme de pse tsc msr pae pge lm vmx\n',
      'sys/class/dmi/id/product_name': 'ThinkPad T480\n',
      'sys/class/dmi/id/sys_vendor': 'LENOVO\n',
    },
    gone: { 'sys/class/dmi/id/bios_vendor': 'Amazon EC2\n' },
  },
  {
    what: 'a disk of a dom0 that may be nested, of unknown kind',
    links: { 'sys/block/sda': '../devices/platform/device-1/block/sda' },
    files: { 'proc/xen/capabilities': 'control_d\n' },
    gone: { 'sys/class/dmi/id/bios_vendor': 'SeaBIOS\n' },
  },
  {
    what: "a hardware vendor's bridge below a hypervisor that a log names",
    links: { 'sys/bus/pci/devices/0000:00:00.0': '../../../devices/pci0000:00/0000:00:00.0' },
    files: { 'sys/devices/pci0000:00/0000:00:00.0/uevent': 'DRIVER=pcieport\nPCI_ID=10DE:22CE\n' },
    gone: { 'dmesg.txt': '[    0.000000] Hypervisor detected: Microsoft Hyper-V\n' },
  },
  {
    what: 'an emulated NIC in a guest that may have no device model',
    links: {
      'sys/devices/pci0000:00/0000:00:03.0/driver': '../../../bus/pci/drivers/e1000',
      'sys/bus/pci/devices/0000:00:03.0': '../../../devices/pci0000:00/0000:00:03.0',
    },
    files: {
      'proc/cpuinfo': 'flags\t\t: fpu tsc hypervisor\n',
      'sys/devices/pci0000:00/0000:00:03.0/class': '0x020000\n',
      'sys/hypervisor/guest_type': 'PV\n',
    },
    gone: { 'proc/xen/capabilities': '\n' },
  },
  {
    what: 'a PV NIC beside a listed one',
    links: {
      'sys/bus/pci/devices/0000:00:03.0': '../../../devices/pci0000:00/0000:00:03.0',
      'sys/bus/xen/devices/vif-0': '../../../devices/vif-0',
    },
    files: { 'sys/hypervisor/properties/features': '000020e0\n' },
    gone: { 'sys/devices/pci0000:00/0000:00:03.0/uevent': 'PCI_CLASS=20000\n' },
  },
]

test.each(FINDS)('$what: the full report shows what less evidence would mean', ({ files = {}, links = {}, gone }) => {
  const of = (all: Readonly<Record<string, string>>): Evidence => ({
    files: new Map(Object.entries(all)),
    links: new Map(Object.entries(links)),
    texts: [],
    missing: [],
  })
  expect(turned(reportOf(of({ ...files, ...gone })), reportOf(of(files)))).toEqual([])
})

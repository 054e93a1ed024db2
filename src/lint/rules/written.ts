import type { Vocabulary } from '../../devices/device.ts'
import { emulated } from '../../devices/elsewhere.ts'

/** What the patterns and examples of several rules share. */

export const vagrant = (provider: string, line: string): string =>
  `Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provider "${provider}" do |v|\n    ${line}\n  end\nend\n`

/** Hardware versions of VMware without vmxnet3 and pvscsi: https://www.vmware.com/pdf/Perf_Best_Practices_vSphere4.0.pdf */
export const BEFORE_7: RegExp = /^[1-6]$/

/** Boards of QEMU without a PCI bus, on which `-device …-pci` fails: https://www.qemu.org/docs/master/system/targets.html */
export const NO_VIRTIO_PCI: { readonly at: RegExp; readonly is: RegExp } = {
  at: /^(?:machine|M)\[\d+\]\.type$/,
  is: /^(?:isapc|none|microvm|raspi\w{1,8}|vexpress-\w{1,8}|xlnx-\w{1,24}|orangepi-pc|cubieboard|bpim2u|\w{1,24}-bmc)$/,
}

type Wanted = (word: string) => boolean

/** The words of a format that make a disk or NIC an emulated one, or some of them, as alternatives of a pattern. */
export const emulatedWords = (of: 'disk' | 'net', vocabulary: Vocabulary, wanted: Wanted = () => true): string =>
  emulated(of, vocabulary)
    .filter(wanted)
    .map((word) => word.replaceAll('.', '\\.'))
    .join('|')

/** A value that is one of these words. */
export const isEmulated = (of: 'disk' | 'net', vocabulary: Vocabulary, wanted?: Wanted): RegExp =>
  new RegExp(`^(?:${emulatedWords(of, vocabulary, wanted)})$`, 'i')

import { table } from '../table.ts'

/** What a QEMU board brings when nothing is asked for: where `-drive` without `if=` goes, and the network card. */
export interface Board {
  readonly block: 'ide' | 'scsi' | 'virtio' | 'sd' | 'none'
  readonly ide: 'ide-hd' | 'ahci'
  readonly scsi: string
  readonly nic: string | undefined
}

/** `block_default_type` and `default_nic` of the machine classes: https://gitlab.com/qemu-project/qemu/-/tree/master/hw. */
const BOARDS: readonly (readonly [RegExp, Partial<Board>])[] = [
  [/^(?:pc-)?q35/, { ide: 'ahci', nic: 'e1000e' }],
  [/^(?:pc|pc-i440fx|xenfv)(?:-|\+|$)/, { nic: 'e1000' }],
  [/^isapc/, { nic: 'ne2k_isa' }],
  [/^microvm/, { block: 'none', nic: undefined }],
  [/^xenpv/, { block: 'none', nic: undefined }],
  [/^s390-ccw/, { block: 'virtio', nic: 'virtio-net-ccw' }],
  [/^pseries/, { block: 'scsi', scsi: 'spapr-vscsi', nic: 'spapr-vlan' }],
  [/^virt(?:-|\+|$)/, { block: 'virtio', nic: 'virtio-net-pci' }],
  [/^vexpress/, { block: 'sd', nic: 'lan9118' }],
  [/^versatile/, { block: 'scsi', scsi: 'lsi53c895a', nic: 'smc91c111' }],
]

const DEFAULTS: Readonly<Record<string, string>> = table({
  x86_64: 'pc',
  i386: 'pc',
  s390x: 's390-ccw-virtio',
  ppc64: 'pseries',
  ppc64le: 'pseries',
  loongarch64: 'virt',
})

/** `microvm` aside every board of x86 has an IDE or SATA controller; a board that is not listed here is assumed to have no NIC. */
export function boardOf(arch: string, machine: string): Board {
  const name = machine === '' ? (DEFAULTS[arch] ?? '') : machine
  const row = BOARDS.find(([pattern]) => pattern.test(name))?.[1] ?? {}
  return { block: 'ide', ide: 'ide-hd', scsi: 'lsi53c895a', nic: undefined, ...row }
}

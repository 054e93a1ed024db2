import type { Document, Signal } from '../../model.ts'
import { virtualBoard } from '../../platforms/dmi.ts'
import { type PciFunction, pciSignals } from '../pci.ts'
import { proofAt, signalAt } from '../say.ts'
import { classOfName, idOfName } from './lspci.ts'
import { boardSignal, WORDS } from './verdict.ts'

/** What the readers of inventories (inxi, lshw, Ansible, facter …) have in common: names of a board, disks and cards by name, verdicts. */

/** A value and the place in the text of the line that shows it. */
export interface Shown {
  readonly value: string
  readonly index: number
}

/** Names in DMI, by the kernel's name of the field. */
export type BoardNames = Partial<
  Record<'sys_vendor' | 'product_name' | 'product_version' | 'bios_vendor' | 'bios_version', Shown>
>

/** Signals of DMI names. Vendor, product and firmware decide together whether the board is a virtual one. */
export function* boardOf(document: Document, names: Readonly<BoardNames>): Generator<Signal> {
  const deciding: Shown[] = []
  for (const field of ['sys_vendor', 'product_name', 'product_version', 'bios_vendor', 'bios_version'] as const) {
    const shown = names[field]
    if (shown === undefined || shown.value === '' || EMPTY.test(shown.value)) continue
    yield signalAt(document, shown.index, `dmi.${field}`, shown.value)
    if (!/version/.test(field)) deciding.push(shown)
  }
  if (deciding.length > 0)
    yield boardSignal(
      document,
      deciding[0]!.index,
      deciding.map(({ value }) => value),
    )
}

/** What tools print for a field that the firmware left empty. */
const EMPTY = /^(?:N\/A|NA|Not Specified|Not Available|To be filled by O\.E\.M\.|Unknown|None|null|unspecified)$/i

/** The kernel's name of a disk, without partition. */
export const DISK: RegExp =
  /^(?:xvd[a-z]{1,3}|sd[a-z]{1,3}|hd[a-z]|vd[a-z]{1,3}|nvme\d{1,3}n\d{1,3}|mmcblk\d{1,2}|dasd[a-z]{1,4})$/

/** The drivers whose disks have a special name: https://docs.kernel.org/admin-guide/devices.html */
const BY_NAME: readonly (readonly [name: RegExp, driver: string])[] = [
  [/^xvd/, 'vbd'],
  [/^vd[a-z]/, 'virtio_blk'],
  [/^nvme/, 'nvme'],
  [/^mmcblk/, 'mmcblk'],
  [/^dasd/, 'dasd'],
]

/**
 * A disk that an inventory lists by name and model. The name is the kernel's own (these tools read /sys/block), so xvd* is blkfront and
 * vd* virtio-blk; any other name shows nothing, and a model shows the controller only if no other controller has this model.
 */
export function* diskAt(
  document: Document,
  index: number,
  name: string,
  ...words: readonly (string | undefined)[]
): Generator<Signal> {
  const driver = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? ''
  const full = words.filter((word) => word !== undefined && word !== '' && !EMPTY.test(word)).join(' ')
  const signal = signalAt(document, index, 'disk.inventory', driver, name)
  const proof = { ...signal.proof, text: full === '' ? `disk ${name}` : `disk ${name}: ${full}` }
  yield { ...signal, proof }
  if (full !== '') yield { ...signal, name: 'device.model', value: full, proof }
}

/** A network interface with the driver that a tool read from sysfs. */
export function* cardAt(document: Document, index: number, name: string, driver: string, model?: string): Generator<Signal> {
  yield signalAt(document, index, 'net.listed', driver, name)
  if (model !== undefined && model !== '') yield signalAt(document, index, 'device.model', model, name)
}

/** A PCI function by names instead of numbers, as these tools print it. */
export function* functionAt(
  document: Document,
  index: number,
  address: string,
  { name, kind, driver }: { readonly name: string; readonly kind: string; readonly driver?: string },
): Generator<Signal> {
  const id = idOfName(name)
  const code = classOfName(kind)
  const f: PciFunction = {
    address,
    name,
    proof: proofAt(document, index),
    ...(id !== undefined && { id }),
    ...(code !== undefined && { class: code }),
    ...(driver !== undefined && driver !== '' && { driver }),
  }
  yield* pciSignals(f)
}

/** What another tool concluded, by the words of systemd-detect-virt and virt-what or by names that people read. */
export function* verdictAt(
  document: Document,
  index: number,
  word: string,
  names: Readonly<BoardNames> = {},
): Generator<Signal> {
  const known = word.trim().toLowerCase()
  const said = WORDS.get(ALSO.get(known) ?? known) ?? []
  const board = virtualBoard(
    [names.sys_vendor, names.product_name, names.bios_vendor].flatMap((shown) => shown?.value ?? []).join(' / '),
  )
  const hypervisor = board === undefined ? undefined : BOARD_OF.get(board)
  for (const [name, value] of said) {
    if (name === 'tool.says' && hypervisor !== undefined && value !== hypervisor) continue
    yield signalAt(document, index, name, value)
  }
}

/**
 * Boards that one hypervisor makes. Inventories that contradict them have read the drivers of a kernel: Salt and Ansible take /proc/xen or
 * /sys/bus/xen for Xen, which many kernels have. https://github.com/saltstack/salt/issues/43799
 */
const BOARD_OF: ReadonlyMap<string, string> = new Map(
  ['xen', 'vmware', 'virtualbox', 'hyperv', 'parallels', 'bhyve', 'apple', 'openbsd-vmm'].map((name) => [name, name]),
)

/** Names of inxi, Ansible, Salt and others for what systemd-detect-virt calls otherwise. */
const ALSO: ReadonlyMap<string, string> = new Map([
  ['hyper-v', 'microsoft'],
  ['microsoft hyper-v', 'microsoft'],
  ['virtualpc', 'microsoft'],
  ['vmw', 'vmware'],
  ['rhev', 'kvm'],
  ['rhv', 'kvm'],
  ['ovirt', 'kvm'],
  ['kubevirt', 'kvm'],
  ['openbsd-vmm', 'vmm'],
  ['zvm', 'zvm'],
  ['powervm_lx86', 'powervm'],
])

/** The kernel's architecture under the names that other systems give it. */
export function archOf(word: string): string {
  return word
    .replace(/^(?:amd64|x86-64)$/, 'x86_64')
    .replace(/^arm64$/, 'aarch64')
    .replace(/^(?:x86|i386)$/, 'i686')
}

/** A conclusion that the engine draws without a row of a rule table; it has an ID like a rule. */
export interface Made {
  readonly id: string
  readonly about: string
  readonly says: string
  /** Its condition, in words. */
  readonly when: string
  readonly allows: readonly string[]
}

const mode = (id: string, about: string, allows: readonly string[]): Made => ({
  id,
  about,
  allows,
  says: 'the Xen mode, or the modes that are still possible, determine how this component is virtualized',
  when: 'the Xen mode is known or narrowed down, and no rule of higher rank decides the component',
})
const each = (suffix: string, allows: readonly string[], says: string, when: string): Made[] =>
  [
    ['disk', 'disk'],
    ['net', 'network'],
  ].map(([id, about]) => ({ id: `${id}.${suffix}`, about: about!, allows, says, when }))

/** Made by src/examine.ts (`mode.*`), src/judge/devices.ts and src/judge/io.ts. */
export const MADE: readonly Made[] = [
  mode('mode.cpu', 'cpu', ['P', 'VH']),
  mode('mode.board', 'board', ['VS', 'P', 'H']),
  mode('mode.interrupts', 'delivery', ['VS', 'P']),
  ...each(
    'declared',
    ['VS', 'P', 'VH'],
    'the definition names the device model; if the guest gets both an emulated and a paravirtual device, the mode decides which one it uses',
    'a VM definition lists the device',
  ),
  ...each(
    'bare',
    ['H'],
    'the machine is bare hardware, so the device is physical',
    'the machine is bare hardware, or a dom0 with physical devices, and no rule recognises the device as virtual',
  ),
  ...each(
    'passthrough',
    ['VH'],
    'the PCI ID is that of a physical device, so the host passed it through to this guest',
    'the machine is a guest, no rule recognises the device, and its vendor makes no virtual devices',
  ),
  ...each(
    'assigned',
    ['VH'],
    'the guest has no device model (QEMU), so a device that is not paravirtual was passed through',
    'the machine is a Xen PV or PVH guest, or any Xen guest on Arm',
  ),
  ...each(
    'domain',
    ['VH', 'H'],
    "the domain has no device model (QEMU): the device is dom0's own or was passed through",
    'the machine is a Xen PV or PVH domain (on Arm, any Xen domain) and may be dom0 or a guest',
  ),
  ...each(
    'unsettled',
    ['VS', 'P', 'VH'],
    'the driver supports both emulated and physical devices; the PCI ID would show which kind this is',
    'no rule recognises the device, and its PCI ID is not known',
  ),
  {
    id: 'disk.none',
    about: 'disk',
    allows: ['-'],
    says: 'no disk was found',
    when: 'neither the kernel nor a complete VM definition lists a disk',
  },
  {
    id: 'network.none',
    about: 'network',
    allows: ['-'],
    says: 'no NIC was found',
    when: 'neither the kernel nor a complete VM definition lists a NIC',
  },
]

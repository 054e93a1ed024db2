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
  says: 'the Xen mode, or each possible mode, decides how this component is virtualized',
  when: 'the Xen mode is known, or narrowed down, and no rule of higher rank decides the component',
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
    'the definition names the device model; if it offers an emulated and a paravirtual one, the mode decides',
    'a VM definition lists the device',
  ),
  ...each(
    'bare',
    ['H'],
    'the machine is bare hardware, so the device is physical',
    'the machine is bare hardware, or a dom0 with physical devices, and no device row marks the device as virtual',
  ),
  ...each(
    'passthrough',
    ['VH'],
    'the PCI ID is that of a physical device, so the host passed it through to this guest',
    'in a guest, no device row matches, and the vendor makes no virtual devices',
  ),
  ...each(
    'assigned',
    ['VH'],
    'the guest has no device model (QEMU), so a device that is not paravirtual was passed through',
    'in a Xen PV or PVH guest, or in any Xen guest on Arm',
  ),
  ...each(
    'domain',
    ['VH', 'H'],
    "the domain has no device model (QEMU): the device is dom0's own or was passed through",
    'in a Xen PV or PVH domain, or any Xen domain on Arm, that may be dom0 or a guest',
  ),
  ...each(
    'unsettled',
    ['VS', 'P', 'VH'],
    'the driver serves emulated and physical devices; the PCI ID would show which',
    'no device row matches and the PCI ID is not known',
  ),
  {
    id: 'disk.none',
    about: 'disk',
    allows: ['-'],
    says: 'no disk was found',
    when: 'a complete VM definition, or the kernel, lists none',
  },
  {
    id: 'network.none',
    about: 'network',
    allows: ['-'],
    says: 'no NIC was found',
    when: 'a complete VM definition, or the kernel, lists none',
  },
]

/** A conclusion that is no row of a table: the engine makes it while it goes, under a name of its own. */
export interface Made {
  readonly id: string
  readonly about: string
  readonly says: string
  /** When it is made, in words. */
  readonly when: string
  readonly allows: readonly string[]
}

const mode = (id: string, about: string, allows: readonly string[]): Made => ({
  id,
  about,
  allows,
  says: 'what the mode, or every mode that is still possible, has in this component',
  when: 'the mode of a Xen guest is known at least in part, and nothing nearer settled the component',
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
    'what the definition gives the guest, by its model; one that is offered twice, emulated and paravirtual, is what the mode uses',
    'a VM definition lists the device',
  ),
  ...each(
    'bare',
    ['H'],
    'a real device on real hardware',
    'the machine is bare hardware or a domain 0 with the real devices, and no row of the table says that the device is a virtual one',
  ),
  ...each(
    'passthrough',
    ['VH'],
    'the PCI id of a real device inside a guest: it was given to it',
    'in a guest, no row of the table fits, and the vendor makes no virtual devices',
  ),
  ...each(
    'unsettled',
    ['VS', 'P', 'VH'],
    'a driver that serves emulated devices and real ones: its PCI id would tell',
    'no row of the table fits and no PCI id is shown',
  ),
  {
    id: 'disk.none',
    about: 'disk',
    allows: ['-'],
    says: 'the definition has no disk',
    when: 'a VM definition is complete and lists none',
  },
  {
    id: 'network.none',
    about: 'network',
    allows: ['-'],
    says: 'the definition has no network card',
    when: 'a VM definition is complete and lists none',
  },
]

import { COMPONENTS, type Colour, type ComponentId, type Device, type Kind, type Proof, type Report } from '../model.ts'
import { table } from '../table.ts'
import { colourOf } from './colours.ts'
import { SHORT_TITLES } from './titles.ts'

/** The levels of a machine, from the guest down. */
export const LEVELS = ['guest', 'hypervisor', 'model', 'hardware'] as const
export type LevelId = (typeof LEVELS)[number]

export interface Level {
  readonly id: LevelId
  readonly title: string
}

/** What a lane does on its way down: something stands on the level, or the way only passes it. */
export interface Stop {
  readonly level: LevelId
  readonly text: string
}

/** One component or device, and its way from the guest to the hardware. */
export interface Lane {
  readonly id: string
  readonly component: ComponentId
  readonly title: string
  /** How many devices it represents. */
  readonly count: number
  /** What is bound to it or how it works, in a few words. */
  readonly detail: readonly string[]
  readonly kind: Kind
  readonly possible?: readonly Kind[]
  readonly colour: Colour
  /** Carries `/` or the default route. */
  readonly carries: boolean
  readonly says: string
  readonly proof: readonly Proof[]
  /** Where its way stops, from the top down, the guest apart. A level that is not named is passed. Empty when the way is unknown. */
  readonly stops: readonly Stop[]
}

/** The machine as data: levels and lanes, for every renderer. */
export interface MachinePicture {
  readonly levels: readonly Level[]
  readonly lanes: readonly Lane[]
  /** Devices that are not drawn, by component. */
  readonly more: Readonly<Partial<Record<ComponentId, number>>>
}

/** The program that emulates devices, and the backend of paravirtual devices. */
export interface Staff {
  readonly model: string
  readonly backend: string
}

/** https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum for Xen; the others use the terms of their vendors. */
const STAFF: Readonly<Record<string, Staff>> = table({
  xen: { model: 'QEMU, the device model', backend: 'backend in the driver domain or dom0' },
  kvm: { model: 'device model (QEMU)', backend: 'device model or vhost' },
  pvm: { model: 'device model', backend: 'device model or vhost' },
  hyperv: { model: 'worker process', backend: 'VSP in the root partition' },
  vmware: { model: 'VMX process', backend: 'VMkernel or VMX' },
  virtualbox: { model: 'VM process', backend: 'VM process' },
  'qemu-tcg': { model: 'QEMU', backend: 'QEMU or vhost' },
  bhyve: { model: 'bhyve process', backend: 'bhyve process' },
  'openbsd-vmm': { model: 'vmd', backend: 'vmd' },
  powervm: { model: 'firmware', backend: 'Virtual I/O Server' },
})
const ANYONE: Staff = { model: 'device model', backend: 'backend' }

/** Device model and backend of a hypervisor, by its id. */
export const staffOf = (hypervisor: string): Staff => (Object.hasOwn(STAFF, hypervisor) ? STAFF[hypervisor]! : ANYONE)

type Ways = Readonly<Partial<Record<Kind, (staff: Staff) => readonly Stop[]>>>

const stop = (level: LevelId, text: string): Stop => ({ level, text })
const real = (text: string) => (): readonly Stop[] => [stop('hardware', text)]

const IO: Ways = {
  VS: ({ model }) => [
    stop('hypervisor', 'each access is a VM exit'),
    stop('model', `emulated by ${model}`),
    stop('hardware', 'real device'),
  ],
  P: ({ backend }) => [stop('model', `ring, ${backend}`), stop('hardware', 'real device')],
  VH: real('virtual function or dedicated device'),
  H: real('real device'),
}

/** Which levels each kind of each component needs. */
const WAYS: Readonly<Record<ComponentId, Ways>> = {
  cpu: {
    VS: () => [stop('hypervisor', 'instructions translated'), stop('hardware', 'host CPU')],
    P: () => [stop('hypervisor', 'hypercalls'), stop('hardware', 'host CPU')],
    VH: real('VT-x or AMD-V'),
    H: real('CPU'),
  },
  board: {
    VS: ({ model }) => [stop('model', `board and firmware of ${model}`)],
    P: () => [stop('hypervisor', 'no emulated motherboard; the hypervisor starts the kernel directly')],
    VH: real('board'),
    H: real('board'),
  },
  interrupts: {
    VS: () => [stop('hypervisor', 'emulated controller and timers'), stop('hardware', 'host timers')],
    P: () => [stop('hypervisor', 'paravirtual events and clock'), stop('hardware', 'host timers')],
    VH: real('delivered by the CPU'),
    H: real('controller and timers'),
  },
  disk: IO,
  network: IO,
}

/** The maximum number of boxes for one component, devices in use first; with more devices, equal ones share a box. */
const MOST_BOXES = 4

/** Devices in boxes: each its own, or, of many, those of like kind, driver and model together; what is in use stays apart. */
function boxesOf(devices: readonly Device[]): (readonly [Device, ...Device[]])[] {
  const sorted = [...devices].sort((a, b) => Number(b.carries ?? false) - Number(a.carries ?? false))
  const boxes = new Map<string, [Device, ...Device[]]>()
  for (const [i, device] of sorted.entries()) {
    const alone = devices.length <= MOST_BOXES || device.carries === true
    const key = alone ? `\0${i}` : JSON.stringify([device.kind, device.possible, device.driver, device.model, device.says])
    const box = boxes.get(key)
    if (box === undefined) boxes.set(key, [device])
    else box.push(device)
  }
  return [...boxes.values()]
}

/** `xvdb … xvdp`: the first and the last of several names. */
const namesOf = (devices: readonly Device[]): string => {
  const [first, last] = [devices[0]!.id, devices.at(-1)!.id]
  return devices.length === 1 ? first : devices.length === 2 ? `${first}, ${last}` : `${first} … ${last}`
}

/** The picture of one machine. The path of an unknown kind is not drawn. */
export function machineOf(report: Report): MachinePicture {
  const bare = report.hypervisor.id === 'none'
  const staff = staffOf(report.hypervisor.id)
  const more: Partial<Record<ComponentId, number>> = {}
  const lanes = COMPONENTS.flatMap((component): Lane[] => {
    const cell = report.cells[component]
    const way = (kind: Kind): readonly Stop[] => WAYS[component][kind]?.(staff) ?? []
    const devices = cell.devices ?? []
    if (devices.length > 0) {
      const boxes = boxesOf(devices)
      const rest = boxes.slice(MOST_BOXES).reduce((sum, box) => sum + box.length, 0)
      if (rest > 0) more[component] = rest
      return boxes.slice(0, MOST_BOXES).map((box) => {
        const device = box[0]
        return {
          id: `${component}-${device.id}`,
          component,
          title: namesOf(box),
          count: box.length,
          detail: [device.driver, device.model].filter((word) => word !== undefined),
          kind: device.kind,
          ...(device.possible === undefined ? {} : { possible: device.possible }),
          colour: colourOf(component, device.kind),
          carries: device.carries === true,
          says: device.says,
          proof: box.flatMap(({ proof }) => proof.slice(0, box.length === 1 ? undefined : 1)),
          stops: way(device.kind),
        }
      })
    }
    // The finding that allows this kind alone says most.
    const because = cell.because.find(({ allows }) => allows?.length === 1 && allows[0] === cell.kind) ?? cell.because[0]
    return [
      {
        id: component,
        component,
        title: SHORT_TITLES[component],
        count: 1,
        detail: cell.notes.length > 0 || because === undefined ? cell.notes : [because.says],
        kind: cell.kind,
        ...(cell.possible === undefined ? {} : { possible: cell.possible }),
        colour: cell.colour,
        carries: false,
        says: because?.says ?? '',
        proof: because?.proof ?? [],
        stops: way(cell.kind),
      },
    ]
  })
  const { name, version } = report.hypervisor
  const levels: Level[] = [
    { id: 'guest', title: bare ? 'Kernel' : report.role === 'dom0' ? 'Domain 0' : 'Guest' },
    ...(bare
      ? []
      : [
          { id: 'hypervisor' as const, title: version === undefined ? name : `${name} ${version}` },
          { id: 'model' as const, title: 'Device model and backends' },
        ]),
    { id: 'hardware', title: 'Hardware' },
  ]
  return { levels, lanes, more }
}

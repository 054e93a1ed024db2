import { COMPONENTS, type ComponentId, type Report } from '../model.ts'
import { listed } from './words.ts'

/** A file that settles a component, and the command that prints it; evidence may have it under any of several names. */
interface Settler {
  readonly command: string
  /** The path under which a capture would have it; where that was read already, it did not settle anything. */
  readonly path: string
  /** Of which reports; without it, of all. */
  readonly of?: (report: Report) => boolean
}

const xen = ({ hypervisor }: Report): boolean => hypervisor.id === 'xen'
/** Devices on the xenbus alone, which lspci does not list. */
const noPci = ({ mode, cells }: Report): boolean =>
  (mode?.id === 'pv' || mode?.id === 'pvh') &&
  ![cells.disk, cells.network].some((cell) =>
    cell.devices?.some(({ id, pci }) => pci !== undefined || /^[0-9a-f]{4}:/.test(id)),
  )
const clockOpen = ({ cells }: Report): boolean => cells.interrupts.notes.includes('clock: not shown')

const GUEST_TYPE: Settler = { command: 'cat /sys/hypervisor/guest_type', path: 'sys/hypervisor/guest_type', of: xen }
const LOG: Settler = { command: 'dmesg', path: 'dmesg' }
const PCI: Settler = { command: 'lspci -nnk', path: 'lspci' }
const CLOCK = 'sys/devices/system/clocksource/clocksource0/current_clocksource'

/** What settles a component, the surest first. */
const SETTLERS: Record<ComponentId, readonly Settler[]> = {
  cpu: [GUEST_TYPE, LOG, { command: 'lscpu', path: 'lscpu' }],
  board: [GUEST_TYPE, LOG, PCI],
  interrupts: [
    { command: 'cat /proc/interrupts', path: 'proc/interrupts' },
    LOG,
    { command: `cat /${CLOCK}`, path: CLOCK, of: clockOpen },
  ],
  disk: [{ command: 'ls -l /sys/block/*/device/driver', path: 'sys/block/*/device/driver', of: noPci }, PCI, LOG],
  network: [{ command: 'ls -l /sys/class/net/*/device/driver', path: 'sys/class/net/*/device/driver', of: noPci }, PCI, LOG],
}

/** The one command whose output would settle a cell that is open; of a machine that runs, what could be read has been. */
export function settlerOf(report: Report, component: ComponentId): string | undefined {
  const { source, basis, missing, cells } = report
  if (cells[component].kind !== '?' || source.kind === 'live' || basis === 'declared') return undefined
  const absent = new Set(missing.map(({ path }) => path))
  const lacks = (one: Settler): boolean => source.kind === 'text' || absent.has(one.path)
  return SETTLERS[component].find((one) => one.of?.(report) !== false && lacks(one) && !isText(report, one))?.command
}

/** Whether a single text is this very output. */
function isText({ source, cells }: Report, { path }: Settler): boolean {
  if (source.kind !== 'text') return false
  const texts = COMPONENTS.flatMap((c) => cells[c].because.flatMap(({ proof }) => proof.map(({ text }) => text)))
  return path === 'dmesg' && texts.some((text) => /^(?:<\d+>)?\[ *\d+\.\d+\]/.test(text))
}

/** For each command the components that it would settle: `to settle disk and network, add the output of lspci -nnk`. */
export function settling(report: Report): string[] {
  const by = new Map<string, ComponentId[]>()
  for (const component of COMPONENTS) {
    const command = settlerOf(report, component)
    if (command !== undefined) by.set(command, [...(by.get(command) ?? []), component])
  }
  return [...by].map(([command, components]) => `to settle ${listed(components, 'and')}, add the output of: ${command}`)
}

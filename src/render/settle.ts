import { COMPONENTS, type ComponentId, type Report } from '../model.ts'
import { LOG_CUT } from '../notes.ts'
import { listed } from './words.ts'

/** A file that settles a component, and the command that prints it; evidence may have it under any of several names. */
interface Settler {
  readonly command: string
  /** The paths under which a capture would have it; where one was read already, it did not settle anything. */
  readonly paths: readonly string[]
  /** What a line of it looks like, where it may come under other names. */
  readonly line?: RegExp
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
const clockOpen = ({ cells }: Report): boolean => cells.interrupts.notes.some((note) => note.startsWith('clock: not '))

const nameless = ({ hypervisor }: Report): boolean => hypervisor.id === 'unknown'

/** Whether devices are there with what lspci says of them, from sysfs. */
const bound = ({ cells }: Report): boolean =>
  [cells.disk, cells.network].some((cell) => cell.devices?.some(({ pci, driver }) => pci !== undefined && driver !== undefined))
/** Names of the kernel log in captures. */
const LOGS: readonly string[] = ['dmesg', 'dmesg.txt', 'var/log/dmesg', 'sos_commands/kernel/dmesg']
/** The journal keeps the boot messages that the ring buffer of the kernel has lost. */
const JOURNAL = 'journalctl -k -b'
const CLOCK = 'sys/devices/system/clocksource/clocksource0/current_clocksource'

/** What settles each component, the surest first. Made only for a capture with an open cell: a live machine never needs it. */
function settlers(report: Report): Record<ComponentId, readonly Settler[]> {
  // Windows has no lspci; PowerShell lists devices with their ids.
  if (report.machine?.system === 'windows') {
    const devices: Settler = {
      command:
        'Get-PnpDevice -PresentOnly -Class DiskDrive,SCSIAdapter,Net | Format-List Class,Service,FriendlyName,InstanceId',
      paths: ['Get-PnpDevice'],
    }
    return { cpu: [], board: [], interrupts: [], disk: [devices], network: [devices] }
  }
  const guestType: Settler = { command: 'cat /sys/hypervisor/guest_type', paths: ['sys/hypervisor/guest_type'], of: xen }
  const dmesg: Settler = { command: 'dmesg', paths: LOGS, line: /^(?:<\d{1,4}>)?\[ {0,8}\d{1,12}\.\d/ }
  const log: Settler = report.notes.includes(LOG_CUT) ? { command: JOURNAL, paths: [] } : dmesg
  /** If the hypervisor is unknown, it comes first. */
  const first: Settler = { ...log, of: nameless }
  const pci: Settler = {
    command: 'lspci -nnk',
    paths: ['lspci'],
    line: /^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] \S/,
    of: (report) => !bound(report),
  }
  const driver = (directory: string): Settler => ({
    command: `ls -l /${directory}/*/device/driver`,
    paths: [`${directory}/*/device/driver`],
    of: noPci,
  })
  return {
    cpu: [guestType, log, { command: 'lscpu', paths: ['lscpu'] }],
    board: [guestType, log, pci],
    interrupts: [
      first,
      { command: 'cat /proc/interrupts', paths: ['proc/interrupts'], line: /^ {0,8}\d{1,9}: {1,16}\d/ },
      log,
      { command: `cat /${CLOCK}`, paths: [CLOCK], of: clockOpen },
    ],
    disk: [first, driver('sys/block'), pci, log],
    network: [first, driver('sys/class/net'), pci, log],
  }
}

/** The one command whose output would settle a cell that is open; of a machine that runs, what could be read has been. */
export function settlerOf(report: Report, component: ComponentId): string | undefined {
  const { source, basis, missing, cells } = report
  if (cells[component].kind !== '?' || source.kind === 'live' || basis === 'declared') return undefined
  const absent = new Set(missing.map(({ path }) => path))
  const lines = shownIn(report)
  return settlers(report)[component].find(
    ({ of, paths, line }) =>
      of?.(report) !== false &&
      // A single text lacks all but itself; a collection may have what is named under another name, and then quotes it.
      (source.kind === 'text' || paths.every((path) => absent.has(path))) &&
      !(line !== undefined && lines.some((text) => line.test(text))),
  )?.command
}

/** All lines that a report quotes. */
function shownIn({ hypervisor, cells }: Report): string[] {
  const findings = [...hypervisor.because, ...COMPONENTS.flatMap((c) => [...cells[c].because, ...(cells[c].devices ?? [])])]
  return findings.flatMap(({ proof }) => proof.map(({ text }) => text))
}

/** For each command the components that it would settle: `to settle disk and network, add the output of lspci -nnk`. */
export function settling(report: Report): string[] {
  if (report.source.kind === 'live') return []
  const by = new Map<string, ComponentId[]>()
  for (const component of COMPONENTS) {
    const command = settlerOf(report, component)
    if (command !== undefined) by.set(command, [...(by.get(command) ?? []), component])
  }
  const lines = [...by].map(([command, components]) => `to settle ${listed(components, 'and')}, add the output of: ${command}`)
  return lines.length === 0 ? [] : [...lines, howToAdd(report)]
}

/** How an output joins the evidence that a report was made from. */
export function howToAdd({ source }: Report): string {
  if (source.kind === 'directory') return 'save the output as a file in the same folder, then run virtcolor on the folder'
  if (source.kind === 'text') return 'append the output to the same text, then run virtcolor on it'
  return 'unpack the archive, save the output as a file in its folder, then run virtcolor on the folder'
}

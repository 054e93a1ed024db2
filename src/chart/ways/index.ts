/** The path of an operation: where a system call, a page fault, … leaves the guest in each mode, side by side. */
import { COMPONENTS, type ComponentId, type Kind, type Report } from '../../model.ts'
import { table } from '../../table.ts'
import { colourOf } from '../colours.ts'
import { letterOf } from '../layout.ts'
import { staffOf } from '../machine.ts'
import { allRows, rowById, type SpectrumRow } from '../rows.ts'
import { sourceName } from '../titles.ts'
import type { Counted, For, Operation, OperationId, Panel, Step, Subject, Way, Ways } from './model.ts'
import { OPERATION } from './operations.ts'

export interface WaysOptions {
  /** Ids of rows of the spectrum, in the order in which they are shown. */
  readonly modes?: readonly string[]
  readonly reports?: readonly Report[]
  readonly counted?: Counted
}

/** The article's five, and what came after: virtio, virtual functions all the way, no hypervisor. */
export const USUAL_MODES: readonly string[] = ['hvm', 'hvm-pv-drivers', 'pvhvm', 'pvh', 'pv', 'kvm-virtio', 'nitro', 'bare']

/** Everything that `modes` may name. */
export const ALL_MODES: readonly string[] = allRows().map(({ id }) => id)

const GUEST = new Set(['user', 'kernel'])

/** The path of an operation, or undefined if the known cells do not determine it. */
export function wayOf(operation: OperationId, subject: Subject): Way | undefined {
  const { start, parts, component } = OPERATION[operation]
  const steps = [start]
  for (const part of parts) {
    const row = part.find(({ of }) => fits(of, subject, component))
    if (row === undefined) return undefined
    steps.push(...row.steps)
  }
  const { model, backend } = staffOf(subject.hypervisor)
  // The first of the words is the name.
  const named = steps.map(
    (one): Step => ({ ...one, says: one.says.replace('{model}', model.split(',')[0]!).replace('{backend}', backend) }),
  )
  const into = named.filter((_, i) => isCrossing(named, i))
  return {
    steps: named,
    crossings: into.length,
    handovers: named.filter((one, i) => one.at === 'model' && one.aside !== true && named[i - 1]!.at === 'hypervisor').length,
  }
}

/** Whether the guest's CPU enters the hypervisor with this step: out of the guest, or because it is interrupted. */
export function isCrossing(steps: readonly Step[], i: number): boolean {
  const before = steps[i - 1]
  if (before === undefined || steps[i]!.at !== 'hypervisor' || steps[i]!.aside === true) return false
  return GUEST.has(before.at) || before.aside === true
}

function fits(of: For, { hypervisor, kinds, clock, delivery }: Subject, component: ComponentId): boolean {
  const has = (list: readonly Kind[] | undefined, kind: Kind): boolean => list === undefined || list.includes(kind)
  return (
    (of.hypervisor === undefined || of.hypervisor.includes(hypervisor)) &&
    has(of.cpu, kinds.cpu) &&
    has(of.clock, clock ?? kinds.interrupts) &&
    has(of.delivery, delivery ?? kinds.interrupts) &&
    has(of.device, kinds[component])
  )
}

/** Words of the notes of the cell of interrupts (judge/interrupts.ts). */
const HALVES: Readonly<Record<string, Kind>> = table({
  emulated: 'VS',
  paravirtual: 'P',
  'in hardware': 'VH',
  'bare hardware': 'H',
})

/** What decides the ways of a machine. */
export function subjectOf({ hypervisor, cells }: Report): Subject {
  const half = (name: string): Kind | undefined => {
    const note = cells.interrupts.notes.find((one) => one.startsWith(`${name}: `))?.slice(name.length + 2)
    return note === undefined ? undefined : Object.entries(HALVES).find(([words]) => note.startsWith(words))?.[1]
  }
  const [clock, delivery] = [half('clock'), half('delivery')]
  return {
    hypervisor: hypervisor.id,
    kinds: Object.fromEntries(COMPONENTS.map((id) => [id, cells[id].kind])) as Record<ComponentId, Kind>,
    ...(clock === undefined ? {} : { clock }),
    ...(delivery === undefined ? {} : { delivery }),
  }
}

/** Lays out the ways of an operation: those of the modes, with the machines that go them, and those of other machines before. */
export function waysOf(id: OperationId, { modes = USUAL_MODES, reports = [], counted }: WaysOptions = {}): Ways {
  const operation = OPERATION[id]
  const machines = reports.map((report, i) => ({ letter: reports.length === 1 ? '' : letterOf(i), path: sourceName(report) }))
  const key = (way: Way | undefined): string => (way === undefined ? '' : way.steps.map(({ at, says }) => at + says).join('\n'))
  const own = reports.map((report) => ({ report, subject: subjectOf(report), way: wayOf(id, subjectOf(report)) }))
  const placed = new Set<number>()
  const panels = modes.map((mode): Panel => {
    const row = rowById(mode)!
    const way = wayOf(id, row)
    // A machine on this row goes its way, unless it has been seen to go another one.
    const here = own.flatMap(({ report, way: other }, i) => (report.row?.id === mode && key(other) === key(way) ? [i] : []))
    for (const i of here) placed.add(i)
    const figure = counted?.modes[mode]?.find(({ work }) => work === operation.work)
    const differs = operation.differs?.[mode]
    return {
      ...panelOf(operation, row.id, row.name, row, way, here),
      ...(figure === undefined
        ? {}
        : {
            counted: {
              crossings: figure.crossings,
              deviceModel: figure.deviceModel,
              ...(differs === undefined ? {} : { differs }),
            },
          }),
    }
  })
  const others = new Map<string, Panel>()
  own.forEach(({ report, subject, way }, i) => {
    if (placed.has(i)) return
    const alike = `${report.row?.id}\n${key(way)}`
    const panel = others.get(alike)
    if (panel !== undefined) others.set(alike, { ...panel, here: [...panel.here, i] })
    else others.set(alike, panelOf(operation, `machine-${i + 1}`, nameOf(report), subject, way, [i]))
  })
  return {
    operation,
    panels: [...others.values(), ...panels],
    machines,
    ...(counted !== undefined && panels.some((panel) => panel.counted !== undefined) ? { counted } : {}),
  }
}

const nameOf = ({ row, source }: Report): string => (row === null ? sourceName({ source }) : row.name)

function panelOf(
  { component }: Operation,
  id: string,
  name: string,
  subject: Subject | SpectrumRow,
  way: Way | undefined,
  here: readonly number[],
): Panel {
  const kind = subject.kinds[component]
  return { id, name, kind, colour: colourOf(component, kind), here, ...(way === undefined ? {} : { way }) }
}

import { table } from '../table.ts'
import { type Done, doneOf } from './said.ts'
import { type Counts, MARK_LEAF, sum, TraceCounter, type Vendor } from './trace/count.ts'
import { WORKS } from './works.ts'

/** One round of one mode: operations and counts of each work. */
export interface RoundResult {
  readonly round: number
  readonly lost: number
  readonly traceBytes: number
  readonly works: readonly WorkResult[]
}

export interface WorkResult {
  readonly id: string
  readonly ops: number
  /** Of the guest's clock, all operations together. */
  readonly ns: number | null
  readonly error?: string
  readonly counts?: Counts
}

/**
 * Brings the helper's lines and the trace together: CPUID marks carry the work's number; PV's marks carry none and are taken in order.
 * @param pieces the trace as it is read
 */
export async function measured(
  round: number,
  said: string,
  pieces: AsyncIterable<Uint8Array>,
  vendor: Vendor,
): Promise<RoundResult> {
  const done = doneOf(said)
  const prefix = done.find((one) => one.mark?.way === 'xen-prefix')?.mark
  const counter = new TraceCounter(
    {
      leaf: MARK_LEAF,
      ...(prefix?.begin === undefined ? {} : { begin: Number(prefix.begin) }),
      ...(prefix?.end === undefined ? {} : { end: Number(prefix.end) }),
    },
    vendor,
  )
  for await (const piece of pieces) counter.push(piece)
  const trace = counter.result()
  // Only works that began have marks: a line without nanoseconds never reached them.
  const began: readonly Done[] = done.filter((one) => one.ns !== undefined)
  const countsOf = (one: Done): Counts | undefined => {
    const at = prefix === undefined ? trace.phases.findIndex((phase) => phase.tag === one.mark?.tag) : began.indexOf(one)
    return trace.phases[at]?.counts
  }
  return {
    round,
    lost: trace.lost,
    traceBytes: trace.bytes,
    works: WORKS.map((work, tag) => {
      const one = done.find((line) => line.mark?.tag === tag)
      if (one === undefined) return { id: work.id, ops: 0, ns: null, error: 'the guest sent no result for this operation' }
      const counts = one.ns === undefined ? undefined : countsOf(one)
      return {
        id: work.id,
        ops: one.n,
        // A guest's clock can stand still for a while: no time, but work all the same.
        ns: one.ns === undefined || one.ns === 0 ? null : one.ns,
        ...(one.error === undefined ? {} : { error: one.error }),
        ...(counts === undefined ? {} : { counts }),
      }
    }),
  }
}

const sumOf = (of: Readonly<Record<string, number>>, wanted: (name: string) => boolean): number =>
  Object.entries(of).reduce((all, [name, n]) => (wanted(name) ? all + n : all), 0)

/** Ports and pages that Xen emulates itself (PIC, PIT, RTC, PM timer, debug port, local APIC, I/O APIC, HPET); the rest goes to qemu. */
const IN_XEN: RegExp =
  /^(in|out) 0x(2[01]|a[01]|4[0-3]|61|7[01]|4d[01]|b008|b00[0-9a-f]|e9)$|^(read|write) page 0x(fee00|fec00|fed00)$/

/**
 * What comes with timers and wake-ups rather than with operations: how much of it a phase has depends on how long it took and on who was
 * awake. PV: timers, idling, context switches (stack, segments, FPU), events. Hardware guests: interrupts, idling, the lazy FPU.
 */
const DRIVEN: ReadonlySet<string> = new Set(
  (
    'vcpu_op set_timer_op sched_op event_channel_op xen_version stack_switch set_segment_base fpu_taskswitch update_descriptor ' +
    'INTR NMI VINTR HLT PAUSE #NM MSR'
  ).split(' '),
)
const DRIVEN_TRAPS: ReadonlySet<string> = new Set(['privileged operation emulated', 'FPU state restored', 'descriptor access'])
/** Local APIC, I/O APIC and HPET of an HVM guest: the ends of interrupts, the next timer, the time. */
const DRIVEN_IO: RegExp = /page 0x(fee00|fec00|fed00)$/
const HPET_READ = 'read page 0xfed00'

/** What a mode pays in one phase. */
export interface Crossings {
  /** All exits to Xen: VM exits; in PV, hypercalls and traps that Xen handles. */
  readonly total: number
  readonly exits: number
  readonly hypercalls: number
  /** Of the total, those that go on to the device model in dom0. */
  readonly deviceModel: number
  /** Of the total, those that come with the operations themselves: they repeat from run to run. */
  readonly own: number
  readonly kinds: Readonly<Record<string, number>>
}

/**
 * Exits of a phase: an HVM guest's hypercalls are exits already (VMMCALL).
 * @param clock the work is reading the clock, so that reads of the HPET are its own
 */
export function crossingsOf(counts: Counts, clock: boolean = false): Crossings {
  const exits = sum(counts.exits)
  const hypercalls = sum(counts.hypercalls)
  const pv = exits === 0 && (hypercalls > 0 || sum(counts.traps) > 0)
  const deviceModel = sumOf(counts.io, (place) => !IN_XEN.test(place))
  const kinds: Record<string, number> = table({})
  if (pv) {
    for (const [name, n] of Object.entries(counts.hypercalls)) kinds[`hypercall ${name}`] = n
    for (const [name, n] of Object.entries(counts.traps)) kinds[name] = n
  } else {
    for (const [name, n] of Object.entries(counts.exits)) kinds[`exit ${name}`] = n
    for (const [name, n] of Object.entries(counts.hypercalls)) kinds[`of these hypercall ${name}`] = n
    for (const [name, n] of Object.entries(counts.io)) kinds[`of these ${name}`] = n
  }
  const total = pv ? hypercalls + sum(counts.traps) : exits
  const driven = (of: Readonly<Record<string, number>>): number => sumOf(of, (name) => DRIVEN.has(name))
  let apart = driven(counts.hypercalls) + driven(counts.exits)
  // Each timer event of a PV guest is set by one vcpu_op and ends in an iret.
  if (pv) apart += (counts.hypercalls['vcpu_op'] ?? 0) + sumOf(counts.traps, (name) => DRIVEN_TRAPS.has(name))
  else apart += sumOf(counts.io, (place) => DRIVEN_IO.test(place) && !(clock && place === HPET_READ))
  return { total, exits, hypercalls, deviceModel, own: Math.max(0, total - apart), kinds }
}

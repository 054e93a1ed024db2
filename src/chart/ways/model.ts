import type { Colour, ComponentId, Kind } from '../../model.ts'

/** Where an operation can be, from the guest's own code down. The guest is the first two. */
export const PLACES = ['user', 'kernel', 'hypervisor', 'model', 'backend', 'hardware'] as const
export type PlaceId = (typeof PLACES)[number]

export const OPERATIONS = ['system-call', 'page-fault', 'clock-read', 'disk-read', 'packet'] as const
export type OperationId = (typeof OPERATIONS)[number]

/** One place on the way, and what happens there. */
export interface Step {
  readonly at: PlaceId
  readonly says: string
  /** Where that is written: source, documentation or specification. */
  readonly see: string
  /** Others are at work meanwhile and the guest's CPU is free. The next step that is not, interrupts it. */
  readonly aside?: boolean
}

/** What decides a way: the hypervisor and the kinds of the components. */
export interface Subject {
  readonly hypervisor: string
  readonly kinds: Readonly<Record<ComponentId, Kind>>
  /** How the clock is read, where it is known apart from how interrupts are delivered. */
  readonly clock?: Kind
  /** How interrupts are delivered. */
  readonly delivery?: Kind
}

/** For whom a part of a way is true; every field that is there has to hold. */
export interface For {
  readonly hypervisor?: readonly string[]
  readonly cpu?: readonly Kind[]
  readonly clock?: readonly Kind[]
  readonly delivery?: readonly Kind[]
  /** The disk of a disk read, the network of a packet. */
  readonly device?: readonly Kind[]
}

/** A part of a way: of the first row that fits, the steps. A subject that no row fits has no known way. */
export type Part = readonly { readonly of: For; readonly steps: readonly Step[] }[]

export interface Operation {
  readonly id: OperationId
  readonly title: string
  /** What is done, exactly. */
  readonly says: string
  readonly component: ComponentId
  /** The work of `virtcolor race` that counts it. */
  readonly work: string
  readonly start: Step
  readonly parts: readonly Part[]
  /** Why what was counted differs from what is drawn, by the id of the mode. */
  readonly differs?: Readonly<Record<string, string>>
}

/** A whole way, from the guest's user to there again. */
export interface Way {
  readonly steps: readonly Step[]
  /** Entries into the hypervisor: by the guest itself, or by an interrupt. Every kind of exit is drawn once. */
  readonly crossings: number
  /** Of these, those that the device model answers. */
  readonly handovers: number
}

/** What `virtcolor race` counted, as much of it as is shown here. */
export interface Counted {
  /** Versions, host and rounds. */
  readonly how: string
  /** The day, YYYY-MM-DD. */
  readonly made: string
  readonly see: string
  /** Exits per operation, by mode. */
  readonly modes: Readonly<
    Record<string, readonly { readonly work: string; readonly crossings: number; readonly deviceModel: number }[]>
  >
}

/** One way beside others. */
export interface Panel {
  /** Of the row of the spectrum, or `machine-1`, …, for a machine that is like none of the rows shown. */
  readonly id: string
  readonly name: string
  readonly kind: Kind
  readonly colour: Colour
  /** Machines whose way this is, by their index. */
  readonly here: readonly number[]
  readonly way?: Way
  readonly counted?: { readonly crossings: number; readonly deviceModel: number; readonly differs?: string }
}

/** An operation in several modes, side by side: for every renderer. */
export interface Ways {
  readonly operation: Operation
  readonly panels: readonly Panel[]
  readonly machines: readonly { readonly letter: string; readonly path: string }[]
  /** Of what the figures were counted, when there are any. */
  readonly counted?: Counted
}

import { colourOf } from '../chart/colours.ts'
import { givenOf, holds, proofOf, type Signals } from '../judge/judge.ts'
import type { Advice, Colour, ComponentId, Kind, Proof, Table, When } from '../model.ts'
import { clock } from './clock.ts'
import { cloud } from './cloud.ts'
import { cpu } from './cpu.ts'
import { disk } from './disk.ts'
import { mode } from './mode.ts'
import { network } from './network.ts'
import { switches } from './switches.ts'

/**
 * A row of advice: shown only when its condition is proved by the evidence, and then with that proof. Conditions are over the same signals as
 * rules, and over what was concluded: `hypervisor`, `mode`, `role`, `platform`, and `cell.<component>` for the kind of a cell.
 * A figure is never given without its workload and source.
 */
export interface AdviceRow extends Omit<Advice, 'proof'> {
  readonly component: ComponentId
  /** One of these has to hold. */
  readonly when: When | readonly When[]
  /** And none of these: what another row says better, or what makes the advice wrong. */
  readonly unless?: readonly When[]
  readonly verify: string
  /** Where the condition or the setting is documented. */
  readonly see?: string
}

/** A row of the table. Its texts are created only for the few rows that are shown, because every start evaluates the condition of each row. */
export interface AdviceSource extends Pick<AdviceRow, 'id' | 'component' | 'when' | 'unless'> {
  /** @param signals where the text depends on what the evidence shows: steps quote the lines of a definition */
  readonly text: (signals: Signals) => Omit<AdviceRow, 'id' | 'component' | 'when' | 'unless'>
}

/** The mode, of which several may be possible, is no part of what is given. */
export type AdviceTable = Table<AdviceSource>

/** What changes most comes first: leaving a mode, then devices, then clocks and switches, then what is tuned. */
export const ADVICE_TABLES: readonly AdviceTable[] = [...mode, ...cloud, ...network, ...disk, ...clock, ...switches, ...cpu]

/** Every row, with its text, in the order of the table. */
export const allAdvice = (): AdviceRow[] =>
  ADVICE_TABLES.flatMap(({ rows }) => rows()).map(({ text, ...row }) => ({ ...row, ...text(new Map()) }))

const WORST: readonly Colour[] = ['red', 'yellow', 'green', 'grey']

/** The advice that the signals prove: for the component of the worst colour first, within that in the order of the table. */
export function advise(signals: Signals): Advice[] {
  const out: { advice: Advice; worst: number }[] = []
  const worlds = worldsOf(signals)
  for (const { id, component, when, unless, text } of givenOf(ADVICE_TABLES, signals).heard.flat()) {
    if (worlds.some((world) => proofOf(when, world) === undefined)) continue
    if (unless?.some((one) => worlds.some((world) => holds(one, world) !== undefined)) === true) continue
    const proof = proofOf(cellsFirst(when), worlds[0]!)!
    const { see: _, ...told } = text(worlds[0]!)
    out.push({ advice: { id, component, ...told, proof: unique(proof) }, worst: WORST.indexOf(colour(component, signals)) })
  }
  return out.sort((a, b) => a.worst - b.worst).map(({ advice }) => advice)
}

const ofCell = (name: string): number => (name.startsWith('cell.') ? 0 : 1)

/** Conditions in the order in which they prove: the line that decided the cell, then the hypervisor and the rest. */
function cellsFirst(when: When | readonly When[]): When | readonly When[] {
  const ordered = (one: When): When => Object.fromEntries(Object.entries(one).sort(([a], [b]) => ofCell(a) - ofCell(b)))
  return Array.isArray(when) ? when.map(ordered) : ordered(when as When)
}

/** A mode that is not settled is there with every value that is possible: what is proved has to hold in each. */
function worldsOf(signals: Signals): Signals[] {
  const modes = signals.get('mode') ?? []
  return modes.length < 2 ? [signals] : modes.map((mode) => new Map(signals).set('mode', [mode]))
}

function colour(component: ComponentId, signals: Signals): Colour {
  const kind = signals.get(`cell.${component}`)?.[0]?.value
  return kind === undefined ? 'grey' : colourOf(component, kind as Kind)
}

/** Conclusions carry the line that decided them, so several conditions may end in one line. */
function unique(proof: readonly Proof[]): Proof[] {
  const seen = new Set<string>()
  return proof.filter(({ path, line, text }) => {
    const key = `${path}:${line}:${text}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

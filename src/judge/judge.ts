// Loops here go by index: `for … of` makes an object for each step until a function is hot, and at a start none is.

import type { Finding, Given, Proof, Rule, Signal, Table, Test, Verdict, When } from '../model.ts'
import * as RANK from '../ranks.ts'
import { matched } from './matched.ts'

export type Signals = ReadonlyMap<string, readonly Signal[]>

/** Signals by name, each name's in a fixed order, so that the order in which files were read cannot show. */
export function index(signals: Iterable<Signal>): Map<string, Signal[]> {
  const byName = new Map<string, Signal[]>()
  for (const signal of signals) {
    const same = byName.get(signal.name)
    if (same === undefined) byName.set(signal.name, [signal])
    else same.push(signal)
  }
  for (const same of byName.values()) if (same.length > 1) same.sort(bySource)
  return byName
}

function bySource(a: Signal, b: Signal): number {
  const p = a.proof
  const q = b.proof
  if (p.path !== q.path) return p.path < q.path ? -1 : 1
  if (p.line !== q.line) return (p.line ?? 0) - (q.line ?? 0)
  if (a.of !== b.of) return (a.of ?? '') < (b.of ?? '') ? -1 : 1
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

/** A word of bits; anything else has none of them. */
const HEXADECIMAL: RegExp = /^(?:0x)?[\da-f]{1,16}$/i

export function passes(test: Exclude<Test, boolean>, value: string): boolean {
  if (typeof test === 'string') return value === test
  if (test instanceof RegExp) return test.test(value)
  if (Array.isArray(test)) return test.includes(value)
  const t = test as Exclude<Test, boolean | string | RegExp | readonly string[]>
  if ('starts' in t)
    return typeof t.starts === 'string' ? value.startsWith(t.starts) : t.starts.some((s) => value.startsWith(s))
  if ('has' in t) return value.includes(t.has) && t.and?.test(value) !== false
  if ('not' in t) return !passes(t.not, value)
  if ('below' in t) return Number(value) < t.below
  if ('atLeast' in t) return Number(value) >= t.atLeast
  if (!HEXADECIMAL.test(value)) return false
  const bit = (n: number): boolean => ((Number.parseInt(value.at(-1 - (n >> 2)) ?? '0', 16) >> (n & 3)) & 1) === 1
  return (t.set ?? []).every(bit) && !(t.clear ?? []).some(bit)
}

/** Enough to see the point; a rule over hundreds of matching lines needs not show them all. */
const MOST_PROOFS = 4

/** The one signal whose values are what is still possible, not what was seen: a condition has to hold for all of them. */
const ALTERNATIVES = 'mode'

/**
 * The lines that make a condition true, or undefined when it is not.
 * @param despite receives a signal for each test for absence that fails, and the rest of the condition decides
 */
export function holds(when: When, signals: Signals, despite?: Signal[]): Proof[] | undefined {
  // Asked some thousand times a start, nearly always in vain: nothing is made before there is a proof.
  let proof: Proof[] | undefined
  for (const name in when) {
    const test = when[name]!
    const there = signals.get(name)
    if (there === undefined || there.length === 0) {
      if (test !== false) return undefined
      continue
    }
    if (test === false) {
      if (despite === undefined) return undefined
      despite.push(there[0]!)
      continue
    }
    const hits = test === true ? there : passing(test, there)
    // That nothing is known is the absence of a conclusion.
    if (hits.length === 0 && test === 'unknown' && despite !== undefined) {
      despite.push(there[0]!)
      continue
    }
    if (hits.length === 0 || (name === ALTERNATIVES && hits.length < there.length)) return undefined
    proof ??= []
    // That it is not known which hypervisor it is was concluded, and no line says so.
    for (let i = 0; i < hits.length && i < MOST_PROOFS; i++) if (hits[i]!.proof.path !== '') proof.push(matched(hits[i]!, test))
  }
  return proof ?? []
}

/** Whether a condition is true: `holds` without the proof. */
export function isMet(when: When, signals: Signals): boolean {
  for (const name in when) {
    const test = when[name]!
    const there = signals.get(name)
    if (there === undefined || there.length === 0) {
      if (test !== false) return false
    } else if (test === false || (test !== true && !isPassed(test, there, name === ALTERNATIVES))) return false
  }
  return true
}

/** @param all whether all of them have to pass; one does otherwise */
function isPassed(test: Exclude<Test, boolean>, there: readonly Signal[], all: boolean): boolean {
  for (let i = 0; i < there.length; i++) if (passes(test, there[i]!.value) !== all) return !all
  return all
}

function passing(test: Exclude<Test, boolean>, there: readonly Signal[]): readonly Signal[] {
  let hits: Signal[] = NOTHING
  for (let i = 0; i < there.length; i++) {
    if (!passes(test, there[i]!.value)) continue
    if (hits === NOTHING) hits = []
    hits.push(there[i]!)
  }
  return hits
}
const NOTHING: Signal[] = []

/** The rules of a table about one question. */
interface About {
  readonly rules: Rule[]
  /** For each rule a signal without which it cannot hold, or one for each of its conditions; '' if it needs no signal. */
  needs: readonly (string | readonly string[])[] | undefined
  asked: boolean
}

const sorted = new WeakMap<readonly Rule[], ReadonlyMap<string, About>>()

/** The rules of a table about one question; a table is gone through once for all its questions. */
function rulesAbout(about: string, rules: readonly Rule[]): About | undefined {
  let byQuestion = sorted.get(rules) as Map<string, About> | undefined
  if (byQuestion === undefined) {
    byQuestion = new Map()
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i]!
      const same = byQuestion.get(rule.about)
      if (same === undefined) byQuestion.set(rule.about, { rules: [rule], needs: undefined, asked: false })
      else same.rules.push(rule)
    }
    sorted.set(rules, byQuestion)
  }
  return byQuestion.get(about)
}

/** What each of the rules needs. To find that out costs as much as to ask them once, so it is done for the second machine. */
function needsOf(about: About, signals: Signals): About['needs'] {
  if (about.asked)
    about.needs ??= about.rules.map(({ when }) =>
      Array.isArray(when) ? (when as readonly When[]).map((one) => needOf(one, signals)) : needOf(when as When, signals),
    )
  about.asked = true
  return about.needs
}

/** A signal that has to be there; of several, one that this machine lacks, as others may lack it too. */
function needOf(when: When, signals: Signals): string {
  const names = Object.keys(when).filter((name) => when[name] !== false)
  return names.find((name) => !signals.has(name)) ?? names[0] ?? ''
}

const mayHold = (need: string, signals: Signals): boolean => need === '' || signals.has(need)

const made = new WeakMap<object, readonly unknown[]>()

function isGiven(given: Given, signals: Signals): boolean {
  if (!Array.isArray(given)) return isMet(given as When, signals)
  const any = given as readonly (When | string)[]
  for (let i = 0; i < any.length; i++) {
    const one = any[i]!
    if (typeof one === 'string' ? signals.has(one) : isMet(one, signals)) return true
  }
  return false
}

/** The tables that are given, each made once, and those that are not yet. */
export function givenOf<Row>(
  tables: readonly Table<Row>[],
  signals: Signals,
): { heard: (readonly Row[])[]; left: Table<Row>[] } {
  const heard: (readonly Row[])[] = []
  const left: Table<Row>[] = []
  for (let i = 0; i < tables.length; i++) {
    const table = tables[i]!
    if (!isGiven(table.given, signals)) {
      left.push(table)
      continue
    }
    let rows = made.get(table) as readonly Row[] | undefined
    if (rows === undefined) {
      rows = table.rows()
      made.set(table, rows)
    }
    heard.push(rows)
  }
  return { heard, left }
}

/** A finding with its place in the order of evidence. */
interface Heard {
  readonly rank: number
  readonly finding: Finding
}

/** Those of the rules that hold, and those that would if what they need absent were. */
function hearAll(about: About, signals: Signals, heard: Heard[], blocked: Finding[]): void {
  const { rules } = about
  const despite: Signal[] = []
  const needs = needsOf(about, signals)
  for (let r = 0; r < rules.length; r++) {
    const need = needs?.[r]
    if (typeof need === 'string' ? mayHold(need, signals) : (need?.some((one) => mayHold(one, signals)) ?? true))
      hear(rules[r]!, signals, heard, blocked, despite)
  }
}

function hear(rule: Rule, signals: Signals, heard: Heard[], blocked: Finding[], despite: Signal[]): void {
  const { when } = rule
  const any = Array.isArray(when) ? (when as readonly When[]) : undefined
  let finding: Finding | undefined
  for (let i = 0; i < (any?.length ?? 1); i++) {
    despite.length = 0
    const proof = holds(any?.[i] ?? (when as When), signals, despite)
    if (proof === undefined) continue
    if (despite.length === 0) {
      const said = { rule: rule.id, says: sentenceOf(rule, signals), allows: rule.allows, proof }
      heard.push({ rank: rule.rank, finding: said })
      return
    }
    finding ??= blockedBy(rule, proof, despite, signals)
  }
  if (finding !== undefined) blocked.push(finding)
}

/**
 * Hears the rules about one question, highest rank first. Each narrows what is possible to what it allows;
 * one that would leave nothing is set aside as `against`. Rules of equal rank that contradict each other leave what one of them allows.
 *
 * Less evidence never gives another answer unnoticed: a part of the evidence makes a part of the rules apply, and what they exclude
 * without the rest is either excluded with it as well, or was overruled, and then it is under `against`. A rule that applies only because
 * something is absent would break that, so it is under `against` too where that is present.
 * @param tables in which they are, among others
 * @param all what is possible before anything is known
 * @param last what follows from an earlier answer, after all rules
 */
export function judge(
  about: string,
  tables: readonly (readonly Rule[])[],
  signals: Signals,
  all: readonly string[],
  last?: Finding,
): Verdict {
  const heard: Heard[] = []
  const blocked: Finding[] = []
  for (let t = 0; t < tables.length; t++) {
    const rules = rulesAbout(about, tables[t]!)
    if (rules !== undefined) hearAll(rules, signals, heard, blocked)
  }
  heard.sort((a, b) => b.rank - a.rank || (a.finding.rule < b.finding.rule ? -1 : 1))
  if (last !== undefined) heard.push({ rank: Number.NEGATIVE_INFINITY, finding: last })
  let possible = all
  let firm: readonly string[] | undefined
  let because: Finding[] = []
  const against: Finding[] = []
  for (let i = 0; i < heard.length; ) {
    const rank = heard[i]!.rank
    const before = possible
    if (rank <= RANK.usual) firm ??= before
    const peers: typeof heard = []
    for (; i < heard.length && heard[i]!.rank === rank; i++) {
      const { finding } = heard[i]!
      if (before.some((v) => finding.allows!.includes(v))) peers.push(heard[i]!)
      else against.push(finding)
    }
    if (peers.length === 0) continue
    const all = before.filter((v) => peers.every((p) => p.finding.allows!.includes(v)))
    // Equals that contradict each other: every value that one of them allows stays possible, and nothing is settled.
    possible = all.length > 0 ? all : before.filter((v) => peers.some((p) => p.finding.allows!.includes(v)))
    because = because.concat(peers.map((p) => p.finding))
  }
  const value = possible.length === 1 ? possible[0]! : undefined
  const left = possible
  const speaks = ({ allows }: Finding): boolean => left.length === 0 || left.some((v) => allows?.includes(v) === true)
  return {
    ...(value !== undefined && { value }),
    possible,
    ...(firm !== undefined && firm.length > possible.length && { firm }),
    because: because.filter(speaks),
    against: against.concat(
      // One of two that contradicted each other, where something of lower rank settled it for the other.
      because.filter((finding) => !speaks(finding)),
      // What is asked where nothing better is known would decide if that were missing.
      blocked.filter((finding) => about.endsWith('.else') || !speaks(finding)),
    ),
  }
}

/** A rule that would apply if what it needs absent were. Of a definition nothing is missing, so there it is not asked for. */
function blockedBy(rule: Rule, proof: readonly Proof[], despite: readonly Signal[], signals: Signals): Finding | undefined {
  if (signals.has('declared.hypervisor')) return undefined
  // The guest of an unknown hypervisor is less of an answer than a domU, not another one.
  if (rule.about === 'role' && despite.some((s) => s.name === 'hypervisor')) return undefined
  return {
    rule: rule.id,
    says: `${rule.says}; not counted, because the last line contradicts it`,
    allows: rule.allows,
    proof: proof.concat(despite[0]!.proof),
  }
}

/** What a rule that holds says: about the evidence that matched, if it has a sentence for that. */
function sentenceOf({ when, says, saysOf }: Rule, signals: Signals): string {
  if (saysOf === undefined) return says
  const any = Array.isArray(when) ? (when as readonly When[]) : [when as When]
  const matches = any.find((one) => isMet(one, signals))
  for (const name in matches) {
    const sentence = saysOf[name]
    if (sentence === undefined) continue
    const test = matches[name]!
    const there = signals.get(name) ?? []
    const hit = typeof test === 'boolean' ? there[0] : passing(test, there)[0]
    return sentence.replace('{value}', () => hit?.value.trim() ?? '').replace('{source}', () => hit?.proof.path ?? '')
  }
  return says
}

/** The lines that make one of several conditions true: of the first that is. */
export function proofOf(when: When | readonly When[], signals: Signals): Proof[] | undefined {
  if (!Array.isArray(when)) return holds(when as When, signals)
  const any = when as readonly When[]
  for (let i = 0; i < any.length; i++) {
    const proof = holds(any[i]!, signals)
    if (proof !== undefined) return proof
  }
  return undefined
}

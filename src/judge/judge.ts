// Loops here go by index: `for … of` makes an object for each step until a function is hot, and at a start none is.
import { RANK } from '../hypervisors/ranks.ts'
import type { Finding, Proof, Rule, Signal, Table, Test, Verdict, When } from '../model.ts'
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

function passes(test: Exclude<Test, boolean>, value: string): boolean {
  if (typeof test === 'string') return value === test
  if (test instanceof RegExp) return test.test(value)
  if (Array.isArray(test)) return test.includes(value)
  const t = test as Exclude<Test, boolean | string | RegExp | readonly string[]>
  if ('not' in t) return typeof t.not === 'string' ? value !== t.not : !t.not.test(value)
  if ('below' in t) return Number(value) < t.below
  if ('atLeast' in t) return Number(value) >= t.atLeast
  const word = Number.parseInt(value, 16)
  if (!Number.isFinite(word)) return false
  const bit = (n: number): boolean => Math.floor(word / 2 ** n) % 2 === 1
  return (t.set ?? []).every(bit) && !(t.clear ?? []).some(bit)
}

/** Enough to see the point; a rule over hundreds of matching lines needs not show them all. */
const MOST_PROOFS = 4

/** The one signal whose values are what is still possible, not what was seen: a condition has to hold for all of them. */
const ALTERNATIVES = 'mode'

/** The lines that make a condition true, or undefined when it is not. */
export function holds(when: When, signals: Signals): Proof[] | undefined {
  // Asked some thousand times a start, nearly always in vain: nothing is made before there is a proof.
  let proof: Proof[] | undefined
  for (const name in when) {
    const test = when[name]!
    const there = signals.get(name)
    if (there === undefined || there.length === 0) {
      if (test !== false) return undefined
      continue
    }
    if (test === false) return undefined
    const hits = test === true ? there : passing(test, there)
    if (hits.length === 0 || (name === ALTERNATIVES && hits.length < there.length)) return undefined
    proof ??= []
    // That it is not known which hypervisor it is was concluded, and no line says so.
    for (let i = 0; i < hits.length && i < MOST_PROOFS; i++) if (hits[i]!.proof.path !== '') proof.push(matched(hits[i]!, test))
  }
  return proof ?? []
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

const sorted = new WeakMap<readonly Rule[], ReadonlyMap<string, readonly Rule[]>>()

/** The rules of a table about one question; a table is gone through once for all its questions. */
function rulesAbout(about: string, rules: readonly Rule[]): readonly Rule[] {
  let byQuestion = sorted.get(rules) as Map<string, Rule[]> | undefined
  if (byQuestion === undefined) {
    byQuestion = new Map()
    for (let i = 0; i < rules.length; i++) {
      const rule = rules[i]!
      const same = byQuestion.get(rule.about)
      if (same === undefined) byQuestion.set(rule.about, [rule])
      else same.push(rule)
    }
    sorted.set(rules, byQuestion)
  }
  return byQuestion.get(about) ?? NO_RULES
}

const NO_RULES: readonly Rule[] = []

const made = new WeakMap<object, readonly unknown[]>()

/** The tables that are given, each made once, and those that are not yet. */
export function givenOf<Row>(
  tables: readonly Table<Row>[],
  signals: Signals,
): { heard: (readonly Row[])[]; left: Table<Row>[] } {
  const heard: (readonly Row[])[] = []
  const left: Table<Row>[] = []
  for (let i = 0; i < tables.length; i++) {
    const table = tables[i]!
    if (proofOf(table.given, signals) === undefined) {
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

/**
 * Hears the rules about one question, highest rank first. Each narrows what is possible to what it allows;
 * one that would leave nothing is set aside as `against`, and so is one of equal rank that contradicts: then both stay possible.
 * @param tables in which they are, among others
 * @param all what is possible before anything is known
 */
export function judge(about: string, tables: readonly (readonly Rule[])[], signals: Signals, all: readonly string[]): Verdict {
  const heard: { rule: Rule; finding: Finding }[] = []
  for (let t = 0; t < tables.length; t++) {
    const rules = rulesAbout(about, tables[t]!)
    for (let r = 0; r < rules.length; r++) {
      const rule = rules[r]!
      const proof = proofOf(rule.when, signals)
      if (proof !== undefined)
        heard.push({ rule, finding: { rule: rule.id, says: sentenceOf(rule, signals), allows: rule.allows, proof } })
    }
  }
  heard.sort((a, b) => b.rule.rank - a.rule.rank || (a.rule.id < b.rule.id ? -1 : 1))
  let possible = all
  let firm: readonly string[] | undefined
  let because: Finding[] = []
  const against: Finding[] = []
  for (let i = 0; i < heard.length; ) {
    const rank = heard[i]!.rule.rank
    const before = possible
    if (rank <= RANK.usual) firm ??= before
    const peers: typeof heard = []
    for (; i < heard.length && heard[i]!.rule.rank === rank; i++) {
      const allows = heard[i]!.rule.allows
      if (before.some((v) => allows.includes(v))) peers.push(heard[i]!)
      else against.push(heard[i]!.finding)
    }
    if (peers.length === 0) continue
    const all = before.filter((v) => peers.every((p) => p.rule.allows.includes(v)))
    // Equals that contradict each other: every value that one of them allows stays possible, and nothing is settled.
    possible = all.length > 0 ? all : before.filter((v) => peers.some((p) => p.rule.allows.includes(v)))
    because = because.concat(peers.map((p) => p.finding))
  }
  return {
    ...(possible.length === 1 && { value: possible[0]! }),
    possible,
    ...(firm !== undefined && firm.length > possible.length && { firm }),
    because,
    against,
  }
}

/** What a rule that holds says: about the evidence that matched, if it has a sentence for that. */
function sentenceOf({ when, says, saysOf }: Rule, signals: Signals): string {
  if (saysOf === undefined) return says
  const any = Array.isArray(when) ? (when as readonly When[]) : [when as When]
  const matches = any.find((one) => holds(one, signals) !== undefined)
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

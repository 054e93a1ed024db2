import { PROBES } from '../src/evidence/index.ts'
import { readersOf } from '../src/evidence/signals.ts'
import { COMPONENTS, type Document, type Evidence, type Finding, type Report } from '../src/model.ts'

/** A part of some evidence: which files, links, texts and lines are gone, and what is left. */
export interface Less {
  readonly without: string
  readonly evidence: Evidence
}

/** Every file, link or text taken away in turn. */
export function* oneLess(evidence: Evidence): Generator<Less> {
  for (const part of ['files', 'links'] as const)
    for (const path of evidence[part].keys()) {
      const rest = new Map(evidence[part])
      rest.delete(path)
      yield { without: path, evidence: { ...evidence, [part]: rest } }
    }
  for (const text of evidence.texts)
    yield { without: text.path, evidence: { ...evidence, texts: evidence.texts.filter((t) => t !== text) } }
}

/** Several files, links and texts taken away, each with the same chance. */
export function someLess(evidence: Evidence, random: () => number): Less {
  const chance = random() ** 2
  const gone: string[] = []
  const keep = (name: string): boolean => {
    const kept = random() >= chance
    if (!kept) gone.push(name)
    return kept
  }
  const files = new Map([...evidence.files].filter(([path]) => keep(path)))
  const links = new Map([...evidence.links].filter(([path]) => keep(path)))
  const texts = evidence.texts.filter((text) => keep(text.path))
  return { without: gone.join(', '), evidence: { ...evidence, files, links, texts } }
}

/** The lines of a text without some: one, or a run, or the beginning or the end, or each with the same chance. */
function fewerLines(text: string, random: () => number): { text: string; gone: string } {
  const lines = text.split(/(?<=\n)/)
  const how = random()
  const at = Math.floor(random() * lines.length)
  const length = how < 0.5 ? 1 : 1 + Math.floor(random() * lines.length)
  const chance = random()
  const goes = (i: number): boolean =>
    how < 0.65 ? i >= at && i < at + length : how < 0.75 ? i < at : how < 0.85 ? i >= at : random() < chance
  const gone: number[] = []
  const kept = lines.filter((_, i) => {
    const out = goes(i)
    if (out) gone.push(i + 1)
    return !out
  })
  return { text: kept.join(''), gone: gone.length > 12 ? `${gone.length} of ${lines.length} lines` : `lines ${gone.join(' ')}` }
}

/** Files with one value: without a part of it there is another value, not less of one. */
const ONE_VALUE: RegExp = /^(?:sys|proc\/(?:sys|device-tree|xen))\/(?!.*uevent$)/

/**
 * A text is recognised by its content. One that is recognised as the output of another command without some of its lines is other
 * evidence, not less.
 */
function sameReaders(whole: Document, part: Document): boolean {
  const readers = new Set(readersOf(whole, PROBES))
  return readersOf(part, PROBES).every((probe) => readers.has(probe))
}

/** Lines of one text taken away. A file whose last line goes is there and empty. */
export function linesLess(evidence: Evidence, random: () => number): Less | undefined {
  const places: { path: string; text: string; as: Document | undefined }[] = [
    ...[...evidence.files].map(([path, text]) => ({ path, text, as: undefined })),
    ...evidence.texts.map((text) => ({ path: text.path, text: text.text, as: text })),
  ].filter(({ path, text }) => text.includes('\n') && !(ONE_VALUE.test(path) && /\n[^\n]/.test(text)))
  const place = places[Math.floor(random() * places.length)]
  if (place === undefined) return undefined
  const { text, gone } = fewerLines(place.text, random)
  const without = `${place.path} ${gone}`
  if (place.as === undefined)
    return { without, evidence: { ...evidence, files: new Map(evidence.files).set(place.path, text) } }
  const part = { ...place.as, text }
  if (!sameReaders(place.as, part)) return undefined
  return { without, evidence: { ...evidence, texts: evidence.texts.map((t) => (t === place.as ? part : t)) } }
}

/** The questions that a report answers, in the order in which one answer leads to the next. */
const QUESTIONS = ['hypervisor', 'mode', 'role', 'platform', 'container', ...COMPONENTS] as const
type Question = (typeof QUESTIONS)[number]

interface Answer {
  /** The one answer, where there is one. */
  readonly is: string | undefined
  readonly possible: readonly string[] | undefined
  /** What other answers the report shows evidence for. */
  readonly beside: readonly Finding[]
}

function answerOf(report: Report, question: Question): Answer {
  const of = (is: string | null | undefined, possible?: readonly string[], beside: readonly Finding[] = []): Answer => ({
    is: is == null || is === '?' || is === 'unknown' ? undefined : is,
    possible,
    beside,
  })
  const { hypervisor, mode, platform, container } = report
  if (question === 'hypervisor') return of(hypervisor.id, hypervisor.possible, hypervisor.against)
  if (question === 'mode') return of(mode?.id, mode?.possible, mode?.against)
  if (question === 'role') return of(report.role, undefined, report.roleAgainst)
  if (question === 'platform') return of(platform?.id, undefined, platform?.against)
  if (question === 'container') return of(container?.id, undefined, container?.against)
  const { kind, possible, against, because } = report.cells[question]
  // The worse of delivery and clock counts, and both are shown: without the one the cell is that of the other.
  return of(kind, possible, question === 'interrupts' ? [...against, ...because] : against)
}

/** The answers from which each follows: an answer about another hypervisor, mode or role is one about another machine. */
const FOLLOWS: Readonly<Record<string, readonly Question[]>> = {
  mode: ['hypervisor'],
  role: ['hypervisor', 'mode'],
  platform: ['hypervisor'],
  ...Object.fromEntries(COMPONENTS.map((c) => [c, ['hypervisor', 'mode', 'role'] as const])),
}

/**
 * What less evidence turned into another known answer. A known answer may become unknown, or one of several that are possible. It may
 * become another one only where the full report lists, under `against`, a finding for that other answer, or where it follows from an
 * answer that changed so: then the declared order of evidence decided, and the report shows it.
 */
export function turned(full: Report, less: Report): string[] {
  const out: string[] = []
  /** Questions whose answers differ, where the full report shows why. */
  const shown = new Set<Question>()
  for (const question of QUESTIONS) {
    const was = answerOf(full, question)
    const is = answerOf(less, question)
    const now = is.is === undefined ? is.possible : [is.is]
    if (now === undefined) continue
    const follows = FOLLOWS[question]?.some((from) => shown.has(from)) === true
    if (was.is === undefined) {
      const { possible } = was
      const common = possible?.some((value) => now.includes(value)) !== false
      // Evidence that contradicts itself leaves several answers, and a part of it fewer of them.
      if (possible?.every((value) => now.includes(value)) !== true && (common || follows || allows(was, now)))
        shown.add(question)
      else if (!common) out.push(`${question}: ${possible.join(' or ')} -> ${now.join(' or ')}`)
      continue
    }
    if (now.includes(was.is)) continue
    // Something runs below this kernel, and it is not known what: that is less of an answer than domU, dom0 or root partition.
    if (question === 'role' && is.is === 'guest' && less.hypervisor.id === 'unknown' && full.hypervisor.id !== 'none') continue
    if (question === 'role' && was.is === 'guest' && full.hypervisor.id === 'unknown') shown.add(question)
    else if (follows || allows(was, now)) shown.add(question)
    else out.push(`${question}: ${was.is} -> ${now.join(' or ')}`)
  }
  return out
}

const allows = ({ beside }: Answer, values: readonly string[]): boolean =>
  beside.some((finding) => values.some((value) => finding.allows?.includes(value) === true))

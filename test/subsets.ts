import { COMPONENTS, type Document, type Evidence, type Finding, type Report } from '../src/model.ts'

/** Random numbers in [0, 1) from a seed (mulberry32), so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

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

/** The lines of a text without some: one, or a run, or each with the same chance. */
function fewerLines(text: string, random: () => number): { text: string; gone: string } {
  const lines = text.split(/(?<=\n)/)
  const how = random()
  const at = Math.floor(random() * lines.length)
  const length = how < 0.6 ? 1 : 1 + Math.floor(random() * lines.length)
  const chance = random()
  const goes = (i: number): boolean => (how < 0.8 ? i >= at && i < at + length : random() < chance)
  const gone: number[] = []
  const kept = lines.filter((_, i) => {
    const out = goes(i)
    if (out) gone.push(i + 1)
    return !out
  })
  return { text: kept.join(''), gone: gone.length > 12 ? `${gone.length} of ${lines.length} lines` : `lines ${gone.join(' ')}` }
}

/** Lines of one text taken away. A file whose last line goes is there and empty. */
export function linesLess(evidence: Evidence, random: () => number): Less | undefined {
  const places: { path: string; text: string; as: Document | undefined }[] = [
    ...[...evidence.files].map(([path, text]) => ({ path, text, as: undefined })),
    ...evidence.texts.map((text) => ({ path: text.path, text: text.text, as: text })),
  ].filter(({ text }) => text.includes('\n'))
  const place = places[Math.floor(random() * places.length)]
  if (place === undefined) return undefined
  const { text, gone } = fewerLines(place.text, random)
  const without = `${place.path} ${gone}`
  if (place.as === undefined)
    return { without, evidence: { ...evidence, files: new Map(evidence.files).set(place.path, text) } }
  return { without, evidence: { ...evidence, texts: evidence.texts.map((t) => (t === place.as ? { ...t, text } : t)) } }
}

const allowedBy = (against: readonly Finding[], value: string): boolean =>
  against.some((finding) => finding.allows?.includes(value) === true)

/**
 * What less evidence turned into another known answer. A known answer may become unknown. It may become another one only where the full
 * report lists, under `against`, a finding for that other answer: then the declared order of evidence decided, and the report shows it.
 */
export function turned(full: Report, less: Report): string[] {
  const out: string[] = []
  const compare = (
    what: string,
    was: string | null | undefined,
    is: string | null | undefined,
    against: readonly Finding[],
  ): void => {
    if (was == null || is == null || is === was || allowedBy(against, is)) return
    out.push(`${what}: ${was} -> ${is}`)
  }
  const known = (kind: string): string | undefined => (kind === '?' || kind === 'unknown' ? undefined : kind)
  for (const component of COMPONENTS)
    compare(component, known(full.cells[component].kind), known(less.cells[component].kind), full.cells[component].against)
  compare('hypervisor', known(full.hypervisor.id), known(less.hypervisor.id), full.hypervisor.against)
  compare('mode', full.mode?.id, less.mode?.id, full.mode?.against ?? [])
  // A guest of an unknown hypervisor may be one of Xen's: that is less of an answer, not another.
  if (!(less.role === 'guest' && less.hypervisor.id === 'unknown'))
    compare('role', full.role, less.role, full.roleAgainst ?? [])
  compare('platform', full.platform?.id, less.platform?.id, [])
  compare('container', full.container?.id, less.container?.id, [])
  return out
}

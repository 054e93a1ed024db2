import type { Examined } from '../src/examine.ts'
import { alternatives } from '../src/explain/condition.ts'
import type { Entry } from '../src/explain/entries.ts'
import { type Example, execute } from '../src/explain/example.ts'
import { firesIn } from '../src/explain/explain.ts'
import { holds } from '../src/judge/judge.ts'
import type { Evidence } from '../src/model.ts'

/**
 * The least of a case for which a row still holds: whole files first, then lines, as many at once as will go.
 * @param holds whether an example is still one
 */
export async function least(example: Example, holds: (example: Example) => Promise<boolean>): Promise<Example> {
  let best = example
  const { definition } = example
  if (definition !== undefined) {
    const lines = await fewest(definition.split(/(?<=\n)/), (some) => holds({ ...example, definition: some.join('') }))
    return { ...example, definition: lines.join('') }
  }
  const keep = async (make: (parts: readonly string[]) => Example, parts: readonly string[]): Promise<void> => {
    best = make(await fewest(parts, (some) => holds(make(some))))
  }
  const files = (): Readonly<Record<string, string>> => best.files ?? {}
  const texts = (): readonly string[] => best.texts ?? []
  await keep((some) => ({ ...best, texts: some }), texts())
  await keep(
    (some) => ({ ...best, files: Object.fromEntries(some.map((path) => [path, files()[path]!])) }),
    Object.keys(files()),
  )
  for (const [path, text] of Object.entries(files())) {
    const of = (lines: readonly string[]): Example => ({ ...best, files: { ...files(), [path]: lines.join('') } })
    if (/\n./.test(text)) await keep(of, text.split(/(?<=\n)/))
  }
  for (const [i, text] of texts().entries()) {
    const of = (lines: readonly string[]): Example => ({
      ...best,
      texts: texts().map((t, n) => (n === i ? lines.join('') : t)),
    })
    if (/\n./.test(text)) await keep(of, text.split(/(?<=\n)/))
  }
  return tidy(best)
}

const tidy = ({ files = {}, texts = [] }: Example): Example => ({
  ...(Object.keys(files).length > 0 && { files }),
  ...(texts.length > 0 && { texts }),
})

/** Leaves out halves, quarters, … single parts, from the end, until nothing more can go. */
async function fewest(
  parts: readonly string[],
  holds: (some: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  let left = parts
  for (let size = Math.max(1, left.length >> 1); ; size = size >> 1) {
    for (let end = left.length; end > 0; end -= size) {
      const some = [...left.slice(0, Math.max(0, end - size)), ...left.slice(end)]
      if (some.length < left.length && (await holds(some))) left = some
    }
    if (size <= 1) return left
  }
}

/** Whether a case has all of an example: its files and texts, each with at least these lines. */
export function partOf(example: Example, whole: Example): boolean {
  const linesOf = (text: string): readonly string[] => text.split('\n')
  const within = (part: string, all: string): boolean => {
    const have = new Set(linesOf(all))
    return linesOf(part).every((line) => line === '' || have.has(line))
  }
  const { files = {}, texts = [], definition, guest } = example
  if (definition !== undefined)
    return whole.definition !== undefined && guest === whole.guest && within(definition, whole.definition)
  return (
    Object.entries(files).every(([path, text]) => whole.files?.[path] !== undefined && within(text, whole.files[path])) &&
    texts.every((text) => whole.texts?.some((all) => within(text, all)) === true)
  )
}

/** A fixture's evidence in the form of an example. */
export const exampleOf = (evidence: Evidence): Example => ({
  files: Object.fromEntries([...evidence.files, ...[...evidence.links].map(([path, to]) => [path, `-> ${to}`] as const)]),
  texts: evidence.texts.map((t) => t.text),
})

/** How much there is to read; what Linux shows goes before what a tool made of it, and both before what a definition promises. */
function weight({ files = {}, texts = [], definition }: Example): number {
  if (definition !== undefined) return 1e9 + definition.length
  const made = texts.some((text) => /^\s*[{[]/.test(text)) ? 10_000 : 0
  return (
    Object.entries(files).reduce((sum, [path, text]) => sum + path.length + text.length, made) +
    texts.reduce((sum, text) => sum + text.length, 0)
  )
}

/** The cases of the tests: those made for one row by its id, and all others. */
export interface Cases {
  readonly own: Readonly<Record<string, Example>>
  readonly others: readonly Example[]
}

/**
 * For every entry an example, the least of its own case, else of the lightest one that shows it by the first alternative of its condition
 * that any shows. One that was found before stays as long as it shows the entry and is a part of some case. Entries without any are left out.
 */
export async function examplesOf(
  entries: readonly Entry[],
  { own, others }: Cases,
  before: Readonly<Record<string, Example>>,
): Promise<Record<string, Example>> {
  const cases = [...Object.values(own), ...others].sort((a, b) => weight(a) - weight(b))
  const seen = new Map<Example, Examined>()
  for (const one of cases) seen.set(one, await execute(one))
  const found: Record<string, Example> = {}
  for (const entry of entries) {
    const { id } = entry
    const mine = own[id] === undefined ? cases : [own[id]]
    const old = before[id]
    if (old !== undefined && mine.some((one) => partOf(old, one)) && firesIn(entry, await execute(old))) {
      found[id] = old
      continue
    }
    for (const shows of waysToShow(entry)) {
      const first = mine.find((one) => shows(seen.get(one)!))
      if (first === undefined) continue
      found[id] = await least(first, async (some) => shows(await execute(some)))
      break
    }
  }
  return found
}

function waysToShow(entry: Entry): ((seen: Examined) => boolean)[] {
  if (entry.kind !== 'rule' && entry.kind !== 'advice') return [(seen) => firesIn(entry, seen)]
  return alternatives(entry.row.when).map((when) => (seen) => firesIn(entry, seen) && holds(when, seen.signals) !== undefined)
}

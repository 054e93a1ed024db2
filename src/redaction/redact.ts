import type { Evidence } from '../model.ts'
import { comparedWith } from './answer.ts'
import type { What } from './kind.ts'
import { KINDS } from './kinds/index.ts'
import { type Numbers, Redactor, type Replaced } from './redactor.ts'

export interface Redacted {
  readonly evidence: Evidence
  readonly replaced: readonly Replaced[]
  /** The same replacements in another text: the name of the source, a message. */
  readonly text: (text: string) => string
}

export interface Known {
  /** Names of the machine and of people that are known otherwise. */
  readonly names?: readonly (readonly [what: What, name: string])[]
  /** Other texts that will be shown, such as the source's own name. */
  readonly shown?: readonly string[]
  /** Where numbers come from, when they are to agree with those of other captures. */
  readonly numbers?: Numbers
}

/** As many single names are tried out when all of them together change the answer. */
const MOST_TRIES = 24

/**
 * Evidence without what identifies the machine and its owner; docs/redaction.md lists the kinds. Values that rules read stay: the vendor's half of a MAC, the
 * `ec2` that begins a UUID of Amazon's, asset tags of platforms, Azure's 168.63.129.16, classes of VMBus.
 * The report before and after gives the same answer, but for the replaced texts in proofs. A device or driver whose name looks like an address or
 * the like loses that name; then only the kinds are the same. The caller checks them.
 */
export function redact(evidence: Evidence, { names = [], shown = [], numbers }: Known = {}): Redacted {
  const redactor = new Redactor(numbers)
  for (const [what, name] of names) redactor.know(what, name)
  redactor.learn(evidence, shown)
  let passes: readonly Redactor[] = [redactor]
  const text = (t: string): string => passes.reduce((out, pass) => pass.text(out), t)
  const done = (clean: Evidence): Redacted => {
    // What is shown is replaced here, so that the list has it.
    for (const t of shown) text(t)
    return { evidence: clean, replaced: passes.flatMap((pass) => pass.replaced), text }
  }
  const again = (): Evidence => {
    const all = settled(redactor, evidence, shown, numbers)
    passes = all.passes
    return all.clean
  }
  const { answer, kinds } = comparedWith(evidence)
  const whole = again()
  if (answer(whole)) return done(whole)
  // A machine or a user may be called as a driver is: then that name goes only from where names stand.
  const suspects = redactor.words
  const isKept = (only: ReadonlySet<string>, same: (e: Evidence) => boolean): boolean => {
    redactor.onlyAtPlaces = only
    return same(redactor.evidence(evidence))
  }
  const none: ReadonlySet<string> = new Set()
  // If the answer changes even so, a value in a known place is the name of a device or driver. Then only the kinds must stay.
  const same = isKept(new Set(suspects), answer) ? answer : kinds
  if (same === kinds && isKept(none, kinds)) return done(again())
  const culprits = new Set<string>()
  for (let tries = 0; tries < MOST_TRIES; ) {
    // The first name by whose addition the answer changes, by halving.
    let low = 0
    let high = suspects.length
    while (low < high && tries++ < MOST_TRIES) {
      const middle = (low + high) >> 1
      if (!isKept(new Set([...culprits, ...suspects.slice(middle + 1)]), same)) high = middle
      else low = middle + 1
    }
    if (low >= suspects.length) break
    culprits.add(suspects[low]!)
    if (isKept(culprits, same)) {
      const clean = again()
      if (same(clean)) return done(clean)
    }
  }
  redactor.onlyAtPlaces = new Set(suspects)
  return done(again())
}

/** As often is what was replaced read again. */
const MOST_PASSES = 5

/**
 * Replaces until nothing is left that does not look like a replacement: a shorter name moves the columns of its table, and a mail address of
 * ours may stand where users do. So redacting twice is redacting once.
 */
function settled(
  first: Redactor,
  evidence: Evidence,
  shown: readonly string[],
  numbers: Numbers | undefined,
): { readonly passes: readonly Redactor[]; readonly clean: Evidence } {
  const passes = [first]
  let clean = first.evidence(evidence)
  let names = shown.map((t) => first.text(t))
  // Where nothing is named, nothing has moved.
  while (first.isFresh && passes.length < MOST_PASSES) {
    if (sizeOf(clean) > LARGE) {
      const quick = new Redactor(numbers, KINDS, passes.at(-1)!)
      quick.learn(excerptOf(clean), names)
      if (!quick.isFresh) break
    }
    const next = new Redactor(numbers, KINDS, passes.at(-1)!)
    next.learn(clean, names)
    if (!next.isFresh) break
    clean = next.evidence(clean)
    names = names.map((t) => next.text(t))
    passes.push(next)
  }
  return { passes, clean }
}

/** Above so many characters, only lines of different forms are read again. */
const LARGE = 262_144

const sizeOf = ({ files, texts }: Evidence): number =>
  texts.reduce(
    (n, { text }) => n + text.length,
    [...files.values()].reduce((n, text) => n + text.length, 0),
  )

/** A long line in pieces that end at a blank where there is one. */
function pieces(line: string): readonly string[] {
  if (line.length < 1_000) return [line]
  const out: string[] = []
  for (let at = 0; at < line.length; ) {
    const blank = line.slice(at, at + 400).lastIndexOf(' ')
    const end = at + (blank > 0 ? blank : 400)
    out.push(line.slice(at, end))
    at = end
  }
  return out
}

/** Evidence with two lines of each form in a text: logs repeat themselves but for their numbers. */
function excerptOf(evidence: Evidence): Evidence {
  const short = (text: string): string => {
    const counts = new Map<string, number>()
    return text
      .split('\n')
      .flatMap(pieces)
      .filter((line) => {
        const form = line.replaceAll(/\d+/g, '0')
        const n = (counts.get(form) ?? 0) + 1
        counts.set(form, n)
        return n <= 2
      })
      .join('\n')
  }
  return {
    ...evidence,
    files: new Map([...evidence.files].map(([path, text]) => [path, short(text)])),
    texts: evidence.texts.map((d) => ({ ...d, text: short(d.text) })),
  }
}

/** A text by itself, such as a message: what stands in it where things of the kinds stand is replaced. */
export function redactText(text: string, numbers?: Numbers): string {
  const evidence = { files: new Map(), links: new Map(), texts: [{ path: '', text }], missing: [] }
  const redactor = new Redactor(numbers)
  redactor.learn(evidence)
  return settled(redactor, evidence, [], numbers).clean.texts[0]!.text
}

import type { Evidence } from '../model.ts'
import { sameAnswer } from './answer.ts'
import type { What } from './kind.ts'
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
 * The report before and after gives the same answer, but for the replaced texts in proofs.
 */
export function redact(evidence: Evidence, { names = [], shown = [], numbers }: Known = {}): Redacted {
  const redactor = new Redactor(numbers)
  for (const [what, name] of names) redactor.know(what, name)
  redactor.learn(evidence, shown)
  const done = (clean: Evidence): Redacted => {
    const text = (t: string): string => redactor.text(t)
    // What is shown is replaced here, so that the list has it.
    for (const t of shown) text(t)
    return { evidence: clean, replaced: redactor.replaced, text }
  }
  let clean = redactor.evidence(evidence)
  if (sameAnswer(evidence, clean)) return done(clean)
  // A machine or a user may be called as a driver is: then that name goes only from where names stand.
  const suspects = redactor.words
  const changes = (only: ReadonlySet<string>): boolean => {
    redactor.onlyAtPlaces = only
    clean = redactor.evidence(evidence)
    return !sameAnswer(evidence, clean)
  }
  const culprits = new Set<string>()
  for (let tries = 0; tries < MOST_TRIES; ) {
    // The first name by whose addition the answer changes, by halving.
    let low = 0
    let high = suspects.length
    while (low < high && tries++ < MOST_TRIES) {
      const middle = (low + high) >> 1
      if (changes(new Set([...culprits, ...suspects.slice(middle + 1)]))) high = middle
      else low = middle + 1
    }
    if (low >= suspects.length) break
    culprits.add(suspects[low]!)
    if (!changes(culprits)) return done(clean)
  }
  changes(new Set(suspects))
  return done(clean)
}

/** A text by itself, such as a message: what stands in it where things of the kinds stand is replaced. */
export function redactText(text: string, numbers?: Numbers): string {
  const redactor = new Redactor(numbers)
  redactor.learn({ files: new Map(), links: new Map(), texts: [{ path: '', text }], missing: [] })
  return redactor.text(text)
}

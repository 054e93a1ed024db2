import { Fault } from '../fault.ts'
import { applyEdits, type LintFinding } from './engine.ts'

/** Edits wait for others at most as often. */
const MOST_ROUNDS = 8
/** Characters of a change that are shown. */
const MOST_WORDS = 60

/** A fix that is in the text, and what it changed: `e1000 → virtio`, `+ cpu: host`, `- hap = 0`. */
export interface Written {
  readonly finding: LintFinding
  readonly change: string
}

/** A fix that makes the text unreadable is found among thousands in some fifteen failed reads; after as many, the untried fixes are refused. */
const MOST_FAILED = 24

export interface Mended {
  readonly text: string
  readonly written: readonly Written[]
  /** Fixes that were left out because the text could not be read with them. */
  readonly refused: readonly LintFinding[]
}

/** What `--fix` may write. */
export interface Selection {
  /** Fixes that are safe or proved. */
  readonly safe: boolean
  /** Also those whose precondition nothing proves. */
  readonly unsafe: boolean
  /** All fixes of these rules, by id or name. */
  readonly rules: ReadonlySet<string>
}

/** Fixes that are written by default. */
export const SAFE_ONLY: Selection = { safe: true, unsafe: false, rules: new Set() }

/** Whether a fix is written. What `--guest` or the file rules out is never written. */
export function selected(finding: LintFinding, { safe, unsafe, rules }: Selection): boolean {
  if (finding.edits.length === 0 || finding.suppressed !== undefined || finding.applicability === 'vetoed') return false
  if (rules.has(finding.rule) || rules.has(finding.name)) return true
  return safe && (unsafe || finding.applicability !== 'unsafe')
}

/**
 * The text with the selected fixes, again until none is left: of two changes at one place the second waits. A fix that makes the text unreadable
 * is left out, the others are made.
 * @param find the findings of a text. @throws Fault for a text that cannot be read
 */
export async function mend(
  text: string,
  find: (text: string) => Promise<readonly LintFinding[]>,
  selection: Selection = SAFE_ONLY,
): Promise<Mended> {
  let current = text
  const written: Written[] = []
  let refused: readonly LintFinding[] = []
  const left = { failed: MOST_FAILED }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const findings = (await find(current)).filter((finding) => selected(finding, selection))
    const base = current
    const made = await readable(base, [], apart(findings), find, left)
    refused = apart(findings).filter((finding) => !made.includes(finding))
    current = textWith(base, made)
    if (current === base) break
    written.push(...made.map((finding) => ({ finding, change: changeOf(base, finding) })))
  }
  return { text: current, written, refused }
}

const textWith = (text: string, findings: readonly LintFinding[]): string => applyEdits(text, findings.flatMap((f) => f.edits)) // biome-ignore format: one thought

/** What the edits of a finding change, in a few words. */
export function changeOf(text: string, { edits }: LintFinding): string {
  const short = (words: string): string => {
    const line = words.trim().replace(/\s+/g, ' ')
    return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS - 1)}…` : line
  }
  return edits
    .map((edit) => {
      const before = short(text.slice(edit.start, edit.end))
      const after = short(edit.text)
      if (before === '') return `+ ${after}`
      return after === '' ? `- ${before}` : `${before} → ${after}`
    })
    .join(', ')
}

/** The finding without its edits, which are those of another text: the change is described. */
export function byHand(text: string, finding: LintFinding): LintFinding {
  const { applicability, applicabilityReason, ...rest } = finding
  return finding.edits.length === 0 ? finding : { ...rest, edits: [], byHand: changeOf(text, finding) }
}

/** Findings whose edits do not touch those of another. */
function apart(findings: readonly LintFinding[]): LintFinding[] {
  const sorted = [...findings].sort((a, b) => a.edits[0]!.start - b.edits[0]!.start || a.edits[0]!.end - b.edits[0]!.end)
  let done = -1
  return sorted.filter((finding) => {
    if (finding.edits.some((edit) => edit.start <= done)) return false
    done = Math.max(...finding.edits.map((edit) => edit.end))
    return true
  })
}

/** As many of the fixes as leave the text readable, by halves: one bad fix among a thousand is found in ten steps. */
async function readable(
  text: string,
  made: readonly LintFinding[],
  wanted: readonly LintFinding[],
  find: (text: string) => Promise<unknown>,
  left: { failed: number },
): Promise<readonly LintFinding[]> {
  if (wanted.length === 0 || left.failed === 0) return made
  const all = [...made, ...wanted]
  try {
    await find(textWith(text, all))
    return all
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    left.failed--
    if (wanted.length === 1) return made
    const middle = wanted.length >> 1
    return readable(text, await readable(text, made, wanted.slice(0, middle), find, left), wanted.slice(middle), find, left)
  }
}

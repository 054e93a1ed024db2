import type { Document, Evidence, Probe, Signal, Wanted } from '../model.ts'
import { type Holds, wordsOf } from './say.ts'
import { treeOf } from './tree.ts'

/** What these probes want: of a live machine only the cheap paths, of a capture everything that could be there. */
export function wantedOf(probes: readonly Probe[], from: 'live' | 'capture'): Wanted {
  const paths = new Set<string>()
  for (const probe of probes) {
    for (const path of probe.reads) paths.add(path)
    if (from === 'capture') for (const path of probe.captured ?? []) paths.add(path)
  }
  return { paths: [...paths].sort(), accepts: (head) => readerOf(head, probes) !== undefined }
}

/** The first reader that takes a text, by its beginning. */
function readerOf(head: string, probes: readonly Probe[]): Probe | undefined {
  const holds = wordsOf(head)
  return probes.find((p) => isAccepted(p, head, holds))
}

/** Whether a file may be what its name shows: its reader accepts it, or accepts any text. */
const mayBe = (probe: Probe, head: string): boolean =>
  probe.accepts === undefined || isAccepted(probe, head, (word) => head.includes(word))

const isAccepted = ({ words, accepts }: Probe, head: string, holds: Holds): boolean =>
  accepts !== undefined && (words === undefined || words.some(holds)) && accepts(head)

/** How much of a text `Wanted.accepts` is shown. */
export const HEAD: number = 64 * 1024

/** All signals that the evidence gives: from the tree, from files at their places, from texts that say what they are. */
export function signalsOf(evidence: Evidence, probes: readonly Probe[]): Signal[] {
  const tree = treeOf(evidence)
  const signals: Signal[] = []
  const take = (more: Iterable<Signal>): void => {
    for (const signal of more) signals.push(signal)
  }
  for (const probe of probes) {
    if (probe.look !== undefined) take(probe.look(tree))
    if (probe.read === undefined) continue
    let seen: Set<string> | undefined
    const readOne = (path: string, sure: boolean): void => {
      const text = evidence.files.get(path)
      if (text === undefined || seen?.has(path) === true) return
      seen ??= new Set()
      seen.add(path)
      // The content of a command's output identifies it; only output without identifying content is identified by its name.
      if (!sure && text.length > 64 && !mayBe(probe, text.slice(0, HEAD))) return
      take(probe.read!({ path, text }))
    }
    const readAt = (patterns: readonly string[], sure: boolean): void => {
      for (const pattern of patterns) {
        if (!pattern.includes('*')) readOne(pattern, sure)
        else for (const path of matching(evidence, pattern)) readOne(path, sure)
      }
    }
    readAt(probe.reads, true)
    if (probe.captured !== undefined) readAt(probe.captured, false)
  }
  for (const text of evidence.texts) take(readText(text, probes))
  const { places } = evidence
  return places === undefined ? signals : signals.map((signal) => placed(signal, places))
}

/** The signal with its proof at the line where the file was read, for files that came out of another text. */
function placed(signal: Signal, places: NonNullable<Evidence['places']>): Signal {
  const place = places.get(signal.proof.path)
  if (place === undefined) return signal
  const { line = 1, text } = signal.proof
  return { ...signal, proof: { path: place.path, line: place.line + line - 1, text } }
}

const readText = (document: Document, probes: readonly Probe[]): Signal[] =>
  readersOf(document, probes).flatMap((p) => [...(p.read?.(document) ?? [])])

/** The probes that read a text by its content, since its name shows nothing. */
export function readersOf(document: Document, probes: readonly Probe[]): readonly Probe[] {
  const head = document.text.slice(0, HEAD)
  const named = probes.find((p) => p.id === document.as || p.live?.includes(document.path) === true)
  const first = named ?? readerOf(head, probes)
  if (first === undefined) return []
  if (named !== undefined || !mixed(head)) return [first]
  const whole = document.text.slice(0, MOST_MIXED)
  const holds = wordsOf(whole)
  return probes.filter((p) => p === first || (p.amid === true && isAccepted(p, whole, holds)))
}

/** Whether there may be more than one output in a text: not in a line or two (/proc/version begins as a log does), nor in JSON. */
const mixed = (head: string): boolean => /^(?:[^\n]*\n){3}/.test(head) && !/^\s*(?:\{|\[\s*[{"])/.test(head)

/** How much of a text is searched for a second output: outputs that were pasted by hand are shorter. */
const MOST_MIXED = 1_048_576

const patterns = new Map<string, RegExp>()

/** Files at a path pattern, `*` standing for a path segment or a part of one. */
function matching(evidence: Evidence, pattern: string): readonly string[] {
  const star = pattern.indexOf('*')
  const start = pattern.slice(0, star)
  const end = pattern.slice(pattern.lastIndexOf('*') + 1)
  const single = star + end.length + 1 === pattern.length
  const found: string[] = []
  for (const path of evidence.files.keys()) {
    // Beginning and end first: most patterns fit nothing, and then none is made of them.
    if (!path.startsWith(start) || !path.endsWith(end)) continue
    const fits = single
      ? path.length >= start.length + end.length && !path.slice(start.length, path.length - end.length).includes('/')
      : patternOf(pattern).test(path)
    if (fits) found.push(path)
  }
  return found.sort()
}

function patternOf(pattern: string): RegExp {
  let test = patterns.get(pattern)
  if (test === undefined) {
    test = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`)
    patterns.set(pattern, test)
  }
  return test
}

import { isDeepStrictEqual } from 'node:util'
import { gzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { readCollected } from '../src/archive/collected.ts'
import { readArchive } from '../src/archive/read.ts'
import { peek } from '../src/archive/stream.ts'
import { readText } from '../src/archive/text.ts'
import { readDefinitions } from '../src/definitions/index.ts'
import { PROBES, wantedOf } from '../src/evidence/index.ts'
import { report as reportOf } from '../src/examine.ts'
import { EXAMPLES } from '../src/explain/example.ts'
import { Fault } from '../src/fault.ts'
import { inspect } from '../src/inspect.ts'
import { decodeDefinition } from '../src/lint/encoding.ts'
import { type LintFinding, lint } from '../src/lint/engine.ts'
import { mend } from '../src/lint/mend.ts'
import type { Evidence, Report } from '../src/model.ts'
import { redact } from '../src/redaction/redact.ts'
import { RENDERERS } from '../src/render/index.ts'
import { LINT_FORMATS, printFindings } from '../src/render/lint-formats.ts'
import { toldOf } from '../src/render/lint-told.ts'
import { PLAIN } from '../src/render/paint.ts'
import { seeded } from '../src/stats/random.ts'
import { linesLess, someLess, turned } from '../test/subsets.ts'

/** What an execution came to; a broken promise is thrown as a `Broken`. */
export interface Outcome {
  readonly faults: number
  readonly reports: number
  /** Findings of lint, before anything was fixed. */
  readonly findings?: number
  /** How many parts of the evidence were asked about as well. */
  readonly parts?: number
}

/** A promise that did not hold. */
export class Broken extends Error {}

export type Target = (input: Uint8Array, also: { readonly render: boolean; readonly random: () => number }) => Promise<Outcome>

const WANTED = wantedOf(PROBES, 'capture')
const decoder = new TextDecoder()

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Runs one reader: a Fault is an answer, anything else is not. */
async function tried<T>(what: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await what()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (/[\x00-\x08\x0b-\x1f]/.test(error.message) && error.message === '') throw new Broken('a fault without a message')
    return undefined
  }
}

const HIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
/** Code of Markdown: nothing in it is markup. */
const CODE = /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g
const EVIL = /<x-evil|<\/?script-evil/i

async function rendered(reports: readonly Report[]): Promise<void> {
  for (const { id, render } of RENDERERS) {
    if (id === 'png') continue
    const out = await render(reports, { width: 100, paint: PLAIN })
    const text = typeof out === 'string' ? out : decoder.decode(out)
    const bad = HIDDEN.exec(text)
    if (bad !== null) throw new Broken(`${id}: a hidden character U+${bad[0].codePointAt(0)!.toString(16)} at ${bad.index}`)
    if (id === 'json') JSON.parse(text)
    else if (id === 'jsonl') for (const line of text.split('\n')) line === '' || JSON.parse(line)
    else if (id !== 'terminal' && EVIL.test(id === 'markdown' ? text.replace(CODE, '') : text))
      throw new Broken(`${id}: markup of the input`)
    if (id === 'svg') wellFormed(text)
  }
}

function wellFormed(text: string): void {
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', (error) => {
    throw new Broken(`svg: ${error.message}`)
  })
  parser.write(text).close()
}

function sameInAnyOrder(evidence: Evidence, report: Report): void {
  const turnedRound: Evidence = {
    ...evidence,
    files: new Map([...evidence.files].reverse()),
    links: new Map([...evidence.links].reverse()),
  }
  if (!isDeepStrictEqual(report.cells, inspect(report.source, turnedRound).cells))
    throw new Broken('another answer for another order of files')
}

/** Random numbers that are the same whenever an input is tried: which part of it is taken away belongs to what was found. */
function randomOf(input: Uint8Array): () => number {
  let hash = 0x811c9dc5
  for (const byte of input) hash = Math.imul(hash ^ byte, 0x01000193)
  return seeded(hash)
}

/** Less evidence gives the same answer, or less of one. */
function lessOf(evidence: Evidence, report: Report, random: () => number): number {
  let parts = 0
  for (const take of [someLess, linesLess]) {
    const less = random() < 0.5 ? take(evidence, random) : undefined
    if (less === undefined) continue
    parts++
    const [change] = turned(report, inspect(report.source, less.evidence))
    if (change !== undefined) throw new Broken(`less evidence gave another answer: ${change}`)
  }
  return parts
}

async function evidenceAnswers(
  input: Uint8Array,
  evidence: Evidence,
  { render, random }: { readonly render: boolean; readonly random: () => number },
): Promise<Outcome> {
  const source = { path: 'fuzz', kind: 'directory' } as const
  const report = inspect(source, evidence)
  // Not always: a second answer costs as much as the first.
  if (render || random() < 0.3) sameInAnyOrder(evidence, report)
  const parts = lessOf(evidence, report, randomOf(input))
  if (render) {
    await rendered([report])
    if (random() < 0.1) redact(evidence)
  }
  return { faults: 0, reports: 1, parts }
}

/** A machine as paths and contents between U+0001; a content that begins with `-> ` is a link. */
const machine: Target = async (input, also) => {
  const parts = decoder.decode(input).split('\x01')
  const files = new Map<string, string>()
  const links = new Map<string, string>()
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [path, content] = [parts[i]!, parts[i + 1]!]
    // No source gives a longer one.
    if (content.startsWith('-> ')) links.set(path, content.slice(3, 4099))
    else files.set(path, content)
  }
  return await evidenceAnswers(input, { files, links, texts: [], missing: [] }, also)
}

const text: Target = async (input, also) => {
  const evidence = await tried(async () => await readText('fuzz', await peek(once(input), 65_536), WANTED))
  return evidence === undefined ? { faults: 1, reports: 0 } : await evidenceAnswers(input, evidence, also)
}

const collector: Target = async (input, also) => {
  const evidence = await tried(() => readCollected(once(input), WANTED, 'fuzz'))
  return evidence === undefined ? { faults: 1, reports: 0 } : await evidenceAnswers(input, evidence, also)
}

const archive: Target = async (input, also) => {
  const got = await tried(() => readArchive(once(input), WANTED, { path: 'fuzz' }))
  return got === undefined ? { faults: 1, reports: 0 } : await evidenceAnswers(input, got.evidence, also)
}

const definition: Target = async (input, { render }) => {
  const decoded = await tried(() => decodeDefinition(input))
  if (decoded === undefined) return { faults: 1, reports: 0 }
  const back = decoded.encode?.(decoded.text)
  if (back !== undefined && !isDeepStrictEqual(Buffer.from(back), Buffer.from(input)))
    throw new Broken('other bytes than were read')
  const document = { path: 'fuzz', text: decoded.text }
  const read = await tried(() => readDefinitions(document))
  if (read === undefined) return { faults: 1, reports: 0 }
  const findings = lint(document, read)
  for (const { edits } of findings) {
    for (const { start, end } of edits)
      if (!(start >= 0 && start <= end && end <= document.text.length))
        throw new Broken(`an edit outside of the text: ${start} ${end}`)
  }
  const find = async (now: string): Promise<LintFinding[]> => {
    const again = await readDefinitions({ path: 'fuzz', text: now })
    if (again === undefined) throw new Fault('unreadable')
    return lint({ path: 'fuzz', text: now }, again)
  }
  let faults = 0
  const fixed = await tried(() => mend(document.text, find, { safe: true, unsafe: true, rules: new Set() }))
  if (fixed === undefined) faults++
  // What was written can be read again: the reader that read the first text reads this one.
  else if (
    fixed.text !== document.text &&
    (await tried(() => readDefinitions({ path: 'fuzz', text: fixed.text }))) === undefined
  )
    throw new Broken('a fixed text that cannot be read')
  for (const one of read) toldOf(document, one)
  if (render) {
    const reports = read
      .slice(0, 3)
      .map((one) =>
        reportOf({ path: 'fuzz', kind: 'definition', format: one.format }, one.signals, { missing: [] }, 'declared'),
      )
    await rendered(reports)
    for (const format of LINT_FORMATS) {
      const out = printFindings(findings, format, '0')
      const bad = HIDDEN.exec(out)
      if (bad !== null) throw new Broken(`lint ${format}: a hidden character U+${bad[0].codePointAt(0)!.toString(16)}`)
      if (/json|sarif/.test(format)) JSON.parse(out)
      if (format === 'md' && EVIL.test(out.replace(CODE, ''))) throw new Broken('lint md: markup of the input')
    }
  }
  return { faults, reports: read.length, findings: findings.length }
}

export const TARGETS: Readonly<Record<string, Target>> = { machine, text, collector, archive, definition }

/** Inputs to begin with: the examples of all rules, small as they are. */
export async function seeds(): Promise<Readonly<Record<string, readonly Uint8Array[]>>> {
  const encoder = new TextEncoder()
  const out: Record<string, Uint8Array[]> = { machine: [], text: [], collector: [], archive: [], definition: [] }
  const { packTar } = await import('modern-tar')
  for (const { files = {}, texts = [], definition: defined } of Object.values(EXAMPLES)) {
    if (defined !== undefined) out['definition']!.push(encoder.encode(defined))
    for (const one of texts) out['text']!.push(encoder.encode(one))
    const entries = Object.entries(files)
    if (entries.length === 0) continue
    out['machine']!.push(encoder.encode(entries.flat().join('\x01')))
    const collected = entries.map(([path, content]) =>
      content.startsWith('-> ') ? `==> link /${path} ${content} <==` : `==> file /${path} <==\n${content.replace(/^/gm, '|')}`,
    )
    out['collector']!.push(encoder.encode(`==> virtcolor collector 1 uid 0 <==\n${collected.join('\n')}\n==> end <==\n`))
    if (out['archive']!.length < 24) {
      const tar = await packTar(
        entries.map(([path, content]) =>
          content.startsWith('-> ')
            ? { header: { name: path, type: 'symlink' as const, linkname: content.slice(3), size: 0 } }
            : { header: { name: path, size: encoder.encode(content).length }, body: content },
        ),
      )
      const bytes = new Uint8Array(tar)
      out['archive']!.push(out['archive']!.length % 2 === 0 ? bytes : new Uint8Array(gzipSync(bytes)))
    }
  }
  return out
}

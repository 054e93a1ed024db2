import type { Setting } from '../definitions/definition.ts'
import type { ReadDefinition } from '../definitions/index.ts'
import type { Document, Signal } from '../model.ts'
import { type Applicability, type Guest, judgeFix, requirement } from './applicability.ts'
import { misspelt } from './keys.ts'
import type { Fix, Is, LintRule, Pattern, Severity } from './rule.ts'
import { RULES } from './rules/index.ts'
import { suppressionsOf } from './suppress.ts'
import { systemOf } from './system.ts'

/** A change of the text: what lies between two offsets becomes something else. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface LintFinding {
  readonly rule: string
  readonly name: string
  readonly severity: Severity
  readonly component?: string
  readonly path: string
  /** Which machine, in a file with several. */
  readonly machine?: string
  readonly line: number
  readonly column: number
  /** The column after the word that it is about. */
  readonly endColumn: number
  /** The line that it is about, of a long one the part around the place. */
  readonly text: string
  readonly says: string
  readonly needs?: string
  /** What to check after the change. */
  readonly check?: string
  /** What the machine lacks: the finding is about no line. */
  readonly lacks?: string
  /** Why nothing can be written, and what to edit; only without edits. */
  readonly byHand?: string
  readonly see: string
  readonly edits: readonly Edit[]
  /** Whether the edits may be written unasked; only with edits. */
  readonly applicability?: Applicability
  /** What proves, is or contradicts the precondition of the edits. */
  readonly applicabilityReason?: string
  /** The reason that a comment or option gives for not telling it. */
  readonly suppressed?: string
  readonly suppressedBy?: 'option' | 'comment'
}

export interface LintOptions {
  /** Rules that are not reported, by id or name, with the reason. */
  readonly ignore?: ReadonlyMap<string, string>
  /** The system that will run inside, as `--guest` names it. */
  readonly system?: string
  /** Called with each pattern that makes a finding: tests prove with it that every pattern fires somewhere. */
  readonly fired?: (pattern: Pattern) => void
}

/** All findings in a definition, or in all machines of one, in the order of the text. */
export function lint(
  document: Document,
  read: ReadDefinition | readonly ReadDefinition[],
  options: LintOptions = {},
): LintFinding[] {
  const all: readonly ReadDefinition[] = Array.isArray(read) ? read : [read as ReadDefinition]
  const lines = lineStarts(document.text)
  const suppressed = suppressionsOf(document.text)
  const found = all.flatMap((one) => findingsIn(document, one, lines, suppressed, options, all.length > 1))
  return once(found.sort((a, b) => a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1)))
}

/** A finding in a line shared by several machines is reported once, without the name of a machine. */
function once(sorted: readonly LintFinding[]): LintFinding[] {
  const kept: LintFinding[] = []
  const places = new Map<string, number>()
  for (const finding of sorted) {
    const key = `${finding.line}:${finding.column}:${finding.rule}:${finding.says}`
    const same = places.get(key)
    if (same === undefined || kept[same]!.machine === finding.machine) places.set(key, kept.push(finding) - 1)
    else {
      const { machine: _, ...shared } = kept[same]!
      kept[same] = shared
    }
  }
  return kept
}

function findingsIn(
  document: Document,
  read: ReadDefinition,
  lines: readonly number[],
  suppressed: ReturnType<typeof suppressionsOf>,
  options: LintOptions,
  several: boolean,
): LintFinding[] {
  const settings = new Map<string, Setting>()
  for (const s of read.definition.settings) settings.set(s.path, s)
  const signals = new Map<string, Signal[]>()
  for (const s of read.signals) {
    const same = signals.get(s.name)
    if (same === undefined) signals.set(s.name, [s])
    else same.push(s)
  }
  const guest: Guest = {
    system: systemOf(read.format, read.definition.settings, read.signals, options.system),
    signals: read.signals.filter((s) => s.name === 'guest.pv-drivers'),
  }
  const found: LintFinding[] = []
  const before = (document.line ?? 1) - 1
  const begin = Math.min(...read.definition.settings.map((s) => s.from))
  const names = namesIn(settings)
  const tell = (
    rule: LintRule,
    pattern: Pattern,
    key: string,
    value: string,
    start: number,
    wanted: readonly Edit[],
    says?: string,
  ): void => {
    const { record } = read.definition
    const edits = record === undefined ? wanted : []
    const { line, column } = placeOf(lines, start)
    const end = line < lines.length ? lines[line]! - 1 : document.text.length
    const asked = options.ignore?.get(rule.id) ?? options.ignore?.get(rule.name)
    const reason = asked ?? suppressed(rule, line)
    found.push({
      rule: rule.id,
      name: rule.name,
      severity: rule.severity,
      ...(rule.component !== undefined && { component: rule.component }),
      path: document.path,
      ...(several && { machine: read.name }),
      line: line + before,
      column,
      endColumn: column + lengthOf(document.text.slice(start, Math.min(end, start + WORD_MOST))),
      text: document.text.slice(Math.max(lines[line - 1]!, start - TEXT_BEFORE), Math.min(end, start + TEXT_AFTER)),
      says: says ?? (pattern.says ?? rule.says).replaceAll('{value}', value).replaceAll('{key}', key),
      ...needsOf(rule, pattern, guest),
      ...(edits.length > 0 && checkOf(rule, pattern)),
      ...(pattern.lacks !== undefined && { lacks: pattern.lacks }),
      ...(edits.length === 0 && byHandOf(pattern, key, record)),
      see: rule.see,
      edits,
      ...(edits.length > 0 && applicabilityOf(rule, pattern, guest)),
      ...(reason !== undefined && { suppressed: reason, suppressedBy: asked === undefined ? 'comment' : 'option' }),
    })
  }
  for (const { rule, patterns } of rulesFor(read.format)) {
    for (const pattern of patterns) {
      if (!givenHolds(pattern, signals) || !withoutHolds(pattern, read.definition.settings)) continue
      const { having } = pattern
      if (having !== undefined && !isThere(having, read.definition.settings)) continue
      const settled = isSafe(pattern, settings, read.definition.settings, signals)
        ? { ...pattern, precondition: 'none' as const, needs: '' }
        : pattern
      for (const hit of hitsOf(pattern, read.definition.settings, settings, signals)) {
        options.fired?.(pattern)
        const setting = hit.setting
        const start = pattern.lacks === undefined ? (setting?.start ?? offsetOf(lines, hit.signal!, before)) : begin
        tell(
          rule,
          settled,
          (setting?.path ?? '').replace(/\[\d+\]$/, ''),
          shownOf(pattern, setting) ?? hit.signal!.value,
          start,
          setting === undefined || pattern.fix === undefined
            ? []
            : editsOf(document.text, setting, pattern.fix, hit.match!, names),
        )
        if (pattern.once === true) break
      }
    }
    if (rule.id === 'VC601')
      for (const m of misspelt(read.format, read.definition.settings))
        tell(rule, NO_PATTERN, '', m.setting.value, m.setting.from, m.edit === undefined ? [] : [m.edit], m.says)
  }
  return found
}

/** Unknown keys have no pattern, in any format: the engine compares them with the known ones. */
const NO_PATTERN: Pattern = { format: 'xl' }

/** Characters of a line that are kept before and after the place of a finding, and the most that a place is long. */
export const TEXT_BEFORE = 100
export const TEXT_AFTER = 200
const WORD_MOST = 200

/** A finding has a place and no length: the word, tag or sign that begins there. */
export const WORD: RegExp = /^(?:<[\w:-]*|[^\s<>"'=,;]+|.)/u
const lengthOf = (text: string): number => WORD.exec(text)?.[0].length ?? 0

function applicabilityOf(
  rule: LintRule,
  pattern: Pattern,
  guest: Guest,
): Pick<LintFinding, 'applicability' | 'applicabilityReason'> {
  const { applicability, reason } = judgeFix(rule, pattern, guest)
  return { applicability, ...(reason !== undefined && { applicabilityReason: reason }) }
}

/** Why nothing can be written, and what to edit. */
function byHandOf({ byHand }: Pattern, key: string, record: string | undefined): { readonly byHand?: string } {
  if (record !== undefined)
    return { byHand: `<${record}> records a guest as it was; edit the domain itself (virsh edit) and take a new snapshot` }
  return byHand === undefined ? {} : { byHand: byHand.replaceAll('{key}', key) }
}

/** What to check after the change. */
function checkOf(rule: LintRule, pattern: Pattern): { readonly check?: string } {
  const check = pattern.check ?? rule.check
  return check === undefined ? {} : { check }
}

/** What has to be true, in the words of the guest's system; nothing where it is proved. */
function needsOf(rule: LintRule, pattern: Pattern, guest: Guest): { readonly needs?: string } {
  const precondition = pattern.precondition ?? rule.precondition
  const needs = pattern.needs ?? rule.needs
  if (precondition === undefined || precondition === 'none') return needs === undefined || needs === '' ? {} : { needs }
  return judgeFix(rule, pattern, guest).applicability === 'proved' ? {} : { needs: requirement(rule, pattern, guest) }
}

interface Applicable {
  readonly rule: LintRule
  readonly patterns: readonly Pattern[]
}

const APPLICABLE = new Map<string, readonly Applicable[]>()

/** The rules that apply to a format; computed once for all of its files. */
function rulesFor(format: string): readonly Applicable[] {
  let found = APPLICABLE.get(format)
  if (found === undefined) {
    found = RULES.map((rule) => ({ rule, patterns: rule.patterns.filter((p) => p.format === format) })).filter(
      ({ rule, patterns }) => patterns.length > 0 || rule.id === 'VC601',
    )
    APPLICABLE.set(format, found)
  }
  return found
}

function isSafe(
  { safe }: Pattern,
  settings: ReadonlyMap<string, Setting>,
  all: readonly Setting[],
  signals: ReadonlyMap<string, readonly Signal[]>,
): boolean {
  return safe !== undefined && givenHolds(safe, signals) && withoutHolds(safe, all) && withHolds(safe, [], settings)
}

function withoutHolds({ without }: Pick<Pattern, 'without'>, settings: readonly Setting[]): boolean {
  return without === undefined || !isThere(without, settings)
}

const isThere = ({ at, is = true }: NonNullable<Pattern['without']>, settings: readonly Setting[]): boolean =>
  settings.some((s) => at.test(s.path) && fits(s.value, is))

/** Where the key is what a fix changes, the key is what a finding is about. */
function shownOf(pattern: Pattern, setting: Setting | undefined): string | undefined {
  if (setting !== undefined && pattern.fix !== undefined && 'key' in pattern.fix) return setting.path.replace(/^.*\./, '')
  return setting?.value
}

function* hitsOf(
  pattern: Pattern,
  all: readonly Setting[],
  settings: ReadonlyMap<string, Setting>,
  signals: ReadonlyMap<string, readonly Signal[]>,
): Generator<{ setting?: Setting; signal?: Signal; match?: readonly string[] }> {
  if (pattern.on !== undefined) {
    for (const signal of signals.get(pattern.on) ?? [])
      if (fits(signal.value, pattern.is ?? true) && withHolds(pattern, [], settings)) yield { signal }
    return
  }
  for (const setting of all) {
    const match = pattern.at!.exec(setting.path)
    if (match !== null && fits(setting.value, pattern.is ?? true) && withHolds(pattern, match, settings))
      yield { setting, match }
  }
}

function withHolds(pattern: Pick<Pattern, 'with'>, match: readonly string[], settings: ReadonlyMap<string, Setting>): boolean {
  return Object.entries(pattern.with ?? {}).every(([path, is]) => fits(settings.get(filled(path, match))?.value, is))
}

function givenHolds(pattern: Pick<Pattern, 'given'>, signals: ReadonlyMap<string, readonly Signal[]>): boolean {
  return Object.entries(pattern.given ?? {}).every(([name, is]) => {
    const there = signals.get(name) ?? []
    if (is === false) return there.length === 0
    if (typeof is === 'object' && 'not' in is) return there.every((s) => fits(s.value, is))
    return there.some((s) => fits(s.value, is))
  })
}

function fits(value: string | undefined, is: Is): boolean {
  if (is === false) return value === undefined
  if (typeof is === 'object' && 'not' in is)
    return value === undefined || !(typeof is.not === 'string' ? value === is.not : is.not.test(value))
  if (value === undefined) return false
  return is === true || (typeof is === 'string' ? value === is : is.test(value))
}

/** A path in which `$1` is what the pattern captured. */
const filled = (path: string, match: readonly string[]): string =>
  path.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '')

interface Names {
  readonly at: (path: string) => Setting | undefined
  /** Whether a setting like this one (of another disk) has the name; then it has it from now on. */
  readonly take: (like: Setting, name: string) => boolean
}

/** Names in a definition, and those that fixes have given out. */
function namesIn(settings: ReadonlyMap<string, Setting>): Names {
  const kindOf = (path: string): string => path.replace(/\[\d+\]/g, '[]')
  let taken: Set<string> | undefined
  return {
    at: (path) => settings.get(path),
    take: (like, name) => {
      taken ??= new Set([...settings.values()].map((s) => `${kindOf(s.path)} ${s.value}`))
      const key = `${kindOf(like.path)} ${name}`
      return !taken.has(key) && taken.add(key) !== undefined
    },
  }
}

/** The changes that a fix is for one setting. */
function editsOf(text: string, setting: Setting, fix: Fix, match: readonly string[], names: Names): Edit[] {
  const edit = editOf(text, setting, fix)
  const rename = 'set' in fix ? fix.rename : undefined
  const other = rename === undefined ? undefined : names.at(filled(rename.at, match))
  if (rename === undefined || other === undefined || !rename.from.test(other.value)) return [edit]
  // The letter that it has, if that is free.
  const name = [other.value.slice(-1), ...'abcdefghijklmnopqrstuvwxyz']
    .map((letter) => rename.to + letter)
    .find((n) => names.take(other, n))
  return name === undefined
    ? [edit]
    : [edit, { start: other.start, end: other.end, text: name }].sort((a, b) => a.start - b.start)
}

/** The change that a fix is for one setting. */
export function editOf(text: string, setting: Setting, fix: Fix): Edit {
  if ('set' in fix) {
    // A symbol of Ruby (`v.net_device = :e1000`) that is more than a word takes quotes.
    const symbol = /[=,]>?\s*:$/.test(text.slice(setting.from, setting.start)) && !/^\w+$/.test(fix.set)
    return { start: setting.start, end: setting.end, text: symbol ? `"${fix.set}"` : fix.set }
  }
  if ('append' in fix) return { start: setting.end, end: setting.end, text: fix.append }
  if ('key' in fix) {
    const raw = text.slice(setting.from, setting.start)
    const key = /^[\w.-]+/.exec(raw)?.[0] ?? ''
    return { start: setting.from, end: setting.from + key.length, text: fix.key }
  }
  const lineStart = text.lastIndexOf('\n', setting.from - 1) + 1
  if ('line' in fix) {
    const indent = /^[ \t]*/.exec(text.slice(lineStart))![0]
    const inside = text[setting.start] === '<'
    // The line end of the file: that of the line itself, or of the one before the last.
    const stop = text.indexOf('\n', setting.to)
    const end = text[(stop < 0 ? lineStart - 1 : stop) - 1] === '\r' ? '\r\n' : '\n'
    if (inside) return { start: setting.end, end: setting.end, text: `${end}${indent}  ${fix.line}` }
    return { start: setting.to, end: setting.to, text: `${end}${indent}${fix.line}` }
  }
  const after = text.indexOf('\n', setting.to)
  const lineEnd = after < 0 ? text.length : after + 1
  const alone = text.slice(lineStart, setting.from).trim() === '' && /^\s*(?:#.*)?$/.test(text.slice(setting.to, lineEnd))
  return alone ? { start: lineStart, end: lineEnd, text: '' } : { start: setting.from, end: setting.to, text: '' }
}

/** The text with all edits applied. If two edits overlap, the first is applied and the other waits for the next run. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let done = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < done || (edit.start === done && done > 0 && edit.end === edit.start && result.endsWith(edit.text)))
      continue
    result += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return result + text.slice(done)
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return starts
}

function placeOf(lines: readonly number[], index: number): { line: number; column: number } {
  let low = 0
  let high = lines.length
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (lines[middle]! <= index) low = middle
    else high = middle
  }
  return { line: low + 1, column: index - lines[low]! + 1 }
}

/** @param before lines of the file before the definition */
function offsetOf(lines: readonly number[], signal: Signal, before: number): number {
  return (lines[(signal.proof.line ?? 1) - 1 - before] ?? 0) + (signal.proof.column ?? 1) - 1
}

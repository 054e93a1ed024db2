import type { ReadDefinition } from '../definitions/index.ts'
import { type Diff, diffOf } from '../lint/diff.ts'
import { type LintFinding, lint, WORD } from '../lint/engine.ts'
import { SEVERITIES, type Severity } from '../lint/rule.ts'
import { RULES } from '../lint/rules/index.ts'
import type { Document, Report } from '../model.ts'
import { excerpt } from './lint-formats.ts'

/** A finding with all that a page shows of it: plain data, which a worker can send. */
export interface ToldFinding {
  readonly rule: string
  readonly name: string
  readonly severity: Severity
  readonly line: number
  readonly column: number
  readonly says: string
  readonly why: string
  readonly needs?: string
  /** What to check after the change. */
  readonly check?: string
  /** Where the rule is documented. */
  readonly see: string
  /** The line (as much as fits), in three parts: the middle one is the finding. */
  readonly excerpt: readonly [before: string, mark: string, after: string]
  readonly diff?: Diff
  /** Whether `--fix` writes the change unasked. */
  readonly byFix?: true
}

/** The findings of one machine. They are no part of its report. */
export interface Told {
  readonly counts: Readonly<Record<Severity, number>>
  /** The most severe first, at most `MOST`. */
  readonly findings: readonly ToldFinding[]
  /** Findings that a comment in the file suppresses, at most `MOST`. */
  readonly suppressed: readonly { readonly rule: string; readonly line: number; readonly reason: string }[]
}

/** A report, and the findings where it is that of a definition. */
export interface Answer {
  readonly report: Report
  readonly lint?: Told
}

/** Findings of one machine that a page shows. */
const MOST = 50

const RANK = (finding: LintFinding): number => -SEVERITIES.indexOf(finding.severity)

/** The findings of one machine of a document, as `virtcolor lint` finds them. */
export function toldOf(document: Document, read: ReadDefinition): Told {
  const all = lint(document, read)
  const open = all.filter((finding) => finding.suppressed === undefined)
  const counts = { info: 0, warning: 0, error: 0 }
  for (const { severity } of open) counts[severity]++
  return {
    counts,
    findings: open
      .sort((a, b) => RANK(a) - RANK(b))
      .slice(0, MOST)
      .map((finding) => tell(document.text, finding)),
    suppressed: all
      .filter((finding) => finding.suppressed !== undefined)
      .slice(0, MOST)
      .map(({ rule, line, suppressed }) => ({ rule, line, reason: suppressed! })),
  }
}

function tell(text: string, finding: LintFinding): ToldFinding {
  const { rule, name, severity, line, column, says, needs, check, see, edits } = finding
  const shown = excerpt(finding)
  const [before, rest] = [shown.line.slice(0, shown.caret), shown.line.slice(shown.caret)]
  const mark = WORD.exec(rest)?.[0] ?? ''
  const diff = diffOf(text, edits)
  return {
    rule,
    name,
    severity,
    line,
    column,
    says,
    why: RULES.find((one) => one.id === rule)!.why,
    ...(needs !== undefined && { needs }),
    ...(check !== undefined && { check }),
    see,
    excerpt: [before, mark, rest.slice(mark.length)],
    ...(diff !== undefined && { diff }),
    ...((finding.applicability === 'safe' || finding.applicability === 'proved') && { byFix: true as const }),
  }
}

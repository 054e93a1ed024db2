import type { FormatId } from '../definitions/format-ids.ts'
import type { ComponentId } from '../model.ts'
import type { Driver, System } from './system.ts'

export const SEVERITIES = ['info', 'warning', 'error'] as const
export type Severity = (typeof SEVERITIES)[number]

/** What a setting's value has to be; `true` is there, `false` is not there. */
export type Is = string | RegExp | boolean | { readonly not: string | RegExp }

/** A name that goes with a value: the setting `at` (with `$1` of the pattern) is renamed to `to` and the first letter that no setting like it has. */
export interface Rename {
  readonly at: string
  readonly from: RegExp
  readonly to: string
}

/** How a finding is fixed in the syntax of the file; layout and comments stay. */
export type Fix =
  /** The value becomes this; with `rename` the name of another setting changes with it, to the first that is free (`hda` to `vda`). */
  | { readonly set: string; readonly rename?: Rename }
  /** The key before the value becomes this. */
  | { readonly key: string }
  /** This is added to the end of the value. */
  | { readonly append: string }
  /** Inserted as a new line after the statement, or as the first line inside an XML element. */
  | { readonly line: string }
  /** The statement goes, with its line where it has that for itself. */
  | { readonly remove: true }

/**
 * What has to be true before a fix is written unasked. A driver of the guest, for `boot` before its root file system is mounted; the guest's
 * system; `asked`: nothing that a definition shows, so that the fix is written by name only. `none`: the fix is safe although others of its rule
 * are not.
 */
export type Precondition = { readonly driver: Driver; readonly boot?: true } | { readonly system: 'windows' } | 'asked' | 'none'

/** Where a rule fires in one format. `$1`, `$2` in the keys of `with` are what `at` captured. */
export interface Pattern {
  readonly format: FormatId
  /** A setting by its path … */
  readonly at?: RegExp
  /** … or a signal of the reader by its name. */
  readonly on?: string
  readonly is?: Is
  readonly with?: Readonly<Record<string, Is>>
  /** No setting with a path of `unless` may have this value (or exist at all, without `is`). */
  readonly without?: { readonly at: RegExp; readonly is?: Is }
  /** At least one setting with this path must have this value. */
  readonly having?: { readonly at: RegExp; readonly is?: Is }
  /** Signals of the reader that have to be there or not. */
  readonly given?: Readonly<Record<string, Is>>
  readonly fix?: Fix
  /** Why there is no automatic fix, and what to edit. */
  readonly byHand?: string
  /** What the definition lacks ("no cpu: line"): the finding is about the machine, and its place is where the machine begins. */
  readonly lacks?: string
  /** Where another sentence than the rule's is right. */
  readonly says?: string
  readonly needs?: string
  readonly check?: string
  /** Where all of this holds, the fix is safe without the precondition. */
  readonly safe?: Pick<Pattern, 'with' | 'without' | 'given'>
  /** Where it is another than the rule's. */
  readonly precondition?: Precondition
  /** Only the first hit in a file is reported. */
  readonly once?: true
}

/** An example that the tests run: `bad` triggers the rule, `good` does not. */
export interface Example {
  readonly format: FormatId
  readonly bad: string
  readonly good: string
}

/** A rule is data: the engine is engine.ts. */
export interface LintRule {
  readonly id: string
  readonly name: string
  readonly severity: Severity
  readonly component?: ComponentId
  /** One sentence; `{value}` is the value found. */
  readonly says: string
  readonly why: string
  /** The requirement of the fixes in the guest; absent if there is no requirement. */
  readonly precondition?: Precondition
  /** What else has to be true before the change. */
  readonly needs?: string
  /** A system of the guest that rules the fixes out, and why. */
  readonly never?: { readonly system: System['family']; readonly because: string }
  /** What to check after a fix that is written unasked. */
  readonly check?: string
  readonly see: string
  readonly patterns: readonly Pattern[]
  readonly examples: readonly Example[]
}

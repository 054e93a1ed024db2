import { definitionOf } from '../answer.ts'
import { readDefinitions } from '../definitions/index.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { EXIT, Fault } from '../fault.ts'
import { type LintFinding, lint as lintMachines } from '../lint/engine.ts'
import { byHand, mend, SAFE_ONLY } from '../lint/mend.ts'
import type { Document } from '../model.ts'

/** The text of a VM definition, alone or with its path, which findings then contain. */
export type DefinitionText = string | Pick<Document, 'path' | 'text'>

export interface LintTextOptions {
  /** What runs inside: `linux-6.1`, `windows-2022`, with `,pv-drivers` or `,no-pv-drivers` after it. */
  readonly guest?: string
  /** Rules to ignore, by id or name, each with the reason. Their findings are returned with `suppressed`. */
  readonly ignore?: Readonly<Record<string, string>>
}

/**
 * The findings in a VM definition, in the order of the text. Of a definition that stands in other text (quoted, fenced, behind a prompt) the
 * findings have no `edits`; `byHand` describes the change.
 * @throws Fault with exit 3 and the place of a syntax error, exit 4 for a text that is not a VM definition
 */
export async function lint(definition: DefinitionText, options: LintTextOptions = {}): Promise<readonly LintFinding[]> {
  const whole = documentOf(definition)
  const document = await definitionOf(whole, async () => wantedOf(PROBES, 'capture'))
  const machines = document && (await readDefinitions(document, options.guest === undefined ? {} : { guest: options.guest }))
  if (machines === undefined) throw new Fault(`${whole.path}: not recognised as a VM definition`, EXIT.unrecognised)
  const found = lintMachines(document!, machines, { ignore: new Map(Object.entries(options.ignore ?? {})) })
  return document === whole ? found : found.map((one) => byHand(document!.text, one))
}

export interface FixOptions extends LintTextOptions {
  /** Also make changes that need something in the guest, such as a driver, which nothing proves. A guest without it may not boot. */
  readonly unsafe?: boolean
  /** Rules whose changes are made although nothing proves that the guest can use them, by id or name. */
  readonly rules?: readonly string[]
}

/**
 * The text with its findings fixed; layout and comments stay. What `guest` rules out is never changed.
 * @throws Fault as `lint`
 */
export async function applyFixes(
  definition: DefinitionText,
  { unsafe = false, rules = [], ...options }: FixOptions = {},
): Promise<string> {
  const { path, text } = documentOf(definition)
  const find = (now: string): Promise<readonly LintFinding[]> => lint({ path, text: now }, options)
  return (await mend(text, find, { ...SAFE_ONLY, unsafe, rules: new Set(rules) })).text
}

const documentOf = (definition: DefinitionText): Document =>
  typeof definition === 'string' ? { path: 'definition', text: definition } : definition

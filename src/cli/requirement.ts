import { EXIT, Fault } from '../fault.ts'
import { COMPONENTS, type ComponentId, HYPERVISORS, KINDS, MODES, type Proof, type Report, ROLES } from '../model.ts'
import { nearest } from '../nearest.ts'
import { PLATFORMS } from '../platforms/index.ts'
import { place, textOf } from '../render/proof.ts'

/** What else of a report can be required, with the values that it has. */
type Other = 'hypervisor' | 'mode' | 'role' | 'platform'
const OTHERS: Readonly<Record<Other, readonly string[]>> = {
  hypervisor: HYPERVISORS.filter((id) => id !== 'unknown'),
  mode: MODES,
  role: ROLES,
  platform: Object.keys(PLATFORMS),
}

/** Every simple requirement, for completion. */
export const requirementWords = (): readonly string[] => [
  ...COMPONENTS.flatMap((c) => KINDS.filter((k) => k !== '?').map((kind) => `${c}=${kind}`)),
  ...Object.entries(OTHERS).flatMap(([what, values]) => values.map((value) => `${what}=${value}`)),
]

export interface Requirement {
  readonly what: ComponentId | Other
  /** One of these, or, with `not`, none of them. */
  readonly values: readonly string[]
  readonly not: boolean
}

/** Reads `network=VH,H,disk!=VS`: a part without = or != belongs to the one before it. Letters of either case. */
function requirementsOf(text: string): Requirement[] {
  const out: { what: Requirement['what']; values: string[]; not: boolean }[] = []
  for (const part of text.split(',')) {
    const [, name, sign, first = part] = /^([^=!]*)(!?=)(.*)$/.exec(part) ?? []
    if (sign !== undefined) out.push({ what: whatOf(name!.trim()), values: [], not: sign === '!=' })
    const open = out.at(-1)
    if (open === undefined || first.trim() === '')
      throw new Fault(`--require: '${text}' is not of the form component=kind[,kind…] or component!=kind[,kind…]`, EXIT.usage)
    open.values.push(readValue(open.what, first.trim(), text))
  }
  return out
}

function whatOf(name: string): Requirement['what'] {
  return Object.hasOwn(OTHERS, name) ? (name as Other) : componentOf(name, '--require', Object.keys(OTHERS))
}

function readValue(what: Requirement['what'], word: string, text: string): string {
  if (!Object.hasOwn(OTHERS, what)) {
    const kind = KINDS.find((k) => k === word.toUpperCase())
    if (kind !== undefined && kind !== '?') return kind
    throw new Fault(`--require ${text}: '${word}' is not one of VS, P, VH, H, -`, EXIT.usage)
  }
  const values: readonly string[] = OTHERS[what as Other]
  const value = values.find((v) => v.toLowerCase() === word.toLowerCase())
  if (value !== undefined) return value
  const near = nearest(word, values)
  const hint = near === undefined ? `is not one of ${values.join(', ')}` : `is not a known ${what} (did you mean '${near}'?)`
  throw new Fault(`--require ${text}: '${word}' ${hint}`, EXIT.usage)
}

/** All `--require` of a command line. */
export const readAll = (texts: readonly string[]): readonly Requirement[] => texts.flatMap(requirementsOf)

/**
 * A component by its name, or a usage fault.
 * @param others what may stand in its place, for the hint
 */
export function componentOf(name: string, where: string, others: readonly string[] = []): ComponentId {
  const found = COMPONENTS.find((c) => c === name)
  if (found !== undefined) return found
  const all = [...COMPONENTS, ...others]
  const near = nearest(name, all)
  const hint = near === undefined ? `is not one of ${all.join(', ')}` : `is not a component (did you mean '${near}'?)`
  throw new Fault(`${where}: '${name}' ${hint}`, EXIT.usage)
}

/**
 * What is not met, one line each, with the line that decided it. What is unknown meets a requirement only when every value that is still
 * possible does: not knowing is never good enough.
 */
export function unmet(report: Report, requirements: readonly Requirement[]): string[] {
  return requirements.flatMap(({ what, values, not }) => {
    const { is, possible, proof } = seen(report, what)
    if (possible.length > 0 && possible.every((value) => values.includes(value) !== not)) return []
    const open = possible.length > 1 ? ` (${possible.join(' or ')})` : ''
    const shown = proof === undefined ? '' : `; ${place(proof, report.source)}: ${textOf(proof)}`
    const where = report.source.kind === 'live' ? 'this machine' : report.source.path
    return [`${where}: ${what} is ${is}${open}, required ${not ? 'not ' : ''}${values.join(not ? ' nor ' : ' or ')}${shown}`]
  })
}

/** The value in the report, and all values that are still possible; empty if nothing is known. */
function seen(
  report: Report,
  what: Requirement['what'],
): { readonly is: string; readonly possible: readonly string[]; readonly proof?: Proof | undefined } {
  if (what === 'role') return report.role === null ? { is: '?', possible: [] } : { is: report.role, possible: [report.role] }
  if (what === 'platform') {
    const { platform } = report
    return platform === null
      ? { is: 'not known', possible: [] }
      : { is: platform.id, possible: [platform.id], proof: platform.because[0]?.proof[0] }
  }
  if (what === 'hypervisor') {
    const { id, possible = [], because } = report.hypervisor
    return id === 'unknown' ? { is: '?', possible } : { is: id, possible: [id], proof: because[0]?.proof[0] }
  }
  if (what === 'mode') {
    const { mode } = report
    // Only Xen has modes.
    if (mode === null) return { is: 'none', possible: /^(?:xen|unknown)$/.test(report.hypervisor.id) ? [] : ['none'] }
    return mode.id === null
      ? { is: '?', possible: mode.possible ?? [] }
      : { is: mode.id, possible: [mode.id], proof: mode.because[0]?.proof[0] }
  }
  const cell = report.cells[what]
  const possible = cell.kind === '?' ? (cell.possible ?? []) : [cell.kind]
  const decided = cell.because.find((f) => f.allows?.length === 1 && f.allows[0] === cell.kind) ?? cell.because[0]
  return { is: cell.kind, possible, proof: decided?.proof[0] }
}

import { EXIT, Fault } from '../fault.ts'
import { COMPONENTS, type ComponentId, KINDS, type Kind, type Report } from '../model.ts'
import { nearest } from './nearest.ts'

export interface Requirement {
  readonly component: ComponentId
  readonly kinds: readonly Kind[]
}

/** Reads `network=VH,H`. Letters may be of either case; anything else is a usage fault that says what would do. */
export function requirementOf(text: string): Requirement {
  const [name = '', list = '', ...rest] = text.split('=')
  if (list === '' || rest.length > 0) throw new Fault(`--require takes component=kind[,kind…], not '${text}'`, EXIT.usage)
  const kinds = list.split(',').map((word) => {
    const kind = KINDS.find((k) => k === word.toUpperCase())
    if (kind === undefined || kind === '?')
      throw new Fault(`--require ${text}: '${word}' is none of VS, P, VH, H, -`, EXIT.usage)
    return kind
  })
  return { component: componentOf(name, '--require'), kinds }
}

/** All `--require` of a command line. */
export const readAll = (texts: readonly string[]): readonly Requirement[] => texts.map(requirementOf)

/** A component by its name, or a usage fault. */
export function componentOf(name: string, where: string): ComponentId {
  const found = COMPONENTS.find((c) => c === name)
  if (found !== undefined) return found
  const near = nearest(name, COMPONENTS)
  const hint = near === undefined ? `is none of ${COMPONENTS.join(', ')}` : `is no component (did you mean '${near}'?)`
  throw new Fault(`${where}: '${name}' ${hint}`, EXIT.usage)
}

/**
 * What is not met, one line each. An unknown cell meets a requirement only when every kind that is still possible does:
 * not knowing is never good enough.
 */
export function unmet(report: Report, requirements: readonly Requirement[]): string[] {
  return requirements.flatMap(({ component, kinds }) => {
    const cell = report.cells[component]
    const possible = cell.kind === '?' ? (cell.possible ?? []) : [cell.kind]
    if (possible.length > 0 && possible.every((kind) => kinds.includes(kind))) return []
    return [
      `${report.source.path}: ${component} is ${cell.kind}${cell.kind === '?' && possible.length > 0 ? ` (${possible.join(' or ')})` : ''}, required ${kinds.join(' or ')}`,
    ]
  })
}

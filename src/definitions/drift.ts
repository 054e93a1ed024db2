import { COMPONENTS, type ComponentId, type Device, type Kind, type Report } from '../model.ts'

/** One thing that was defined and what runs instead. */
export interface Drift {
  readonly about: 'hypervisor' | 'mode' | ComponentId
  readonly defined: string
  readonly seen: string
  /** `same`: as defined; `settled`: one of what the definition left open; `differs`; `unknown`: one side does not say. */
  readonly verdict: 'same' | 'settled' | 'differs' | 'unknown'
}

/** What was defined against what runs: hypervisor, mode, and each component's kind. */
export function driftOf(defined: Report, seen: Report): Drift[] {
  const found: Drift[] = [
    compare(
      'hypervisor',
      defined.hypervisor.id === 'unknown' ? (defined.hypervisor.possible ?? []) : [defined.hypervisor.id],
      seen.hypervisor.id === 'unknown' ? [] : [seen.hypervisor.id],
    ),
  ]
  if (defined.mode !== null || seen.mode !== null) found.push(compare('mode', names(defined.mode), names(seen.mode)))
  for (const c of COMPONENTS) {
    const row = compare(c, kinds(defined.cells[c]), kinds(seen.cells[c]))
    const drivers = [defined, seen].map((r) => driversOf(r.cells[c].devices))
    found.push({ ...row, defined: row.defined + drivers[0], seen: row.seen + drivers[1] })
  }
  return found
}

function names(mode: Report['mode']): readonly string[] {
  if (mode === null) return []
  return mode.id !== null ? [mode.id] : (mode.possible ?? [])
}

function kinds(cell: { readonly kind: Kind; readonly possible?: readonly Kind[] }): readonly string[] {
  return cell.kind === '?' ? (cell.possible ?? []) : [cell.kind]
}

function driversOf(devices: readonly Device[] | undefined): string {
  const all = [...new Set((devices ?? []).map((d) => d.driver ?? d.model).filter((d) => d !== undefined))]
  return all.length === 0 ? '' : ` (${all.join(', ')})`
}

function compare(about: Drift['about'], a: readonly string[], b: readonly string[]): Drift {
  const shown = (x: readonly string[]): string => (x.length === 0 ? '?' : x.join('|'))
  const within = (p: readonly string[], q: readonly string[]): boolean => p.every((v) => q.includes(v))
  const verdict =
    a.length === 0 || b.length === 0
      ? 'unknown'
      : within(a, b) && within(b, a)
        ? 'same'
        : within(b, a)
          ? 'settled'
          : a.some((v) => b.includes(v))
            ? 'unknown'
            : 'differs'
  return { about, defined: shown(a), seen: shown(b), verdict }
}

import type { Difference } from './refresh.ts'

const MOST_LINES = 40

/** The differences as text: changed rows of colours first, then new types, then changed values. */
export function refreshText(d: Difference, asOf: string): string {
  const out: string[] = [`${d.asked} instance types in your files, compared with the catalogue of ${asOf}.`]
  const section = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return
    out.push('', `${title} (${lines.length})`, ...lines.slice(0, MOST_LINES).map((l) => `  ${l}`))
    if (lines.length > MOST_LINES) out.push(`  and ${lines.length - MOST_LINES} more (--json has all)`)
  }
  section(
    'Changed colours',
    d.recoloured.map((r) => `${r.type}: ${r.was} -> ${r.is}`),
  )
  section(
    'New',
    d.added.map((t) => `${t.type}: ${t.hypervisor}, ${t.arch.join('|') || '?'}, ${t.vcpus ?? '?'} vCPUs`),
  )
  section(
    'Changed',
    d.changed.map((c) => `${c.type} ${c.field}: ${c.was} -> ${c.is}`),
  )
  if (d.added.length + d.changed.length + d.recoloured.length === 0) out.push('', 'No differences.')
  if (d.absent.length > 0)
    out.push(
      '',
      `${d.absent.length} instance types of the catalogue are not in your files. This is normal: no region offers all instance types.`,
    )
  return `${out.join('\n')}\n`
}

import { ec2Catalogue } from '../catalog/ec2.ts'
import { cellsOf, type FleetRow, fleetOf } from '../catalog/fleet.ts'
import { jsonOf, MOST_BYTES, readInstances } from '../catalog/read.ts'
import { colourOf } from '../chart/colours.ts'
import { EXIT, type ExitCode } from '../fault.ts'
import type { Io } from '../io.ts'
import { COMPONENTS, type ComponentId } from '../model.ts'
import { type Column, csv, HEADINGS, markdownTable, table } from '../render/catalog.ts'
import { json } from '../render/json.ts'
import { clean, wrap } from '../text.ts'
import { readBounded } from './bounded.ts'
import { display } from './display.ts'

export type ListFormat = 'table' | 'csv' | 'md' | 'json'

const kinds = COMPONENTS.map((c): Column<FleetRow> => ({ title: HEADINGS[c] ?? c, of: (r) => cellsOf(r)[c] }))
const image = (r: FleetRow): string => (r.image === 'paravirtual' ? 'PV' : r.image.toUpperCase())

/** The columns that fit a terminal of 80 columns. */
const narrow: readonly Column<FleetRow>[] = [
  { title: 'instance', of: (r) => r.id },
  { title: 'type', of: (r) => r.type },
  { title: 'image', of: image },
  ...kinds,
  { title: 'move to', of: (r) => r.moveTo ?? '-' },
]
const columns: readonly Column<FleetRow>[] = [
  { title: 'instance', of: (r) => r.id },
  { title: 'name', of: (r) => (r.name ?? '-').slice(0, 40) },
  { title: 'type', of: (r) => r.type },
  { title: 'host', of: (r) => r.hypervisor },
  { title: 'image', of: image },
  ...kinds,
  { title: 'move to', of: (r) => r.moveTo ?? '-' },
]
const wide: readonly Column<FleetRow>[] = [
  ...columns,
  { title: 'first', of: (r) => r.first.join('; ') },
  { title: 'why', of: (r) => r.why },
]

/** `catalog fleet FILE…` and `choose --fleet FILE`. */
export async function printFleet(files: readonly string[], format: ListFormat, io: Io, color: unknown): Promise<ExitCode> {
  const instances = []
  for (const file of files)
    instances.push(
      ...readInstances(file === '-' ? 'standard input' : file, jsonOf(file, await readBounded(file, MOST_BYTES, io))),
    )
  const catalogue = ec2Catalogue()
  const rows = fleetOf(instances, catalogue.types)
  if (format === 'json') {
    io.stdout.write(json({ version: 1, asOf: catalogue.asOf, instances: rows }))
    return EXIT.ok
  }
  if (format === 'csv') io.stdout.write(csv(rows, wide))
  else if (format === 'md') io.stdout.write(markdownTable(rows, wide))
  else {
    const { paint } = display(color, io)
    const componentOf = (title: string): ComponentId | undefined => COMPONENTS.find((c) => (HEADINGS[c] ?? c) === title)
    io.stdout.write(
      table(rows, io.stdout.columns < 120 ? narrow : columns, (row, title, text) => {
        const component = componentOf(title)
        return component === undefined ? text : paint.cell(colourOf(component, cellsOf(row)[component]), text)
      }),
    )
    const reasons = new Map<string, string[]>()
    for (const row of rows) {
      const key = [...row.first, row.why].join('; ')
      const ids = reasons.get(key) ?? []
      ids.push(row.id)
      reasons.set(key, ids)
    }
    const width = Math.min(Math.max(40, io.stdout.columns), 100) - 1
    io.stdout.write('\n')
    for (const [key, ids] of reasons) {
      const who = ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
      for (const [i, line] of wrap(clean(`${who}: ${key}`), width - 2).entries())
        io.stdout.write(`${i === 0 ? '' : '  '}${line}\n`)
    }
    io.stdout.write(
      `\nFrom the EC2 catalogue of ${catalogue.asOf}. The API reports Hypervisor=xen for Nitro instances too, so virtcolor uses the instance type.\n`,
    )
  }
  return EXIT.ok
}

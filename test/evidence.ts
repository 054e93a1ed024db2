import * as fs from 'node:fs'
import { PROBES, wantedOf } from '../src/evidence/index.ts'
import { inspect } from '../src/inspect.ts'
import type { Evidence, Report } from '../src/model.ts'
import { open } from '../src/sources/index.ts'

const io = { stdin: (async function* (): AsyncGenerator<Uint8Array> {})() }
const ROOT: URL = new URL('../fixtures/', import.meta.url)

/** Names of all fixtures: folders with an `evidence` of their own. */
export const FIXTURES: readonly string[] = fs
  .readdirSync(ROOT)
  .filter((name) => fs.existsSync(new URL(`${name}/evidence`, ROOT)))
  .sort()

/** The place of a fixture's file, for golden files. */
export function placeOf(fixture: string, name: string): string {
  return new URL(`${fixture}/${name}`, ROOT).pathname
}

const loaded = new Map<string, Promise<Evidence>>()

/** The evidence of a fixture, or of any other folder that is laid out like a root, as the command line would read it. */
export function evidenceOf(fixture: string): Promise<Evidence> {
  const path = fixture.includes('/') ? fixture : placeOf(fixture, 'evidence')
  let evidence = loaded.get(path)
  if (evidence === undefined) {
    evidence = open(path, wantedOf(PROBES, 'capture'), io).then((opened) => opened.evidence)
    loaded.set(path, evidence)
  }
  return evidence
}

/** What a test writes down of a machine: a text by its path, `-> target` for a link, and texts that stand alone under `texts`. */
export interface Written {
  readonly files?: Readonly<Record<string, string>>
  readonly texts?: readonly string[]
}

export function written({ files = {}, texts = [] }: Written): Evidence {
  const entries = Object.entries(files)
  return {
    files: new Map(entries.filter(([, text]) => !text.startsWith('-> '))),
    links: new Map(entries.filter(([, text]) => text.startsWith('-> ')).map(([path, text]) => [path, text.slice(3)])),
    texts: texts.map((text, i) => ({ path: `text ${i + 1}`, text })),
    missing: [],
  }
}

export function reportOf(evidence: Evidence, name = 'machine'): Report {
  return inspect({ path: name, kind: 'directory' }, evidence)
}

/** The cells in the order of the chart, as letters: `VH VS P P P`. */
export function letters(report: Report): string {
  const { cpu, board, interrupts, disk, network } = report.cells
  return [cpu, board, interrupts, disk, network].map((cell) => cell.kind).join(' ')
}

/** One line that says what a report says: hypervisor, mode, role, platform, container, cells. */
export function summary(report: Report): string {
  const parts = [
    report.hypervisor.id,
    report.mode?.id ?? (report.mode === null ? '' : report.mode.possible?.join('/')),
    report.role ?? '',
    report.platform?.id ?? '',
    report.container?.id ?? '',
  ]
  return `${parts.filter((part) => part !== '').join(' ')}: ${letters(report)}`
}

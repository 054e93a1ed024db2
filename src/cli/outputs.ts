import { join } from 'node:path'
import { doing } from '../doing.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Io } from '../io.ts'
import type { Report } from '../model.ts'
import type { Told } from '../render/lint-told.ts'
import { PLAIN } from '../render/paint.ts'
import { terminal } from '../render/terminal.ts'
import { writeFile } from '../sources/write-file.ts'
import { unknownFormat } from '../suffix.ts'
import { clean } from '../text.ts'
import { display } from './display.ts'
import type { Printer } from './printer.ts'
import type { Gathered } from './report.ts'
import { componentOf } from './requirement.ts'

/** Writes one file in the format of its suffix, after the last report. The suffix is checked before anything is read. */
export async function filePrinter(file: string, sources: readonly (string | undefined)[], io: Io): Promise<Printer> {
  const { RENDERERS, rendererFor } = await import('../render/index.ts')
  const renderer = rendererFor(file)
  if (renderer === undefined)
    throw unknownFormat(
      file,
      RENDERERS.flatMap((r) => r.suffixes),
    )
  if (renderer.id === 'json' && sources.length > 1)
    throw new Fault(`${file}: a .json file holds only one report; use .jsonl for several sources`, EXIT.usage)
  const reports: Report[] = []
  const lint: (Told | undefined)[] = []
  const read = new Set<string>()
  return {
    async print(report, from) {
      reports.push(report)
      for (const source of sources) for (const path of pathsIn(from)) read.add(join(source ?? '/', path))
      if (renderer.id === 'html') lint.push(from && (await lintOf(from)))
    },
    async end() {
      if (reports.length === 0) return
      doing(`writing ${file}`)
      const content =
        renderer.id === 'html'
          ? await pageOf(reports, lint)
          : await renderer.render(reports, { width: 80, paint: PLAIN, whole: true })
      writeOut(file, content, io, [...sources, ...read])
      doing()
    },
  }
}

/** What was read of a folder. */
const pathsIn = (from: Gathered | undefined): readonly string[] =>
  from === undefined ? [] : [...from.evidence.files.keys(), ...from.evidence.texts.map(({ path }) => path)]

/** The page that answers, with the report inside: what `serve` shows. Of several machines a table, with the report of each to open. */
async function pageOf(reports: readonly Report[], lint: readonly (Told | undefined)[]): Promise<string> {
  if (reports.length > 1) return (await import('../render/html.ts')).html(reports, lint)
  const { pageWith, template } = await import('./page.ts')
  return pageWith(reports, template(), lint)
}

/** What lint says of a machine, where it is one of a definition. */
export async function lintOf({ declared }: Gathered): Promise<Told | undefined> {
  if (declared === undefined) return undefined
  const { toldOf } = await import('../render/lint-told.ts')
  return toldOf(declared.document, declared.read)
}

/**
 * Writes a file that was asked for, whole or not at all.
 * @param sources what was read: none of it is written over
 * @throws Fault where that cannot be
 */
export function writeOut(
  file: string,
  content: string | Uint8Array,
  io: Io,
  sources: readonly (string | undefined)[] = [],
): void {
  writeFile(file, content, {
    cwd: io.cwd,
    sources: sources.filter((source) => source !== undefined && source !== '-') as string[],
  })
}

/** `--full`: each report as it is alone, under the name of its source where there are several. */
export function fullPrinter(when: unknown, several: () => boolean, io: Io): Printer {
  const options = display(when, io)
  let first = true
  return {
    print(report) {
      if (several() || report.source.machines !== undefined)
        io.stdout.write(`${first ? '' : '\n'}== ${clean(report.source.path)} ==\n`)
      first = false
      io.stdout.write(terminal(report, options))
    },
  }
}

/** `--brief`: a few lines for a ticket. */
export async function briefPrinter(when: unknown, io: Io): Promise<Printer> {
  const { brief } = await import('../render/brief.ts')
  const options = display(when, io)
  let first = true
  return {
    print(report) {
      io.stdout.write(`${first ? '' : '\n'}${brief(report, options)}`)
      first = false
    },
  }
}

/** `--only`: one line per component, fields apart by tabs so that `cut` and `awk` take them. */
export function cellPrinter(list: string, several: () => boolean, io: Io): Printer {
  const components = list.split(',').map((name) => componentOf(name.trim(), '--only'))
  return {
    print(report) {
      const path = several() || report.source.machines !== undefined ? [report.source.path] : []
      for (const id of components) {
        const cell = report.cells[id]
        const device = cell.devices?.find((d) => d.carries) ?? cell.devices?.[0]
        const fields = [...path, id, cell.kind, cell.colour, device?.driver ?? '-']
        // What was read is text: a control character in it must neither reach a terminal nor add a field or line.
        io.stdout.write(`${fields.map(clean).join('\t')}\n`)
      }
    },
  }
}

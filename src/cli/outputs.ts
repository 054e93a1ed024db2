import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { EXIT, Fault } from '../fault.ts'
import type { Told } from '../lint/told.ts'
import type { Report } from '../model.ts'
import { PLAIN } from '../render/paint.ts'
import type { Io } from './command.ts'
import type { Printer } from './printer.ts'
import type { Gathered } from './report.ts'
import { componentOf } from './requirement.ts'

/** Written as data, without a renderer. */
const DATA: Readonly<Record<string, (reports: readonly Report[]) => string>> = {
  '.json': ([report]) => `${JSON.stringify(report, null, 2)}\n`,
  '.jsonl': (reports) => reports.map((report) => `${JSON.stringify(report)}\n`).join(''),
}

/** Writes one file in the format of its suffix, after the last report. The suffix is checked before anything is read. */
export async function filePrinter(file: string, sources: number, io: Io): Promise<Printer> {
  const { RENDERERS, rendererFor } = await import('../render/index.ts')
  const suffix = Object.keys(DATA).find((s) => file.toLowerCase().endsWith(s))
  const renderer = rendererFor(file)
  if (suffix === undefined && renderer === undefined) {
    const all = [...Object.keys(DATA), ...RENDERERS.flatMap((r) => r.suffixes)]
    throw new Fault(`${file}: the suffix says no format that there is: ${all.join(' ')}`, EXIT.usage)
  }
  if (suffix === '.json' && sources > 1)
    throw new Fault(`${file}: a .json file holds one report; use .jsonl for several`, EXIT.usage)
  const reports: Report[] = []
  const lint: (Told | undefined)[] = []
  return {
    async print(report, from) {
      reports.push(report)
      if (renderer?.id === 'html') lint.push(from && (await lintOf(from)))
    },
    async end() {
      if (reports.length === 0) return
      const content =
        suffix !== undefined
          ? DATA[suffix]!(reports)
          : renderer!.id === 'html'
            ? await pageOf(reports, lint)
            : await renderer!.render(reports, { width: 80, paint: PLAIN })
      writeOut(file, content, io)
    },
  }
}

/** The page that answers, with the reports inside: what `serve` shows. */
async function pageOf(reports: readonly Report[], lint: readonly (Told | undefined)[]): Promise<string> {
  const { pageWith, template } = await import('./page.ts')
  return pageWith(reports, template(), lint)
}

/** What lint says of a machine, where it is one of a definition. */
export async function lintOf({ declared }: Gathered): Promise<Told | undefined> {
  if (declared === undefined) return undefined
  const { toldOf } = await import('../lint/told.ts')
  return toldOf(declared.document, declared.read)
}

/** Writes a file that was asked for. @throws Fault where that cannot be */
export function writeOut(file: string, content: string | Uint8Array, io: Io): void {
  try {
    writeFileSync(resolve(io.cwd, file), content)
  } catch (error) {
    throw new Fault(`${file}: cannot write: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

/** `--only`: one line per component, fields apart by tabs so that `cut` and `awk` take them. */
export function cellPrinter(list: string, sources: number, io: Io): Printer {
  const components = list.split(',').map((name) => componentOf(name.trim(), '--only'))
  return {
    print(report) {
      const path = sources > 1 || report.source.machines !== undefined ? [report.source.path] : []
      for (const id of components) {
        const cell = report.cells[id]
        const device = cell.devices?.find((d) => d.carries) ?? cell.devices?.[0]
        const fields = [...path, id, cell.kind, cell.colour, device?.driver ?? '-']
        // What was read is text: a control character in it may neither reach a terminal nor make a field or line of its own.
        io.stdout.write(`${fields.map((f) => f.replace(/[\x00-\x1f\x7f-\x9f]/g, '?')).join('\t')}\n`)
      }
    },
  }
}

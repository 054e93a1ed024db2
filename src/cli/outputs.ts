import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { EXIT, Fault } from '../fault.ts'
import type { Report } from '../model.ts'
import type { Io } from './command.ts'
import { componentOf } from './requirement.ts'

type Writer = (report: Report) => void | Promise<void>

/** Machine-readable formats need no renderer: suffix to text. */
const DATA: Readonly<Record<string, (report: Report) => string>> = {
  '.json': (report) => `${JSON.stringify(report, null, 2)}\n`,
  '.jsonl': (report) => `${JSON.stringify(report)}\n`,
}

/** Writes to a file in the format of its suffix. Several reports fit only where a format has one line each. */
export async function fileWriter(file: string, sources: number, io: Io): Promise<Writer> {
  const suffix = extname(file).toLowerCase()
  if (sources > 1 && suffix !== '.jsonl') throw new Fault(`${file}: several sources fit only into a .jsonl file`, EXIT.usage)
  const format = DATA[suffix]
  if (format === undefined)
    throw new Fault(`${file}: no format has the suffix '${suffix}'; there are ${Object.keys(DATA).join(' ')}`, EXIT.usage)
  const path = resolve(io.cwd, file)
  let flag: 'w' | 'a' = 'w'
  return async (report) => {
    try {
      await writeFile(path, format(report), { flag })
    } catch (error) {
      throw new Fault(`${file}: cannot write: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
    }
    flag = 'a'
  }
}

/** `--only`: one line per component, fields apart by tabs so that `cut` and `awk` take them. */
export function cellLines(list: string, sources: number, io: Io): Writer {
  const components = list.split(',').map((name) => componentOf(name.trim(), '--only'))
  return (report) => {
    const path = sources > 1 ? [report.source.path] : []
    for (const id of components) {
      const cell = report.cells[id]
      const device = cell.devices?.find((d) => d.carries) ?? cell.devices?.[0]
      io.stdout.write(`${[...path, id, cell.kind, cell.colour, device?.driver ?? '-'].join('\t')}\n`)
    }
  }
}

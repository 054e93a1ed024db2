import type { Report } from '../model.ts'
import { colourDepth } from './colour.ts'
import type { Io } from './command.ts'

/** Prints reports for people, each under its name when there are several. */
export async function terminalPrinter(when: string | undefined, sources: number, io: Io): Promise<(report: Report) => void> {
  const depth = colourDepth(when, io.env, io.stdout)
  let first = true
  return (report) => {
    if (sources > 1) io.stdout.write(`${first ? '' : '\n'}== ${report.source.path} ==\n`)
    first = false
    io.stdout.write(`${report.hypervisor.name}${depth === 0 ? '' : ''}\n`)
  }
}

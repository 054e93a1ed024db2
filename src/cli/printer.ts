import type { Report } from '../model.ts'
import { terminal } from '../render/terminal.ts'
import { clean } from '../render/text.ts'
import type { Io } from './command.ts'
import { display } from './display.ts'
import type { Gathered } from './report.ts'

/** How reports get out: each as it comes, and what there is to do after the last. */
export interface Printer {
  print(report: Report, from?: Gathered): void | Promise<void>
  end?(): Promise<void>
}

export const SILENT: Printer = { print: () => {} }

/** Reports for people, each under its name when there are several. The other ways out are in ./outputs.ts. */
export function terminalPrinter(when: string | undefined, sources: number, io: Io): Printer {
  const options = display(when, io)
  let first = true
  return {
    print(report) {
      if (sources > 1 || report.source.machines !== undefined)
        io.stdout.write(`${first ? '' : '\n'}== ${clean(report.source.path)} ==\n`)
      first = false
      io.stdout.write(terminal(report, options))
    },
  }
}

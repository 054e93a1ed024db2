import type { Io } from '../io.ts'
import type { Report } from '../model.ts'
import { terminal } from '../render/terminal.ts'
import { display } from './display.ts'
import type { Gathered } from './report.ts'

/** How reports get out: each as it comes, and what there is to do after the last. */
export interface Printer {
  print(report: Report, from?: Gathered): void | Promise<void>
  end?(): Promise<void>
}

export const SILENT: Printer = { print: () => {} }

/** Reports for people: one as it is, several as a line each. The other ways out are in ./outputs.ts. */
export function terminalPrinter(when: string | undefined, io: Io): Printer {
  const reports: Report[] = []
  return {
    print(report) {
      reports.push(report)
    },
    async end() {
      const options = display(when, io)
      if (reports.length === 1) io.stdout.write(terminal(reports[0]!, options))
      else if (reports.length > 1) io.stdout.write((await import('../render/fleet.ts')).fleet(reports, options))
    },
  }
}

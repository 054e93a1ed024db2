import type { ExitCode } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { COMPONENTS, type Finding, type Report } from '../../model.ts'
import type { Other } from '../../render/why.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportOf } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

const OTHERS: readonly Other[] = ['hypervisor', 'mode', 'role', 'platform', 'container']

/** One answer with everything behind it. */
export const command: Command = {
  name: 'why',
  summary: SUMMARIES.why,
  details: 'Show the rules that decided one answer, the lines of evidence that they matched, and the evidence against it.',
  arguments: [
    { name: 'component', help: 'the component or question to explain', choices: [...COMPONENTS, ...OTHERS] },
    {
      name: 'source',
      help: 'capture, archive, command output or VM definition to read; default: this machine',
      optional: true,
    },
  ],
  options: [{ flags: '--json', help: 'print this part of the report as JSON' }, colourOption],
  examples: [
    ['virtcolor why disk', "explain the colour of this machine's disk"],
    ['virtcolor why mode sosreport.tar.xz', 'why a captured machine is PVHVM'],
  ],
  run: (args, options, io) => why(args[0] ?? '', args[1], options, io),
}

async function why(
  what: string,
  source: string | undefined,
  options: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<ExitCode> {
  const report = await reportOf(source, io)
  const component = COMPONENTS.find((c) => c === what)
  const other = OTHERS.find((one) => one === what)
  if (options['json'] === true) {
    const part = component !== undefined ? report.cells[component] : other === undefined ? null : answerOf(other, report)
    const { json } = await import('../../render/json.ts')
    io.stdout.write(json(part))
    return exitOf(report)
  }
  const { why: explain, whyOther } = await import('../../render/why.ts')
  const look = display(options['color'], io)
  if (component !== undefined) io.stdout.write(explain(report, component, look))
  else if (other !== undefined) io.stdout.write(whyOther(report, other, look))
  return exitOf(report)
}

interface Role {
  readonly id: Report['role']
  readonly name: string
  readonly because: readonly Finding[]
  readonly against: readonly Finding[]
}

/** A role is a plain word in the report, with its findings beside it. */
function answerOf(what: Other, report: Report): Report['hypervisor' | 'mode' | 'platform' | 'container'] | Role {
  if (what !== 'role') return report[what]
  const { role, roleBecause: because = [], roleAgainst: against = [] } = report
  return role === null && because.length === 0 ? null : { id: role, name: role ?? 'not settled', because, against }
}

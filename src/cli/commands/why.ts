import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import { COMPONENTS, type Finding, type Proof, type Report } from '../../model.ts'
import { clean } from '../../render/text.ts'
import { EXPLAIN } from '../../render/words.ts'
import type { Command, Io } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportOf } from '../report.ts'

const OTHERS = ['hypervisor', 'mode', 'role', 'platform', 'container'] as const

/** One answer with everything behind it. */
export const command: Command = {
  name: 'why',
  summary: 'the exact lines and rules behind one answer',
  details: 'Show the rules that decided one answer, the lines that made them hold, and what spoke against it.',
  arguments: [
    { name: 'component', help: 'what to explain', choices: [...COMPONENTS, ...OTHERS] },
    { name: 'source', help: 'as for virtcolor itself; without one, this machine', optional: true },
  ],
  options: [{ flags: '--json', help: 'print this part of the report as JSON' }, colourOption],
  examples: [
    ['virtcolor why disk', 'why this machine has the disk that it has'],
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
  if (options['json'] === true) {
    const part = component === undefined ? answerOf(what, report) : report.cells[component]
    const { json } = await import('../../render/json.ts')
    io.stdout.write(json(part ?? null))
    return exitOf(report)
  }
  if (component !== undefined) {
    const { why: explain } = await import('../../render/why.ts')
    io.stdout.write(`${explain(report, component, display(options['color'], io)).replace(/\n*$/, '')}\n`)
    return exitOf(report)
  }
  const lines = other(what, report)
  if (lines.length > 1) lines.push('', EXPLAIN)
  io.stdout.write(`${lines.map((line) => clean(line.replaceAll('\t', ' '))).join('\n')}\n`)
  return exitOf(report)
}

interface Role {
  readonly id: Report['role']
  readonly name: string
  readonly because: readonly Finding[]
  readonly against: readonly Finding[]
}

/** A role is a plain word in the report, with its findings beside it. */
function answerOf(what: string, report: Report): Report['hypervisor' | 'mode' | 'platform' | 'container'] | Role {
  if (what !== 'role') return report[what as Exclude<(typeof OTHERS)[number], 'role'>]
  const { role, roleBecause: because = [], roleAgainst: against = [] } = report
  return role === null && because.length === 0 ? null : { id: role, name: role ?? 'not settled', because, against }
}

function other(what: string, report: Report): string[] {
  const answer = answerOf(what, report)
  if (answer === null) return [`${what}: none`]
  if (answer === undefined) throw new Fault(`why: '${what}' is no part of a report`, EXIT.usage)
  const possible = 'possible' in answer && answer.possible !== undefined ? `, possible: ${answer.possible.join(', ')}` : ''
  const against = 'against' in answer ? answer.against : []
  return [`${what}: ${answer.name}${possible}`, ...findings('because', answer.because), ...findings('against', against)]
}

const findings = (title: string, list: readonly Finding[]): string[] =>
  list.length === 0 ? [] : ['', title, ...list.flatMap((f) => [`  ${f.says} [${f.rule}]`, ...f.proof.map(proof)])]

/** A place as compilers write it, so that editors can go there. */
const proof = (p: Proof): string => `      ${p.path}${p.line === undefined ? '' : `:${p.line}`}: ${p.text.trim()}`

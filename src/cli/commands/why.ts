import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import { type Cell, COMPONENTS, type Finding, type Proof, type Report } from '../../model.ts'
import type { Command, Io } from '../command.ts'
import { exitOf, reportOf } from '../report.ts'

const OTHERS = ['hypervisor', 'mode', 'platform', 'container'] as const

/** One answer with everything behind it. */
export const command: Command = {
  name: 'why',
  summary: 'the exact lines and rules behind one answer',
  details: 'Show the rules that decided one answer, the lines that made them hold, and what spoke against it.',
  arguments: [
    { name: 'component', help: 'what to explain', choices: [...COMPONENTS, ...OTHERS] },
    { name: 'source', help: 'as for virtcolor itself; without one, this machine', optional: true },
  ],
  options: [{ flags: '--json', help: 'print this part of the report as JSON' }],
  examples: [
    ['virtcolor why disk', 'why this machine has the disk that it has'],
    ['virtcolor why mode sosreport.tar.xz', 'why a captured machine is PVHVM'],
  ],
  run: (args, options, io) => why(args[0] ?? '', args[1], options['json'] === true, io),
}

async function why(what: string, source: string | undefined, json: boolean, io: Io): Promise<ExitCode> {
  const report = await reportOf(source, io)
  const component = COMPONENTS.find((c) => c === what)
  if (json) {
    const part = component === undefined ? report[what as (typeof OTHERS)[number]] : report.cells[component]
    io.stdout.write(`${JSON.stringify(part, null, 2)}\n`)
    return exitOf(report)
  }
  const lines = component === undefined ? other(what, report) : cell(component, report.cells[component])
  const { clean } = await import('../../render/text.ts')
  io.stdout.write(`${lines.map((line) => clean(line.replaceAll('\t', ' '))).join('\n')}\n`)
  return exitOf(report)
}

const MEANS: Readonly<Record<Cell['kind'], string>> = {
  VS: 'virtualized in software (emulated)',
  P: 'paravirtualized',
  VH: 'virtualized in hardware',
  H: 'bare hardware',
  '?': 'not knowable from what was given',
  '-': 'the machine has none',
}

function cell(name: string, c: Cell): string[] {
  const possible = c.possible === undefined || c.possible.length < 2 ? '' : `, possible: ${c.possible.join(', ')}`
  const out = [`${name}: ${c.kind}, ${MEANS[c.kind]} (${c.colour})${possible}`]
  out.push(...findings('because', c.because), ...findings('against', c.against))
  for (const d of c.devices ?? []) {
    const facts = [
      d.driver ?? 'no driver bound',
      ...(d.pci === undefined ? [] : [`PCI ${d.pci}`]),
      ...(d.model === undefined ? [] : [d.model]),
    ]
    out.push(
      '',
      `${d.id}: ${d.kind} (${facts.join(', ')})${d.carries ? `, carries ${name === 'disk' ? '/' : 'the default route'}` : ''}`,
    )
    out.push(`  ${d.says} [${d.rule}]`, ...d.proof.map(proof))
  }
  if (c.notes.length > 0) out.push('', ...c.notes.map((n) => `note: ${n}`))
  return out
}

function other(what: string, report: Report): string[] {
  const answer = report[what as (typeof OTHERS)[number]]
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

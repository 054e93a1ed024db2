import { COMPONENTS, type Report } from '../model.ts'
import { clean } from '../text.ts'

/** Where to go on from a report: commands that work for the same source, each with what it is good for. */
export function hints(report: Report, command: string = 'virtcolor'): string[] {
  const { source, basis, advice, cells } = report
  const run = (...words: readonly string[]): string => sourced(command, words, source)
  if (basis === 'declared') {
    const out = [`check the definition: ${sourced(command, ['lint'], { ...source, path: fileOf(source) })}`]
    if (settledByGuest(report)) out.push(`the guest OS decides the mode; to name it: ${run('--guest', 'linux-6.1')}`)
    return out
  }
  if (advice.length > 0) return [`what to change, and how: ${run('advise')}`]
  const unknown =
    report.hypervisor.id === 'unknown' ? 'hypervisor' : COMPONENTS.find((component) => cells[component].kind === '?')
  return unknown === undefined
    ? [`the rules and evidence behind an answer: ${run('why', 'cpu')}`]
    : [`why ${unknown === 'interrupts' ? 'interrupts are' : `the ${unknown} is`} unknown: ${run('why', unknown)}`]
}

/** The kernel of a Xen HVM guest decides its mode, and a definition does not show the kernel. */
const settledByGuest = ({ mode }: Report): boolean => mode?.id === null && mode.possible?.includes('pvhvm') === true

/** A definition with several machines is one file for lint. */
function fileOf({ path, machines }: Report['source']): string {
  return machines === undefined ? path : path.slice(0, path.lastIndexOf('#'))
}

function sourced(command: string, words: readonly string[], { kind, path }: Report['source']): string {
  const call = [command, ...words].join(' ')
  if (kind === 'live') return call
  return path === 'standard input' ? `… | ${call} -` : `${call} ${quoted(path)}`
}

/** A word as a POSIX shell takes it. */
export function quoted(word: string): string {
  const text = clean(word)
  return /^[\w@%+=:,./~-]+$/.test(text) || text.startsWith('#') ? text : `'${text.replaceAll("'", "'\\''")}'`
}

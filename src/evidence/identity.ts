import type { Document, Probe, Signal } from '../model.ts'
import { signalAt } from './say.ts'

/** Which machine it is, for people: no rule asks for any of this. */

/** The name that the kernel has; `etc/hostname` is what it is given at boot. */
export const hostname: Probe = {
  id: 'hostname',
  reads: ['proc/sys/kernel/hostname'],
  captured: ['etc/hostname', 'hostname', 'hostname.txt', 'sos_commands/host/hostname'],
  *read(document) {
    const name = document.text.trim()
    if (/^[\w.-]{1,253}$/.test(name) && name !== '(none)') yield signalAt(document, 0, 'machine.host', name)
  },
}

/** Processors that run, as ranges: `0-3,8`. Small, where /proc/cpuinfo of a large machine is not. */
export const processors: Probe = {
  id: 'processors',
  reads: ['sys/devices/system/cpu/online'],
  *read(document) {
    const count = countOf(document.text.trim())
    if (count !== undefined) yield signalAt(document, 0, 'machine.vcpus', String(count))
  },
}

/** @returns how many numbers there are in a list such as `0-3,8` */
function countOf(list: string): number | undefined {
  if (!/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?){0,200}$/.test(list)) return undefined
  let sum = 0
  for (const range of list.split(',')) {
    const [from = 0, to = from] = range.split('-').map(Number)
    sum += to - from + 1
  }
  return sum
}

/** `date`, as a collection keeps it: C locale, RFC 5322 or ISO 8601. */
const DATES: readonly RegExp[] = [
  /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d/m,
  /^(?:Local time: *)?[A-Z][a-z]{2},? +(?:(?<day>\d{1,2}) +(?<month>[A-Z][a-z]{2})|(?<month2>[A-Z][a-z]{2}) +(?<day2>\d{1,2}))[^\n]{0,32} (?<year>\d{4})$/m,
]
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const date: Probe = {
  id: 'date',
  reads: [],
  captured: ['date', 'date.txt', 'sos_commands/date/date'],
  *read(document) {
    const day = dayOf(document.text.slice(0, 256))
    if (day !== undefined) yield signalAt(document, 0, 'machine.date', day)
  },
}

function dayOf(text: string): string | undefined {
  const iso = DATES[0]!.exec(text)
  if (iso !== null) return iso[1]
  const { day, month, day2, month2, year } = DATES[1]!.exec(text)?.groups ?? {}
  const number = MONTHS.indexOf(month ?? month2 ?? '') + 1
  if (number === 0) return undefined
  return `${year}-${String(number).padStart(2, '0')}-${(day ?? day2)!.padStart(2, '0')}`
}

/** The name of a machine in the output of `uname -a`: `Linux web01 6.1.0-13-amd64 #1 SMP …`. */
export function* nodeOf(document: Document): Generator<Signal> {
  const match = /^(?:Linux|FreeBSD|NetBSD|OpenBSD) ([\w.-]{1,253}) \d{1,4}\.\d/.exec(document.text)
  if (match !== null && match[1] !== 'version') yield signalAt(document, 0, 'machine.host', match[1]!)
}

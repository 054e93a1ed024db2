import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

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

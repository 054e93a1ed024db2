import type { RaceReport } from '../report.ts'

/** The titles and sentences beside the tables, the same in every output. */

export const CROSSINGS = 'Exits to Xen per operation (VM exits; in PV, hypercalls and traps)'
export const OWN = 'The part of these exits that the operation itself causes. Timers and wake-ups cause the rest, which varies'
export const SPREAD = 'Lowest and highest round, if the rounds differ by more than 3 %'
export const DEVICE_MODEL = 'Of these exits, those that the device model (QEMU) in dom0 handles'
export const INSPECTED = 'What virtcolor reports inside each guest'
export const MODEL = 'Model: estimated cost of the exits on hardware'
export const MODEL_ORDER = 'Model: order of the modes (~ ranges overlap, < ranges do not overlap)'
export const MODEL_SAYS =
  'This is a model, not a measurement: the number of exits times the published cost of one exit. It leaves out the work itself, the work in dom0, and anything that is slow without an exit.'
export const KINDS = 'Kinds of exits'
export const KINDS_SAY = 'The most frequent kinds of exits per operation.'
export const PRICES = 'Cost of one exit in this model'
export const PUBLISHED = 'The model compared with published results'

export function timesTitle(report: RaceReport): string {
  return report.how.emulated
    ? 'Times (microseconds per operation): under emulation, not valid for hardware'
    : 'Times (microseconds per operation, median of the rounds)'
}

export const VERDICTS = 'Times compared (ratio and 95 % interval; above 1 is slower)'
export const VERDICTS_SAY =
  '~: no significant difference; a difference below the given percentage would not be detected. A difference is reported only if its interval lies outside 3 % and outside the difference between two guests of the same mode, and a rank test (corrected with Holm) agrees.'

/** Versions, host and rounds, in one line. */
export function madeOf({ how }: RaceReport): string {
  return `Xen ${how.xen}, Linux ${how.kernel}, ${how.on}, ${how.rounds} round${how.rounds === 1 ? '' : 's'}${how.quick ? ', quick' : ''}, ${how.made}`
}

/** Notes about single modes and about the whole race. */
export function notesOf(report: RaceReport): readonly string[] {
  return [
    ...(report.how.notes ?? []),
    ...report.modes.flatMap((mode) => [
      ...(mode.note === undefined ? [] : [`${mode.title}: ${mode.note}.`]),
      ...(mode.failed === undefined ? [] : [`${mode.title} failed: ${mode.failed}`]),
      ...mode.works.flatMap((work) => (work.error === undefined ? [] : [`${mode.title}, ${work.title}: ${work.error}`])),
    ]),
  ]
}

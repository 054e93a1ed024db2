import type { RaceReport } from '../report.ts'

/** The sentences that stand beside the tables, the same in every output. */

export const CROSSINGS = 'Crossings into Xen per operation (VM exits; for PV hypercalls and traps)'
export const OWN = "Of these, the operation's own; the others come with timers and wake-ups, and vary"
export const SPREAD = 'Where rounds differed by more than 3 %: lowest and highest'
export const DEVICE_MODEL = 'Of these, answered by the device model in dom0'
export const INSPECTED = 'What each guest found out about itself'
export const MODEL = 'Model: what the crossings would cost on hardware'
export const MODEL_ORDER = 'Model: the order of the modes (~ cannot be told apart, < ranges do not overlap)'
export const MODEL_SAYS =
  'A model, no measurement: counts times published costs of one crossing. The work itself, what dom0 does meanwhile, and what is slower without crossing are not in it.'
export const KINDS = 'What the crossings are'
export const KINDS_SAY = 'The kinds that make up most of each figure, per operation.'
export const PRICES = 'What one crossing is taken to cost'
export const PUBLISHED = 'Model beside what is published of these modes'

export function timesTitle(report: RaceReport): string {
  return report.how.emulated
    ? 'Times (microseconds per operation): emulated, not a prediction'
    : 'Times (microseconds per operation, middle of the rounds)'
}

export const VERDICTS = 'Times against each other (ratio and 95 % interval; above 1 is slower)'
export const VERDICTS_SAY =
  '~: no difference can be told; at most so much can be hidden. A difference is named only when its interval clears 3 % and what two guests of one mode differ by, and a rank test over all of them (Holm) agrees.'

/** How it was made, in one line. */
export function madeOf({ how }: RaceReport): string {
  return `Xen ${how.xen}, Linux ${how.kernel}, ${how.on}, ${how.rounds} round${how.rounds === 1 ? '' : 's'}${how.quick ? ', quick' : ''}, ${how.made}`
}

/** What is said of single modes, and of the whole. */
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

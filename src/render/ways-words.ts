import type { Counted, Panel } from '../chart/ways/model.ts'

export const WAYS_TITLE = 'How many exits each operation causes'

/** A measured figure with at most three significant digits; a small figure is never shown as 0. */
export const figure = (n: number): string => (n > 0 && n < 0.01 ? '<0.01' : String(Number(n.toPrecision(n < 0.1 ? 2 : 3))))

/** `2 exits; measured: 7.22`, for every renderer. */
export function crossingsOf({ way, counted }: Panel): string {
  const drawn =
    way === undefined
      ? 'not known from this evidence'
      : `${way.crossings === 0 ? 'no exit' : way.crossings === 1 ? '1 exit' : `${way.crossings} exits`}${way.handovers > 0 ? `, ${way.handovers} of them to the device model` : ''}`
  if (counted === undefined) return drawn
  const model = counted.deviceModel > 0 ? `, ${figure(counted.deviceModel)} of them to the device model` : ''
  return `${drawn}; measured: ${figure(counted.crossings)}${model}`
}

/** The note below every picture: what the drawing shows and how the figures were measured. */
export function countedNote(counted: Counted | undefined): string[] {
  return [
    'An exit is a VM exit; in PV, it is a hypercall or a trap. The drawing shows the minimum: each kind of exit once, on 64-bit x86 with a stable TSC. Many occur several times, for example once for each register of an emulated device.',
    ...(counted === undefined
      ? []
      : [`Measured: median exits per operation, counted by virtcolor race (${counted.see}): ${counted.how}, ${counted.made}.`]),
  ]
}

import type { Counted, Panel } from '../chart/ways/model.ts'

export const WAYS_TITLE = 'The way of an operation'

/** A figure that was counted: what is not nothing never reads as nothing. */
export const figure = (n: number): string => (n > 0 && n < 0.01 ? '<0.01' : String(n))

/** `2 crossings; measured 7.22`, for every renderer. */
export function crossingsOf({ way, counted }: Panel): string {
  const drawn =
    way === undefined
      ? 'not known from what was given'
      : `${way.crossings === 0 ? 'no crossing' : way.crossings === 1 ? '1 crossing' : `${way.crossings} crossings`}${way.handovers > 0 ? `, ${way.handovers} of them to the device model` : ''}`
  if (counted === undefined) return drawn
  const model = counted.deviceModel > 0 ? `, ${figure(counted.deviceModel)} of them to the device model` : ''
  return `${drawn}; measured: ${figure(counted.crossings)}${model}`
}

/** What is drawn and what was measured: said under every picture. */
export function countedNote(counted: Counted | undefined): string[] {
  return [
    'Drawn is the least way: each kind of crossing once, on 64-bit x86 with a stable TSC. In use many come several times, such as one for each register of an emulated device.',
    ...(counted === undefined
      ? []
      : [`Measured: crossings per operation, median, by virtcolor race (${counted.see}): ${counted.how}, ${counted.made}.`]),
  ]
}

import type { Elsewhere, Named } from './device.ts'
import { DEVICES } from './list.ts'

/** What devices are called elsewhere than in Linux: only captures need it. */

type Listed<T> = T & { readonly class: 'disk' | 'net'; readonly driver: string }

/** Of all devices the entries of one kind, each with its class and driver. */
export const elsewhere = <T extends { readonly driver?: string }>(
  pick: (of: Elsewhere) => readonly T[] | undefined,
): Listed<T>[] =>
  DEVICES.flatMap(({ class: component, driver, elsewhere: of }) =>
    ((of && pick(of)) ?? []).map((entry) => ({ class: component, ...entry, driver: entry.driver ?? driver })),
  )

/** Linux's drivers by another system's names: services, buses, drivers. */
export const driversBy = (
  pick: (of: Elsewhere) => readonly Named[] | undefined,
): ReadonlyMap<string, { readonly class: 'disk' | 'net'; readonly driver: string }> =>
  new Map(
    elsewhere((of) =>
      pick(of)?.map((named) => (typeof named === 'string' ? { name: named } : { name: named[0], driver: named[1] })),
    ).map((entry) => [entry.name, entry]),
  )

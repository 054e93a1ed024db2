import { allDeclaredModels } from './declared.ts'
import type { Elsewhere, Named, Vocabulary } from './device.ts'
import { DEVICES } from './list.ts'

/** What devices are called elsewhere than in Linux: only captures need it. */

type Listed<T> = T & { readonly class: 'disk' | 'net'; readonly driver: string }

/** Made when it is first asked for: most captures are of Linux. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Of all devices the entries of one kind, each with its class and driver. */
export const elsewhere = <T extends { readonly driver?: string }>(
  pick: (of: Elsewhere) => readonly T[] | undefined,
): (() => readonly Listed<T>[]) =>
  once(() =>
    DEVICES.flatMap(({ class: component, driver, elsewhere: of }) =>
      ((of && pick(of)) ?? []).map((entry) => ({ class: component, ...entry, driver: entry.driver ?? driver })),
    ),
  )

/** Linux's drivers by another system's names: services, buses, drivers. */
export function driversBy(
  pick: (of: Elsewhere) => readonly Named[] | undefined,
): () => ReadonlyMap<string, Listed<{ readonly name: string }>> {
  const named = (one: Named): { readonly name: string; readonly driver?: string } =>
    typeof one === 'string' ? { name: one } : { name: one[0], driver: one[1] }
  const all = elsewhere((of) => pick(of)?.map(named))
  return once(() => new Map(all().map((entry) => [entry.name, entry])))
}

/** The words of a vocabulary with the name of the device that each is for. */
const wordsOf = (of: 'disk' | 'net', vocabulary: Vocabulary): readonly (readonly [word: string, name: string])[] =>
  DEVICES.filter((device) => device.class === of).flatMap((device) =>
    Object.entries(device.elsewhere?.formats?.[vocabulary] ?? {}).flatMap(([name, words]) =>
      words.split(' ').map((word) => [word, name] as const),
    ),
  )

const words = new Map<string, ReadonlyMap<string, string>>()

/** The name of a device by the word that a definition has for it; a word that is not in the vocabulary is a name itself. */
export function nameIn(vocabulary: Vocabulary, of: 'disk' | 'net', word: string): string {
  const key = `${vocabulary} ${of}`
  if (!words.has(key)) words.set(key, new Map(wordsOf(of, vocabulary)))
  return words.get(key)!.get(word.toLowerCase()) ?? word
}

/** Drives with a removable medium, which need no fast controller. */
const REMOVABLE: readonly string[] = ['ide-cd', 'ahci-cd', 'floppy']

/** Every word that makes a disk or NIC an emulated one, in lower case. */
export function emulated(of: 'disk' | 'net', vocabulary: Vocabulary): readonly string[] {
  const models = allDeclaredModels()
  const isEmulated = (name: string): boolean => {
    const { kinds } = models.get(`${of} ${name.toLowerCase()}`) ?? {}
    return kinds?.length === 1 && kinds[0] === 'VS' && !REMOVABLE.includes(name)
  }
  const own = wordsOf(of, vocabulary)
  const names = [...models.keys()].filter((key) => key.startsWith(`${of} `)).map((key) => key.slice(of.length + 1))
  // A vocabulary's own word goes before a name: lsilogic is another device in VMware than in QEMU.
  const other = new Set(own.map(([word]) => word))
  return [
    ...own.filter(([, name]) => isEmulated(name)).map(([word]) => word),
    ...names.filter((n) => isEmulated(n) && !other.has(n)),
  ]
}

/** The word to write in a definition in place of an emulated device. */
export const replacementIn = (of: 'disk' | 'net', format: Vocabulary | 'qemu-argv'): string =>
  DEVICES.find((device) => device.class === of && device.elsewhere?.replaces?.[format] !== undefined)!.elsewhere!.replaces![
    format
  ]!

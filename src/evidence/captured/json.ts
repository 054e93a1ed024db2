import type { Document, Signal } from '../../model.ts'
import { signalAt } from '../say.ts'

type Value = unknown

/** Reads down a path of keys; anything that is not there is undefined. */
export function dig(value: Value, ...keys: readonly string[]): Value {
  let at = value
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, Value>)[key]
  }
  return at
}

export const text = (value: Value): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined

/** A machine has fewer disks and modules; each is looked for in the text. */
const MOST_KEYS = 1024

export const keysOf = (value: Value): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).slice(0, MOST_KEYS) : []

/** Where a path of keys stands in the text, found key after key: good enough for a proof and cheap. */
export function placeOf(document: Document, ...keys: readonly string[]): number {
  let at = 0
  for (const key of keys) {
    const next = nextOf(document, key, at)
    if (next < 0) return at
    at = next
  }
  return at
}

/** Where keys were found from a place on: many paths begin alike, and a document may be one long line. */
const found = new WeakMap<Document, Map<string, number>>()

function nextOf(document: Document, key: string, from: number): number {
  let places = found.get(document)
  if (places === undefined) {
    places = new Map()
    found.set(document, places)
  }
  const id = `${from} ${key}`
  let at = places.get(id)
  if (at === undefined) {
    at = document.text.indexOf(JSON.stringify(key), from)
    places.set(id, at)
  }
  return at
}

/** The object that a text is, or undefined: not mine. */
export function objectOf(document: Document): Record<string, Value> | undefined {
  try {
    const value: Value = JSON.parse(document.text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Value>) : undefined
  } catch {
    return undefined
  }
}

/** A signal for a value at a path of keys, when there is one. The proof shows key and value, as a line may be the whole document. */
export function* at(
  document: Document,
  value: Value,
  name: string,
  of: string | undefined,
  ...keys: readonly string[]
): Generator<Signal> {
  const found = text(value)
  if (found === undefined) return
  const signal = signalAt(document, placeOf(document, ...keys), name, found, of)
  yield { ...signal, proof: { ...signal.proof, text: `${keys.join('.')}: ${found}` } }
}

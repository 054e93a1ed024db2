import { describe, expect, it } from 'vitest'
import { written } from '../../test/evidence.ts'
import type { Kind, Place, What } from './kind.ts'
import { KINDS } from './kinds/index.ts'
import { type Redacted, redact } from './redact.ts'
import { type Numbers, Redactor } from './redactor.ts'
import { strictText } from './strict.ts'
import { EXAMPLES } from './testing/examples.ts'
import { FREE, FREE_PLACES } from './testing/free.ts'
import { PLANTS, randomOf } from './testing/plants.ts'

/** Kinds, with as many secrets in each place as one run of CI has time for. */
const EACH = Number(process.env['PLANTED'] ?? 6)
const SEED = Number(process.env['PLANTED_SEED'] ?? 20_261_130)

function redacted(text: string, kinds?: readonly Kind[], path?: string): string {
  const redactor = new Redactor(undefined, kinds)
  redactor.learn(written(path === undefined ? { texts: [text] } : { files: { [path]: text } }))
  return redactor.text(text, path)
}

/** Whether a secret is there still, also without regard to case. */
const left = (text: string, secret: string): boolean => text.toLowerCase().includes(secret.toLowerCase())

interface Tried {
  readonly what: What
  readonly place: string
  readonly secret: string
  readonly text: string
}

const surrounded = (place: string, secret: string): string =>
  `some words before\n${place.replaceAll('{}', secret)}\nand after\n`

/** How many secrets of each kind were planted, how many are gone, and where one stayed. */
class Table {
  readonly #rows = new Map<string, { all: number; gone: number }>()
  readonly #missed = new Map<string, string>()

  add(what: string, place: string, secret: string, out: string): void {
    const row = this.#rows.get(what) ?? { all: 0, gone: 0 }
    this.#rows.set(what, row)
    row.all++
    if (left(out, secret)) this.#missed.set(`${what}: ${place}`, `${secret} in ${out}`)
    else row.gone++
  }

  get shares(): (readonly [what: string, share: number])[] {
    return [...this.#rows].map(([what, { all, gone }]) => [what, gone / all])
  }

  /** The places that were missed; on request with the recall of each kind. */
  print(level: string): Readonly<Record<string, string>> {
    if (process.env['PLANTED_TABLE'] !== undefined)
      for (const [what, { all, gone }] of this.#rows)
        console.log(`${level}\t${what}\t${all}\t${((100 * gone) / all).toFixed(2)} %`)
    return Object.fromEntries(this.#missed)
  }
}

function* tried(each: number, seed: number): Generator<Tried> {
  const random = randomOf(seed)
  for (const { what, make, places } of PLANTS)
    for (const place of places)
      for (let n = 0; n < each; n++) {
        const secret = make(random)
        yield { what, place, secret, text: surrounded(place, secret) }
      }
}

describe('planted secrets', () => {
  it('every kind has thirty places', () => {
    const counts = new Map<What, number>()
    for (const { what, places } of PLANTS) counts.set(what, (counts.get(what) ?? 0) + places.length)
    for (const { what } of KINDS) expect(counts.get(what) ?? 0, what).toBeGreaterThanOrEqual(30)
  })

  it('99 % of a kind are replaced, in every place', () => {
    const table = new Table()
    for (const { what, place, secret, text } of tried(EACH, SEED)) table.add(what, place, secret, redacted(text))
    expect(table.print('usual')).toEqual({})
    for (const [what, share] of table.shares) expect(share, what).toBeGreaterThanOrEqual(0.99)
  })

  it('strict leaves none, and needs no kind for that', () => {
    const table = new Table()
    for (const { what, place, secret, text } of tried(EACH, SEED + 1)) table.add(what, place, secret, strictText(text))
    expect(table.print('strict')).toEqual({})
  })

  it('strict leaves no value that is of no kind', () => {
    const table = new Table()
    const random = randomOf(SEED + 3)
    for (const [what, make] of Object.entries(FREE))
      for (const place of FREE_PLACES)
        for (let n = 0; n < EACH; n++) {
          const secret = make(random)
          table.add(what, place, secret, strictText(surrounded(place, secret)))
        }
    expect(table.print('strict, of no kind')).toEqual({})
  })
})

describe('mixtures of what is planted', () => {
  const PLACES = PLANTS.flatMap(({ make, places }) => places.map((place) => ({ make, place })))
  const SAMPLES = Object.values(EXAMPLES).map(([text]) => text)
  const random = randomOf(SEED + 4)
  const line = (): string => {
    if (random(4) === 0) return SAMPLES[random(SAMPLES.length)]!
    const { make, place } = PLACES[random(PLACES.length)]!
    return place.replaceAll('{}', make(random))
  }
  const texts = Array.from({ length: EACH * 12 }, (_, i) => Array.from({ length: 2 + (i % 30) }, line).join('\n'))
  const once = (text: string, numbers?: Numbers): Redacted =>
    redact(written({ texts: [text] }), numbers === undefined ? {} : { numbers })
  const textOf = ({ evidence }: Redacted): string => evidence.texts[0]!.text

  const words = (text: string): string => ` ${text.toLowerCase().replaceAll(/[^a-z0-9.:-]+/g, ' ')} `
  const digits = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

  it('redacted twice are as redacted once', () => {
    for (const text of texts) {
      const after = textOf(once(text))
      expect(textOf(once(after))).toBe(after)
    }
  })

  it('no two values become one, and no replacement is in the original', () => {
    for (const text of texts) {
      const { replaced } = once(text)
      const made = new Map<string, string>()
      for (const { what, from, to } of replaced) {
        // Eight digits of a partition may also be a number that is nobody's.
        if (/[a-z:.-]/i.test(to)) expect(words(text).includes(words(to)), `${to} was there, as ${from} now`).toBe(false)
        const key = `${what} ${to.toLowerCase()}`
        expect(made.get(key) ?? from, key).toBe(from)
        made.set(key, from)
      }
    }
  })

  it('a salt makes captures agree', () => {
    const numbers: Numbers = {
      salted: true,
      of: (what, thing, bits) =>
        1 + ([...`${what}${thing}`].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 2 ** 40, 7) % 2 ** Math.min(bits, 40)),
    }
    for (const text of texts.slice(0, EACH * 4)) {
      const lines = text.split('\n')
      const [a, b] = [once(text, numbers), once([...lines].reverse().join('\n'), numbers)]
      const of = new Map(a.replaced.map(({ what, from, to }) => [`${what} ${digits(from)}`, digits(to)]))
      for (const { what, from, to } of b.replaced)
        expect(of.get(`${what} ${digits(from)}`) ?? digits(to), `${what} ${from}`).toBe(digits(to))
    }
  })
})

describe('each row of the tables', () => {
  const texts = [...tried(2, SEED + 2)]
  const rows = KINDS.flatMap((kind) => kind.places.map((place) => ({ kind, place, name: `${kind.what}: ${place.id}` })))

  it('is on the list of rows: a row that is gone is missed', () => {
    expect(rows.map((r) => r.name)).toMatchSnapshot()
  })

  it('finds something alone that its kind does not find without it', () => {
    const needless: string[] = []
    for (const { kind, place, name } of rows) {
      const without = [{ ...kind, places: kind.places.filter((p: Place) => p !== place) }]
      const own = EXAMPLES[name] ?? []
      if (own.length > 0) {
        const [text, secret, path] = own as [string, string, string?]
        const alone = [{ ...kind, places: [place] }]
        if (!left(redacted(text, without, path), secret) || left(redacted(text, alone, path), secret)) needless.push(name)
      } else if (!texts.some((t) => t.what === kind.what && redacted(t.text, [kind]) !== redacted(t.text, without)))
        needless.push(name)
    }
    expect(needless).toEqual([])
  })
})

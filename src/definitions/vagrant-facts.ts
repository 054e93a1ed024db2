import type { Block, Group, Part } from './ruby.ts'

/** A value with its place: a literal as text, or code, whose value is unknown. */
export interface Value {
  readonly text: string | undefined
  readonly items?: readonly Value[]
  readonly start: number
  readonly end: number
}

/** One thing that is passed: by place, or `key: value`. */
export interface Argument extends Value {
  readonly key?: string
}

/** The settings of the file for one provider, or for all providers of the machine (`provider` undefined). */
export interface Fact {
  readonly provider: string | undefined
  /** Said to the machine with one provider, by the second parameter of its block. */
  readonly only?: string
  readonly name: string
  readonly assigned: boolean
  readonly arguments: readonly Argument[]
  /** Whether more may be passed than is seen: `**options`, a variable that may hold a hash. */
  readonly open: boolean
  /** Not under a condition, in a loop or in a method that may be called or not. */
  readonly sure: boolean
  readonly from: number
  readonly to: number
}

/** Said of something that is passed on as a whole, so that anything may be set in it. */
export const ANYTHING = '*'

/** A literal, and code for anything else. */
export function literalOf(parts: readonly Part[], from: number, to: number): Value {
  const [part, more] = parts
  if (part === undefined || more !== undefined)
    return { text: undefined, start: part?.from ?? from, end: parts.at(-1)?.to ?? to }
  switch (part.is) {
    case 'string':
    case 'symbol':
      return { text: part.plain ? part.text : undefined, start: part.start, end: part.end }
    case 'number':
      return { text: part.text, start: part.start, end: part.end }
    case 'word':
      return { text: /^(?:true|false|nil)$/.test(part.text) ? part.text : undefined, start: part.start, end: part.end }
    case 'words':
      return {
        text: undefined,
        items: (part.items ?? []).map((i) => ({ text: i.plain ? i.text : undefined, start: i.start, end: i.end })),
        start: part.start,
        end: part.end,
      }
    case 'group':
      if (part.text === '[')
        return {
          text: undefined,
          items: split(part.parts).map((p) => literalOf(p, part.from, part.to)),
          start: part.from,
          end: part.to,
        }
      if (part.text === '(') return literalOf(part.parts, part.from, part.to)
      return { text: undefined, start: part.from, end: part.to }
    default:
      return { text: undefined, start: part.from, end: part.to }
  }
}

/** Parts between commas; a block is not an argument. */
function split(parts: readonly Part[]): readonly (readonly Part[])[] {
  const found: Part[][] = [[]]
  for (const part of parts)
    if (part.is === 'op' && part.text === ',') found.push([])
    else if (part.is !== 'block') found.at(-1)!.push(part)
  return found.filter((p) => p.length > 0)
}

/** `type, key: value, :key => value`, with brackets around it or without. */
export function argumentsOf(parts: readonly Part[]): { readonly arguments: readonly Argument[]; readonly open: boolean } {
  const [first] = parts
  const bare = parts.filter((p) => p.is !== 'block')
  const inside = bare.length === 1 && first?.is === 'group' && first.text === '(' ? first.parts : bare
  const found: Argument[] = []
  let open = false
  const add = (list: readonly (readonly Part[])[]): void => {
    for (const one of list) {
      const [head, second, ...rest] = one
      if (head?.is === 'label') found.push({ ...literalOf(one.slice(1), head.from, head.to), key: head.text })
      else if ((head?.is === 'symbol' || head?.is === 'string') && second?.is === 'op' && second.text === '=>')
        found.push({ ...literalOf(rest, head.from, head.to), ...(head.plain ? { key: head.text } : {}) })
      else if (one.length === 1 && head?.is === 'group' && head.text === '{') add(split(head.parts))
      else {
        const value = literalOf(one, head!.from, head!.to)
        if (value.text === undefined && value.items === undefined) open = true
        found.push(value)
      }
    }
  }
  add(split(inside))
  return { arguments: found, open }
}

/** `a.b.c` at the beginning of parts: the words, and how many parts they are. */
export function chainOf(parts: readonly Part[], start = 0): { readonly words: readonly string[]; readonly length: number } {
  const words: string[] = []
  let i = start
  for (;;) {
    const part = parts[i]
    if (part?.is !== 'word') break
    words.push(part.text)
    i++
    const next = parts[i]
    if (next?.is !== 'op' || (next.text !== '.' && next.text !== '&.') || parts[i + 1]?.is !== 'word') break
    i++
  }
  return { words, length: i - start }
}

export const blockIn = (parts: readonly Part[]): Block | undefined => parts.find((p): p is Block => p.is === 'block')

export const isSign = (part: Part | undefined, text: string): boolean => part?.is === 'op' && part.text === text

export const isGroup = (part: Part | undefined, text: Group['text']): part is Group =>
  part?.is === 'group' && part.text === text

/** The settings of a machine for one provider, by name. */
export class Facts {
  readonly all: readonly Fact[]
  readonly provider: string
  /** Where the provider is configured. */
  readonly at: number

  constructor(all: readonly Fact[], provider: string, at: number) {
    this.all = all
    this.provider = provider
    this.at = at
  }

  /** What a setting of the provider is at the end; nothing where the file does not set it. */
  value(name: string): Value | undefined {
    return settled(
      this.all.flatMap((f) => {
        if (f.provider === undefined) return []
        if (f.name === ANYTHING) return [{ value: { text: undefined, start: f.from, end: f.to }, sure: false }]
        return f.assigned && f.name === name ? [{ value: f.arguments[0]!, sure: f.sure }] : []
      }),
    )
  }

  /** `value`, else the default, placed where the provider is configured; `code` is a value that Ruby computes. */
  or(name: string, otherwise: string, code: string): Value & { readonly text: string } {
    const said = this.value(name)
    if (said === undefined) return { text: otherwise, start: this.at, end: this.at }
    return { ...said, text: said.text ?? code }
  }

  /** Calls of the provider by name, in their order. */
  calls(name: string): readonly Fact[] {
    return this.all.filter((f) => f.provider !== undefined && !f.assigned && f.name === name)
  }

  /** Calls of the machine's own configuration: `network`, `disk`. */
  shared(name: string): readonly Fact[] {
    return this.all.filter((f) => f.provider === undefined && f.name === name)
  }
}

/** The last value; a condition with the same value changes nothing. */
export function settled(said: readonly { readonly value: Value; readonly sure: boolean }[]): Value | undefined {
  let current: Value | undefined
  for (const { value, sure } of said)
    if (sure) current = value
    else if (current?.text === undefined || current.text !== value.text) current = { ...value, text: undefined }
  return current
}

/** An argument by its key; a provider's own spelling (`libvirt__model_type`) goes before the general one. */
export function option(fact: Fact, ...keys: readonly string[]): Value | undefined {
  for (const key of keys) {
    const found = fact.arguments.findLast((a) => a.key === key)
    if (found !== undefined) return found
  }
  return fact.open ? { text: undefined, start: fact.from, end: fact.to } : undefined
}

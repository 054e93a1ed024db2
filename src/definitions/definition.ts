import { declaredModel } from '../devices/declared.ts'
import { Fault } from '../fault.ts'
import type { Document, Proof, Signal } from '../model.ts'

/** One key of a definition with its value and the place of both, as character offsets: what lint rules look at and fixes edit. */
export interface Setting {
  /** `hap`, `disk[0].vdev`, `devices/disk[0]/target/@bus`: the format's own words, numbers in brackets counting from 0. */
  readonly path: string
  readonly value: string
  /** The value, without quotes. */
  readonly start: number
  readonly end: number
  /** The whole statement (line, element, list item) that the value belongs to. */
  readonly from: number
  readonly to: number
}

/** Lines `key value` by key, in a format whose parser lets a later line of the same key replace the earlier one. */
export type Lines = Map<string, Omit<Setting, 'path'>>

/** What a reader makes of a definition: the facts for the judge and the keys for the linter. */
export interface Definition {
  /** The machine's own name in a file that has several; empty where it has none. */
  readonly name: string
  readonly signals: readonly Signal[]
  readonly settings: readonly Setting[]
  /** The element around it that records a machine as it was (`domainsnapshot`): nothing in it is changed. */
  readonly record?: string
}

/** Options of the caller. */
export interface DefinitionOptions {
  /** `linux-6.1`, `windows-2022`, with `pv-drivers` after a comma: what will run inside. */
  readonly guest?: string
}

/** One format of VM definitions. It knows the format's grammar and defaults, and no colours. */
export interface Reader {
  readonly id: string
  readonly name: string
  /** The machines of a document, at least one. @throws Fault with the place of what cannot be read */
  read(document: Document): readonly Definition[]
}

/** Limits for definitions; real ones have less than a hundredth of these. */
export const BOUNDS: {
  readonly text: number
  readonly line: number
  readonly depth: number
  readonly settings: number
  readonly machines: number
} = {
  text: 4 * 1024 * 1024,
  line: 1024 * 1024,
  depth: 256,
  settings: 100_000,
  machines: 1000,
}

const SHOWN = 200

/** A line without the backslash with which a shell joins the next one. */
const lineOf = (text: string): string => {
  const line = text.trim()
  return line.endsWith(' \\') ? line.slice(0, -2).trimEnd() : line
}

/** A definition that says it is in an older encoding: .vmx and XML may. What matters in it is ASCII. */
const OTHER_ENCODING: RegExp = /(?:^\s*\.encoding\s*=\s*"|^\ufeff?<\?xml[^>]*\sencoding\s*=\s*["'])(?!utf-?8)/im

/** Collects what a reader finds, each with its place. */
export class Sheet implements Definition {
  readonly signals: Signal[] = []
  readonly settings: Setting[] = []
  record?: string
  readonly document: Document
  readonly name: string
  readonly #starts: number[] = [0]

  /** @param beside a sheet of the same document, whose lines are counted already */
  constructor(document: Document, name: string = '', beside?: Sheet) {
    this.document = document
    this.name = name
    if (beside !== undefined) {
      this.#starts = beside.#starts
      return
    }
    const { text } = document
    if (text.length > BOUNDS.text)
      throw new Fault(`${document.path}: ${text.length} characters; a VM definition of more than ${BOUNDS.text} is refused`)
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      if (i - this.#starts.at(-1)! > BOUNDS.line)
        this.fault(this.#starts.at(-1)!, `the line has ${i - this.#starts.at(-1)!} characters; at most ${BOUNDS.line} are read`)
      this.#starts.push(i + 1)
    }
    if (text.length - this.#starts.at(-1)! > BOUNDS.line)
      this.fault(
        this.#starts.at(-1)!,
        `the line has ${text.length - this.#starts.at(-1)!} characters; at most ${BOUNDS.line} are read`,
      )
    const broken = text.indexOf('\ufffd')
    if (broken >= 0 && !OTHER_ENCODING.test(text.slice(0, 1000)))
      this.fault(broken, 'not UTF-8; convert it: iconv -f latin1 -t utf8')
  }

  /** Line and column, both from 1, of a character. */
  place(index: number): { readonly line: number; readonly column: number } {
    let low = 0
    let high = this.#starts.length
    while (low + 1 < high) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! <= index) low = middle
      else high = middle
    }
    return { line: low + (this.document.line ?? 1), column: index - this.#starts[low]! + 1 }
  }

  proof(index: number): Proof {
    const { line, column } = this.place(index)
    const start = this.#starts[line - (this.document.line ?? 1)]!
    const stop = this.document.text.indexOf('\n', index)
    const end = stop < 0 ? this.document.text.length : stop
    // A window around the place: a line may be as long as the file.
    const begin = end - start > SHOWN ? Math.max(start, index - SHOWN / 2) : start
    return {
      path: this.document.path,
      line,
      column,
      text: `${begin > start ? '…' : ''}${lineOf(this.document.text.slice(begin, Math.min(begin + SHOWN, end)))}${begin + SHOWN < end ? '…' : ''}`,
    }
  }

  say(name: string, value: string, at: number | Setting | undefined, of?: string): void {
    const proof = this.proof(at === undefined ? 0 : typeof at === 'number' ? at : at.start)
    const component = name === 'disk.declared' ? 'disk' : name === 'net.declared' ? 'net' : undefined
    const model = component && declaredModel(component, value)
    this.signals.push({ name, ...(of !== undefined && { of }), value, proof, ...(model !== undefined && { model }) })
  }

  /** What the format sets where the definition is silent: no line proves it, so none is quoted. */
  assume(name: string, value: string, words: string): void {
    this.signals.push({ name, value, proof: { path: this.document.path, text: `(default: ${words})` } })
  }

  set(path: string, value: string, start: number, end: number, from: number = start, to: number = end): Setting {
    const setting: Setting = { path, value, start, end, from, to }
    if (this.settings.length >= BOUNDS.settings) this.fault(start, `more than ${BOUNDS.settings} settings`)
    this.settings.push(setting)
    return setting
  }

  /** The settings of such lines: a replaced line has no effect, so it is not a setting. */
  lastOf(lines: Lines): Map<string, Setting> {
    const out = new Map<string, Setting>()
    for (const [key, l] of lines) out.set(key, this.set(key, l.value, l.start, l.end, l.from, l.to))
    return out
  }

  fault(index: number, what: string): never {
    const { line, column } = this.place(index)
    throw new Fault(`${this.document.path}:${line}:${column}: ${what}`)
  }
}

/**
 * A sheet for each machine of a document that may hold several.
 * @param whole the sheet that the document was parsed with; it does for the only machine
 * @throws Fault for more machines than `BOUNDS.machines`
 */
export function sheetsOf<T>(
  whole: Sheet,
  machines: readonly T[],
  told: { name(machine: T): string | undefined; start(machine: T): number; describe(sheet: Sheet, machine: T): void },
): readonly Sheet[] {
  if (machines.length > BOUNDS.machines)
    whole.fault(told.start(machines[BOUNDS.machines]!), `more than ${BOUNDS.machines} machines`)
  return machines.map((machine) => {
    const sheet = new Sheet(whole.document, told.name(machine)?.trim() ?? '', whole)
    told.describe(sheet, machine)
    return sheet
  })
}

import { EXIT, Fault } from '../fault.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { type Block, type Control, type Part, readRuby, type Statement } from './ruby.ts'
import { ANYTHING, argumentsOf, blockIn, chainOf, type Fact, Facts, isGroup, isSign, literalOf } from './vagrant-facts.ts'
import { CONTAINERS, describeProvider } from './vagrant-providers.ts'
import { settingsOf } from './vagrant-settings.ts'

/** Limit for settings times machines; a file beyond it was not written by hand. */
const MOST_FACTS = 500_000
/** Statements, those counted again that a loop over names repeats. */
const MOST_STATEMENTS = 200_000

/** What is configured in one place: for all machines, or for one. */
interface Scope {
  readonly name: string
  readonly start: number
  readonly facts: Fact[]
  /** Providers in the order of their first mention, with the place. */
  readonly providers: Map<string, number>
}

/** What of `config.vm` matters here. https://developer.hashicorp.com/vagrant/docs/vagrantfile/machine_settings */
const KNOWN: ReadonlySet<string> = new Set(['box', 'box_url', 'communicator', 'customize', 'disk', 'guest', 'network'])

/** The object that a block variable refers to. */
type Target =
  | { readonly is: 'machine'; readonly scope: Scope; readonly provider?: string }
  | { readonly is: 'provider'; readonly scope: Scope; readonly provider: string }

interface Surroundings {
  readonly scope: Scope
  readonly variables: ReadonlyMap<string, Target>
  /** Parameters of loops over names that are written out: `%w[web db].each do |name|`. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Whether what stands here is said to every machine of the scope, once. */
  readonly sure: boolean
}

interface Machine {
  readonly name: string
  readonly start: number
  readonly facts: Facts
}

/**
 * A Vagrantfile as far as it is literal; no Ruby is run. What stands under a condition or in a loop, or is computed, leaves what depends
 * on it open. https://developer.hashicorp.com/vagrant/docs/vagrantfile
 */
export const reader: Reader = {
  id: 'vagrantfile',
  name: 'Vagrantfile',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const { all, machines } = new Vagrantfile(sheet).read()
    return sheetsOf(sheet, machinesOf(sheet, all, machines), {
      name: (m) => m.name,
      start: (m) => m.start,
      describe(own, m) {
        settingsOf(own, m.facts)
        describeProvider(own, m.facts)
      },
    })
  },
}

/**
 * Each machine with each provider that is configured for it: which of them is used `vagrant up` decides, by its option, by the
 * environment and by what is installed. https://developer.hashicorp.com/vagrant/docs/providers/basic_usage
 */
function machinesOf(sheet: Sheet, all: Scope, defined: readonly Scope[]): readonly Machine[] {
  const found: Machine[] = []
  let work = 0
  let containers = 0
  for (const own of defined.length > 0 ? defined : [undefined]) {
    const providers = new Map([...all.providers, ...[...(own?.providers ?? [])].filter(([name]) => !all.providers.has(name))])
    const usable = [...providers].filter(([name]) => !CONTAINERS.has(name))
    containers += providers.size - usable.length
    if (providers.size > 0 && usable.length === 0) continue
    const facts = [...all.facts, ...(own?.facts ?? [])]
    for (const [provider, at] of usable.length > 0 ? usable : [['', own?.start ?? all.start] as const]) {
      work += facts.length
      if (work > MOST_FACTS) sheet.fault(at, `more than ${MOST_FACTS} settings, counted once for each machine`)
      const named = own?.name ?? (usable.length > 1 ? '' : 'default')
      found.push({
        name: usable.length > 1 ? (named === '' ? provider : `${named}@${provider}`) : named,
        start: own?.start ?? at,
        facts: new Facts(
          facts.filter(
            (f) =>
              (f.provider === undefined || f.provider === provider || f.provider === ANYTHING) &&
              (f.only === undefined || f.only === provider),
          ),
          provider,
          at,
        ),
      })
    }
  }
  if (found.length === 0 && containers > 0)
    throw new Fault(`${sheet.document.path}: its providers create containers, not virtual machines`, EXIT.unrecognised)
  return found
}

class Vagrantfile {
  readonly #sheet: Sheet
  readonly #all: Scope
  readonly #machines: Scope[] = []
  /** Methods of the file: what they set is seen where they are defined. */
  readonly #methods: Set<string> = new Set()
  #count = 0
  #preferred: readonly [name: string, at: number] | undefined

  constructor(sheet: Sheet) {
    this.#sheet = sheet
    const start = Math.max(0, sheet.document.text.search(/^[ \t]*Vagrant(?:(?:\.|::)configure|::Config\.run)/m))
    this.#all = { name: '', start, facts: [], providers: new Map() }
  }

  read(): { readonly all: Scope; readonly machines: readonly Scope[] } {
    const program = readRuby(this.#sheet)
    this.#collect(program)
    this.#statements(program, { scope: this.#all, variables: new Map(), names: new Map(), sure: true })
    // ENV["VAGRANT_DEFAULT_PROVIDER"] = "libvirt" goes before the order of the blocks.
    const [preferred, at] = this.#preferred ?? []
    if (preferred === undefined) return { all: this.#all, machines: this.#machines }
    const providers = new Map([[preferred, this.#all.providers.get(preferred) ?? at!], ...this.#all.providers])
    return { all: { ...this.#all, providers }, machines: this.#machines }
  }

  #collect(statements: readonly Statement[]): void {
    for (const { parts, guard } of statements)
      for (const part of [...parts, ...guard])
        if (part.is === 'control') {
          const named = part.header[0]
          if (part.word === 'def' && named?.is === 'word') this.#methods.add(named.text)
          this.#collect(part.body)
        } else if (part.is === 'block') this.#collect(part.body)
  }

  #statements(statements: readonly Statement[], around: Surroundings): void {
    this.#count += statements.length
    if (this.#count > MOST_STATEMENTS) this.#sheet.fault(statements[0]!.from, `more than ${MOST_STATEMENTS} statements`)
    for (const statement of statements) this.#statement(statement, around)
  }

  #statement({ parts, guard, from, to }: Statement, around: Surroundings): void {
    const here = guard.length > 0 ? { ...around, sure: false } : around
    this.#bodies(guard, here)
    const { words, length } = chainOf(parts)
    const rest = parts.slice(length)
    const block = blockIn(rest)
    const each = block === undefined ? undefined : namesIn(parts)
    if (block !== undefined && each !== undefined) {
      const [parameter = ''] = block.parameters
      const variables = new Map(here.variables)
      for (const name of block.parameters) variables.delete(name)
      this.#statements(block.body, { ...here, variables, names: new Map([...here.names, [parameter, each]]) })
      return
    }
    const target = here.variables.get(words[0] ?? '')
    if (words[0] === 'ENV') this.#environment(rest, here)
    const asked = parts[0]?.is === 'op' ? [] : isSign(parts[1], '::') ? chainOf(parts, 2).words : words.slice(1)
    if (words[0] === 'Vagrant' && /^(?:configure|Config\.run)$/.test(asked.join('.')) && block !== undefined) {
      this.#inside(block, here, [{ is: 'machine', scope: here.scope }], here.sure)
      return
    }
    // In a method with an unknown caller, a parameter on which `.vm.` is used is a machine's configuration.
    const told = words.indexOf('vm')
    const unknown: Target = { is: 'machine', scope: this.#all }
    if (target?.is === 'provider') this.#provider(target, words.slice(1), rest, here, from, to)
    else if (told >= 0 && told < words.length - 1) {
      const known = target ?? (told === 0 && words.length > 1 ? here.variables.get('vm') : undefined)
      const sure = known === undefined ? { ...here, sure: false } : here
      if (this.#machine(known ?? unknown, words[told + 1]!, rest, sure, from, to)) return
    }
    this.#passed(words.length > 1 && target !== undefined ? rest : parts, here)
    this.#bodies(parts, here)
    this.#elsewhere(parts.slice(length === 0 ? 1 : length), here, from, to)
  }

  /** Bodies of what is not known: a loop or a method may run often or not at all, one branch of a condition does not. */
  #bodies(parts: readonly Part[], around: Surroundings): void {
    for (const part of parts)
      if (part.is === 'block' || part.is === 'control') {
        const variables = new Map(around.variables)
        for (const name of parametersOf(part)) variables.delete(name)
        const sure = around.sure && part.is === 'control' && part.word === 'begin'
        this.#statements(part.body, { ...around, variables, sure })
        if (part.is === 'control') this.#bodies(part.header, around)
      } else if (part.is === 'group') this.#bodies(part.parts, around)
  }

  #inside(block: Block, around: Surroundings, targets: readonly Target[], sure: boolean, scope = around.scope): void {
    const variables = new Map(around.variables)
    block.parameters.forEach((name, i) => {
      const target = targets[i]
      if (target === undefined) variables.delete(name)
      else variables.set(name, target)
    })
    this.#statements(block.body, { ...around, scope, variables, sure })
  }

  /** `config.vm.… `: whether it is known, with what is inside it. */
  #machine(target: Target, name: string, rest: readonly Part[], around: Surroundings, from: number, to: number): boolean {
    const block = blockIn(rest)
    const assigned = isSign(rest[0], '=')
    const sure = around.sure && target.scope === around.scope
    const only = target.provider
    const call = argumentsOf(assigned ? rest.slice(1) : rest)
    const [named] = call.arguments
    const written = named === undefined ? '' : this.#sheet.document.text.slice(named.start, named.end)
    const names = named?.text !== undefined ? [named.text] : around.names.get(written)
    if (name === 'define') {
      for (const one of names ?? [sourceOf(this.#sheet, named)]) {
        const scope = this.#define(one, names !== undefined, from)
        if (block === undefined) continue
        const again = scope.facts.length > 0 || scope.providers.size > 0
        this.#inside(block, around, [{ is: 'machine', scope }], !again || around.sure, scope)
      }
      return true
    }
    for (const provider of name === 'provider' ? (names ?? [ANYTHING]) : []) {
      if (provider !== ANYTHING && !target.scope.providers.has(provider)) target.scope.providers.set(provider, from)
      if (block !== undefined) {
        const override: Target = { is: 'machine', scope: target.scope, provider }
        const targets: Target[] = [{ is: 'provider', scope: target.scope, provider }, override]
        this.#inside(block, around, targets, sure && provider !== ANYTHING)
      }
      // `&block`: what it does stands elsewhere.
      else if (rest.some((p) => isSign(p, '&'))) this.#anything({ is: 'provider', scope: target.scope, provider }, from, to)
    }
    if (name === 'provider') return true
    if (!KNOWN.has(name)) return false
    // Vagrant 1 knew VirtualBox only, and said so nowhere.
    const provider = name === 'customize' ? 'virtualbox' : undefined
    if (provider !== undefined && !target.scope.providers.has(provider)) target.scope.providers.set(provider, from)
    if (only === undefined || provider === undefined)
      target.scope.facts.push({ provider, ...(only !== undefined && { only }), name, assigned, ...call, sure, from, to })
    return block === undefined
  }

  #define(name: string, literal: boolean, start: number): Scope {
    const known = literal ? this.#machines.find((m) => m.name === name) : undefined
    if (known !== undefined) return known
    const scope: Scope = { name, start, facts: [], providers: new Map() }
    this.#machines.push(scope)
    return scope
  }

  /** `v.key = value`, `v.vmx["key"] = value`, `v.call …`. */
  #provider(
    target: Target & { readonly is: 'provider' },
    words: readonly string[],
    rest: readonly Part[],
    around: Surroundings,
    from: number,
    to: number,
  ): void {
    const [name, ...more] = words
    if (name === undefined) return
    const sure = around.sure && target.scope === around.scope
    const say = (fact: Pick<Fact, 'assigned' | 'arguments' | 'open'>, certain = sure): void => {
      target.scope.facts.push({ provider: target.provider, name, ...fact, sure: certain, from, to })
    }
    const [head, sign] = rest
    if (more.length > 0) say({ assigned: true, arguments: [literalOf([], from, to)], open: true })
    else if (isSign(head, '=')) say({ assigned: true, arguments: [literalOf(rest.slice(1), from, to)], open: false })
    else if (isGroup(head, '[') && (isSign(sign, '=') || isSign(sign, '||='))) {
      const key = literalOf(head.parts, head.from, head.to).text ?? patternOf(head.parts)
      const value = literalOf(rest.slice(2), from, to)
      const known = isSign(sign, '=') ? value : { ...value, text: undefined }
      say({ assigned: true, arguments: [{ ...known, ...(key !== undefined && { key }) }], open: key === undefined })
    } else if (head?.is === 'op' && head.text.endsWith('=') && !/^[=!<>]=/.test(head.text))
      say({ assigned: true, arguments: [literalOf([], head.to, to)], open: true })
    else say({ assigned: false, ...argumentsOf(rest) })
  }

  /** A configuration that is handed to something outside this file may come back with anything set. */
  #passed(parts: readonly Part[], around: Surroundings): void {
    const called = parts[0]
    if (called?.is === 'word' && (this.#methods.has(called.text) || /^(?:puts|print|p|pp|raise)$/.test(called.text))) {
      // What a method of this file does to a provider that it is given is not followed.
      for (const target of handed(parts, around.variables))
        if (target.is === 'provider') this.#anything(target, called.from, called.to)
      return
    }
    for (const target of handed(parts, around.variables)) this.#anything(target, parts[0]!.from, parts.at(-1)!.to)
  }

  #anything({ scope, provider }: Target, from: number, to: number): void {
    const fact = { name: ANYTHING, assigned: false, arguments: [], open: true, sure: false, from, to }
    scope.facts.push({ ...fact, provider: provider ?? ANYTHING })
  }

  /** An assignment that is not the beginning of its statement: `windows && v.disk_bus = "sata"`. */
  #elsewhere(parts: readonly Part[], around: Surroundings, from: number, to: number): void {
    for (let i = 0; i < parts.length; i++) {
      const { words, length } = chainOf(parts, i)
      if (length === 0) continue
      const target = around.variables.get(words[0]!)
      if (target?.is === 'provider' && words.length > 1)
        this.#provider(target, words.slice(1), parts.slice(i + length), { ...around, sure: false }, from, to)
      i += length - 1
    }
  }

  #environment(rest: readonly Part[], around: Surroundings): void {
    const [key, sign] = rest
    if (!isGroup(key, '[') || !(isSign(sign, '=') || isSign(sign, '||='))) return
    if (literalOf(key.parts, key.from, key.to).text !== 'VAGRANT_DEFAULT_PROVIDER') return
    const value = literalOf(rest.slice(2), key.from, key.to)
    if (value.text !== undefined && around.sure) this.#preferred = [value.text, value.start]
  }
}

function parametersOf(part: Block | Control): readonly string[] {
  if (part.is === 'block') return part.parameters
  return part.word === 'def' ? wordsIn(part.header) : []
}

const wordsIn = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((p) => (p.is === 'word' || p.is === 'label' ? [p.text] : p.is === 'group' ? wordsIn(p.parts) : []))

/** Variables that stand as a whole argument. */
function handed(parts: readonly Part[], variables: ReadonlyMap<string, Target>): readonly Target[] {
  return parts.flatMap((part, i) => {
    if (part.is === 'group') return handed(part.parts, variables)
    if (part.is !== 'word' || isSign(parts[i + 1], '.') || isSign(parts[i - 1], '.')) return []
    const target = variables.get(part.text)
    return target === undefined ? [] : [target]
  })
}

/** A key with something computed in it: `scsi0:*.present` for "scsi0:#{n}.present". */
function patternOf([part, more]: readonly Part[]): string | undefined {
  return part?.is === 'string' && more === undefined ? part.text.replace(/#\{[^{}]*\}/g, '*') : undefined
}

/** `["a", "b"].each`, `%w[a b].each`: the names, where they are written out and few. */
function namesIn([list, dot, each]: readonly Part[]): readonly string[] | undefined {
  if (list === undefined || !(list.is === 'words' || isGroup(list, '['))) return undefined
  if (!isSign(dot, '.') || each?.is !== 'word' || each.text !== 'each') return undefined
  const names = literalOf([list], list.from, list.to).items?.map((i) => i.text) ?? []
  return names.length <= MOST_NAMES && names.every((n) => n !== undefined) ? names : undefined
}

const MOST_NAMES = 100

/** A name that is computed, as it is written: `node*` for "node#{i}" and for "node%d" % i, `opts[:name]`. */
function sourceOf(sheet: Sheet, named: { readonly start: number; readonly end: number } | undefined): string {
  if (named === undefined) return ''
  const { text } = sheet.document
  const written = text.slice(named.start, named.end)
  const format = /(["'])([^"'\n]*)\1\s*%/.exec(written)?.[2]
  if (format !== undefined) return format.replace(/%[-+0-9.]*[a-z]/g, '*')
  const more = /^\w+$/.test(written) ? (/^(?:\.\w+|\[[^\]\n]*\])+/.exec(text.slice(named.end, named.end + 100))?.[0] ?? '') : ''
  return `${written.replace(/#\{[^{}]*\}/g, '*')}${more}`.replace(/\s+/g, ' ').slice(0, 60)
}

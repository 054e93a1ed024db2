import type { Setting, Sheet } from './definition.ts'
import type { Argument, Fact, Facts } from './vagrant-facts.ts'
import { familyOf } from './vagrant-providers.ts'

/**
 * What the linter looks at: `libvirt.disk_bus`, `libvirt.storage[0].bus`, `vmware.vmx.ethernet0.virtualdev`,
 * `virtualbox.modifyvm.nictype1`, `network[0].nic_type`. What a later line replaces is left out; the provider itself is a setting as well.
 */
export function settingsOf(sheet: Sheet, facts: Facts): void {
  const family = familyOf(facts.provider)
  if (family !== '') sheet.set(family, '', facts.at, facts.at, facts.at, lineEnd(sheet, facts.at))
  const replaced = new Set<Fact>()
  const before = new Map<string, Fact[]>()
  const counts = new Map<string, number>()
  const found: (readonly [path: string, argument: Argument, fact: Fact])[] = []
  const add = (path: string, argument: Argument, fact: Fact): void => {
    if (fact.sure) for (const old of before.get(path) ?? []) replaced.add(old)
    before.set(path, fact.sure ? [fact] : [...(before.get(path) ?? []), fact])
    found.push([path, argument, fact])
  }
  for (const fact of facts.all) {
    const prefix = fact.provider === undefined ? (fact.assigned ? 'vm.' : '') : `${family}.`
    if (fact.assigned) {
      const [argument] = fact.arguments
      const key = argument?.key === undefined ? '' : `.${argument.key.toLowerCase()}`
      if (argument?.text !== undefined && !key.includes('*')) add(`${prefix}${fact.name}${key}`, argument, fact)
    } else if (fact.name === 'customize') customized(family, fact, counts, add)
    else {
      const path = `${prefix}${fact.name}[${counted(counts, prefix + fact.name)}]`
      fact.arguments.forEach((argument, i) => {
        if (argument.text !== undefined) add(`${path}.${argument.key ?? i}`, argument, fact)
      })
    }
  }
  for (const [path, argument, fact] of found) if (!replaced.has(fact)) set(sheet, path, argument, fact)
}

function set(sheet: Sheet, path: string, { text, start, end }: Argument, { from, to }: Fact): Setting {
  return sheet.set(path, text ?? '', start, end, from, to)
}

function counted(counts: Map<string, number>, name: string): number {
  const n = counts.get(name) ?? 0
  counts.set(name, n + 1)
  return n
}

/** A command and its options: `--nictype1 virtio`, `--nictype1=virtio`; before it may stand when it is run. */
export interface Command {
  readonly name: string
  readonly options: readonly (readonly [name: string, value: Argument | undefined])[]
  /** What is no option: names of machines, devices and controllers. */
  readonly words: readonly Argument[]
  /** Whether options are computed. */
  readonly open: boolean
}

/** `customize ["modifyvm", :id, "--nictype1", "virtio"]`, or nothing where it is computed or does not run before the machine starts. */
export function commandOf(fact: Fact): Command | undefined {
  const list = fact.arguments.find((a) => a.items !== undefined)?.items
  const event = fact.arguments[0]
  if (list === undefined || (event?.items === undefined && event?.text !== undefined && event.text !== 'pre-boot'))
    return undefined
  const options: [string, Argument | undefined][] = []
  const words: Argument[] = []
  let open = false
  for (let i = 1; i < list.length; i++) {
    const item = list[i]!
    const match = /^--([\w-]+)(?:=(.*))?$/.exec(item.text ?? '')
    if (match === null) {
      words.push(item)
      continue
    }
    if (match[2] !== undefined) options.push([match[1]!, { text: match[2], start: item.end - match[2].length, end: item.end }])
    else if (list[i + 1]?.text?.startsWith('--') === true || list[i + 1] === undefined) options.push([match[1]!, undefined])
    else options.push([match[1]!, list[++i]])
  }
  // A computed word after the machine's id may be an option.
  open = words.slice(1).some((w) => w.text === undefined) || list[0]?.text === undefined
  return { name: list[0]?.text ?? '', options, words, open }
}

function customized(
  family: string,
  fact: Fact,
  counts: Map<string, number>,
  add: (path: string, argument: Argument, fact: Fact) => void,
): void {
  const command = commandOf(fact)
  if (command === undefined) return
  // `modifyvm` and `set` change the machine; each other command creates one object.
  const whole = /^(?:modifyvm|set)$/.test(command.name)
  const path = `${family}.${command.name}${whole ? '' : `[${counted(counts, command.name)}]`}`
  const about = command.options.find(([name]) => name === 'device-set')?.[1]?.text
  for (const [name, value] of command.options)
    if (value?.text !== undefined) add(`${path}${about === undefined ? '' : `.${about}`}.${name}`, value, fact)
}

function lineEnd(sheet: Sheet, at: number): number {
  const end = sheet.document.text.indexOf('\n', at)
  return end < 0 ? sheet.document.text.length : end
}

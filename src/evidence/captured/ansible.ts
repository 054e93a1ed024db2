import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf, type BoardNames, boardOf, cardAt, DISK, diskAt, functionAt, type Shown, verdictAt } from './inventory.ts'
import { dig, keysOf, objectOf, placeOf, text } from './json.ts'

/**
 * Ansible's facts: `ansible -m setup` (a separate line before the object), `--tree` and fact caches (the object alone, with or without
 * the prefix `ansible_`). https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_vars_facts.html
 */
const NAMES: readonly (readonly [field: keyof BoardNames, fact: string])[] = [
  ['sys_vendor', 'system_vendor'],
  ['product_name', 'product_name'],
  ['product_version', 'product_version'],
  ['bios_vendor', 'bios_vendor'],
  ['bios_version', 'bios_version'],
]

/** Facts of a listing that is cut or went through grep, and of Ansible's YAML callback, by their lines. */
const LINE =
  /^\s{0,40}"?ansible_(system_vendor|product_name|product_version|bios_vendor|bios_version|architecture|kernel|virtualization_type|virtualization_role)"?: ["']?([^"'\n]{1,200}?)["']?,?\s{0,4}$/

function* byLines(document: Document): Generator<Signal> {
  const facts = new Map<string, Shown>()
  for (const { text, index } of linesOf(document, 50_000)) {
    const fact = text.length > 400 ? null : LINE.exec(text)
    if (fact !== null && !facts.has(fact[1]!)) facts.set(fact[1]!, { value: fact[2]!.trim(), index })
  }
  const board: BoardNames = {}
  for (const [field, name] of NAMES) if (facts.has(name)) board[field] = facts.get(name)!
  yield* boardOf(document, board)
  const arch = facts.get('architecture')
  if (arch !== undefined) yield signalAt(document, arch.index, 'arch', archOf(arch.value))
  const kernel = facts.get('kernel')
  if (kernel !== undefined && /^\d+\.\d+\.\d/.test(kernel.value))
    yield signalAt(document, kernel.index, 'kernel.release', kernel.value)
  const verdict = facts.get('virtualization_type')
  if (verdict !== undefined && facts.get('virtualization_role')?.value === 'guest')
    yield* verdictAt(document, verdict.index, verdict.value, board)
}

function* read(document: Document): Generator<Signal> {
  const brace = document.text.indexOf('{')
  const body = objectOf({ ...document, text: document.text.slice(brace, document.text.lastIndexOf('}') + 1) })
  if (body === undefined) {
    yield* byLines(document)
    return
  }
  const facts = (dig(body, 'ansible_facts') ?? body) as Record<string, unknown>
  const nameOf = (fact: string): string => (Object.hasOwn(facts, `ansible_${fact}`) ? `ansible_${fact}` : fact)
  const fact = (name: string): unknown => dig(facts, nameOf(name))
  const at = (...keys: readonly string[]): number => placeOf(document, nameOf(keys[0]!), ...keys.slice(1))

  const board: BoardNames = {}
  for (const [field, name] of NAMES) {
    const value = text(fact(name))
    if (value !== undefined) board[field] = { value, index: at(name) }
  }
  yield* boardOf(document, board)
  const arch = text(fact('architecture'))
  if (arch !== undefined) yield signalAt(document, at('architecture'), 'arch', archOf(arch))
  const release = text(fact('kernel'))
  if (release !== undefined && text(fact('system')) !== 'Win32NT')
    yield signalAt(document, at('kernel'), 'kernel.release', release)
  if (text(fact('os_family')) === 'Windows') yield signalAt(document, at('os_family'), 'guest.os', 'windows')

  const devices = fact('devices')
  for (const name of keysOf(devices)) {
    if (!DISK.test(name)) continue
    const index = at('devices', name)
    yield* diskAt(document, index, name, text(dig(devices, name, 'vendor')), text(dig(devices, name, 'model')))
    // `host` is the line of lspci of the controller that the disk is on.
    const host = /^(?<kind>[^:]{1,80}): (?<model>.{1,200})$/.exec(text(dig(devices, name, 'host')) ?? '')?.groups
    if (host !== undefined)
      yield* functionAt(document, placeOf(document, nameOf('devices'), name, 'host'), name, {
        name: host['model']!,
        kind: host['kind']!,
      })
  }
  for (const mount of (fact('mounts') as unknown[] | undefined) ?? []) {
    const device = text(dig(mount, 'device'))
    if (text(dig(mount, 'mount')) !== '/' || device?.startsWith('/dev/') !== true) continue
    const index = placeOf(document, nameOf('mounts'), device)
    const name = device.slice(5)
    yield signalAt(document, index, 'root.device', name, 'mounted')
    yield* below(document, devices, name, index)
  }
  const route = dig(fact('default_ipv4'), 'interface')
  if (text(route) !== undefined) yield signalAt(document, at('default_ipv4', 'interface'), 'route.device', text(route)!)
  for (const name of (fact('interfaces') as unknown[] | undefined) ?? []) {
    if (typeof name !== 'string') continue
    const driver = text(dig(fact(name.replace(/[^\w]/g, '_')), 'module'))
    if (driver !== undefined && !/^(?:bridge|bonding|tun|veth|dummy|openvswitch)$/.test(driver))
      yield* cardAt(document, at(name.replace(/[^\w]/g, '_'), 'module'), name, driver)
  }
  // Ansible also reports "host" for every machine that could run guests, so only its value "guest" is used.
  const verdict = text(fact('virtualization_type'))
  if (verdict !== undefined && text(fact('virtualization_role')) === 'guest')
    yield* verdictAt(document, at('virtualization_type'), verdict, board)
}

/** The disk below a volume, by its `holders`: the names that Device Mapper gives them. */
function* below(document: Document, devices: unknown, name: string, index: number): Generator<Signal> {
  const volume = name.replace(/^mapper\//, '')
  for (const disk of keysOf(devices)) {
    if (!DISK.test(disk)) continue
    const partitions = dig(devices, disk, 'partitions')
    const held = [dig(devices, disk, 'holders'), ...keysOf(partitions).map((part) => dig(partitions, part, 'holders'))]
    if (held.some((list) => Array.isArray(list) && list.includes(volume)))
      yield signalAt(document, index, 'disk.below', disk, name)
  }
}

export const ansible: Probe = {
  id: 'ansible',
  reads: [],
  words: ['ansible_'],
  accepts: (head) =>
    (/^(?:[\w.-]{1,253} \| (?:SUCCESS|CHANGED)(?: \|[^\n]{0,40})? (?:=>|>>) )?\s*\{/.test(head) &&
      /"ansible_(?:facts|architecture|all_ipv4_addresses|apparmor|bios_date|cmdline|date_time|default_ipv4|devices|distribution|dns|fqdn)"\s*:/.test(
        head,
      )) ||
    // Two of them: one may be a variable of a playbook.
    (head.includes('ansible_') && head.split('\n', 20_000).filter((line) => LINE.test(line)).length > 1),
  read,
}

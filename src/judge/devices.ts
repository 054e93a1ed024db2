import { declaredModel } from '../devices/declared.ts'
import { ALL_DEVICE_ROWS, classOfDriver, type DeviceRow, VIRTUAL_VENDORS } from '../devices/table.ts'
import type { Device, Kind, Proof, Signal } from '../model.ts'
import type { Signals } from './judge.ts'

/**
 * Sources of devices, most trusted first: bound drivers, the boot log, listings of functions, interrupts, inventories.
 * Only the first source that names a device decides the cell; contradictions of the others are shown as `against`.
 */
const WITNESSES = ['bound', 'logged', 'listed', 'irq', 'inventory', 'module'] as const

/** Modes in which what is offered twice, emulated and paravirtual, is used as the one or as the other. */
const SPEAKS_XEN: readonly string[] = ['hvm-pv-drivers', 'pvhvm']

/**
 * What the surroundings are, as far as the device is concerned. `assigned`: a guest without a device model, where a device that is not
 * paravirtual was passed through; `domain`: the same, or dom0 with its real devices; `unknown`: a guest of any kind, or bare hardware.
 */
export type Surroundings = 'guest' | 'assigned' | 'domain' | 'bare' | 'unknown'

export interface Found {
  readonly device: Device
  readonly witness: string
  /** A CD-ROM or floppy drive: it does not decide the cell where there is another disk. */
  readonly removable?: true
}

/** All devices of a class that any witness names, each with its kind. */
export function devicesOf(component: 'disk' | 'net', signals: Signals, around: Surroundings): Found[] {
  const found: Found[] = declared(component, signals)
  const owned = signals.has('net.physical-function')
  for (const witness of WITNESSES) {
    for (const signal of witnessed(component, witness, signals, around)) {
      const of = signal.of ?? ''
      if (found.some((f) => f.witness === witness && f.device.id === of)) continue
      const attribute = (name: string): Signal | undefined => signals.get(name)?.find((s) => s.of === of)
      const pci = attribute('device.pci')
      const subsystem = attribute('device.subsystem')
      const model = attribute('device.model')
      const row = ALL_DEVICE_ROWS.find(
        (r) => r.class === component && fits(r, signal.value, pci?.value, subsystem?.value, model?.value),
      )
      const { kinds, says, rule } = kindOf(row, signal.value, pci?.value, component, around, owned)
      const proof: Proof[] = [signal.proof]
      for (const s of [pci, model])
        if (s !== undefined && !proof.some((p) => p.path === s.proof.path && p.text === s.proof.text)) proof.push(s.proof)
      found.push({
        witness,
        device: {
          id: of,
          ...(signal.value !== '' && { driver: signal.value }),
          ...(pci !== undefined && { pci: pci.value }),
          ...(model !== undefined && { model: model.value }),
          kind: kinds.length === 1 ? kinds[0]! : '?',
          ...(kinds.length > 1 && { possible: kinds }),
          says,
          rule,
          proof,
        },
      })
    }
  }
  return found
}

/**
 * What a definition gives. A device that is offered emulated and paravirtual has two signals; which of them the guest uses is settled by
 * its mode, where that is.
 */
function declared(component: 'disk' | 'net', signals: Signals): Found[] {
  const modes = (signals.get('mode') ?? []).map((s) => s.value)
  // Without the unplug protocol Linux starts no PV disk or card beside the emulated one, whatever its interrupts are:
  // https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/platform-pci-unplug.c
  const kept = signals.get('kernel.switch')?.some((s) => s.value.startsWith('xen_emul_unplug=never')) === true
  const plain = kept || (modes.length > 0 && modes.every((m) => m === 'hvm'))
  const speaks = modes.length > 0 && modes.every((m) => SPEAKS_XEN.includes(m))
  const found: Found[] = []
  const byId = new Map<string, Signal[]>()
  for (const signal of signals.get(`${component}.declared`) ?? []) {
    const same = byId.get(signal.of ?? '')
    if (same === undefined) byId.set(signal.of ?? '', [signal])
    else same.push(signal)
  }
  for (const [id, offers] of byId) {
    const rows = offers.map((s) => declaredModel(component, s.value))
    const emulated = rows.findIndex((r) => r?.kinds[0] === 'VS')
    const chosen =
      offers.length > 1 && emulated >= 0 && (plain || speaks)
        ? plain
          ? emulated
          : rows.findIndex((_, i) => i !== emulated)
        : -1
    const taken = chosen >= 0 ? [chosen] : rows.map((_, i) => i)
    const kinds = [...new Set(taken.flatMap((i): readonly Kind[] => rows[i]?.kinds ?? ['?']))]
    const single = kinds.length === 1 ? kinds[0]! : '?'
    const named = offers[taken[0]!]!
    const driver = taken.length === 1 ? rows[taken[0]!]?.driver : undefined
    const removable = signals.get('device.removable')?.find((s) => s.of === id)
    found.push({
      witness: 'declared',
      ...(removable !== undefined && { removable: true }),
      device: {
        id,
        ...(driver !== undefined && driver !== '' && { driver }),
        model: named.value,
        kind: single,
        ...(kinds.length > 1 && !kinds.includes('?') && { possible: kinds }),
        says: taken.map((i) => rows[i]?.says ?? `unknown model ${offers[i]!.value}`).join(', or (the guest decides) '),
        rule: `${component}.declared`,
        proof: offers
          .map((s) => s.proof)
          .filter((p, i, all) => all.findIndex((q) => q.line === p.line && q.column === p.column) === i),
      },
    })
  }
  return found
}

function* witnessed(component: 'disk' | 'net', witness: string, signals: Signals, around: Surroundings): Generator<Signal> {
  if (witness === 'irq') yield* signals.get(`irq.${component}`) ?? []
  else if (witness === 'module') yield* around === 'bare' ? bareModules(component, signals) : modules(component, signals)
  else yield* signals.get(`${component}.${witness}`) ?? []
  // In a listing without classes, the driver shows which component it serves.
  if (witness === 'listed')
    for (const s of signals.get('driver.listed') ?? []) if (classOfDriver(s.value) === component) yield s
  if (witness === 'listed')
    for (const s of signals.get('device.pci') ?? []) {
      const row = ALL_DEVICE_ROWS.find((r) => r.class === component && r.virtual === true && r.pci?.includes(s.value))
      if (row !== undefined) yield { ...s, value: '' }
    }
}

/**
 * Modules are abilities; but distributions load a network driver by the alias of its device, so the only kind of network driver that is
 * loaded in a guest is loaded for its card. Not so for drivers of hardware functions: images load them early and storage offload pulls
 * them in, so that with one of those among them nothing is settled.
 */
function* modules(component: 'disk' | 'net', signals: Signals): Generator<Signal> {
  if (component !== 'net') return
  const rowOf = (driver: string): DeviceRow | undefined =>
    ALL_DEVICE_ROWS.find((r) => r.class === component && r.driver?.includes(driver) && r.id !== 'net.hardware-family')
  const loaded = (signals.get('module') ?? []).filter((s) => rowOf(s.value) !== undefined)
  const kinds = new Set(loaded.flatMap((s) => rowOf(s.value)!.guest))
  if (kinds.size === 1 && !kinds.has('VH')) for (const s of loaded) yield { ...s, of: `module ${s.value}` }
}

/** On physical hardware a driver of hardware that is loaded has found its device, and all of them are bare. */
function* bareModules(component: 'disk' | 'net', signals: Signals): Generator<Signal> {
  for (const s of signals.get('module') ?? []) {
    const virtual = ALL_DEVICE_ROWS.some(
      (r) => r.virtual === true && r.pci === undefined && r.model === undefined && r.driver?.includes(s.value),
    )
    if (!virtual && classOfDriver(s.value) === component) yield { ...s, of: `module ${s.value}` }
  }
}

function fits(
  row: DeviceRow,
  driver: string,
  pci: string | undefined,
  subsystem: string | undefined,
  model: string | undefined,
): boolean {
  if (row.driver !== undefined && !row.driver.includes(driver)) return false
  if (
    row.pci !== undefined &&
    (pci === undefined || !row.pci.some((id) => (id.endsWith(':') ? pci.startsWith(id) : pci === id)))
  )
    return false
  if (row.subsystem !== undefined && (subsystem === undefined || !row.subsystem.test(subsystem))) return false
  if (row.model !== undefined && (model === undefined || !row.model.test(model))) return false
  return true
}

function kindOf(
  row: DeviceRow | undefined,
  driver: string,
  pci: string | undefined,
  component: 'disk' | 'net',
  around: Surroundings,
  owned: boolean,
): { kinds: readonly Kind[]; says: string; rule: string } {
  if (row !== undefined && (row.virtual === true || around === 'guest'))
    return { kinds: row.guest, says: row.says, rule: row.id }
  if (around === 'assigned')
    return {
      kinds: ['VH'],
      says: 'the guest has no device model (QEMU), so the device was passed through',
      rule: `${component}.assigned`,
    }
  if (around === 'domain')
    return {
      kinds: ['VH', 'H'],
      says: "the domain has no device model (QEMU): the device is dom0's own or was passed through",
      rule: `${component}.domain`,
    }
  if (around === 'bare')
    return { kinds: ['H'], says: `${driver === '' ? 'device' : driver} on physical hardware`, rule: `${component}.bare` }
  if (around === 'guest' && pci !== undefined && !VIRTUAL_VENDORS.includes(pci.slice(0, 4))) {
    return {
      kinds: ['VH'],
      says: 'the PCI ID is that of a physical device, so the host passed it through to this guest',
      rule: `${component}.passthrough`,
    }
  }
  // A virtual function without its physical function is a virtual function in every kind of machine.
  if (around === 'unknown' && row?.id.startsWith('net.vf') === true && !owned)
    return { kinds: row.guest, says: row.says, rule: row.id }
  if (row !== undefined) return { kinds: [...new Set<Kind>([...row.guest, 'H'])], says: row.says, rule: row.id }
  // A driver of physical hardware excludes a paravirtual device; without evidence of a guest, the device may be the hardware itself.
  const kinds: Kind[] = driver === '' || classOfDriver(driver) === undefined ? ['VS', 'P', 'VH'] : ['VS', 'VH']
  return {
    kinds: around === 'unknown' ? [...kinds, 'H'] : kinds,
    says:
      driver === ''
        ? 'the bound driver is unknown'
        : `${driver} may be emulated or passed through; its PCI ID would show which`,
    rule: `${component}.unsettled`,
  }
}

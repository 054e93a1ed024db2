import { classOfDriver, type DeviceRow, isVirtualDriver, isVirtualFunction, rowsOf, VIRTUAL_VENDORS } from '../devices/table.ts'
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
 * paravirtual was passed through; `domU`: a guest with a device model or without; `domain`: a guest without one, or dom0 with its real
 * devices; `nested`: dom0 of a Xen that runs in a guest; `root`: dom0 or a root partition with the physical devices, whose processor shows
 * a hypervisor as it does in a guest; `unknown`: a guest of any kind, or bare hardware.
 */
export type Surroundings = 'guest' | 'nested' | 'assigned' | 'domU' | 'domain' | 'bare' | 'root' | 'unknown'

/** The places that each may be; a device can be what it is in one of them. */
const PLACES: Readonly<Record<Surroundings, readonly ('guest' | 'assigned' | 'bare')[]>> = {
  guest: ['guest'],
  nested: ['guest'],
  assigned: ['assigned'],
  domU: ['guest', 'assigned'],
  domain: ['assigned', 'bare'],
  bare: ['bare'],
  root: ['bare'],
  unknown: ['guest', 'assigned', 'bare'],
}

export interface Found {
  readonly device: Device
  readonly witness: string
  /** A CD-ROM or floppy drive: it does not decide the cell where there is another disk. */
  readonly removable?: true
  /** What the device would be if less of it were known, where that excludes what it is. */
  readonly otherwise?: readonly Told[]
}

/** All devices of a class that any witness names, each with its kind. */
export function devicesOf(component: 'disk' | 'net', signals: Signals, around: Surroundings): Found[] {
  const offered = signals.get(`${component}.declared`)
  const found: Found[] = offered === undefined ? [] : declared(component, offered, signals)
  const owned = signals.has('net.physical-function')
  const [pcis, subsystems, models] = ['device.pci', 'device.subsystem', 'device.model'].map((name) =>
    byDevice(signals.get(name)),
  )
  for (const witness of WITNESSES) {
    const seen = witnessed(component, witness, signals, around)
    // Most kinds of evidence are missing on each machine.
    if (seen.length === 0) continue
    for (const [of, named] of byDevice(seen)) {
      const pci = pcis!.get(of) ?? [undefined]
      const model = models!.get(of) ?? [undefined]
      const subsystem = subsystems!.get(of)?.[0]?.value
      // A driver is worth more than a function without one.
      const drivers = named.some((s) => s.value !== '') ? named.filter((s) => s.value !== '') : named.slice(0, 1)
      const toldOf = (driver: string, id?: string, sub?: string, m?: string): Told =>
        kindOf(rowFor(component, driver, id, sub, m), driver, id, component, around, owned)
      const told = drivers.flatMap((driver) =>
        pci.flatMap((id) => model.map((m) => toldOf(driver.value, id?.value, subsystem, m?.value))),
      )
      const [{ says, rule }] = told as [(typeof told)[number]]
      const kinds = agreed(told.map((one) => one.kinds))
      const [driver] = drivers as [Signal]
      const otherwise: Told[] = []
      // Each thing that is known of it may be missing.
      for (const d of driver.value === '' ? [''] : [driver.value, ''])
        for (const id of pci[0] === undefined ? [undefined] : [pci[0].value, undefined])
          for (const sub of subsystem === undefined ? [undefined] : [subsystem, undefined])
            for (const m of model[0] === undefined ? [undefined] : [model[0].value, undefined]) {
              if (id === undefined && rowFor(component, d, id, sub, m) === undefined) continue
              const one = toldOf(d, id, sub, m)
              if (!one.kinds.some((kind) => kinds.includes(kind)) && !otherwise.some((o) => o.rule === one.rule))
                otherwise.push(one)
            }
      const proof: Proof[] = [driver.proof]
      for (const s of [pci[0], model[0]])
        if (s !== undefined && !proof.some((p) => p.path === s.proof.path && p.text === s.proof.text)) proof.push(s.proof)
      found.push({
        witness,
        ...(otherwise.length > 0 && { otherwise }),
        device: {
          id: of,
          ...(driver.value !== '' && { driver: driver.value }),
          ...(pci[0] !== undefined && { pci: pci[0].value }),
          ...(model[0] !== undefined && { model: model[0].value }),
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

/** How many different values of one device are compared: no listing has more, and each with each is tried. */
const MOST_VALUES = 3

/** Signals by their device, the first of each value. */
function byDevice(signals: readonly Signal[] = []): Map<string, Signal[]> {
  const found = new Map<string, Signal[]>()
  for (const signal of signals) {
    const same = found.get(signal.of ?? '')
    if (same === undefined) found.set(signal.of ?? '', [signal])
    else if (same.length < MOST_VALUES && !same.some((s) => s.value === signal.value)) same.push(signal)
  }
  return found
}

/** What all of them allow; where they contradict each other, what one of them does. */
function agreed(sets: readonly (readonly Kind[])[]): readonly Kind[] {
  const all = sets[0]!.filter((kind) => sets.every((set) => set.includes(kind)))
  return all.length > 0 ? all : [...new Set(sets.flat())]
}

/**
 * What a definition gives. A device that is offered emulated and paravirtual has two signals; which of them the guest uses is settled by
 * its mode, where that is.
 */
function declared(component: 'disk' | 'net', offered: readonly Signal[], signals: Signals): Found[] {
  const modes = (signals.get('mode') ?? []).map((s) => s.value)
  // Without the unplug protocol Linux starts no PV disk or card beside the emulated one, whatever its interrupts are:
  // https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/platform-pci-unplug.c
  const kept = signals.get('kernel.switch')?.some((s) => s.value.startsWith('xen_emul_unplug=never')) === true
  const plain = kept || (modes.length > 0 && modes.every((m) => m === 'hvm'))
  const speaks = modes.length > 0 && modes.every((m) => SPEAKS_XEN.includes(m))
  const found: Found[] = []
  const byId = new Map<string, Signal[]>()
  for (const signal of offered) {
    const same = byId.get(signal.of ?? '')
    if (same === undefined) byId.set(signal.of ?? '', [signal])
    else same.push(signal)
  }
  for (const [id, offers] of byId) {
    const rows = offers.map((s) => s.model)
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

function witnessed(
  component: 'disk' | 'net',
  witness: (typeof WITNESSES)[number],
  signals: Signals,
  around: Surroundings,
): readonly Signal[] {
  if (witness === 'module')
    return around === 'bare' || around === 'root' ? bareModules(component, signals) : modules(component, signals)
  const named = signals.get(witness === 'irq' ? `irq.${component}` : `${component}.${witness}`) ?? NONE
  if (witness !== 'listed') return named
  // In a listing without classes, the driver shows which component it serves.
  const drivers = (signals.get('driver.listed') ?? NONE).filter((s) => classOfDriver(s.value) === component)
  const functions = (signals.get('device.pci') ?? NONE).filter((s) => isVirtualFunction(component, s.value))
  return [...named, ...drivers, ...functions.map((s) => ({ ...s, value: '' }))]
}

const NONE: readonly Signal[] = []

/**
 * Modules are abilities; but distributions load a network driver by the alias of its device, so the only kind of network driver that is
 * loaded in a guest is loaded for its card. Not so for drivers of hardware functions: images load them early and storage offload pulls
 * them in, so that with one of those among them nothing is settled.
 */
function modules(component: 'disk' | 'net', signals: Signals): readonly Signal[] {
  const all = signals.get('module')
  if (component !== 'net' || all === undefined) return NONE
  const rowOf = (driver: string): DeviceRow | undefined =>
    rowsOf(component, driver).find((r) => r.driver?.includes(driver) && r.id !== 'net.hardware-family')
  const loaded = all.filter((s) => rowOf(s.value) !== undefined)
  const kinds = new Set(loaded.flatMap((s) => rowOf(s.value)!.guest))
  // Those of several kinds settle nothing, and are named, since a part of the list may have lost the others.
  return kinds.size > 1 || !kinds.has('VH') ? loaded.map(asModule) : NONE
}

const asModule = (s: Signal): Signal => ({ ...s, of: `module ${s.value}` })

/** On physical hardware a driver of hardware that is loaded has found its device, and all of them are bare. */
function bareModules(component: 'disk' | 'net', signals: Signals): readonly Signal[] {
  return (signals.get('module') ?? NONE)
    .filter((s) => classOfDriver(s.value) === component && !isVirtualDriver(s.value))
    .map(asModule)
}

/** The first row that is that of a device with this driver. Without a closure: a start asks a hundred times. */
function rowFor(
  component: 'disk' | 'net',
  driver: string,
  pci?: string,
  subsystem?: string,
  model?: string,
): DeviceRow | undefined {
  const rows = rowsOf(component, driver)
  for (let i = 0; i < rows.length; i++) if (fits(rows[i]!, pci, subsystem, model)) return rows[i]
  return undefined
}

/** Whether a row whose drivers fit is that of the device. */
function fits(row: DeviceRow, pci: string | undefined, subsystem: string | undefined, model: string | undefined): boolean {
  if (
    row.pci !== undefined &&
    (pci === undefined || !row.pci.some((id) => (id.endsWith(':') ? pci.startsWith(id) : pci === id)))
  )
    return false
  if (row.subsystem !== undefined && (subsystem === undefined || !row.subsystem.test(subsystem))) return false
  if (row.model !== undefined && (model === undefined || !row.model.test(model))) return false
  return true
}

/** A kind of a device, as it is reported. */
export interface Told {
  readonly kinds: readonly Kind[]
  readonly says: string
  readonly rule: string
}

function kindOf(
  row: DeviceRow | undefined,
  driver: string,
  pci: string | undefined,
  component: 'disk' | 'net',
  around: Surroundings,
  owned: boolean,
): Told {
  if (row?.virtual === true) return { kinds: row.guest, says: row.says, rule: row.id }
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
  if (around === 'bare' || around === 'root')
    return { kinds: ['H'], says: `${driver === '' ? 'device' : driver} on physical hardware`, rule: `${component}.bare` }
  const told = inGuest(row, driver, pci, component)
  // A virtual function without its physical function is a virtual function in every kind of machine.
  if (around === 'unknown' && row?.id.startsWith('net.vf') === true && !owned) return told
  const more = PLACES[around].flatMap((place): Kind[] => (place === 'assigned' ? ['VH'] : place === 'bare' ? ['H'] : []))
  return more.length === 0 ? told : { ...told, kinds: [...new Set([...told.kinds, ...more])] }
}

function inGuest(row: DeviceRow | undefined, driver: string, pci: string | undefined, component: 'disk' | 'net'): Told {
  if (row !== undefined) return { kinds: row.guest, says: row.says, rule: row.id }
  if (pci !== undefined && !VIRTUAL_VENDORS.includes(pci.slice(0, 4)))
    return {
      kinds: ['VH'],
      says: 'the PCI ID is that of a physical device, so the host passed it through to this guest',
      rule: `${component}.passthrough`,
    }
  // A driver of physical hardware excludes a paravirtual device.
  return {
    kinds: driver === '' || classOfDriver(driver) === undefined ? ['VS', 'P', 'VH'] : ['VS', 'VH'],
    says:
      driver === ''
        ? 'the bound driver is unknown'
        : `${driver} may be emulated or passed through; its PCI ID would show which of the two`,
    rule: `${component}.unsettled`,
  }
}

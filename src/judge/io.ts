import { colourOf } from '../chart/colours.ts'
import { isBuiltin } from '../devices/table.ts'
import type { Cell, Device, Finding, Kind, Signal, Verdict } from '../model.ts'
import { devicesOf, type Found, type Surroundings } from './devices.ts'
import type { Signals } from './judge.ts'

const CLASS = { disk: 'disk', network: 'net' } as const
/** How a device appears with less evidence of where it is. */
const SEEN_AS = { bare: 'if Xen does not run in a VM', guest: 'if this is a guest' } as const

/**
 * The cell of disk or network: the device that carries `/` or the default route. Where that is not knowable, what all devices agree on;
 * where they do not agree, unknown with what is possible. A rule about the component as a whole (a data path switched to a virtual
 * function) goes before the devices; `<component>.else` is asked only when no device is known.
 */
export function ioCell(
  component: 'disk' | 'network',
  ask: (about: string) => Verdict,
  signals: Signals,
  around: Surroundings,
): Cell {
  const found = devicesOf(CLASS[component], signals, around)
  const heard = hear(found)
  const carrier = carrierOf(
    component,
    heard.map((f) => f.device),
    signals,
  )
  const devices = heard.map((f) => (f.device.id === carrier?.id ? { ...f.device, carries: true } : f.device))
  const over = ask(component)
  const against: Finding[] = [...over.against]

  const kinds = new Set<Kind>()
  const fixed = heard.filter((f) => f.removable !== true).map((f) => f.device)
  const unseen = component === 'disk' && carrier === undefined ? unseenRoot(heard, signals) : undefined
  // A CD-ROM or floppy is no disk of the machine, even where there is no other drive.
  const deciding =
    carrier !== undefined ? [carrier] : unseen !== undefined ? unseen.deciding : fixed.length < devices.length ? fixed : devices
  for (const device of deciding) for (const kind of device.possible ?? [device.kind]) kinds.add(kind)
  let because: Finding[] = deciding.map((d) => finding(d, carrier !== undefined))
  let possible: readonly Kind[] = kinds.has('?') ? [] : [...kinds]
  const notes: string[] = []
  const otherwise = ask(`${component}.else`)
  if (over.value !== undefined && over.because.length > 0) {
    if (!(possible.length === 1 && possible[0] === over.value)) against.push(...because)
    because = [...over.because]
    possible = [over.value as Kind]
  } else if (
    carrier === undefined &&
    heard.length > 0 &&
    heard.every((f) => f.witness === 'listed' && isBuiltin(f.device.rule))
  ) {
    const beside = ask(`${component}.builtin`)
    if (beside.because.length > 0) {
      possible = [...new Set([...possible, ...(beside.possible as Kind[])])]
      because = [...because, ...beside.because]
    }
  }
  if (unseen !== undefined && deciding.length === 0)
    notes.push(`the root disk is ${unseen.name}, but the evidence does not show what kind of disk that is`)
  const taken =
    over.value === undefined &&
    possible.length !== 1 &&
    otherwise.value !== undefined &&
    otherwise.because.length > 0 &&
    (possible.length === 0 || possible.includes(otherwise.value as Kind))
  if (taken) {
    because = [...because, ...otherwise.because]
    possible = [otherwise.value as Kind]
  }
  const kind: Kind = possible.length === 1 ? possible[0]! : '?'
  // Devices that did not decide, and rules that did not apply, are listed where they differ: with less evidence they may decide.
  for (const f of found) {
    const { device } = f
    if (deciding.includes(device) || carrier === undefined)
      for (const { kinds: allows, says, rule } of f.otherwise ?? [])
        if (!allows.some((one) => (kind === '?' ? possible.includes(one) : one === kind)))
          against.push({
            rule,
            says: `${device.id}, if only a part of its evidence is present: ${says}`,
            allows,
            proof: device.proof,
          })
    if (deciding.includes(device) || f.removable === true || (device.possible ?? [device.kind, '?']).includes(kind)) continue
    if (device.kind === '?' && (kind === '?' || device.possible === undefined)) continue
    if (!heard.includes(f) || kind !== '?' || carrier !== undefined) against.push(finding(device, false))
  }
  // What would decide if these devices were not known better.
  if (kind === '?' && possible.length > 0 && otherwise.value !== undefined && !possible.includes(otherwise.value as Kind))
    against.push(...otherwise.because)
  if (kind !== '?') {
    const differs = ({ allows }: Finding): boolean => allows?.includes(kind) !== true
    against.push(...because.filter(differs), ...(taken ? [] : otherwise.because).concat(otherwise.against).filter(differs))
    if (over.value === undefined) against.push(...over.because.filter(differs))
    because = because.filter((one) => !differs(one))
  }
  const elsewhere =
    around === 'nested'
      ? 'bare'
      : kind !== '?' && (around === 'root' || around === 'bare' || around === 'assigned')
        ? 'guest'
        : undefined
  if (elsewhere !== undefined)
    for (const { device } of devicesOf(CLASS[component], signals, elsewhere)) {
      // A virtual function is in a guest where its physical function is not seen.
      const may = around !== 'bare' || device.rule.startsWith('net.vf')
      const differs = device.kind !== kind && !(kind === '?' && possible.includes(device.kind))
      if (may && differs && deciding.some((d) => d.id === device.id))
        against.push({
          ...finding(device, false),
          says: `${around === 'assigned' ? 'if the guest has a device model (QEMU)' : SEEN_AS[elsewhere]}: ${finding(device, false).says}`,
        })
    }
  const none = deciding.length === 0 && unseen === undefined && possible.length === 0 ? noneOf(component, signals) : undefined
  if (none?.value === 'captured')
    notes.push(
      `the capture has no ${component === 'disk' ? 'disk' : 'NIC'}, and its listing of ${none.proof.path} may be incomplete`,
    )
  else if (none !== undefined) {
    const thing = component === 'disk' ? 'disk' : 'NIC'
    const says = none.name === 'declared.complete' ? `the VM definition has no ${thing}` : `the kernel found no ${thing}`
    because = [{ rule: `${component}.none`, says, allows: ['-'], proof: [none.proof] }]
    return { kind: '-', colour: colourOf(component, '-'), because, against, notes, devices }
  }
  const declared = heard.some((f) => f.witness === 'declared')
  if (declared && deciding.length > 1 && possible.length > 1 && deciding.some((d) => d.possible === undefined))
    notes.push(
      component === 'disk'
        ? 'the definition has disks of different kinds; the guest decides which of them has the root filesystem'
        : 'the definition has NICs of different kinds; the guest decides which one has the default route',
    )
  else if (!declared && carrier === undefined && devices.length > 1 && possible.length > 1)
    notes.push(
      component === 'disk'
        ? 'the disk that holds / is not known; /proc/self/mounts would show it'
        : 'the NIC with the default route is not known; /proc/net/route would show it',
    )
  return { kind, ...(possible.length > 1 && { possible }), colour: colourOf(component, kind), because, against, notes, devices }
}

/**
 * The signal that a machine has no such device at all. A container may have a separate network in which the machine's NICs are not
 * listed, a toolstack may offer what no driver took, and the device of `/` is a disk in every listing.
 */
function noneOf(component: 'disk' | 'network', signals: Signals): Signal | undefined {
  const declared = signals.get('declared.complete')?.find((s) => s.value === CLASS[component])
  if (declared !== undefined) return declared
  const offered = component === 'disk' ? 'vbd' : 'vif'
  if (signals.get('xen.frontend')?.some((s) => s.value.startsWith(offered)) === true) return undefined
  if (component === 'network') return signals.has('container.is') ? undefined : signals.get('net.none')?.[0]
  const onDisk = signals.get('root.device')?.some((s) => /^(?:[xsvh]v?d[a-z]|nvme|mmcblk|dm-|mapper\/)/.test(s.value)) === true
  return onDisk ? undefined : signals.get('disk.none')?.[0]
}

/** The first witness with a device of known kind; else the first with any. Built-in controllers only where nothing else is listed. */
function hear(found: readonly Found[]): Found[] {
  const witnesses = [...new Set(found.map((f) => f.witness))]
  const heard = (w: string | undefined): Found[] => found.filter((f) => f.witness === w)
  const best = witnesses.find((w) => heard(w).some((f) => f.device.kind !== '?')) ?? witnesses[0]
  const list = heard(best)
  if (best !== 'listed' && best !== 'irq') return list
  const added = list.filter((f) => !isBuiltin(f.device.rule) && !(f.device.kind === '?' && f.device.driver === undefined))
  return added.length > 0 ? added : list
}

function finding(device: Device, carries: boolean): Finding {
  return {
    rule: device.rule,
    says: `${device.id === '' ? '' : `${device.id}${carries ? ' (in use)' : ''}: `}${device.says}`,
    allows: device.possible ?? [device.kind],
    proof: device.proof,
  }
}

function carrierOf(component: 'disk' | 'network', devices: readonly Device[], signals: Signals): Device | undefined {
  if (component === 'network') {
    const route = signals.get('route.device')?.[0]?.value
    return devices.find((d) => d.id === route)
  }
  const roots = [...(signals.get('root.device') ?? [])].sort((a, b) => trust(b) - trust(a))
  for (const root of roots) {
    for (const name of below(root.value.replace(/^\/dev\//, ''), signals)) {
      const disk =
        devices.find((d) => d.id === name) ??
        devices.find(
          (d) => d.id === name.replace(/^((?:nvme\d+n\d+|mmcblk\d+)(?=p\d)|(?:xvd|sd|hd|vd)[a-z]+(?=\d)).*$/, '$1'),
        ) ??
        devices.find((d) => /^nvme\d+$/.test(d.id) && name.startsWith(`${d.id}n`))
      if (disk !== undefined) return disk
    }
  }
  return undefined
}

/** Names of disks by the driver that alone gives them, and the rows of that driver. Names that several drivers give are `other`. */
const familiesOf = (): readonly (readonly [name: RegExp, rows: RegExp])[] => [
  [/^xvd[a-z]/, /^disk\.xen-/],
  [/^vd[a-z]/, /^disk\.virtio-(?:blk|id)$/],
  [/^nvme\d/, /^disk\.(?!xen|virtio|ide|hyperv|vmware|ahci|emulated|usb|power|mmc|dasd|floppy)/],
  [/^mmcblk\d/, /^disk\.mmc$/],
  [/^sd[a-z]/, /^disk\.(?!xen-blkfront|virtio-blk|nvme|ebs|ec2|azure|mmc|dasd)/],
]

/**
 * Where the command line or a file system names a root disk that no listing shows: the devices that may carry it. A log that was cut shows other
 * disks, which decide nothing. The kernel's own list of disks is complete, and a name that is not in it is a symbolic link.
 */
function unseenRoot(heard: readonly Found[], signals: Signals): { name: string; deciding: Device[] } | undefined {
  if (heard.length === 0 || heard.some((f) => f.witness === 'bound' || f.witness === 'declared')) return undefined
  const names = (signals.get('root.device') ?? []).map((s) => s.value.replace(/^\/dev\//, ''))
  const families = familiesOf()
  const name = names.find((n) => families.some(([family]) => family.test(n)))
  if (name === undefined || names.some((n) => !families.some(([family]) => family.test(n)))) return undefined
  const rows = families.find(([family]) => family.test(name))![1]
  // What names a disk, as the kernel does; not a controller or a function.
  const disk = /^(?:(?:xv|[shv])d[a-z]+\d*|nvme\d+n\d+|mmcblk\d+|dasd[a-z]+)$/
  const deciding = heard.filter((f) => !disk.test(f.device.id) && rows.test(f.device.rule)).map((f) => f.device)
  return deciding.length === heard.length ? undefined : { name, deciding }
}

const trust = (s: Signal): number => (s.of === 'mounted' ? 2 : s.of === undefined ? 1 : 0)

/** A name and, for what is mapped onto others, the disks that it lies on. */
function below(name: string, signals: Signals): string[] {
  const under = (signals.get('disk.below') ?? []).filter((s) => s.of === name).map((s) => s.value)
  return [name, ...under]
}

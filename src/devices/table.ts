import type { Device, DeviceRow } from './device.ts'
import { DEVICES } from './list.ts'

export type { DeviceRow } from './device.ts'

/** Vendors of PCI functions that only virtual machine monitors and clouds make. In a guest, a function of another vendor is passed through. */
export const VIRTUAL_VENDORS: readonly string[] = [
  '1af4',
  '1b36',
  '15ad',
  '80ee',
  '5853',
  '1234',
  '1ab8',
  '1414',
  '1ae0',
  '1d0f',
  'fb5d',
  '1275',
]

/** A row with what it leaves to its device. All have the same fields, so that they are compared fast. */
const rowOf = (device: Device, row: Device['rows'][number]): DeviceRow => ({
  id: row.id,
  class: device.class,
  driver: row.driver,
  pci: row.pci,
  subsystem: row.subsystem,
  model: row.model,
  guest: row.guest ?? device.kinds,
  says: row.says,
  virtual: row.virtual ?? device.virtual,
  builtin: row.builtin,
  see: row.see,
})

const byClass: Partial<Record<Device['class'], readonly DeviceRow[]>> = {}

function rowsIn(component: Device['class']): readonly DeviceRow[] {
  const known = byClass[component]
  if (known !== undefined) return known
  const rows: DeviceRow[] = []
  for (const device of DEVICES) if (device.class === component) for (const row of device.rows) rows.push(rowOf(device, row))
  byClass[component] = rows
  return rows
}

/** The rows of all devices. */
export const allDeviceRows = (): readonly DeviceRow[] => [...rowsIn('disk'), ...rowsIn('net')]

/** Whether a device of this row counts only where no other is listed. */
export const isBuiltin = (id: string): boolean =>
  DEVICES.some(({ rows }) => rows.some((row) => row.builtin === true && row.id === id))

/** Of each device the entries of one kind, each with its class and driver. */
export const entriesOf = <T extends { readonly driver?: string }>(
  pick: (device: Device) => readonly T[] | undefined,
): (T & { readonly class: Device['class']; readonly driver: string })[] =>
  DEVICES.flatMap((device) =>
    (pick(device) ?? []).map((entry) => ({ class: device.class, ...entry, driver: entry.driver ?? device.driver })),
  )

/** The driver of a disk or network device, as its path in sysfs shows it: https://docs.kernel.org/filesystems/sysfs.html */
export function driverByPath(component: Device['class'], path: string): string | undefined {
  for (const device of DEVICES)
    if (device.class === component)
      for (const [pattern, driver = device.driver] of device.path ?? []) if (pattern().test(`/${path}/`)) return driver
  return undefined
}

/** The class of every driver that a row names. */
let classes: Map<string, Device['class']> | undefined

function classesOfDrivers(): ReadonlyMap<string, Device['class']> {
  if (classes === undefined) {
    classes = new Map()
    for (const device of DEVICES)
      for (const row of device.rows)
        if (row.driver !== undefined) for (const driver of row.driver) classes.set(driver, device.class)
  }
  return classes
}

/** Which component a driver serves: for listings that name drivers but no classes. */
export const classOfDriver = (driver: string): Device['class'] | undefined =>
  classesOfDrivers().get(driver) ?? DEVICES.find((device) => device.physical?.includes(driver))?.class

const byDriver: Readonly<Record<Device['class'], Map<string, readonly DeviceRow[]>>> = { disk: new Map(), net: new Map() }

/** The rows that may be those of a device with this driver ('' or one without a row: unknown), in their order. */
export function rowsOf(component: Device['class'], driver: string): readonly DeviceRow[] {
  const known = classesOfDrivers().has(driver) ? driver : ''
  let rows = byDriver[component].get(known)
  if (rows === undefined) {
    rows = rowsIn(component).filter((row) => row.driver === undefined || row.driver.includes(known))
    byDriver[component].set(known, rows)
  }
  return rows
}

const functions: Partial<Record<Device['class'], ReadonlySet<string>>> = {}

/** Whether a PCI ID is that of a device of this class that only hypervisors provide. */
export function isVirtualFunction(component: Device['class'], id: string): boolean {
  functions[component] ??= new Set(rowsIn(component).flatMap((row) => (row.virtual === true ? (row.pci ?? []) : [])))
  return functions[component].has(id)
}

/** Whether a driver shows a virtual device, whatever its PCI ID and model are. */
export const isVirtualDriver = (driver: string): boolean =>
  allDeviceRows().some(
    (row) => row.virtual === true && row.pci === undefined && row.model === undefined && row.driver?.includes(driver),
  )

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

/** A row with what it leaves to its device. */
const rowOf = ({ class: component, kinds, virtual }: Device, row: Device['rows'][number]): DeviceRow => ({
  class: component,
  guest: kinds,
  ...(virtual === true && { virtual }),
  ...row,
})

/** The rows of all devices. A start needs few of them. */
export const allDeviceRows = (): readonly DeviceRow[] =>
  DEVICES.flatMap((device) => device.rows.map((row) => rowOf(device, row)))

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

/** The class of every driver that a row names, or that needs none. */
let classes: ReadonlyMap<string, Device['class']> | undefined
let inRows: ReadonlySet<string> | undefined

/** Which component a driver serves: for listings that name drivers but no classes. */
export function classOfDriver(driver: string): Device['class'] | undefined {
  if (classes === undefined) {
    const found = new Map<string, Device['class']>()
    for (const { class: component, rows, physical = [] } of DEVICES) {
      for (const row of rows) if (row.driver !== undefined) for (const one of row.driver) found.set(one, component)
      for (const one of physical) found.set(one, component)
    }
    classes = found
  }
  return classes.get(driver)
}

const byDriver: Readonly<Record<Device['class'], Map<string, readonly DeviceRow[]>>> = { disk: new Map(), net: new Map() }

/** The rows that may be those of a device with this driver ('' or one without a row: unknown), in their order. */
export function rowsOf(component: Device['class'], driver: string): readonly DeviceRow[] {
  inRows ??= new Set(DEVICES.flatMap((device) => device.rows.flatMap((row) => row.driver ?? [])))
  const known = inRows.has(driver) ? driver : ''
  let rows = byDriver[component].get(known)
  if (rows === undefined) {
    rows = DEVICES.flatMap((device) =>
      device.class === component
        ? device.rows.flatMap((row) => (row.driver === undefined || row.driver.includes(known) ? [rowOf(device, row)] : []))
        : [],
    )
    byDriver[component].set(known, rows)
  }
  return rows
}

const functions: Partial<Record<Device['class'], ReadonlySet<string>>> = {}

/** Whether a PCI ID is that of a device of this class that only hypervisors provide. */
export function isVirtualFunction(component: Device['class'], id: string): boolean {
  functions[component] ??= new Set(
    DEVICES.flatMap((device) =>
      device.class === component
        ? device.rows.flatMap((row) => ((row.virtual ?? device.virtual) === true ? (row.pci ?? []) : []))
        : [],
    ),
  )
  return functions[component].has(id)
}

/** Whether a driver shows a virtual device, whatever its PCI ID and model are. */
export const isVirtualDriver = (driver: string): boolean =>
  DEVICES.some((device) =>
    device.rows.some(
      (row) =>
        (row.virtual ?? device.virtual) === true &&
        row.pci === undefined &&
        row.model === undefined &&
        row.driver?.includes(driver),
    ),
  )

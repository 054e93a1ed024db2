import { DISKS } from './disks.ts'
import { NETS } from './nets.ts'
import type { DeviceRow } from './row.ts'

export type { DeviceRow } from './row.ts'

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

export const ALL_DEVICE_ROWS: readonly DeviceRow[] = [...DISKS, ...NETS]

/** The class of every driver that a row names. */
let classes: ReadonlyMap<string, DeviceRow['class']> | undefined

function classesOfDrivers(): ReadonlyMap<string, DeviceRow['class']> {
  if (classes !== undefined) return classes
  const found = new Map<string, DeviceRow['class']>()
  for (const row of ALL_DEVICE_ROWS) for (const driver of row.driver ?? []) if (!found.has(driver)) found.set(driver, row.class)
  classes = found
  return classes
}

/** Which component a driver serves: for listings that name drivers but no classes. */
export const classOfDriver = (driver: string): 'disk' | 'net' | undefined =>
  classesOfDrivers().get(driver) ?? (MORE_DISKS.includes(driver) ? 'disk' : MORE_NETS.includes(driver) ? 'net' : undefined)

const byDriver: Readonly<Record<DeviceRow['class'], Map<string, readonly DeviceRow[]>>> = { disk: new Map(), net: new Map() }

/** The rows that may be those of a device with this driver ('' where it is unknown), in their order: with each row asked, a start spends a tenth of its rules' time here. */
export function rowsOf(component: DeviceRow['class'], driver: string): readonly DeviceRow[] {
  const known = classesOfDrivers().has(driver) ? driver : ''
  let rows = byDriver[component].get(known)
  if (rows === undefined) {
    rows = (component === 'disk' ? DISKS : NETS).filter((row) => row.driver === undefined || row.driver.includes(known))
    byDriver[component].set(known, rows)
  }
  return rows
}

const functions: Partial<Record<DeviceRow['class'], ReadonlySet<string>>> = {}

/** Whether a PCI ID is that of a device of this class that only hypervisors provide. */
export function isVirtualFunction(component: DeviceRow['class'], id: string): boolean {
  functions[component] ??= new Set(
    (component === 'disk' ? DISKS : NETS).flatMap((row) => (row.virtual === true ? (row.pci ?? []) : [])),
  )
  return functions[component].has(id)
}

/** Drivers of physical hardware that need no separate row: their kind follows from the machine on which they run. */
const MORE_DISKS: readonly string[] = [
  'ahci',
  'nvme',
  'mpt3sas',
  'mpt2sas',
  'megaraid_sas',
  'hpsa',
  'smartpqi',
  'arcmsr',
  'aacraid',
  'sata_nv',
  'sata_sil',
  'sata_mv',
  'isci',
  'pata_sis',
  'pata_atiixp',
]
const MORE_NETS: readonly string[] = [
  'igb',
  'e1000e',
  'igc',
  'r8169',
  'r8125',
  'tg3',
  'bnx2',
  'bnx2x',
  'forcedeth',
  'sky2',
  'skge',
  'atl1c',
  'alx',
  'e100',
  'iwlwifi',
  'iwlagn',
  'ath9k',
  'ath10k_pci',
  'ath11k_pci',
  'brcmfmac',
  'rtw88_8822ce',
  'mt7921e',
  'sis190',
  'be2net',
  'atlantic',
]

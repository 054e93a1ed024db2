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

/** Which component a driver serves: for listings that name drivers but no classes. */
export function classOfDriver(driver: string): 'disk' | 'net' | undefined {
  const row = ALL_DEVICE_ROWS.find((one) => one.driver?.includes(driver))
  return row?.class ?? (MORE_DISKS.includes(driver) ? 'disk' : MORE_NETS.includes(driver) ? 'net' : undefined)
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

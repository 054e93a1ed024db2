import { table } from '../table.ts'
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
  return ALL_DEVICE_ROWS.find((row) => row.driver?.includes(driver))?.class ?? MORE_DRIVERS[driver]
}

/** Drivers of physical hardware that need no separate row: their kind follows from the machine on which they run. */
const MORE_DRIVERS: Readonly<Record<string, 'disk' | 'net'>> = table({
  ahci: 'disk',
  nvme: 'disk',
  mpt3sas: 'disk',
  mpt2sas: 'disk',
  megaraid_sas: 'disk',
  hpsa: 'disk',
  smartpqi: 'disk',
  arcmsr: 'disk',
  aacraid: 'disk',
  sata_nv: 'disk',
  sata_sil: 'disk',
  sata_mv: 'disk',
  isci: 'disk',
  pata_sis: 'disk',
  pata_atiixp: 'disk',
  igb: 'net',
  e1000e: 'net',
  igc: 'net',
  r8169: 'net',
  r8125: 'net',
  tg3: 'net',
  bnx2: 'net',
  bnx2x: 'net',
  forcedeth: 'net',
  sky2: 'net',
  skge: 'net',
  atl1c: 'net',
  alx: 'net',
  e100: 'net',
  iwlwifi: 'net',
  iwlagn: 'net',
  ath9k: 'net',
  ath10k_pci: 'net',
  ath11k_pci: 'net',
  brcmfmac: 'net',
  rtw88_8822ce: 'net',
  mt7921e: 'net',
  sis190: 'net',
  be2net: 'net',
  atlantic: 'net',
})

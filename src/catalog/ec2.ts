/** The EC2 catalogue, decoded from its packed table. Import it lazily: nothing else needs it. */

import { ASOF, MADE, TABLE } from './ec2.data.ts'
import type { BootMode, Catalogue, InstanceType, Status, Support, Virtualization } from './model.ts'
import { unpack } from './pack.ts'

const SOURCES: Catalogue['sources'] = [
  {
    name: 'getmoto/moto instance_types.json',
    url: 'https://github.com/getmoto/moto/blob/master/moto/ec2/resources/instance_types.json',
    date: '2026-08-02',
    what: 'output of DescribeInstanceTypes for every region; its older revisions have the types that AWS no longer lists',
  },
  {
    name: '@aws-sdk/client-ec2 3.1169.0',
    url: 'https://www.npmjs.com/package/@aws-sdk/client-ec2',
    date: '2026-11',
    what: 'names of instance types that the other sources lack; their values are inferred from the family',
  },
  {
    name: 'vantage-sh/ec2instances.info',
    url: 'https://github.com/vantage-sh/ec2instances.info',
    date: '2013-09 to 2017-11',
    what: 'the table of 2015 that shows which instance types support PV and HVM, and types retired before 2017',
  },
  {
    name: 'jacquetpi/aws-explo-trend',
    url: 'https://github.com/jacquetpi/aws-explo-trend',
    date: '2025-11-19',
    what: 'launch months',
  },
  {
    name: 'awsdocs/amazon-ec2-user-guide',
    url: 'https://github.com/awsdocs/amazon-ec2-user-guide',
    date: '2023-06-15',
    what: 'families with the Intel 82599 virtual function, and families that support PV images',
  },
]

const list = <T extends string>(cell: string): readonly T[] => (cell === '' ? [] : (cell.split('|') as T[]))
const flag = (cell: string): boolean | undefined => (cell === '' ? undefined : cell === '1')
const number = (cell: string): number | undefined => (cell === '' ? undefined : Number(cell))
const text = <T extends string>(cell: string): T | undefined => (cell === '' ? undefined : (cell as T))

/** Removes undefined fields, so that types print and compare by their known fields. */
function compact<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined)) as T
}

let decoded: Catalogue | undefined

/** The catalogue as shipped. Decoded once per process. */
export function ec2Catalogue(): Catalogue {
  if (decoded !== undefined) return decoded
  const columns = unpack(TABLE)
  const families = columns.get('family')!
  const types: InstanceType[] = []
  for (let i = 0; i < TABLE.rows; i++) {
    const at = (name: string): string => columns.get(name)![i]!
    const family = families[i]!
    const size = at('size')
    const virt2015 = list<Virtualization>(at('virt_types_2015'))
    const boot = list<BootMode>(at('boot_modes'))
    const roots = list<string>(at('root_device_types'))
    const accelerators = list<string>(at('gpu_or_accel'))
    types.push(
      compact<InstanceType>({
        type: `${family}.${size}`,
        family,
        size,
        hypervisor: at('hypervisor') as InstanceType['hypervisor'],
        xenOnNitro: text<NonNullable<InstanceType['xenOnNitro']>>(at('xen_on_nitro')),
        metal: at('bare_metal') === '1',
        virtualization: list<Virtualization>(at('virt_types')),
        virtualization2015: virt2015.length === 0 ? undefined : virt2015,
        boot: boot.length === 0 ? undefined : boot,
        ena: at('ena') as Support,
        ixgbevf: at('ixgbevf') === 'supported',
        efa: flag(at('efa')),
        enaExpress: flag(at('ena_express')),
        ebsNvme: at('ebs_nvme') as Support,
        instanceStore: flag(at('instance_store')),
        instanceStoreNvme: text<Support>(at('instance_store_nvme')),
        instanceStoreGb: number(at('instance_store_gb')),
        ebsOptimized: text<NonNullable<InstanceType['ebsOptimized']>>(at('ebs_optimized')),
        rootDevices: roots.length === 0 ? undefined : roots,
        currentGeneration: flag(at('current_generation')),
        arch: list<string>(at('arch')),
        cpu: text<string>(at('cpu_manufacturer')),
        vcpus: number(at('vcpu')),
        memoryMib: number(at('memory_mib')),
        burstable: flag(at('burstable')),
        nested: flag(at('nested_virt')),
        nitroTpm: text<Support>(at('nitro_tpm')),
        nitroEnclaves: text<Support>(at('nitro_enclaves')),
        rebootMigration: text<Support>(at('reboot_migration')),
        networkPerformance: text<string>(at('network_performance')),
        accelerators: accelerators.length === 0 ? undefined : accelerators,
        launch: text<string>(at('launch')),
        launchBy: at('launch_source') === 'first-seen<=' ? true : undefined,
        status: at('status') as Status,
        lastSeen: text<string>(at('last_seen')),
        source: at('source'),
      }),
    )
  }
  decoded = { asOf: ASOF, made: MADE, sources: SOURCES, types }
  return decoded
}

/** The type of that name in the catalogue as shipped. */
export function findType(name: string): InstanceType | undefined {
  return ec2Catalogue().types.find((t) => t.type === name.trim().toLowerCase())
}

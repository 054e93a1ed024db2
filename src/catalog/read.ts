/** The door for JSON of the AWS API: shapes are checked and sizes bounded before anything else looks at it. */
import * as v from 'valibot'
import { Fault } from '../fault.ts'
import type { InstanceType, Support, Virtualization } from './model.ts'

/** DescribeInstanceTypes of one region is about 4 MB; a large fleet's DescribeInstances some tens. */
export const MOST_BYTES: number = 64 * 1024 * 1024
const MOST_TYPES = 20_000
const MOST_INSTANCES = 200_000

const word: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^[\x20-\x7e]*$/, 'has characters that no EC2 instance type has in its name'),
)
const words: v.GenericSchema<string[]> = v.pipe(v.array(word), v.maxLength(64))
const typeName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,30}\.[a-z0-9-]{1,30}$/, 'is not the name of an instance type'))
const count = v.pipe(v.number(), v.finite(), v.minValue(0))

const typeInfo = v.object({
  InstanceType: typeName,
  Hypervisor: v.optional(word),
  BareMetal: v.optional(v.boolean()),
  CurrentGeneration: v.optional(v.boolean()),
  BurstablePerformanceSupported: v.optional(v.boolean()),
  SupportedVirtualizationTypes: v.optional(words),
  SupportedRootDeviceTypes: v.optional(words),
  SupportedBootModes: v.optional(words),
  NitroTpmSupport: v.optional(word),
  NitroEnclavesSupport: v.optional(word),
  RebootMigrationSupport: v.optional(word),
  InstanceStorageSupported: v.optional(v.boolean()),
  InstanceStorageInfo: v.optional(v.object({ TotalSizeInGB: v.optional(count), NvmeSupport: v.optional(word) })),
  ProcessorInfo: v.optional(
    v.object({
      SupportedArchitectures: v.optional(words),
      SupportedFeatures: v.optional(words),
      Manufacturer: v.optional(word),
    }),
  ),
  VCpuInfo: v.optional(v.object({ DefaultVCpus: v.optional(count) })),
  MemoryInfo: v.optional(v.object({ SizeInMiB: v.optional(count) })),
  EbsInfo: v.optional(v.object({ NvmeSupport: v.optional(word), EbsOptimizedSupport: v.optional(word) })),
  NetworkInfo: v.optional(
    v.object({
      EnaSupport: v.optional(word),
      EfaSupported: v.optional(v.boolean()),
      EnaSrdSupported: v.optional(v.boolean()),
      NetworkPerformance: v.optional(word),
    }),
  ),
})
type TypeInfo = v.InferOutput<typeof typeInfo>

const typesPage = v.object({ InstanceTypes: v.pipe(v.array(typeInfo), v.maxLength(MOST_TYPES)) })

const instance = v.object({
  InstanceId: v.pipe(v.string(), v.regex(/^i-[0-9a-f]{1,32}$/, 'an instance id such as i-0123456789abcdef0 is expected')),
  InstanceType: typeName,
  VirtualizationType: v.optional(word),
  Hypervisor: v.optional(word),
  EnaSupport: v.optional(v.boolean()),
  SriovNetSupport: v.optional(word),
  BootMode: v.optional(word),
  CurrentInstanceBootMode: v.optional(word),
  Architecture: v.optional(word),
  ImageId: v.optional(word),
  Platform: v.optional(word),
  PlatformDetails: v.optional(word),
  State: v.optional(v.object({ Name: v.optional(word) })),
  Tags: v.optional(v.array(v.object({ Key: v.string(), Value: v.optional(v.string()) }))),
})
/** The fields of an instance in DescribeInstances output that decide colours. */
export interface Instance {
  readonly InstanceId: string
  readonly InstanceType: string
  readonly VirtualizationType?: string | undefined
  /** `xen` for Nitro instances too: no use. */
  readonly Hypervisor?: string | undefined
  readonly EnaSupport?: boolean | undefined
  readonly SriovNetSupport?: string | undefined
  readonly BootMode?: string | undefined
  readonly CurrentInstanceBootMode?: string | undefined
  readonly Architecture?: string | undefined
  readonly ImageId?: string | undefined
  readonly Platform?: string | undefined
  readonly PlatformDetails?: string | undefined
  readonly State?: { readonly Name?: string | undefined } | undefined
  readonly Tags?: readonly { readonly Key: string; readonly Value?: string | undefined }[] | undefined
}

const instancesPage = v.object({
  Reservations: v.array(v.object({ Instances: v.pipe(v.array(instance), v.maxLength(MOST_INSTANCES)) })),
})

/** Text as JSON. @throws Fault in one line with the place in the text */
export function jsonOf(path: string, text: string): unknown {
  if (text.length > MOST_BYTES) throw new Fault(`${path}: larger than ${MOST_BYTES / 1024 / 1024} MiB`)
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const at = /position (\d+)/.exec(message)?.[1]
    const line = at === undefined ? '' : `:${text.slice(0, Number(at)).split('\n').length}`
    throw new Fault(`${path}${line}: not JSON${text.trim() === '' ? ' (it is empty)' : ''}`)
  }
}

function check<S extends v.GenericSchema>(path: string, schema: S, value: unknown, what: string): v.InferOutput<S> {
  let result: v.SafeParseResult<S>
  try {
    result = v.safeParse(schema, value, { abortEarly: true })
  } catch {
    throw new Fault(`${path}: not ${what}: nested too deeply`)
  }
  if (result.success) return result.output
  const issue = result.issues[0]
  const at = issue.path?.map((item: { key: unknown }) => String(item.key).slice(0, 60)).join('.') ?? ''
  throw new Fault(`${path}: not ${what}: ${at === '' ? '' : `${at}: `}${issue.message}`)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The types in `aws ec2 describe-instance-types --output json`, or a list of such pages.
 * @throws Fault naming the file and the field
 */
export function readTypes(path: string, value: unknown): InstanceType[] {
  const what = 'DescribeInstanceTypes output'
  const pages = Array.isArray(value) && isObject(value[0]) && 'InstanceTypes' in value[0] ? value : [value]
  if (Array.isArray(value) && pages.length === 1 && pages[0] === value) {
    return check(path, typesPage, { InstanceTypes: value }, what).InstanceTypes.map(fromInfo)
  }
  if (pages.length > 1_000) throw new Fault(`${path}: more than 1,000 pages`)
  return pages.flatMap((page) => check(path, typesPage, page, what).InstanceTypes).map(fromInfo)
}

/**
 * The instances in `aws ec2 describe-instances --output json`.
 * @throws Fault naming the file and the field
 */
export function readInstances(path: string, value: unknown): Instance[] {
  const what = 'DescribeInstances output'
  if (isObject(value) && 'InstanceTypes' in value)
    throw new Fault(`${path}: this is DescribeInstanceTypes output, not ${what}; use it with virtcolor catalog refresh`)
  if (Array.isArray(value)) return check(path, v.pipe(v.array(instance), v.maxLength(MOST_INSTANCES)), value, what)
  return check(path, instancesPage, value, what).Reservations.flatMap((r) => r.Instances)
}

/** Families with the Intel 82599 virtual function: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html */
const FAMILIES_82599 = ['c3', 'c4', 'd2', 'i2', 'm4', 'r3']

const support = (value: string | undefined): Support => (value === 'required' || value === 'supported' ? value : 'unsupported')

function fromInfo(info: TypeInfo): InstanceType {
  const dot = info.InstanceType.indexOf('.')
  const family = info.InstanceType.slice(0, dot)
  const metal = info.BareMetal === true
  const known = {
    instanceStore: info.InstanceStorageSupported,
    instanceStoreGb: info.InstanceStorageInfo?.TotalSizeInGB,
    instanceStoreNvme: info.InstanceStorageInfo?.NvmeSupport,
    boot: info.SupportedBootModes,
    efa: info.NetworkInfo?.EfaSupported,
    enaExpress: info.NetworkInfo?.EnaSrdSupported,
    ebsOptimized: info.EbsInfo?.EbsOptimizedSupport,
    rootDevices: info.SupportedRootDeviceTypes,
    currentGeneration: info.CurrentGeneration,
    cpu: info.ProcessorInfo?.Manufacturer,
    vcpus: info.VCpuInfo?.DefaultVCpus,
    memoryMib: info.MemoryInfo?.SizeInMiB,
    burstable: info.BurstablePerformanceSupported,
    nested:
      info.ProcessorInfo?.SupportedFeatures === undefined
        ? undefined
        : info.ProcessorInfo.SupportedFeatures.includes('nested-virtualization'),
    nitroTpm: info.NitroTpmSupport,
    nitroEnclaves: info.NitroEnclavesSupport,
    rebootMigration: info.RebootMigrationSupport,
    networkPerformance: info.NetworkInfo?.NetworkPerformance,
  }
  return {
    type: info.InstanceType,
    family,
    size: info.InstanceType.slice(dot + 1),
    hypervisor: metal ? 'none' : info.Hypervisor === 'xen' ? 'xen' : 'nitro',
    metal,
    virtualization: (info.SupportedVirtualizationTypes ?? ['hvm']) as Virtualization[],
    ena: support(info.NetworkInfo?.EnaSupport),
    ixgbevf: FAMILIES_82599.includes(family) && info.InstanceType !== 'm4.16xlarge',
    ebsNvme: support(info.EbsInfo?.NvmeSupport),
    arch: info.ProcessorInfo?.SupportedArchitectures ?? [],
    status: 'listed',
    source: 'your DescribeInstanceTypes',
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
  }
}

/** The nouns of the EC2 catalogue. A field that is undefined is not known from any source. */

export const SUPPORT = ['required', 'supported', 'unsupported'] as const
export type Support = (typeof SUPPORT)[number]
export type Virtualization = 'hvm' | 'paravirtual'
export type BootMode = 'legacy-bios' | 'uefi'

/**
 * `listed`: in the API; `delisted`: formerly in the API; `retired`: removed before the API listed types; `sdk-enum-only`, `price-list-only`:
 * the name is known from there only and the values are inferred from its family.
 */
export const STATUSES = ['listed', 'delisted', 'retired', 'sdk-enum-only', 'price-list-only'] as const
export type Status = (typeof STATUSES)[number]

/** One EC2 instance type. */
export interface InstanceType {
  /** `c3.large` */
  readonly type: string
  readonly family: string
  readonly size: string
  readonly hypervisor: 'nitro' | 'xen' | 'none'
  /** AWS may run Xen types as a compatibility layer on Nitro hardware: announced for 2022, observed, or possible. */
  readonly xenOnNitro?: 'announced-2022' | 'observed' | 'possible'
  readonly metal: boolean
  /** What the API says today. */
  readonly virtualization: readonly Virtualization[]
  /** The Amazon Linux AMI matrix of 2015: what each type took in the years of the article. */
  readonly virtualization2015?: readonly Virtualization[]
  readonly boot?: readonly BootMode[]
  readonly ena: Support
  /** Intel 82599 virtual function: not in the API, a rule by family. */
  readonly ixgbevf: boolean
  readonly efa?: boolean
  readonly enaExpress?: boolean
  readonly ebsNvme: Support
  readonly instanceStore?: boolean
  readonly instanceStoreNvme?: Support
  readonly instanceStoreGb?: number
  readonly ebsOptimized?: 'default' | 'supported' | 'unsupported'
  readonly rootDevices?: readonly string[]
  readonly currentGeneration?: boolean
  /** `x86_64`, `i386`, `arm64`, `arm64_mac`, `x86_64_mac` */
  readonly arch: readonly string[]
  readonly cpu?: string
  readonly vcpus?: number
  readonly memoryMib?: number
  readonly burstable?: boolean
  readonly nested?: boolean
  readonly nitroTpm?: Support
  readonly nitroEnclaves?: Support
  readonly rebootMigration?: Support
  readonly networkPerformance?: string
  readonly accelerators?: readonly string[]
  /** `2013-11`; with `launchBy`, that month or earlier. */
  readonly launch?: string
  readonly launchBy?: boolean
  readonly status: Status
  readonly lastSeen?: string
  readonly source: string
}

export interface Catalogue {
  /** Day of the newest API data in it. */
  readonly asOf: string
  /** Day on which it was put together. */
  readonly made: string
  readonly sources: readonly { readonly name: string; readonly url: string; readonly date: string; readonly what: string }[]
  readonly types: readonly InstanceType[]
}

import type { ModeId, Rule, RuleTable, Signal, Verdict } from '../model.ts'
import { table } from '../table.ts'
import { acrn } from './acrn.ts'
import { any } from './any.ts'
import { apple } from './apple.ts'
import { bare } from './bare.ts'
import { bhyve } from './bhyve.ts'
import { ec2 } from './ec2.ts'
import { hyperv } from './hyperv.ts'
import { jailhouse } from './jailhouse.ts'
import { kvm } from './kvm.ts'
import { lpar } from './lpar.ts'
import { openbsdVmm } from './openbsd-vmm.ts'
import { parallels } from './parallels.ts'
import { powervm } from './powervm.ts'
import { qemuTcg } from './qemu-tcg.ts'
import { qnx } from './qnx.ts'
import { simple } from './simple.ts'
import { sre } from './sre.ts'
import { uml } from './uml.ts'
import { virtualbox } from './virtualbox.ts'
import { vmware } from './vmware.ts'
import { xen } from './xen.ts'
import { zvm } from './zvm.ts'

/** What differs between the guest types (modes) of a hypervisor that has several. */
export interface GuestTypes {
  /** The modes that a machine with these signals can have: none where its architecture has one guest type. */
  readonly possible: (signals: ReadonlyMap<string, readonly Signal[]>) => readonly string[]
  /** Whether the verdict on the mode rests on the architecture alone, which may be another one. */
  readonly isAssumed: (mode: Verdict, signals: ReadonlyMap<string, readonly Signal[]>) => boolean
  /** Modes without a device model (QEMU), which have no emulated devices. */
  readonly withoutDeviceModel: readonly ModeId[]
  /** Modes that the control domain can have. Its board is the one below the hypervisor. */
  readonly ofControlDomain: readonly ModeId[]
  /** The signal with the hypervisor's version. */
  readonly version: string
}

/** One hypervisor: how to recognise it, its modes, its rules. All data; the engine is src/judge/judge.ts. */
export interface Hypervisor {
  readonly id: string
  readonly name: string
  readonly rules: readonly Rule[]
  /** Rules that are created and evaluated only if their common precondition holds, usually that this is the hypervisor. */
  readonly tables?: readonly RuleTable[]
  readonly guestTypes?: GuestTypes
}

export const HYPERVISORS_KNOWN: readonly Hypervisor[] = [
  xen,
  kvm,
  hyperv,
  vmware,
  virtualbox,
  ...[bhyve, openbsdVmm, parallels, apple, acrn, jailhouse, qemuTcg, qnx, sre, uml, powervm, zvm, lpar].map(simple),
  bare,
  ec2,
  any,
]

/** What is known of the guest types of a hypervisor; nothing where it has one. */
export const guestTypesOf = (id: string): GuestTypes | undefined => HYPERVISORS_KNOWN.find((h) => h.id === id)?.guestTypes

/** Rules that are evaluated for every machine. */
export const RULES: readonly Rule[] = HYPERVISORS_KNOWN.flatMap((h) => h.rules)

/** Rules that are evaluated only under a precondition. */
export const TABLES: readonly RuleTable[] = HYPERVISORS_KNOWN.flatMap((h) => h.tables ?? [])

/** All rules of a hypervisor, with and without a precondition. */
export const rulesOf = ({ rules, tables = [] }: Hypervisor): readonly Rule[] => [...rules, ...tables.flatMap((t) => t.rows())]

const NAMES: Readonly<Record<string, string>> = table({ pvm: 'PVM', unknown: 'unknown' })

export function hypervisorName(id: string): string {
  return NAMES[id] ?? HYPERVISORS_KNOWN.find((h) => h.id === id)?.name ?? id
}

import type { Rule } from '../model.ts'
import { any } from './any.ts'
import { bare } from './bare.ts'
import { ec2 } from './ec2.ts'
import { hyperv } from './hyperv.ts'
import { kvm } from './kvm.ts'
import { others } from './others.ts'
import { virtualbox } from './virtualbox.ts'
import { vmware } from './vmware.ts'
import { xen } from './xen.ts'

/** One hypervisor: how to recognise it, its modes, its rules. All data; the engine is src/judge/judge.ts. */
export interface Hypervisor {
  readonly id: string
  readonly name: string
  readonly rules: readonly Rule[]
  /** Rules about the mode, heard and made only when it is this hypervisor. */
  readonly modes?: () => readonly Rule[]
}

export const HYPERVISORS_KNOWN: readonly Hypervisor[] = [xen, kvm, hyperv, vmware, virtualbox, ...others, bare, ec2, any]

/** What is heard whichever hypervisor it is. */
export const RULES: readonly Rule[] = HYPERVISORS_KNOWN.flatMap((h) => h.rules)

/** All rules of a hypervisor, those about its modes last. */
export const rulesOf = ({ rules, modes }: Hypervisor): readonly Rule[] => [...rules, ...(modes?.() ?? [])]

const NAMES: Readonly<Record<string, string>> = { pvm: 'PVM', unknown: 'unknown' }

export function hypervisorName(id: string): string {
  return NAMES[id] ?? HYPERVISORS_KNOWN.find((h) => h.id === id)?.name ?? id
}

import type { ComponentId, Kind, ModeId } from '../model.ts'

export const MODE_NAMES: Record<ModeId, string> = {
  pv: 'PV',
  hvm: 'HVM',
  'hvm-pv-drivers': 'HVM with PV drivers',
  pvhvm: 'PVHVM',
  pvh: 'PVH',
  'pvh-v1': 'PVH (first version)',
}

/** What a kind in a component means on Xen: the words for what a mode settles by itself. */
const MEANS: Readonly<Record<string, string>> = {
  'cpu VH': "the processor's virtualization extensions run the guest",
  'cpu P': 'privileged instructions and page tables go through hypercalls',
  'board VS': 'hvmloader and the device model make a PC',
  'board P': 'Xen starts the kernel itself, there is no board',
  'interrupts VS': 'interrupts and timers of an emulated IO-APIC and local APIC',
  'interrupts P': 'event channels and Xen timers',
}

export function modeSays(mode: string | undefined, component: ComponentId, kind: Kind): string {
  const means = MEANS[`${component} ${kind}`] ?? `${kind}`
  return mode === undefined ? means : `${MODE_NAMES[mode as ModeId]}: ${means}`
}

import { hypervisorName } from '../hypervisors/index.ts'
import type { Finding, Layer, ModeId, Signal, Verdict } from '../model.ts'
import { CONTAINERS, PLATFORMS } from '../platforms/index.ts'
import { table } from '../table.ts'
import type { Signals } from './judge.ts'

/** Virtual boards, and the hypervisor that each implies when Xen runs on it. */
const BELOW: Readonly<Record<string, string>> = table({
  qemu: 'kvm',
  bochs: 'kvm',
  kvm: 'kvm',
  ec2: 'kvm',
  gce: 'kvm',
  nutanix: 'kvm',
  ovirt: 'kvm',
  openstack: 'kvm',
  hyperv: 'hyperv',
  vmware: 'vmware',
  virtualbox: 'virtualbox',
  parallels: 'parallels',
  bhyve: 'bhyve',
  apple: 'apple',
  alibaba: 'kvm',
})

/** The same by ACPI vendor ID, for logs of kernels that do not print the DMI line. */
const BELOW_ACPI: Readonly<Record<string, string>> = table({
  VBOX: 'virtualbox',
  BOCHS: 'qemu',
  VRTUAL: 'hyperv',
  PRLS: 'parallels',
  BHYVE: 'bhyve',
})

/**
 * The hypervisor below a nested Xen: the domain sees the virtual board of another hypervisor. QEMU's board is the same under KVM and TCG,
 * so that layer is named after the board.
 */
export function outerOf(id: string, signals: Signals): Signal | undefined {
  const program = signals.get('s390.outer')?.[0]
  if (program !== undefined && id !== 'unknown') {
    const value = /z\/VM/.test(program.value) ? 'zvm' : /KVM/.test(program.value) ? 'kvm' : undefined
    return value === undefined ? undefined : { name: 'outer', value, proof: program.proof }
  }
  if (id !== 'xen') return undefined
  const bit = signals.get('xen.nested')?.[0]
  const tables = signals.get('acpi.oem')?.find((s) => BELOW_ACPI[s.value.trim()] !== undefined)
  const board = signals.get('dmi.virtual')?.find((s) => BELOW[s.value] !== undefined)
  if (board === undefined)
    return tables !== undefined
      ? { name: 'outer', value: BELOW_ACPI[tables.value.trim()]!, proof: tables.proof }
      : bit && { name: 'outer', value: 'unknown', proof: bit.proof }
  if (signals.get('dmi.virtual')!.some((s) => s.value === 'xen')) return undefined
  return {
    name: 'outer',
    value: board.value === 'qemu' || board.value === 'bochs' ? 'qemu' : BELOW[board.value]!,
    proof: board.proof,
  }
}

const OUTER_NAMES: Readonly<Record<string, string>> = table({
  qemu: 'QEMU (KVM or TCG)',
  unknown: 'another hypervisor',
})

/** Outermost first: platform, the hypervisor below, the hypervisor, the mode, the container. */
export function layersOf(l: {
  hypervisor: string
  outer: Signal | undefined
  mode: ModeId | undefined
  modeName: string | undefined
  platform: Verdict
  container: Verdict
  because: readonly Finding[]
  modeBecause: readonly Finding[]
}): Layer[] {
  const proofs = (findings: readonly Finding[]): Layer['proof'] => findings.slice(0, 1).flatMap((f) => f.proof.slice(0, 1))
  const layers: Layer[] = []
  if (l.platform.value !== undefined && l.platform.because.length > 0)
    layers.push({
      what: 'platform',
      id: l.platform.value,
      name: PLATFORMS[l.platform.value]!,
      proof: proofs(l.platform.because),
    })
  if (l.outer !== undefined)
    layers.push({
      what: 'hypervisor',
      id: l.outer.value,
      name: OUTER_NAMES[l.outer.value] ?? hypervisorName(l.outer.value),
      proof: [l.outer.proof],
    })
  layers.push({ what: 'hypervisor', id: l.hypervisor, name: hypervisorName(l.hypervisor), proof: proofs(l.because) })
  if (l.mode !== undefined) layers.push({ what: 'mode', id: l.mode, name: l.modeName!, proof: proofs(l.modeBecause) })
  if (l.container.value !== undefined && l.container.because.length > 0)
    layers.push({
      what: 'container',
      id: l.container.value,
      name: CONTAINERS[l.container.value]!,
      proof: proofs(l.container.because),
    })
  return layers
}

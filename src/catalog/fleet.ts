/** A fleet from DescribeInstances output: the predicted colours, and the type to which each instance should move. */
import { COMPONENTS, type ComponentId, type Kind } from '../model.ts'
import type { BootMode, InstanceType } from './model.ts'
import { type Prediction, predict } from './predict.ts'
import type { Instance } from './read.ts'
import { successorOf } from './successor.ts'

export interface FleetRow {
  readonly id: string
  readonly name?: string
  readonly type: string
  readonly state?: string
  readonly image: string
  /** `xen`, `nitro`, `none`: of the type. The API's own Hypervisor field says xen for Nitro instances too. */
  readonly hypervisor: string
  /** Undefined when the catalogue does not know the type. */
  readonly prediction?: Prediction
  readonly moveTo?: string
  readonly first: readonly string[]
  readonly why: string
}

/** What to call a cell that the API cannot settle. */
export function cellsOf(row: FleetRow): Readonly<Record<ComponentId, Kind>> {
  return Object.fromEntries(COMPONENTS.map((c) => [c, row.prediction?.cells[c].kind ?? '?'])) as Record<ComponentId, Kind>
}

/** One row per instance, in the order of the files. */
export function fleetOf(instances: readonly Instance[], types: readonly InstanceType[]): FleetRow[] {
  const byName = new Map(types.map((t) => [t.type, t]))
  return instances.map((instance) => rowOf(instance, byName.get(instance.InstanceType), types))
}

function rowOf(instance: Instance, type: InstanceType | undefined, types: readonly InstanceType[]): FleetRow {
  const name = instance.Tags?.find((t) => t.Key === 'Name')?.Value
  const image = instance.VirtualizationType === 'paravirtual' ? 'paravirtual' : 'hvm'
  const base = {
    id: instance.InstanceId,
    ...(name === undefined ? {} : { name }),
    type: instance.InstanceType,
    ...(instance.State?.Name === undefined ? {} : { state: instance.State.Name }),
    image: instance.VirtualizationType ?? '?',
  }
  if (type === undefined) {
    return {
      ...base,
      hypervisor: '?',
      first: [],
      why: 'the instance type is not in the catalogue; virtcolor catalog refresh compares the catalogue with your describe-instance-types output',
    }
  }
  // A field that the API omits means no: EnaSupport is a flag of the instance, and SriovNetSupport is present only as `simple`.
  const prediction = predict(type, {
    virtualization: image,
    ena: instance.EnaSupport ?? type.hypervisor !== 'xen',
    sriov: instance.SriovNetSupport === 'simple',
  })
  return { ...base, hypervisor: type.hypervisor, prediction, ...moveOf(instance, type, image, prediction, types) }
}

function moveOf(
  instance: Instance,
  type: InstanceType,
  image: 'hvm' | 'paravirtual',
  prediction: Prediction,
  types: readonly InstanceType[],
): Pick<FleetRow, 'moveTo' | 'first' | 'why'> {
  if (type.hypervisor === 'none') return { first: [], why: 'bare metal: nothing is virtualized' }
  if (type.hypervisor === 'nitro') {
    const old =
      type.currentGeneration === false ? '; an instance type of the current generation costs less for the same work' : ''
    return { first: [], why: `Nitro: disk, network and interrupts are virtualized in hardware${old}` }
  }
  const windows = instance.Platform?.toLowerCase() === 'windows'
  const boot = bootOf(instance)
  const next = successorOf(type, types, boot)
  const first: string[] = []
  if (image === 'paravirtual') first.push('build a new image as HVM')
  if (instance.Architecture === 'i386') first.push('rebuild as 64-bit (no Nitro instance type supports i386)')
  if (instance.EnaSupport !== true) {
    first.push(
      windows
        ? 'install the ENA and NVMe drivers for Windows and set EnaSupport'
        : 'add ena and nvme to the kernel and initramfs and set EnaSupport',
    )
  } else first.push('check that nvme is in the initramfs and that fstab mounts by UUID')
  const network = prediction.cells.network.kind
  const meanwhile =
    network === 'P' && type.ixgbevf && image === 'hvm'
      ? ' (until then SriovNetSupport=simple and ixgbevf give this instance type hardware networking)'
      : network === 'P' && type.ena !== 'unsupported' && image === 'hvm'
        ? ' (until then EnaSupport=true and ena give this instance type hardware networking)'
        : ''
  const gains = COMPONENTS.filter((c) => c !== 'board' && prediction.cells[c].kind === 'P')
  return {
    ...(next === undefined ? {} : { moveTo: next.type.type }),
    first,
    why:
      next === undefined
        ? `no current Nitro instance type of this series is large enough${meanwhile}`
        : `${gains.join(', ')} become virtualized in hardware (VH); ${next.why}${meanwhile}`,
  }
}

function bootOf(instance: Instance): BootMode | undefined {
  const mode = instance.CurrentInstanceBootMode ?? instance.BootMode
  return mode === 'uefi' || mode === 'legacy-bios' ? mode : undefined
}

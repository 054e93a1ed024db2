/**
 * The row of colours that a type gives, by rules over what the API says of it: never by hand. The same engine that judges a
 * running machine hears them, so that each cell has the line that decided it.
 */
import { colourOf } from '../chart/colours.ts'
import { nearestRow } from '../chart/rows.ts'
import { index, judge } from '../judge/judge.ts'
import { COMPONENTS, type Colour, type ComponentId, type Finding, KINDS, type Kind, type Rule, type Signal } from '../model.ts'
import type { InstanceType, Virtualization } from './model.ts'

/** Traits of the image or the instance. The default is the best that the type supports. */
export interface ImageTraits {
  readonly virtualization?: Virtualization
  /** EnaSupport of the image or instance. */
  readonly ena?: boolean
  /** SriovNetSupport is `simple`. */
  readonly sriov?: boolean
  /** A guest without PVHVM, such as Windows: its interrupts and timers stay emulated. */
  readonly pvhvm?: boolean
}

export interface PredictedCell {
  readonly kind: Kind
  readonly colour: Colour
  readonly because: readonly Finding[]
  /** What the cell leaves out, such as a local disk of another kind than the root disk. */
  readonly note?: string
}

export interface Prediction {
  readonly mode: 'pv' | 'pvhvm' | 'hvm-pv-drivers' | null
  readonly row: { readonly id: string; readonly name: string }
  readonly cells: Readonly<Record<ComponentId, PredictedCell>>
}

const INSTANCE_TYPE_INFO = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html'
const AMI_TYPES = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html'
const SRIOV = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html'
const ENA = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/enhanced-networking-ena.html'
const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'

const METAL = { 'ec2.metal': 'true' }
const NITRO = { 'ec2.hypervisor': 'nitro' }
const XEN_HVM = { 'ec2.hypervisor': 'xen', 'ec2.image': 'hvm' }
const XEN_PV = { 'ec2.hypervisor': 'xen', 'ec2.image': 'paravirtual' }

const everywhere = (id: string, allows: Kind, when: Rule['when'], says: string, see: string, rank = 50): Rule[] =>
  COMPONENTS.map((about) => ({ id, about, allows: [allows], rank, when, says, see: [see] }))

const RULES: readonly Rule[] = [
  ...everywhere('ec2-metal', 'H', METAL, 'a bare metal instance type has no hypervisor', INSTANCE_TYPE_INFO, 90),
  ...everywhere('ec2-xen-pv', 'P', XEN_PV, 'every component of a PV guest on Xen is paravirtual', AMI_TYPES, 80),
  {
    id: 'ec2-hvm-cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: 50,
    when: [NITRO, XEN_HVM],
    says: 'an HVM guest uses hardware virtualization with nested page tables',
    see: [AMI_TYPES],
  },
  {
    id: 'ec2-hvm-board',
    about: 'board',
    allows: ['VS'],
    rank: 50,
    when: [NITRO, XEN_HVM],
    says: 'an HVM guest has an emulated motherboard with firmware',
    see: [AMI_TYPES],
  },
  {
    id: 'ec2-nitro-interrupts',
    about: 'interrupts',
    allows: ['VH'],
    rank: 50,
    when: NITRO,
    says: 'on Nitro, interrupts are delivered in hardware (posted interrupts)',
    see: [GREGG_2017],
  },
  {
    id: 'ec2-xen-interrupts',
    about: 'interrupts',
    allows: ['P'],
    rank: 50,
    when: { ...XEN_HVM, 'ec2.image.pvhvm': 'true' },
    says: 'a PVHVM guest uses event channels',
    see: [GREGG_2017],
  },
  {
    id: 'ec2-xen-interrupts-emulated',
    about: 'interrupts',
    allows: ['VS'],
    rank: 50,
    when: { ...XEN_HVM, 'ec2.image.pvhvm': 'false' },
    says: 'a guest without PVHVM support uses emulated interrupts and timers',
    see: [GREGG_2017],
  },
  {
    id: 'ec2-nitro-disk',
    about: 'disk',
    allows: ['VH'],
    rank: 50,
    when: NITRO,
    says: 'on Nitro, EBS volumes are NVMe devices',
    see: [INSTANCE_TYPE_INFO],
  },
  {
    id: 'ec2-xen-disk',
    about: 'disk',
    allows: ['P'],
    rank: 50,
    when: XEN_HVM,
    says: 'on Xen instance types, EBS volumes are PV disks (xen-blkfront)',
    see: [GREGG_2017],
  },
  {
    id: 'ec2-nitro-network',
    about: 'network',
    allows: ['VH'],
    rank: 50,
    when: NITRO,
    says: 'on Nitro, every NIC is an Elastic Network Adapter (ENA)',
    see: [ENA],
  },
  {
    id: 'ec2-xen-ena',
    about: 'network',
    allows: ['VH'],
    rank: 60,
    when: { ...XEN_HVM, 'ec2.ena': ['required', 'supported'], 'ec2.image.ena': 'true' },
    says: 'the instance type has an Elastic Network Adapter (ENA), and the image supports it',
    see: [ENA],
  },
  {
    id: 'ec2-xen-82599',
    about: 'network',
    allows: ['VH'],
    rank: 60,
    when: { ...XEN_HVM, 'ec2.82599': 'true', 'ec2.image.sriov': 'true' },
    says: 'the instance type has an Intel 82599 virtual function, and the image supports it',
    see: [SRIOV],
  },
  {
    id: 'ec2-xen-netfront',
    about: 'network',
    allows: ['P'],
    rank: 40,
    when: XEN_HVM,
    says: 'without SR-IOV the NIC is a PV NIC (xen-netfront)',
    see: [SRIOV],
  },
]

/** The image type that is assumed by default: HVM if the instance type supports it. */
export function defaultImage(type: InstanceType): Virtualization {
  return type.virtualization.includes('hvm') ? 'hvm' : 'paravirtual'
}

function signalsOf(type: InstanceType, image: ImageTraits): Signal[] {
  const virtualization = image.virtualization ?? defaultImage(type)
  const facts: readonly (readonly [name: string, value: string, text: string])[] = [
    ['ec2.metal', String(type.metal), `BareMetal=${type.metal}`],
    ['ec2.hypervisor', type.hypervisor, type.metal ? 'Hypervisor absent' : `Hypervisor=${type.hypervisor}`],
    ['ec2.image', virtualization, `VirtualizationType=${virtualization}`],
    ['ec2.ena', type.ena, `EnaSupport=${type.ena}`],
    ['ec2.82599', String(type.ixgbevf), `Intel 82599 VF (by family)=${type.ixgbevf}`],
    [
      'ec2.image.ena',
      String(image.ena ?? true),
      image.ena === undefined ? 'EnaSupport=true (assumed)' : `EnaSupport=${image.ena}`,
    ],
    [
      'ec2.image.sriov',
      String(image.sriov ?? true),
      image.sriov === undefined ? 'SriovNetSupport=simple (assumed)' : `SriovNetSupport=${image.sriov ? 'simple' : 'absent'}`,
    ],
    [
      'ec2.image.pvhvm',
      String(image.pvhvm ?? true),
      image.pvhvm === false ? 'guest without PVHVM' : 'Linux guest with PVHVM (assumed)',
    ],
  ]
  return facts.map(([name, value, text]) => ({ name, value, proof: { path: 'EC2 catalogue', text } }))
}

/** Most types agree in everything that the rules use: about a dozen predictions cover all of them. */
const known = new Map<string, Prediction>()

/** The colours of an image on an instance type. */
export function predict(type: InstanceType, image: ImageTraits = {}): Prediction {
  const seen = signalsOf(type, image)
  const key = [...seen.map((s) => s.proof.text), type.instanceStoreNvme].join()
  const before = known.get(key)
  if (before !== undefined) return before
  const prediction = judged(type, image, seen)
  known.set(key, prediction)
  return prediction
}

function judged(type: InstanceType, image: ImageTraits, seen: readonly Signal[]): Prediction {
  const signals = index(seen)
  const cells = Object.fromEntries(
    COMPONENTS.map((component): [ComponentId, PredictedCell] => {
      const verdict = judge(component, [RULES], signals, KINDS)
      const kind = (verdict.value ?? '?') as Kind
      const note = component === 'disk' ? diskNote(type, kind) : undefined
      const cell = { kind, colour: colourOf(component, kind), because: verdict.because }
      return [component, note === undefined ? cell : { ...cell, note }]
    }),
  ) as Record<ComponentId, PredictedCell>
  const kinds = Object.fromEntries(COMPONENTS.map((c) => [c, cells[c].kind])) as Record<ComponentId, Kind>
  const hvm = image.pvhvm === false ? 'hvm-pv-drivers' : 'pvhvm'
  const mode = type.hypervisor !== 'xen' ? null : (image.virtualization ?? defaultImage(type)) === 'hvm' ? hvm : 'pv'
  const hypervisor = type.metal ? 'none' : type.hypervisor === 'nitro' ? 'kvm' : 'xen'
  const row = nearestRow(kinds, hypervisor, mode, 'aws') ?? { id: 'unknown', name: 'unknown' }
  return { mode, row: { id: row.id, name: row.name }, cells }
}

function diskNote(type: InstanceType, kind: Kind): string | undefined {
  if (
    kind === 'P' &&
    type.hypervisor === 'xen' &&
    (type.instanceStoreNvme === 'required' || type.instanceStoreNvme === 'supported')
  ) {
    return 'local disks are NVMe (VH)'
  }
  return undefined
}

import type { Document, Probe, Signal } from '../../model.ts'
import { type PciFunction, pciSignals } from '../pci.ts'
import { linesOf, type proofAt as ProofAt, proofAt } from '../say.ts'
import { classOfName, idOfName, subsystemVendor } from './lspci.ts'

/** lspci in its other forms: -mm (a line of quoted fields), -vmm (a field a line) and -tv (a tree). https://github.com/pciutils/pciutils (ls-mach.c, ls-tree.c) */
const QUOTED =
  /^((?:[0-9a-f]{4,5}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) ("[^"\n]{1,200}"(?: (?:"[^"\n]{0,200}"|-[rp][0-9a-f]{2}))+)$/
/** How these lines begin: looked for first. */
const A_QUOTE = /^[0-9a-f:]{5,13}\.[0-7] "/m
const FIELD = /^(Slot|Class|Vendor|Device|SVendor|SDevice|Driver):\t(.{1,200})$/
const BRANCH = /^[ |\\[\]0-9a-f:+-]{0,60}?[+\\-]-([0-9a-f]{2}\.[0-7])(?:-\[[0-9a-f:-]{2,9}\]-{0,4}[^ ]{0,20})? {2}(\S.{2,120})$/

/** `Intel Corporation [8086]`: a name, a number or both. */
function named(field: string): { readonly name: string; readonly code: string | undefined } {
  const both = /^(.*?) ?\[([0-9a-f]{4})\]$/.exec(field)
  if (both !== null) return { name: both[1]!, code: both[2]! }
  return /^[0-9a-f]{4}$/.test(field) ? { name: '', code: field } : { name: field, code: undefined }
}

interface Fields {
  readonly address: string
  readonly kind: string
  readonly vendor: string
  readonly device: string
  readonly svendor?: string | undefined
  readonly sdevice?: string | undefined
  readonly driver?: string | undefined
}

function* functionOf(of: Fields, proof: ReturnType<typeof ProofAt>): Generator<Signal> {
  const [kind, vendor, device] = [named(of.kind), named(of.vendor), named(of.device)]
  const name = `${vendor.name} ${device.name}`.trim()
  const id = vendor.code !== undefined && device.code !== undefined ? `${vendor.code}:${device.code}` : idOfName(name)
  const code = kind.code ?? classOfName(kind.name)
  const sub = [named(of.svendor ?? ''), named(of.sdevice ?? '')] as const
  const subsystem =
    sub[0].code !== undefined && sub[1].code !== undefined ? `${sub[0].code}:${sub[1].code}` : subsystemVendor(sub[0].name)
  const f: PciFunction = {
    address: of.address,
    proof,
    ...(name !== '' && { name }),
    ...(id !== undefined && { id }),
    ...(code !== undefined && { class: code }),
    ...(subsystem !== undefined && { subsystem }),
    ...(of.driver !== undefined && { driver: of.driver }),
  }
  yield* pciSignals(f)
}

/** Classes of the functions in a tree, which prints none, by words in their names. */
const IN_TREE: readonly (readonly [word: RegExp, kind: string])[] = [
  [/\b(?:Ethernet|network device|Network (?:Connection|Adapter)|VMXNET3)\b/i, 'Ethernet controller'],
  [/\b(?:IDE)\b/, 'IDE interface'],
  [/\bSATA\b/, 'SATA controller'],
  [/\b(?:SCSI|block device|53c1030)\b/i, 'SCSI storage controller'],
  [/\b(?:NVMe|Non-Volatile)\b/, 'Non-Volatile memory controller'],
  [/\b(?:Host bridge|82441FX PMC|82443BX\S*|PCI bridge|ISA|DRAM Controller|Root Port)\b/i, 'PCI bridge'],
]

function* read(document: Document): Generator<Signal> {
  let record = new Map<string, string>()
  let at = 0
  const end = function* (): Generator<Signal> {
    const address = record.get('Slot')
    if (address !== undefined && record.has('Device'))
      yield* functionOf(
        {
          address,
          kind: record.get('Class') ?? '',
          vendor: record.get('Vendor') ?? '',
          device: record.get('Device')!,
          svendor: record.get('SVendor'),
          sdevice: record.get('SDevice'),
          driver: record.get('Driver'),
        },
        { ...proofAt(document, at), text: `${address} ${record.get('Vendor') ?? ''} ${record.get('Device')!}` },
      )
    record = new Map()
  }
  for (const { text, index } of linesOf(document, 20_000)) {
    if (text.length > 1_000) continue
    const line = text.trimEnd()
    const field = FIELD.exec(line)
    if (field !== null) {
      if (field[1] === 'Slot') {
        yield* end()
        at = index
      }
      record.set(field[1]!, field[2]!.trim())
      continue
    }
    const quoted = QUOTED.exec(line)
    if (quoted !== null) {
      const [kind = '', vendor = '', device = '', svendor, sdevice] = [...quoted[2]!.matchAll(/"([^"]{0,200})"/g)].map(
        (one) => one[1]!,
      )
      yield* functionOf({ address: quoted[1]!, kind, vendor, device, svendor, sdevice }, proofAt(document, index))
      continue
    }
    const branch = BRANCH.exec(line)
    if (branch !== null) {
      const name = branch[2]!
      const kind = IN_TREE.find(([word]) => word.test(name))?.[1] ?? ''
      yield* functionOf({ address: branch[1]!, kind, vendor: '', device: name }, proofAt(document, index))
    }
  }
  yield* end()
}

export const lspciForms: Probe = {
  id: 'lspci-forms',
  amid: true,
  reads: [],
  captured: [],
  words: ['Slot:', '-[', ' "'],
  accepts: (head) =>
    (/^Slot:\t[0-9a-f:.]{7,13}$/m.test(head) && /^Device:\t\S/m.test(head)) ||
    /^-\[[0-9a-f]{4}:[0-9a-f]{2}\]-[+-]-[0-9a-f]{2}\.[0-7]/m.test(head) ||
    (A_QUOTE.test(head) && head.split('\n', 400).some((line) => line.length < 1_000 && QUOTED.test(line.trimEnd()))),
  read,
}

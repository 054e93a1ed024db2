import { nameIn } from '../devices/elsewhere.ts'
import { EXIT, Fault } from '../fault.ts'
import { table } from '../table.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { at, items, type Node, readJson, settingsOf, text } from './nodes.ts'

/** A legacy JSON template of Packer, as far as its values are no `{{…}}`. https://developer.hashicorp.com/packer/integrations */
export const reader: Reader = {
  id: 'packer',
  name: 'Packer template (JSON)',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const builders = items(readJson(sheet), 'builders')
    const known = builders.filter((b) => BUILDERS[(text(b, 'type') ?? '').split('-')[0]!] !== undefined)
    if (known.length === 0)
      throw new Fault(`${document.path}: no builder for qemu, virtualbox, vmware, hyperv or vsphere`, EXIT.unrecognised)
    return sheetsOf(sheet, known, {
      name: (b) => text(b, 'name') ?? text(b, 'type'),
      start: (b) => b.start,
      describe(own, b) {
        settingsOf(own, b)
        BUILDERS[text(b, 'type')!.split('-')[0]!]!(own, b)
      },
    })
  },
}

interface Place {
  readonly value: string
  readonly start: number
}

/** A value that is written out, the default where none is, and nothing where a template decides. */
function value(builder: Node, key: string, otherwise: string): Place | undefined {
  const node = at(builder, key)
  if (node?.is !== 'scalar' || node.null === true)
    return FROM_EXISTING.test(text(builder, 'type') ?? '') ? undefined : { value: otherwise, start: builder.start }
  return written(node)
}

/** A scalar, unless a variable or a function of the template holds its value. */
function written(node: Node | undefined): Place | undefined {
  return node?.is !== 'scalar' || node.null === true || node.value.includes('{{')
    ? undefined
    : { value: node.value, start: node.start }
}

/**
 * Builders that start from a machine or an image that exists take its devices where the template does not name others.
 * https://developer.hashicorp.com/packer/integrations
 */
const FROM_EXISTING = /^(?:vmware-vmx|virtualbox-(?:ovf|vm)|hyperv-vmcx|vsphere-clone)$/

function device(
  sheet: Sheet,
  of: 'disk' | 'net',
  place: Place | undefined,
  name: (word: string) => string,
  builder: Node,
): void {
  const model = place === undefined ? `unknown-${of}` : name(place.value)
  sheet.say(`${of}.declared`, model, place?.start ?? builder.start, `${of}0`)
}

/** https://github.com/hashicorp/packer-plugin-qemu/blob/main/builder/qemu/config.go; without any, `none` is TCG. */
const ACCELERATORS: Readonly<Record<string, readonly [hypervisor: string, cpu: string]>> = table({
  kvm: ['kvm', 'hardware'],
  tcg: ['qemu-tcg', 'software'],
  none: ['qemu-tcg', 'software'],
  xen: ['xen', 'hardware'],
  hvf: ['apple', 'hardware'],
  whpx: ['hyperv', 'hardware'],
})

const BUILDERS: Readonly<Record<string, (sheet: Sheet, builder: Node) => void>> = table({
  qemu(sheet, b) {
    // Without one the plugin takes KVM where it can open /dev/kvm, and TCG elsewhere.
    const accel = value(b, 'accelerator', '')
    for (const name of accel === undefined ? [] : accel.value === '' ? ['kvm', 'tcg'] : [accel.value]) {
      const [hypervisor, cpu] = ACCELERATORS[name] ?? ['kvm', 'hardware']
      sheet.say('declared.hypervisor', hypervisor, accel!.start)
      sheet.say('declared.cpu', cpu, accel!.start)
    }
    sheet.say('declared.board', 'emulated', b.start)
    device(
      sheet,
      'disk',
      value(b, 'disk_interface', 'virtio'),
      (word) => nameIn('qemu', 'disk', word === 'scsi' ? 'lsilogic' : word),
      b,
    )
    device(sheet, 'net', value(b, 'net_device', 'virtio-net'), (word) => nameIn('qemu', 'net', word), b)
  },
  // https://github.com/hashicorp/packer-plugin-virtualbox/blob/main/builder/virtualbox/iso/builder.go
  virtualbox(sheet, b) {
    sheet.say('declared.hypervisor', 'virtualbox', b.start)
    sheet.say('declared.board', 'emulated', b.start)
    device(sheet, 'disk', value(b, 'hard_drive_interface', 'ide'), (word) => nameIn('virtualbox', 'disk', word), b)
    device(sheet, 'net', value(b, 'nic_type', '82540EM'), (word) => nameIn('virtualbox', 'net', word), b)
  },
  // Disk: https://github.com/vmware/packer-plugin-vmware/blob/main/builder/vmware/common/disk_config.go; the card is required since 2.0.
  vmware(sheet, b) {
    sheet.say('declared.hypervisor', 'vmware', b.start)
    sheet.say('declared.board', 'emulated', b.start)
    device(sheet, 'disk', value(b, 'disk_adapter_type', 'lsilogic'), (word) => nameIn('vmware', 'disk', word), b)
    device(sheet, 'net', value(b, 'network_adapter_type', 'e1000'), (word) => nameIn('vmware', 'net', word), b)
  },
  // https://github.com/vmware/packer-plugin-vsphere/blob/main/builder/vsphere/common/storage_config.go; network_card is required.
  vsphere(sheet, b) {
    sheet.say('declared.hypervisor', 'vmware', b.start)
    sheet.say('declared.board', 'emulated', b.start)
    // A list; a template may write its only value without brackets.
    const listed = at(b, 'disk_controller_type', 0)
    const disk = listed === undefined ? value(b, 'disk_controller_type', 'lsilogic') : written(listed)
    device(sheet, 'disk', disk, (word) => nameIn('vmware', 'disk', word), b)
    device(sheet, 'net', written(at(b, 'network_adapters', 0, 'network_card')), (word) => nameIn('vmware', 'net', word), b)
  },
  // https://github.com/hashicorp/packer-plugin-hyperv/blob/main/builder/hyperv/common/config.go
  hyperv(sheet, b) {
    sheet.say('declared.hypervisor', 'hyperv', b.start)
    sheet.say('declared.cpu', 'hardware', b.start)
    const generation = value(b, 'generation', '1')
    if (generation?.value === '1') sheet.say('declared.board', 'emulated', generation.start)
    device(sheet, 'disk', generation, (word) => (word === '1' ? 'hyperv-ide' : 'hyperv-scsi'), b)
    const legacy = value(b, 'use_legacy_network_adapter', 'false')
    device(sheet, 'net', legacy, (word) => (word === 'true' ? 'dec21140' : 'hyperv-net'), b)
  },
})

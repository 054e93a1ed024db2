import { table } from '../table.ts'
import type { Sheet } from './definition.ts'
import { describeDomain } from './libvirt.ts'
import { at, entries, items, type Node, text } from './nodes.ts'
import type { Attribute, Element } from './xml.ts'

/**
 * libvirt_domain, in both shapes that there are. Until 0.8 the provider chose the models itself (virtio for disks and cards, virtio-scsi
 * with `scsi`, IDE for `.iso`): https://github.com/dmacvicar/terraform-provider-libvirt/blob/v0.8.3/libvirt/domain.go
 * Since 0.9 it passes libvirt's own elements on, and libvirt's defaults hold:
 * https://github.com/dmacvicar/terraform-provider-libvirt/blob/v0.9.7/docs/resources/domain.md
 */
export function describeLibvirt(sheet: Sheet, values: Node, address: string): void {
  if (at(values, 'devices') !== undefined || at(values, 'os') !== undefined) {
    describeDomain(sheet, domainOf(values))
    return
  }
  const tcg = text(values, 'type') === 'qemu'
  const type = at(values, 'type')?.start ?? values.start
  sheet.say('declared.hypervisor', tcg ? 'qemu-tcg' : 'kvm', type)
  sheet.say('declared.cpu', tcg ? 'software' : 'hardware', type)
  sheet.say('declared.board', 'emulated', values.start)
  items(values, 'disk').forEach((d, i) => {
    const id = `${address}.disk[${i}]`
    const iso = ['url', 'file'].some((key) => text(d, key)?.endsWith('.iso') === true)
    const model = iso ? 'ide-cd' : text(d, 'scsi') === 'true' ? 'virtio-scsi' : 'virtio-blk'
    sheet.say('disk.declared', model, at(d, 'scsi')?.start ?? d.start, id)
    if (iso) sheet.say('device.removable', 'cdrom', d.start, id)
  })
  items(values, 'network_interface').forEach((n, i) => {
    sheet.say('net.declared', 'virtio-net', n.start, `${address}.network_interface[${i}]`)
  })
  sheet.say('declared.complete', 'disk', values.start)
  sheet.say('declared.complete', 'net', values.start)
}

/** Lists have the plural of libvirt's element. */
const LISTS: Readonly<Record<string, string>> = table({
  disks: 'disk',
  interfaces: 'interface',
  controllers: 'controller',
  hostdevs: 'hostdev',
})

/** The element that the provider makes of the values, with their places. */
function domainOf(values: Node): Element {
  const os = at(values, 'os')
  const type = element('type', os ?? values, { arch: at(os, 'type_arch'), machine: at(os, 'type_machine') }, [])
  ;(type as { text: string }).text = text(os, 'type') ?? ''
  const devices = at(values, 'devices')
  const inside = entries(devices).flatMap(({ key, value }) =>
    LISTS[key] !== undefined && value.is === 'list' ? value.items.map((item) => elementOf(LISTS[key]!, item)) : [],
  )
  const kind = at(values, 'type')
  return element('domain', values, { type: kind?.is === 'scalar' && kind.null !== true ? kind : scalar('kvm', values) }, [
    element('os', os ?? values, {}, [type]),
    element('devices', devices ?? values, {}, inside),
  ])
}

const scalar = (value: string, { start, end }: Node): Node => ({ is: 'scalar', value, start, end })

/** Scalars are attributes, maps are elements inside; depth is bounded by the parser of the JSON. */
function elementOf(name: string, node: Node): Element {
  const attributes: Record<string, Node> = table({})
  const inside: Element[] = []
  for (const { key, value } of entries(node)) {
    if (value.is === 'scalar') attributes[key] = value
    else if (value.is === 'map') inside.push(elementOf(key, value))
  }
  return element(name, node, attributes, inside)
}

function element(
  name: string,
  { start, end }: Node,
  from: Readonly<Record<string, Node | undefined>>,
  inside: readonly Element[],
): Element {
  const attributes = new Map<string, Attribute>()
  for (const [key, node] of Object.entries(from))
    if (node?.is === 'scalar' && node.null !== true)
      attributes.set(key, { value: node.value, start: node.start, end: node.end })
  return { name, attributes, children: [...inside], parent: undefined, text: '', start, open: start, end }
}

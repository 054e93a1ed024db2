import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf } from './inventory.ts'

/**
 * A Kubernetes node: `kubectl describe node` and `kubectl get node -o yaml` or `-o json`, whole or in part. The provider's id and the
 * labels name the cloud and the type of the instance. https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['kernelVersion', 'kernel.release'],
  ['Kernel Version', 'kernel.release'],
  ['architecture', 'arch'],
  ['Architecture', 'arch'],
  ['systemUUID', 'dmi.product_uuid'],
  ['System UUID', 'dmi.product_uuid'],
])
/** https://github.com/kubernetes/cloud-provider and the providers' own: the scheme of spec.providerID. */
const PROVIDERS: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['gce', 'gcp'],
  ['azure', 'azure'],
  ['digitalocean', 'digitalocean'],
  ['hcloud', 'hetzner'],
  ['linode', 'linode'],
  ['openstack', 'openstack'],
  ['oci', 'oracle'],
  ['ocid1', 'oracle'],
])
const FIELD =
  /^\s*["']?(kernelVersion|Kernel Version|architecture|Architecture|systemUUID|System UUID|providerID|ProviderID|operatingSystem|Operating System)["']?: +["']?([^\s"',][^"',\n]{0,200})/
const TYPE = /(?:^|[\s"'])(?:node\.kubernetes\.io|beta\.kubernetes\.io)\/instance-type["']?(?:=|: ?["']?)([\w.-]{1,64})/

function* read(document: Document): Generator<Signal> {
  let typed = false
  for (const { text, index } of linesOf(document, 20_000)) {
    if (text.length > 4_096) continue
    const field = FIELD.exec(text)
    if (field !== null) {
      const value = field[2]!.trim()
      const signal = FIELDS.get(field[1]!)
      if (signal === 'arch') yield signalAt(document, index, 'arch', archOf(value))
      else if (signal !== undefined) yield signalAt(document, index, signal, value)
      else if (/provider/i.test(field[1]!)) {
        const platform = PROVIDERS.get(/^(\w{2,16})[:.]/.exec(value)?.[1] ?? '')
        if (platform !== undefined) yield signalAt(document, index, 'platform.named', platform)
        if (platform === 'azure' && /\/virtualMachine(?:s|ScaleSets)\//i.test(value))
          yield signalAt(document, index, 'azure.vm', 'true')
      } else if (value.toLowerCase() === 'windows') yield signalAt(document, index, 'guest.os', 'windows')
      continue
    }
    const type = typed ? null : TYPE.exec(text)
    // An EC2 type has a dot between family and size; other clouds' types are no EC2 types.
    if (type !== null && /^[a-z]\w{0,15}\.[\w-]{2,20}$/.test(type[1]!)) {
      typed = true
      yield signalAt(document, index, 'ec2.type', type[1]!)
    }
  }
}

export const kubernetes: Probe = {
  id: 'kubernetes-node',
  reads: [],
  words: ['kubeletVersion', 'kind', 'Kubelet Version: ', 'ProviderID: '],
  accepts: (head) =>
    /^[ \t]*["']?kubeletVersion["']?: /m.test(head) ||
    (/^[ \t]*["']?kind["']?: ?["']?Node["']?,?\s*$/m.test(head) &&
      /^[ \t]*["']?(?:providerID|nodeInfo|beta\.kubernetes\.io\/arch|kubernetes\.io\/hostname|podCIDR)["']?:/m.test(head)) ||
    // One line of `kubectl describe node`: only that prints the name of the field with a capital and pads it.
    /^ProviderID: {2,30}(?:aws|azure|gce|digitalocean|hcloud|linode|openstack|oci):\/\/\S/m.test(head) ||
    (/^[ \t]*Kubelet Version: +\S/m.test(head) &&
      /^[ \t]*(?:Kernel Version|System UUID|Container Runtime Version): /m.test(head)),
  read,
}

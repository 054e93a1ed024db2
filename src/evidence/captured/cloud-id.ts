import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/** `cloud-id` of cloud-init: one word. https://docs.cloud-init.io/en/latest/reference/cli.html */
const CLOUDS: ReadonlyMap<string, string> = new Map([
  ['aws', 'aws'],
  ['aws-gov', 'aws'],
  ['aws-china', 'aws'],
  ['azure', 'azure'],
  ['azure-gov', 'azure'],
  ['azure-china', 'azure'],
  ['gce', 'gcp'],
  ['aliyun', 'alibaba'],
  ['digitalocean', 'digitalocean'],
  ['hetzner', 'hetzner'],
  ['openstack', 'openstack'],
  ['oracle', 'oracle'],
  ['scaleway', 'scaleway'],
  ['vultr', 'vultr'],
  ['upcloud', 'upcloud'],
  ['exoscale', 'exoscale'],
])

/** Read only where the command above it names it: a word alone may be anything. */
export const cloudId: Probe = {
  id: 'cloud-id',
  reads: [],
  captured: ['run/cloud-init/cloud-id'],
  accepts: () => false,
  *read(document) {
    const platform = CLOUDS.get(document.text.trim())
    if (platform !== undefined) yield signalAt(document, document.text.search(/\S/), 'platform.named', platform)
  },
}

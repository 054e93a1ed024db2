import type { Probe } from '../../model.ts'
import { table } from '../../table.ts'
import { signalAt } from '../say.ts'

/**
 * Which cloud's data source served this boot, for those that serve one cloud only (other clouds imitate Ec2).
 * https://docs.cloud-init.io/en/latest/reference/datasources.html
 */
const SOURCES: Readonly<Record<string, string>> = table({
  Azure: 'azure',
  GCE: 'gcp',
  AliYun: 'alibaba',
  DigitalOcean: 'digitalocean',
  Hetzner: 'hetzner',
  Oracle: 'oracle',
  Exoscale: 'exoscale',
  Scaleway: 'scaleway',
  Vultr: 'vultr',
  UpCloud: 'upcloud',
  OpenStack: 'openstack',
})

/** `cloud-init status --long`, `stages.py[INFO]: Loaded datasource DataSourceAzure - …`, `Cloud-init v. 22.4 finished at … Datasource DataSourceAzure [seed=…]`. */
const USED: RegExp = /(?:Loaded datasource |finished at [^\n]{0,80}Datasource )DataSource(\w+?)(?:Local|Net)?\b/
const STATUS: RegExp = /^detail: ?\n?DataSource(\w{2,24}?)(?:Local|Net)?\b/m

export const cloudInit: Probe = {
  id: 'cloud-init',
  reads: [],
  captured: ['var/log/cloud-init.log', 'var/log/cloud-init-output.log'],
  accepts: (head) =>
    /^(?:\d{4}-\d\d-\d\d [\d:,]+ - \w+\.py\[|Cloud-init v\. \d)/m.test(head) ||
    (/^status: \w/m.test(head) && /^detail: ?\n?DataSource[A-Z]/m.test(head)),
  *read(document) {
    const match = USED.exec(document.text) ?? STATUS.exec(document.text)
    const platform = match === null ? undefined : SOURCES[match[1]!]
    if (platform !== undefined) yield signalAt(document, match!.index, 'platform.named', platform)
  },
}

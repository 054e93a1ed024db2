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
const USED: RegExp = /(Loaded datasource|\bDatasource) DataSource([A-Z][a-zA-Z0-9]{1,20})\b/g
const STATUS: RegExp = /^detail: ?\n?DataSource([A-Z][a-zA-Z0-9]{1,20})\b/m

export const cloudInit: Probe = {
  id: 'cloud-init',
  reads: [],
  captured: ['var/log/cloud-init.log', 'var/log/cloud-init-output.log'],
  words: ['.py[', 'Cloud-init v. ', 'status: '],
  accepts: (head) =>
    /^(?:\d{4}-\d\d-\d\d [\d:,]+ - \w+\.py\[|Cloud-init v\. \d)/m.test(head) ||
    (/^status: \w/m.test(head) && /^detail: ?\n?DataSource[A-Z]/m.test(head)),
  *read(document) {
    const named = new Set<string>()
    for (const match of document.text.matchAll(USED)) {
      const before = document.text.slice(Math.max(0, match.index - 120), match.index)
      if (match[1] === 'Datasource' && !before.slice(before.lastIndexOf('\n') + 1).includes('finished at ')) continue
      const platform = SOURCES[match[2]!.replace(/(?:Local|Net)$/, '')]
      if (platform === undefined || named.has(platform)) continue
      named.add(platform)
      yield signalAt(document, match.index, 'platform.named', platform)
    }
    const status = STATUS.exec(document.text)
    const platform = status === null ? undefined : SOURCES[status[1]!.replace(/(?:Local|Net)$/, '')]
    if (platform !== undefined && !named.has(platform)) yield signalAt(document, status!.index, 'platform.named', platform)
  },
}

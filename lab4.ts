import * as fs from 'node:fs'
import { redact } from './src/redaction/redact.ts'
import { Redactor } from './src/redaction/redactor.ts'
import { strictText } from './src/redaction/strict.ts'
import { inspect } from './src/inspect.ts'
const log = fs.readFileSync('fixtures/xen-pvhvm/evidence/dmesg.txt', 'utf8')
const t16 = 'Nov 30 10:11:12 ledger7 kernel: eth0: link 10.1.2.3 52:54:00:aa:bb:cc user=anna\n'
for (const [name, unit] of [['dmesg', log], ['syslog', t16]] as const)
  for (const mib of [1, 4]) {
    const text = unit.repeat(Math.ceil((mib * 1048576) / unit.length))
    const ev: any = { files: new Map(), links: new Map(), texts: [{ path: 't', text }], missing: [] }
    let t = process.cpuUsage().user
    const lap = (what: string) => { const n = process.cpuUsage().user; console.log(name, mib, what, Math.round((n - t) / 1000)); t = process.cpuUsage().user }
    inspect({ path: '', kind: 'text' }, ev); lap('inspect')
    const r = new Redactor(); r.learn(ev); lap('learn'); r.evidence(ev); lap('text')
    redact(ev); lap('redact all')
    strictText(text); lap('strict')
  }

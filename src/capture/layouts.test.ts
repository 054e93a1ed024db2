import { expect, it } from 'vitest'
import { evidenceOf, reportOf, summary } from '../../test/evidence.ts'
import { pack } from '../cli/pack.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { open } from '../sources/index.ts'
import type { Entry } from './bundle.ts'

async function read(files: Readonly<Record<string, string>>): Promise<string> {
  const bytes = await pack(Object.entries(files).map(([path, text]): Entry => ({ kind: 'file', path, text })))
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {
    yield bytes
  })()
  return summary(reportOf((await open('-', wantedOf(PROBES, 'capture'), { stdin })).evidence))
}

const XL =
  'host : xs1\nrelease : 4.19.0+1\nvirt_caps : pv hvm hap\nxen_version : 4.13.5\nxen_scheduler : credit\ntotal_memory : 10\n'
const POST = 'root@a:~# cat /sys/hypervisor/type\nxen\nroot@a:~# cat /sys/hypervisor/guest_type\nPV\n'

it('a status report of XenServer: outputs named .out beside copies of files', async () => {
  const { files } = await evidenceOf('xen-dom0-pv')
  const report = {
    'bug-report-20240101/dmesg.out':
      [...files].find(([path]) => path.startsWith('dmesg'))?.[1] ?? '[    0.000000] Linux version 4.19.0\n',
    'bug-report-20240101/xl-info.out': XL,
    'bug-report-20240101/proc/cpuinfo': files.get('proc/cpuinfo')!,
  }
  expect(await read(report)).toMatch(/^xen .*dom0/)
})

it("an archive of hwloc's: files of /proc and /sys below the name of the machine", async () => {
  const { files } = await evidenceOf('xen-hvm')
  expect(
    await read({
      'guest/proc/cpuinfo': files.get('proc/cpuinfo')!,
      'guest/sys/class/dmi/id/sys_vendor': 'Xen\n',
      'guest/sys/class/dmi/id/product_name': 'HVM domU\n',
      'guest.output': 'Machine (P#0 total=15GB)\n',
    }),
  ).toMatch(/^xen .*domU: VH/)
})

it('a folder of nothing but posts is read, and beside files of a machine a post is not', async () => {
  expect(await read({ 'posts/one.txt': POST, 'posts/two.md': 'no output here\n' })).toMatch(/^xen pv: /)
  expect(await read({ 'm/notes.txt': POST, 'm/proc/cmdline': 'root=/dev/vda1 quiet\n' })).not.toMatch(/^xen/)
})

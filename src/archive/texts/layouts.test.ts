import { expect, it } from 'vitest'
import { evidenceOf, reportOf, summary } from '../../../test/evidence.ts'
import type { Entry } from '../../capture/bundle.ts'
import { pack } from '../../cli/pack.ts'
import { PROBES, wantedOf } from '../../evidence/index.ts'
import { open } from '../../sources/index.ts'

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

/** Names as `construct_filename` makes them: https://github.com/xenserver/status-report/blob/master/xen-bugtool */
it('a status report of XenServer by its file names alone: no log of the boot', async () => {
  const at = 'bug-report-20260101120000'
  const report = {
    [`${at}/inventory.xml`]: '<?xml version="1.0" ?><system-status version="0.1"/>\n',
    [`${at}/xl-info.out`]: XL,
    [`${at}/xl-dmesg.out`]: '(XEN) Xen version 4.13.5\n(XEN) Command line: dom0_mem=4G\n(XEN) Dom0 has maximum 4 VCPUs\n',
    [`${at}/dmidecode.out`]: '# dmidecode 3.2\nSystem Information\n\tManufacturer: Dell Inc.\n\tProduct Name: PowerEdge R640\n',
    [`${at}/lspci-n.out`]: '00:17.0 0106: 8086:a352 (rev 10)\n01:00.0 0200: 8086:1521 (rev 01)\n',
    [`${at}/lspci-vv.out`]:
      '00:17.0 SATA controller: Intel Corporation Cannon Lake PCH SATA AHCI Controller (rev 10)\n\tKernel driver in use: ahci\n01:00.0 Ethernet controller: Intel Corporation I350 Gigabit Network Connection (rev 01)\n\tKernel driver in use: igb\n',
    [`${at}/ethtool-i-eth0.out`]: 'driver: igb\nversion: 5.3.5\nbus-info: 0000:01:00.0\n',
    [`${at}/proc/cmdline`]: 'root=LABEL=root-x ro console=hvc0\n',
    [`${at}/proc/version`]: 'Linux version 4.19.0+1 (mockbuild@xs) (gcc) #1 SMP\n',
  }
  expect(await read(report)).toMatch(/^xen .*dom0.*: . H . H H$/)
})

it("an archive of hwloc's with CPUID dumps, or of nothing but them", async () => {
  const pu =
    '# mask e[abcd]x => e[abcd]x\n1 0 0 0 0 => 1f 756e6547 6c65746e 49656e69\n1 1 0 0 0 => 663 60800 00202001 178bfbfd\n'
  const board = { 'm/sys/class/dmi/id/sys_vendor': 'Dell Inc.\n', 'm/sys/class/dmi/id/product_name': 'PowerEdge R815\n' }
  const cpuinfo = { 'm/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme de tsc msr\n\n' }
  expect(await read({ 'm/cpuid/pu0': pu, 'm/cpuid/hwloc-cpuid-info': 'Architecture: x86\n', ...board, ...cpuinfo })).toMatch(
    /^none: H H H/,
  )
  expect(await read({ 'm/hwloc-cpuid-info': 'Architecture: x86\n', 'm/pu0': pu, 'm/pu1': pu })).toMatch(/^unknown: /)
  expect(await read({ 'm/pu0': pu.replace('00202001', '80202001') })).toMatch(/^unknown guest: /)
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

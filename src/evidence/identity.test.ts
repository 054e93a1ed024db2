import { expect, test } from 'vitest'
import { reportOf, type Written, written } from '../../test/evidence.ts'
import type { Report } from '../model.ts'

const identityOf = (given: Written): Pick<Report, 'machine' | 'date'> => {
  const { machine, date } = reportOf(written(given))
  return { ...(machine && { machine }), ...(date !== undefined && { date }) }
}
const CPUINFO = (n: number, siblings: number): string =>
  Array.from({ length: n }, (_, i) => `processor\t: ${i}\nmodel name\t: AMD EPYC\nsiblings\t: ${siblings}\n\n`).join('')

test.each<[string, Written, ReturnType<typeof identityOf>]>([
  [
    'files',
    { files: { 'proc/sys/kernel/hostname': 'web01\n', 'sys/devices/system/cpu/online': '0-3,8\n' } },
    { machine: { host: 'web01', vcpus: 5 } },
  ],
  [
    'every second of many processors',
    { files: { 'sys/devices/system/cpu/online': `${Array.from({ length: 256 }, (_, i) => 2 * i).join(',')}\n` } },
    { machine: { vcpus: 256 } },
  ],
  ['no list of processors', { files: { 'sys/devices/system/cpu/online': '0-3,\n' } }, {}],
  [
    'uname -a',
    { texts: ['Linux db7.corp 6.1.0-13-amd64 #1 SMP Debian x86_64 GNU/Linux\n'] },
    { machine: { host: 'db7.corp', kernel: '6.1.0-13-amd64' } },
  ],
  ['/proc/version names no machine', { texts: ['Linux version 6.1.0 (gcc 12) #1 SMP\n'] }, { machine: { kernel: '6.1.0' } }],
  ['/proc/cpuinfo', { files: { 'proc/cpuinfo': CPUINFO(4, 2) } }, { machine: { vcpus: 4, processor: 'AMD EPYC' } }],
  ['the first processor of several', { files: { 'proc/cpuinfo': CPUINFO(2, 8) } }, { machine: { processor: 'AMD EPYC' } }],
  [
    'a log with prefixes',
    {
      texts: [
        'Jan  1 00:00:09 xenvm kernel: [    0.000000] Linux version 3.17.0 (gcc)\nJan  1 00:00:09 xenvm kernel: [    0.2] smp: Brought up 1 node, 2 CPUs\n',
      ],
    },
    { machine: { host: 'xenvm', kernel: '3.17.0', vcpus: 2 } },
  ],
  ['date of a sosreport', { files: { 'sos_commands/date/date': 'Mon Nov  3 19:35:02 UTC 2025\n' } }, { date: '2025-11-03' }],
  ['date -R', { files: { date: 'Mon, 03 Nov 2025 19:35:02 +0000\n' } }, {}],
  ['date -Is', { files: { date: '2025-11-03T19:35:02+00:00\n' } }, { date: '2025-11-03' }],
  ['nothing', { files: { 'proc/sys/kernel/hostname': '(none)\n' } }, {}],
])('%s', (_, given, identity) => {
  expect(identityOf(given)).toEqual(identity)
})

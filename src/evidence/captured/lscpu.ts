import type { Document, Probe, Signal } from '../../model.ts'
import { virtualBoard } from '../../platforms/dmi.ts'
import { signalAt } from '../say.ts'
import { inEnglish, TRANSLATIONS } from './lscpu-languages.ts'

/** Since util-linux 2.37 lscpu indents what belongs to a processor or a section. */
const FIELDS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^Architecture:[ \t]+(\S+)/gm, 'arch'],
  [/^CPU\(s\):[ \t]+(\d{1,5})$/gm, 'machine.vcpus'],
  [/^[ \t]{0,8}Hypervisor vendor:[ \t]+(\S.*)/gm, 'lscpu.vendor'],
  [/^[ \t]{0,8}Virtualization type:[ \t]+(\S.*)/gm, 'lscpu.type'],
  // s390: the vendor is IBM for z/VM and PR/SM; this line has the name.
  [/^[ \t]{0,8}Hypervisor:[ \t]+(\S.*)/gm, 'lscpu.vendor'],
  [/^[ \t]{0,8}Flags:[ \t]+(\S.*)/gm, 'cpu.flags'],
  [/^[ \t]{0,8}(?:BIOS )?Model name:[ \t]+(\S.*)/gm, 'cpu.model'],
]

/** CPU vendors in the firmware (SMBIOS type 4), which virtual machine monitors fill in with their own names. */
const FIRMWARE: RegExp = /^[ \t]{0,8}BIOS (?:Vendor ID|Model name):[ \t]+(\S.*)/gm
/** Boards that only a virtual machine has; those of clouds stand on bare-metal instances, too. */
const VIRTUAL_ONLY: readonly string[] = [
  'qemu',
  'bochs',
  'kvm',
  'virtualbox',
  'vmware',
  'parallels',
  'bhyve',
  'nutanix',
  'ovirt',
  'openstack',
]

/** The answers of lscpu about the hypervisor alone, as `lscpu | grep Hypervisor` prints them. */
const VENDOR: RegExp =
  /^Hypervisor vendor:[ \t]{1,40}(?:Xen|KVM|Microsoft|VMware|Oracle|Parallels|bhyve|pHyp|IBM|User-mode Linux|Innotek GmbH)[ \t\r]*$/m

/** Labels of which `isEnglish` looks for one, or for some. */
const ENGLISH: readonly string[] = [
  'Architecture:',
  'CPU(s):',
  'Byte Order:',
  'CPU op-mode(s):',
  'Thread(s) per core:',
  'Vendor ID:',
  'CPU family:',
  'Hypervisor vendor:',
  'Virtualization type:',
  'NUMA node(s):',
  'Model name:',
  'Stepping:',
  'CPU MHz:',
  'BogoMIPS:',
  ' cache:',
]

const isEnglish = (head: string): boolean =>
  VENDOR.test(head) ||
  (head.match(
    /^[ \t]{0,8}(?:Architecture|CPU\(s\)|Byte Order|CPU op-mode\(s\)|Thread\(s\) per core|Vendor ID|CPU family|Hypervisor vendor|Virtualization type|NUMA node\(s\)|NUMA node\d+ CPU\(s\)|Model name|Stepping|CPU MHz|BogoMIPS|L\d[di]? cache):[ \t]+\S/gm,
  )?.length ?? 0) >= 3

function* readEnglish(document: Document): Generator<Signal> {
  for (const [pattern, name] of FIELDS) {
    const values = new Set<string>()
    for (const match of document.text.matchAll(pattern)) {
      const value = match[1]!.trimEnd()
      // Two outputs in one text may contradict each other.
      if (values.size >= 8 || values.has(value)) continue
      values.add(value)
      yield signalAt(document, match.index, name, value)
    }
  }
  for (const match of document.text.slice(0, 65_536).matchAll(FIRMWARE)) {
    const board = virtualBoard(match[1]!.trimEnd())
    if (board === undefined || !VIRTUAL_ONLY.includes(board)) continue
    yield signalAt(document, match.index, 'dmi.virtual', board)
    return
  }
}

/** lscpu: its own verdict on the hypervisor comes from CPUID, DMI and /proc, and counts as evidence below all of those. */
export const lscpu: Probe = {
  id: 'lscpu',
  amid: true,
  reads: [],
  captured: ['lscpu', 'lscpu.txt', 'sos_commands/processor/lscpu'],
  words: [...ENGLISH, ...TRANSLATIONS],
  accepts: (head) => isEnglish(head) || inEnglish(head) !== undefined,
  *read(document) {
    const english = isEnglish(document.text.slice(0, 65_536)) ? undefined : inEnglish(document.text)
    if (english === undefined) return yield* readEnglish(document)
    const lines = document.text.split('\n')
    const first = document.line ?? 1
    for (const signal of readEnglish({ ...document, text: english })) {
      const { proof } = signal
      yield { ...signal, proof: { ...proof, text: (lines[(proof.line ?? 1) - first] ?? proof.text).trimEnd() } }
    }
  },
}

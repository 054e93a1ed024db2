import type { Probe, Signal } from '../model.ts'
import { nodeOf } from './identity.ts'
import { linesOf, signalAt } from './say.ts'

/** Switches that put a guest back into an older mode, or settle its clock. https://docs.kernel.org/admin-guide/kernel-parameters.html */
const SWITCHES: ReadonlySet<string> = new Set([
  'xen_nopv',
  'nopv',
  'hv_nopvspin',
  'xen_no_vector_callback',
  'xen_nopvspin',
  'nopvspin',
  'xen_timer_slop',
  'xen_legacy_crash',
  'xen_emul_unplug',
  'clocksource',
  'tsc',
  'xen.fifo_events',
  'no-kvmclock',
  'no-kvmclock-vsyscall',
  'no-kvmapf',
  'no-vmw-sched-clock',
  'no-steal-acc',
  'no_timer_check',
  'noapic',
  'nolapic',
  'nox2apic',
  'acpi',
  'nohz',
  'idle',
  'pci',
  'hpet',
  'notsc',
  'xen_msr_safe',
  'mitigations',
  'pti',
  'nopti',
])
/** Parameters of the frontends' modules: queues, rings, segments. */
const FRONTENDS: readonly string[] = ['xen_blkfront.', 'xen_netfront.']

/** More than any kernel takes (COMMAND_LINE_SIZE is 4096 at most). */
const LONGEST = 8192

/** The switches of a kernel command line, one signal each. Used for /proc/cmdline and for the line of the boot log. */
export function* switchesIn(
  commandLine: string,
  make: (name: string, value: string, of?: string) => Signal,
): Generator<Signal> {
  const line = commandLine.slice(0, LONGEST).trim()
  // Word by word: as one pattern this costs a millisecond of every start.
  for (const word of /["\t\n]/.test(line) ? line.split(/[\s"]+/) : line.split(' ')) {
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    if (SWITCHES.has(name) || FRONTENDS.some((f) => name.startsWith(f))) yield make('kernel.switch', word)
  }
  // The guest that Kata Containers boots for a pod: https://github.com/kata-containers/kata-containers/tree/main/docs/design
  if (line.includes('kata-containers.target')) yield make('container.is', 'kata')
  const root = !line.includes('root=') ? null : /(?:^|\s)root=(?:\/dev\/)?(\S+)/.exec(line)
  if (root !== null) yield make('root.device', root[1]!, 'command line')
}

export const cmdline: Probe = {
  id: 'cmdline',
  reads: ['proc/cmdline'],
  accepts: (head) => /^(?:BOOT_IMAGE=|root=|console=|placeholder root=)\S+(?: [^\n]*)?\n?$/.test(head),
  *read(document) {
    yield* switchesIn(document.text, (name, value, of) => signalAt(document, 0, name, value, of))
  },
}

/** A kernel of WSL with its build, as programs name the system: `os: Linux-4.4.0-19041-Microsoft #1-Microsoft Fri Dec …`. */
const NAMED_WSL: RegExp =
  /^(?:OS|os|OperatingSystem) ?(?::| {2}) {0,40}Linux[ -](\d{1,2}\.\d{1,3}\.\d{1,3}[\w.-]{0,40}-([Mm])icrosoft(?:-standard\S{0,16})?) #\d/m

/** Systems whose `uname -a` begins with their name; those called BSD are not listed. */
const OTHER_SYSTEMS: readonly string[] = ['DragonFly', 'Darwin', 'SunOS', 'AIX']

export const release: Probe = {
  id: 'kernel-release',
  reads: ['proc/version', 'proc/sys/kernel/osrelease'],
  captured: ['uname', 'uname.txt', 'uname-a.txt', 'sos_commands/kernel/uname_-a'],
  accepts: (head) =>
    (/^Linux (?:version |\S+ )\d+\.\d+/.test(head) && head.indexOf('\n') >= head.trimEnd().length - 1) ||
    // What programs print of the system that they run on, where it is WSL's (uWSGI, $PSVersionTable of PowerShell).
    NAMED_WSL.test(head),
  *read(document) {
    // captured/uname.ts reads the names of other systems.
    const { text } = document
    const system = text.slice(0, Math.max(0, text.indexOf(' ')))
    if (system.endsWith('BSD') || OTHER_SYSTEMS.includes(system)) return
    const microsoft = text.includes('icrosoft')
    // WSL 1 has no kernel: Windows answers the system calls, as a container's host does. WSL 2 is a guest of Hyper-V.
    function* wslSignals(at: number, letter: string): Generator<Signal> {
      yield signalAt(document, at, 'wsl', letter === 'M' ? 'wsl1' : 'wsl2')
      if (letter === 'M') yield signalAt(document, at, 'container.is', 'wsl')
    }
    const named = microsoft ? NAMED_WSL.exec(text) : null
    if (named !== null) {
      yield signalAt(document, named.index, 'kernel.release', named[1]!)
      yield* wslSignals(named.index, named[2]!)
      return
    }
    const match = /\b(\d{1,4}\.\d+\S*)/.exec(text)
    if (match !== null) yield signalAt(document, match.index, 'kernel.release', match[1]!)
    yield* nodeOf(document)
    const wsl = microsoft ? /\b\d[\w.-]{0,64}-([Mm])icrosoft\b/.exec(text) : null
    if (wsl !== null) yield* wslSignals(wsl.index, wsl[1]!)
    const gvisor = text.toLowerCase().includes('gvisor') ? /\bgvisor\b/i.exec(text) : null
    if (gvisor !== null) yield signalAt(document, gvisor.index, 'container.is', 'gvisor')
    const machine = /\b(x86_64|i[3-6]86|aarch64|arm64|armv\dl|s390x|ppc64le|ppc64|riscv64|loongarch64|ia64)\b/.exec(text)
    if (machine !== null) yield signalAt(document, machine.index, 'arch', machine[1]!)
  },
}

/** `uname -m`: one word. */
export const machine: Probe = {
  id: 'machine',
  reads: [],
  captured: ['uname-m.txt', 'sos_commands/kernel/uname_-m'],
  accepts: (head) =>
    /^(?:x86_64|i[3-6]86|aarch64|armv\d\w*|s390x?|ppc64(?:le)?|riscv64|loongarch64|ia64|mips\w*)\n?$/.test(head),
  *read(document) {
    yield signalAt(document, 0, 'arch', document.text.trim())
  },
}

/** Loaded modules: abilities, not use; only those whose presence rules ask for. */
export const modules: Probe = {
  id: 'modules',
  reads: ['proc/modules'],
  captured: ['lsmod', 'lsmod.txt', 'sos_commands/kernel/lsmod'],
  accepts: (head) => /^(?:Module\s+Size\s+Used by|\w+ \d+ \d+ \S+ (?:Live|Loading) 0x)/.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 5_000)) {
      const match = /^(\w+)\s+\d+\s+\d+/.exec(text)
      if (match !== null) yield signalAt(document, index, 'module', match[1]!)
    }
  },
}

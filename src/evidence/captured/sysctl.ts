import { driversBy } from '../../devices/elsewhere.ts'
import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf, boardOf, type Shown, verdictAt } from './inventory.ts'

/**
 * `sysctl` of FreeBSD, OpenBSD, NetBSD and macOS, whole or some lines of it. FreeBSD's kern.vm_guest is the kernel's own verdict
 * (sys/kern/subr_param.c, vm_guest_sysctl_names); OpenBSD's hw.vendor and NetBSD's machdep.dmi are the names in SMBIOS.
 * A device's %desc is what its driver calls it, as in the boot messages.
 */
const LINE = /^([a-z][\w.%-]{2,80})(?:=|: ?| = )"?([^\s"].{0,300}?)"?$/
const BOARD: ReadonlyMap<string, 'sys_vendor' | 'product_name' | 'product_version' | 'bios_vendor' | 'bios_version'> = new Map([
  ['hw.vendor', 'sys_vendor'],
  ['hw.product', 'product_name'],
  ['hw.version', 'product_version'],
  ['machdep.dmi.system-vendor', 'sys_vendor'],
  ['machdep.dmi.system-product', 'product_name'],
  ['machdep.dmi.system-version', 'product_version'],
  ['machdep.dmi.bios-vendor', 'bios_vendor'],
  ['machdep.dmi.bios-version', 'bios_version'],
])
/** FreeBSD's words that name a hypervisor; generic, vmm and parallels as there. `hv` is Hyper-V, `vbox` VirtualBox. */
const GUESTS: ReadonlyMap<string, string> = new Map([
  ['hv', 'microsoft'],
  ['vbox', 'oracle'],
  ['xen', 'xen'],
  ['vmware', 'vmware'],
  ['kvm', 'kvm'],
  ['bhyve', 'bhyve'],
  ['parallels', 'parallels'],
  ['nvmm', 'nvmm'],
])
/** NetBSD's words, sys/arch/x86/x86/identcpu.c. */
const HYPERVISORS: ReadonlyMap<string, string> = new Map([
  ['Hyper-V', 'microsoft'],
  ['VirtualBox', 'oracle'],
  ['Xen HVM', 'xen'],
  ['Xen PV', 'xen'],
  ['Xen PVH', 'xen'],
])
/** Names of NICs by the driver in a device tree of FreeBSD, as Linux calls the driver of the same device. */
const CARDS = driversBy((of) => of.freebsd)

/**
 * FreeBSD's timecounters by what Linux calls the clocksource of the same clock: sys/x86/x86/tsc.c, sys/dev/acpica/acpi_hpet.c and acpi_timer.c,
 * sys/dev/xen/timer/xen_timer.c, sys/x86/x86/pvclock.c with sys/x86/x86/kvm_clock.c, sys/dev/hyperv/vmbus (vmbus_et.c, x86/hyperv_x86.c).
 */
const CLOCKS: readonly (readonly [counter: RegExp, clocksource: string])[] = [
  [/^TSC(?:-low)?$/, 'tsc'],
  [/^XENTIMER$/, 'xen'],
  [/^kvmclock$/, 'kvm-clock'],
  [/^Hyper-V(?:-TSC)?$/, 'hyperv_clocksource'],
  [/^HPET$/, 'hpet'],
  [/^ACPI-(?:fast|safe)$/, 'acpi_pm'],
  [/^i8254$/, 'pit'],
  [/^ARM MPCore Timecounter$/, 'arch_sys_counter'],
]
/** FreeBSD's architectures whose kernels ask CPUID for a hypervisor (sys/x86/x86/identcpu.c, identify_hypervisor). */
const ASKS_CPUID = /^hw\.machine(?:_arch)?(?:=|: ?| = )(?:amd64|i386)$/m

function* read(document: Document): Generator<Signal> {
  const board = new Map<string, Shown>()
  const cards = new Set<string>()
  for (const { text, index } of linesOf(document, 50_000)) {
    const line = text.length > 500 ? null : LINE.exec(text.trimEnd())
    if (line === null) continue
    const [, name = '', value = ''] = line
    const field = BOARD.get(name)
    if (field !== undefined) board.set(field, { value, index })
    else if (name === 'kern.vm_guest') {
      yield* verdictAt(document, index, GUESTS.get(value) ?? value)
      if (value === 'none' && ASKS_CPUID.test(document.text.slice(0, MOST_TEXT)))
        yield signalAt(document, index, 'cpuid.hypervisor-bit', '0')
    } else if (name === 'hw.hv_vendor') yield signalAt(document, index, 'cpuid.signature', value.trim())
    else if (name === 'kern.timecounter.hardware') {
      const clock = CLOCKS.find(([counter]) => counter.test(value))?.[1]
      if (clock !== undefined) yield signalAt(document, index, 'clocksource', clock)
    } else if (name === 'kern.ostype') yield* system(document, index, value)
    else if (name === 'hw.machine_arch' || name === 'hw.machine') yield signalAt(document, index, 'arch', archOf(value))
    else if (name === 'machdep.hypervisor') yield* verdictAt(document, index, HYPERVISORS.get(value) ?? value)
    else if (name === 'machdep.cpu.brand_string') {
      yield signalAt(document, index, 'cpu.model', value)
      // Only Apple's own framework runs macOS in a guest on Arm.
      if (/^Apple .*\(Virtual\)$/.test(value)) yield signalAt(document, index, 'tool.says', 'apple')
    } else if (name === 'hw.model') yield* model(document, index, value)
    else if (name === 'kern.hv_vmm_present' && /^[01]$/.test(value))
      yield signalAt(document, index, 'cpuid.hypervisor-bit', value)
    else {
      const card = /^dev\.([a-z]{2,8})\.(\d{1,3})\.%desc$/.exec(name)
      const known = CARDS().get(card?.[1] ?? '')
      if (card !== null && known?.class === 'net' && !cards.has(card[0]!)) {
        cards.add(card[0]!)
        yield signalAt(document, index, 'net.logged', known.driver, `${card[1]}${card[2]}`)
      }
    }
  }
  yield* boardOf(document, Object.fromEntries(board))
}

/** Its output is a megabyte where all is printed; hw.machine comes early. */
const MOST_TEXT = 1_048_576

function* system(document: Document, index: number, name: string): Generator<Signal> {
  if (/^(?:FreeBSD|OpenBSD|NetBSD|DragonFly|Darwin)$/.test(name))
    yield signalAt(document, index, 'guest.os', name === 'FreeBSD' ? 'freebsd' : 'other')
}

/** FreeBSD and OpenBSD name the processor here, macOS the machine: VMware7,1 or VirtualMac2,1 in a guest. */
function* model(document: Document, index: number, value: string): Generator<Signal> {
  if (/^(?:VMware|VirtualMac|Parallels|VirtualBox)\d{0,3}[,\d]*/.test(value))
    yield* boardOf(document, { product_name: { value, index } })
  else if (!/^[A-Z][A-Za-z]+\d{1,3},\d{1,3}$/.test(value)) yield signalAt(document, index, 'cpu.model', value)
}

export const sysctl: Probe = {
  id: 'sysctl-bsd',
  amid: true,
  reads: [],
  words: ['kern.', 'hw.', 'machdep.', 'dev.'],
  accepts: (head) =>
    /^(?:kern\.vm_guest|kern\.hv_vmm_present|hw\.hv_vendor|kern\.timecounter\.hardware|machdep\.cpu\.brand_string|machdep\.hypervisor|machdep\.dmi\.system-vendor|dev\.(?:vtnet|xn|hn|vmx|ena)\.\d+\.%desc)(?:=|: | = )\S/m.test(
      head,
    ) ||
    (/^hw\.vendor=\S/m.test(head) && /^hw\.(?:product|machine|model|ncpu)=/m.test(head)),
  read,
}

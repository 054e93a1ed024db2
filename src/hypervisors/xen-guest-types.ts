import { MODES, type Signal, type Verdict } from '../model.ts'
import type { GuestTypes } from './index.ts'

type Signals = ReadonlyMap<string, readonly Signal[]>

/** Arm as `uname -m` and Xen name it. */
const ARM: readonly string[] = ['aarch64', 'arm']
const startsWithOne = (value: string, starts: readonly string[]): boolean => starts.some((start) => value.startsWith(start))

/** Rules about the mode whose evidence an Arm machine has as well, which has no modes. */
const ON_ARM_TOO: readonly string[] = ['xen.type-speaks', 'xen.control-domain-mode', 'xen.usual-kernel']
/** Signals that show x86 without showing the mode, with all of their values or these. */
const X86: readonly (readonly [signal: string, value?: RegExp])[] = [
  ['arch', /^(?:x86_64|i\d86)/],
  ['cpu.flags'],
  ['cpuid.signature'],
  ['irq.io-apic'],
  ['kernel.release', /amd64|x86_64|[3-6]86/],
]

/** Xen on Arm has a single guest type; the names of the x86 modes do not apply. */
function isArm(signals: Signals): boolean {
  return (
    signals.has('devicetree.hypervisor') ||
    signals.has('xen.arm') ||
    signals.has('irq.gic') ||
    signals.get('arch')?.some((s) => startsWithOne(s.value, ARM)) === true ||
    signals.get('devicetree.model')?.[0]?.value.startsWith('XENVM') === true ||
    signals.get('xen.guest-type')?.[0]?.value === 'Xen'
  )
}

/** Whether the modes are those of x86 by assumption alone: then interrupts may be those of an Arm machine. */
const isAssumed = ({ because }: Verdict, signals: Signals): boolean =>
  because.every(({ rule }) => ON_ARM_TOO.includes(rule)) &&
  !X86.some(([name, value]) => signals.get(name)?.some((s) => value?.test(s.value) !== false) === true)

export const guestTypes: GuestTypes = {
  possible: (signals) => (isArm(signals) ? [] : MODES),
  isAssumed,
  withoutDeviceModel: ['pv', 'pvh', 'pvh-v1'],
  ofControlDomain: ['pv', 'pvh'],
  version: 'xen.version',
}

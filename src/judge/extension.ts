import type { Verdict } from '../model.ts'
import type { Signals } from './judge.ts'

/** As rules name the CPU's virtualization extensions, for every architecture. */
const ANY: RegExp = /hardware virtualization \([^)]+\)/

/** The extension by CPU vendor or model, or else by architecture. */
const EXTENSIONS: readonly (readonly [signal: string, value: RegExp, extension: string])[] = [
  ['cpu.vendor', /^GenuineIntel$/, 'Intel VT-x'],
  ['cpu.vendor', /^(?:AuthenticAMD|HygonGenuine)$/, 'AMD-V'],
  ['cpu.model', /^Intel\b/, 'Intel VT-x'],
  ['cpu.model', /^(?:AMD|Hygon)\b/, 'AMD-V'],
  ['arch', /^(?:aarch64|arm64)$/, 'Arm EL2'],
  ['arch', /^s390x?$/, 's390 SIE'],
]

/** A verdict on the CPU whose messages name the extension of this machine, if the evidence shows which one it is. */
export function withExtension(verdict: Verdict, signals: Signals): Verdict {
  const known = EXTENSIONS.find(([signal, value]) => signals.get(signal)?.some((s) => value.test(s.value)) === true)
  if (known === undefined) return verdict
  return { ...verdict, because: verdict.because.map((finding) => ({ ...finding, says: finding.says.replace(ANY, known[2]) })) }
}

import type { Test, Verdict } from '../model.ts'
import { passes, type Signals } from './judge.ts'

/** As rules name the CPU's virtualization extensions, for every architecture. */
const ANY = 'hardware virtualization ('

/** The extension by CPU vendor or model, or else by architecture. */
const EXTENSIONS: readonly (readonly [signal: string, value: Exclude<Test, boolean>, extension: string])[] = [
  ['cpu.vendor', 'GenuineIntel', 'Intel VT-x'],
  ['cpu.vendor', ['AuthenticAMD', 'HygonGenuine'], 'AMD-V'],
  ['cpu.model', /^Intel\b/, 'Intel VT-x'],
  ['cpu.model', /^(?:AMD|Hygon)\b/, 'AMD-V'],
  ['arch', ['aarch64', 'arm64'], 'Arm EL2'],
  ['arch', ['s390', 's390x'], 's390 SIE'],
]

/** A verdict on the CPU whose messages name the extension of this machine, if the evidence shows which one it is. */
export function withExtension(verdict: Verdict, signals: Signals): Verdict {
  const known = EXTENSIONS.find(([signal, value]) => signals.get(signal)?.some((s) => passes(value, s.value)) === true)
  if (known === undefined) return verdict
  return { ...verdict, because: verdict.because.map((finding) => ({ ...finding, says: naming(known[2], finding.says) })) }
}

function naming(extension: string, says: string): string {
  const start = says.indexOf(ANY)
  return start < 0 ? says : says.slice(0, start) + extension + says.slice(says.indexOf(')', start) + 1)
}

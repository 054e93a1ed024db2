import type { Document, Probe, Signal } from '../model.ts'
import { signalAt } from './say.ts'

/** Which machine it is, for people: no rule asks for any of this. */

/** The name that the kernel has; `etc/hostname` is what it is given at boot. */
export const hostname: Probe = {
  id: 'hostname',
  reads: ['proc/sys/kernel/hostname'],
  captured: ['etc/hostname', 'hostname', 'hostname.txt', 'sos_commands/host/hostname'],
  *read(document) {
    const name = document.text.trim()
    if (/^[\w.-]{1,253}$/.test(name) && name !== '(none)') yield signalAt(document, 0, 'machine.host', name)
  },
}

/** Processors that run, as ranges: `0-3,8`. Small, where /proc/cpuinfo of a large machine is not. */
export const processors: Probe = {
  id: 'processors',
  reads: ['sys/devices/system/cpu/online'],
  *read(document) {
    const count = countOf(document.text.trim())
    if (count !== undefined) yield signalAt(document, 0, 'machine.vcpus', String(count))
  },
}

/** @returns how many numbers there are in a list such as `0-3,8` */
function countOf(list: string): number | undefined {
  let sum = 0
  for (const range of list.split(',')) {
    const match = RANGE.exec(range)
    if (match === null) return undefined
    sum += Number(match[2] ?? match[1]) - Number(match[1]) + 1
  }
  return sum
}

const RANGE = /^(\d{1,5})(?:-(\d{1,5}))?$/
/** The name of a machine in the output of `uname -a`: `Linux web01 6.1.0-13-amd64 #1 SMP …`. */
export function* nodeOf(document: Document): Generator<Signal> {
  const { text } = document
  // The log and /proc/version begin with `Linux version`.
  if (text.startsWith('Linux version') || !(text.startsWith('Linux ') || text.includes('BSD '))) return
  const match = /^(?:Linux|FreeBSD|NetBSD|OpenBSD) ([\w.-]{1,253}) \d{1,4}\.\d/.exec(text)
  if (match !== null) yield signalAt(document, 0, 'machine.host', match[1]!)
}

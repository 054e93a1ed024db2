import { EXIT, Fault } from '../fault.ts'
import type { Signal } from '../model.ts'

const LINUX: RegExp =
  /linux|debian|ubuntu|fedora|rhel|red ?hat|centos|rocky|alma|suse|sles|\/ol\/|amazon|photon|alpine|arch|gentoo|nixos|cirros/i

/** A short id of osinfo-db: `debian12`, `centos-stream9`, `win2k22`. */
const NAME_AND_VERSION: RegExp = /^[a-z][a-z-]{1,30}\d[\w.-]{0,30}$/i

/** The family of a system by the name that a definition has for it: an id of osinfo, a `guestOS`, an `osType`. */
export function familyOf(name: string): 'windows' | 'linux' | 'freebsd' | 'other' {
  if (/microsoft|^win|^longhorn/i.test(name)) return 'windows'
  if (/freebsd/i.test(name)) return 'freebsd'
  return LINUX.test(name) ? 'linux' : 'other'
}

/**
 * What `--guest` reports of the system that will run: `linux-6.1`, `windows-2022` or a name of osinfo-db (`debian12`, `win2k22`), and
 * `pv-drivers` or `no-pv-drivers` after a comma.
 * @throws Fault with exit 2 for any other word
 */
export function guestSignals(guest: string | undefined): Signal[] {
  if (guest === undefined) return []
  const signals: Signal[] = []
  const say = (name: string, value: string): void => {
    signals.push({ name, value, proof: { path: '--guest', text: guest } })
  }
  for (const part of guest.split(',')) {
    const system = /^(linux|windows|freebsd|other)(?:-([\w.]+))?$/i.exec(part.trim())
    if (/^(?:no-)?pv-drivers$/.test(part.trim())) say('guest.pv-drivers', part.trim().startsWith('no-') ? 'no' : 'yes')
    else if (system !== null) {
      say('guest.os', system[1]!.toLowerCase())
      if (system[1]!.toLowerCase() === 'linux' && system[2] !== undefined) say('kernel.release', system[2])
    } else if (NAME_AND_VERSION.test(part.trim()) && familyOf(part.trim()) !== 'other') say('guest.os', familyOf(part.trim()))
    else
      throw new Fault(
        `--guest ${guest}: "${part}" is unknown; use linux-VERSION, windows-VERSION, freebsd, a name such as debian12 or win2k22, pv-drivers or no-pv-drivers`,
        EXIT.usage,
      )
  }
  const drivers = new Set(signals.filter((s) => s.name === 'guest.pv-drivers').map((s) => s.value))
  if (drivers.size > 1) throw new Fault(`--guest ${guest}: pv-drivers cannot be combined with no-pv-drivers`, EXIT.usage)
  return signals
}

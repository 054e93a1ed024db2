import type { Setting } from '../definitions/definition.ts'
import type { Signal } from '../model.ts'

/** The system that runs in a guest, as far as the definition or `--guest` names it. */
export interface System {
  readonly family: 'windows' | 'linux' | 'freebsd' | 'macos' | 'other'
  /** Lower case, as in `debian 12`: what the table of drivers knows. */
  readonly name?: string
  readonly version?: string
  /** What names it: `guestOS = "windows2019srv-64"`, `--guest windows-2022`. */
  readonly from: string
}

/** Settings that name the system, by format; the last key is what a message calls them. */
const NAMED: ReadonlyMap<string, RegExp> = new Map([
  ['libvirt', /^domain\/metadata\/libosinfo\/os\/@id$/],
  ['proxmox', /^ostype$/],
  ['vmx', /^guestos$/],
  ['xapi', /^os[-_]version[:.](?:name|distro)$/],
  ['xva', /^os[-_]version[:.](?:name|distro)$/],
  ['vagrantfile', /^vm\.(?:guest|communicator)$|^vmware\.vmx\.guestos$/],
  ['packer', /^guest_os_type$/],
  ['terraform', /^values\.(?:guest_id|operating_system|ostype)$/],
  ['openstack-image', /(?:^|\.)os_(?:distro|type)$/],
  ['kubevirt', /^(?:spec\.template\.)?metadata\.annotations\.vm\.kubevirt\.io\/os$|^spec\.preference\.name$/],
])

/** Words for a family, in the order in which they are looked for; `darwin` holds `win`. */
const FAMILIES: readonly (readonly [RegExp, System['family']])[] = [
  [/darwin|mac ?os|apple\.com/, 'macos'],
  [/^win|microsoft|^longhorn|^w2k|^wxp$|^wvista$/, 'windows'],
  [/freebsd/, 'freebsd'],
  [
    /linux|^l2[46]$|debian|ubuntu|fedora|rhel|red ?hat|centos|rocky|alma|suse|sles|oracle|amazon|photon|alpine|arch|gentoo|nixos/,
    'linux',
  ],
]

function familyOf(word: string): System['family'] {
  return FAMILIES.find(([pattern]) => pattern.test(word))?.[1] ?? 'other'
}

/** `debian/12`, `debian12-64`, `rhel9.2`, `centos-stream/9`: a name and the first number after it; `sles-64` names no release. */
function versionOf(word: string): Pick<System, 'name' | 'version'> {
  const [, name, version] = /(?:^|\/)([a-z]+(?:-stream)?)[-/ _]?(\d{1,3}(?:\.\d{1,3})?)(?!\d)/.exec(word) ?? []
  return name === undefined || /^(?:32|64)$/.test(version!) ? {} : { name, version: version! }
}

/**
 * The system of a guest: what `--guest` names, else what the definition names. Enlightenments for Hyper-V do not make a guest Windows, other
 * systems use them as well.
 */
export function systemOf(
  format: string,
  settings: readonly Setting[],
  signals: readonly Signal[],
  asked?: string,
): System | undefined {
  const guest = signals.find((s) => s.name === 'guest.os')
  if (guest !== undefined) {
    const release = signals.find((s) => s.name === 'kernel.release' && s.proof.path === '--guest')?.value
    return {
      family: familyOf(guest.value === 'other' ? '' : guest.value),
      ...(release === undefined ? versionOf((asked ?? '').toLowerCase()) : { name: 'kernel', version: release }),
      from: `--guest ${asked ?? guest.proof.text}`,
    }
  }
  const named = NAMED.get(format)
  let best: System | undefined
  if (named !== undefined)
    for (const setting of settings) {
      if (!named.test(setting.path) || setting.value === '') continue
      const word = setting.value.toLowerCase()
      // A communicator names Windows or nothing.
      if (setting.path.endsWith('communicator') && !word.startsWith('win')) continue
      const found: System = {
        family: familyOf(word),
        ...versionOf(word),
        from: `${/[^/.:@]*(?:\.io\/os)?$/.exec(setting.path)![0]} ${setting.value.slice(0, 80)}`,
      }
      if (best === undefined || best.family === 'other' || (best.version === undefined && found.family === best.family))
        best = found
    }
  if (best !== undefined) return best
  const declared = format === 'libvirt' ? undefined : signals.find((s) => s.name === 'declared.os')
  return declared === undefined || declared.value === 'other'
    ? undefined
    : { family: familyOf(declared.value), from: declared.proof.text.slice(0, 80) }
}

/** Drivers that a change may need. */
export type Driver = 'virtio-blk' | 'virtio-scsi' | 'pvscsi' | 'virtio-net' | 'vmxnet3' | 'netvsc' | 'xen-net'

/**
 * Whether the kernel that `--guest` names has netfront in a PVHVM guest: Linux 2.6.36 and newer.
 * The other changes need more than a driver, which no version shows. https://wiki.xenproject.org/wiki/PV_on_HVM
 */
export function hasNetfront(system: System | undefined): boolean {
  if (system?.family !== 'linux' || system.name !== 'kernel') return false
  const [major = 0, minor = 0, patch = 0] = (system.version ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0)
  return major > 2 || (major === 2 && (minor > 6 || (minor === 6 && patch >= 36)))
}

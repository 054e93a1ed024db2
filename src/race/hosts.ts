import { readFile } from 'node:fs/promises'
import { Fault } from '../fault.ts'
import type { Dom0 } from './dom0.ts'
import { factsOf, type HostFacts } from './host/facts.ts'
import { openHost, POOL } from './host/real.ts'
import { type SshAddress, sshShell } from './host/ssh.ts'
import { localShell } from './host/xl.ts'
import type { RacedId } from './modes.ts'
import type { PackageFile, Packages } from './packages.ts'
import { xenInQemu } from './qemu-race.ts'
import type { Field } from './race.ts'
import type { Vendor } from './trace/count.ts'

/** Where a race can run. */
export type Where = { readonly what: 'qemu' | 'xl' } | { readonly what: 'ssh'; readonly address: SshAddress }

/** A dom0 that is ready, with what the race and its report have to know of it. */
export interface RaceHost {
  readonly dom0: Dom0
  /** The physical CPU of the guests. */
  readonly cpu: number
  readonly vendor: Vendor
  readonly pool?: string
  readonly tracePages?: number
  /** Where it ran, for the report. */
  readonly on: string
  /** Whether times mean nothing there. */
  readonly emulated: boolean
  readonly xen: string
  readonly notes: readonly string[]
}

/** A dom0 that was looked at, or will be made. */
export interface HostToBe {
  /** What measurements there depend on beside the packages. */
  readonly versions: readonly string[]
  open(say: (line: string) => void): Promise<RaceHost>
  close(): Promise<void>
}

/** Xen and dom0 of the packages, in QEMU: its emulator has AMD's SVM; with KVM the guests' exits are this CPU's. */
export function hostInQemu(
  cache: string,
  packages: Packages,
  field: Field,
  options: {
    readonly modes: readonly RacedId[]
    readonly accelerator: 'tcg' | 'kvm'
    readonly keep: boolean
    readonly signal: AbortSignal
  },
): HostToBe {
  const { modes, accelerator, keep, signal } = options
  return {
    versions: [],
    close: async () => undefined,
    async open(say) {
      const dom0 = await xenInQemu(cache, packages, field, { accelerator, keep, guests: modes.length, say, signal })
      const intel = accelerator === 'kvm' && /GenuineIntel/.test(await readFile('/proc/cpuinfo', 'utf8'))
      return {
        dom0,
        cpu: 1,
        vendor: intel ? 'vmx' : 'svm',
        on: accelerator === 'tcg' ? 'in QEMU TCG (AMD SVM with nested paging, emulated)' : 'in QEMU with KVM (nested)',
        emulated: true,
        xen: versionOf(packages.list, /^xen-hypervisor-\d.*-amd64$/),
        notes: [],
      }
    },
  }
}

const versionOf = (list: readonly PackageFile[], name: RegExp): string =>
  list.find((one) => name.test(one.name))?.version ?? '?'

/**
 * A dom0 that is there: this machine, or one behind ssh.
 * @throws Fault where it is none, or the race could not be root there
 */
export async function realHost(where: Where, signal: AbortSignal): Promise<HostToBe> {
  const shell = where.what === 'ssh' ? await sshShell(where.address) : localShell()
  const what = where.what === 'ssh' ? 'ssh' : 'xl'
  try {
    const facts = await factsOf(shell, signal)
    return {
      versions: [`Xen ${facts.xen}`, `dom0 Linux ${facts.kernel}`, facts.cpu, facts.board],
      close: () => shell.close(),
      async open(say) {
        say(`preparing ${shell.name}: reserving a CPU for the guests`)
        const { dom0, cpu } = await openHost(shell, facts, what, signal)
        return {
          dom0,
          cpu,
          pool: POOL,
          tracePages: tracePagesOf(facts.cpus),
          vendor: facts.vendor,
          xen: facts.xen,
          ...described(facts, cpu),
        }
      },
    }
  } catch (error) {
    await shell.close()
    if (signal.aborted) throw new Fault('interrupted')
    throw error
  }
}

/** Xen allocates the trace buffer for every CPU, traced or not: together at most 256 MiB. */
export function tracePagesOf(cpus: number): number {
  return Math.max(256, Math.min(2048, Math.floor(65_536 / cpus)))
}

/** Boards that only virtual machines have: Xen itself is a guest there. */
const VIRTUAL = /QEMU|KVM|VMware|VirtualBox|innotek|Bochs|Virtual Machine|Google|OpenStack/i
/** These hosts may be emulators, whose times are not valid. */
const EMULATOR = /QEMU|Bochs/i

/** The name of the machine is not in the report: only what the figures depend on. */
function described({ cpu, board, kernel }: HostFacts, pinned: number): Pick<RaceHost, 'on' | 'emulated' | 'notes'> {
  const nested = VIRTUAL.test(board)
  return {
    on: `on ${cpu || 'unnamed CPU'} (${board || 'unknown board'}), dom0 Linux ${kernel}`,
    emulated: EMULATOR.test(board),
    notes: [
      `The guests had CPU ${pinned} to themselves, in a separate CPU pool.`,
      ...(nested ? [`Xen itself runs in a virtual machine there (${board}), so its times differ from those on hardware.`] : []),
    ],
  }
}

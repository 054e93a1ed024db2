import { Fault } from '../../fault.ts'
import { lastLines } from '../process.ts'
import type { Vendor } from '../trace/count.ts'
import { quoted, type Shell } from './shell.ts'

/** Facts of the host, read before the race changes anything on it. */
export interface HostFacts {
  /** What makes a command run as root there. */
  readonly sudo: boolean
  readonly vendor: Vendor
  readonly cpus: number
  /** Xen's version from xl. */
  readonly xen: string
  readonly kernel: string
  readonly cpu: string
  /** Vendor and product of the board, for telling a dom0 that is itself a virtual machine. */
  readonly board: string
}

/** Programs of Xen are not in everybody's path. */
export const PATHS = 'PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/lib/xen/bin"; export PATH; trap "" HUP'

const SECONDS = 60

/** Needs no rights, changes nothing. */
const LOOK = `# look at the machine
${PATHS}
echo "uid=$(id -u)"
echo "machine=$(uname -m)"
echo "kernel=$(uname -r)"
echo "hypervisor=$(cat /sys/hypervisor/type 2>/dev/null)"
echo "vendor=$(sed -n 's/^vendor_id[^:]*: *//p' /proc/cpuinfo | head -n1)"
echo "cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n1)"
echo "board=$(cat /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/product_name 2>/dev/null | tr '\\n' ' ')"
echo "xl=$(command -v xl)"
echo "xentrace=$(command -v xentrace || ls /usr/lib/xen*/bin/xentrace 2>/dev/null | head -n1)"
[ "$(id -u)" = 0 ] || echo "sudo=$(sudo -n true 2>&1 && echo yes)"
true`

/** As root. */
const ASK = `# ask xl
${PATHS}
echo "capabilities=$(cat /proc/xen/capabilities 2>/dev/null)"
xl info 2>&1 | sed 's/^\\([a-z_]*\\) *: */xl.\\1=/'
xl list 2>/dev/null | sed -n 's/^\\(virtcolor-[a-z-]*\\) .*/left=\\1/p'
[ ! -e /sys/class/net/vcrace0 ] || echo "left=vcrace0"
[ ! -e /tmp/vcrace ] || echo "left=/tmp/vcrace"
true`

/** `name=value` lines; of a name that comes several times, all values. */
function linesOf(text: string): (name: string) => readonly string[] {
  const found = new Map<string, string[]>()
  for (const line of text.split('\n').slice(0, 2000)) {
    const at = line.indexOf('=')
    if (at > 0) found.set(line.slice(0, at), [...(found.get(line.slice(0, at)) ?? []), line.slice(at + 1).trim()])
  }
  return (name) => found.get(name) ?? []
}

/**
 * The requirements for a race on a real dom0, checked in the order in which a user can fix them.
 * @throws Fault with the requirement that is not met, and how to meet it
 */
export async function factsOf(shell: Shell, signal?: AbortSignal): Promise<HostFacts> {
  const given = { seconds: SECONDS, ...(signal === undefined ? {} : { signal }) }
  const looked = linesOf((await shell.exec(LOOK, given)).stdout.toString('utf8'))
  const one = (name: string): string => looked(name)[0] ?? ''
  const { name } = shell
  if (one('machine') !== 'x86_64')
    throw new Fault(`${name}: the race needs Linux on x86-64; this is ${one('machine') || 'another system'}`)
  if (one('hypervisor') !== 'xen')
    throw new Fault(
      `${name}: not a Xen dom0; it does not run under Xen (/sys/hypervisor/type: ${one('hypervisor') || 'absent'})`,
    )
  if (one('xl') === '')
    throw new Fault(`${name}: xl is not installed, so this is a guest or a dom0 without the tools (Debian: xen-utils)`)
  if (one('xentrace') === '') throw new Fault(`${name}: xentrace is not installed (Debian: xen-utils)`)
  const sudo = one('uid') !== '0'
  if (sudo && one('sudo') !== 'yes')
    throw new Fault(
      `${name}: the race needs root in dom0, and sudo asks for a password (sudo -n: ${lastLines(one('sudo'), 1) || 'failed'})`,
    )
  const asked = linesOf((await shell.exec(asRoot(ASK, sudo), given)).stdout.toString('utf8'))
  const xl = (field: string): string => asked(`xl.${field}`)[0] ?? ''
  const capabilities = asked('capabilities')[0] ?? ''
  if (capabilities !== '' && !capabilities.includes('control_d')) throw new Fault(`${name}: this is a Xen guest, not the dom0`)
  const cpus = Number(xl('nr_cpus'))
  if (!Number.isInteger(cpus) || cpus < 1)
    throw new Fault(`${name}: 'xl info' fails; check that xenstored runs and that this is the dom0`)
  if (cpus < 2) throw new Fault(`${name}: has only one CPU; the race needs one for dom0 and one for the guests`)
  const left = asked('left')
  if (left.length > 0)
    throw new Fault(
      `${name}: another race is running, or one was killed and left ${left.join(', ')}; remove these with 'xl destroy', 'ip link delete vcrace0' and rm -r /tmp/vcrace`,
    )
  const major = xl('xen_major')
  return {
    sudo,
    cpus,
    vendor: /GenuineIntel|CentaurHauls|Shanghai/.test(one('vendor')) ? 'vmx' : 'svm',
    xen: xl('xen_version') || (major === '' ? '?' : `${major}.${xl('xen_minor')}${xl('xen_extra')}`),
    kernel: one('kernel'),
    cpu: one('cpu'),
    board: one('board'),
  }
}

/** Shell text as root. */
export function asRoot(script: string, sudo: boolean): string {
  return sudo ? `exec sudo -n sh -c ${quoted(script)}` : script
}

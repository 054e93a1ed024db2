import { Fault } from '../../fault.ts'
import type { Dom0 } from '../dom0.ts'
import { lastLines } from '../process.ts'
import { asRoot, type HostFacts, PATHS } from './facts.ts'
import { type ExecOptions, type Executed, quoted, type Shell } from './shell.ts'

/** Guests run in a pool of one CPU: neither dom0 nor any other domain can be on it, so that all that is traced there is theirs. */
export const POOL = 'virtcolor-race'

/** A dom0 that is there already. Nothing of it is changed that `stop` does not undo. */
export interface RealHost {
  readonly dom0: Dom0
  /** The physical CPU of the guests. */
  readonly cpu: number
}

const SHORT = 60

/**
 * Makes a folder in dom0, for root only, and sets a CPU apart.
 * @throws Fault where that cannot be; nothing is left then
 */
export async function openHost(shell: Shell, facts: HostFacts, what: 'xl' | 'ssh', signal: AbortSignal): Promise<RealHost> {
  const root = async (script: string, options: ExecOptions): Promise<Executed> =>
    await shell.exec(asRoot(`${PATHS}\n${script}`, facts.sudo), options)
  const made = await said(
    shell,
    'make a folder',
    root('umask 077; mkdir /tmp/vcrace && mktemp -d /var/tmp/virtcolor-race.XXXXXX', { seconds: SHORT, signal }),
  )
  const folder = made.trim().split('\n').at(-1)!
  const dom0 = new HostDom0(shell, root, what, folder, signal)
  try {
    if (!/^\/[\w./-]*\/virtcolor-race\.\w+$/.test(folder))
      throw new Fault(`${shell.name}: mktemp failed: '${lastLines(folder, 1)}'`)
    const pool = await said(
      shell,
      'reserve a CPU for the guests',
      root(POOL_UP(folder, facts.cpus), { seconds: SHORT, signal }),
    )
    const cpu = Number(/^cpu=(\d+)$/m.exec(pool)?.[1])
    if (!Number.isInteger(cpu)) throw new Fault(`${shell.name}: no CPU can be reserved for the guests: ${lastLines(pool, 2)}`)
    return { dom0, cpu }
  } catch (error) {
    await dom0.stop()
    throw error
  }
}

async function said(shell: Shell, what: string, work: Promise<Executed>): Promise<string> {
  const { code, stdout, stderr } = await work
  if (code !== 0)
    throw new Fault(`${shell.name}: cannot ${what} (code ${code}): ${lastLines(stderr || stdout.toString('utf8'), 2)}`)
  return stdout.toString('utf8')
}

/** The last CPU that can be had: the first ones are where dom0 and interrupts like to be. xlcpupool.cfg(5). */
const POOL_UP = (folder: string, cpus: number): string => `# set a CPU apart
cpu=${cpus - 1}
while [ $cpu -gt 0 ]; do
  if xl cpupool-cpu-remove Pool-0 $cpu 2>${folder}/pool.log; then
    echo $cpu > ${folder}/pool.cpu
    printf 'name = "${POOL}"\\ncpus = ["%s"]\\n' $cpu > ${folder}/pool.cfg
    xl cpupool-create ${folder}/pool.cfg >${folder}/pool.log 2>&1 && { echo cpu=$cpu; exit 0; }
    break
  fi
  cpu=$((cpu-1))
done
cat ${folder}/pool.log; exit 1`

/** Whatever was done is undone, whether all of it was done or not. */
const UNDO = (folder: string): string => `# undo all
for name in $(xl list 2>/dev/null | sed -n 's/^\\(virtcolor-[a-z-]*\\) .*/\\1/p'); do xl destroy "$name" 2>/dev/null; done
[ ! -e /tmp/vcrace/pids ] || kill $(cat /tmp/vcrace/pids) 2>/dev/null
if [ -e /sys/class/net/vcrace0 ]; then
  if [ -x ${folder}/busybox ]; then ${folder}/busybox ip link set vcrace0 down; ${folder}/busybox brctl delbr vcrace0; else ip link delete vcrace0; fi
fi
if [ -e ${folder}/pool.cpu ]; then
  xl cpupool-destroy ${POOL} 2>/dev/null
  xl cpupool-cpu-add Pool-0 $(cat ${folder}/pool.cpu) 2>/dev/null
fi
rm -rf /tmp/vcrace ${folder}; true`

class HostDom0 implements Dom0 {
  readonly what: 'xl' | 'ssh'
  readonly folder: string
  readonly #shell: Shell
  readonly #root: (script: string, options: ExecOptions) => Promise<Executed>
  readonly #signal: AbortSignal
  #stopped = false
  #last = ''

  constructor(
    shell: Shell,
    root: (script: string, options: ExecOptions) => Promise<Executed>,
    what: 'xl' | 'ssh',
    folder: string,
    signal: AbortSignal,
  ) {
    this.#shell = shell
    this.#root = root
    this.what = what
    this.folder = folder
    this.#signal = signal
  }

  async put(name: string, bytes: Uint8Array | string): Promise<void> {
    const at = quoted(`${this.folder}/${name}`)
    const script = `# write ${name}\ncat > ${at}.part && chmod 755 ${at}.part && mv ${at}.part ${at}`
    const work = this.#root(script, { seconds: 600, input: bytes, signal: this.#signal })
    await said(this.#shell, `write ${name}`, work)
  }

  async get(name: string): Promise<Buffer> {
    const at = quoted(`${this.folder}/${name}`)
    const size = Number(
      await said(this.#shell, `read ${name}`, this.#root(`wc -c < ${at}`, { seconds: SHORT, signal: this.#signal })),
    )
    const { code, stdout, stderr } = await this.#root(`cat ${at}`, { seconds: 600, signal: this.#signal })
    if (code !== 0 || stdout.length !== size)
      throw new Fault(`${this.#shell.name}: ${name}: only ${stdout.length} of ${size} bytes arrived; ${lastLines(stderr, 2)}`)
    return stdout
  }

  async run(script: string, seconds: number): Promise<string> {
    const name = script.trimStart().split('\n', 1)[0]!.replace(/^# /, '')
    const { code, stdout, stderr } = await this.#root(`cd ${this.folder} || exit 1\n${script}`, {
      seconds,
      signal: this.#signal,
    })
    const out = stdout.toString('utf8')
    this.#last = `${out}\n${stderr}`.slice(-65_536)
    if (code !== 0) throw new Fault(`${this.#shell.name}: ${name}: failed (code ${code}): ${lastLines(`${out}\n${stderr}`, 4)}`)
    return out
  }

  console(): string {
    return this.#last
  }

  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    // Without the signal: that is most often why it stops.
    await this.#root(UNDO(this.folder), { seconds: 120 }).catch(() => undefined)
    await this.#shell.close()
  }
}

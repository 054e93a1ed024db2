import type { ChildProcess } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../../fault.ts'
import type { Dom0 } from '../dom0.ts'
import { READY_LINE, RUN_LINE } from '../image/dom0.ts'
import { Pace } from '../pace.ts'
import { hosted } from '../packages.ts'
import { endGroup, lastLines, start } from '../process.ts'

export interface QemuOptions {
  readonly root: string
  /** Folder of this run, for the console's log; on the same file system as the images. */
  readonly directory: string
  readonly share: string
  readonly xen: string
  readonly kernel: string
  readonly initramfs: string
  readonly accelerator: 'tcg' | 'kvm'
  readonly megabytes: number
  /** Additional arguments, such as a network card for access by ssh. */
  readonly more?: readonly string[]
  readonly signal?: AbortSignal
}

/**
 * TCG's gaps, each found by a panic or a hang (QEMU 7.2): MWAIT with ECX=1 raises #GP in Xen's idle loop (-monitor); IRET of a PV
 * kernel reads its frame with supervisor rights and faults under SMAP (-smap); an intercepted RDTSCP is reported as RDTSC and Xen
 * injects #GP (-rdtscp); after another guest ran on the CPU, an AVX instruction of an HVM or PVH guest may raise #UD, which ends its init
 * with SIGILL and so its kernel (-xsave,-avx,-avx2: C libraries then use SSE).
 */
const TCG_CPU = 'EPYC,-monitor,-smap,-rdtscp,-xsave,-xsavec,-avx,-avx2'

/** Seconds that a stage may take under TCG on two cores; measured: 13 to the ready line. */
const BOOT_SECONDS = 180

const DOM0_MEGABYTES = 1024

/** Of Xen or of dom0's kernel: the guests' consoles go elsewhere. */
const PANIC: RegExp = /Panic on CPU|Kernel panic/

/** How much of the console is kept in memory. */
const CONSOLE_TAIL = 256 * 1024

export async function startXen(options: QemuOptions): Promise<Dom0> {
  const { root, directory, share, signal } = options
  await mkdir(share, { recursive: true })
  const [command, loader] = hosted(root, 'usr/bin/qemu-system-x86_64')
  const xen = `console=com1 com1=115200,8n1 dom0_mem=${DOM0_MEGABYTES}M,max:${DOM0_MEGABYTES}M dom0_max_vcpus=1 dom0_vcpus_pin loglvl=warning guest_loglvl=warning spec-ctrl=no bootscrub=false noreboot`
  const dom0 = 'console=hvc0 mitigations=off quiet loglevel=4 panic=-1'
  const accelerator =
    options.accelerator === 'kvm' ? ['-accel', 'kvm', '-cpu', 'host'] : ['-accel', 'tcg,thread=multi', '-cpu', TCG_CPU]
  const args = [
    ...loader,
    ...accelerator,
    ...[
      '-M',
      'q35',
      '-smp',
      '2',
      '-m',
      String(options.megabytes),
      '-display',
      'none',
      '-nodefaults',
      '-no-user-config',
      '-no-reboot',
    ],
    ...['-L', join(root, 'usr/share/qemu'), '-L', join(root, 'usr/share/seabios')],
    ...['-serial', 'stdio', '-monitor', 'none'],
    ...['-kernel', options.xen, '-append', xen, '-initrd', `${options.kernel} ${dom0},${options.initramfs}`],
    ...['-fsdev', `local,path=${share},security_model=none,id=share`, '-device', 'virtio-9p-pci,fsdev=share,mount_tag=share'],
    ...(options.more ?? []),
  ]
  // Where util-linux is, QEMU dies with this process however that ends, SIGKILL included.
  const tied = await access('/usr/bin/setpriv').then(
    () => true,
    () => false,
  )
  const [program, all] = tied ? ['/usr/bin/setpriv', ['--pdeathsig', 'KILL', command, ...args]] : [command, args]
  const child = start(program, all, {
    cwd: directory,
    env: { PATH: process.env['PATH'], QEMU_MODULE_DIR: join(root, 'usr/lib/x86_64-linux-gnu/qemu') },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { ending: signal }),
  })
  return await new Machine(child, share, createWriteStream(join(directory, 'console.log'))).booted()
}

class Machine implements Dom0 {
  readonly what = 'qemu'
  readonly folder = '/host'
  readonly #share: string
  readonly #child: ChildProcess
  readonly #log: WriteStream
  #tail = ''
  #errors = ''
  #next = 0
  #dead: string | undefined
  readonly #pace: Pace

  constructor(child: ChildProcess, share: string, log: WriteStream) {
    this.#share = share
    this.#child = child
    this.#log = log
    this.#pace = new Pace(child.pid)
    child.stdin?.on('error', () => {})
    child.stdout?.on('data', (data: Buffer) => {
      this.#log.write(data)
      this.#tail = (this.#tail + data.toString('latin1')).slice(-CONSOLE_TAIL)
    })
    child.stderr?.on('data', (data: Buffer) => {
      this.#errors = (this.#errors + data.toString('utf8')).slice(-4096)
    })
    child.once('error', (error) => {
      this.#dead = `QEMU cannot be started: ${error.message}`
    })
    child.once('close', (code, by) => {
      this.#dead ??= `QEMU ended (${by ?? `code ${code}`})${this.#errors === '' ? '' : `: ${lastLines(this.#errors, 2)}`}`
      this.#log.end()
    })
  }

  async put(name: string, bytes: Uint8Array | string): Promise<void> {
    await writeFile(join(this.#share, name), bytes, { mode: 0o755 })
  }

  async get(name: string): Promise<Buffer> {
    return await readFile(join(this.#share, name))
  }

  console(): string {
    return this.#tail
  }

  dead(): boolean {
    return this.#dead !== undefined || PANIC.test(this.#tail)
  }

  async booted(): Promise<this> {
    try {
      await this.#until(() => this.#tail.includes(READY_LINE), BOOT_SECONDS, 'Xen and dom0 to boot')
      return this
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  async run(script: string, seconds: number): Promise<string> {
    const number = this.#next++
    const out = join(this.#share, `out.${number}`)
    const code = join(this.#share, `code.${number}`)
    await writeFile(join(this.#share, `run.${number}.new`), script)
    await rename(join(this.#share, `run.${number}.new`), join(this.#share, `run.${number}`))
    // The empty line ends whatever a serial line may have garbled before.
    this.#child.stdin?.write(`\n${RUN_LINE} ${number}\n`)
    await this.#until(() => exists(code), seconds, firstLine(script))
    const said = await readFile(out, 'utf8')
    const status = (await readFile(code, 'utf8')).trim()
    for (const path of [out, code, join(this.#share, `run.${number}`)]) await rm(path, { force: true })
    if (status !== '0') throw new Fault(`dom0: ${firstLine(script)}: failed (code ${status}): ${lastLines(said, 4)}`)
    return said
  }

  async stop(): Promise<void> {
    if (this.#dead === undefined) {
      endGroup(this.#child, 'SIGKILL')
      for (let i = 0; i < 100 && this.#dead === undefined; i++) await sleep(50)
    }
  }

  async #until(done: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
    const end = this.#pace.seconds + seconds
    for (;;) {
      if (await done()) return
      if (this.#dead !== undefined)
        throw new Fault(`${this.#dead} while waiting for ${what}; last lines of the console: ${lastLines(this.#tail, 6)}`)
      const panic = PANIC.exec(this.#tail)
      if (panic !== null) throw new Fault(`Xen or dom0 panicked: ${lastLines(this.#tail.slice(panic.index), 6)}`)
      if (this.#pace.look() > end)
        throw new Fault(
          `timed out after ${seconds} s while waiting for ${what}; last lines of the console: ${lastLines(this.#tail, 3)}`,
        )
      await sleep(100)
    }
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const firstLine = (script: string): string => script.trimStart().split('\n', 1)[0]!.replace(/^# /, '')

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Evidence, Report } from '../model.ts'
import type { Dom0 } from './dom0.ts'
import { bootDisk } from './image/bootdisk.ts'
import { guestImage } from './image/guest.ts'
import { Modules } from './image/modules.ts'
import { find } from './image/tree.ts'
import { vmlinux } from './image/unpack.ts'
import { measured, type RoundResult } from './measure.ts'
import { BRIDGE, commandLine, DOM0_ADDRESS, PEER_PORT, placeOf, type RacedId, racedMode, xlConfig } from './modes.ts'
import { lastLines } from './process.ts'
import { evidenceOf } from './said.ts'
import { workScript } from './works.ts'

/** The race itself, the same on every dom0: boot all guests, pause them, then let one at a time do a round of work under trace. */

/** Everything that guests are made of. */
export interface Field {
  readonly kernel: Uint8Array
  readonly bzImage: Uint8Array
  readonly initramfs: Uint8Array
  readonly probe: Uint8Array
  readonly busybox: Uint8Array
  readonly kernelVersion: string
}

export interface ModeResult {
  readonly id: RacedId
  readonly failed?: string
  /** Seconds from `xl create` to the first word over the network. */
  readonly bootSeconds?: number
  /** What the guest's own evidence says that it is. */
  readonly report?: Report
  readonly rounds: readonly RoundResult[]
}

export interface RaceOptions {
  readonly modes: readonly RacedId[]
  readonly rounds: number
  readonly quick: boolean
  /** The physical CPU of the guests; dom0 stays off it where it can. */
  readonly cpu: number
  readonly vendor: 'svm' | 'vmx'
  readonly say: (stage: string) => void
  /** Called when something is worth keeping, to be handed back as `saved` by a later run. */
  readonly save: (results: readonly ModeResult[]) => Promise<void>
  readonly saved: readonly ModeResult[]
  readonly signal?: AbortSignal
  readonly evidence?: (
    mode: RacedId,
    evidence: Evidence,
    trace: Buffer | undefined,
    said: string | undefined,
    round: number,
  ) => Promise<void>
}

const GUEST_MEGABYTES = 256
const GUEST_VCPUS = 2
const DATA_MEGABYTES = 8

/** Seconds before a stage counts as wedged. Under TCG on two free cores: create 5, boot 20, round 10; four times as long on busy ones. */
const LIMIT = { setup: 60, create: 180, boot: 420, round: 300 } as const

/**
 * xentrace's classes: HVM entry/exit and handlers (0x83000), PV entries and subcalls (0x203000), and the scheduler's (0x21000), of which
 * nothing is counted here but without which xenalyze cannot tell domains apart. xen/include/public/trace.h.
 */
const TRACE_MASK = '0x002a3000'

/** @param root the unpacked packages */
export async function prepareField(root: string, probe: Uint8Array): Promise<Field> {
  const image = await find(root, 'boot', /^vmlinuz-/, 0)
  if (image === undefined) throw new Fault(`${root}/boot: there is no kernel in the packages`)
  const kernelVersion = image.replace(/^boot\/vmlinuz-/, '')
  const bzImage = await readFile(join(root, image))
  const modules = await Modules.of(join(root, 'lib/modules', kernelVersion), root)
  const kernel = await vmlinux(bzImage, image, root)
  const wanted = wantedOf(PROBES, 'capture').paths.filter((path) => /^(proc|sys)\//.test(path) && !path.startsWith('proc/*'))
  // The guest knows its disk by its size, which depends on the guest's image: built once to know it. Its digits are as many each time.
  const make = (sectors: number): Promise<Buffer> => guestImage(root, modules, probe, { dom0: DOM0_ADDRESS, sectors, wanted })
  const sectors = bootDisk(bzImage, await make(100000), '', DATA_MEGABYTES).sectors
  const initramfs = await make(sectors)
  if (bootDisk(bzImage, initramfs, '', DATA_MEGABYTES).sectors !== sectors)
    throw new Error('the size of the guest image depends on the size of its disk')
  return { kernel, bzImage, initramfs, probe, busybox: await readFile(join(root, 'bin/busybox')), kernelVersion }
}

/** What a saved result is good for: the same field, work and Xen. */
export function keyOf(field: Field, versions: string, quick: boolean): string {
  const hash = createHash('sha256')
  for (const part of [field.kernel, field.initramfs, field.probe, Buffer.from(versions), Buffer.from(workScript(quick))])
    hash.update(part)
  return hash.digest('hex').slice(0, 16)
}

export async function race(dom0: Dom0, field: Field, options: RaceOptions): Promise<ModeResult[]> {
  const { modes, rounds, say, saved } = options
  const results = new Map<RacedId, ModeResult>(
    modes.map((id) => {
      const known = saved.find((one) => one.id === id && one.failed === undefined)
      return [id, { ...known, id, rounds: (known?.rounds ?? []).slice(0, rounds) }]
    }),
  )
  const keep = async (id: RacedId, change: Partial<ModeResult>): Promise<void> => {
    results.set(id, { ...results.get(id)!, ...change })
    await options.save([...results.values()])
  }
  const wanting = modes.filter((id) => results.get(id)!.rounds.length < rounds)
  if (wanting.length === 0) return [...results.values()]

  say('making dom0 ready')
  await dom0.put('busybox', field.busybox)
  await dom0.put('probe', field.probe)
  await dom0.put('vmlinux', field.kernel)
  await dom0.put('guest.cpio', field.initramfs)
  await dom0.put('work.sh', workScript(options.quick))
  await dom0.run(SETUP(dom0.folder), LIMIT.setup)

  // Creating is dom0's work and booting the guests': the next one is created while the last one boots.
  const started = new Map<RacedId, number>()
  const failed = async (id: RacedId, error: unknown): Promise<void> => {
    // An interrupted mode has not failed.
    if (options.signal?.aborted === true) throw error
    const message = error instanceof Fault ? error.message : String(error)
    say(`${racedMode(id).title}: failed: ${message}`)
    const console = await dom0.run(CONSOLE(id), 30).catch(() => '')
    await keep(id, { failed: `${message}${console.trim() === '' ? '' : `; the guest's console: ${lastLines(console, 4)}`}` })
    await dom0.run(DESTROY(id), 60).catch(() => undefined)
  }
  for (const id of wanting) {
    const mode = racedMode(id)
    say(`creating ${mode.title}`)
    try {
      await dom0.put(`${id}.img`, bootDisk(field.bzImage, field.initramfs, commandLine(mode), DATA_MEGABYTES).image)
      await dom0.put(
        `${id}.cfg`,
        xlConfig(mode, {
          kernel: `${dom0.folder}/vmlinux`,
          initramfs: `${dom0.folder}/guest.cpio`,
          disk: `/tmp/vcrace/${id}.img`,
          console: `/tmp/vcrace/${id}.console`,
          bridge: BRIDGE,
          cpu: options.cpu,
          vcpus: GUEST_VCPUS,
          megabytes: GUEST_MEGABYTES,
        }),
      )
      started.set(id, performance.now())
      await dom0.run(CREATE(id, dom0.folder), LIMIT.create)
    } catch (error) {
      await failed(id, error)
    }
  }
  for (const id of wanting) {
    if (results.get(id)!.failed !== undefined) continue
    say(`waiting for ${racedMode(id).title} to boot`)
    try {
      await dom0.run(WAIT(id, dom0.folder, LIMIT.boot), LIMIT.boot + 30)
      const took = Number((await dom0.run(`# how long ${id} took\ncat ${dom0.folder}/${id}.seconds`, 20)).trim())
      const evidence = evidenceOf(await dom0.get(`${id}.up`), racedMode(id).title)
      const report = inspect({ path: `${racedMode(id).title} guest of the race`, kind: 'directory' }, evidence)
      await options.evidence?.(id, evidence, undefined, undefined, -1)
      await keep(id, { bootSeconds: took, report })
    } catch (error) {
      await failed(id, error)
    }
  }

  for (let round = 0; round < rounds; round++) {
    // Rotated, so that no mode is always the first.
    const order = wanting.map((_, i) => wanting[(i + round) % wanting.length]!)
    for (const id of order) {
      const now = results.get(id)!
      if (now.failed !== undefined || now.rounds.length > round) continue
      say(`round ${round + 1} of ${rounds}: ${racedMode(id).title}`)
      try {
        const result = await oneRound(dom0, id, round, options)
        await keep(id, { rounds: [...now.rounds, result] })
      } catch (error) {
        await failed(id, error)
      }
    }
  }
  await dom0.run(TEARDOWN(modes, dom0.folder), LIMIT.setup).catch(() => undefined)
  return [...results.values()]
}

async function oneRound(dom0: Dom0, id: RacedId, round: number, options: RaceOptions): Promise<RoundResult> {
  for (let attempt = 0; ; attempt++) {
    await dom0.run(ROUND(id, dom0.folder, options.cpu, LIMIT.round), LIMIT.round + 60)
    const said = (await dom0.get(`${id}.up`)).toString('utf8')
    const trace = await dom0.get(`${id}.trace`)
    await options.evidence?.(id, { files: new Map(), links: new Map(), texts: [], missing: [] }, trace, said, round)
    const result = await measured(round, said, pieces(trace), options.vendor)
    if (result.works.every((work) => work.ops === 0))
      throw new Fault(`${racedMode(id).title}: no work was done: ${lastLines(said, 3)}`)
    // Lost records make counts worthless; a busy dom0 may lose some once.
    if (result.lost === 0 || attempt >= 1) return result
    options.say(`${racedMode(id).title}: the trace lost ${result.lost} records, once more`)
    await sleep(500)
  }
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
}

// The scripts for dom0. The first line of each names it in messages. Only busybox, xl and xentrace are asked of dom0.

const BUSY = '/tmp/vcrace/busybox'

/** The helper's server ends with its parent, so that is a shell that stays. */
const SETUP = (folder: string): string => `# make dom0 ready
mkdir -p /tmp/vcrace && cp ${folder}/busybox ${folder}/probe /tmp/vcrace/ && chmod 755 /tmp/vcrace/busybox /tmp/vcrace/probe || exit 1
${BUSY} brctl addbr ${BRIDGE} || exit 1
${BUSY} ip addr add ${DOM0_ADDRESS}/24 dev ${BRIDGE}
${BUSY} ip link set ${BRIDGE} up || exit 1
${BUSY} setsid ${BUSY} sh -c '/tmp/vcrace/probe serve ${PEER_PORT} 86000 ${DOM0_ADDRESS} & echo $! > /tmp/vcrace/pids; wait' </dev/null >/tmp/vcrace/serve.log 2>&1 &
trace=$(command -v xentrace || ls /usr/lib/xen*/bin/xentrace /usr/sbin/xentrace 2>/dev/null | head -n1)
[ -n "$trace" ] || { echo "dom0 has no xentrace (Debian: xen-utils)"; exit 1; }
ln -sf "$trace" /tmp/vcrace/xentrace`

/** Listeners first: a PVH guest is up before xl says so. What comes from a guest pauses it, so that nothing runs but what is measured. */
const CREATE = (id: RacedId, folder: string): string => {
  const place = placeOf(id)
  return `# xl create ${id}
cd /tmp/vcrace && cp ${folder}/${id}.img ${id}.img && ${BUSY} mkfifo ${id}.done || exit 1
cat > ${id}.receive <<X
#!${BUSY} sh
cat > ${folder}/${id}.part && mv ${folder}/${id}.part ${folder}/${id}.up
xl pause ${place.name}
[ -e ${folder}/${id}.seconds ] || cut -d' ' -f1 /proc/uptime | ${BUSY} awk '{ print \\$1 - '$(cut -d' ' -f1 /proc/uptime)' }' > ${folder}/${id}.seconds
echo done > /tmp/vcrace/${id}.done
X
cat > ${id}.send <<X
#!${BUSY} sh
[ -e /tmp/vcrace/${id}.go ] && cat /tmp/vcrace/${id}.go && rm /tmp/vcrace/${id}.go
X
chmod 755 ${id}.receive ${id}.send
${BUSY} nc -ll -p ${place.up} -e /tmp/vcrace/${id}.receive </dev/null >/dev/null 2>&1 &
echo $! >> pids
${BUSY} nc -ll -p ${place.go} -e /tmp/vcrace/${id}.send </dev/null >/dev/null 2>&1 &
echo $! >> pids
xl create ${folder}/${id}.cfg 2>&1`
}

const WAIT = (id: RacedId, folder: string, seconds: number): string => `# boot ${id}
${BUSY} timeout ${seconds} ${BUSY} head -n1 /tmp/vcrace/${id}.done || { echo "nothing came from the guest in ${seconds} s"; exit 1; }
[ -s ${folder}/${id}.up ]`

const ROUND = (id: RacedId, folder: string, cpu: number, seconds: number): string => `# a round of ${id}
cd /tmp/vcrace; rm -f trace ${folder}/${id}.up ${folder}/${id}.trace
./xentrace -D -c 0x${(1 << cpu).toString(16)} -S 2048 -e ${TRACE_MASK} trace </dev/null >xentrace.log 2>&1 &
tracer=$!
usleep 400000 2>/dev/null || sleep 1
kill -0 $tracer || { cat xentrace.log; exit 1; }
cp ${folder}/work.sh ${id}.go
xl unpause ${placeOf(id).name} || exit 1
${BUSY} timeout ${seconds} ${BUSY} head -n1 ${id}.done; code=$?
kill -INT $tracer; wait $tracer
[ $code = 0 ] || { echo "no result came from the guest in ${seconds} s"; exit 1; }
mv trace ${folder}/${id}.trace`

const CONSOLE = (id: RacedId): string => `# console of ${id}
tail -n 8 /tmp/vcrace/${id}.console /var/log/xen/console/guest-${placeOf(id).name}.log /var/log/xen/xl-${placeOf(id).name}.log 2>/dev/null; true`

const DESTROY = (id: RacedId): string => `# destroy ${id}
xl destroy ${placeOf(id).name} 2>/dev/null; true`

const TEARDOWN = (modes: readonly RacedId[], folder: string): string => `# tidy dom0
for name in ${modes.map((id) => placeOf(id).name).join(' ')}; do xl destroy $name 2>/dev/null; done
[ -e /tmp/vcrace/pids ] && kill $(cat /tmp/vcrace/pids) 2>/dev/null
${BUSY} ip link set ${BRIDGE} down; ${BUSY} brctl delbr ${BRIDGE}
rm -rf /tmp/vcrace; cd ${folder} && rm -f vmlinux guest.cpio *.img; true`

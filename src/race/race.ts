import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { collectorScript } from '../capture/collector.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Report } from '../model.ts'
import type { Dom0 } from './dom0.ts'
import { bootDisk } from './image/bootdisk.ts'
import { isElf, trimmed } from './image/elf.ts'
import { guestImage } from './image/guest.ts'
import { Modules } from './image/modules.ts'
import { find } from './image/tree.ts'
import { vmlinux } from './image/unpack.ts'
import { measured, type RoundResult } from './measure.ts'
import { BRIDGE, commandLine, DOM0_ADDRESS, type RacedId, racedMode, xlConfig } from './modes.ts'
import { lastLines } from './process.ts'
import { evidenceOf, whyItDied } from './said.ts'
import { CONSOLE, CREATE, DESTROY, ROUND, SETUP, TEARDOWN, WAIT, WORK } from './scripts.ts'
import { workScript } from './works.ts'

/** The race itself, the same on every dom0: boot all guests, pause them, then let one at a time do a round of work under trace. */

/** The files from which guests are built. */
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
  /** Why it was booted a second time. */
  readonly died?: string
  /** Seconds from its first instruction to its first word over the network. */
  readonly bootSeconds?: number
  /** The report from the guest's own evidence. */
  readonly report?: Report
  readonly rounds: readonly RoundResult[]
}

export type Kept =
  | { readonly evidence: Uint8Array; readonly console: string }
  | { readonly trace: Uint8Array; readonly said: string; readonly round: number }

export interface RaceOptions {
  readonly modes: readonly RacedId[]
  readonly rounds: number
  readonly quick: boolean
  /** The physical CPU of the guests; dom0 stays off it where it can. */
  readonly cpu: number
  readonly vendor: 'svm' | 'vmx'
  /** The CPU pool of the guests, where they have one. */
  readonly pool?: string
  /** Of the trace's buffer, for each CPU of the machine. */
  readonly tracePages?: number
  readonly say: (stage: string) => void
  /** Called when something is worth keeping, to be handed back as `saved` by a later run. */
  readonly save: (results: readonly ModeResult[]) => Promise<void>
  readonly saved: readonly ModeResult[]
  readonly signal?: AbortSignal
  /** Called with what a guest sent, to keep it: its evidence (packed) and console, and each round's trace and results. */
  readonly evidence?: (mode: RacedId, what: Kept) => Promise<void>
}

const GUEST_MEGABYTES = 256
const GUEST_VCPUS = 2
const DATA_MEGABYTES = 2

/**
 * Seconds before a stage counts as wedged, of those in which the machine could work (see `Dom0.run`). Under TCG on two free cores: create 5,
 * boot 20, round 10.
 */
const LIMIT = { setup: 60, create: 60, boot: 180, round: 120, short: 30 } as const

/** How often a guest that died or fell silent is booted again. */
const SECOND_CHANCES = 1

/** @param root the unpacked packages */
export async function prepareField(root: string, probe: Uint8Array): Promise<Field> {
  const image = await find(root, 'boot', /^vmlinuz-/, 0)
  if (image === undefined) throw new Fault(`${root}/boot: the packages contain no kernel`)
  const kernelVersion = image.replace(/^boot\/vmlinuz-/, '')
  const bzImage = await readFile(join(root, image))
  const modules = await Modules.of(join(root, 'lib/modules', kernelVersion), root)
  const kernel = await unpacked(bzImage, image, root)
  const collector = collectorScript(wantedOf(PROBES, 'live').paths)
  // The guest knows its disk by its size, which depends on the guest's image: built once to know it. Its digits are as many each time.
  const make = (sectors: number): Promise<Buffer> =>
    guestImage(root, modules, probe, { dom0: DOM0_ADDRESS, sectors, collector })
  const sectors = bootDisk(bzImage, await make(100000), '', DATA_MEGABYTES).sectors
  const initramfs = await make(sectors)
  if (bootDisk(bzImage, initramfs, '', DATA_MEGABYTES).sectors !== sectors)
    throw new Error('the size of the guest image depends on the size of its disk')
  return { kernel, bzImage, initramfs, probe, busybox: await readFile(join(root, 'bin/busybox')), kernelVersion }
}

/** The kernel as its loaders want it. Unpacking takes seconds, so it stays beside the packages that it came from. */
async function unpacked(bzImage: Uint8Array, image: string, root: string): Promise<Uint8Array> {
  const path = join(root, `.${basename(image)}.elf`)
  const known = await readFile(path).catch(() => undefined)
  if (known !== undefined && isElf(known)) return known
  const kernel = trimmed(await vmlinux(bzImage, image, root), image)
  await writeFile(`${path}.new`, kernel)
  await rename(`${path}.new`, path)
  return kernel
}

/** What a saved result is good for: the same field, work and Xen. */
export function keyOf(field: Field, versions: string, quick: boolean): string {
  const hash = createHash('sha256')
  for (const part of [
    field.kernel,
    field.initramfs,
    field.probe,
    Buffer.from(versions),
    Buffer.from(workScript(undefined, quick)),
  ])
    hash.update(part)
  return hash.digest('hex').slice(0, 16)
}

export async function race(dom0: Dom0, field: Field, options: RaceOptions): Promise<ModeResult[]> {
  const { modes, rounds, say, saved } = options
  const results = new Map<RacedId, ModeResult>(
    modes.map((id) => {
      const { failed: _, ...known } = saved.find((one) => one.id === id) ?? { id, rounds: [] }
      return [id, { ...known, id, rounds: known.rounds.slice(0, rounds) }]
    }),
  )
  const keep = async (id: RacedId, change: Partial<ModeResult>): Promise<void> => {
    results.set(id, { ...results.get(id)!, ...change })
    await options.save([...results.values()])
  }
  const wanting = modes.filter((id) => results.get(id)!.rounds.length < rounds)
  if (wanting.length === 0) return [...results.values()]

  say('preparing dom0')
  await dom0.put('busybox', field.busybox)
  await dom0.put('probe', field.probe)
  await dom0.put('vmlinux', field.kernel)
  await dom0.put('guest.cpio', field.initramfs)
  await dom0.run(SETUP(dom0.folder), LIMIT.setup)

  const chances = new Map(wanting.map((id) => [id, SECOND_CHANCES]))
  /** The first failure is reported and saved, and the guest is destroyed for another try; the second is final. @returns whether to continue */
  const again = async (id: RacedId, error: unknown): Promise<boolean> => {
    // An interrupted mode has not failed, and where dom0 is gone nothing goes on.
    if (options.signal?.aborted === true || dom0.dead?.() === true) throw error
    const message = error instanceof Fault ? error.message : String(error)
    const why = whyItDied(message, await consoleOf(dom0, id))
    await dom0.run(DESTROY(id), LIMIT.setup).catch(() => undefined)
    const left = chances.get(id)!
    chances.set(id, left - 1)
    if (left > 0) {
      say(`${racedMode(id).title}: ${why}; booting again`)
      await keep(id, { died: why })
      return true
    }
    say(`${racedMode(id).title}: failed: ${why}`)
    await keep(id, { failed: why })
    return false
  }
  const create = async (id: RacedId): Promise<void> => {
    const mode = racedMode(id)
    say(`creating ${mode.title}`)
    await dom0.put(`${id}.img`, bootDisk(field.bzImage, field.initramfs, commandLine(mode), DATA_MEGABYTES).image)
    await dom0.put(`${id}.cfg`, definitionOf(id, dom0.folder, options))
    await dom0.run(CREATE(id, dom0.folder), LIMIT.create)
  }
  const boot = async (id: RacedId): Promise<void> => {
    const mode = racedMode(id)
    say(`waiting for ${mode.title} to boot`)
    const bootSeconds = Number((await dom0.run(WAIT(id, dom0.folder, LIMIT.boot), LIMIT.boot)).trim())
    const sent = await dom0.get(`${id}.up`)
    const evidence = await evidenceOf(sent, mode.title)
    const report = inspect({ path: `${mode.title} guest of the race`, kind: 'directory' }, evidence)
    if (options.evidence !== undefined) await options.evidence(id, { evidence: sent, console: await consoleOf(dom0, id) })
    await keep(id, { bootSeconds, report })
  }
  /** @returns whether the guest is there */
  const afresh = async (id: RacedId): Promise<boolean> => {
    for (;;)
      try {
        await create(id)
        await boot(id)
        return true
      } catch (error) {
        if (!(await again(id, error))) return false
      }
  }

  // Creating is dom0's work and booting the guests': the next one is created while one boots.
  const outcome = (work: Promise<void>): Promise<{ error?: unknown }> =>
    work.then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
  let created = await outcome(create(wanting[0]!))
  for (const [at, id] of wanting.entries()) {
    const booting = 'error' in created ? Promise.resolve(created) : outcome(boot(id))
    const next = wanting[at + 1]
    if (next !== undefined) created = await outcome(create(next))
    const booted = await booting
    if ('error' in booted && (await again(id, booted.error))) await afresh(id)
  }

  for (let round = 0; round < rounds; round++) {
    // Rotated, so that no mode is always the first.
    const order = wanting.map((_, i) => wanting[(i + round) % wanting.length]!)
    for (const id of order) {
      const now = (): ModeResult => results.get(id)!
      while (now().failed === undefined && now().rounds.length <= round) {
        say(`round ${round + 1} of ${rounds}: ${racedMode(id).title}`)
        try {
          const result = await oneRound(dom0, id, round, options)
          await keep(id, { rounds: [...now().rounds, result] })
        } catch (error) {
          if (await again(id, error)) await afresh(id)
        }
      }
    }
  }
  await dom0.run(TEARDOWN(modes, dom0.folder), LIMIT.setup).catch(() => undefined)
  return [...results.values()]
}

function definitionOf(id: RacedId, folder: string, { cpu, pool }: RaceOptions): string {
  return xlConfig(racedMode(id), {
    kernel: `${folder}/vmlinux`,
    initramfs: `${folder}/guest.cpio`,
    disk: `${WORK}/${id}.img`,
    console: `${WORK}/${id}.console`,
    bridge: BRIDGE,
    cpu,
    ...(pool === undefined ? {} : { pool }),
    vcpus: GUEST_VCPUS,
    megabytes: GUEST_MEGABYTES,
  })
}

async function consoleOf(dom0: Dom0, id: RacedId): Promise<string> {
  try {
    await dom0.run(CONSOLE(id, dom0.folder), LIMIT.short)
    return (await dom0.get(`${id}.said`)).toString('latin1')
  } catch {
    return ''
  }
}

async function oneRound(dom0: Dom0, id: RacedId, round: number, options: RaceOptions): Promise<RoundResult> {
  for (let attempt = 0; ; attempt++) {
    await dom0.put('work.sh', workScript(racedMode(id).marks, options.quick))
    await dom0.run(ROUND(id, dom0.folder, options, LIMIT.round), LIMIT.round)
    const said = (await dom0.get(`${id}.up`)).toString('utf8')
    const trace = await dom0.get(`${id}.trace`)
    await options.evidence?.(id, { trace, said, round })
    const result = await measured(round, said, pieces(trace), options.vendor)
    if (result.works.every((work) => work.ops === 0))
      throw new Fault(`${racedMode(id).title}: the guest did no work: ${lastLines(said, 3)}`)
    // Lost records make counts worthless; a busy dom0 may lose some once.
    if (result.lost === 0 || attempt >= 1) return result
    options.say(`${racedMode(id).title}: the trace lost ${result.lost} records; repeating the round`)
    await sleep(500)
  }
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 18) yield bytes.subarray(at, at + (1 << 18))
}

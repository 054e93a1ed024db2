import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { EXIT, Fault } from '../fault.ts'
import { lastLines, run } from './process.ts'

/**
 * Debian's packages for the race, fetched and unpacked without root: apt keeps its state in the cache directory and is
 * run with an empty list of installed packages, so that its result is complete on every machine.
 */

/** The packages requested by name; apt finds the current versions' own packages (`xen-hypervisor-4.17-amd64`, `linux-image-6.1.0-…`). */
const WANTED = [
  'xen-system-amd64',
  'xen-utils-common',
  'qemu-system-xen',
  'qemu-system-x86',
  'busybox-static',
  'xz-utils',
  'linux-image-amd64',
] as const

/** Of what those depend on: only these are used. The rest (dpkg, python3, udev, initramfs-tools …) serves an installed system. */
const USED: RegExp =
  /^(xen-(hypervisor|utils)-\d|xen-utils-common$|xenstore-utils$|qemu-system-|seabios$|busybox-static$|xz-utils$|linux-image-\d|lib|zlib1g$)/
const UNUSED: RegExp = /^(libpython|libpam|libsemanage|libklibc|libext2fs|libasound2-data)/

/** Bytes needed in the cache directory: 110 MB of packages, their files, images and traces. Measured: 1.3 GB. */
const ROOM = 2.5e9

/** Packages per apt process: each process takes time to read its lists. */
const GROUP = 32

const planSchema = v.array(
  v.object({
    name: v.string(),
    version: v.string(),
    file: v.string(),
    size: v.number(),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
)
export interface PackageFile {
  readonly name: string
  readonly version: string
  /** Its name in the cache's `packages` folder. */
  readonly file: string
  readonly size: number
  readonly sha256: string
}

export interface Packages {
  /** All packages unpacked over one another. */
  readonly root: string
  readonly list: readonly PackageFile[]
}

export interface PackageEvents {
  readonly say: (line: string) => void
  readonly signal?: AbortSignal
}

/** A program of the packages as a command for this machine: with their own loader and libraries, independent of this machine's. */
export function hosted(root: string, program: string): readonly [command: string, args: readonly string[]] {
  const libraries = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((directory) => join(root, directory)).join(':')
  return [join(root, 'lib64/ld-linux-x86-64.so.2'), ['--library-path', libraries, join(root, program)]]
}

/** Lines of `apt-get --print-uris`: `'uri' file size SHA256:hash`. Only what the race uses. */
export function readUris(text: string): PackageFile[] {
  const list: PackageFile[] = []
  for (const line of text.split('\n')) {
    const match = /^'[^']*' (([a-z0-9][a-z0-9+.-]*)_([^_ ]+)_[a-z0-9]+\.deb) (\d+) SHA256:([0-9a-f]{64})$/.exec(line)
    if (match === null) continue
    const [, file, name, version, size, sha256] = match as unknown as [string, string, string, string, string, string]
    if (USED.test(name) && !UNUSED.test(name))
      list.push({ name, version: decodeURIComponent(version), file, size: Number(size), sha256 })
  }
  return list
}

/** apt's options that keep everything it writes below `directory`. */
function aptOptions(directory: string, ownLists: boolean): string[] {
  const set = {
    'Dir::State::status': join(directory, 'status'),
    'Dir::Cache': join(directory, 'cache'),
    ...(ownLists ? { 'Dir::State::lists': join(directory, 'lists') } : {}),
    'Debug::NoLocking': '1',
    'APT::Install-Recommends': '0',
    'APT::Architecture': 'amd64',
    'APT::Architectures': 'amd64',
    'APT::Sandbox::User': '',
    'Acquire::ForceHash': 'SHA256',
    'Acquire::Retries': '2',
  }
  return Object.entries(set).flatMap(([key, value]) => ['-o', `${key}=${value}`])
}

/**
 * The packages, from the cache or the network, checked and unpacked.
 * @throws Fault in clear words: no apt here, no such packages, no network, no room, a damaged package
 */
export async function getPackages(cache: string, events: PackageEvents): Promise<Packages> {
  await mkdir(cache, { recursive: true }).catch((error: Error) => {
    throw new Fault(`${cache}: cannot create the cache folder: ${error.message}`)
  })
  const root = join(cache, 'root')
  const planFile = join(cache, 'packages.json')
  let list = await readPlan(planFile)
  const unpacked = await readFile(join(root, '.complete'), 'utf8').catch(() => '')
  if (list !== undefined && unpacked === fingerprint(list)) return { root, list }

  await roomFor(cache, ROOM)
  if (list === undefined) {
    list = await resolve(cache, events)
    await writeFile(planFile, JSON.stringify(list, null, 1))
  }
  const archives = join(cache, 'packages')
  await mkdir(archives, { recursive: true })
  await download(cache, archives, list, planFile, events)

  await rm(root, { recursive: true, force: true })
  const partial = `${root}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial)
  for (const [at, one] of list.entries()) {
    events.say(`unpacking ${one.name} (${at + 1} of ${list.length})`)
    const ran = await run('dpkg-deb', ['-x', join(archives, one.file), partial], { timeout: 300, ...signalOf(events) })
    if (ran.code !== 0)
      throw new Fault(`${join(archives, one.file)}: cannot be unpacked: ${lastLines(ran.stderr, 2)}${await fullDisk(cache)}`)
  }
  await writeFile(join(partial, '.complete'), fingerprint(list))
  await rename(partial, root)
  return { root, list }
}

function signalOf(events: PackageEvents): { signal?: AbortSignal } {
  return events.signal === undefined ? {} : { signal: events.signal }
}

const fingerprint = (list: readonly PackageFile[]): string =>
  createHash('sha256')
    .update(list.map((one) => `${one.file} ${one.sha256}`).join('\n'))
    .digest('hex')

async function readPlan(path: string): Promise<readonly PackageFile[] | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return v.parse(planSchema, JSON.parse(text))
  } catch {
    return undefined // A damaged plan is simply computed again.
  }
}

/** @throws Fault when the file system of `directory` has less than `bytes` left */
export async function roomFor(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory)
  const free = bavail * bsize
  if (free < bytes)
    throw new Fault(
      `${directory}: ${gb(free)} free, but the race needs ${gb(bytes)}; set XDG_CACHE_HOME to a folder with more space`,
    )
}

async function fullDisk(directory: string): Promise<string> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize < 50e6 ? `; ${directory} is full (${gb(bavail * bsize)} left)` : ''
}

const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

async function resolve(cache: string, events: PackageEvents): Promise<PackageFile[]> {
  for (const tool of ['apt-get', 'dpkg-deb']) {
    const there = await run(tool, ['--version'], { timeout: 20 }).catch(() => undefined)
    if (there === undefined)
      throw new Fault(
        `${tool} is not installed; the race in QEMU uses Debian packages, so run it on Debian amd64 or in a Debian container`,
        EXIT.unreadable,
      )
  }
  const apt = join(cache, 'apt')
  await mkdir(join(apt, 'lists', 'partial'), { recursive: true })
  await mkdir(join(apt, 'cache', 'archives', 'partial'), { recursive: true })
  await writeFile(join(apt, 'status'), '')
  let complaint = ''
  // The machine's own lists first: no network is needed where they are there. Then lists of our own.
  for (const ownLists of [false, true]) {
    if (ownLists) {
      events.say('downloading the package lists')
      const updated = await run('apt-get', [...aptOptions(apt, true), '-q', 'update'], { timeout: 300, ...signalOf(events) })
      complaint = updated.code === 0 ? complaint : lastLines(updated.stderr, 2)
    }
    const found = await run('apt-get', [...aptOptions(apt, ownLists), '-qq', '--print-uris', '-y', 'install', ...WANTED], {
      timeout: 120,
      ...signalOf(events),
    })
    const list = readUris(found.stdout)
    if (found.code === 0 && list.some((one) => one.name.startsWith('xen-hypervisor-'))) {
      await writeFile(join(apt, 'own-lists'), ownLists ? 'yes' : 'no')
      return list
    }
    if (found.code !== 0 && complaint === '') complaint = lastLines(found.stderr, 2)
  }
  throw new Fault(
    `apt does not find ${WANTED[0]}: ${complaint}. The first race needs a network and Debian amd64 (or a Debian container); if you have both, run sudo apt-get update`,
  )
}

async function download(
  cache: string,
  archives: string,
  list: readonly PackageFile[],
  planFile: string,
  events: PackageEvents,
): Promise<void> {
  const missing: PackageFile[] = []
  for (const one of list) {
    const path = join(archives, one.file)
    if (await intact(path, one)) continue
    if (await exists(path)) events.say(`${one.file}: damaged in the cache; downloading it again`)
    await rm(path, { force: true })
    missing.push(one)
  }
  const apt = join(cache, 'apt')
  const ownLists = (await readFile(join(apt, 'own-lists'), 'utf8').catch(() => 'no')) === 'yes'
  const total = missing.reduce((sum, one) => sum + one.size, 0)
  let done = 0
  // In groups, so that progress can be shown and an interrupted run goes on where it was.
  for (let at = 0; at < missing.length; at += GROUP) {
    const group = missing.slice(at, at + GROUP)
    events.say(`downloading ${(done / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB: ${nameSome(group)}`)
    const ran = await run(
      'apt-get',
      [...aptOptions(apt, ownLists), '-q', 'download', ...group.map((one) => `${one.name}=${one.version}`)],
      {
        cwd: archives,
        timeout: 900,
        ...signalOf(events),
      },
    )
    for (const one of group) {
      if (await intact(join(archives, one.file), one)) continue
      // A plan from an older list may name versions that the mirror no longer has.
      await rm(planFile, { force: true })
      throw new Fault(
        ran.code === 0
          ? `${join(archives, one.file)}: the SHA-256 differs from that of apt; run again to download it once more`
          : `cannot download ${one.name} ${one.version}: ${lastLines(ran.stderr, 2)}${await fullDisk(cache)}; the packages so far are kept, run again when the network works`,
      )
    }
    done += group.reduce((sum, one) => sum + one.size, 0)
  }
}

const nameSome = (group: readonly PackageFile[]): string =>
  `${group
    .slice(0, 3)
    .map((one) => one.name)
    .join(' ')}${group.length > 3 ? ` and ${group.length - 3} more` : ''}`

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Size first: it is free. */
async function intact(path: string, want: PackageFile): Promise<boolean> {
  const there = await stat(path).catch(() => undefined)
  if (there === undefined || there.size !== want.size) return false
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part as Uint8Array)
  return hash.digest('hex') === want.sha256
}

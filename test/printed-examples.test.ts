import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../src/cli/main.ts'
import { pack } from '../src/cli/pack.ts'
import { allSpecs } from '../src/cli/reference.ts'
import { fakeIo } from '../src/cli/testing.ts'

/** The examples of help and manual page, and the commands in the documents: each is run, so that none fails for a reader. */

const root = new URL('..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'virtcolor-examples-'))

const XL =
  'type = "hvm"\nname = "guest"\nmemory = 512\nvcpus = 2\ndisk = [ "phy:/dev/vg/guest,hda,w" ]\nvif = [ "model=e1000" ]\n'
const LIBVIRT =
  "<domain type='kvm'>\n  <name>guest</name>\n  <memory unit='MiB'>512</memory>\n  <vcpu>2</vcpu>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n    <disk type='file' device='disk'><source file='/a.img'/><target dev='hda' bus='ide'/></disk>\n    <interface type='bridge'><source bridge='br0'/><model type='e1000'/></interface>\n  </devices>\n</domain>\n"
const PROXMOX =
  'boot: order=scsi0\ncores: 2\nmemory: 2048\nname: guest\nnet0: e1000=BC:24:11:00:00:01,bridge=vmbr0\nide0: local:vm-100-disk-0,size=8G\nostype: l26\n'

beforeAll(async () => {
  const evidence = join(root, 'fixtures/xen-pvhvm/evidence')
  mkdirSync(join(folder, 'captures'))
  cpSync(evidence, join(folder, 'captures/guest'), { recursive: true, verbatimSymlinks: true })
  cpSync(join(root, 'fixtures'), join(folder, 'fixtures'), { recursive: true, verbatimSymlinks: true })
  for (const part of ['examples', 'docs/race'])
    if (existsSync(join(root, part))) cpSync(join(root, part), join(folder, part), { recursive: true })
  copyFileSync(join(root, 'docs/race/report.json'), join(folder, 'race.json'))
  const dmesg = readFileSync(join(root, 'fixtures/xen-pv/evidence/dmesg.txt'), 'utf8')
  const archive = await pack([{ kind: 'file', path: 'capture/dmesg.txt', text: dmesg }])
  for (const name of ['sosreport.tar.xz', 'capture.tar.gz', 'capture.tar.xz', 'report.tar.xz'])
    writeFileSync(join(folder, name), archive)
  for (const name of ['dmesg.txt', 'dmesg', 'post.txt']) writeFileSync(join(folder, name), dmesg)
  for (const name of ['guest.cfg', 'vm.cfg']) writeFileSync(join(folder, name), XL)
  for (const name of ['guest.xml', 'domain.xml']) writeFileSync(join(folder, name), LIBVIRT)
  writeFileSync(join(folder, '100.conf'), PROXMOX)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What asks on a terminal, or needs minutes, a network, a service, or results that only a run of minutes makes. */
const LONG = /^virtcolor (?:choose$|measure|compare|serve|race(?! --from| --cost))|--imds|--run (?:cli|sdk)|--peer/
/** Input that a reader has and this test does not. */
const ABSENT = /(?:types|instances|fleet)\.json|catalog fleet|--fleet/

/** The words of one simple command of a shell; undefined for what needs a shell. */
function wordsOf(line: string): string[] | undefined {
  if (/[`$;&<]|\(\)/.test(line)) return undefined
  const words = line.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? []
  return words.map((word) => word.replace(/['"]/g, ''))
}

/** `a | b`, `a > file`: what virtcolor itself gets. */
function commandOf(line: string): { readonly words: readonly string[]; readonly input: string } | undefined {
  const [first, ...rest] = line.replace(/\s#\s.*$/, '').split(' | ')
  const piped = !/^(?:virtcolor|npm start)\b/.test(first!) && rest.length > 0
  const own = (piped ? rest.find((part) => part.startsWith('virtcolor')) : first)?.replace(/\s*>\s*\S+\s*$/, '')
  const words =
    own === undefined
      ? undefined
      : wordsOf(own.replace(/^npm start(?: --)?/, 'virtcolor').replace(/^npx virtcolor/, 'virtcolor'))
  if (words?.[0] !== 'virtcolor') return undefined
  return { words: words.slice(1), input: piped ? 'Hypervisor detected: Xen HVM\n' : '' }
}

/** The shell opens `captures/*`. */
const opened = (words: readonly string[]): string[] =>
  words.flatMap((word) => {
    const found = /^(.*\/)?([\w-]*)\*(\.\w+)?$/.exec(word)
    if (found === null) return [word]
    const [, where = '', start = '', suffix = ''] = found
    return readdirSync(join(folder, where))
      .filter((name) => name.startsWith(start) && name.endsWith(suffix))
      .map((name) => `${where}${name}`)
  })

async function run(line: string): Promise<{ readonly exit: number; readonly err: string } | undefined> {
  const command = commandOf(line)
  if (command === undefined) return undefined
  const { io, err } = fakeIo({}, command.input)
  const words = opened(command.words).map((word) => (existsSync(join(folder, word)) ? join(folder, word) : word))
  return { exit: await main(words, { ...io, cwd: folder }), err: err() }
}

/** Lines of shell blocks in the documents: after `$ ` in a console, else whole, as far as they are virtcolor's. */
function linesOf(text: string): string[] {
  const blocks = text.matchAll(/```(?:sh|console|bash|shell)\n(.*?)```/gs)
  return [...blocks].flatMap(([, block = '']) =>
    block
      .replace(/\\\n\s*/g, '')
      .split('\n')
      .map((line) => line.replace(/^\$ /, '').trim())
      .filter((line) => /^(?:virtcolor|npm start)\b/.test(line)),
  )
}

const specs = await allSpecs()
const shown = [
  ...specs.flatMap((spec) => spec.examples.map(([line]) => [`help ${spec.name}`, line] as const)),
  ...[
    'README.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ].flatMap((name) => linesOf(readFileSync(join(root, name), 'utf8')).map((line) => [name, line] as const)),
]
const runnable = shown.filter(([, line]) => !LONG.test(line) && !ABSENT.test(line) && commandOf(line) !== undefined)

describe('examples that a reader may type', () => {
  it('are found', () => {
    expect(specs.every((spec) => spec.examples.length > 0)).toBe(true)
    expect(runnable.length).toBeGreaterThan(40)
  })

  it.each(runnable)(
    '%s: %s',
    async (_, line) => {
      const ran = await run(line)
      // 0, or 1 for a requirement or a finding; no usage error, no file that cannot be read, nothing unknown.
      expect([0, 1], `${line}: ${ran?.err}`).toContain(ran?.exit)
    },
    30_000,
  )
})

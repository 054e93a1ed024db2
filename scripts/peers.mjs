// Writes docs/peers.md: what virt-what, systemd-detect-virt, lscpu, facter and virtcolor say of the same machines.
// Run by hand (npm run peers) on a machine that has the peers; what is not installed gets a column of dashes, and the document says so.
//   node scripts/peers.mjs [--live]
// virt-what reads a captured tree by its test option --test-root; lscpu by --sysroot. systemd-detect-virt and facter read the live machine
// only. Captures: fixtures, and, where there are any, the labelled ones in ../shared/corpora (ids and answers only: they stay there).
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, cli, install, root } from './lib/project.mjs'

install()
build()

const env = { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1', PATH: `${process.env.PATH}:/usr/sbin:/sbin` }
const run = (command, ...args) => {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env, timeout: 60_000 })
  return error ? undefined : { status, out: stdout.trim(), err: stderr.trim() }
}
const NOT_CAPTURES = 'cannot read captures'

/** lscpu answers with fields; those that say anything of virtualization. */
const fields = (text) =>
  ['Hypervisor vendor', 'Virtualization type', 'Hypervisor', 'Virtualization']
    .flatMap((name) => new RegExp(`^${name}: +(.*)$`, 'm').exec(text)?.[1] ?? [])
    .join(', ')

const PEERS = [
  {
    name: 'virt-what',
    version: () => run('virt-what', '--version')?.out,
    live: () => run('virt-what'),
    capture: (folder) => run('virt-what', `--test-root=${folder}`),
    says: ({ out }) => out.split('\n').join(', '),
  },
  {
    name: 'systemd-detect-virt',
    version: () => run('systemd-detect-virt', '--version')?.out.split('\n')[0],
    live: () => run('systemd-detect-virt'),
    says: ({ out }) => out,
  },
  {
    name: 'lscpu',
    version: () => run('lscpu', '--version')?.out,
    live: () => run('lscpu'),
    capture: (folder) => run('lscpu', '--sysroot', folder),
    // Without /proc/cpuinfo and /sys/devices/system/cpu it ends with an error, or speaks of no processor.
    needs: (folder) => existsSync(join(folder, 'proc/cpuinfo')) && existsSync(join(folder, 'sys/devices/system/cpu')),
    says: ({ out }) => fields(out),
  },
  {
    name: 'facter',
    version: () => run('facter', '--version')?.out,
    live: () => run('facter', 'virtual'),
    says: ({ out }) => out,
  },
]

/** What virtcolor says, in one line: layers and cells. */
function ours(...source) {
  const { out = '', err = '', status } = run(process.execPath, cli, '--json', ...source) ?? {}
  if (status !== 0 && !out.startsWith('{')) return { text: `error: ${err.replace(/^virtcolor: .*: /, '')}` }
  const { hypervisor, mode, role, platform, cells } = JSON.parse(out)
  const words = [hypervisor.id, mode?.id, role === 'guest' ? undefined : role, platform?.id].filter(Boolean).join(' ')
  return { text: `${words}: ${['cpu', 'board', 'interrupts', 'disk', 'network'].map((c) => cells[c].kind).join(' ')}` }
}

const installed = PEERS.map((peer) => ({ ...peer, is: peer.version() }))
const cell = (text) => text.replace(/[\x00-\x1f\x7f|<>]/g, ' ').replace(/ +/g, ' ').trim().slice(0, 120) // biome-ignore format: one thought

function answer(peer, folder) {
  if (peer.is === undefined) return 'not installed'
  if (folder !== undefined && peer.capture === undefined) return NOT_CAPTURES
  if (folder !== undefined && peer.needs?.(folder) === false) return '(not enough files)'
  const result = folder === undefined ? peer.live() : peer.capture(folder)
  if (result === undefined) return 'did not end'
  const said = cell(peer.says(result))
  if (said !== '') return said
  return result.status === 0 ? '(nothing)' : `(exit ${result.status})`
}

function rowOf(name, folder, source) {
  return [name, ...installed.map((p) => cell(answer(p, folder))), cell(ours(...(source === undefined ? [] : [source])).text)]
}

const table = (rows) => {
  const head = ['machine', ...installed.map((p) => p.name), 'virtcolor']
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
/** A capture whose answer reads a tree: a folder that is laid out like a root. */
const isTree = (folder) =>
  ['proc', 'sys'].some((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isDirectory())

const fixtures = readdirSync(join(root, 'fixtures'))
  .sort()
  .map((name) => ({ name, folder: join(root, 'fixtures', name, 'evidence') }))
  .filter(({ folder }) => existsSync(folder))
const machines = join(dirname(root), 'shared', 'corpora', 'machines')
const corpus = (existsSync(machines) ? readdirSync(machines) : [])
  .sort()
  .map((name) => ({
    name,
    folder: [join(machines, name, 'evidence'), join(machines, name, 'root'), join(machines, name)].find(existsSync),
  }))
  .filter(({ folder }) => isTree(folder))

const live = rowOf('the machine that wrote this', undefined)
const ofFixtures = fixtures.map(({ name, folder }) => rowOf(`[${name}](../fixtures/${name}/about.md)`, folder, folder))
const ofCorpus = corpus.map(({ name, folder }) => rowOf(name, folder, folder))
const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const text = `# What the peers say of the same machines

Written by \`npm run peers\` on ${new Date().toISOString().slice(0, 10)}, by running each program on each machine; nothing in the tables is typed.

${installed.map((p) => `* ${p.name}: ${p.is ?? 'not installed'}`).join('\n')}
* virtcolor: ${pack.version}

How each was run:

* virt-what has a test option, \`--test-root=DIR\`, that reads the files of a captured tree; CPUID it still asks of the processor that it
  runs on, so an answer of it on a capture can be that of the machine that wrote this.
* lscpu has \`--sysroot DIR\`; it wants \`/proc/cpuinfo\` and \`/sys/devices/system/cpu\`. Also it asks CPUID only where it reads the live machine.
  Shown are its fields *Hypervisor vendor*, *Virtualization type*, *Hypervisor* and *Virtualization*.
* systemd-detect-virt and facter read the live machine only.
* virtcolor: hypervisor, mode, role and platform, then the kinds of processor, board, interrupts, disk and network.
  VS virtualized in software, P paravirtual, VH in hardware, H bare hardware, ? not knowable from what was given.

"(nothing)" is an empty answer with success: for virt-what, that the machine is bare hardware.

## The live machine

${table([live])}

## Our own captures

${table(ofFixtures)}
${
  ofCorpus.length === 0
    ? ''
    : `
## Public captures

Trees among the labelled captures that the project is tested against. They are others' and are not part of the repository.

${table(ofCorpus)}
`
}`
writeFileSync(join(root, 'docs', 'peers.md'), text)
console.log(`wrote docs/peers.md: 1 live, ${ofFixtures.length} fixtures, ${ofCorpus.length} public captures`)

// Writes docs/peers.md: the answers of virt-what, systemd-detect-virt, lscpu, facter and virtcolor for the same machines.
// Run by hand (npm run peers) on a machine with these tools; the document says which were not installed.
//   node scripts/peers.mjs [SHARED]
// virt-what reads a captured tree by its test option --test-root; lscpu by --sysroot. systemd-detect-virt and facter read the live machine
// only. Captures are the fixtures and, when present, the labelled ones in SHARED/corpora (default ../shared), of which only ids and answers
// are written.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
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

/** The fields of lscpu about virtualization. */
const fields = (text) =>
  ['Hypervisor vendor', 'Virtualization type', 'Hypervisor', 'Virtualization']
    .flatMap((name) => new RegExp(`^${name}: +(.*)$`, 'm').exec(text)?.[1] ?? [])
    .join(', ')

/**
 * A root as virt-what's own tests have them: the programs that it asks (its CPUID helper, dmidecode, uname) print what the capture holds.
 * What a capture does not hold is printed as nothing, so that never the processor or the board of this machine answers.
 */
function inTestRoot(folder, use) {
  const at = mkdtempSync(join(tmpdir(), 'peers-'))
  try {
    for (const name of readdirSync(folder))
      if (name !== 'sbin' && name !== 'usr') symlinkSync(join(folder, name), join(at, name))
    mkdirSync(join(at, 'sbin'))
    const program = (name, text) => {
      writeFileSync(join(at, `${name}.out`), text)
      writeFileSync(join(at, 'sbin', name), `#!/bin/sh\nexec cat '${at}/${name}.out'\n`, { mode: 0o755 })
    }
    const text = (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'latin1') : '')
    program('virt-what-cpuid-helper', `${(text('cpuid-vendor.txt') || signature(text('cpuid-raw.txt'))).trim()}\n`)
    program('uname', text('uname-m.txt') || 'x86_64\n')
    // Copied as bytes, because dmidecode's text may have any encoding.
    program('dmidecode', '')
    if (existsSync(join(folder, 'dmidecode.txt'))) copyFileSync(join(folder, 'dmidecode.txt'), join(at, 'dmidecode.out'))
    return use(at)
  } finally {
    rmSync(at, { recursive: true, force: true })
  }
}

/** The twelve bytes of leaf 0x40000000 in the output of `cpuid -r`. */
function signature(dump) {
  const leaf = /^\s*0x40000000 0x0+: eax=0x\w+ ebx=0x(\w{8}) ecx=0x(\w{8}) edx=0x(\w{8})/m.exec(dump)
  return leaf === null ? '' : Buffer.from(leaf.slice(1).map((w) => w.match(/../g).reverse().join('')).join(''), 'hex').toString('latin1').replace(/\0+$/, '') // biome-ignore format: one thought
}

const PEERS = [
  {
    name: 'virt-what',
    version: () => run('virt-what', '--version')?.out,
    live: () => run('virt-what'),
    capture: (folder) => inTestRoot(folder, (at) => run('virt-what', `--test-root=${at}`)),
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
    // lscpu fails without these files.
    needs: (folder) => existsSync(join(folder, 'proc/cpuinfo')) && existsSync(join(folder, 'sys/devices/system/cpu/possible')),
    says: ({ out }) => fields(out),
  },
  {
    name: 'facter',
    version: () => run('facter', '--version')?.out,
    live: () => run('facter', 'virtual'),
    says: ({ out }) => out,
  },
]

/** The answer of virtcolor in one line: layers and cells. */
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
  if (result.status === 0) return '(nothing)'
  const why = result.err.replace(/\x1b\[[0-9;]*m/g, '').split('\n')[0].replace(/^.*? (?:ERROR|error:?) (?:\S+ - )?/, '') // biome-ignore format: one thought
  return `error: ${folder === undefined ? why : `exit ${result.status}`}`
}

function rowOf(name, folder, source) {
  return [name, ...installed.map((p) => cell(answer(p, folder))), cell(ours(...(source === undefined ? [] : [source])).text)]
}

const table = (rows) => {
  const head = ['machine', ...installed.map((p) => p.name), 'virtcolor']
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
/** A capture that other tools can read: a folder laid out like a root file system. */
const isTree = (folder) =>
  ['proc', 'sys'].some((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isDirectory())

const fixtures = readdirSync(join(root, 'fixtures'))
  .sort()
  .map((name) => ({ name, folder: join(root, 'fixtures', name, 'evidence') }))
  .filter(({ folder }) => existsSync(folder))
const machines = join(process.argv[2] ?? join(dirname(root), 'shared'), 'corpora', 'machines')
const corpus = (existsSync(machines) ? readdirSync(machines) : [])
  .sort()
  .map((name) => ({
    name,
    folder: [join(machines, name, 'evidence'), join(machines, name, 'root'), join(machines, name)].find(existsSync),
  }))
  .filter(({ folder }) => isTree(folder))

const live = rowOf('the machine that generated this page', undefined)
const ofFixtures = fixtures.map(({ name, folder }) => rowOf(`[${name}](../fixtures/${name}/about.md)`, folder, folder))
const ofCorpus = corpus.map(({ name, folder }) => rowOf(name, folder, folder))
const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const text = `# Comparison with other programs

Written by \`npm run peers\` on ${new Date().toISOString().slice(0, 10)}. It runs each program on each machine and writes the tables from the output.

${installed.map((p) => `* ${p.name}: ${p.is ?? 'not installed'}`).join('\n')}
* virtcolor: ${pack.version}

How each program was run:

* virt-what has a test option, \`--test-root=DIR\`, that reads the files of a captured tree. As in its own tests, its CPUID helper, \`dmidecode\` and
  \`uname\` are replaced by programs that print the content of the capture, or nothing if the capture lacks it.
  Some of the public captures come from these tests.
* lscpu has the option \`--sysroot DIR\`; it needs \`/proc/cpuinfo\` and \`/sys/devices/system/cpu/possible\`, which most captures lack. The table shows its fields *Hypervisor vendor*, *Virtualization type*, *Hypervisor* and *Virtualization*.
* systemd-detect-virt and facter read only the live machine. They run as the same user as the others, and the table shows their errors as printed.
* virtcolor: hypervisor, mode, role and platform, then the kinds of CPU, board, interrupts, disk and network:
  VS virtualized in software, P paravirtual, VH virtualized in hardware, H bare hardware, ? unknown from this evidence.

"(nothing)" means no output and exit code 0; virt-what reports bare hardware this way.

## The live machine

${table([live])}

## Captures of this project

${table(ofFixtures)}
${
  ofCorpus.length === 0
    ? ''
    : `
## Public captures

Directory trees among the labelled public captures that the tests use. They are not part of the repository.

${table(ofCorpus)}
`
}`
writeFileSync(join(root, 'docs', 'peers.md'), text)
console.log(`wrote docs/peers.md: 1 live, ${ofFixtures.length} fixtures, ${ofCorpus.length} public captures`)

// Does starting get dearer with every hypervisor that is known? Compares the tool as it is with the same tool that knows Xen only:
// the core in one process (inspect of each fixture), and whole processes (`virtcolor FIXTURE`).
//   node bench/hypervisors.mjs [--rounds N] [--json]
// The Xen-only build is made in a temporary folder from a copy of the sources whose list of hypervisors is cut; nothing else differs.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build, cli, install, quietly, root } from '../scripts/lib/project.mjs'

/** What all the other hypervisors together may add to a whole process. */
const MOST = 1.05

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, json: { type: 'boolean' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds takes a whole number, not '${values.rounds}'`)
  process.exit(2)
}
install()
build()

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-hypervisors-'))
try {
  const count = xenOnly(folder)
  const builds = [
    { name: `all ${count} files`, cli, lib: join(root, 'dist', 'lib') },
    { name: 'Xen only', cli: join(folder, 'dist', 'cli', 'virtcolor.cjs'), lib: join(folder, 'dist', 'lib') },
  ]
  const fixtures = readdirSync(join(root, 'fixtures')).filter((name) => name.startsWith('xen-')).sort() // biome-ignore format: one thought
  const core = await inCore(builds, fixtures)
  const whole = processes(builds, join(root, 'fixtures', fixtures.at(-1), 'evidence'))
  // Pair by pair: a machine that changes its speed does it to both of a pair, while a minimum is whoever met its fastest moment.
  const ratio = spread(whole[0].times.map((time, i) => time / whole[1].times[i])).median
  if (values.json) console.log(JSON.stringify({ node: process.version, rounds, core, whole, ratio, most: MOST }, null, 2))
  else {
    print(`core, inspect() of one machine, in one process (${fixtures.length} Xen fixtures)`, 'us', core)
    print('whole process, virtcolor FIXTURE', 'ms', whole)
    console.log(
      `\nall against Xen only, whole process, median of pairs: ${ratio.toFixed(3)} (at most ${MOST}): ${ratio <= MOST ? 'kept' : 'EXCEEDED'}`,
    )
  }
  process.exitCode = ratio <= MOST ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Builds a copy of the project that knows one hypervisor. Returns how many there were in the list. */
function xenOnly(to) {
  for (const name of ['src', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'schema'])
    cpSync(join(root, name), join(to, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'))
  const list = join(to, 'src', 'hypervisors', 'index.ts')
  const text = readFileSync(list, 'utf8')
  const found = /(HYPERVISORS_KNOWN: readonly Hypervisor\[\] = \[)([^\]]*)\]/.exec(text)
  if (found === null) throw new Error('src/hypervisors/index.ts: no list HYPERVISORS_KNOWN')
  const all = found[2].split(',').map((name) => name.trim()).filter(Boolean) // biome-ignore format: one thought
  const kept = all.filter((name) => /^(?:xen|bare|any)$/.test(name.replace(/^\.\.\./, '')))
  if (!kept.includes('xen') || kept.length === all.length) throw new Error('src/hypervisors/index.ts: the list has changed')
  const left = all.filter((name) => !kept.includes(name)).map((name) => name.replace(/^\.\.\./, ''))
  const cut = text
    .replace(found[0], `${found[1]}${kept.join(', ')}]`)
    .split('\n')
    .filter((line) => !left.some((name) => new RegExp(`^import \\{ ${name} \\} from`).test(line)))
    .join('\n')
  writeFileSync(list, cut)
  quietly(process.execPath, [join(to, 'scripts', 'build.mjs')], { cwd: to })
  return all.length
}

/** Microseconds of one inspect, over all fixtures, builds in turn. */
async function inCore(builds, fixtures) {
  const loaded = []
  for (const { name, lib } of builds) {
    const core = await import(pathToFileURL(join(lib, 'index.js')).href)
    const node = await import(pathToFileURL(join(lib, 'node.js')).href)
    const machines = []
    for (const fixture of fixtures) {
      const path = join(root, 'fixtures', fixture, 'evidence')
      machines.push(await node.open(path, core.wantedOf(core.PROBES, 'capture'), { stdin: process.stdin }))
    }
    loaded.push({
      name,
      times: [],
      run: () => {
        for (const { source, evidence } of machines) core.inspect(source, evidence)
      },
      each: machines.length,
    })
  }
  for (const { run } of loaded) for (let i = 0; i < 30; i++) run() // until compiled
  for (let round = 0; round < rounds; round++)
    for (const one of loaded) {
      const start = process.hrtime.bigint()
      one.run()
      one.times.push(Number(process.hrtime.bigint() - start) / 1e3 / one.each)
    }
  return loaded.map(({ name, times }) => ({ name, ...spread(times) }))
}

/** Milliseconds of one whole process, builds in turn. */
function processes(builds, fixture) {
  const runs = builds.map((b) => ({ ...b, times: [] }))
  const once = (b) => {
    const start = process.hrtime.bigint()
    const { error } = spawnSync(process.execPath, [b.cli, fixture], { stdio: 'ignore' })
    if (error) throw error
    return Number(process.hrtime.bigint() - start) / 1e6
  }
  for (const b of runs) once(b)
  // Who is first takes turns as well.
  for (let round = 0; round < rounds; round++) for (const b of round % 2 === 0 ? runs : runs.toReversed()) b.times.push(once(b))
  return runs.map(({ name, times }) => ({ name, times, ...spread(times) }))
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b)
  return { min: sorted[0], median: sorted[sorted.length >> 1], max: sorted.at(-1) }
}

function print(title, unit, rows) {
  console.log(`\n${title}: ${unit} (min / median / max), ${rounds} interleaved rounds`)
  for (const { name, min, median, max } of rows)
    console.log(`  ${name.padEnd(14)} ${[min, median, max].map((v) => v.toFixed(1)).join(' / ')}`)
}

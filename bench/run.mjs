// Whole-process cost of `virtcolor` beside what people use today, and beside Node doing nothing.
//   node bench/run.mjs [--rounds N] [--json] [--archive] [-- SOURCE…]
// Rounds are interleaved, so that whatever else the machine does hits every program alike. User and system time and peak
// memory are those of the child, read with wait4 by /usr/bin/time where it is there (GNU time); wall time is ours.
// GNU time counts CPU time in hundredths of a second, so that column is a mean over the rounds.
// A start of a few tens of milliseconds is told best by its minimum and median; the maximum is the machine's.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build, cli, install, root } from '../scripts/lib/project.mjs'

/** What starting may cost, as ratios to `node -e 0`: the project's budget for a bare `virtcolor`. */
const BUDGET = { wall: 1.35, memory: 1.5 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '30' }, json: { type: 'boolean' }, archive: { type: 'boolean' } },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds takes a whole number, not '${values.rounds}'`)
  process.exit(2)
}
install()
build()
if (values.archive) {
  const file = join(root, 'bench', 'archive.mjs')
  if (!existsSync(file)) {
    console.error('bench/archive.mjs: no archive benchmark in this version')
    process.exit(2)
  }
  await import(pathToFileURL(file).href)
  process.exit()
}

const node = process.execPath
const CANDIDATES = [
  { name: 'node -e 0', command: [node, '-e', '0'] },
  { name: 'virtcolor', command: [node, cli, ...positionals] },
  { name: 'virtcolor --json', command: [node, cli, '--json', ...positionals.slice(0, 1)] },
  { name: 'virtcolor --help', command: [node, cli, '--help'] },
  { name: 'virt-what', command: ['virt-what'] },
  { name: 'systemd-detect-virt', command: ['systemd-detect-virt'] },
  { name: 'lscpu', command: ['lscpu'] },
  { name: 'imvirt', command: ['imvirt'] },
  { name: 'xen-detect', command: ['xen-detect'] },
  { name: 'facter virtual', command: ['facter', 'virtual'] },
]
const found = (program) =>
  program.includes('/')
    ? existsSync(program)
    : (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, program)))
const programs = CANDIDATES.filter((c) => found(c.command[0]))
const absent = CANDIDATES.filter((c) => !found(c.command[0])).map((c) => c.name)
const gnuTime = existsSync('/usr/bin/time') && spawnSync('/usr/bin/time', ['-f', '%e', 'true']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'virtcolor-bench-'))
const report = join(folder, 'time')

function once([program, ...args]) {
  const [command, all] = gnuTime ? ['/usr/bin/time', ['-q', '-o', report, '-f', '%U %S %M', program, ...args]] : [program, args]
  const start = process.hrtime.bigint()
  const { error } = spawnSync(command, all, { stdio: 'ignore', cwd: root })
  const wall = Number(process.hrtime.bigint() - start) / 1e6
  if (error) throw error
  if (!gnuTime) return { wall }
  const [user, system, memory] = readFileSync(report, 'utf8').trim().split('\n').pop().split(' ').map(Number)
  return { wall, cpu: (user + system) * 1000, memory: memory / 1024 }
}

const samples = new Map(programs.map((p) => [p.name, []]))
for (const p of programs) once(p.command) // what is not in the page cache yet would be charged to the first round
for (let round = 0; round < rounds; round++) for (const p of programs) samples.get(p.name).push(once(p.command))
rmSync(folder, { recursive: true, force: true })

const median = (sorted) => (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
const spread = (name, field) => {
  const sorted = samples.get(name).map((s) => s[field]).filter((v) => v !== undefined).sort((a, b) => a - b) // biome-ignore format: one thought
  return sorted.length === 0
    ? undefined
    : { min: sorted[0], median: median(sorted), max: sorted.at(-1), mean: sorted.reduce((a, b) => a + b, 0) / sorted.length }
}
const rows = programs.map(({ name }) => ({
  name,
  wall: spread(name, 'wall'),
  cpu: spread(name, 'cpu'),
  memory: spread(name, 'memory'),
}))
const base = rows[0]
for (const row of rows) {
  row.ratio = {
    wall: row.wall.median / base.wall.median,
    ...(row.memory && { memory: row.memory.median / base.memory.median }),
  }
}

const bare = rows.find((r) => r.name === 'virtcolor')
const within = bare.ratio.wall <= BUDGET.wall && (bare.ratio.memory ?? 0) <= BUDGET.memory
if (values.json) {
  console.log(
    JSON.stringify({ node: process.version, rounds, cpu: cpus()[0]?.model, budget: BUDGET, within, rows, absent }, null, 2),
  )
} else {
  const ms = (s) => (s === undefined ? '-' : `${s.min.toFixed(1)} / ${s.median.toFixed(1)} / ${s.max.toFixed(1)}`)
  const mb = (s) => (s === undefined ? '-' : s.median.toFixed(1))
  const table = [
    ['program', 'wall ms (min/median/max)', 'x node', 'CPU ms (mean)', 'peak MiB', 'x node'],
    ...rows.map((r) => [
      r.name,
      ms(r.wall),
      r.ratio.wall.toFixed(2),
      r.cpu === undefined ? '-' : r.cpu.mean.toFixed(1),
      mb(r.memory),
      r.ratio.memory?.toFixed(2) ?? '-',
    ]),
  ]
  const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)))
  for (const row of table) console.log(row.map((v, i) => (i === 0 ? v.padEnd(widths[i]) : v.padStart(widths[i]))).join('  '))
  console.log(`\n${rounds} interleaved rounds, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}`)
  if (!gnuTime) console.log('no /usr/bin/time (GNU): no CPU time and memory')
  if (absent.length > 0) console.log(`not installed: ${absent.join(', ')}`)
  console.log(`budget of a bare virtcolor: ${BUDGET.wall} x wall, ${BUDGET.memory} x memory: ${within ? 'kept' : 'EXCEEDED'}`)
}
process.exitCode = within ? 0 : 1

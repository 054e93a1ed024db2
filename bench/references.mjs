// Does the helper in C measure what the known tools measure? Each probe beside perf bench, fio and cyclictest, in rounds that
// alternate, so that the host's load hits both alike.
//   node bench/references.mjs [--rounds N] [--fifo] [--dir FOLDER]
// --fifo runs both sides as real-time tasks (root; chrt): other work of a busy machine then stays out.
// A tool that is not installed is left out, aloud. Compared are the same statistic of both: means where the tool prints a mean,
// medians where it tells one; over the rounds the median of the ratios counts, and the least of each side is shown.
import { spawnSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '../scripts/lib/project.mjs'

const LIMIT = 10
const MIB = 64
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '12' }, fifo: { type: 'boolean' }, dir: { type: 'string', default: tmpdir() } },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds takes a whole number, not '${values.rounds}'`)
  process.exit(2)
}

const folder = mkdtempSync(join(values.dir, 'virtcolor-references-'))
const helper = join(folder, 'probe')
const file = join(folder, 'file')
const cpu =
  /^Cpus_allowed_list:\s*(\d+)/m.exec(spawnSync('cat', ['/proc/self/status'], { encoding: 'utf8' }).stdout)?.[1] ?? '0'

/** Runs a program, real-time where that is wanted; undefined when it fails. */
function told(program, args) {
  const [command, ...rest] = values.fifo ? ['chrt', '-f', '50', program, ...args] : [program, ...args]
  const done = spawnSync(command, rest, { encoding: 'utf8', maxBuffer: 1 << 26 })
  return done.status === 0 ? `${done.stdout}${done.stderr}` : undefined
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1]
const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.round((list.length - 1) * q)]
const mean = (list) => list.reduce((s, x) => s + x, 0) / list.length

/** One probe of the helper, for a slice of ms. */
function ours(probe, ms, take) {
  const out = told(helper, ['time', '-t', String(ms), '-n', '0', '-s', '0', '-f', file, probe])
  const line = out?.split('\n').find((l) => l.startsWith('{'))
  const sample = line === undefined ? undefined : JSON.parse(line)
  return sample === undefined || sample.error !== undefined ? undefined : take(sample)
}
const perOp = (text) => (text === undefined ? undefined : Number(/([\d.]+) usecs\/op/.exec(text)?.[1]) * 1000)
const pinned = (program, args) => told('taskset', ['-c', cpu, program, ...args])

function fio(percentile) {
  const args = ['--name=r', `--filename=${file}`, `--size=${MIB}M`, '--rw=randread', '--bs=4k', '--direct=1', '--iodepth=1']
  const more = ['--ioengine=psync', '--readonly', '--time_based=1', '--runtime=400ms', '--output-format=json', '--lat_percentiles=1'] // biome-ignore format: one line
  const text = told('fio', [...args, ...more])
  if (text === undefined) return undefined
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)).jobs[0].read.lat_ns.percentile[percentile]
}

/** Medians of wake-ups that were due 100 us later; slack 1 ns, as the helper sets it (a real-time task has none). */
function cyclictest() {
  const script = `echo 1 > /proc/$$/timerslack_ns; exec cyclictest -t1 -a${cpu} ${values.fifo ? '-p50' : '--policy=other'} -i100 -l3000 -N -v -m`
  const text = told('sh', ['-c', script])
  const late = [...(text ?? '').matchAll(/^\s*0:\s*\d+:\s*(\d+)/gm)].map((m) => Number(m[1]))
  return late.length < 100 ? undefined : median(late)
}

const PAIRS = [
  {
    what: 'system call, mean',
    tool: 'perf bench syscall basic',
    needs: 'perf',
    ours: () => ours('syscall', 150, (s) => mean(s.batches)),
    theirs: () => perOp(pinned('perf', ['bench', 'syscall', 'basic', '-l', '500000'])),
  },
  {
    what: 'pipe round trip, one CPU, mean',
    tool: 'perf bench sched pipe, pinned',
    needs: 'perf',
    ours: () => ours('context', 150, (s) => mean(s.batches)),
    theirs: () => perOp(pinned('perf', ['bench', 'sched', 'pipe', '-l', '30000'])),
  },
  ...[
    ['p50', '50.000000'],
    ['p99', '99.000000'],
  ].map(([name, key]) => ({
    what: `read 4 KiB, depth 1, ${name}`,
    tool: 'fio psync randread direct',
    needs: 'fio',
    // one read in a hundred: shown, and too rare to be held to the limit
    free: name === 'p99',
    ours: () => ours('disk', 400, (s) => s.quantiles[name]),
    theirs: () => fio(key),
  })),
  {
    what: '100 us sleep: overshoot, p50',
    tool: 'cyclictest -i100',
    needs: 'cyclictest',
    ours: () => ours('sleep', 300, (s) => s.quantiles.p50),
    theirs: cyclictest,
  },
]

try {
  const sources = readdirSync(join(root, 'native')).filter((f) => f.endsWith('.c'))
  const built = [['-static'], []].some(
    (way) => spawnSync('cc', ['-O2', ...way, '-pthread', '-o', helper, ...sources.map((f) => join(root, 'native', f))]).status === 0, // biome-ignore format: one line
  )
  if (!built) {
    console.error('the helper cannot be built here')
    process.exit(1)
  }
  const fd = openSync(file, 'wx', 0o600)
  for (let i = 0; i < MIB; i++) writeSync(fd, Buffer.alloc(1 << 20, i + 1))
  fsyncSync(fd)
  closeSync(fd)
  const there = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
  const usable = PAIRS.filter((p) => there(p.needs))
  for (const p of PAIRS) if (!usable.includes(p)) console.log(`left out: ${p.tool}: ${p.needs} is not installed`)
  const got = usable.map(() => [])
  for (let round = 0; round < rounds; round++) {
    usable.forEach((p, i) => {
      const both = {}
      for (const side of round % 2 === 0 ? ['ours', 'theirs'] : ['theirs', 'ours']) both[side] = p[side]()
      if (both.ours > 0 && both.theirs > 0) got[i].push(both)
    })
  }
  console.log(`${rounds} alternating rounds${values.fifo ? ', real-time' : ''}; ns; limit ${LIMIT} %\n`)
  console.log(`${'figure'.padEnd(33)}${'helper'.padStart(9)}${'tool'.padStart(9)}${'least'.padStart(17)}  ratio`)
  let bad = false
  for (const [i, p] of usable.entries()) {
    if (got[i].length < Math.min(3, rounds)) {
      bad = true
      console.log(`${p.what.padEnd(33)}  no figures (${p.tool})`)
      continue
    }
    const ratios = got[i].map((g) => g.ours / g.theirs)
    const [a, b] = ['ours', 'theirs'].map((side) => got[i].map((g) => g[side]))
    const ratio = median(ratios)
    const off = 100 * (ratio - 1)
    if (Math.abs(off) > LIMIT && !p.free) bad = true
    const [low, high] = [quantile(ratios, 0.25), quantile(ratios, 0.75)].map((r) => r.toFixed(2))
    const n = (x) => x.toFixed(0).padStart(9)
    console.log(`${p.what.padEnd(33)}${n(median(a))}${n(median(b))}${n(Math.min(...a))}${n(Math.min(...b)).slice(1)}  ${ratio.toFixed(2)} [${low}–${high}] ${p.tool}`) // biome-ignore format: one line
  }
  console.log(bad ? `\nbeyond ${LIMIT} %` : `\nall within ${LIMIT} %`)
  process.exitCode = bad ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

// How often does `compare` name a winner where there is none, and how often does it find one that is there? Sixty rounds of this
// machine against itself, dealt into A and B in turns; the effects are put into B's figures afterwards.
//   node bench/aa.mjs [FILE] [--times N]
// FILE: a result of `virtcolor measure --rounds 60`; without one, it is measured (about a minute). N: comparisons a cell (100).
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { build, cli, install, root } from '../scripts/lib/project.mjs'

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '100' } },
})
const TIMES = Number(given.times)
if (!Number.isInteger(TIMES) || TIMES < 1) {
  console.error(`--times takes a whole number, not '${given.times}'`)
  process.exit(2)
}
const ROUNDS = 60
const LIMITS = { falseWinners: 2, found: 80 }
const folder = mkdtempSync(join(tmpdir(), 'virtcolor-aa-'))
try {
  let [file] = positionals
  if (file === undefined) {
    install()
    build()
    file = join(folder, 'aa.json')
    const args = [cli, 'measure', '--quick', '--no-disk', '--rounds', String(ROUNDS), '-o', file]
    spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: root })
  }
  const parts = {}
  for (const name of ['stats/decide', 'stats/control', 'stats/random', 'measure/summary']) {
    const bundled = await rolldown({ input: join(root, 'src', `${name}.ts`), platform: 'node', cwd: root, logLevel: 'silent' })
    const out = join(folder, `${name.replace('/', '-')}.mjs`)
    await bundled.write({ file: out, format: 'esm' })
    Object.assign(parts, await import(pathToFileURL(out).href))
  }
  const { decide, control, seeded, summarise } = parts
  const result = JSON.parse(readFileSync(file, 'utf8'))
  const metrics = summarise(result).filter((s) => s.values.length >= 24)
  const gated = result.samples.filter((s) => s.gated).length
  console.log(`${result.machine.cpu}, ${result.machine.kernel}: ${metrics.length} metrics, ${gated} of ${result.samples.length} samples set aside`) // biome-ignore format: one line
  console.log(`metrics with 24 quiet rounds or more: ${metrics.map((m) => m.metric.id).join(' ')}\n`)
  console.log(
    '% of comparisons in which a winner is named, over all metrics; in brackets: % of whole comparisons with any winner',
  )
  console.log('design                   x1           x1.1   x1.2   x1.5   x2')
  const random = seeded(7)
  let bad = false
  for (const [design, n] of [
    ['interleaved', 8],
    ['interleaved', 12],
    ['one after the other', 12],
  ]) {
    const cells = [1, 1.1, 1.2, 1.5, 2].map((effect) => {
      let named = 0
      let all = 0
      let any = 0
      const times = TIMES
      for (let k = 0; k < times; k++) {
        const pairs = metrics.map(({ metric, values }) => {
          const start = Math.floor(random() * (values.length - 2 * n + 1))
          const window = values.slice(start, start + 2 * n)
          let a = window.slice(0, n)
          let b = window.slice(n)
          if (design === 'interleaved') {
            a = []
            b = []
            for (let i = 0; i < 2 * n; i += 2) {
              const swap = random() < 0.5 ? 1 : 0
              a.push(window[i + swap])
              b.push(window[i + 1 - swap])
            }
          }
          const paired = design === 'interleaved'
          const own = [control(a), control(b)]
          const band = Math.max(...own.map((c) => (paired ? c.spread : Math.max(c.spread, c.drift))))
          return { id: metric.id, a, b: b.map((v) => v * effect), paired, control: band }
        })
        const winners = decide(pairs, { resamples: 500, seed: k + 1 }).filter(
          (d) => d.verdict === 'more' || d.verdict === 'less',
        )
        named += winners.length
        all += pairs.length
        if (winners.length > 0) any++
      }
      return { percent: (100 * named) / all, any: (100 * any) / times }
    })
    if (design === 'interleaved' && cells[0].percent > LIMITS.falseWinners) bad = true
    if (design === 'interleaved' && n === 12 && cells[3].percent < LIMITS.found) bad = true
    const [first, ...rest] = cells.map((c) => c.percent.toFixed(1).padStart(5))
    console.log(
      `${`${design}, n = ${n}`.padEnd(24)}${first} (${cells[0].any.toFixed(0)})   ${rest.map((c) => c.padStart(7)).join('')}`,
    )
  }
  console.log(
    `\nlimits: false winners at most ${LIMITS.falseWinners} %, x1.5 found at least ${LIMITS.found} % (interleaved): ${bad ? 'MISSED' : 'kept'}`,
  )
  process.exitCode = bad ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

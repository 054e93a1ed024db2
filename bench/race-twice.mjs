// Two races compared: do crossings per operation repeat?
//   node bench/race-twice.mjs [FIRST.json SECOND.json] [--modes LIST] [--rounds N] [--full]
// Without files it runs `virtcolor race --quick --json` twice. Kinds that come with each operation have to agree within 3 % for each work
// of CPU and page tables, and for the port accesses, page-table updates and CPUIDs of all; kinds driven by timers and wake-ups are shown
// with their spread over rounds, and are not judged. Exit code 1: something that has to agree does not.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build, cli, install } from '../scripts/lib/project.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { modes: { type: 'string' }, rounds: { type: 'string' }, full: { type: 'boolean' } },
})
const WITHIN = 0.03
// Below this many per operation, a kind is too rare to be of the operation: a page that was touched first, a packet that came meanwhile.
const RARE = 0.2

function raced() {
  const args = ['race', ...(values.full ? [] : ['--quick']), '--json']
  if (values.modes) args.push('--modes', values.modes)
  if (values.rounds) args.push('--rounds', values.rounds)
  const ran = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8,
  })
  if (ran.status !== 0 && ran.status !== 1) throw new Error(`virtcolor race ended with code ${ran.status}`)
  return JSON.parse(ran.stdout)
}

let reports
if (positionals.length === 2) reports = positionals.map((path) => JSON.parse(readFileSync(path, 'utf8')))
else {
  install()
  build()
  reports = [raced(), raced()]
}

/** Port accesses, page-table updates and CPUIDs per operation. */
const accesses = (work) =>
  Object.entries(work.kinds)
    .filter(([kind]) => /^of these (in|out) |^exit CPUID$|mmu_update$|page-table write/.test(kind))
    .reduce((sum, [, n]) => sum + n, 0)

const figure = (n) => (n === undefined ? '-' : n === 0 ? '0' : n < 10 ? n.toFixed(2) : n.toFixed(1))
const apart = (a, b) => (a === b ? 0 : Math.abs(a - b) / Math.max(a, b))
const rows = []
let judged = 0
let wrong = 0
for (const mode of reports[0].modes) {
  const other = reports[1].modes.find((one) => one.id === mode.id)
  for (const work of mode.works) {
    const again = other?.works.find((one) => one.id === work.id)
    if (work.own === undefined || again?.own === undefined) {
      rows.push([mode.id, work.id, 'no counts', '', '', '', ''])
      wrong++
      continue
    }
    // What a disk read, a packet or a sleep takes besides its own accesses depends on who was awake.
    const [a, b] = work.steady ? [work.own.median, again.own.median] : [accesses(work), accesses(again)]
    const off = Math.max(a, b) < RARE ? 0 : apart(a, b)
    judged++
    if (off > WITHIN) wrong++
    const driven = (one) => `${figure(one.driven.median)} (${figure(one.driven.low)}-${figure(one.driven.high)})`
    rows.push([
      mode.id,
      work.id,
      figure(a),
      figure(b),
      `${(off * 100).toFixed(1)} %${off > WITHIN ? ' !' : ''}`,
      driven(work),
      driven(again),
    ])
  }
}
const head = ['mode', 'work', 'own, 1st', 'own, 2nd', 'apart', 'driven, 1st', 'driven, 2nd']
const width = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)))
for (const row of [head, ...rows])
  console.log(row.map((cell, i) => (i < 2 ? cell.padEnd(width[i]) : cell.padStart(width[i]))).join('  '))
console.log(`${judged - wrong} of ${judged} within ${WITHIN * 100} %`)
process.exitCode = wrong === 0 ? 0 : 1

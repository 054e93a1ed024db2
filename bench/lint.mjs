// What `virtcolor lint` costs for 1,000 definitions in one process: time and the most memory, five runs, the median told.
// The definitions are the corpus in the folder `shared` beside the checkout, or the folders that are named.
//   node bench/lint.mjs [FOLDER…]
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, cli, install, root } from '../scripts/lib/project.mjs'

const MOST = 1000
const RUNS = 5
const LIMITS = { seconds: 3, megabytes: 200 }

const asked = process.argv.slice(2)
const folders = asked.length > 0 ? asked : [join(dirname(root), 'shared/corpora/definitions/files')]
const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .slice(0, MOST)
if (files.length < MOST) {
  console.log(`*** SKIPPED: ${files.length} definitions in ${folders.join(', ')}, ${MOST} are wanted ***`)
  process.exit(0)
}
install()
build()
// The process tells of itself at its end: what the system counts for a child is the child's and its shell's.
const tell = `process.on('exit', () => { const u = process.resourceUsage(); require('node:fs').writeSync(2, JSON.stringify([u.userCPUTime + u.systemCPUTime, u.maxRSS]) + '\\n') })`
const runs = Array.from({ length: RUNS }, () => {
  const start = performance.now()
  const { stderr, status } = spawnSync(
    process.execPath,
    [
      '--eval',
      `${tell}; process.argv = [process.execPath, ...process.argv.slice(1)]; require(${JSON.stringify(cli)})`,
      cli,
      'lint',
      '--format',
      'json',
      ...files,
    ],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    },
  )
  const seconds = (performance.now() - start) / 1000
  const [cpu, rss] = JSON.parse(stderr.trim().split('\n').at(-1))
  return { seconds, cpu: cpu / 1e6, megabytes: rss / 1024, status }
})
const median = (key) => runs.map((r) => r[key]).sort((a, b) => a - b)[RUNS >> 1]
console.log(
  `${MOST} definitions linted in ${median('seconds').toFixed(2)} s (${median('cpu').toFixed(2)} s of processor), ${median('megabytes').toFixed(0)} MB; limits ${LIMITS.seconds} s, ${LIMITS.megabytes} MB`,
)
process.exitCode = median('seconds') < LIMITS.seconds && median('megabytes') < LIMITS.megabytes ? 0 : 1

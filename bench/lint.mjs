// What `virtcolor lint` costs for 1,000 definitions in one process: time and the most memory, five runs, the median told.
// The definitions are the corpus in the folder `shared` beside the checkout, or the folders that are named.
//   node bench/lint.mjs [FOLDER…]
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
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
/** Time of the clock, time of the processor and the most memory of one run; the last two are asked of /proc while it runs. */
function run() {
  return new Promise((resolve) => {
    const start = performance.now()
    const child = spawn(process.execPath, [cli, 'lint', '--format', 'json', ...files], { stdio: 'ignore' })
    const seen = { cpu: 0, megabytes: 0 }
    const look = () => {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')
        seen.cpu = (Number(fields[11]) + Number(fields[12])) / TICKS
        seen.megabytes =
          Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024 || seen.megabytes
      } catch {
        // It has ended, or this system has no /proc.
      }
    }
    const timer = setInterval(look, 10)
    child.on('close', () => {
      clearInterval(timer)
      resolve({ seconds: (performance.now() - start) / 1000, ...seen })
    })
  })
}

/** USER_HZ is 100 on every Linux that Node runs on: https://man7.org/linux/man-pages/man7/time.7.html */
const TICKS = 100
const runs = []
for (let i = 0; i < RUNS; i++) runs.push(await run())
const median = (key) => runs.map((r) => r[key]).sort((a, b) => a - b)[RUNS >> 1]
console.log(
  `${MOST} definitions linted in ${median('seconds').toFixed(2)} s (${median('cpu').toFixed(2)} s of processor), ${median('megabytes').toFixed(0)} MB; limits ${LIMITS.seconds} s, ${LIMITS.megabytes} MB`,
)
process.exitCode = median('seconds') < LIMITS.seconds && median('megabytes') < LIMITS.megabytes ? 0 : 1

// npm test [-- FILE… | vitest arguments]: installs and builds when needed, runs the tests and explains each skipped one. The last line is
// "N passed, N failed, N skipped". Where CI is set, a skipped test is a failure unless test/skips.json allows it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, root, testArguments } from './lib/project.mjs'
import { summarize } from './lib/results.mjs'

install()
build()
const args = testArguments(process.argv.slice(2))
const folder = mkdtempSync(join(tmpdir(), 'virtcolor-test-'))
const file = join(folder, 'results.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
  { cwd: root, stdio: 'inherit' },
)
// With -t, vitest reports every test of another name as skipped.
const chosen = args.some((arg) => /^(?:-t|--testNamePattern)/.test(arg))
const strict = !['', undefined, 'false'].includes(process.env.CI) && !chosen
let summary = { passed: 0, failed: 0, skipped: 0, lines: [] }
try {
  const skips = JSON.parse(readFileSync(join(root, 'test', 'skips.json'), 'utf8'))
  summary = summarize(JSON.parse(readFileSync(file, 'utf8')), skips, { root, strict })
} catch (error) {
  console.error(`no test results: ${error.message}`)
}
rmSync(folder, { recursive: true, force: true })
const { passed, skipped, lines } = summary
let { failed } = summary
// An error outside of a test (an unhandled rejection) fails the run, but no test.
if (run.status !== 0 && failed === 0) failed = 1
if (passed + failed + skipped === 0) failed = 1
if (lines.length > 0 && !chosen) console.log(`\n${lines.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1

// npm test [-- vitest arguments]: installs and builds when needed, runs every test, and ends with "N passed, N failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, root } from './lib/project.mjs'

install()
build()
const folder = mkdtempSync(join(tmpdir(), 'virtcolor-test-'))
const file = join(folder, 'results.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const run = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
let passed = 0
let failed = 0
try {
  const results = JSON.parse(readFileSync(file, 'utf8'))
  passed = results.numPassedTests
  // A file that cannot even be loaded has no failed test in it, and is one.
  failed =
    results.numFailedTests + results.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length
} catch (error) {
  console.error(`no test results: ${error.message}`)
}
rmSync(folder, { recursive: true, force: true })
// Errors outside of tests (an unhandled rejection) fail the run without failing a test.
if (run.status !== 0 && failed === 0) failed = 1
if (passed + failed === 0) failed = 1
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

// What a test run gave: the counts, why each test was skipped, and whether CI accepts it.

/**
 * @typedef {{ file: string, test?: string, reason: string, ci?: 'allowed' }} Skip one entry of test/skips.json: `file` begins the path of
 *   the test file, `test` the full name of the test or one of its titles; the first entry that matches gives the reason
 * @typedef {{ name: string, status: string, assertionResults: { status: string, title: string, fullName: string, ancestorTitles: string[] }[] }} File
 */

/**
 * @param {{ testResults: File[], numPassedTests: number, numFailedTests: number }} results vitest's JSON report
 * @param {readonly Skip[]} skips
 * @param {{ root: string, strict: boolean }} options strict: a skipped test is a failure unless its entry says `"ci": "allowed"`
 * @returns {{ passed: number, failed: number, skipped: number, lines: string[] }} `lines` explain each skip
 */
export function summarize(results, skips, { root, strict }) {
  // A file that cannot be loaded has no failed test in it, and is a failure itself.
  const unloadable = results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const groups = new Map()
  let skipped = 0
  let refused = 0
  for (const { name, assertionResults } of results.testResults) {
    const file = name.replaceAll('\\', '/').slice(root.length + 1)
    for (const test of assertionResults) {
      if (!SKIPPED.includes(test.status)) continue
      const entry = skips.find((skip) => file.startsWith(skip.file) && (skip.test === undefined || isNamed(test, skip.test)))
      const accepted = entry?.ci === 'allowed' || !strict
      if (accepted) skipped++
      else refused++
      const reason = entry?.reason ?? 'no reason is given in test/skips.json'
      const key = `${accepted ? 'SKIPPED' : 'FAILED, because CI skipped it'}: ${file}: ${reason}`
      groups.set(key, [...(groups.get(key) ?? []), test.fullName])
    }
  }
  const lines = [...groups].flatMap(([key, names]) => [
    key,
    ...names.slice(0, SHOWN).map((name) => `  ${name}`),
    ...more(names),
  ])
  return { passed: results.numPassedTests, failed: results.numFailedTests + unloadable.length + refused, skipped, lines }
}

const SKIPPED = ['skipped', 'pending', 'todo', 'disabled']
const SHOWN = 3
const more = (names) => (names.length > SHOWN ? [`  and ${names.length - SHOWN} more`] : [])
const isNamed = (test, start) =>
  test.fullName.startsWith(start) || [test.title, ...test.ancestorTitles].some((title) => title.startsWith(start))

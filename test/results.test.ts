import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import skips from './skips.json' with { type: 'json' }

const { summarize } = await import('../scripts/lib/results.mjs' as string)

const RESULTS = {
  numPassedTests: 3,
  numFailedTests: 1,
  testResults: [
    { name: '/p/src/broken.test.ts', status: 'failed', assertionResults: [] },
    {
      name: '/p/src/a.test.ts',
      status: 'passed',
      assertionResults: [
        { status: 'skipped', title: 'on a Mac', fullName: 'a on a Mac', ancestorTitles: ['a'] },
        { status: 'skipped', title: 'as root', fullName: 'a as root', ancestorTitles: ['a'] },
        { status: 'skipped', title: 'at night', fullName: 'a at night', ancestorTitles: ['a'] },
        { status: 'passed', title: 'by day', fullName: 'a by day', ancestorTitles: ['a'] },
      ],
    },
  ],
}
const LIST = [
  { file: 'src/a.test.ts', test: 'on a Mac', reason: 'needs a Mac', ci: 'allowed' },
  { file: 'src/a.test.ts', test: 'a as root', reason: 'needs root' },
]

test('each skip has its reason; outside of CI it is no failure', () => {
  expect(summarize(RESULTS, LIST, { root: '/p', strict: false })).toEqual({
    passed: 3,
    failed: 2,
    skipped: 3,
    lines: [
      'SKIPPED: src/a.test.ts: needs a Mac',
      '  a on a Mac',
      'SKIPPED: src/a.test.ts: needs root',
      '  a as root',
      'SKIPPED: src/a.test.ts: no reason is given in test/skips.json',
      '  a at night',
    ],
  })
})

test('in CI a skipped test is a failure unless the list allows it', () => {
  const { failed, skipped, lines } = summarize(RESULTS, LIST, { root: '/p', strict: true })
  expect({ failed, skipped }).toEqual({ failed: 4, skipped: 1 })
  expect(lines).toContain('FAILED, because CI skipped it: src/a.test.ts: needs root')
})

test('every test file that can skip a test has an entry in the list', () => {
  const files = ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((name) => `${folder}/${String(name)}`),
  )
  const skipping = files.filter(
    (name) => name.endsWith('.test.ts') && /\.(?:skipIf|runIf|skip)\(/.test(readFileSync(name, 'utf8')),
  )
  expect(skipping.filter((name) => !skips.some(({ file }) => name.startsWith(file)))).toEqual([])
})

test('every entry of the list names test files of the project', () => {
  const files = ['src', 'test'].flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`))
  for (const { file } of skips)
    expect(files.filter((name) => name.startsWith(file) && name.endsWith('.test.ts'))).not.toEqual([])
})

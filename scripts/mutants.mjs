// npm run mutants [-- --seed N] [--count N] [--file PATH…]: changes one thing in one data file after the other (a row removed, a condition
// turned, a value, number or pattern changed), in a copy, and runs the tests of the data. A mutant that no test notices is printed as a
// survivor. Exits with 1 where fewer than 95 % are killed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { mulberry } from '../fuzz/mutate.mjs'
import { copyTo } from './lib/copy.mjs'
import { mutantsOf } from './lib/mutants.mjs'
import { root } from './lib/project.mjs'

/** Folders and files of data, and the tests that have to notice a change there. */
const ROOMS = [
  {
    data: ['src/hypervisors', 'src/platforms', 'src/devices', 'src/advice', 'src/evidence/dmesg-lines.ts', 'src/chart/rows.ts'],
    tests: [
      'test/cases.test.ts',
      'test/rules.test.ts',
      'test/examples.test.ts',
      'test/fixtures.test.ts',
      'test/advice.test.ts',
      'test/features.test.ts',
      'src/judge',
      'src/advice',
      'src/chart',
      'src/evidence',
      'test/dead-rows.test.ts',
      'src/definitions/definitions.test.ts',
      'src/definitions/defaults.test.ts',
    ],
  },
  {
    data: ['src/lint/rules'],
    tests: [
      'src/lint/rules.test.ts',
      'src/lint/system.test.ts',
      'src/lint/drivers.test.ts',
      'src/lint/issues.test.ts',
      'src/lint/fix.test.ts',
      'src/lint/keys.test.ts',
    ],
  },
  { data: ['src/choose/trees', 'src/choose/recipes'], tests: ['src/choose'] },
]
const LEAST_KILLED = 0.95

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    file: { type: 'string', multiple: true },
  },
})

function filesOf(path) {
  const full = join(root, path)
  if (path.endsWith('.ts')) return [path]
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const one = `${path}/${entry.name}`
    if (entry.isDirectory()) return filesOf(one)
    return one.endsWith('.ts') && !/\.test\.ts$|\/index\.ts$|testing\.ts$/.test(one) ? [one] : []
  })
}

// The same mutants in each run of CI.
const next = mulberry(Number(values.seed))
const all = ROOMS.flatMap(({ data, tests }, room) =>
  data
    .flatMap(filesOf)
    .filter((file) => values.file === undefined || values.file.includes(file))
    .flatMap((file) =>
      mutantsOf(file, readFileSync(join(root, file), 'utf8')).map((mutant) => ({ ...mutant, file, tests, room })),
    ),
)
const chosen = []
for (const pool = [...all]; chosen.length < Number(values.count) && pool.length > 0; )
  chosen.push(...pool.splice(Math.floor(next() * pool.length), 1))
chosen.sort((a, b) => a.room - b.room)

const copy = mkdtempSync(join(tmpdir(), 'virtcolor-mutants-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))
copyTo(copy)
process.chdir(copy)

const { createVitest } = await import('vitest/node')
const survivors = []
let killed = 0
let vitest
let room = -1
let specifications = []
for (const mutant of chosen) {
  if (mutant.room !== room) {
    await vitest?.close()
    room = mutant.room
    vitest = await createVitest('test', {
      root: copy,
      watch: false,
      reporters: [{}],
      bail: 1,
      update: false,
      fileParallelism: true,
    })
    specifications = await vitest.globTestSpecifications(mutant.tests)
    const { unhandledErrors, testModules } = await vitest.runTestSpecifications(specifications, true)
    const broken = testModules.filter((one) => !one.ok()).map((one) => one.relativeModuleId)
    if (broken.length > 0 || unhandledErrors.length > 0) {
      console.error(`mutants: without any mutant these tests fail: ${[...broken, ...unhandledErrors].join(', ')}`)
      process.exit(1)
    }
  }
  const path = join(copy, mutant.file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.slice(0, mutant.start) + mutant.replacement + text.slice(mutant.end))
  vitest.invalidateFile(path)
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false)
  writeFileSync(path, text)
  vitest.invalidateFile(path)
  if (unhandledErrors.length > 0 || testModules.some((one) => !one.ok())) killed++
  else {
    const line = text.slice(0, mutant.start).split('\n').length
    survivors.push(
      `${relative(copy, path)}:${line}: ${mutant.what}: ${text.slice(mutant.start, mutant.end).replace(/\s+/g, ' ').slice(0, 120)}`,
    )
    console.log(`survived: ${survivors.at(-1)}`)
  }
}
await vitest?.close()
const share = chosen.length === 0 ? 1 : killed / chosen.length
console.log(
  `${chosen.length} of ${all.length} mutants tried (seed ${values.seed}): ${killed} killed, ${survivors.length} survived, ${(100 * share).toFixed(1)} %`,
)
process.exit(share >= LEAST_KILLED ? 0 : 1)

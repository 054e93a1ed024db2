import * as fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Fault } from '../src/fault.ts'
import type { Evidence, Report } from '../src/model.ts'
import { seeded } from '../src/stats/random.ts'
import { evidenceOf, FIXTURES, reportOf, written } from './evidence.ts'
import { STACKS } from './hypervisors.cases.ts'
import { type Less, linesLess, oneLess, someLess, turned } from './subsets.ts'

/** Machines that belong to others and are not part of the project; where they lie beside the checkout they are tried as well. */
const CORPUS: URL = new URL('../../shared/corpora/machines/', import.meta.url)
/** One guest in each mode, as a laboratory recorded them. */
const LAB: URL = new URL('../../shared/lab/', import.meta.url)

/** Seconds for the random subsets of each test; `TAKE_AWAY_SECONDS=3600 npx vitest run test/take-away.test.ts` for a long run. */
const SECONDS: number = Number(process.env['TAKE_AWAY_SECONDS'] ?? 20)
/** Where the random numbers begin; another one tries other subsets. */
const SEED: number = Number(process.env['TAKE_AWAY_SEED'] ?? 15)
/** At most so many subsets of each machine; without a limit of time the run is the same everywhere. */
const ROUNDS: number = process.env['TAKE_AWAY_SECONDS'] === undefined ? 24 : Number.POSITIVE_INFINITY

interface Machine {
  readonly name: string
  readonly evidence: Evidence
  readonly full: Report
}

function changes({ full }: Machine, { without, evidence }: Less): string[] {
  try {
    return turned(full, reportOf(evidence)).map((change) => `${change}, without ${without}`)
  } catch (error) {
    // What is left may be nothing that virtcolor knows.
    if (error instanceof Fault) return []
    throw error
  }
}

/** Random subsets of all machines in turn, a third of them of files and the rest of lines, until the time is over. */
function randomly(machines: readonly Machine[], seconds: number): { found: string[]; tried: number } {
  const found: string[] = []
  const end = Date.now() + seconds * 1000
  const random = seeded(SEED)
  let tried = 0
  for (let round = 0; round < ROUNDS; round++)
    for (const machine of machines) {
      if (Date.now() > end) return { found, tried }
      const less = round % 3 === 0 ? someLess(machine.evidence, random) : linesLess(machine.evidence, random)
      if (less === undefined) continue
      tried++
      for (const change of changes(machine, less)) found.push(`${machine.name} ${change}`)
    }
  return { found, tried }
}

/** The machines of a folder, each as its `truth.json` says where the evidence is. */
async function machinesIn(folder: URL): Promise<Machine[]> {
  const machines: Machine[] = []
  for (const name of fs.readdirSync(folder).sort()) {
    const truth = new URL(`${name}/truth.json`, folder)
    if (!fs.existsSync(truth)) continue
    const { input = 'evidence' } = JSON.parse(fs.readFileSync(truth, 'utf8')) as { input?: string }
    const evidence = await evidenceOf(new URL(`${name}/${input}`, folder).pathname).catch(() => undefined)
    if (evidence !== undefined) machines.push(machineOf(name, evidence))
  }
  return machines
}

const machineOf = (name: string, evidence: Evidence): Machine => ({ name, evidence, full: reportOf(evidence) })

describe('less evidence never gives another answer, only less of one', () => {
  test.each(FIXTURES)('%s without one file', async (fixture) => {
    const machine = machineOf(fixture, await evidenceOf(fixture))
    expect([...oneLess(machine.evidence)].flatMap((less) => changes(machine, less))).toEqual([])
  })

  test(
    'our own captures and the stacks without some files or lines',
    async () => {
      const machines = STACKS.map((one) => machineOf(one.name, written(one)))
      for (const fixture of FIXTURES) machines.push(machineOf(fixture, await evidenceOf(fixture)))
      const { found, tried } = randomly(machines, SECONDS)
      expect(found).toEqual([])
      expect(tried).toBeGreaterThan(1000)
    },
    (SECONDS + 60) * 1000,
  )

  if (!fs.existsSync(CORPUS)) test.skip('the corpus of machines is not here: only our own captures were tried', () => {})
  else
    test(
      'machines of the corpus and of the laboratory without one file, some files or lines',
      async () => {
        const machines = [...(await machinesIn(CORPUS)), ...(await machinesIn(LAB))]
        const found = machines.flatMap((machine) =>
          [...oneLess(machine.evidence)].flatMap((less) => changes(machine, less).map((change) => `${machine.name} ${change}`)),
        )
        const more = randomly(machines, SECONDS)
        expect([...found, ...more.found]).toEqual([])
        expect(more.tried).toBeGreaterThan(100)
      },
      (SECONDS + 180) * 1000,
    )
})

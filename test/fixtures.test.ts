import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROBES, signalsOf } from '../src/evidence/index.ts'
import type { Evidence, Report, Signal } from '../src/model.ts'
import { PLAIN } from '../src/render/paint.ts'
import { terminal } from '../src/render/terminal.ts'
import { evidenceOf, FIXTURES, placeOf, reportOf, summary } from './evidence.ts'

/** What each machine is known to be, by how it was started. */
const TRUTH: Readonly<Record<string, string>> = {
  firecracker: 'kvm guest firecracker: VH VS P P P',
  'xen-dom0-pv': 'xen pv dom0: P VS P P ?',
  'xen-hvm': 'xen hvm domU: VH VS VS VS VS',
  'xen-hvm-pv-drivers': 'xen hvm-pv-drivers domU: VH VS VS P P',
  'xen-pv': 'xen pv domU: P P P P P',
  'xen-pvh': 'xen pvh domU: VH P P P P',
  'xen-pvhvm': 'xen pvhvm domU: VH VS P P P',
}

/** Everything that holds for any fixture; a new one needs no test of its own. */
async function check(fixture: string): Promise<void> {
  const evidence = await evidenceOf(fixture)
  const report = reportOf(evidence, `fixtures/${fixture}`)
  expect(summary(report)).toBe(TRUTH[fixture])

  // What is missing grows with every probe, advice has its own tests: neither is part of the answer.
  const { missing, advice, ...golden } = report
  expect(missing.length).toBeGreaterThan(0)
  await expect(`${JSON.stringify({ ...golden, advice: advice.map((a) => a.id) }, null, 1)}\n`).toMatchFileSnapshot(
    placeOf(fixture, 'report.json'),
  )
  await expect(terminal({ ...report, missing: [] }, { width: 79, paint: PLAIN })).toMatchFileSnapshot(
    placeOf(fixture, 'terminal.txt'),
  )

  expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  namesDoNotMatter(evidence)
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(reportOf(shuffled(evidence, seed), `fixtures/${fixture}`)).toEqual(report)
    }),
    { seed: 4, numRuns: 12 },
  )
}

/** A text that a probe recognises says the same alone, without its name, as it says at its path. */
function namesDoNotMatter(evidence: Evidence): void {
  let recognised = 0
  for (const [path, text] of evidence.files) {
    const mine = PROBES.find((probe) => probe.accepts?.(text.slice(0, 65_536)) === true)
    if (mine === undefined || text.length <= 64 || path.startsWith('sys/')) continue
    recognised++
    const alone = signalsOf({ ...NOTHING, texts: [{ path: 'standard input', text }] })
    const named = signalsOf({ ...NOTHING, files: new Map([[path, text]]) }, [mine])
    expect(alone.map(said), path).toEqual(named.map(said))
  }
  expect(recognised).toBeGreaterThan(3)
}

const NOTHING: Evidence = { files: new Map(), links: new Map(), texts: [], missing: [] }
const said = (signal: Signal): unknown => ({ ...signal, proof: { ...signal.proof, path: '' } })

function shuffled(evidence: Evidence, seed: number): Evidence {
  const mix = <T>(list: Iterable<T>): T[] => {
    const out = [...list]
    let state = seed
    for (let i = out.length - 1; i > 0; i--) {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      const j = state % (i + 1)
      ;[out[i], out[j]] = [out[j]!, out[i]!]
    }
    return out
  }
  return {
    files: new Map(mix(evidence.files)),
    links: new Map(mix(evidence.links)),
    texts: mix(evidence.texts),
    missing: evidence.missing,
  }
}

describe('our own captures', () => {
  test.each(FIXTURES)('%s', check)

  test('each is known', () => {
    expect(Object.keys(TRUTH).sort()).toEqual(FIXTURES)
  })

  test('every cell that is known has the line that decided it', async () => {
    for (const fixture of FIXTURES) {
      const report: Report = reportOf(await evidenceOf(fixture))
      for (const [component, cell] of Object.entries(report.cells)) {
        if (cell.kind === '?' || cell.kind === '-') continue
        const lines = cell.because.flatMap((finding) => finding.proof).filter((proof) => proof.path !== '')
        expect(lines.length, `${fixture} ${component}`).toBeGreaterThan(0)
      }
    }
  })
})

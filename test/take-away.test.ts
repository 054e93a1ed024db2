import * as fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { COMPONENTS, type Evidence, type Finding, type Report } from '../src/model.ts'
import { evidenceOf, FIXTURES, reportOf } from './evidence.ts'

/** Machines that belong to others and are not part of the project; where they lie beside the checkout they are tried as well. */
const CORPUS: URL = new URL('../../shared/corpora/machines/', import.meta.url)

/** The evidence without one file, link or text; each in turn. */
function* oneLess(evidence: Evidence): Generator<{ without: string; evidence: Evidence }> {
  for (const part of ['files', 'links'] as const)
    for (const path of evidence[part].keys()) {
      const rest = new Map(evidence[part])
      rest.delete(path)
      yield { without: path, evidence: { ...evidence, [part]: rest } }
    }
  for (const text of evidence.texts)
    yield { without: text.path, evidence: { ...evidence, texts: evidence.texts.filter((t) => t !== text) } }
}

const allowedBy = (against: readonly Finding[], value: string): boolean =>
  against.some((finding) => finding.allows?.includes(value) === true)

/**
 * What less evidence turned into something else: a known answer may become unknown, never another one; unless the full report says
 * that something speaks for the other one and was overruled. That is how a declared precedence shows.
 */
function turned(full: Report, less: Report): string[] {
  const out: string[] = []
  for (const component of COMPONENTS) {
    const was = full.cells[component]
    const is = less.cells[component].kind
    if (was.kind !== '?' && is !== '?' && is !== was.kind && !allowedBy(was.against, is))
      out.push(`${component}: ${was.kind} -> ${is}`)
  }
  const [was, is] = [full.hypervisor, less.hypervisor]
  if (was.id !== 'unknown' && is.id !== 'unknown' && is.id !== was.id && !allowedBy(was.against, is.id))
    out.push(`hypervisor: ${was.id} -> ${is.id}`)
  const [mode, now] = [full.mode, less.mode]
  if (mode?.id != null && now?.id != null && mode.id !== now.id && !allowedBy(mode.against, now.id))
    out.push(`mode: ${mode.id} -> ${now.id}`)
  return out
}

function check(evidence: Evidence): string[] {
  const full = reportOf(evidence)
  const out: string[] = []
  for (const { without, evidence: rest } of oneLess(evidence))
    for (const change of turned(full, reportOf(rest))) out.push(`without ${without}: ${change}`)
  return out
}

describe('less evidence never gives another answer, only less of one', () => {
  test.each(FIXTURES)('%s', async (fixture) => {
    expect(check(await evidenceOf(fixture))).toEqual([])
  })

  if (!fs.existsSync(CORPUS)) test.skip('the corpus of machines is not here: only our own captures were tried', () => {})
  else
    test('machines of the corpus', async () => {
      const found: string[] = []
      for (const name of fs.readdirSync(CORPUS)) {
        const truth = new URL(`${name}/truth.json`, CORPUS)
        if (!fs.existsSync(truth)) continue
        const input = (JSON.parse(fs.readFileSync(truth, 'utf8')) as { input: string }).input
        const evidence = await evidenceOf(new URL(`${name}/${input}`, CORPUS).pathname).catch(() => undefined)
        if (evidence === undefined) continue
        for (const line of check(evidence)) found.push(`${name} ${line}`)
      }
      expect(found).toEqual([])
    }, 120_000)
})

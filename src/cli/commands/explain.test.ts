import { describe, expect, it } from 'vitest'
import { ASKED } from '../../../test/asked.cases.ts'
import { evidenceOf, FIXTURES, reportOf, written } from '../../../test/evidence.ts'
import { STACKS } from '../../../test/hypervisors.cases.ts'
import { SNIPPETS } from '../../../test/rules.cases.ts'
import { ENTRIES, entryOf, GROUPS, WORDS } from '../../explain/entries.ts'
import { explain } from '../../explain/explain.ts'
import { TOPICS } from '../../explain/topics.ts'
import type { Report } from '../../model.ts'
import { explanation, idList } from '../../render/explain.ts'
import { PLAIN } from '../../render/paint.ts'
import { columns } from '../../text.ts'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

const run = async (...words: readonly string[]) => {
  const { io, out, err } = fakeIo()
  const exit = await main(['explain', ...words], io)
  return { exit, out: out(), err: err() }
}

describe('an id', () => {
  it('is one row', () => {
    expect(ENTRIES.map((e) => e.id)).toEqual([...new Set(ENTRIES.map((e) => e.id))])
    expect(new Set(WORDS.map((word) => word.toLowerCase())).size).toBe(WORDS.length)
  })

  it('that a report names is known', async () => {
    const reports: Report[] = [...ASKED, ...STACKS, ...Object.values(SNIPPETS)].map((one) => reportOf(written(one)))
    for (const fixture of FIXTURES) reports.push(reportOf(await evidenceOf(fixture)))
    const named = new Set<string>()
    for (const { hypervisor, mode, platform, container, cells, advice } of reports) {
      const findings = [hypervisor, mode, platform, container, ...Object.values(cells)].flatMap((part) =>
        part === null ? [] : [...part.because, ...('against' in part ? part.against : [])],
      )
      for (const { rule } of findings) named.add(rule)
      for (const device of [...(cells.disk.devices ?? []), ...(cells.network.devices ?? [])]) named.add(device.rule)
      for (const { id } of advice) named.add(id)
    }
    expect(named.size).toBeGreaterThan(250)
    expect([...named].filter((id) => entryOf(id) === undefined)).toEqual([])
  })

  it('is found in any case, a lint rule by its name as well', () => {
    expect(entryOf('XEN.TYPE')?.id).toBe('xen.type')
    expect(entryOf('vc302')?.id).toBe('VC302')
    expect(entryOf('pv-where-pvh')?.id).toBe('VC302')
  })
})

describe('an explanation', () => {
  it('of every id has words, a condition, an example that concludes something, and related ids that are there', async () => {
    for (const entry of ENTRIES) {
      const made = await explain(entry)
      expect(made.says, entry.id).not.toBe('')
      expect(made.when.length + (made.lint === undefined ? 0 : 1), entry.id).toBeGreaterThan(0)
      expect(made.example?.evidence.length, entry.id).toBeGreaterThan(0)
      expect(made.example?.concludes.length, entry.id).toBeGreaterThan(0)
      for (const { id } of made.related) expect(entryOf(id)?.id).toBe(id)
      expect(made.related.map((r) => r.id)).not.toContain(entry.id)
    }
  }, 120_000)

  it('fits a terminal', async () => {
    for (const entry of ENTRIES.filter((_, i) => i % 9 === 0)) {
      const made = await explain(entry)
      for (const width of [40, 79, 200])
        for (const line of explanation(made, { width, paint: PLAIN }).split('\n'))
          expect(columns(line), `${entry.id}: ${line}`).toBeLessThanOrEqual(Math.min(120, width))
    }
  })

  it('of a rule says what it allows of which question, how far it is trusted, and where that is written', async () => {
    const { exit, out } = await run('xen.features-pirq')
    expect(exit).toBe(0)
    expect(out).toMatch(/ decides +mode\n possible +hvm, hvm-pv-drivers, pvhvm\n trust +93 of 100/)
    expect(out).toMatch(/ when +xen\.features bit 2 set and bit 10 set and bit 5 clear\n/)
    expect(out).toContain('sys/hypervisor/properties/features: 00002705')
    expect(out).toContain('mode hvm or hvm-pv-drivers or pvhvm, not settled')
    expect(out.replace(/\n/g, '')).toContain('xen/include/public/features.h')
  })

  it('of a row of advice has what it would do, and of a lint rule what it finds and what it does not', async () => {
    const advice = (await run('disk.emulated')).out
    for (const word of [' at host   - ', ' undo ', ' risk ', ' verify ', 'advice disk.emulated']) expect(advice).toContain(word)
    const lint = (await run('VC302')).out
    expect(lint).toMatch(/this example gives\n {3}line 1: warning: /)
    expect(lint).toMatch(/no finding for\n {3}type = "pvh"/)
  })

  it('as JSON is what the text is made of', async () => {
    const { out } = await run('net.ena', '--json')
    expect(JSON.parse(out)).toMatchObject({ version: 1, id: 'net.ena', kind: 'device', allows: ['VH'], about: 'network' })
  })
})

describe('without an id', () => {
  it('all are listed by group, less wide than 80 columns', async () => {
    const { exit, out } = await run()
    expect(exit).toBe(0)
    for (const line of out.split('\n')) expect(line.length).toBeLessThan(80)
    for (const entry of ENTRIES) expect(out).toContain(entry.id)
    expect(JSON.parse((await run('--json')).out)).toHaveLength(TOPICS.length + ENTRIES.length)
    expect(
      idList(GROUPS, { width: 40, paint: PLAIN })
        .split('\n')
        .every((line) => line.length <= 40),
    ).toBe(true)
  })

  it('a group or the first word of ids lists those', async () => {
    expect((await run('containers')).out).toContain('container.docker')
    expect((await run('clock')).out).toContain('clock.xen-to-tsc')
    expect((await run('clock')).out).not.toContain('xen.type')
  })

  it.each([
    ['xen.typ', "virtcolor: explain: no topic, rule or advice is called 'xen.typ' (did you mean 'xen.type'?)\n"],
    ['VC3O2', "virtcolor: explain: no topic, rule or advice is called 'VC3O2' (did you mean 'VC302'?)\n"],
    ['pvhvn', "virtcolor: explain: no topic, rule or advice is called 'pvhvn' (did you mean 'pvhvm'?)\n"],
    ['constructor', "virtcolor: explain: no topic, rule or advice is called 'constructor'; 'virtcolor explain' lists all\n"],
  ])('%s is wrong usage, with what would do', async (word, says) => {
    expect(await run(word)).toEqual({ exit: 2, out: '', err: says })
  })
})

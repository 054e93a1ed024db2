import { beforeAll, describe, expect, test } from 'vitest'
import { allDeviceRows } from '../src/devices/table.ts'
import { allLogLines, LOG_GROUPS } from '../src/evidence/dmesg-lines.ts'
import { signalsOf } from '../src/evidence/index.ts'
import { anchor } from '../src/explain/document.ts'
import { MADE } from '../src/explain/made.ts'
import { HYPERVISORS_KNOWN, rulesOf, TABLES } from '../src/hypervisors/index.ts'
import { derived } from '../src/judge/derive.ts'
import { holds, index, type Signals } from '../src/judge/judge.ts'
import { type Evidence, HYPERVISORS, MODES, type Report, type Rule, type Signal, type When } from '../src/model.ts'
import { allPlatformRules, CONTAINER_TABLE, PLATFORM_TABLES } from '../src/platforms/index.ts'
import { ASKED } from './asked.cases.ts'
import { alternativesOf, needs } from './conditions.ts'
import { evidenceOf, FIXTURES, reportOf, written } from './evidence.ts'
import { STACKS } from './hypervisors.cases.ts'
import { POSTED } from './posted.cases.ts'
import { SNIPPETS, WORDINGS } from './rules.cases.ts'

const ALL: readonly Rule[] = [...HYPERVISORS_KNOWN.flatMap(rulesOf), ...allPlatformRules(), ...CONTAINER_TABLE.rows()]

interface Seen {
  readonly name: string
  readonly report: Report
  readonly signals: Signals
}

/** Signals as the rules see them: those of the evidence and what was concluded before. */
function seen(name: string, evidence: Evidence): Seen {
  const report = reportOf(evidence)
  const signals = index(signalsOf(evidence))
  const add = (key: string, value: string | null | undefined): void => {
    const signal: Signal = { name: key, value: value ?? '', proof: { path: '', text: '' } }
    if (value != null) signals.set(key, [...(signals.get(key) ?? []), signal])
  }
  for (const signal of [...derived(signals)]) signals.set(signal.name, [...(signals.get(signal.name) ?? []), signal])
  add('hypervisor', report.hypervisor.id)
  add('role', report.role)
  add('platform', report.platform?.id)
  for (const mode of report.mode?.possible ?? [report.mode?.id]) add('mode', mode)
  const nested = report.layers.filter((layer) => layer.what === 'hypervisor')
  if (nested.length > 1) add('outer', nested[0]!.id)
  return { name, report, signals }
}

const machines: Seen[] = []
beforeAll(async () => {
  for (const fixture of FIXTURES) machines.push(seen(fixture, await evidenceOf(fixture)))
  for (const one of [...ASKED, ...STACKS, ...POSTED]) machines.push(seen(one.name, written(one)))
  for (const one of WORDINGS) machines.push(seen('a wording', written(one)))
  for (const [id, one] of Object.entries(SNIPPETS)) machines.push(seen(`snippet ${id}`, written(one)))
})

const whens = (rule: Rule): readonly When[] => (Array.isArray(rule.when) ? rule.when : [rule.when as When])
const fires = (rule: Rule, signals: Signals): boolean => whens(rule).some((when) => holds(when, signals) !== undefined)

describe('the rules as data', () => {
  test('no two have one id', () => {
    expect(ALL.map((rule) => rule.id)).toEqual([...new Set(ALL.map((rule) => rule.id))])
    expect(allDeviceRows().map((row) => row.id)).toEqual([...new Set(allDeviceRows().map((row) => row.id))])
  })

  test('every source is an address', () => {
    for (const see of [...ALL.flatMap((rule) => rule.see ?? []), ...allDeviceRows().flatMap((row) => row.see ?? [])])
      expect(() => new URL(see), see).not.toThrow()
  })

  test('what a rule allows is a value of what it is about', () => {
    for (const rule of ALL) {
      expect(rule.allows.length, rule.id).toBeGreaterThan(0)
      if (rule.about === 'hypervisor') for (const id of rule.allows) expect(HYPERVISORS, rule.id).toContain(id)
      if (rule.about === 'mode') for (const id of rule.allows) expect(MODES, rule.id).toContain(id)
    }
  })

  test('what a table of rules needs to be given, each rule in it needs', () => {
    const unproved = [...TABLES, ...PLATFORM_TABLES, CONTAINER_TABLE].flatMap(({ given, rows }) => {
      const givens = alternativesOf(given)
      // The modes are asked for only where it is Xen.
      const asked = (rule: Rule, when: When): When => (rule.about === 'mode' ? { ...when, hypervisor: 'xen' } : when)
      return rows().flatMap((rule) =>
        whens(rule)
          .filter((when) => !givens.some((needed) => needs(asked(rule, when), needed)))
          .map((when) => `${rule.id}: ${Object.entries(when)}`),
      )
    })
    expect(unproved).toEqual([])
  })

  test('every rule fires for a snippet, a stack, a thread or a fixture', () => {
    expect(ALL.filter((rule) => !machines.some((m) => fires(rule, m.signals))).map((rule) => rule.id)).toEqual([])
  })

  test('no snippet is for a rule that is gone, and each fires its rule', () => {
    for (const id of Object.keys(SNIPPETS)) {
      const rule = ALL.find((r) => r.id === id)
      const row = allDeviceRows().find((r) => r.id === id) ?? MADE.find((r) => r.id === id)
      expect(rule ?? row, id).toBeDefined()
      const machine = machines.find((m) => m.name === `snippet ${id}`)!
      if (rule !== undefined) expect(fires(rule, machine.signals), id).toBe(true)
      else expect(devicesIn(machine.report), id).toContain(id)
    }
  })

  test('every device row fires', () => {
    const found = new Set(machines.flatMap((m) => devicesIn(m.report)))
    expect(
      allDeviceRows()
        .map((row) => row.id)
        .filter((id) => !found.has(id)),
    ).toEqual([])
  })

  test('every hypervisor and every mode is reached', () => {
    const ids = new Set(machines.map((m) => m.report.hypervisor.id))
    expect(HYPERVISORS.filter((id) => !ids.has(id))).toEqual([])
    const modes = new Set(machines.map((m) => m.report.mode?.id))
    expect(MODES.filter((id) => !modes.has(id))).toEqual([])
  })
})

function devicesIn(report: Report): string[] {
  return [report.cells.disk, report.cells.network].flatMap((cell) => [
    ...(cell.devices ?? []).map((device) => device.rule),
    ...cell.against.map((finding) => finding.rule),
  ])
}

test('no line of a group can be in a log that has none of its words', () => {
  for (const { has, lines } of LOG_GROUPS)
    for (const line of lines())
      for (const word of line.has ?? [line.text!])
        expect(
          has.some((part) => word.includes(part)),
          `${line.signal}: ${word}`,
        ).toBe(true)
})

test('every line of the log that is looked for is in some log', async () => {
  const logs: string[] = [...ASKED, ...STACKS, ...POSTED, ...Object.values(SNIPPETS), ...WORDINGS].flatMap(
    (one) => one.texts ?? [],
  )
  for (const fixture of FIXTURES) logs.push((await evidenceOf(fixture)).files.get('dmesg.txt') ?? '')
  const matched = (pattern: RegExp): boolean =>
    logs.some((text) => new RegExp(pattern.source, pattern.flags.replace('g', '')).test(text))
  expect(
    allLogLines()
      .filter((line) => !(line.text === undefined ? matched(line.pattern!()) : logs.some((log) => log.includes(line.text!))))
      .map((line) => `${line.signal} ${line.text ?? line.pattern?.()}`),
  ).toEqual([])
})

describe('signals that rules use', () => {
  /** Concluded on the way or given by definitions, not shown by Linux. */
  const CONCLUDED = ['hypervisor', 'mode', 'role', 'platform', 'outer', 'pci.chipset', 'xen.vector-off', 'declared.hypervisor']

  test('are each given by some probe', () => {
    const given = new Set(machines.flatMap((m) => [...m.signals.keys()]))
    const used = new Set(ALL.flatMap((rule) => whens(rule).flatMap((when) => Object.keys(when))))
    expect([...used].filter((name) => !given.has(name) && !CONCLUDED.includes(name)).sort()).toEqual([])
  })
})

test('docs/signals.md lists them, with the rules that use them and a line that gives them', async () => {
  const cell = (text: string): string =>
    text
      .replace(/[\r\n\t\0]+/g, ' ')
      .replaceAll('|', '\\|')
      .replaceAll('`', "'")
      .trim()
      .slice(0, 90)
  const rows: string[] = []
  const names = new Set(machines.flatMap((m) => [...m.signals.keys()]))
  for (const name of [...names].sort()) {
    const signal = machines.flatMap((m) => m.signals.get(name) ?? []).find((s) => s.proof.path !== '')
    if (signal === undefined) continue
    const rules = ALL.filter((rule) => whens(rule).some((when) => Object.hasOwn(when, name))).map((rule) => rule.id)
    const linked = rules.map((id) => `[${id}](rules.md#${anchor(id)})`)
    const users = rules.length > 6 ? `${linked.slice(0, 5).join(', ')} and ${rules.length - 5} more` : linked.join(', ')
    rows.push(`| \`${name}\` | \`${cell(signal.value) || ' '}\` | \`${cell(signal.proof.text) || ' '}\` | ${users} |`)
  }
  const head =
    '# Signals\n\nA signal is one observed fact. The tests generate this list from their examples (`npm run golden`): a value, the line that it comes from, and\nthe [rules](rules.md) that use the signal. Signals without a rule are used in notes, for devices or for advice.\n\n| signal | for example | from a line such as | rules |\n|---|---|---|---|\n'
  await expect(`${head}${rows.join('\n')}\n`).toMatchFileSnapshot('../docs/signals.md')
})

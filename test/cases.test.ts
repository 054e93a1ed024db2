import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ASKED } from './asked.cases.ts'
import { evidenceOf, letters, reportOf, summary, written } from './evidence.ts'
import { FORMATS } from './formats.cases.ts'
import { FORMS } from './forms.cases.ts'
import { STACKS } from './hypervisors.cases.ts'
import { IDS } from './ids.cases.ts'
import type { Case } from './machines.ts'
import { POSTED } from './posted.cases.ts'
import { SYSTEMS } from './systems.cases.ts'

/** The summary of a report, with what a case does not ask replaced by its `*`. */
function asked(one: Case): string {
  const report = reportOf(written(one))
  const [head = '', cells = ''] = one.expect.split(': ')
  const kinds = letters(report).split(' ')
  const seen = cells.split(' ').map((kind, i) => (kind === '*' ? '*' : kinds[i]))
  const said = summary(report).split(': ')[0]!
  return `${head.includes('*') && fits(head, said) ? head : said}: ${seen.join(' ')}`
}

/** `xen * domU` fits any word in the place of the star. */
function fits(head: string, said: string): boolean {
  const words = said.split(' ')
  return head.split(' ').every((word) => word === '*' || words.includes(word))
}

function check(one: Case): void {
  expect(asked(one)).toBe(one.expect)
  const report = reportOf(written(one))
  if (one.layers !== undefined) expect(report.layers.map((layer) => layer.id).join(' ')).toBe(one.layers)
  if (one.notes !== undefined) expect(report.cells.cpu.notes.join('; ')).toMatch(one.notes)
}

describe('what users ask', () => {
  test.each(ASKED)('$name ($see)', check)
})

/** A folder that is there and empty cannot be written in a case: /proc/xen, that another tool took for Xen (inspec, as above). */
test('an empty /proc/xen says nothing, in a container of an EC2 guest', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-asked-'))
  try {
    const one = ASKED.find((c) => c.see?.includes('inspec/pull/3243'))!
    for (const [path, text] of Object.entries(one.files ?? {})) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    mkdirSync(join(folder, 'proc/xen'), { recursive: true })
    expect(summary(reportOf(await evidenceOf(folder)))).toMatch(/^kvm guest aws docker: VH VS/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('stacks', () => {
  test.each(STACKS)('$name', check)
})

describe('what people published', () => {
  test.each(POSTED)('$name', check)
})

describe('outputs of common tools', () => {
  test.each([...FORMATS, ...FORMS])('$name', check)
})

describe('machines by their ids', () => {
  test.each(IDS)('$name', check)
})

describe('other systems than Linux', () => {
  test.each(SYSTEMS)('$name', check)
})

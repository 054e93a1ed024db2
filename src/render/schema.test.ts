import { toJsonSchema } from '@valibot/to-json-schema'
import { expect, test } from 'vitest'
import type { Report } from '../model.ts'
import { faultsOf, PARTS, REPORT } from './schema.ts'
import { BARE, PVHVM, SAMPLES } from './testing/reports.ts'

test('schema/report.schema.json is the schema (vitest --update writes it)', async () => {
  const schema = {
    ...toJsonSchema(REPORT, { target: 'draft-2020-12', definitions: { ...PARTS } }),
    title: 'virtcolor report, version 1',
    description:
      'What a machine is, and how each of its components is virtualized. Fields are only ever added within a version.',
  }
  await expect(JSON.stringify(schema, null, 2) + '\n').toMatchFileSnapshot('../../schema/report.schema.json')
})

test.each(Object.entries(SAMPLES))('%s validates, also after a round trip', (_, report) => {
  expect(faultsOf(report)).toEqual([])
  expect(faultsOf(JSON.parse(JSON.stringify(report)))).toEqual([])
})

test('what is added within a version is let through', () => {
  expect(faultsOf({ ...BARE, later: true })).toEqual([])
})

test('what is no report is said with its place', () => {
  const broken = { ...PVHVM, cells: { ...PVHVM.cells, cpu: { ...PVHVM.cells.cpu, kind: 'XX' } } } as unknown as Report
  expect(faultsOf(broken)).toEqual([expect.stringMatching(/^cells\.cpu\.kind: /)])
  expect(faultsOf(null)).toHaveLength(1)
  expect(faultsOf({ ...PVHVM, version: 2 })).toEqual([expect.stringMatching(/^version: /)])
})

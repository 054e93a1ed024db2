import { toJsonSchema } from '@valibot/to-json-schema'
import { expect, test } from 'vitest'
import { ResultSchema } from './schema.ts'

test('schema/measure.schema.json is the schema (vitest --update writes it)', async () => {
  const schema = {
    // finite() has no counterpart: JSON knows no other numbers
    ...toJsonSchema(ResultSchema, { target: 'draft-2020-12', ignoreActions: ['finite'] }),
    title: 'virtcolor measure, version 1',
    description: 'What was timed on a machine, sample by sample, and what else may explain a difference.',
  }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schema/measure.schema.json')
})

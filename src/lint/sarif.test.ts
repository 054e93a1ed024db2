import * as v from 'valibot'
import { expect, it } from 'vitest'
import { readDefinitions } from '../definitions/index.ts'
import { printFindings } from '../render/lint-formats.ts'
import { lint } from './engine.ts'
import { RULES } from './rules/index.ts'

const message = v.strictObject({ text: v.pipe(v.string(), v.minLength(1)) })
const uri = v.pipe(
  v.string(),
  v.check((text) => /^(?:[^\s"<>\\^`{|}%#?]|%[0-9A-F]{2})+$/.test(text) && !/^(?!file:)[^/]*:/.test(text)),
)
const level = v.picklist(['none', 'note', 'warning', 'error'])
const offset = v.pipe(v.number(), v.integer(), v.minValue(0))
const place = v.pipe(v.number(), v.integer(), v.minValue(1))
/**
 * What the schema of SARIF 2.1.0 demands of the objects that are written, and which of its properties those are: nothing else may occur.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json
 */
const LOG = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal('2.1.0'),
  runs: v.tuple([
    v.strictObject({
      tool: v.strictObject({
        driver: v.strictObject({
          name: v.string(),
          semanticVersion: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/)),
          rules: v.array(
            v.strictObject({
              id: v.string(),
              name: v.string(),
              shortDescription: message,
              fullDescription: message,
              helpUri: v.pipe(v.string(), v.url()),
              help: message,
              defaultConfiguration: v.strictObject({ level }),
            }),
          ),
        }),
      }),
      columnKind: v.picklist(['utf16CodeUnits', 'unicodeCodePoints']),
      results: v.array(
        v.strictObject({
          ruleId: v.string(),
          ruleIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
          level,
          message,
          locations: v.tuple([
            v.strictObject({
              logicalLocations: v.optional(v.array(v.strictObject({ name: v.string(), kind: v.string() }))),
              physicalLocation: v.strictObject({
                artifactLocation: v.strictObject({ uri }),
                region: v.strictObject({ startLine: place, startColumn: place, endColumn: place }),
              }),
            }),
          ]),
          fixes: v.optional(
            v.tuple([
              v.strictObject({
                description: message,
                artifactChanges: v.tuple([
                  v.strictObject({
                    artifactLocation: v.strictObject({ uri }),
                    replacements: v.array(
                      v.strictObject({
                        deletedRegion: v.strictObject({ charOffset: offset, charLength: offset }),
                        insertedContent: v.strictObject({ text: v.string() }),
                      }),
                    ),
                  }),
                ]),
              }),
            ]),
          ),
          suppressions: v.optional(
            v.array(v.strictObject({ kind: v.picklist(['inSource', 'external']), justification: v.string() })),
          ),
        }),
      ),
    }),
  ]),
})

it('is SARIF 2.1.0, whatever is found and wherever', async () => {
  const findings = []
  const paths = ['a.cfg', '/etc/xen/a b.cfg', 'C:\\vm\\a.xml', 'odd#name?é%.xml', 'x:y.vmx']
  let n = 0
  for (const rule of RULES)
    for (const { bad } of rule.examples) {
      const document = { path: paths[n++ % paths.length]!, text: bad }
      findings.push(...lint(document, (await readDefinitions(document))!, { ignore: new Map([['VC304', 'an old host']]) }))
    }
  const text = '# virtcolor-ignore VC303: no EPT\nhap = 0\ntype = "hvm"\n'
  findings.push(...lint({ path: 'b.cfg', text }, (await readDefinitions({ path: 'b.cfg', text }))!))
  const log = v.parse(LOG, JSON.parse(printFindings(findings, 'sarif', '1.0.0')))
  const { tool, results } = log.runs[0]
  expect(new Set(tool.driver.rules.map((r) => r.id)).size).toBe(RULES.length)
  for (const r of results) expect(tool.driver.rules[r.ruleIndex]?.id).toBe(r.ruleId)
  expect(new Set(results.map((r) => r.ruleId))).toEqual(new Set(RULES.map((r) => r.id)))
  expect(new Set(results.flatMap((r) => r.suppressions ?? []).map((s) => `${s.kind} ${s.justification}`))).toEqual(
    new Set(['external an old host', 'inSource no EPT']),
  )
})

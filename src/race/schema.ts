import * as v from 'valibot'
import { COMPONENTS, KINDS } from '../model.ts'
import { AGAIN, RACED } from './modes.ts'
import type { RaceReport } from './report.ts'

/** `race --json` as a schema, for reports that are read from files (`race --from`); schema/race.schema.json is made from it. */

const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const amount = v.pipe(v.number(), v.finite(), v.minValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const may = v.exactOptional
const list = <const T extends v.GenericSchema>(item: T, most: number) => v.pipe(v.array(item), v.maxLength(most))

const MODE_IDS = [...RACED, ...RACED.map((id) => `${id}${AGAIN}`)]
const mode = v.picklist(MODE_IDS)
const spread = v.object({ median: amount, low: amount, high: amount })
const kind = v.picklist(KINDS)

const work = v.object({
  id: text(40),
  component: v.picklist(COMPONENTS),
  title: text(100),
  operation: text(200),
  ops: count,
  rounds: count,
  steady: v.boolean(),
  error: may(text(4096)),
  crossings: may(spread),
  exits: may(spread),
  hypercalls: may(spread),
  own: may(spread),
  driven: may(spread),
  deviceModel: may(spread),
  kinds: may(
    v.pipe(
      v.record(text(100), amount),
      v.check((kinds) => Object.keys(kinds).length <= 5000, 'too many kinds'),
    ),
  ),
  ns: may(spread),
  each: may(list(v.object({ round: count, crossings: may(amount), ns: may(amount) }), 1000)),
})

const times = v.object({
  reference: mode,
  again: v.nullable(mode),
  rows: list(
    v.object({
      work: text(40),
      mode,
      ratio: may(v.object({ mid: amount, low: amount, high: amount })),
      p: may(probability),
      adjusted: may(probability),
      below: may(amount),
      verdict: v.picklist(['more', 'less', 'same', 'seen', 'refused']),
      why: may(text(400)),
    }),
    2000,
  ),
})

export const RaceSchema: v.GenericSchema<unknown, RaceReport> = v.object({
  version: v.literal(1),
  how: v.object({
    on: text(300),
    emulated: v.boolean(),
    quick: v.boolean(),
    rounds: count,
    xen: text(100),
    kernel: text(100),
    packages: list(text(300), 2000),
    made: text(40),
    notes: may(list(text(1000), 100)),
  }),
  modes: list(
    v.object({
      id: mode,
      title: text(100),
      note: may(text(1000)),
      failed: may(text(8192)),
      died: may(text(8192)),
      bootSeconds: may(amount),
      inspected: v.nullable(
        v.object({
          mode: v.nullable(text(100)),
          matches: v.boolean(),
          cells: v.object(
            Object.fromEntries(COMPONENTS.map((c) => [c, kind])) as Record<(typeof COMPONENTS)[number], typeof kind>,
          ),
        }),
      ),
      works: list(work, 100),
    }),
    40,
  ),
  times: may(times),
}) as unknown as v.GenericSchema<unknown, RaceReport>

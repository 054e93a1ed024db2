import { expect, test } from 'vitest'
import { PROBES } from './index.ts'
import { LIVE_PROBES } from './live.ts'

test('a machine that runs is looked at with every probe that reads something of its own, in the order of all', () => {
  const own = PROBES.filter((probe) => probe.reads.length > 0 || probe.live !== undefined)
  expect(LIVE_PROBES.map((probe) => probe.id)).toEqual(own.map((probe) => probe.id))
})

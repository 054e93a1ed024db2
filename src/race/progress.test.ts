import { describe, expect, it } from 'vitest'
import { plainProgress, stateOf } from './progress.ts'
import type { ModeResult } from './race.ts'

describe('progress', () => {
  it('in a pipe is a line for each thing, without control characters', async () => {
    let written = ''
    const out = {
      isTTY: false,
      columns: 80,
      write: (text: string | Uint8Array) => {
        written += String(text)
      },
    }
    const progress = plainProgress(out)
    progress.phase('packages')
    progress.say('creating PV\u001b[31m')
    progress.results([])
    await progress.end(false)
    expect(written).toMatch(/^ +0 s {2}creating PV\n$/)
  })
  it('of a mode is what it is at', () => {
    const report = { mode: { name: 'PVH' } } as ModeResult['report']
    const pvh: ModeResult = { id: 'pvh', rounds: [] }
    expect(stateOf(undefined, 2)).toEqual({ text: 'waiting', done: false })
    expect(stateOf(pvh, 2)).toEqual({ text: 'waiting', done: false })
    expect(stateOf({ ...pvh, ...(report && { report }) }, 2)).toEqual({
      text: 'detected as PVH, 0 of 2 rounds',
      done: false,
    })
    const round = { round: 0, lost: 0, traceBytes: 0, works: [] }
    expect(stateOf({ ...pvh, rounds: [round, round] }, 2)).toEqual({ text: 'booted, 2 of 2 rounds', done: true })
    expect(stateOf({ ...pvh, failed: 'no word\nfrom it' }, 2)).toEqual({ text: 'failed: from it', done: true })
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { doing } from '../doing.ts'
import { progressLine } from './progress.ts'

afterEach(() => {
  vi.useRealTimers()
  doing()
})

describe('the progress line', () => {
  it('shows what is being done since when, is replaced in place, and wiped', () => {
    vi.useFakeTimers()
    const written: string[] = []
    doing('reading a.tar.xz')
    const wipe = progressLine({ write: (text) => written.push(text), columns: 80 }, 2000)
    vi.advanceTimersByTime(1000)
    doing('writing fleet.html')
    wipe()
    wipe()
    expect(written).toEqual([
      '\r\x1b[Kreading a.tar.xz (2 s)',
      '\r\x1b[Kreading a.tar.xz (3 s)',
      '\r\x1b[Kwriting fleet.html (3 s)',
      '\r\x1b[K',
    ])
  })

  it('is not there while nothing takes time', () => {
    vi.useFakeTimers()
    const written: string[] = []
    const wipe = progressLine({ write: (text) => written.push(text), columns: 80 }, 2000)
    vi.advanceTimersByTime(5000)
    wipe()
    expect(written).toEqual([])
    doing('reading b')
    doing()
    vi.advanceTimersByTime(1000)
    expect(written).toEqual(['\r\x1b[Kreading b (7 s)', '\r\x1b[K'])
  })

  it('takes 80 columns where the terminal has no size', () => {
    const written: string[] = []
    doing('reading a')
    progressLine({ write: (text) => written.push(text), columns: 0 }, 2000)()
    expect(written[0]).toContain('reading a')
  })

  it('fits the terminal and carries no control character of a name', () => {
    const written: string[] = []
    doing(`reading \x1b[2J${'x'.repeat(200)}`)
    const wipe = progressLine({ write: (text) => written.push(text), columns: 40 }, 2000)
    expect(written[0]!.slice(4)).toHaveLength(39)
    expect(written[0]!.slice(4)).not.toContain('\x1b')
    wipe()
  })
})

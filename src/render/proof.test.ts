import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Proof } from '../model.ts'
import { columns } from '../text.ts'
import { excerpt, merged, place, proofLines, quoteNew, quoteOf, Shown, textOf } from './proof.ts'

const LINE: Proof = {
  path: 'dmesg.txt',
  line: 2,
  text: '[    0.000000] Command line: console=ttyS0 quiet loglevel=3 nokaslr panic=5 mitigations=off labmode=hvm labscale=1 xen_nopv nopv xen_emul_unplug=never',
  match: 'xen_nopv',
}
const plain = (text: string): string => text
const look = { dim: plain, bold: (text: string): string => `<${text}>` }

test('on a terminal a line is cut around the words that decided, and keeps its label', () => {
  const [line] = proofLines('dmesg.txt:2', quoteOf(LINE), { ...look, width: 90, whole: false })
  expect(line).toBe('dmesg.txt:2: [ 0.000000] Command line: … labmode=hvm labscale=1 <xen_nopv> nopv …')
})

test('in a pipe nothing is cut and no word is broken', () => {
  const lines = proofLines('dmesg.txt:2', quoteOf(LINE), { ...look, bold: plain, width: 30, whole: true })
  expect(lines.map((line) => line.trim()).join(' ')).toBe(`dmesg.txt:2: ${LINE.text.replace(/ +/g, ' ')}`)
})

test('wrapped lines mark the words that decided, also across a line end', () => {
  const proof = { ...LINE, match: 'xen_nopv nopv' }
  for (const width of [20, 33, 50, 80]) {
    const text = proofLines('dmesg.txt:2', quoteOf(proof), { ...look, width, whole: false, wrapped: true }).join(' ')
    expect(text.replace(/> +</g, ' ').replace(/ +/g, ' ')).toContain('<xen_nopv nopv>')
  }
})

test('a line of a thousand characters is shown around the words that decided, in files too', () => {
  const flags = `flags\t\t: ${'fpu vme de pse '.repeat(60)}hypervisor ${'lahf_lm abm '.repeat(40)}`
  const text = textOf({ path: 'proc/cpuinfo', text: flags, match: 'hypervisor' })
  expect(text).toMatch(/^flags : … .* hypervisor .* …$/)
  expect(text.length).toBeLessThan(130)
})

describe('any line', () => {
  const part = fc.string({ unit: 'grapheme', maxLength: 80 })
  test('fits, and keeps the words that decided where they fit', () => {
    fc.assert(
      fc.property(part, part, part, fc.integer({ min: 30, max: 120 }), (before, match, after, width) => {
        const quote = quoteOf({ text: before + match + after, match })
        const cut = excerpt(quote, width)
        expect(columns(cut.before + cut.match + cut.after)).toBeLessThanOrEqual(width)
        if (columns(quote.match) < width - 60) expect(cut.match).toBe(quote.match)
      }),
    )
  })
})

test('no line stands twice: the second time only its place, or its other words', () => {
  const shown = new Shown()
  expect(quoteNew(LINE, shown)).toEqual(quoteOf(LINE))
  expect(quoteNew({ ...LINE }, shown)).toBe('above')
  expect(quoteNew({ ...LINE, match: 'nopv' }, shown)).toEqual({ before: '… ', match: 'nopv', after: ' …' })
  expect(quoteNew({ ...LINE, line: 3 }, shown)).not.toBe('above')
})

test('two proofs by words of one line are one', () => {
  expect(merged([LINE, { ...LINE, match: 'nopv' }])).toEqual([{ ...LINE, match: 'xen_nopv nopv' }])
  expect(merged([LINE, { ...LINE, match: 'quiet' }])).toEqual([LINE])
})

test('a place on this machine can be pasted into a shell; in a capture it is the path in it', () => {
  const live = { path: '/', kind: 'live' } as const
  expect(place({ path: 'proc/cmdline', line: 1, text: '' }, live)).toBe('/proc/cmdline:1')
  expect(place({ path: 'dev/kmsg', line: 28, text: '' }, live)).toBe('dmesg | sed -n 28p')
  expect(place({ path: 'dev/cpu/0/cpuid', line: 4, text: '   0x40000000 0x00: eax=0x40000001' }, live)).toBe(
    'CPUID leaf 0x40000000',
  )
  expect(place({ path: 'http://169.254.169.254/latest', line: 3, text: '' }, live)).toBe('http://169.254.169.254/latest:3')
  expect(place({ path: 'proc/cmdline', line: 1, text: '' }, { path: 'x', kind: 'directory' })).toBe('proc/cmdline:1')
})

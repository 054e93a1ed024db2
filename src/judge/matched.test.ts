import { expect, test } from 'vitest'
import type { Test } from '../model.ts'
import { matched } from './matched.ts'

const FLAGS = `flags\t\t: ${'fpu vme de pse tsc msr pae mce cx8 apic sep '.repeat(3)}hypervisor lahf_lm`
const matchOf = (value: string, text: string, asked: Test = true): string | undefined =>
  matched({ name: 'x', value, proof: { path: 'p', text } }, asked).match

test.each<[string, string, string, Test, string | undefined]>([
  ['the value', 'HVM', 'HVM', 'HVM', 'HVM'],
  ['a whole word before a part of one', 'nopv', 'quiet xen_nopv nopv', 'nopv', 'nopv'],
  ['of a long value the word that was asked for', FLAGS.slice(9), FLAGS, /\bhypervi/, 'hypervisor'],
  ['of a long value the word that holds what was asked for', FLAGS.slice(9), FLAGS, { has: 'hypervi' }, 'hypervisor'],
  ['nothing where the value is not in the line', 'real', '00:00.0 Host bridge', true, undefined],
  ['no number among others', '3963', ' 48:  3963  0  xen-percpu  -virq  timer0', { atLeast: 1 }, undefined],
  ['a number that is the whole file', '64', '64', { below: 128 }, '64'],
  ['no single letter inside a word', 'x', 'xen', 'x', undefined],
])('%s', (_, value, text, asked, match) => {
  expect(matchOf(value, text, asked)).toBe(match)
})

test('a conclusion keeps the words of the line that decided it', () => {
  const proof = { path: 'dmesg', text: 'xen_nopv kvm', match: 'xen_nopv' }
  expect(matched({ name: 'hypervisor', value: 'kvm', proof }, 'kvm')).toBe(proof)
})

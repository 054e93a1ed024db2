import { expect, test } from 'vitest'
import { wordsOf } from './say.ts'

test('many words are found in the first text and in each after it, and only those that it has', () => {
  const texts = [
    'Xen: hvm\n',
    'KVM setup ✓ kvm-clock: \n',
    '',
    'ab',
    `${'x'.repeat(600)} Xen: hvm\n`,
    `${'kvm-clock: '.repeat(60)}✓`,
  ]
  const words = ['Xen', 'hvm', 'kvm-clock: ', 'setup ✓', 'ab', 'b', 'ba', 'clock-kvm', '✓', 'Xen: hvm\n']
  for (const text of Array.from({ length: 60 }, () => texts).flat()) {
    const holds = wordsOf(text)
    expect(words.filter(holds)).toEqual(words.filter((word) => text.includes(word)))
  }
})

test('words are found in a text while others are looked at', () => {
  const all = ['Xen', 'KVM', 'bhyve'].map((name) => `${'-'.repeat(600)} ${name}`)
  const looking = all.map((text) => wordsOf(text))
  for (const [i, holds] of looking.entries())
    for (const word of ['Xen', 'KVM', 'bhyve', '- Xen']) expect(holds(word)).toBe(all[i]!.includes(word))
})

import { expect, test } from 'vitest'
import { wordsOf } from './say.ts'

test('many words are found in the first text and in each after it, and only those that it has', () => {
  const texts = ['Xen: hvm\n', 'KVM setup ✓ kvm-clock: \n', '', 'ab']
  const words = ['Xen', 'hvm', 'kvm-clock: ', 'setup ✓', 'ab', 'b', 'ba', 'clock-kvm', '✓', 'Xen: hvm\n']
  for (const text of [...texts, ...texts]) {
    const holds = wordsOf(text)
    expect(words.filter(holds)).toEqual(words.filter((word) => text.includes(word)))
  }
})

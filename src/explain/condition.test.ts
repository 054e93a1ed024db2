import { expect, test } from 'vitest'
import { conditionOf } from './condition.ts'

test('many absent signals are one part, after what has to be there', () => {
  expect(conditionOf({ 'xen.log': false, module: 'kvm', 'kvm.clock': false, 'xen.fs': false })).toEqual([
    'module = kvm',
    'all of these are absent: xen.log, kvm.clock, xen.fs',
  ])
})

test('one or two absent signals stand where the rule names them', () => {
  expect(conditionOf({ 'xen.log': false, module: 'kvm' })).toEqual(['xen.log is absent', 'module = kvm'])
})

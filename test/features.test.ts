import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportOf, written } from './evidence.ts'
import { xen } from './machines.ts'

const HVM = 'hvm-pv-drivers/pvhvm'
/**
 * Features words by version of Xen and kind of guest, from xen/common/kernel.c of each version
 * (https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/common/kernel.c). Bits say what Xen offers: a word alone never tells whether
 * an HVM guest uses the callback vector, and from 4.19 on it does not tell HVM from PVH.
 */
const WORDS: readonly (readonly [version: string, kind: string, word: string])[] = [
  ['4.0', 'pv domU', '000000e0'],
  ['4.0', 'hvm', '00000305'],
  ['4.1', 'hvm', '00000705'],
  ['4.2', 'pv dom0', '000008e0'],
  ['4.4', 'pvh-v1', '0000030d'],
  ['4.6', 'pv domU', '000020e0'],
  ['4.6', 'pv dom0', '000028e0'],
  ['4.6', 'hvm', '00002705'],
  ['4.6', 'pvh-v1', '0000230d'],
  ['4.9', 'pvh domU', '00002305'],
  ['4.9', 'pvh dom0', '00002b05'],
  ['4.16', 'pv domU', '000220e0'],
  ['4.16', 'pv domU, pae_extended_cr3', '000220f0'],
  ['4.16', 'pv dom0', '000228e0'],
  ['4.16', 'hvm', '00012705'],
  ['4.16', 'pvh domU', '00012305'],
  ['4.16', 'pvh dom0', '00012b05'],
  ['4.18', 'pv domU', '000e20e0'],
  ['4.18', 'pv dom0', '000e28e0'],
  ['4.18', 'hvm', '000d2705'],
  ['4.18', 'pvh domU', '000d2305'],
  ['4.18', 'pvh dom0', '000d2b05'],
  ['4.19', 'pv domU', '001e20e0'],
  ['4.19', 'pv dom0', '001e28e0'],
  ['4.19', 'hvm or pvh', '001d2305'],
  ['4.19', 'hvm', '001d2705'],
  ['4.19', 'pvh dom0', '001d2b05'],
]

/** Which modes may remain for a kind, whatever else the machine does not say. */
const MAY_BE: Readonly<Record<string, readonly string[]>> = {
  pv: ['pv'],
  'pvh-v1': ['pvh-v1'],
  hvm: ['hvm-pv-drivers', 'pvhvm'],
  pvh: ['hvm-pv-drivers', 'pvhvm', 'pvh'],
}

describe('a features word', () => {
  test.each(WORDS)('Xen %s, %s: %s', (_, kind, word) => {
    for (const evidence of [
      written({ files: xen(word) }),
      written({ texts: [`${word}\n`] }),
      written({ texts: [`0x${word}`] }),
    ]) {
      const report = reportOf(evidence)
      expect(report.hypervisor.id).toBe('xen')
      const modes = report.mode?.id == null ? (report.mode?.possible ?? []) : [report.mode.id]
      const allowed = kind === 'hvm or pvh' ? MAY_BE.pvh! : MAY_BE[kind.split(/[ ,]/)[0]!]!
      expect(modes.length, word).toBeGreaterThan(0)
      for (const mode of modes) expect(allowed, `${word} may be ${modes.join(', ')}`).toContain(mode)
      if (kind.includes('dom0')) expect(report.role).toBe('dom0')
      else expect(report.role).not.toBe('dom0')
    }
  })

  test.each(['0000070f', '00000707'])('bit 1 is set by no Xen: KVM emulates it (%s)', (word) => {
    expect(reportOf(written({ files: xen(word) })).hypervisor.id).toBe('kvm')
  })

  test('the guest type settles what the word leaves open', () => {
    const types = { PV: 'pv', PVH: 'pvh', HVM } as const
    fc.assert(
      fc.property(fc.constantFrom(...WORDS), (row) => {
        const [, kind, word] = row
        const type = kind.startsWith('pv ')
          ? 'PV'
          : kind.startsWith('pvh ')
            ? 'PVH'
            : kind.startsWith('hvm')
              ? 'HVM'
              : undefined
        if (type === undefined) return
        const report = reportOf(written({ files: xen(word, type) }))
        const modes = report.mode?.id == null ? (report.mode?.possible ?? []) : [report.mode.id]
        for (const mode of modes) expect(types[type].split('/')).toContain(mode)
      }),
      { seed: 9, numRuns: 60 },
    )
  })
})

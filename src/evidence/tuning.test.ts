import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signalsOf } from './index.ts'
import { interrupts } from './interrupts.ts'
import { tuning } from './tuning.ts'

const NOTHING = { links: new Map<string, string>(), texts: [], missing: [] }
const seen = (files: Record<string, string>): string[] =>
  signalsOf({ ...NOTHING, files: new Map(Object.entries(files)) }, [...tuning, interrupts]).map(
    (s) => `${s.name}${s.of === undefined ? '' : `(${s.of})`}=${s.value}`,
  )

test('settings and the share of stolen time', () => {
  expect(
    seen({
      'proc/stat': 'cpu  60000 0 20000 10000 0 0 0 10000 0 0\ncpu0 1 2 3 4 5 6 7 8\n',
      'sys/block/vda/queue/scheduler': '[none] mq-deadline\n',
      'sys/block/sda/queue/scheduler': '[bfq] none\n',
      'sys/kernel/mm/transparent_hugepage/enabled': 'always [madvise] never\n',
    }).sort(),
  ).toEqual(['cpu.steal=10.0', 'disk.scheduler(vda)=none', 'thp=madvise'])
})

test('a machine that has hardly run says nothing of stolen time', () => {
  expect(seen({ 'proc/stat': 'cpu  10 0 0 10 0 0 0 30 0 0\ncpu0 1 2 3 4 5 6 7 8\n' })).toEqual([])
})

test('queues are counted by device, blkfront’s for all disks together', () => {
  const rows = ['60: 1 2  xen-dyn -event eth0-q0-tx', '61: 1 2  xen-dyn -event eth0-q0-rx', '62: 1 2  xen-dyn -event eth0-q1-tx', '70: 1 2  xen-dyn -event blkif', '71: 1 2  xen-dyn -event blkif'] // biome-ignore format: one table
  const out = seen({ 'proc/interrupts': `      CPU0 CPU1\n${rows.join('\n')}\n` })
  expect(out).toContain('irq.cpus=2')
  expect(out).toContain('queues.netfront(eth0)=2')
  expect(out).toContain('queues.blkfront=2')
})

test('whatever stands in the files, reading ends and values stay small', () => {
  const paths = [...tuning.flatMap((p) => p.reads), ...tuning.flatMap((p) => p.captured ?? []), 'proc/interrupts']
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.constant(`cpu  ${'9'.repeat(400)} ${'9 '.repeat(9)}\ncpu0 1\n`),
    fc.constant(`[${'a'.repeat(100_000)}`),
    fc.constant(`      CPU0\n${'1: '.repeat(50_000)}\n${' 9'.repeat(100_000)}`),
  )
  fc.assert(
    fc.property(fc.array(text, { minLength: paths.length, maxLength: paths.length }), (texts) => {
      const files = Object.fromEntries(paths.map((path, i) => [path.replace('*', 'vda'), texts[i]!]))
      for (const signal of seen(files)) expect(signal.length).toBeLessThan(600)
    }),
    { seed: 3, numRuns: 60 },
  )
})

import { expect, it } from 'vitest'
import { readDefinitions } from '../definitions/index.ts'
import { Fault } from '../fault.ts'
import { lint } from './engine.ts'
import { mend } from './mend.ts'

const MANY = 20_000
const cpu = async (work: () => Promise<void>): Promise<number> => {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
const repeat = (line: (n: number) => string): string => Array.from({ length: MANY }, (_, n) => line(n)).join('')

it.each([
  ['devices in one line', `qemu-system-x86_64 -accel kvm ${repeat(() => '-device e1000 ')}\n`, 1000],
  ['equal signals in one line', `qemu-system-x86_64 -accel kvm ${repeat(() => '-hda a ')}\n`, 1000],
  ['comments', `type = "hvm"\nhap = 0\n${repeat((n) => `# virtcolor-ignore VC${n}: because\n`)}`, 1000],
  ['unknown keys', `type = "hvm"\non_crash = "destroy"\n${repeat((n) => `zq${n} = 1\n`)}`, 1000],
  ['unknown keys that are near known ones', `type = "hvm"\non_crash = "destroy"\n${repeat((n) => `memory${n} = 1\n`)}`, 1000],
])('20,000 %s are linted in time', async (_, text, most) => {
  const document = { path: 'x', text }
  const read = (await readDefinitions(document))!
  expect(await cpu(async () => void lint(document, read))).toBeLessThan(most)
})

it('20,000 fixes are made in time', async () => {
  const text = `qemu-system-x86_64 -accel kvm ${repeat(() => '-device e1000 ')}\n`
  const find = async (now: string) => lint({ path: 'x', text: now }, (await readDefinitions({ path: 'x', text: now }))!)
  let written = 0
  const spent = await cpu(async () => {
    written = (await mend(text, find, { safe: false, unsafe: false, rules: new Set(['VC201']) })).written.length
  })
  expect(written).toBe(MANY)
  expect(spent).toBeLessThan(5000)
})

it.each([
  ['proxmox', 'ostype: l26\nscsi0: a:vm-1-disk-0\nnet0: virtio=00:00:00:00:00:01\n', 'kvm: 0\n'],
  ['vmx', 'config.version = "8"\nvirtualHW.version = "19"\nethernet0.present = "TRUE"\n', 'ethernet0.virtualDev = "e1000"\n'],
])('a line that a later one of the same key replaces has no finding: %s', async (format, head, line) => {
  const find = async (text: string) => {
    const read = (await readDefinitions({ path: 'x', text }))!
    expect(read[0]!.format).toBe(format)
    return lint({ path: 'x', text }, read).map((one) => [one.rule, one.line])
  }
  const once = await find(head + line)
  expect(once.filter(([, at]) => at === 4)).not.toEqual([])
  expect(await find(head + line.repeat(50))).toEqual(once.map(([id, at]) => [id, at === 4 ? 53 : at]))
})

it('2,000 fixes that each make the text unreadable take a bounded number of reads', async () => {
  const text = `qemu-system-x86_64 -accel kvm ${'-device e1000 '.repeat(2000)}\n`
  const found = lint({ path: 'x', text }, (await readDefinitions({ path: 'x', text }))!)
  let reads = 0
  const find = async (now: string) => {
    reads++
    if (now !== text) throw new Fault('unreadable')
    return found
  }
  const { written, refused } = await mend(text, find, { safe: false, unsafe: false, rules: new Set(['VC201']) })
  expect(written).toHaveLength(0)
  expect(refused).toHaveLength(2000)
  expect(reads).toBeLessThan(100)
})

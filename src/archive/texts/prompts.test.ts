import { describe, expect, it } from 'vitest'
import { FORMS, promptOf } from './prompts.ts'

describe('prompts', () => {
  it.each(FORMS.flatMap(({ name, examples }) => examples.map((example) => [name, example] as const)))(
    '%s: %s',
    (_, example) => {
      expect(promptOf(example)?.command).toMatch(/^(?:dmesg|systeminfo|uname)$/)
    },
  )

  it.each(FORMS.flatMap(({ name, examples, pattern }) => examples.map((example) => [name, example, pattern] as const)))(
    'the form "%s" itself accepts %s',
    (_, example, pattern) => {
      expect(pattern.test(example)).toBe(true)
    },
  )

  it.each([
    ['[12:34 xcp-ng-host ~]# dmesg', 'xcp-ng-host'],
    ['12:34:56 root@h:~# dmesg', 'h'],
    ['[21:00:01] root@h:~# dmesg', 'h'],
    ['2026-01-02 12:34:56 root@h:~# dmesg', 'h'],
    ['(base) user@h:~$ dmesg', 'h'],
    ['(venv) [user@h ~]$ dmesg', 'h'],
    ['(base) ➜  ~ dmesg', undefined],
  ])('what stands before a prompt: %s', (line, host) => {
    expect(promptOf(line)).toEqual({ command: 'dmesg', ...(host !== undefined && { host }) })
  })

  it.each([
    ['$ sudo dmesg', 'dmesg'],
    ['$ LANG=C lscpu', 'lscpu'],
    ['$ sudo -n LC_ALL=C /usr/sbin/dmidecode -t 1', 'dmidecode -t 1'],
    ['PS C:\\> Get-ComputerInfo', 'Get-ComputerInfo'],
    ['root@h:~#', ''],
  ])('what was typed: %s', (line, command) => {
    expect(promptOf(line)?.command).toBe(command)
  })

  it.each([
    '# ip address of the bridge',
    '# dmidecode 3.3',
    '> the type of the guest is HVM',
    '# Find the disk of this guest',
    '## Steps to reproduce',
    '[    0.000000] # CPUs: 4',
    '(XEN) [2026-01-02 10:00:00] # dmesg',
    'model name : Intel(R) Xeon(R) CPU E5-2676 v3 @ 2.40GHz',
    'https://example.org/a#dmesg',
    '50% dmesg',
    'C:\\Windows\\System32\\drivers\\viostor.sys',
    'Foo <foo@example.org> wrote:',
    '[Unit] dmesg',
    '+ virtio_net: added',
    '/dev/xvda1 on / type ext4',
    '[disk0] $x',
  ])('no prompt: %s', (line) => {
    expect(promptOf(line)).toBeUndefined()
  })

  it('a line of any length costs little', () => {
    const before = process.cpuUsage()
    for (const unit of ['a@', '[', '~/', '(base) ', '12:34 ', 'A=b ', 'sudo ', '❯ ', '> ', 'x.', ': '])
      for (const length of [1_990, 1 << 20]) promptOf(unit.repeat(Math.ceil(length / unit.length)).slice(0, length))
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(500)
  })
})

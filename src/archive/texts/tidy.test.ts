import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tidyFor } from './tidy.ts'

const tidied = (text: string): string => tidyFor(text)(text)

const LSCPU = `Architecture:        x86_64
CPU(s):              2
Vendor ID:           GenuineIntel

Hypervisor vendor:   KVM
Virtualization type: full
`
const marked = (mark: string): string => LSCPU.replace(/^(?=.)/gm, mark)

describe('pasted text without what was put around its lines', () => {
  it.each<[string, string]>([
    ['blanks', marked('    ')],
    ['a tab', marked('\t')],
    ['mail quoting', LSCPU.replace(/^/gm, '> ').slice(0, -2)],
    ['mail quoting, twice', marked('>> ')],
    ['quoting with spaces', marked('> > ')],
    ['GitHub Actions', marked('2024-07-08T06:22:36.9098004Z ')],
    ['GitLab', marked('2024-07-08T06:22:36.909800Z 01O ')],
    ['Jenkins', marked('[2024-07-08T06:22:36.909Z] ')],
    ['a clock in brackets', marked('[06:22:36] ')],
    ['docker compose', marked('guest-1  | ')],
    ['a quoted build log, indented', marked('   > 2024-07-08T06:22:36.9098004Z ')],
    ['a byte order mark', `\ufeff${LSCPU}`],
    ['no-break spaces', LSCPU.replaceAll(' ', '\u00a0')],
    ['colours', LSCPU.replace(/^.+$/gm, '\u001b[1;32m$&\u001b[0m')],
    ['zero-width spaces', LSCPU.replaceAll(':', '\u200b:')],
    ['bold lines', LSCPU.replace(/^Hyper.*$/m, '<b>$&</b>')],
    ['HTML line by line', LSCPU.replace(/^(.+)$/gm, '<span class="line">$1</span><br>')],
    ['single backquotes', LSCPU.replace(/^(.+)$/gm, '`$1`')],
  ])('%s', (_, text) => {
    expect(tidied(text)).toBe(LSCPU)
  })

  it('a mail as it was sent: soft line ends are joined, and the lines keep their number', () => {
    const line = 'kernel: CPU: 2 PID: 1129 Comm: kworker/2:3 Tainted: G        W  O    4.1='
    expect(tidied(`${line}\n4 #1=20\n> ${line.slice(2)}\n4 #2\nroot=3Dsda\n`)).toBe(
      `${line.slice(0, -1)}4 #1 \n\n> ${line.slice(2, -1)}4 #2\n\nroot=sda\n`,
    )
    const settings = 'a long name of a setting that has no value at all in this file here=\nb=20\n'
    expect(tidied(settings.replace('a long', '#'))).toBe(settings.replace('a long', '#'))
  })

  it('the console of a guest in the log of its monitor, not the kernel lines of syslog', () => {
    const kernel = '[    1.520591] ata1: SATA link up\n[    1.522065] scsi host0: ahci\n'
    expect(tidied(kernel.replace(/^(?=.)/gm, '00:00:02.505797 devices: GUEST: '))).toBe(kernel)
    expect(tidied(kernel.replace(/^(?=.)/gm, 'machine # [   57.708212] '))).toBe(kernel.replace(/^(?=.)/gm, '[   57.708212] '))
    const syslog = kernel.replace(/^(?=.)/gm, 'Aug 26 19:25:37 host kernel: ')
    expect(tidied(syslog)).toBe(syslog)
    const program = kernel.replace(/^(?=.)/gm, 'say("')
    expect(tidied(program)).toBe(program)
  })

  it('character references of HTML', () => {
    expect(tidied('QEMU &lt;qemu&gt; &amp; &#39;KVM&#x27;&nbsp;&quot;x&quot;\n')).toBe('QEMU <qemu> & \'KVM\' "x"\n')
    expect(tidied('a&#0;b&#xd800;c&lt;\n')).toBe('abc<\n')
  })

  it('XML inside character references is a definition again', () => {
    expect(tidied("&lt;domain type='kvm'&gt;\n  &lt;name&gt;a&lt;/name&gt;\n&lt;/domain&gt;\n")).toBe(
      "<domain type='kvm'>\n  <name>a</name>\n</domain>\n",
    )
  })

  it.each<[string, string]>([
    ['a log of the kernel', '[    0.000000] Linux version 6.1\n[    0.000000] Command line: quiet\n[    1.000000] <b>\n'],
    ['dmesg --time-format iso', '2024-07-08T06:22:36,909800+00:00 Linux version 6.1\n2024-07-08T06:22:36,909800+00:00 x\n'],
    [
      'journalctl -o short-iso',
      '2024-07-08T06:22:36+0000 host kernel: Linux version 6.1\n2024-07-08T06:22:36+0000 host kernel: Command line: quiet\n',
    ],
    ['libvirt XML', "<domain type='kvm'>\n  <name>a &amp; b</name>\n  <description>&lt;b&gt;</description>\n</domain>\n"],
    ['an XML declaration', '<?xml version="1.0"?>\n<Envelope><p>&amp;</p></Envelope>\n'],
    ['relative indents', 'Handle 0x0001, DMI type 1\nSystem Information\n\tManufacturer: Xen\n'],
    ['a shell redirect in a script', 'echo a\n> file\ncat file\necho b\n'],
    ['JSON', '{\n  "a": "<b>"\n}\n'.replace('<b>', 'b')],
  ])('leaves alone: %s', (_, text) => {
    expect(tidied(text)).toBe(text)
  })

  const LOG = [
    '[    0.000000] Linux version 6.1.0-13-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0)',
    '[    0.000000] Command line: BOOT_IMAGE=/boot/vmlinuz-6.1.0-13-amd64 root=/dev/xvda1 ro quiet',
    '[    0.000000] Hypervisor detected: Xen HVM',
    '[    0.000000] Xen version 4.17.',
    '[    0.000000] x86/fpu: x87 FPU will use FXSAVE',
    '[    0.100000] clocksource: refined-jiffies: mask: 0xffffffff max_cycles: 0xffffffff, max_idle_ns: 764',
    '',
  ]
  it('a log that a mail program wrapped at blanks', () => {
    const wrapped = LOG.map((line) => line.replace(/^(.{60,72}) (?=.{10})/, '$1\n')).join('\n')
    expect(wrapped.split('\n').length).toBeGreaterThan(LOG.length)
    expect(tidied(wrapped).split('\n').filter(Boolean)).toEqual(LOG.filter(Boolean))
    expect(tidied(wrapped).split('\n').length).toBe(wrapped.split('\n').length)
  })
  it('a log that a terminal wrapped at its width', () => {
    const wrapped = LOG.map((line) => line.replace(/(.{80})(?=.)/g, '$1\n')).join('\n')
    expect(tidied(wrapped).split('\n').filter(Boolean)).toEqual(LOG.filter(Boolean))
  })
  it('a log with another output below it is not joined', () => {
    const text = `${LOG.join('\n')}Filesystem 1K-blocks\n/dev/xvda1 100\n`
    expect(tidied(text)).toBe(text)
  })

  it('keeps the number of lines, and changes nothing a second time', () => {
    const word = fc.constantFrom(
      '> ',
      '>',
      '    ',
      '\t',
      '`',
      '<b>',
      '</b>',
      '&lt;',
      '&gt;',
      '&amp;',
      '2024-07-08T06:22:36.9Z ',
      'a',
      'b: c',
      '\n',
      '\u00a0',
      '\u001b[0m',
      '[06:22:36] ',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join('')
        expect(tidied(text).split('\n').length).toBe(text.split('\n').length)
      }),
      { numRuns: 2_000 },
    )
  })

  it('1 MiB of anything costs little', () => {
    for (const unit of [
      '>',
      '> ',
      ' ',
      '\n',
      '\t',
      '`',
      '<',
      '<b',
      '<b ',
      '&',
      '&#',
      '&lt;',
      '\u001b',
      '\u001b[',
      '\u001b]',
      '\u00a0',
      '2024-07-08T06:22:36.9Z ',
      '[06:22:36] ',
      'a | ',
      '> \n',
      ' \n',
      '`a`\n',
    ]) {
      const text = unit.repeat(Math.ceil((1 << 20) / unit.length))
      const start = process.cpuUsage()
      tidyFor(text.slice(0, 65_536))(text)
      expect(process.cpuUsage(start).user / 1_000, JSON.stringify(unit)).toBeLessThan(1_000)
    }
  })
})

it('colours of IRC are taken off', () => {
  const text = '\u000312System\u0003:    \u000312Host\u0003: guest \u000312Kernel\u0003: 6.1.0\n'
  expect(tidyFor(text)(text)).toBe('System:    Host: guest Kernel: 6.1.0\n')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evidenceOf, FIXTURES } from '../../../test/evidence.ts'
import { PROBES, signalsOf, wantedOf } from '../../evidence/index.ts'
import { EXIT, Fault } from '../../fault.ts'
import { inspect } from '../../inspect.ts'
import type { Evidence, Report } from '../../model.ts'
import { peek } from '../stream.ts'
import { readText } from '../text.ts'
import { isPasted, partsOf } from './paste.ts'
import { unfold } from './unfold.ts'

const wanted = wantedOf(PROBES, 'capture')

async function read(text: string): Promise<Evidence> {
  const stream = (async function* () {
    yield new TextEncoder().encode(text)
  })()
  return readText('post.txt', await peek(stream, 65_536), wanted)
}

async function report(text: string): Promise<Report> {
  return inspect({ path: 'post.txt', kind: 'text' }, await read(text))
}

const POST = `Hi, my guest is slow. What is it?

root@web1:~# uname -r
4.19.0-27-amd64
root@web1:~# sudo dmesg | grep -i xen
[    0.000000] Hypervisor detected: Xen HVM
[    0.000000] Xen version 4.11.
[    0.000000] Xen Platform PCI: I/O protocol version 1
[    0.186213] Xen HVM callback vector for event delivery is enabled
root@web1:~# cat /sys/hypervisor/type
xen
root@web1:~# cat /sys/hypervisor/uuid
cat: /sys/hypervisor/uuid: Permission denied
root@web1:~# cat /sys/devices/system/clocksource/clocksource0/{current,available}_clocksource
xen
xen tsc hpet acpi_pm
root@web1:~# ls -l /sys/block
total 0
lrwxrwxrwx 1 root root 0 Nov  1 10:00 xvda -> ../devices/vbd-51712/block/xvda
root@web1:~# readlink /sys/devices/vbd-51712/driver
../../bus/xen/drivers/vbd
root@web1:~#
`

describe('a pasted mix of commands and outputs', () => {
  it('is cut at prompts, each part with the number of its first line', () => {
    const parts = partsOf(POST)
    expect(parts.map((p) => [p.line, p.command])).toEqual([
      [1, undefined],
      [4, 'uname -r'],
      [6, 'dmesg | grep -i xen'],
      [11, 'cat /sys/hypervisor/type'],
      [13, 'cat /sys/hypervisor/uuid'],
      [15, 'cat /sys/devices/system/clocksource/clocksource0/{current,available}_clocksource'],
      [18, 'ls -l /sys/block'],
      [21, 'readlink /sys/devices/vbd-51712/driver'],
    ])
  })

  it('gives files, links and texts, and proofs name its lines', async () => {
    const { files, links, texts } = await read(POST)
    expect(Object.fromEntries(files)).toEqual({
      'proc/sys/kernel/osrelease': '4.19.0-27-amd64\n',
      'sys/hypervisor/type': 'xen\n',
      'sys/devices/system/clocksource/clocksource0/current_clocksource': 'xen\n',
      'sys/devices/system/clocksource/clocksource0/available_clocksource': 'xen tsc hpet acpi_pm\n',
    })
    expect(Object.fromEntries(links)).toEqual({
      'sys/block/xvda': '../devices/vbd-51712/block/xvda',
      'sys/devices/vbd-51712/driver': '../../bus/xen/drivers/vbd',
    })
    expect(texts.map((t) => [t.path, t.line])).toEqual([['post.txt', 6]])
    const lines = POST.split('\n')
    const signals = signalsOf(await read(POST))
    expect(signals.map((s) => s.name)).toEqual(
      expect.arrayContaining(['hypervisor.type', 'clocksource', 'disk.bound', 'xen.version']),
    )
    for (const { proof, value } of signals.filter((s) => !/^(?:disk|log)\./.test(s.name))) {
      expect(proof.path).toBe('post.txt')
      expect(lines[proof.line! - 1], proof.text).toContain(value.split('\n')[0])
    }
  })

  it('is answered like the machine itself', async () => {
    const { hypervisor, mode, cells } = await report(POST)
    expect([hypervisor.id, hypervisor.version, mode?.id, cells.disk.kind]).toEqual(['xen', '4.11', 'pvhvm', 'P'])
  })

  it.each<[string, string]>([
    ['quoted mail', `On Monday you wrote:\n${POST.replace(/^/gm, '> ')}`],
    ['twice quoted mail', POST.replace(/^/gm, '>> ')],
    ['Markdown, indented', POST.replace(/^/gm, '    ')],
    ['prompts of one character', POST.replace(/^root@web1:~# ?/gm, '$ ')],
    ['Red Hat prompts', POST.replaceAll('root@web1:~#', '[root@web1 ~]#')],
  ])('%s says the same', async (_, text) => {
    const { hypervisor, mode, cells } = await report(text)
    expect([hypervisor.id, mode?.id, cells.disk.kind]).toEqual(['xen', 'pvhvm', 'P'])
  })

  it('outputs as indented blocks below prose, without prompts', async () => {
    const info = 'System Manufacturer:  Xen\nSystem Model:         HVM domU\nSystem Type:          x64-based PC\n'
    const text = `My guest is slow. This is systeminfo:\n\n${info.replace(/^(?=.)/gm, '    ')}\nand the clock is fine.\n`
    expect((await read(text)).texts).toEqual([{ path: 'post.txt', line: 3, text: info }])
    expect((await report(text)).hypervisor.id).toBe('xen')
    await expect(read('Some prose.\n\n    and an indented word\n\nmore\n')).rejects.toThrow('contains no command output')
  })

  it('answers of one word are read by the command above them, and by nothing else', async () => {
    const asked = await report('$ curl -s http://169.254.169.254/latest/meta-data/instance-type\nc5.large\n$ uname -r\n6.1.0\n')
    expect(asked.platform?.id).toBe('aws')
    expect((await report('$ cloud-id\ngce\n$ uname -r\n6.1.0\n')).platform?.id).toBe('gcp')
    // The answer has no line end, so the next prompt and its output follow.
    const glued = await report(
      '[a@vm ~]$ curl -s http://169.254.169.254/latest/meta-data/instance-type\nm6i.large[a@vm ~]$ lsblk -o NAME,MODEL,SIZE\nNAME    MODEL                      SIZE\nnvme0n1 Amazon Elastic Block Store   8G\n',
    )
    expect(`${glued.hypervisor.id} ${glued.role} ${glued.cells.disk.kind}`).toBe('kvm guest VH')
    const flavour = await report(
      '$ curl -s http://169.254.169.254/latest/meta-data/instance-type\nm1.small\n$ uname -r\n6.1.0\n',
    )
    expect(flavour.platform).toBeNull()
    expect(wanted.accepts('gce\n')).toBe(false)
  })

  it('a command above its output in a fence, without a prompt, and an output indented below its command', async () => {
    const text =
      'Here it is:\n\n```\nsudo /sbin/lsmod\nModule                  Size  Used by\nvmmemctl               10556  0\n```\n'
    expect((await report(text)).hypervisor.id).toBe('vmware')
    expect((await report('```\ncat /proc/scsi/scsi\n\nAttached devices:\nnone\n```\n')).hypervisor.id).toBe('unknown')
    expect((await read('```\ncat /proc/scsi/scsi\n\nAttached devices:\nnone\n```\n')).files.has('proc/scsi/scsi')).toBe(true)
    await expect(read('```\ncat and dog\n```\n')).rejects.toThrow('contains no command output')
    const bsd =
      'root@bsd-13:~ # dmesg | grep hn0\n    hn0: <Hyper-V Network Interface> on vmbus0\n    hn0: link state changed to UP\n'
    expect((await report(bsd)).hypervisor.id).toBe('hyperv')
  })

  it('headings of head(1), grep with file names, fences without prompts', async () => {
    const text = `here is what you asked for
==> /sys/hypervisor/type <==
xen

==> /proc/cmdline <==
root=/dev/xvda1 xen_nopv
==> dmesg.txt <==
Booting paravirtualized kernel on Xen PVH
\`\`\`
/sys/class/dmi/id/sys_vendor:Xen
/sys/bus/pci/devices/0000:00:03.0/uevent:PCI_ID=5853:0001
\`\`\`
`
    const { files, texts } = await read(text)
    expect([...files.keys()]).toEqual([
      'sys/hypervisor/type',
      'proc/cmdline',
      'sys/class/dmi/id/sys_vendor',
      'sys/bus/pci/devices/0000:00:03.0/uevent',
    ])
    expect(texts).toEqual(
      [{ path: 'post.txt', line: 8, text: 'Booting paravirtualized kernel on Xen PVH\n\n' }].map((t) => ({
        ...t,
        text: t.text.trimEnd().concat('\n'),
      })),
    )
  })

  it('a filtered log that says nothing by itself is read as the command tells', async () => {
    const { texts } = await read('$ dmesg -t | grep EXT4\nEXT4-fs (xvda1): mounted filesystem with ordered data mode\n')
    expect(texts[0]?.as).toBe('dmesg')
    expect(
      signalsOf(await read('$ dmesg -t | grep blkfront\nblkfront: xvda: flush diskcache: enabled\n')).map((s) => s.name),
    ).toContain('disk.logged')
  })

  it('of several machines is refused: together they are a machine that nobody has', async () => {
    const text = 'root@dom0:~# cat /proc/xen/capabilities\ncontrol_d\nroot@guest:~# cat /sys/hypervisor/type\nxen\n'
    const error = await read(text).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Fault)
    expect(error).toMatchObject({
      message: 'post.txt: contains output of several machines (dom0, guest); give the output of one',
      exit: EXIT.unrecognised,
    })
  })
})

describe('hostile texts', () => {
  it('paths lead nowhere outside and nothing throws but a Fault', async () => {
    const text =
      '$ cat /proc/../../../etc/shadow\nroot:x\n$ cat /sys/a\n\0\u001b[2J\n$ readlink /sys/b\n/sys/b\n==> /sys/../.. <==\nx\n'
    for (const path of (await read(text)).files.keys()) expect(path).not.toContain('..')
    signalsOf(await read(text))
  })

  it('many prompts and long lines are quick', async () => {
    const start = performance.now()
    await read(
      `$ cat /proc/cpuinfo\n${'x@y:'.repeat(50_000)}\n${'a@b:~$ cat /sys/x\n1\n'.repeat(50_000)}$ dmesg\n[    0.000000] Linux\n`,
    ).catch(() => {})
    isPasted('[root@a'.repeat(9_000))
    isPasted(`a@${'b.'.repeat(30_000)}`)
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it('any text is cut without losing or inventing lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('$ dmesg', 'a@b:~# ls', '```', '==> /x <==', 'line', '  two', ''), { maxLength: 40 }),
        (lines) => {
          const text = lines.join('\n')
          for (const part of partsOf(text)) {
            const own = part.text.split('\n')
            expect(lines[part.line - 1]?.trim()).toBe(own[0]!.trim())
          }
        },
      ),
      { seed: 1, numRuns: 200 },
    )
  })
})

it('files and texts of our own captures are not taken for pastes', async () => {
  for (const fixture of FIXTURES) {
    const { files, texts } = await evidenceOf(fixture)
    for (const [path, text] of files) expect(isPasted(text.slice(0, 65_536)), `${fixture} ${path}`).toBe(false)
    for (const { path, text } of texts) expect(isPasted(text.slice(0, 65_536)), `${fixture} ${path}`).toBe(false)
  }
})

describe('files with their values, without a prompt', () => {
  it.each([
    ['as people type them', (path: string, value: string) => `cat /sys/class/dmi/id/${path}: ${value}\n`],
    ['as grep prints them', (path: string, value: string) => `/sys/class/dmi/id/${path}:${value}\n`],
  ])('%s', (_, line) => {
    const text = `On another machine:\n${line('product_name', 'Virtual Machine')}${line('sys_vendor', 'Microsoft Corporation')}`
    expect(isPasted(text)).toBe(true)
    const { files } = unfold({ path: 'post.txt', text }, () => false)
    expect(files.get('sys/class/dmi/id/product_name')?.trim()).toBe('Virtual Machine')
    expect(files.get('sys/class/dmi/id/sys_vendor')?.trim()).toBe('Microsoft Corporation')
  })

  it('a single path in prose is none', () => {
    expect(isPasted('/sys/class/dmi/id/product_name: the name of the product\n')).toBe(false)
  })
})

it('cat /sys/hypervisor/* shows which file a value is of', () => {
  const text =
    '# cat /sys/hypervisor/*\ncat: /sys/hypervisor/properties: Is a directory\nPVH\nxen\n00000000-0000-0000-0000-000000000001\n'
  const { files } = unfold({ path: 'post.txt', text }, () => false)
  expect(files.get('sys/hypervisor/guest_type')).toBe('PVH\n')
  expect(files.get('sys/hypervisor/type')).toBe('xen\n')
})

it('a question to the metadata service may get its token first', () => {
  const text =
    '$ TOKEN=`curl -X PUT "http://169.254.169.254/latest/api/token"` && curl http://169.254.169.254/latest/meta-data/instance-type\nm5.large\n'
  expect(partsOf(text)[0]?.command).toMatch(/instance-type$/)
})

it('what is asked of another machine does not count as output of the one where it is typed', () => {
  const text =
    "[me@master ~]$ salt 'web' grains.get virtual\nweb:\n    kvm\n[root@web ~]# dmidecode -s system-manufacturer\nQEMU\n"
  expect(() => unfold({ path: 'post.txt', text }, () => false)).not.toThrow()
  const two = '[me@a ~]$ uname -r\n6.1.0\n[root@b ~]# uname -r\n6.6.0\n'
  expect(() => unfold({ path: 'post.txt', text: two }, () => false)).toThrow(/several machines/)
})

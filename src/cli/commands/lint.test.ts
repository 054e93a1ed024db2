import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LINT_FORMATS } from '../../render/lint-formats.ts'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-lint-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text)
const read = (name: string): string => readFileSync(join(folder, name), 'latin1')
async function lint(...args: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const exit = await main(['lint', ...args], { ...io, cwd: folder })
  return { exit, out: out(), err: err() }
}

const domain = (metadata = '', devices = "<interface type='bridge'><model type='rtl8139'/></interface>"): string =>
  `<domain type='kvm'>${metadata}\n  <os><type arch='x86_64' machine='pc-i440fx-2.9'>hvm</type></os>\n  <cpu mode='host-passthrough'/>\n  <devices>\n    <disk type='file' device='disk'><target dev='sda' bus='sata'/></disk>\n    ${devices}\n  </devices>\n  <clock offset='utc'><timer name='hpet' present='yes'/></clock>\n</domain>\n`
const os = (id: string): string =>
  `<metadata><libosinfo:libosinfo xmlns:libosinfo="l"><libosinfo:os id="${id}"/></libosinfo:libosinfo></metadata>`
const SAFE = ["bus='sata'", "type='rtl8139'", "machine='pc-i440fx-2.9'", "present='yes'"]

describe('lint --fix', () => {
  it('writes what needs nothing of the guest, and says what it did not write and why', async () => {
    write('guest.xml', domain())
    const { exit, err } = await lint('--fix', 'guest.xml')
    expect(exit).toBe(1)
    for (const part of SAFE) expect(read('guest.xml')).toContain(part)
    expect(err.split('\n').map((line) => line.replace(/ only if .* \(/, ' … ('))).toEqual([
      'virtcolor: guest.xml: 0 fixes written',
      'virtcolor: guest.xml:2: not written: VC606 pc-i440fx-2.9 → pc: … (--fix=VC606 writes it)',
      'virtcolor: guest.xml:5: not written: VC101 sda → vda, sata → virtio: … (--fix=VC101 writes it)',
      'virtcolor: guest.xml:6: not written: VC201 rtl8139 → virtio: … (--fix=VC201 writes it)',
      'virtcolor: guest.xml:8: not written: VC402 yes → no: … (--fix=VC402 writes it)',
      '',
    ])
  })

  it.each<[what: string, args: readonly string[], text: string, written: readonly string[]]>([
    ['a rule by name', ['--fix=VC101'], domain(), ["bus='virtio'"]],
    ['several rules', ['--fix=VC101,emulated-nic'], domain(), ["bus='virtio'", "type='virtio'"]],
    ['a rule by name and what is safe', ['--fix', '--fix=VC201'], domain(), ["type='virtio'"]],
    ['all', ['--fix', '--unsafe-fixes'], domain(), ["bus='virtio'", "type='virtio'", "machine='pc'", "present='no'"]],
    // Windows finds its disks by their contents, but a new NIC without the address of the old one.
    ['PV drivers of Windows', ['--fix', '--guest', 'windows-2022,pv-drivers'], domain(), ["bus='virtio'"]],
    ['PV drivers of Linux: disks and NICs get other names', ['--fix', '--guest', 'linux-6.1,pv-drivers'], domain(), []],
    ['no PV drivers', ['--fix', '--guest', 'windows-2022,no-pv-drivers'], domain(), []],
    ['no PV drivers, by name', ['--fix=VC101,VC201', '--guest', 'linux-6.1,no-pv-drivers'], domain(), []],
    ['no PV drivers, all', ['--fix', '--unsafe-fixes', '--guest', 'linux-6.1,no-pv-drivers'], domain(), ["machine='pc'"]],
    ['a kernel has the NIC driver, but the NIC gets another name', ['--fix', '--guest', 'linux-6.1'], domain(), []],
    ['a kernel of 2006', ['--fix', '--guest', 'linux-2.6.18'], domain(), []],
    ['a system in the file', ['--fix'], domain(os('http://ubuntu.com/ubuntu/22.04')), []],
    ['an old system in the file', ['--fix'], domain(os('http://redhat.com/rhel/5.11')), []],
    ['Windows in the file', ['--fix'], domain(os('http://microsoft.com/win/2k22')), []],
    ['Windows in the file, Linux by --guest', ['--fix', '--guest', 'linux-6.1'], domain(os('http://microsoft.com/win/10')), []],
  ])('%s', async (_, args, text, written) => {
    write('guest.xml', text)
    await lint(...args, 'guest.xml')
    const possible = ["bus='virtio'", "type='virtio'", "machine='pc'"]
    expect(possible.filter((part) => read('guest.xml').includes(part))).toEqual(
      written.filter((part) => possible.includes(part)),
    )
    if (args.includes('--fix')) expect(read('guest.xml').includes("present='no'")).toBe(args.includes('--unsafe-fixes'))
  })

  it.each<[what: string, name: string, text: string, must: RegExp, not: RegExp]>([
    [
      'vmx, Windows',
      'a.vmx',
      'config.version = "8"\nguestOS = "windows2019srv-64"\nethernet0.virtualDev = "e1000e"\nhpet0.present = "TRUE"\n',
      /TRUE/,
      /vmxnet3/,
    ],
    [
      'vmx, Debian',
      'a.vmx',
      'config.version = "8"\nguestOS = "debian11-64"\nethernet0.virtualDev = "e1000e"\nscsi0.virtualDev = "lsilogic"\n',
      /e1000e/,
      /pvscsi|vmxnet3/,
    ],
    [
      'vmx, a system without a version',
      'a.vmx',
      'config.version = "8"\nguestOS = "other"\nethernet0.virtualDev = "e1000"\n',
      /e1000/,
      /vmxnet3/,
    ],
    [
      'Proxmox, Windows',
      'a.conf',
      'memory: 512\nostype: win10\nscsi0: local:a\nnet0: e1000=A2:C0:43:77:08:A0,bridge=vmbr0\ncpu: kvm64\n',
      /cpu: kvm64/,
      /virtio|AES/,
    ],
    [
      'xl, a HVM guest of an unknown system',
      'a.cfg',
      'builder = "hvm"\nvif = [ "bridge=xenbr0" ]\nxen_platform_pci = 0\nviridain = 1\ntsc_mode = 3\n',
      /^builder = "hvm"[\s\S]*tsc_mode = 0/,
      /type=vif|viridian/,
    ],
    [
      'Vagrant, WinRM',
      'Vagrantfile',
      'Vagrant.configure("2") do |config|\n  config.vm.communicator = "winrm"\n  config.vm.provider "libvirt" do |v|\n    v.nic_model_type = "e1000"\n    v.cpu_mode = "custom"\n  end\nend\n',
      /custom/,
      /virtio|host-model/,
    ],
  ])('a system that the file names: %s', async (_, name, text, must, not) => {
    write(name, text)
    await lint('--fix', name)
    expect(read(name)).toMatch(must)
    expect(read(name)).not.toMatch(not)
  })

  it('leaves out the one fix that makes a file unreadable, and writes the others', async () => {
    write('100.conf', 'kvm: 0\nscsihv: lsi\ncpu: kvm64\n')
    const { err } = await lint('--fix', '--unsafe-fixes', '100.conf')
    expect(read('100.conf')).toContain('x86-64-v2-AES')
    expect(err).not.toContain('internal')
    write('a.cfg', 'kvm: 0\ncxva: 51\nvirtio0: local:a\n')
    expect((await lint('--fix', '--unsafe-fixes', 'a.cfg')).err).toMatch(
      /VC301 in line 1 would make the file unreadable|fix(?:es)? written/,
    )
  })

  it('prints a diff that patch applies, and writes nothing', async () => {
    const text = domain().replace('<os>', '<title>caf\xe9</title><os>')
    const bytes = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>\n${text}`, 'latin1')
    write('guest.xml', bytes)
    const { out, err } = await lint('--diff', '--unsafe-fixes', 'guest.xml')
    expect(readFileSync(join(folder, 'guest.xml'))).toEqual(bytes)
    expect(err).toContain('4 fixes would be written')
    write('the.diff', Buffer.from(out, 'latin1'))
    await lint('--fix', '--unsafe-fixes', 'guest.xml')
    const fixed = readFileSync(join(folder, 'guest.xml'))
    expect(fixed.includes(Buffer.from('caf\xe9', 'latin1'))).toBe(true)
    write('guest.xml', bytes)
    execFileSync('patch', ['-s', 'guest.xml', 'the.diff'], { cwd: folder })
    expect(readFileSync(join(folder, 'guest.xml'))).toEqual(fixed)
  })

  it('refuses a file whose encoding it does not know, in one line', async () => {
    const bytes = Buffer.from('type = "hvm"\nhpet = 1\nname = "caf\xe9"\n', 'latin1')
    write('a.cfg', bytes)
    expect(await lint('--fix', 'a.cfg')).toMatchObject({
      exit: 3,
      err: expect.stringMatching(/^virtcolor: a\.cfg:3:12: [^\n]+\n$/),
    })
    expect(readFileSync(join(folder, 'a.cfg'))).toEqual(bytes)
  })

  it('takes a value after = only, and knows its rules', async () => {
    write('guest.xml', domain())
    expect(await lint('--fix=VC999', 'guest.xml')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('unknown rule "VC999"'),
    })
    expect(await lint('--unsafe-fixes', 'guest.xml')).toMatchObject({ exit: 2 })
    expect((await lint('--fix', '--', 'guest.xml')).err).toContain('guest.xml: 0 fixes written')
    expect((await lint('--help')).out).toContain('--fix[=rules]')
  })
})

describe('lint --fix writes nothing unasked that', () => {
  const argv = (rest: string): string => `qemu-system-x86_64 -accel kvm ${rest}\n`
  const old = (devices: string): string => `config.version = "8"\nvirtualHW.version = "4"\n${devices}\n`
  const snapshot = (root: string): string => `<${root}><state>running</state>${domain()}</${root}>\n`
  it.each<[what: string, name: string, text: string]>([
    ['takes the HPET away', 'a.vmx', 'config.version = "8"\nhpet0.present = "TRUE"\n'],
    ['needs Xen 4.10', 'a.cfg', 'builder = "hvm"\n'],
    ['needs EPT or NPT', 'a.cfg', 'type = "hvm"\nhap = 0\n'],
    ['changes the TSC of a guest that migrates', 'a.cfg', 'type = "hvm"\ntsc_mode = 1\n'],
    ['adds a thread', 'a.conf', 'memory: 512\ncpu: host\nscsihw: virtio-scsi-single\nscsi0: local:a\n'],
    ['boots no kernel', 'a.cfg', 'type = "hvm"\nkernel = "/boot/hvmloader-tests.elf"\n'],
    ['boots no kernel of a PVH guest', 'a.cfg', 'type = "pvh"\nkernel = "/boot/hvmloader"\n'],
    ['makes a disk of a CD', 'a.sh', argv('-drive id=c,file=a.qcow2,media=cdrom -device ide-drive,drive=c')],
    ['makes a disk of a CD drive', 'a.sh', argv('-drive id=c,file=/dev/sr0 -device scsi-disk,drive=c')],
  ])('%s', async (_, name, text) => {
    write(name, text)
    await lint('--fix', name)
    expect(read(name)).toBe(text)
  })

  it.each<[what: string, name: string, text: string, why: RegExp]>([
    ['a snapshot', 'a.xml', snapshot('domainsnapshot'), /<domainsnapshot> records a guest/],
    ['a status file', 'a.xml', snapshot('domstatus'), /<domstatus> records a guest/],
    ['old hardware, NIC', 'a.vmx', old('ethernet0.virtualDev = "e1000"'), /vmxnet3 needs virtualHW\.version 7/],
    ['old hardware, disk', 'a.vmx', old('scsi0.present = "TRUE"\nscsi0.virtualDev = "lsilogic"'), /pvscsi needs virtualHW/],
    ['macOS', 'a.vmx', 'config.version = "8"\nguestOS = "darwin19-64"\nhpet0.present = "TRUE"\n', /macOS does not boot/],
  ])('and nothing by name: %s', async (_, name, text, why) => {
    write(name, text)
    const rules = '--fix=VC101,VC201,VC402,VC606'
    expect((await lint(rules, name)).err).toMatch(why)
    expect(read(name)).toBe(text)
    await lint('--fix', '--unsafe-fixes', name)
    expect(read(name)).toBe(text)
  })

  it('a board without PCI gets no virtio of PCI', async () => {
    write('a.sh', 'qemu-system-i386 -M isapc -drive if=ide,file=a -net nic,model=ne2k_pci\n')
    await lint('--fix', '--unsafe-fixes', 'a.sh')
    expect(read('a.sh')).not.toContain('virtio')
  })

  it('a removed device of a disk is named anew', async () => {
    write('a.sh', argv('-cpu host -drive id=c,file=a.qcow2,if=none -device ide-drive,drive=c'))
    await lint('--fix', 'a.sh')
    expect(read('a.sh')).toContain('ide-hd,drive=c')
  })
})

describe('lint writes to the file that it read', () => {
  it('behind links in a linked folder', async () => {
    mkdirSync(join(folder, 'r/real'), { recursive: true })
    write('r/t.cfg', 'builder = "hvm"\n')
    write('t.cfg', 'UNRELATED\n')
    symlinkSync('r/real', join(folder, 'dl'))
    symlinkSync('../t.cfg', join(folder, 'r/real/l'))
    expect((await lint('--fix=VC603', 'dl/l')).err).toContain('1 fix written')
    expect([read('r/t.cfg'), read('t.cfg')]).toEqual(['type = "hvm"\n', 'UNRELATED\n'])
    write('r/t.cfg', 'builder = "hvm"\n')
    await lint('--fix=VC603', 'dl/../t.cfg')
    expect([read('r/t.cfg'), read('t.cfg')]).toEqual(['type = "hvm"\n', 'UNRELATED\n'])
  })

  it('and to no descriptor or pipe, which it does not wait for', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    for (const name of ['pipe', '/dev/stdin', '/dev/fd/0', '/dev/null'])
      expect(await lint('--fix', name)).toEqual({
        exit: 2,
        out: '',
        err: `virtcolor: ${name}: --fix needs the name of a regular file; --diff prints the changes\n`,
      })
  })
})

it('--severity is what is printed; --fail-on and --fix concern all findings', async () => {
  write('a.cfg', 'type = "hvm"\nhap = 0\nkernel = "/usr/lib/xen/boot/hvmloader"\n')
  expect(await lint('--severity', 'error', '--fail-on', 'info', '--ignore', 'VC303=x', 'a.cfg')).toMatchObject({ exit: 1 })
  await lint('--severity', 'error', '--fix', 'a.cfg')
  expect(read('a.cfg')).not.toContain('kernel')
})

it.each([
  ['--fix=,', /--fix=,: names no rule/],
  ['--guest=linux-6.1,no-pv-drivers,pv-drivers', /cannot be combined with/],
])('%s is an error', async (option, message) => {
  write('a.cfg', 'type = "hvm"\nhap = 0\n')
  const { exit, err } = await lint(option, 'a.cfg')
  expect([exit, err]).toEqual([2, expect.stringMatching(message)])
})

describe('lint --fix reports', () => {
  const PVE =
    'boot: order=ide0;net0\ncores: 8\nmemory: 8192\nide0: local-lvm:vm-105-disk-0,size=32G\nnet0: e1000=BC:24:11:AA:BB:CC,bridge=vmbr0,tag=42\n'

  it('a CPU model with what to check on the hosts', async () => {
    write('105.conf', PVE)
    expect((await lint('--fix', '105.conf')).err).toMatch(
      /^virtcolor: 105\.conf:1: not written: VC304 \+ cpu: x86-64-v2-AES: only if every host runs .*AES-NI/m,
    )
    write('105.conf', 'cpu: kvm64\n')
    expect((await lint('--fix=VC304', '105.conf')).err).toMatch(/:1: written: VC304 kvm64 → x86-64-v2-AES$/m)
    write('a.sh', 'qemu-system-x86_64 -accel kvm -cpu kvm64\n')
    expect((await lint('--fix', 'a.sh')).err).toMatch(/:1: written: VC304 kvm64 → host; check that the guest does not migrate/)
  })

  it.each([
    '-accel whpx -cpu kvm64',
    '-accel kvm -accel tcg -cpu qemu64',
    '-machine accel=kvm:tcg -cpu qemu64',
    '-accel hax -cpu qemu64',
    '-accel mshv -cpu qemu64',
    '-accel kvm -no-kvm -cpu qemu64',
    '-accel kvm -cpu qemu64 -loadvm kvm',
    '-accel kvm -cpu qemu64 -incoming tcp:0:4444',
    '-accel kvm -cpu qemu64,enforce',
    '-accel kvm -cpu qemu64,hv-relaxed',
  ])('no CPU model is written unasked: %s', async (options) => {
    const text = `qemu-system-x86_64 ${options}\n`
    write('a.sh', text)
    await lint('--fix', 'a.sh')
    expect(read('a.sh')).toBe(text)
  })

  it('why a rule that is asked for has no automatic fix, and what to edit', async () => {
    write('105.conf', PVE)
    for (const option of ['--fix=VC101', '--unsafe-fixes']) {
      const { err } = await lint(...(option === '--unsafe-fixes' ? ['--diff', option] : [option]), '105.conf')
      expect(err).toMatch(/105\.conf:4: not written: VC101: no automatic fix: .*rename ide0 .*boot: order=/)
    }
    expect((await lint('--fix', '105.conf')).err).not.toContain('no automatic fix')
    write('a.xml', domain().replace("bus='sata'/>", "bus='sata'/><address type='drive' controller='0'/>"))
    expect((await lint('--fix=VC101', 'a.xml')).err).toMatch(/a\.xml:5: not written: VC101: no automatic fix: .*<address>/)
  })

  it('a fix that was not asked for', async () => {
    write('105.conf', PVE)
    expect((await lint('--fix=VC201', '105.conf')).err).toMatch(
      /:5: written: VC201 e1000 → virtio\n.*:1: not written: VC304 \+ cpu: x86-64-v2-AES: only if .* \(--fix=VC304 writes it\)\n/,
    )
    write('a.sh', 'qemu-system-x86_64 -accel kvm -cpu kvm64 -drive if=ide,file=a\n')
    expect((await lint('--fix=VC101', 'a.sh')).err).toMatch(
      /:1: not written: VC304 kvm64 → host: --fix does not include this rule\n/,
    )
  })

  it('changes bus and name of a disk together, and gives each disk another name', async () => {
    const disks = ["dev='hda' bus='ide'", "dev='sda' bus='sata'", "dev='vdc' bus='virtio'", "dev='sdc' bus='usb'"]
    write('a.xml', domain('', disks.map((d) => `<disk type='file' device='disk'><target ${d}/></disk>`).join('')))
    await lint('--fix=VC101', 'a.xml')
    const targets = [...read('a.xml').matchAll(/dev='(\w+)' bus='(\w+)'/g)].map(([, dev, bus]) => `${dev} ${bus}`)
    expect(new Set(targets).size).toBe(5)
    for (const target of targets) expect(target).toMatch(/^vd[a-z] virtio$/)
    expect(targets).toContain('vdc virtio')
  })

  it('calls standard input by its name', async () => {
    const { io, out, err } = fakeIo()
    const stdin = (async function* () {
      yield new TextEncoder().encode(PVE)
    })()
    await main(['lint', '--fix', '-'], { ...io, cwd: folder, stdin: stdin as unknown as typeof io.stdin })
    expect(out()).toMatch(/^standard input:1:1: warning VC304/)
    expect(err()).not.toMatch(/: -:/)
  })
})

describe('what lint prints', () => {
  it('places what is missing at the machine, with words', async () => {
    write('105.conf', '# web\nboot: order=scsi0\nmemory: 8192\n')
    expect((await lint('105.conf')).out).toMatch(
      /^105\.conf:2:1: warning VC304 .*\n {4}boot: order=scsi0\n {4}\^ the file has no cpu: line; fix: --fix=VC304 writes it$/m,
    )
    write('a.xml', "<domain type='kvm'>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n</domain>\n")
    expect((await lint('a.xml')).out).toMatch(
      /^a\.xml:1:1: warning VC304 .*\n.*\n {4}\^ no <cpu> element; no automatic fix: the right CPU model depends on your hosts;/m,
    )
  })

  it('names a model that the format has', async () => {
    write('a.vmx', 'config.version = "8"\nscsi0.virtualDev = "lsilogic"\nethernet0.virtualDev = "e1000"\n')
    const { out } = await lint('a.vmx')
    expect(out).toMatch(/use pvscsi\n[\s\S]*use vmxnet3\n/)
    expect(out).not.toMatch(/virtio|sda/)
  })

  it('speaks the system of the guest only', async () => {
    write('a.xml', domain())
    const { out } = await lint('--guest', 'windows-2022,pv-drivers', 'a.xml')
    expect(out).not.toMatch(/sda or|vda|initramfs|names of its NICs/)
    expect(out).toContain('only if: the guest can get its static IP addresses again')
  })

  it.each(['debian12', 'win2k22', 'ubuntu24.04,pv-drivers'])('--guest %s', async (guest) => {
    write('a.xml', domain())
    expect((await lint('--guest', guest, 'a.xml')).exit).toBe(1)
  })

  const HOSTILE = 'a\u202eb\u200bc\u009b31md\x1b[2Je\x07 https://evil.example www.evil.example'

  it.each(LINT_FORMATS)('%s carries no control character, nothing that reorders or hides text', async (format) => {
    write(
      'a.xml',
      domain()
        .replace('rtl8139', 'rtl8139')
        .replace("<interface type='bridge'>", `<interface type='bridge' note='${HOSTILE.replace(/[\x00-\x1f]/g, '')}'>`),
    )
    write(
      'b.cfg',
      `type = "hvm"\nviri\u202edain = 1\nname = "${HOSTILE}"\nvga = "cirrus" # ${HOSTILE}\nzz\u009bkey = "${HOSTILE}"\n`,
    )
    const { out } = await lint('--format', format, 'a.xml', 'b.cfg')
    expect(out.length).toBeGreaterThan(100)
    const text = Buffer.from(out, 'latin1').toString('utf8')
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/)
    if (format === 'md') expect(text.replace(/\]\(https:[^)]*\)/g, '')).not.toMatch(/(?<!\\)https?:\/\/|www\.e/)
  })

  it('ends with how many there are, and marks what is cut', async () => {
    write('a.xml', domain())
    const { out } = await lint('a.xml')
    expect(out.trimEnd().split('\n').at(-1)).toBe('4 findings: 3 warnings, 1 note; 4 can be fixed, 0 of them by --fix')
    write('long.cfg', `type = "hvm"\ndisk = [ "phy:/dev/${'x'.repeat(400)},hda,w" ]\n`)
    for (const line of (await lint('long.cfg')).out.split('\n').filter((l) => l.includes('xxxx')))
      expect(line).toMatch(/^ +…|…$/)
  })

  it('is coloured where it was asked for', async () => {
    write('a.xml', domain())
    expect((await lint('--color', 'always', 'a.xml')).out).toContain('\x1b[')
    expect((await lint('a.xml')).out).not.toContain('\x1b')
  })

  it('says of a named controller that it is emulated', async () => {
    write('100.conf', 'memory: 512\nscsihw: lsi\nscsi0: local:a\n')
    const { out } = await lint('100.conf')
    expect(out).toContain('SCSI controller lsi is emulated; use virtio-scsi')
    expect(out).not.toContain('no SCSI controller')
  })
})

it('a disk that is full leaves the definition whole', (context) => {
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12k', 'tmpfs', folder]).status !== 0)
    return context.skip('no file system may be mounted here')
  return (async () => {
    try {
      const text = `${domain()}<!-- ${'x'.repeat(3000)} -->\n`
      write('guest.xml', text)
      write('rest', new Uint8Array(8000))
      const { exit, err } = await lint('--fix=VC402', 'guest.xml')
      expect([exit, err]).toEqual([3, 'virtcolor: guest.xml: cannot write: the disk is full\n'])
      expect(read('guest.xml')).toBe(text)
    } finally {
      spawnSync('umount', [folder])
    }
  })()
})

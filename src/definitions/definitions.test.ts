import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { report } from '../examine.ts'
import { Fault } from '../fault.ts'
import type { Report } from '../model.ts'
import { driftOf } from './drift.ts'
import { readDefinition, readDefinitions } from './index.ts'
import { descriptorOf } from './ova.ts'

async function read(text: string, guest?: string): Promise<Report> {
  const found = await readDefinition({ path: 'guest', text }, guest === undefined ? {} : { guest })
  if (found === undefined) throw new Fault('guest: not known', 4)
  return report({ path: 'guest', kind: 'definition', format: found.format }, found.signals, { missing: [] }, 'declared')
}
const cells = (r: Report): string =>
  Object.values(r.cells)
    .map((c) => (c.kind === '?' ? `{${(c.possible ?? []).join('|')}}` : c.kind))
    .join(' ')
const xl = (lines: string): string => `name = "web"\nmemory = 512\n${lines}`

describe('xl', () => {
  const cases: [string, string, string | undefined][] = [
    ['type = "pv"\nbootloader = "pygrub"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\nvif = [ "" ]', 'P P P P P', 'pv'],
    ['disk = [ "phy:/dev/vg/a,sda1,w" ]\nvif = [ "model=e1000" ]', 'P P P P P', 'pv'],
    ['type = "pvh"\nkernel = "k"\ndisk = [ "/dev/vg/a,raw,hda,rw" ]', 'VH P P P -', 'pvh'],
    ['type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\nvif = [ "type=vif" ]', 'VH VS {VS|P} {VS|P} P', undefined],
    ['type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvde,rw" ]', 'VH VS {VS|P} P -', undefined],
    ['type = "hvm"\nxen_platform_pci = 0\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\nvif = [ "" ]', 'VH VS VS VS VS', 'hvm'],
    ['type = "hvm"\nkernel = "k"\ncmdline = "ro xen_emul_unplug=never"\nvif = [ "" ]', 'VH VS {VS|P} - VS', undefined],
    ['type = "hvm"\nkernel = "k"\ncmdline = "ro nopv"\nvif = [ "" ]', 'VH VS VS - VS', 'hvm'],
  ]
  for (const [text, want, mode] of cases)
    it(text.split('\n').join('; '), async () => {
      const r = await read(xl(text))
      expect([cells(r), r.mode?.id ?? undefined, r.basis]).toEqual([want, mode, 'declared'])
    })
  it('is narrowed by what the guest is', async () => {
    const text = xl('type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\nvif = [ "" ]')
    expect(cells(await read(text, 'linux-6.1'))).toBe('VH VS P P P')
    expect((await read(text, 'linux-6.1')).mode?.id).toBe('pvhvm')
    expect((await read(text, 'windows-2022,pv-drivers')).mode?.id).toBe('hvm-pv-drivers')
    expect(cells(await read(text, 'windows-2022,no-pv-drivers'))).toBe('VH VS VS VS VS')
    await expect(read(text, 'plan9')).rejects.toThrow('--guest')
  })
  it('takes the last of two settings and appends with +=', async () => {
    expect(
      (await read(xl('type = "pv"\ntype = "pvh"\nkernel="k"\ndisk = [ "a,raw,xvda" ]\ndisk += [ "b,raw,xvdb" ]'))).cells.disk
        .devices,
    ).toHaveLength(2)
  })
  it('names line and column of what is Python', async () => {
    await expect(read('import os\nname = "x"\nvif = [""]\ntype = "pv"\n')).rejects.toThrow(/^guest:1:1: import/)
    await expect(read('name = "x"\nvif = [""]\nkernel = "/usr/" + lib\n')).rejects.toThrow(/^guest:3:18: /)
  })
  it('does not mind the order of keys, comments and blank lines', async () => {
    const lines = [
      'name = "web"',
      'type = "hvm"',
      'memory = 512',
      'disk = [ "/dev/vg/a,raw,xvda,rw" ]',
      'vif = [ "bridge=br0" ]',
      'hap = 1',
    ]
    const want = cells(await read(lines.join('\n')))
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.constantFrom('', '\n', ' # why\n', '\n# a comment\n\n'),
        async (order, gap) => {
          expect(cells(await read(`${order.join(`${gap}\n`)}\n`))).toBe(want)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('other formats', () => {
  const cases: [string, string, string, string][] = [
    [
      'libvirt',
      "<domain type='kvm'><os><type arch='x86_64'>hvm</type></os><devices><disk><target dev='sda' bus='scsi'/></disk><interface type='user'/></devices></domain>",
      'kvm',
      'VH VS {} VS VS',
    ],
    ['qemu-argv', 'qemu-system-x86_64 -hda a.img', 'qemu-tcg', 'VS VS VS VS VS'],
    [
      'qemu-argv',
      '/usr/bin/qemu-system-x86_64 -machine q35,accel=kvm -nodefaults -device \'{"driver":"virtio-blk-pci","id":"d"}\'',
      'kvm',
      'VH VS {} P -',
    ],
    [
      'qemu-argv',
      '[machine]\n  type = "q35"\n  accel = "kvm"\n[device "d"]\n  driver = "virtio-blk-pci"\n[device "n"]\n  driver = "e1000"\n',
      'kvm',
      'VH VS {} P VS',
    ],
    ['qemu-argv', 'qemu-system-x86_64\0-accel\0kvm\0-nodefaults\0', 'kvm', 'VH VS {} - -'],
    [
      'proxmox',
      'memory: 512\nscsi0: local:a,size=4G\nnet0: virtio=A2:C0:43:77:08:A0\n[snap]\nscsihw: virtio-scsi-pci\n',
      'kvm',
      'VH VS {} VS P',
    ],
    [
      'vmx',
      'config.version = "8"\nscsi0.present = "TRUE"\nSCSI0.virtualDev = "pvscsi"\nscsi0:0.present = "TRUE"\nethernet0.present = "TRUE"\n',
      'vmware',
      '{} VS {} P {VS|P}',
    ],
    [
      'xapi',
      '{"VM":{"OpaqueRef:1":{"HVM_boot_policy":"","PV_bootloader":"pygrub"}},"VBD":[{"type":"Disk","userdevice":"0"}],"VIF":[]}',
      'xen',
      'P P P P -',
    ],
    [
      'hyperv',
      '{"Name":"a","Generation":2,"HardDrives":{"ControllerType":1},"NetworkAdapters":[{"Name":"n","IsLegacy":false,"IovWeight":100}]}',
      'hyperv',
      'VH {} {} P {P|VH}',
    ],
    [
      'terraform',
      '{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{"resources":[{"address":"aws_instance.a","type":"aws_instance","values":{"instance_type":"m5.large"}}]}}}',
      'kvm',
      'VH {} {} VH VH',
    ],
    ['packer', '{"builders":[{"type":"virtualbox-iso","hard_drive_interface":"sata"}]}', 'virtualbox', '{} VS {} VS VS'],
  ]
  for (const [format, text, hypervisor, want] of cases)
    it(`${format}: ${text.slice(0, 50).replaceAll('\n', ' ').replaceAll('\0', ' ')}`, async () => {
      const r = await read(text)
      expect([r.source.format, r.hypervisor.id]).toEqual([format, hypervisor])
      const shown = cells(r).split(' ')
      want.split(' ').forEach((w, i) => {
        if (w !== '{}') expect(shown[i]).toBe(w)
      })
    })
  it('refuses by name what needs a program to evaluate', async () => {
    await expect(read('resource "aws_instance" "a" {\n}\n')).rejects.toThrow('terraform show -json')
  })
  it('is not fooled by words between libvirt: what a disk is on the host is no bus in the guest', async () => {
    const r = await read(
      "<domain type='kvm'><devices><disk type='nvme' device='disk'><target dev='vda' bus='virtio'/></disk></devices></domain>",
    )
    expect(r.cells.disk.kind).toBe('P')
  })
})

describe('libvirt', () => {
  it('has a prolog or none, before each of several documents', async () => {
    const one = "<?xml version='1.0'?>\n<!DOCTYPE domain>\n<domain type='kvm'><devices/></domain>\n"
    expect((await readDefinitions({ path: 'x', text: one + one }))?.length).toBe(2)
    const bomb = '<!DOCTYPE d [\n<!ENTITY a "aa">]><domain type="kvm"/>'
    await expect(read(bomb)).rejects.toThrow('guest:2:1: the XML declares entities; no VM definition needs them')
  })
  const device = (inside: string, type = 'kvm'): string => `<domain type='${type}'><devices>${inside}</devices></domain>`
  const models = async (text: string): Promise<string[]> =>
    ((await read(text)).cells.disk.devices ?? []).map((d) => d.model ?? '')
  it("takes VMware's controller from the driver's name of a disk", async () => {
    const disk = (dev: string, driver: string): string =>
      `<disk type='file'><driver name='${driver}'/><target dev='${dev}' bus='scsi'/></disk>`
    expect(
      await models(device(disk('sda', 'vmpvscsi') + disk('sdp', 'lsilogic') + disk('sdae', 'lsisas1068'), 'vmware')),
    ).toEqual(['pvscsi', 'lsisas1068', 'lsi-parallel'])
  })
  it('gives a SCSI device whose controller libvirt adds one like the first', async () => {
    const host = "<hostdev type='scsi'><address type='drive' controller='1'/></hostdev>"
    expect(await models(device(`<controller type='scsi' index='0' model='virtio-scsi'/>${host}`))).toEqual(['virtio-scsi'])
    expect(await models(device(host))).toEqual(['lsi53c895a'])
  })
})

describe('hostile input', () => {
  const bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><domain type="kvm"><name>&b;</name></domain>'
  const aliases = `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\na0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`).join('\n')}\n`
  const cases: Record<string, string> = {
    'entity bomb': bomb,
    'undefined entity': "<domain type='kvm'><name>&x;</name></domain>",
    'deep XML': `<domain type='kvm'>${'<a>'.repeat(100_000)}`,
    'XML that ends': "<domain type='kvm'><devices>",
    'text after a root': "<domain type='kvm'/>domain",
    'a root too many': '<database><table name="VM"/></database><database/>',
    'more machines than anybody has': "<domain type='kvm'/>".repeat(1001),
    'YAML aliases': aliases,
    'deep YAML flow': `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec: ${'['.repeat(100_000)}`,
    'deep YAML lists': `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n${'- '.repeat(100_000)}x\n`,
    'deep JSON': `{"Generation": 2, "x": ${'['.repeat(100_000)}`,
    'JSON that ends': '{"Generation": 2, "HardDrives": [{"ControllerType":',
    'deep xl list': `name = "x"\ndisk = ${'['.repeat(10_000)}`,
    'xl string without end': 'name = "x\n',
    'shell quote without end': "qemu-system-x86_64 -accel kvm -name 'x",
    'one long line': `name = "${'x'.repeat(2_000_000)}"`,
    'a large text': `name = "x"\n${'# comment\n'.repeat(500_000)}`,
    'control characters in XML': "<domain type='kvm'><name>\u0000\u0001</name></domain>",
    'deep blocks in Ruby': `Vagrant.configure("2") do |config|\n${'a do '.repeat(100_000)}`,
    'a Ruby string without end': 'Vagrant.configure("2") do |config|\n  config.vm.box = "x\nend\n',
    'more machines in Ruby than anybody has': `Vagrant.configure("2") do |config|\n${Array.from({ length: 1001 }, (_, i) => `config.vm.define "a${i}"\n`).join('')}end\n`,
    'settings for each of many machines': `Vagrant.configure("2") do |config|\n${'config.vm.network :private_network\n'.repeat(10_000)}${Array.from({ length: 900 }, (_, i) => `config.vm.define "a${i}"\n`).join('')}end\n`,
    'alias to itself': 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec: &a\n  template: *a\n',
  }
  for (const [name, text] of Object.entries(cases))
    it(`${name}: one clear line, at once`, async () => {
      const start = process.cpuUsage()
      const error = await read(text).then(
        () => undefined,
        (e: unknown) => e,
      )
      // Time of this process, whatever else the machine does.
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000)
      expect(error).toBeInstanceOf(Fault)
      expect((error as Fault).message).toMatch(/^guest:/)
      expect((error as Fault).message).not.toContain('\n')
      expect((error as Fault).message.length).toBeLessThan(300)
    })

  it('never throws anything but a Fault, whatever is cut or changed', async () => {
    const seeds = [
      'name = "web"\ntype = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\n',
      "<domain type='kvm'><devices><disk><target dev='sda' bus='scsi'/></disk></devices></domain>",
      'qemu-system-x86_64 -accel kvm -drive file=a,if=virtio -device \'{"driver":"e1000"}\'',
      'memory: 512\nscsi0: local:a\nnet0: virtio=A2:C0:43:77:08:A0\n',
      'config.version = "8"\nscsi0:0.present = "TRUE"\n',
      '{"VM":{"r":{"HVM_boot_policy":"BIOS order"}},"VBD":[{"type":"Disk"}]}',
      'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n  template:\n    spec:\n      domain: {devices: {disks: [{name: a, disk: {}}]}}\n',
      '              uuid ( RO): 6b2a\n   HVM-boot-policy ( RW): BIOS order\n',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.nat(200),
        fc.nat(20),
        fc.string({ maxLength: 6, unit: 'binary' }),
        async (seed, at, drop, add) => {
          const text = seed.slice(0, at) + add + seed.slice(at + drop)
          try {
            await read(text)
          } catch (error) {
            expect(error).toBeInstanceOf(Fault)
            expect((error as Fault).message.split('\n')).toHaveLength(1)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  const tar = (name: string, body: string, spoil = false): Uint8Array => {
    const bytes = new Uint8Array(512 + Math.ceil(body.length / 512) * 512 + 1024)
    const put = (text: string, at: number): void => bytes.set(new TextEncoder().encode(text), at)
    put(name, 0)
    put(body.length.toString(8).padStart(11, '0'), 124)
    put('        ', 148)
    put('0', 156)
    put('ustar', 257)
    put(
      bytes
        .subarray(0, 512)
        .reduce((a, b) => a + b, spoil ? 1 : 0)
        .toString(8)
        .padStart(6, '0'),
      148,
    )
    bytes[154] = 0
    put(body, 512)
    return bytes
  }
  const decode = (b: Uint8Array): string => new TextDecoder().decode(b)
  it('finds the descriptor of an OVA and names the offset of what is no tar', () => {
    expect(descriptorOf('a.ova', tar('vm.ovf', '<Envelope/>'), decode)).toEqual({ name: 'vm.ovf', text: '<Envelope/>' })
    expect(() => descriptorOf('a.ova', tar('vm.ovf', '<Envelope/>', true), decode)).toThrow(/^a\.ova: byte 0: not a tar header/)
    expect(() => descriptorOf('a.ova', tar('vm.ovf', '<Envelope/>').subarray(0, 515), decode)).toThrow('cut off')
    expect(() => descriptorOf('a.ova', tar('disk.vmdk', 'x'), decode)).toThrow('no .ovf')
    expect(() => descriptorOf('a.ova', new Uint8Array(100), decode)).toThrow('byte 0')
  })
})

it('tells what drifted from the definition', async () => {
  const defined = await read(xl('type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\nvif = [ "" ]'))
  const runs = await read(xl('type = "hvm"\nxen_platform_pci = 0\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\nvif = [ "" ]'))
  const by = (list: ReturnType<typeof driftOf>): Record<string, string> =>
    Object.fromEntries(list.map((d) => [d.about, d.verdict]))
  expect(by(driftOf(defined, runs))).toEqual({
    hypervisor: 'same',
    mode: 'settled',
    cpu: 'same',
    board: 'same',
    interrupts: 'settled',
    disk: 'settled',
    network: 'settled',
  })
  const other = await read('memory: 512\nscsi0: local:a\nnet0: virtio=A2:C0:43:77:08:A0\n')
  expect(by(driftOf(runs, other))).toMatchObject({ hypervisor: 'differs', network: 'differs', disk: 'same' })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadDefinition, readDefinitions } from '../definitions/index.ts'
import { applyEdits, type Edit, type LintFinding, lint } from './engine.ts'
import { mend as mendWith } from './mend.ts'
import { RULES } from './rules/index.ts'

const read = async (text: string): Promise<readonly ReadDefinition[]> => (await readDefinitions({ path: 'x', text })) ?? []
const findingsIn = async (text: string): Promise<LintFinding[]> => lint({ path: 'x', text }, await read(text))
/** With all fixes. */
const mend = async (text: string, find: (text: string) => Promise<readonly LintFinding[]>): Promise<string> =>
  (await mendWith(text, find, { safe: true, unsafe: true, rules: new Set() })).text
const settingsOf = (all: readonly ReadDefinition[]) => all.flatMap((d) => d.definition.settings)
const touches = (edits: readonly Edit[], start: number, end: number): boolean =>
  edits.some((e) => e.start <= end && e.end >= start)

/** Statements of formats in which a fix keeps layout, some right and some to be mended, with comments between them. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  xl: [
    'type = "hvm"   # as it was',
    '# hap = 1 was slower?',
    'hap = 0',
    'hpet = 1',
    'vga = "cirrus"; usb = 0',
    'viridain = 1',
    'tsc_mode = "always_emulate"',
    'xen_platform_pci = 0',
    'vif = [ "bridge=a", "bridge=b,type=vif",  # two\n        "mac=00:16:3e:00:00:01" ]',
    'disk = [ "a,raw,sda,rw" ]',
    'device_model_version = "qemu-xen-traditional"',
    'bios = "rombios"',
  ],
  proxmox: [
    '# a note',
    'scsi0: local:a,size=8G',
    'scsihw: lsi',
    'net0: e1000=A2:C0:43:77:08:A0,bridge=vmbr0',
    'cpu: kvm64,flags=+aes',
    'kvm: 0',
    'tablet: 1',
    'vga: cirrus',
    'machine: pc-i440fx-2.9',
    'scsihv: virtio-scsi-pci',
  ],
  vmx: [
    '# a note',
    'scsi0.present = "TRUE"',
    'scsi0.virtualDev = "lsilogic" # old',
    'ethernet0.present = "TRUE"',
    'ethernet0.virtualDev = "E1000"',
    'hpet0.present = "TRUE"',
  ],
  vagrantfile: [
    '  # a note',
    '  config.vm.provider(:libvirt) { |v| v.disk_bus = "sata" } # old',
    '  config.vm.provider "libvirt" do |v|\n    v.driver = \'qemu\'\n    v.nic_model_type = :e1000\n  end',
    '  config.vm.network "private_network", ip: "10.0.0.2",\n    libvirt__model_type: "rtl8139", :virtualbox__nic_type => "82540EM"',
    '  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--nictype1", "Am79C973"] if old\n  end',
    '  config.vm.provider("vmware_desktop") { |v| v.vmx["ethernet0.virtualDev"] = "e1000" }',
    '  config.vm.define "a"',
    '  config.vm.define("b") { |b| b.vm.network :public_network, libvirt__model_type: "e1000" }',
  ],
}
/** What has to come after them. */
const TAIL: Readonly<Record<string, string>> = { vagrantfile: 'end\n' }
const HEAD: Readonly<Record<string, string>> = {
  xl: 'name = "a"\non_crash = "destroy"',
  proxmox: 'memory: 512\nostype: l26',
  vmx: 'config.version = "8"',
  vagrantfile: 'Vagrant.configure("2") do |config|',
}

describe('a fix', () => {
  for (const [format, lines] of Object.entries(LINES))
    it(`in ${format} settles its finding, changes nothing else, and a second run has nothing to do`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray([...lines]), fc.constantFrom('\n', '\r\n'), async (chosen, end) => {
          const text = `${[HEAD[format]!, ...chosen].join('\n')}\n${TAIL[format] ?? ''}`.replaceAll('\n', end)
          const before = settingsOf(await read(text))
          const findings = await findingsIn(text)
          for (const finding of findings.filter((f) => f.edits.length > 0)) {
            const after = settingsOf(await read(applyEdits(text, finding.edits)))
            const values = new Map(after.map((s) => [s.path, s.value]))
            for (const s of before)
              if (values.get(s.path) !== s.value) expect([s.path, touches(finding.edits, s.from, s.to)]).toEqual([s.path, true])
          }
          const edits = findings.flatMap((f) => f.edits)
          const kept = chosen
            .flatMap((l) => l.split('\n'))
            .filter((line) => {
              const at = text.indexOf(line)
              return !touches(edits, at, at + line.length)
            })
          expect(applyEdits(text, edits).split(/\r?\n/)).toEqual(expect.arrayContaining(kept))
          const mended = await mend(text, findingsIn)
          expect((await findingsIn(mended)).filter((f) => f.edits.length > 0)).toEqual([])
          expect(await mend(mended, findingsIn)).toBe(mended)
        }),
        { numRuns: 60 },
      )
    })

  for (const rule of RULES)
    for (const { format, bad } of rule.examples)
      it(`${rule.id} in ${format}: mended text says the same but for what was mended`, async () => {
        const findings = (await findingsIn(bad)).filter((f) => f.rule === rule.id && f.edits.length > 0)
        if (findings.length === 0) return
        const edits = findings.flatMap((f) => f.edits)
        const mended = applyEdits(bad, edits)
        const values = new Map(settingsOf(await read(mended)).map((s) => [s.path, s.value]))
        for (const s of settingsOf(await read(bad)))
          if (values.get(s.path) !== s.value) expect([s.path, touches(edits, s.from, s.to)]).toEqual([s.path, true])
        expect((await findingsIn(mended)).filter((f) => f.rule === rule.id && f.edits.length > 0)).toEqual([])
        const stable = await mend(bad, findingsIn)
        expect(await mend(stable, findingsIn)).toBe(stable)
      })
})

it('what a symbol cannot spell is put into quotes', async () => {
  const text = 'Vagrant.configure("2") do |config|\n  config.vm.provider :qemu do |v|\n    v.net_device = :e1000\n  end\nend\n'
  expect(await mend(text, findingsIn)).toBe(text.replace(':e1000', ':"virtio-net-pci"'))
})

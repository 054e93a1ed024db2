import { describe, expect, it } from 'vitest'
import { report } from '../examine.ts'
import { applyEdits, lint } from '../lint/engine.ts'
import { mend } from '../lint/mend.ts'
import { readDefinitions } from './index.ts'

const read = async (text: string) => (await readDefinitions({ path: 'Vagrantfile', text })) ?? []

/** `name hypervisor: disks / cards` of each machine; where several hypervisors are possible all of them. */
async function shown(text: string): Promise<string[]> {
  return (await read(text)).map(({ name, format, signals }) => {
    expect(format).toBe('vagrantfile')
    const all = (kind: string): string =>
      signals
        .filter((s) => s.name === kind)
        .map((s) => s.value)
        .join(' ')
    return `${name} ${all('declared.hypervisor')}: ${all('disk.declared')} / ${all('net.declared')}`.replace(/\s+/g, ' ')
  })
}
const cells = async (text: string): Promise<string[]> =>
  (await read(text)).map((r) => {
    const made = report({ path: 'Vagrantfile', kind: 'definition', format: r.format }, r.signals, { missing: [] }, 'declared')
    const { cpu, board, disk, network } = made.cells
    return [cpu, board, disk, network].map((c) => [...(c.possible ?? [c.kind])].sort().reverse().join('|')).join(' ')
  })
const findings = async (text: string): Promise<string[]> =>
  lint({ path: 'Vagrantfile', text }, await read(text)).map((f) => `${f.rule} ${f.line}:${f.column} ${f.machine ?? '-'}`)

const configure = (inside: string): string =>
  `Vagrant.configure("2") do |config|\n${inside.replace(/^/gm, '  ').trimEnd()}\nend\n`
const libvirt = (inside: string, box = 'config.vm.box = "debian/bookworm64"'): string =>
  configure(`${box}\nconfig.vm.provider :libvirt do |v|\n${inside.replace(/^/gm, '  ').trimEnd()}\nend`)
const virtualbox = (inside: string, more = ''): string =>
  configure(`${more}\nconfig.vm.provider "virtualbox" do |vb|\n${inside.replace(/^/gm, '  ').trimEnd()}\nend`)

/** Files as people write them, for what each is about. */
const FILES: Readonly<Record<string, readonly [text: string, machines: readonly string[]]>> = {
  'a cluster made in a loop, for two providers': [
    `# -*- mode: ruby -*-
# vi: set ft=ruby :
NODE_COUNT = (ENV["NODES"] || 3).to_i
$bootstrap = <<~'SHELL'
  cat >/etc/motd <<EOF
  v.disk_bus = "ide"; end
  EOF
SHELL

Vagrant.configure("2") do |config|
  config.vm.box = "generic/ubuntu2204"
  config.vm.synced_folder ".", "/vagrant", disabled: true
  config.vm.provider "libvirt" do |lv|
    lv.cpus = 2
    lv.memory = 4096
  end
  config.vm.provider "virtualbox" do |vb|
    vb.customize ["modifyvm", :id, "--nictype2", "virtio"]
  end
  (1..NODE_COUNT).each do |i|
    config.vm.define "worker-#{i}" do |worker|
      worker.vm.hostname = "worker-#{i}"
      worker.vm.network "private_network", ip: "192.168.56.#{10 + i}"
      worker.vm.provision "shell", inline: $bootstrap
    end
  end
end
`,
    ['worker-*@libvirt kvm: virtio-blk / virtio virtio', 'worker-*@virtualbox virtualbox: box-disk / box-net virtio-net'],
  ],
  'machines of their own, one with an old card': [
    `ENV['VAGRANT_NO_PARALLEL'] = 'yes'
Vagrant.configure(2) do |config|
  config.vm.define :web, primary: true do |web|
    web.vm.box = 'centos/7'
    web.vm.provider :libvirt do |domain|
      domain.driver = 'kvm'
      domain.memory = 1024
    end
  end

  config.vm.define :legacy, autostart: false do |legacy|
    legacy.vm.box = 'centos/5'
    legacy.vm.network :private_network, :ip => '10.0.0.5', :libvirt__model_type => 'pcnet'
    legacy.vm.provider :libvirt do |domain|
      domain.disk_bus = 'ide'
      domain.nic_model_type = 'rtl8139'
    end
  end
end
`,
    ['web kvm: virtio-blk / virtio', 'legacy kvm: ide-hd / rtl8139 pcnet'],
  ],
  'Windows, installed from a medium with drivers on another': [
    `Vagrant.configure("2") do |config|
  config.vm.box = "windows-2022"
  config.vm.guest = :windows
  config.vm.communicator = "winrm"
  config.vm.provider :libvirt do |v|
    v.machine_type = "q35"
    v.disk_bus = "sata"
    v.nic_model_type = "e1000e"
    v.video_type = "qxl"
    v.hyperv_feature :name => 'stimer', :state => 'on'
    v.clock_timer :name => 'hypervclock', :present => 'yes'
    v.storage :file, device: :cdrom, path: "/isos/windows.iso"
    v.storage :file, :device => :cdrom, :bus => 'sata', :path => "/isos/virtio-win.iso"
    v.input :type => "tablet", :bus => "usb"
  end
end
`,
    ['default kvm: ahci ide-hd ahci / e1000e'],
  ],
  'a desktop with VMware, in its three names': [
    `Vagrant.configure("2") do |config|
  config.vm.box = "bento/ubuntu-22.04"
  %w[vmware_fusion vmware_workstation].each do |name|
    config.vm.provider name do |v|
      v.gui = true
    end
  end
  config.vm.provider "vmware_desktop" do |v|
    v.allowlist_verified = true
    v.vmx["memsize"] = "4096"
    v.vmx['ethernet0.virtualdev'] = 'vmxnet3'
    v.vmx["scsi0:1.present"] = "TRUE"
    v.vmx["scsi0.virtualDev"] = "pvscsi"
  end
end
`,
    [
      'vmware_fusion vmware: box-disk / e1000e',
      'vmware_workstation vmware: box-disk / e1000e',
      'vmware_desktop vmware: box-disk pvscsi / vmxnet3',
    ],
  ],
  'disks of VirtualBox on a controller of their own': [
    `Vagrant.configure("2") do |config|
  config.vm.box = "almalinux/9"
  config.vm.network "private_network", type: "dhcp", nic_type: "virtio"
  config.vm.disk :disk, size: "40GB", primary: true
  config.vm.disk :disk, size: "10GB", name: "data"
  config.vm.provider "virtualbox" do |vb|
    vb.default_nic_type = "82545EM"
    disk = File.join(__dir__, ".disks", "extra.vdi")
    unless File.exist?(disk)
      vb.customize ["createhd", "--filename", disk, "--size", 10 * 1024]
      vb.customize ["storagectl", :id, "--name", "Extra", "--add", "sata", "--controller", "IntelAhci"]
    end
    vb.customize ["storageattach", :id,
                  "--storagectl", "Extra",
                  "--port", 1, "--type", "hdd", "--medium", disk]
  end
end
`,
    ['default virtualbox: box-disk box-disk ahci / e1000 virtio-net'],
  ],
  'Hyper-V and Parallels beside each other': [
    `Vagrant.configure("2") do |config|
  config.vm.box = "generic/debian12"
  config.vm.provider :hyperv do |h, override|
    h.enable_virtualization_extensions = true
    override.vm.network "public_network", bridge: "Default Switch"
  end
  config.vm.provider "parallels" do |prl|
    prl.customize ["set", :id, "--device-set", "net0", "--adapter-type", "e1000"]
    prl.customize ["set", :id, "--device-set", "hdd0", "--iface", "sata"]
  end
end
`,
    ['hyperv hyperv: box-disk / box-net', 'parallels parallels: ahci / e1000'],
  ],
  "Parallels with a card's network interface beside its model, an RTL8029, and SCSI that names no controller": [
    `Vagrant.configure("2") do |config|
  config.vm.box = "a"
  config.vm.provider "parallels" do |prl|
    prl.customize ["set", :id, "--device-set", "net0", "--type", "bridged", "--iface", "en0", "--adapter-type", "rtl"]
    prl.customize ["set", :id, "--device-set", "hdd0", "--iface", "scsi"]
  end
end
`,
    ['default parallels: parallels-scsi / ne2k_pci'],
  ],
  'QEMU with a second card for a private network': [
    `Vagrant.configure("2") do |config|
  config.vm.box = "a"
  config.vm.network "private_network", ip: "192.168.1.2"
  config.vm.provider "qemu" do |qe|
    qe.net_device = "e1000"
    qe.advanced_network = true
  end
end
`,
    ['default kvm apple hyperv: virtio-blk / e1000 e1000'],
  ],
  'QEMU that emulates another architecture': [
    `Vagrant.configure(2) do |config|
  config.vm.box = "centos/7"
  config.vm.provider "qemu" do |qe|
    qe.arch = "x86_64"
    qe.machine = "q35"
    qe.net_device = "e1000"
    qe.drive_interface = "none"
    qe.extra_qemu_args = %w(-device virtio-blk-pci,drive=disk0 -device ich9-ahci,id=a)
  end
end
`,
    ['default qemu-tcg: virtio-blk-pci / e1000'],
  ],
  'a machine that boots from the network, with a disk on a bus whose controller nobody names': [
    `Vagrant.configure("2") do |config|
  config.vm.define :pxe do |node|
    node.vm.provider :libvirt do |domain|
      domain.boot 'network'
      domain.mgmt_attach = false
      domain.storage :file, :size => '20G', :type => 'qcow2', :bus => 'scsi'
    end
    node.vm.network :public_network,
      :dev => "br0",
      :libvirt__model_type => 'virtio'
  end
end
`,
    ['pxe kvm: lsi53c895a / virtio'],
  ],
  'settings from a file, as far as they are not': [
    `require 'yaml'
settings = YAML.load_file(File.join(File.dirname(__FILE__), 'nodes.yml'))
def tune(provider)
  provider.cpus = 2
end
Vagrant.configure("2") do |config|
  settings["nodes"].each do |name, opts|
    config.vm.define opts["name"] do |node|
      node.vm.box = opts["box"]
      node.vm.network :private_network, ip: opts["ip"], libvirt__model_type: opts.fetch("nic", "virtio")
      node.vm.provider :libvirt do |lv|
        lv.disk_bus = opts["bus"] || "virtio"
        lv.memory = opts["memory"]
      end
    end
  end
end
`,
    ['opts["name"] kvm: code-disk / virtio code-net'],
  ],
  'names in a list, and in a format': [
    `Vagrant.configure("2") do |config|
  ["web", "db"].each do |name|
    config.vm.define name do |node|
      node.vm.box = "a"
      node.vm.provider :libvirt do |v|
        v.nic_model_type = "e1000"
      end
    end
  end
  (1..2).each do |i|
    config.vm.define vm_name = "%s-%02d" % [$prefix, i] do |node|
      node.vm.provider :libvirt
    end
  end
end
`,
    ['web kvm: virtio-blk / e1000', 'db kvm: virtio-blk / e1000', '*-* kvm: virtio-blk / virtio'],
  ],
  'the first version of the syntax': [
    `Vagrant::Config.run do |config|
  config.vm.box = "lucid32"
  config.vm.network :hostonly, "33.33.33.10"
  config.vm.customize ["modifyvm", :id, "--nictype1", "Am79C973"]
end
`,
    ['default virtualbox: box-disk / Am79C973 box-net'],
  ],
  'nothing of a provider': [
    'Vagrant.configure("2") do |config|\n  config.vm.box = "hashicorp/bionic64"\n  config.vm.network "forwarded_port", guest: 80, host: 8080\nend\n',
    ['default : provider-disk / provider-net'],
  ],
}

describe('files as people write them', () => {
  for (const [name, [text, machines]] of Object.entries(FILES))
    it(name, async () => expect(await shown(text)).toEqual(machines))
})

describe('what is computed leaves open what it decides', () => {
  const cases: Readonly<Record<string, readonly [text: string, want: string]>> = {
    'a variable': [libvirt('v.disk_bus = bus'), 'VH VS VS|P P'],
    'the environment': [libvirt('v.nic_model_type = ENV["NIC"]'), 'VH VS P VS|P'],
    'an interpolated string': [libvirt('v.disk_bus = "#{bus}"'), 'VH VS VS|P P'],
    'a ternary': [libvirt('v.disk_bus = fast ? "virtio" : "sata"'), 'VH VS VS|P P'],
    'a call': [libvirt('v.disk_bus = "virtio".downcase'), 'VH VS VS|P P'],
    'strings side by side': [libvirt('v.disk_bus = "vir" "tio"'), 'VH VS VS|P P'],
    'a modifier': [libvirt('v.disk_bus = "ide" if old'), 'VH VS VS|P P'],
    'a condition': [libvirt('unless fast\n  v.disk_bus = "ide"\nelse\n  v.disk_bus = "usb"\nend'), 'VH VS VS|P P'],
    'a case': [libvirt('case os\nwhen "old" then v.nic_model_type = "e1000"\nend'), 'VH VS P VS|P'],
    'a logical operator': [libvirt('old && v.disk_bus = "ide"'), 'VH VS VS|P P'],
    'a loop': [libvirt('buses.each { |b| v.disk_bus = "ide" }'), 'VH VS VS|P P'],
    'a rescue': [libvirt('begin\n  v.disk_bus = "ide"\nrescue StandardError => e\n  v.disk_bus = "sata"\nend'), 'VH VS VS P'],
    'assigned otherwise': [libvirt('v.disk_bus ||= "ide"'), 'VH VS VS|P P'],
    'a key that is computed': [
      configure('config.vm.provider "vmware_desktop" do |v|\n  v.vmx["ethernet#{n}.virtualDev"] = "vmxnet3"\nend'),
      '? VS VS|P VS|P',
    ],
    'a key that is computed, of something else': [
      configure('config.vm.provider "vmware_desktop" do |v|\n  v.vmx["scsi0:#{n}.fileName"] = file\nend'),
      '? VS VS|P VS',
    ],
    'a key that is a variable': [
      configure('config.vm.provider "vmware_desktop" do |v|\n  v.vmx[key] = "a"\nend'),
      '? VS VS|P VS|P',
    ],
    'a driver': [libvirt('v.driver = ENV["DRIVER"]'), 'VS|VH VS P P'],
    'handed to a method': [libvirt('tune(v)'), 'VS|VH VS VS|P VS|P'],
    'handed to a method without brackets': [libvirt('tune v'), 'VS|VH VS VS|P VS|P'],
    'a block that stands elsewhere': [configure('config.vm.provider :libvirt, &settings'), 'VS|VH VS VS|P VS|P'],
    'a provider that is computed': [
      configure('config.vm.provider :libvirt\nconfig.vm.provider(which) { |v| v.disk_bus = "ide" }'),
      'VH VS VS|P P',
    ],
    'options in a variable': [
      libvirt('v.cpus = 1', 'config.vm.box = "a"\nconfig.vm.network :private_network, **options'),
      'VH VS P VS|P',
    ],
    'a command in a variable': [virtualbox('vb.default_nic_type = "virtio"\nvb.customize command'), '? VS VS|P VS|P'],
    'a condition around a provider': [
      configure('if Vagrant.has_plugin?("x")\n  config.vm.provider :libvirt do |v|\n    v.disk_bus = "ide"\n  end\nend'),
      'VH VS VS|P P',
    ],
    'the outer configuration inside a machine': [
      configure('config.vm.define "a" do |a|\n  config.vm.provider :libvirt do |v|\n    v.disk_bus = "ide"\n  end\nend'),
      'VH VS VS|P P',
    ],
    'a method of the file': [
      `def old(node)\n  node.vm.provider :libvirt do |v|\n    v.disk_bus = "ide"\n  end\nend\n${libvirt('v.cpus = 1')}`,
      'VH VS VS|P P',
    ],
    // And what does not matter, or is settled after all.
    'a plain line after a condition': [libvirt('v.disk_bus = "ide" if old\nv.disk_bus = "virtio"'), 'VH VS P P'],
    'a condition that says the same': [libvirt('v.disk_bus = "scsi"\nv.disk_bus = "scsi" if old'), 'VH VS P P'],
    'a computed size': [libvirt('v.memory = ENV["MEMORY"] || 512'), 'VH VS P P'],
    'a comment': [libvirt('# v.disk_bus = "ide"\nv.cpus = 2 # v.disk_bus = "ide"'), 'VH VS P P'],
    'a documentation comment': [libvirt('v.cpus = 2').replace('\nend', '\nend\n=begin\nend end {\n=end'), 'VH VS P P'],
    'after the end': [`${libvirt('v.cpus = 2')}__END__\nend end "\n`, 'VH VS P P'],
    'a heredoc': [libvirt('v.cpus = 2', 'config.vm.box = "a"\nx = <<-A\n v.disk_bus = "ide"\n end\n A'), 'VH VS P P'],
    'a block that is another variable': [
      configure('config.vm.provision "x" do |v|\n  v.disk_bus = "ide"\nend\nconfig.vm.provider :libvirt do |v|\nend'),
      'VH VS P P',
    ],
  }
  for (const [name, [text, want]] of Object.entries(cases)) it(name, async () => expect(await cells(text)).toEqual([want]))
})

describe('libvirt', () => {
  const disks = async (inside: string): Promise<string> => (await shown(libvirt(inside)))[0]!.replace(/^.*: | \/.*$/g, '')
  it('has the defaults of vagrant-libvirt', async () => {
    expect(await disks('v.disk_bus = "scsi"')).toBe('virtio-scsi')
    expect(await disks('v.disk_device = "sda"')).toBe('virtio-scsi')
    expect(await disks('v.disk_bus = "scsi"\nv.disk_controller_model = "lsilogic"')).toBe('lsi53c895a')
    expect(await disks('v.disk_bus = "scsi"\nv.storage :file, bus: "scsi"')).toBe('virtio-scsi virtio-scsi')
    expect(await disks('v.storage :file, size: "1G"\nv.storage :file, device: :floppy')).toBe('virtio-blk virtio-blk floppy')
  })
  it('takes the cards of the management network and of the others apart', async () => {
    const text = libvirt(
      'v.nic_model_type = "e1000"\nv.management_network_model_type = "virtio"',
      'config.vm.network :private_network, ip: "10.0.0.2"',
    )
    expect(await shown(text)).toEqual(['default kvm: virtio-blk / virtio e1000'])
  })
  it('follows arguments for QEMU and devices that are passed through', async () => {
    const [machine] = await read(
      libvirt(
        'v.qemuargs value: "-device"\nv.qemuargs :value => "e1000,id=x"\nv.pci bus: "0x06", slot: "0x12", function: "0x5"\nv.kernel = "/boot/k"\nv.cmd_line = "ro nopv"',
      ),
    )
    const said = machine!.signals.map((s) => `${s.name} ${s.value}`)
    expect(said).toEqual(expect.arrayContaining(['net.declared e1000', 'declared.passthrough pci', 'kernel.switch nopv']))
  })
  it('keeps what only one provider is told for it', async () => {
    const text = configure(
      'config.vm.provider :libvirt do |v, o|\n  o.vm.network :private_network, libvirt__model_type: "e1000"\nend\nconfig.vm.provider :virtualbox',
    )
    expect(await shown(text)).toEqual(['libvirt kvm: virtio-blk / virtio e1000', 'virtualbox virtualbox: box-disk / box-net'])
  })
})

describe('providers', () => {
  const two = 'config.vm.provider :virtualbox\nconfig.vm.provider :libvirt\nconfig.vm.provider :docker'
  const names = async (text: string): Promise<string[]> => (await read(text)).map((r) => r.name)
  it('come in the order that Vagrant tries them in, containers left out', async () => {
    expect(await names(configure(two))).toEqual(['virtualbox', 'libvirt'])
    expect(await names(`ENV["VAGRANT_DEFAULT_PROVIDER"] = "libvirt"\n${configure(two)}`)).toEqual(['libvirt', 'virtualbox'])
    expect(await names(`ENV['VAGRANT_DEFAULT_PROVIDER'] ||= 'libvirt'\n${configure('')}`)).toEqual(['default'])
  })
  it('that make no machines are refused', async () => {
    await expect(read(configure('config.vm.provider "docker" do |d|\n  d.image = "a"\nend'))).rejects.toThrow('containers')
  })
  it('take what their commands say', async () => {
    expect(await shown(virtualbox('vb.customize "post-boot", ["modifyvm", :id, "--nictype1", "virtio"]'))).toEqual([
      'default virtualbox: box-disk / box-net',
    ])
    expect(await shown(virtualbox('vb.customize(["modifyvm", :id, "--nic-type1=virtio", "--nic2", "none"])'))).toEqual([
      'default virtualbox: box-disk / virtio-net',
    ])
    expect(await shown(virtualbox('vb.network_adapter 2, :hostonly, nic_type: "virtio"'))).toEqual([
      'default virtualbox: box-disk / box-net virtio-net',
    ])
  })
})

describe('lint', () => {
  it('has the exact place, also of what several machines share, and mends the literal', async () => {
    const text = `Vagrant.configure("2") do |config|
  config.vm.provider :libvirt do |v|
    v.disk_bus = 'sata'            # as the box has it
    v.nic_model_type = :e1000
    v.graphics_type = "none"
  end
  config.vm.define "a"
  config.vm.define "b" do |b|
    b.vm.network "private_network",
                 libvirt__model_type: "rtl8139"
  end
end
`
    expect(await findings(text)).toEqual(['VC101 3:19 -', 'VC201 4:25 -', 'VC201 10:40 b'])
    const find = async (now: string) => lint({ path: 'Vagrantfile', text: now }, await read(now))
    expect((await mend(text, find, { safe: true, unsafe: true, rules: new Set() })).text).toBe(
      text.replace("'sata'", "'virtio'").replace(':e1000', ':virtio').replace('"rtl8139"', '"virtio"'),
    )
  })
  it('passes over what a later line replaces', async () => {
    expect(await findings(libvirt('v.disk_bus = "ide"\nv.disk_bus = "virtio"\nv.video_type = "virtio"'))).toEqual([])
  })
  it('does not change a bus whose disk is named after it', async () => {
    const text = libvirt('v.disk_bus = "ide"\nv.disk_device = "hda"\nv.video_type = "virtio"')
    const found = lint({ path: 'x', text }, await read(text))
    expect(found.map((f) => [f.rule, f.edits.length])).toEqual([['VC101', 0]])
  })
  it('listens to a comment', async () => {
    const text = libvirt('v.video_type = "virtio"\nv.disk_bus = "ide" # virtcolor-ignore VC101: the old kernel')
    expect(lint({ path: 'x', text }, await read(text)).map((f) => f.suppressed)).toEqual(['the old kernel'])
  })
  it('leaves a text alone that it has mended', async () => {
    for (const [text] of Object.values(FILES)) {
      const edits = lint({ path: 'x', text }, await read(text)).flatMap((f) => f.edits)
      const mended = applyEdits(text, edits)
      expect(lint({ path: 'x', text: mended }, await read(mended)).flatMap((f) => f.edits)).toEqual([])
    }
  })
})

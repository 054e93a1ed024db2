import { describe, expect, it } from 'vitest'
import { answer, openAny, withDefinitions } from '../answer.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { formatOf } from './index.ts'

const idOf = (text: string): string | undefined => formatOf(text)?.id

describe('one key is no definition', () => {
  it.each([
    ['a description', 'description:    Xen virtual block device frontend\n'],
    ['name and memory', 'name: web\nmemory: 2048\n'],
    ['processors and memory, as YAML has them', 'name: web\ncores: 4\nmemory: 2048\nsockets: 1\n'],
    [
      'modinfo',
      'filename:       /lib/modules/6.1.0/kernel/drivers/net/virtio_net.ko\nlicense:        GPL\ndescription:    Virtio network driver\nalias:          virtio:d00000001v*\ndepends:        net_failover\nname:           virtio_net\n',
    ],
    ['a mail', 'name: somebody\ntags: a\nhello: you\n'],
    ['a key of Proxmox among keys that it does not have', 'agent: 1\nserver: puppet\nport: 8140\n'],
    ['an assignment', 'name = "web"\nmemory = 2048\nvcpus = 2\n'],
    ['Python', 'import os\nname = "x"\ntype = "pv"\nkernel = [1]\nfoo = 1\nbar = 2\nbaz = 3\nqux = 4\na = 1\nb = 2\nc = 3\n'],
    ['a name to show', 'displayName = "My program"\nversion = "1"\n'],
    ['an ini file with a device', '[device]\nname = "eth0"\naddress = "10.0.0.1"\n'],
  ])('%s', (_, text) => {
    expect(idOf(text)).toBeUndefined()
  })
})

describe('keys that only one format has', () => {
  it.each([
    ['proxmox', 'machine: pc,viommu=virtio\n'],
    ['proxmox', 'memory: 512\nscsi0: local:a\nnet0: virtio=A2:C0:43:77:08:A0\n'],
    ['proxmox', '# a note\nbootdisk: virtio0\nostype: l26\nname: web\n[before]\nwhatever: 1\n'],
    ['xl', 'name = "web"\ndisk = [\n  "phy:/dev/vg/a,xvda,w"\n]\n'],
    ['xl', 'builder = "hvm"\nmemory = 512\n'],
    ['vmx', 'virtualHW.version = "19"\nguestOS = "debian11-64"\n'],
    ['qemu-argv', '[machine]\n  type = "q35"\n'],
  ])('%s %#', (id, text) => {
    expect(idOf(text)).toBe(id)
  })
})

const NO_CALLS = [
  'devices:\n  - /dev/kvm\n  - /dev/net/tun\n',
  'docker run --rm --device=/dev/kvm --device /dev/net/tun example/image\n',
  'docker run -v /dev/kvm:/dev/kvm -p 80:80 example/image\n',
  'virt-install --virt-type kvm --name a\n',
  'virsh -c qemu:///system list\n',
  'apt-get install qemu-kvm -y\n',
  'RUN apt-get update && apt-get install \\\n    qemu-kvm \\\n    -y\n',
  'sudo modprobe kvm -r\n',
  'lsmod | grep kvm -c\n',
  'Then start it with qemu-system-x86_64 -m 512 as before.\n',
  'Some run kvm -m or the like.\n',
  '# qemu-system-x86_64 -enable-kvm -hda a\n',
  'qemu-system-x86_64 --version\n',
  'qemu-system-x86_64 -help\n',
  'usermod -aG kvm -- me\n',
  'ls -l /dev/kvm -d\n',
  'echo "qemu-system-x86_64 -m 1"\n',
  '`qemu-system-x86_64 -m 1`\n',
]
const CALLS = [
  'qemu-system-x86_64 -m 512\n',
  '/usr/libexec/qemu-kvm -S -name a\n',
  '  exec kvm -m 512\n',
  '$ qemu-system-x86_64 -m 512\n',
  'me@host:~/vm$ sudo qemu-system-x86_64 -m 512\n',
  'root@host ~ # kvm -m 512\n',
  '[root@host ~]# /usr/libexec/qemu-kvm -m 512\n',
  'LC_ALL=C PATH=/usr/bin QEMU_AUDIO_DRV=none /usr/bin/kvm -S\n',
  'LC_ALL=C \\\nPATH=/usr/bin \\\n/usr/bin/qemu-system-x86_64 \\\n-name guest=a \\\n-S\n',
  'sudo -u me taskset -c 0-3 nice -n -5 qemu-system-x86_64 -m 1\n',
  'timeout 30s qemu-system-aarch64 -M virt\n',
  'ExecStart=/usr/bin/qemu-system-x86_64 -m 512\n',
  'if [ -e a ]; then qemu-system-x86_64 -m 512; fi\n',
  'cd vm && ./qemu-system-x86_64 -m 512\n',
  'libvirt+ 2131 12.0 4.5 9100 4400 ?  Sl Jan01 1234:11 /usr/bin/qemu-system-x86_64 -name a\n',
  ' 2131 /usr/bin/kvm -id 100\n',
  '   ├─2131 /usr/bin/kvm -id 100\n',
  'qemu-system-x86_64\0-accel\0kvm\0',
  "'/opt/my qemu/bin/x'; qemu-system-x86_64 -m 1\n",
]

describe('QEMU is called at the place of a command', () => {
  it.each(NO_CALLS)('not in %j', (text) => {
    expect(idOf(text)).toBeUndefined()
  })
  it.each(CALLS)('in %j', (text) => {
    expect(idOf(text)).toBe('qemu-argv')
  })
  it('a text full of the name is looked through in linear time', () => {
    const start = performance.now()
    for (const text of ['kvm -m '.repeat(9_000), 'kvm -m\\\n'.repeat(8_000), `${'\\\n'.repeat(30_000)}kvm -m`]) idOf(text)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

async function report(text: string): Promise<string> {
  const wanted = withDefinitions(wantedOf(PROBES, 'capture'))
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  const [first] = await answer(await openAny('x', bytes(), wanted), wanted)
  const { source, hypervisor, cells } = first.report
  return `${source.format ?? source.kind} ${hypervisor.id} ${cells.disk.kind} ${cells.network.kind}`
}

describe('a definition in a post', () => {
  it('quoted as mail over several lines', async () => {
    const text = '> /usr/bin/qemu-system-x86_64 -name a\n> -machine pc,accel=kvm -nodefaults\n> -drive file=a,if=virtio\n'
    expect(await report(text)).toBe('qemu-argv kvm P -')
  })
  it('below a prompt', async () => {
    expect(
      await report('[root@pve ~]# qm config 100\nname: web\nostype: l26\nscsi0: local:a\nnet0: virtio=A2:C0:43:77:08:A0\n'),
    ).toBe('proxmox kvm VS P')
  })
  it('between sentences, whose apostrophes open no quote', async () => {
    expect(
      await report(
        "I've tried:\n$ qemu-system-x86_64 -enable-kvm -m 1 \\\n   -drive file=a,if=virtio -nic user,model=virtio-net-pci\nIt's slow.\n",
      ),
    ).toBe('qemu-argv kvm P P')
  })
  it("does not come before the machine's own outputs", async () => {
    expect(
      await report(
        '[me@h ~]$ ethtool -i ens3\ndriver: ixgbevf\nversion: 4.1.0\nbus-info: 0000:00:03.0\n[me@h ~]$ qm config 1\nostype: l26\nscsi0: local:a\n',
      ),
    ).toMatch(/^text \S+ \? VH$/)
  })
})

describe('variables of the shell are open', () => {
  it.each([
    ['options in a variable', '$KVM -drive file=a,if=virtio', 'qemu-argv unknown P ?'],
    ['an array of options', '"${ARGS[@]}" -accel kvm -drive file=$IMG,if=virtio', 'qemu-argv kvm P ?'],
    ['a device', '-accel kvm -nodefaults -device $NIC,netdev=n', 'qemu-argv kvm ? ?'],
    ['the interface of a drive', '-accel kvm -nodefaults -drive file=a,if=$IF', 'qemu-argv kvm ? -'],
    ['the machine', '-accel kvm -machine $M -drive file=a', 'qemu-argv kvm ? ?'],
    ['a variable in a name only', '-accel kvm -nodefaults -drive file=$DIR/a,if=virtio', 'qemu-argv kvm P -'],
    ['no variable, in single quotes', "-accel kvm -nodefaults -name '$a' -drive file=a,if=virtio", 'qemu-argv kvm P -'],
  ])('%s', async (_, options, expected) => {
    expect(await report(`qemu-system-x86_64 -m 1 ${options}\n`)).toBe(expected)
  })
})

it('a CD-ROM alone is no disk', async () => {
  expect(await report('qemu-system-x86_64 -accel kvm -nodefaults -cdrom a.iso\n')).toBe('qemu-argv kvm - -')
})

it('a file of -readconfig does not show what stands beside it', async () => {
  expect(await report('[machine]\n  type = "q35"\n  accel = "kvm"\n')).toBe('qemu-argv kvm ? ?')
})

describe('Packer', () => {
  const builder = (more: object): Promise<string> => report(JSON.stringify({ builders: [more] }))
  it.each([
    [{ type: 'vmware-vmx', source_path: 'a.vmx' }, 'packer vmware ? ?'],
    [{ type: 'virtualbox-ovf', source_path: 'a.ovf' }, 'packer virtualbox ? ?'],
    [{ type: 'virtualbox-iso' }, 'packer virtualbox VS VS'],
    [
      { type: 'vsphere-iso', disk_controller_type: '{{user `d`}}', network_adapters: [{ network_card: '{{user `n`}}' }] },
      'packer vmware ? ?',
    ],
    [
      { type: 'vsphere-iso', disk_controller_type: ['pvscsi'], network_adapters: [{ network_card: 'vmxnet3' }] },
      'packer vmware P P',
    ],
  ])('%j', async (more, expected) => {
    expect(await builder(more)).toBe(expected)
  })
})

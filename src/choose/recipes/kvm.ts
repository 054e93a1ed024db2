/** KVM: libvirt domain XML, virt-install, Proxmox, OpenStack, oVirt, KubeVirt. https://libvirt.org/formatdomain.html */
import { type Case, type Generator, GUEST, type Recipe } from './model.ts'

const XML = 'https://libvirt.org/formatdomain.html'

export const kvm: Generator = (c) => {
  switch (c.fact('on')) {
    case 'proxmox':
      return proxmox(c)
    case 'openstack':
      return openstack(c)
    case 'kubevirt':
      return kubevirt(c)
    case 'ovirt':
      return ovirt(c)
    default:
      return libvirt(c)
  }
}

const emulated = (c: Case): boolean => c.outcome.cells[3] === 'VS'
const tcg = (c: Case): boolean => c.outcome.cells[0] === 'VS'
const scsi = (c: Case): boolean => c.outcome.short.includes('scsi')
const vf = (c: Case): boolean => c.outcome.cells[4] === 'VH'
const arm = (c: Case): boolean => c.fact('arch') === 'arm64'

function libvirt(c: Case): Recipe {
  const bus = emulated(c) ? 'sata' : scsi(c) ? 'scsi' : 'virtio'
  const disk = emulated(c)
    ? [`<driver name='qemu' type='raw' cache='none'/>`]
    : [`<driver name='qemu' type='raw' cache='none' io='native' discard='unmap'${scsi(c) ? '' : ` iothread='1'`}/>`]
  const windows = c.fact('os') === 'windows'
  const xml = [
    `<domain type='${tcg(c) ? 'qemu' : 'kvm'}'>`,
    `  <name>${GUEST}</name>`,
    `  <memory unit='MiB'>4096</memory>`,
    '  <vcpu>4</vcpu>',
    ...(emulated(c) ? [] : ['  <iothreads>1</iothreads>']),
    ...(c.fact('firmware') === 'uefi' || c.fact('firmware') === 'secure-boot' || arm(c)
      ? [`  <os firmware='efi'>`]
      : ['  <os>']),
    arm(c)
      ? `    <type arch='aarch64' machine='virt'>hvm</type>`
      : `    <type arch='${c.fact('arch') === 'i386' ? 'i686' : 'x86_64'}' machine='q35'>hvm</type>`,
    `    <boot dev='hd'/>`,
    '  </os>',
    '  <features>',
    '    <acpi/>',
    arm(c) ? `    <gic version='host'/>` : '    <apic/>',
    ...(windows
      ? [
          `    <hyperv mode='custom'>`,
          ...['relaxed', 'vapic', 'vpindex', 'runtime', 'synic', 'stimer', 'frequencies', 'tlbflush', 'ipi'].map(
            (f) => `      <${f} state='on'/>`,
          ),
          `      <spinlocks state='on' retries='8191'/>`,
          '    </hyperv>',
        ]
      : []),
    '  </features>',
    tcg(c) ? `  <cpu mode='maximum'/>` : `  <cpu mode='host-passthrough' check='none' migratable='on'/>`,
    ...(windows
      ? [`  <clock offset='localtime'>`, `    <timer name='hypervclock' present='yes'/>`, '  </clock>']
      : [`  <clock offset='utc'/>`]),
    '  <devices>',
    ...(scsi(c)
      ? [
          `    <controller type='scsi' index='0' model='virtio-scsi'>`,
          `      <driver iothread='1' queues='4'/>`,
          '    </controller>',
        ]
      : []),
    `    <disk type='block' device='disk'>`,
    ...disk.map((line) => `      ${line}`),
    `      <source dev='/dev/vg0/guest'/>`,
    `      <target dev='${bus === 'virtio' ? 'vda' : 'sda'}' bus='${bus}'/>`,
    '    </disk>',
    ...(vf(c)
      ? [
          `    <interface type='hostdev' managed='yes'>`,
          '      <source>',
          `        <address type='pci' domain='0x0000' bus='0x03' slot='0x10' function='0x0'/>`,
          '      </source>',
          '    </interface>',
        ]
      : [
          `    <interface type='bridge'>`,
          `      <source bridge='br0'/>`,
          `      <model type='${emulated(c) ? 'e1000e' : 'virtio'}'/>`,
          ...(emulated(c) || tcg(c) ? [] : [`      <driver name='vhost' queues='4'/>`]),
          '    </interface>',
        ]),
    `    <console type='pty'/>`,
    '  </devices>',
    '</domain>',
    '',
  ].join('\n')
  return {
    title: c.outcome.title,
    parts: [
      { what: 'write the domain definition', file: `${GUEST}.xml`, language: 'xml', text: xml },
      {
        what: 'define and start the guest',
        language: 'sh',
        text: `virsh define --validate ${GUEST}.xml\nvirsh start --console ${GUEST}\n`,
      },
      ...(emulated(c) || tcg(c)
        ? []
        : [
            {
              what: 'or create the guest with virt-install',
              language: 'sh' as const,
              text: [
                `virt-install --name ${GUEST} --memory 4096 --vcpus 4 --cpu host-passthrough ${arm(c) ? '--arch aarch64 --machine virt --boot uefi' : '--machine q35'} --import \\`,
                `  --osinfo detect=on,require=off ${scsi(c) ? '--controller type=scsi,model=virtio-scsi ' : ''}--disk path=/dev/vg0/guest,bus=${bus},cache=none,driver.io=native \\`,
                `  ${vf(c) ? '--network none --hostdev 03:10.0' : '--network bridge=br0,model=virtio'} --graphics none`,
                '',
              ].join('\n'),
            },
          ]),
    ],
    see: [XML],
  }
}

function proxmox(c: Case): Recipe {
  const disk = emulated(c)
    ? '--sata0 local-lvm:32'
    : scsi(c)
      ? '--scsihw virtio-scsi-single --scsi0 local-lvm:32,iothread=1,discard=on'
      : '--virtio0 local-lvm:32,iothread=1,discard=on'
  const text = [
    `qm create 100 --name ${GUEST} --memory 4096 --cores 4 --cpu ${tcg(c) ? 'max --kvm 0' : 'host'} ${arm(c) ? '--arch aarch64 --machine virt --bios ovmf' : '--machine q35'} \\`,
    `  --ostype ${c.fact('os') === 'windows' ? 'win11' : 'l26'} ${disk} \\`,
    vf(c)
      ? '  --hostpci0 0000:03:10.0,pcie=1'
      : `  --net0 ${emulated(c) ? 'e1000e' : 'virtio'},bridge=vmbr0${emulated(c) ? '' : ',queues=4'}`,
    'qm start 100',
    '',
  ].join('\n')
  return {
    title: c.outcome.title,
    parts: [{ what: 'create and start the VM on the Proxmox node', language: 'sh', text }],
    see: ['https://pve.proxmox.com/pve-docs/qm.1.html'],
  }
}

function openstack(c: Case): Recipe {
  const properties = emulated(c)
    ? '--property hw_disk_bus=sata --property hw_vif_model=e1000e'
    : scsi(c)
      ? '--property hw_disk_bus=scsi --property hw_scsi_model=virtio-scsi --property hw_vif_model=virtio'
      : '--property hw_disk_bus=virtio --property hw_vif_model=virtio'
  const port = vf(c)
    ? [
        'PORT=$(openstack port create --network $NETWORK --vnic-type direct -f value -c id vf0)',
        `openstack server create --image $IMAGE --flavor $FLAVOR --port $PORT ${GUEST}`,
      ]
    : [`openstack server create --image $IMAGE --flavor $FLAVOR --network $NETWORK ${GUEST}`]
  return {
    title: c.outcome.title,
    parts: [
      {
        what: 'set the properties of the image, then create a server from it',
        language: 'sh',
        text: [`openstack image set ${properties} --property hw_vif_multiqueue_enabled=true $IMAGE`, ...port, ''].join('\n'),
      },
    ],
    see: ['https://docs.openstack.org/glance/latest/admin/useful-image-properties.html'],
  }
}

function kubevirt(c: Case): Recipe {
  const bus = emulated(c) ? 'sata' : scsi(c) ? 'scsi' : 'virtio'
  const text = [
    'apiVersion: kubevirt.io/v1',
    'kind: VirtualMachine',
    'metadata:',
    `  name: ${GUEST}`,
    'spec:',
    '  runStrategy: Always',
    '  template:',
    '    spec:',
    '      domain:',
    '        cpu: { cores: 4, model: host-passthrough }',
    '        memory: { guest: 4Gi }',
    '        ioThreadsPolicy: auto',
    '        devices:',
    '          networkInterfaceMultiqueue: true',
    '          disks:',
    `            - { name: root, disk: { bus: ${bus} } }`,
    '          interfaces:',
    vf(c)
      ? '            - { name: default, sriov: {} }'
      : `            - { name: default, masquerade: {}, model: ${emulated(c) ? 'e1000e' : 'virtio'} }`,
    '      networks:',
    vf(c) ? '        - { name: default, multus: { networkName: sriov-net } }' : '        - { name: default, pod: {} }',
    '      volumes:',
    '        - { name: root, persistentVolumeClaim: { claimName: guest-root } }',
    '',
  ].join('\n')
  return {
    title: c.outcome.title,
    parts: [
      {
        what: 'the VM manifest; a disk without `bus` would be an emulated SATA disk',
        file: `${GUEST}.yaml`,
        language: 'yaml',
        text,
      },
    ],
    see: ['https://kubevirt.io/user-guide/storage/disks_and_volumes/'],
  }
}

function ovirt(c: Case): Recipe {
  const bus = emulated(c) ? 'SATA' : scsi(c) ? 'VirtIO-SCSI' : 'VirtIO'
  return {
    title: c.outcome.title,
    parts: [
      {
        what: 'create the VM in the Administration Portal',
        language: 'text',
        text: `Virtual Machines > New: Operating System set to the guest's; Disks > New: Interface ${bus}, IO threads on.\nNetwork Interfaces: Type ${vf(c) ? 'PCI Passthrough with a vNIC profile that has Passthrough set' : emulated(c) ? 'e1000e' : 'VirtIO'}.\nHost: Pass-Through Host CPU on.\n`,
      },
    ],
    see: ['https://www.ovirt.org/documentation/virtual_machine_management_guide/'],
  }
}

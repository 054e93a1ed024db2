/**
 * A complete xl.cfg. Keys and their meaning: https://xenbits.xenproject.org/docs/unstable/man/xl.cfg.5.html,
 * disks: https://xenbits.xenproject.org/docs/unstable/man/xl-disk-configuration.5.html. Only strings, numbers and lists of
 * strings: the whole of its grammar that is needed.
 */
import { compareVersions } from '../condition.ts'
import { type Case, GUEST, type Part, type Recipe } from './model.ts'

type Value = string | number | readonly string[]

const MAN = 'https://xenbits.xenproject.org/docs/unstable/man/xl.cfg.5.html'
const TYPE_OPTION = 'https://wiki.xenproject.org/wiki/Type_Config_Option'

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
const literal = (value: Value): string =>
  typeof value === 'string' ? quote(value) : typeof value === 'number' ? String(value) : `[ ${value.map(quote).join(', ')} ]`

/** Text of an xl.cfg; a key that begins with `#` is a comment. */
export function xlConfig(settings: readonly (readonly [key: string, value: Value])[]): string {
  return `${settings.map(([key, value]) => (key.startsWith('#') ? `# ${value}` : `${key} = ${literal(value)}`)).join('\n')}\n`
}

export function xl(c: Case): Recipe {
  const libvirt = c.fact('on') === 'libvirt-xen'
  if (libvirt && !onlyXl(c)) return libvirtXen(c)
  const file = `${GUEST}.cfg`
  const text = xlConfig(settingsOf(c))
  return {
    title: `${c.outcome.title}`,
    parts: [
      { what: 'write the definition of the guest', file, language: 'xl', text },
      {
        what: `create the guest and open its console${libvirt ? ' (libvirt cannot define this mode)' : ''}`,
        language: 'sh',
        text: `xl create -c ${file}\n`,
      },
    ],
    see: [MAN, TYPE_OPTION],
  }
}

/** Guests that libvirt's domain XML cannot define, or for which it is untested: PVH version 1, the PV shim, Arm. */
const onlyXl = (c: Case): boolean => c.outcome.mode === 'pvh-v1' || isShim(c) || isArm(c)
const isShim = (c: Case): boolean => c.outcome.short.includes('shim')
const isArm = (c: Case): boolean => c.outcome.short.startsWith('Arm')

const COMMON: readonly (readonly [string, Value])[] = [
  ['name', GUEST],
  ['memory', 4096],
  ['vcpus', 4],
]
const PV_DISK: readonly [string, Value] = ['disk', ['format=raw, vdev=xvda, access=rw, target=/dev/vg0/guest']]
const PV_VIF: readonly [string, Value] = ['vif', ['bridge=xenbr0']]

/** How a PV or PVH guest finds its kernel. */
const KERNEL: readonly (readonly [string, Value])[] = [
  ['#kernel', 'The guest kernel, copied to the host; or a GRUB built for this type, which reads the menu on the guest disk'],
  ['kernel', '/var/lib/xen/guest/vmlinuz'],
  ['ramdisk', '/var/lib/xen/guest/initrd.img'],
]

function settingsOf(c: Case): (readonly [string, Value])[] {
  const mode = c.outcome.mode
  const xen = c.fact('xen')
  // `type` came with Xen 4.10; before it, `builder` and, for the first PVH, `pvh`.
  const old = xen === undefined ? Number(c.fact('year') ?? 2026) < 2017 : compareVersions(xen, '4.10') < 0
  if (mode === 'pvh-v1') {
    return [
      ['#pvh', 'Xen 4.4 to 4.8 only: later versions ignore pvh=1 and create a PV guest'],
      ['builder', 'generic'],
      ['pvh', 1],
      ...COMMON,
      ...KERNEL,
      ['extra', 'root=/dev/xvda1 ro console=hvc0'],
      PV_DISK,
      PV_VIF,
    ]
  }
  if (mode === 'pv') {
    const kind: (readonly [string, Value])[] = isShim(c)
      ? [
          ['type', 'pvh'],
          ['pvshim', 1],
        ]
      : [old ? ['builder', 'generic'] : ['type', 'pv']]
    return [...kind, ...COMMON, ...KERNEL, [old ? 'extra' : 'cmdline', 'root=/dev/xvda1 ro console=hvc0'], PV_DISK, PV_VIF]
  }
  if (mode === 'pvh') {
    return [
      ...(isArm(c) && old ? [] : ([['type', 'pvh']] as const)),
      ...COMMON,
      ...KERNEL,
      ['cmdline', 'root=/dev/xvda1 ro console=hvc0'],
      PV_DISK,
      PV_VIF,
    ]
  }
  return hvmSettings(c, old)
}

function hvmSettings(c: Case, old: boolean): (readonly [string, Value])[] {
  const windows = c.fact('os') === 'windows'
  const firmware = c.fact('firmware')
  const emulated = c.outcome.mode === 'hvm'
  return [
    old ? ['builder', 'hvm'] : ['type', 'hvm'],
    ...COMMON,
    ...(firmware === 'uefi' || firmware === 'secure-boot' ? ([['bios', 'ovmf']] as const) : []),
    ['#platform', 'The Xen platform device: PV drivers bind to it and unplug the emulated devices'],
    ['xen_platform_pci', 1],
    ...(windows
      ? ([['viridian', ['defaults', 'reference_tsc', 'stimer', 'hcall_remote_tlb_flush', 'hcall_ipi']]] as const)
      : []),
    ['boot', 'c'],
    PV_DISK,
    emulated ? ['vif', ['bridge=xenbr0, model=e1000']] : ['vif', ['bridge=xenbr0, type=ioemu']],
    ...(c.outcome.cells[4] === 'VH'
      ? ([
          ['#pci', 'The virtual function; run xl pci-assignable-add 03:10.0 first'],
          ['pci', ['03:10.0,seize=1']],
        ] as const)
      : []),
    ['serial', 'pty'],
    ['vga', 'stdvga'],
    ['vnc', 1],
  ]
}

const INDENT = '    '

/** Domain XML for libvirt's Xen driver: https://libvirt.org/drvxen.html */
function libvirtXen(c: Case): Recipe {
  const { mode } = c.outcome
  const firmware = c.fact('firmware')
  const kernel = [
    '<kernel>/var/lib/xen/guest/vmlinuz</kernel>',
    '<initrd>/var/lib/xen/guest/initrd.img</initrd>',
    '<cmdline>root=/dev/xvda1 ro console=hvc0</cmdline>',
  ]
  const os =
    mode === 'pvh'
      ? [`<type arch='x86_64' machine='xenpvh'>xenpvh</type>`, ...kernel]
      : mode === 'pv'
        ? [`<type arch='x86_64' machine='xenpv'>linux</type>`, ...kernel]
        : [
            `<type arch='x86_64' machine='xenfv'>hvm</type>`,
            firmware === 'uefi' || firmware === 'secure-boot'
              ? `<loader readonly='yes' type='pflash'>/usr/lib/xen/boot/ovmf.bin</loader>`
              : `<loader type='rom'>/usr/lib/xen/boot/hvmloader</loader>`,
            `<boot dev='hd'/>`,
          ]
  const hvm = mode !== 'pv' && mode !== 'pvh'
  const devices = [
    `<disk type='block' device='disk'>`,
    `  <driver name='phy'/>`,
    `  <source dev='/dev/vg0/guest'/>`,
    `  <target dev='xvda' bus='xen'/>`,
    '</disk>',
    `<interface type='bridge'>`,
    `  <source bridge='xenbr0'/>`,
    ...(hvm ? [] : [`  <model type='netfront'/>`]),
    '</interface>',
    ...(c.outcome.cells[4] === 'VH'
      ? [
          `<hostdev mode='subsystem' type='pci' managed='yes'>`,
          '  <source>',
          `    <address domain='0x0000' bus='0x03' slot='0x10' function='0x0'/>`,
          '  </source>',
          '</hostdev>',
        ]
      : []),
    `<console type='pty'>`,
    `  <target type='${hvm ? 'serial' : 'xen'}' port='0'/>`,
    '</console>',
  ]
  const xml = [
    `<domain type='xen'>`,
    `  <name>${GUEST}</name>`,
    `  <memory unit='MiB'>4096</memory>`,
    '  <vcpu>4</vcpu>',
    '  <os>',
    ...os.map((line) => INDENT + line),
    '  </os>',
    ...(hvm ? ['  <features>', '    <acpi/>', '    <apic/>', '  </features>'] : []),
    '  <devices>',
    ...devices.map((line) => INDENT + line),
    '  </devices>',
    '</domain>',
    '',
  ].join('\n')
  const parts: Part[] = [
    { what: 'write the domain definition', file: `${GUEST}.xml`, language: 'xml', text: xml },
    {
      what: 'define and start the guest',
      language: 'sh',
      text: `virsh -c xen:///system define ${GUEST}.xml\nvirsh -c xen:///system start --console ${GUEST}\n`,
    },
  ]
  return { title: c.outcome.title, parts, see: ['https://libvirt.org/drvxen.html', 'https://libvirt.org/formatdomain.html'] }
}

import type { Tree } from '../model.ts'
import { ROW } from './part.ts'
import { qubes } from './xen/qubes.ts'
import { xapi } from './xen/xapi.ts'

const XL_CFG = 'https://xenbits.xenproject.org/docs/unstable/man/xl.cfg.5.html'
const HANDBOOK = 'https://handbook.xenproject.org/users/guests/pv-guests.html'
const TYPE_OPTION = 'https://wiki.xenproject.org/wiki/Type_Config_Option'
const LIBXL_X86 = 'https://github.com/xen-project/xen/blob/master/tools/libs/light/libxl_x86.c'
const XL_PARSE = 'https://github.com/xen-project/xen/blob/master/tools/xl/xl_parse.c'
const SHIM = 'https://wiki.xenproject.org/wiki/Run_PV_in_PVH_container'
const XCP_PVH = 'https://xcp-ng.org/forum/topic/10862/early-testable-pvh-support'
const XCP_PV32 = 'https://xcp-ng.org/blog/2022/01/17/removing-support-for-32-bit-pv-guests/'
const XS_TEMPLATES = 'https://github.com/xenserver/guest-templates-json'
const QUBES = 'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py'
const UNPLUG = 'https://github.com/torvalds/linux/blob/master/arch/x86/xen/platform-pci-unplug.c'
const XSA254 = 'https://xenbits.xenproject.org/xsa/advisory-254.html'
const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'

export const xen2026: Tree = {
  id: 'xen-2026',
  title: 'Xen in 2026: xl, libvirt, XCP-ng, XenServer, Qubes OS',
  asOf: '2026-11-23',
  about:
    'PVH for guests that can, PVHVM where firmware, passthrough or emulated devices are needed; what each toolstack allows.',
  sources: [HANDBOOK, XL_CFG, SHIM, XCP_PV32, XCP_PVH, XS_TEMPLATES, QUBES],
  start: 'toolstack',
  questions: {
    toolstack: {
      ask: 'Which toolstack creates the guest?',
      short: 'Which toolstack?',
      tell: 'xl info works: xl. xe host-list works: XCP-ng or XenServer. qvm-ls works: Qubes OS.',
      rules: [
        { answer: 'xl', when: { on: ['xl', 'libvirt-xen'] }, says: 'xl and libvirt drive libxl' },
        { answer: 'xapi', when: { on: ['xcp-ng', 'xenserver', 'rackspace'] }, says: 'XAPI decides the mode by template' },
        { answer: 'qubes', when: { on: 'qubes' }, says: 'Qubes OS decides the mode by virt_mode' },
      ],
      edges: {
        xl: { label: 'xl, libvirt', to: 'arm', basis: 'facts', why: 'libxl offers every mode.', see: [XL_CFG] },
        xapi: {
          label: 'XCP-ng, XenServer',
          to: 'xapi-pv',
          basis: 'facts',
          why: 'XAPI ships HVM templates; PV is gone or contained.',
          see: [XS_TEMPLATES, XCP_PV32],
        },
        qubes: { label: 'Qubes OS', to: 'qubes-pvh', basis: 'facts', why: 'Qubes OS chooses PVH by itself.', see: [QUBES] },
      },
    },
    arm: {
      ask: 'Is the host an Arm machine?',
      short: 'Arm host?',
      tell: 'uname -m on the host',
      rules: [
        { answer: 'yes', when: { arch: 'arm64' }, says: 'the architecture is arm64' },
        { answer: 'no', when: { arch: ['x86_64', 'i386'] }, says: 'the architecture is x86' },
        { answer: 'no', when: { 'cpu-hvm': ['yes', 'no'] }, says: 'VT-x and AMD-V are of x86' },
        { answer: 'no', when: { os: 'windows' }, says: 'Windows guests of Xen are x86' },
        { answer: 'no', when: {}, usual: true, says: 'hosts are x86 unless said otherwise (--arch arm64)' },
      ],
      edges: {
        yes: { label: 'yes', to: 'arm-pvh', basis: 'facts', why: 'Xen on Arm has one guest type.', see: [TYPE_OPTION, XL_CFG] },
        no: { label: 'no', to: 'hvm-hardware', basis: 'facts', why: 'x86 has PV, HVM and PVH.', see: [TYPE_OPTION] },
      },
    },
    'hvm-hardware': {
      ask: 'Can Xen use VT-x or AMD-V?',
      short: 'VT-x or AMD-V?',
      tell: 'xl info | grep virt_caps shows hvm',
      rules: [
        { answer: 'no', when: { 'cpu-hvm': 'no' }, says: 'Xen has no VT-x or AMD-V to use' },
        { answer: 'yes', when: { 'cpu-hvm': 'yes' }, says: 'Xen has VT-x or AMD-V to use' },
        {
          answer: 'yes',
          when: {},
          usual: true,
          says: 'x86 servers have had VT-x or AMD-V since about 2006; it can be off in firmware or hidden when nested',
        },
      ],
      edges: {
        no: { label: 'no', to: 'pv', basis: 'facts', why: 'PV is the only mode that needs no HVM.', see: [SPECTRUM, XL_CFG] },
        yes: { label: 'yes', to: 'guest', basis: 'facts', why: 'HVM and PVH are possible.', see: [SPECTRUM] },
      },
    },
    guest: {
      ask: 'What is the guest: Linux or BSD, a kernel that can only boot PV, or Windows and others without Xen code?',
      short: 'Which guest?',
      tell: 'grep CONFIG_XEN /boot/config-$(uname -r) in the guest',
      rules: [
        { answer: 'foreign', when: { os: ['windows', 'other'] }, says: 'the system has no Xen code of its own' },
        {
          answer: 'pv-only',
          when: { 'kernel-pv': 'yes', 'kernel-pvhvm': 'no', 'kernel-pvh': 'no' },
          says: 'the kernel boots PV and has neither PVHVM nor PVH',
        },
        {
          answer: 'pv-only',
          when: { linux: { below: '2.6.36' }, 'kernel-pv': 'yes' },
          says: 'Linux before 2.6.36 knows PV only',
        },
        { answer: 'unix', when: { os: 'freebsd' }, says: 'FreeBSD runs as PVHVM and as PVH' },
        { answer: 'unix', when: { 'kernel-pvhvm': 'yes' }, says: 'the kernel has PVHVM' },
        { answer: 'unix', when: { 'kernel-pvh': 'yes' }, says: 'the kernel has PVH' },
        {
          answer: 'foreign',
          when: { 'kernel-pv': 'no', 'kernel-pvhvm': 'no', 'kernel-pvh': 'no' },
          says: 'the kernel is built without Xen',
        },
        { answer: 'unix', when: { linux: { atLeast: '2.6.36' } }, usual: true, says: 'distribution kernels carry Xen support' },
        { answer: 'unix', when: { os: 'linux' }, usual: true, says: 'distribution kernels carry Xen support' },
      ],
      edges: {
        unix: {
          label: 'Linux, BSD',
          to: 'passthrough',
          basis: 'facts',
          why: 'PVH and PVHVM are both open to it.',
          see: [HANDBOOK],
        },
        'pv-only': {
          label: 'PV kernel only',
          to: 'shim',
          basis: 'facts',
          why: 'It cannot boot in an HVM container.',
          see: [SHIM],
        },
        foreign: {
          label: 'Windows, other',
          to: 'foreign-drivers',
          basis: 'facts',
          why: 'Without PVH code it needs HVM.',
          see: [XCP_PVH],
        },
      },
    },
    shim: {
      ask: 'Is Xen 4.10.1 or later, so that the PV kernel can run inside a PVH container?',
      short: 'Xen 4.10.1 or later?',
      tell: 'xl info | grep xen_version',
      rules: [
        { answer: 'yes', when: { xen: { atLeast: '4.10.1' } }, says: 'Xen has the PV shim' },
        { answer: 'no', when: { xen: { below: '4.10.1' } }, says: 'Xen before 4.10.1 has no PV shim in its releases' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pv-shim',
          basis: 'facts',
          why: 'The shim keeps PV attacks away from the host.',
          see: [SHIM, XL_PARSE],
        },
        no: { label: 'no', to: 'pv', basis: 'facts', why: 'Only plain PV is left.', see: [SHIM] },
      },
    },
    'foreign-drivers': {
      ask: 'Are there Xen PV drivers for that system?',
      short: 'PV drivers for it?',
      tell: 'Windows: https://xenproject.org/resources/downloads/ (Windows PV drivers), or the tools of XCP-ng and XenServer',
      rules: [
        { answer: 'no', when: { 'pv-drivers': 'no' }, says: 'there are no PV drivers for the guest' },
        { answer: 'yes', when: { 'pv-drivers': 'yes' }, says: 'the guest has or gets PV drivers' },
        { answer: 'yes', when: { os: 'windows' }, usual: true, says: 'the Windows PV drivers are free to install' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'hvm-pv-drivers',
          basis: 'facts',
          why: 'Disk and network leave the emulated devices.',
          see: [SPECTRUM],
        },
        no: { label: 'no', to: 'hvm', basis: 'facts', why: 'Every device stays emulated.', see: [SPECTRUM] },
      },
    },
    passthrough: {
      ask: 'Does the guest get a PCI device or a virtual function of a network card?',
      short: 'PCI passthrough?',
      tell: 'pci= in xl.cfg, <hostdev> in libvirt XML',
      rules: [
        { answer: 'yes', when: { passthrough: 'yes' }, says: 'a PCI device goes to the guest' },
        { answer: 'yes', when: { sriov: 'yes' }, says: 'a virtual function goes to the guest' },
        { answer: 'no', when: { passthrough: 'no' }, says: 'no PCI device goes to the guest' },
        { answer: 'no', when: {}, usual: true, says: 'no PCI device unless said (--passthrough yes)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvhvm-vf',
          basis: 'facts',
          why: 'libxl refuses PCI devices for x86 PVH guests.',
          see: [LIBXL_X86],
        },
        no: { label: 'no', to: 'firmware', basis: 'facts', why: 'Nothing needs an emulated PCI bus.', see: [XL_CFG] },
      },
    },
    firmware: {
      ask: 'Does the guest need BIOS boot, Secure Boot, or an emulated device (VGA, USB, sound)?',
      short: 'BIOS, Secure Boot, VGA?',
      tell: 'an appliance image with a BIOS boot loader, an ISO installer, a graphical console',
      rules: [
        { answer: 'yes', when: { firmware: ['bios', 'secure-boot'] }, says: 'the guest boots through emulated firmware' },
        {
          answer: 'yes',
          when: { firmware: 'uefi' },
          says: 'UEFI in a PVH guest needs a build of OVMF that distributions seldom ship: HVM is the safe way',
        },
        { answer: 'no', when: { firmware: 'kernel' }, says: 'the kernel is booted directly or by a boot loader for PVH' },
        { answer: 'no', when: {}, usual: true, says: 'Linux boots directly or with GRUB for PVH (--boot bios if it must not)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvhvm',
          basis: 'facts',
          why: 'Firmware and emulated devices come with the HVM board.',
          see: [XL_CFG],
        },
        no: { label: 'no', to: 'xen-pvh', basis: 'facts', why: 'PVH has neither, and needs neither.', see: [XL_CFG] },
      },
    },
    'xen-pvh': {
      ask: 'Is Xen 4.10 or later?',
      short: 'Xen 4.10 or later?',
      tell: 'xl info | grep xen_version',
      rules: [
        { answer: 'yes', when: { xen: { atLeast: '4.10' } }, says: 'Xen has type="pvh"' },
        {
          answer: 'no',
          when: { xen: { below: '4.10' } },
          says: 'type="pvh" begins with Xen 4.10; the pvh=1 of 4.4 to 4.8 was another thing, and is gone',
        },
        { answer: 'yes', when: {}, usual: true, says: 'every supported Xen is later than 4.10 (2017)' },
      ],
      edges: {
        yes: { label: 'yes', to: 'kernel-pvh', basis: 'facts', why: 'The host can run PVH.', see: [TYPE_OPTION] },
        no: { label: 'no', to: 'pvhvm', basis: 'facts', why: 'The newest hybrid of that host is PVHVM.', see: [TYPE_OPTION] },
      },
    },
    'kernel-pvh': {
      ask: 'Does the guest kernel boot PVH (Linux 4.11 or later with CONFIG_XEN_PVH; FreeBSD 12 or later)?',
      short: 'Kernel boots PVH?',
      tell: 'grep CONFIG_XEN_PVH /boot/config-$(uname -r)',
      rules: [
        { answer: 'no', when: { linux: { below: '4.11' } }, says: "today's PVH begins with Linux 4.11" },
        { answer: 'no', when: { 'kernel-pvh': 'no' }, says: 'the kernel is built without CONFIG_XEN_PVH' },
        { answer: 'yes', when: { 'kernel-pvh': 'yes' }, says: 'the kernel is built with CONFIG_XEN_PVH' },
        {
          answer: 'yes',
          when: { linux: { atLeast: '4.11' } },
          usual: true,
          says: 'distribution kernels since 4.11 usually set CONFIG_XEN_PVH',
        },
        { answer: 'yes', when: { os: 'linux' }, usual: true, says: 'current distribution kernels usually set CONFIG_XEN_PVH' },
        { answer: 'yes', when: { os: 'freebsd' }, usual: true, says: 'FreeBSD has booted PVH since 12' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvh',
          basis: 'facts',
          why: 'The Xen handbook recommends PVH for new Linux guests.',
          see: [HANDBOOK],
        },
        no: { label: 'no', to: 'pvhvm', basis: 'facts', why: 'PVHVM is what that kernel has.', see: [SPECTRUM] },
      },
    },
    ...xapi.questions,
    ...qubes.questions,
  },
  outcomes: {
    pvh: {
      title: 'PVH: type="pvh"',
      short: 'PVH',
      mode: 'pvh',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'Page tables in hardware, PV devices, no QEMU and no emulated board. xl still makes a PV guest when type is not set: set it.',
      rank: 1,
      runnerUp: { name: 'PVHVM', to: 'pvhvm', when: 'you need passthrough, BIOS boot, Secure Boot or an emulated device.' },
      recipe: 'xl',
      verify: [ROW, 'cat /sys/hypervisor/guest_type says PVH'],
      see: [HANDBOOK, XL_CFG],
    },
    'arm-pvh': {
      title: 'The guest type of Xen on Arm (always PVH)',
      short: 'Arm guest',
      mode: 'pvh',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'The one type on Arm works like PVH: hardware page tables, PV devices, no emulated board.',
      rank: 1,
      recipe: 'xl',
      verify: [ROW],
      see: [TYPE_OPTION],
    },
    'pvhvm-vf': {
      title: 'PVHVM with a passed-through device: type="hvm", pci=[…]',
      short: 'PVHVM + PCI',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'VH'],
      says: 'The device, or the virtual function of the network card, is driven by the guest itself. Shown for a network card.',
      rank: 2,
      runnerUp: {
        name: 'PVH without the device',
        to: 'pvh',
        when: 'the paravirtual network is fast enough, or live migration is needed.',
      },
      recipe: 'xl',
      verify: [ROW, "ethtool -i on the interface names the card's VF driver"],
      see: [LIBXL_X86, XL_CFG],
    },
    pvhvm: {
      title: 'PVHVM: type="hvm" with the Xen platform device',
      short: 'PVHVM',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'HVM boot; the kernel unplugs the emulated disk and network card and takes the PV ones.',
      rank: 3,
      runnerUp: {
        name: 'PVH',
        to: 'pvh',
        when: 'Xen is 4.10 or later, the kernel boots PVH, and neither firmware nor passthrough is needed.',
      },
      recipe: 'xl',
      verify: [ROW, 'no sda beside xvda: the emulated disk was unplugged'],
      see: [XL_CFG, UNPLUG],
    },
    'hvm-pv-drivers': {
      title: 'HVM with PV drivers: type="hvm", viridian for Windows',
      short: 'HVM + PV drivers',
      mode: 'hvm-pv-drivers',
      cells: ['VH', 'VS', 'VS', 'P', 'P'],
      says: 'Windows has no PVH support. Disk and network are paravirtual once the drivers are in; viridian helps with timers.',
      rank: 5,
      runnerUp: { name: 'a passed-through card', when: 'the network is the bottleneck and live migration is not needed.' },
      recipe: 'xl',
      verify: ['Device Manager shows Xen PV Network and Storage, no Realtek or Intel PRO card'],
      see: [XL_CFG, SPECTRUM],
    },
    'pv-shim': {
      title: 'PV inside PVH: type="pvh", pvshim=1',
      short: 'PV in PVH shim',
      mode: 'pv',
      cells: ['P', 'P', 'P', 'P', 'P'],
      says: 'For a kernel that only boots PV: the host sees a PVH guest, which also keeps Meltdown attacks inside it.',
      rank: 6,
      runnerUp: { name: 'PVH with a newer kernel', to: 'pvh', when: 'the kernel can be replaced (Linux 4.11 or later).' },
      recipe: 'xl',
      verify: [ROW],
      see: [SHIM, XSA254],
    },
    pv: {
      title: 'PV: type="pv"',
      short: 'PV',
      mode: 'pv',
      cells: ['P', 'P', 'P', 'P', 'P'],
      says: 'The only mode without VT-x or AMD-V. 64-bit PV pays for Meltdown mitigation on every system call (XPTI).',
      rank: 7,
      runnerUp: { name: 'PVH', to: 'pvh', when: 'a host with VT-x or AMD-V can be had, or it can be switched on in firmware.' },
      recipe: 'xl',
      verify: [ROW, 'cat /sys/hypervisor/guest_type says PV'],
      see: [XL_CFG, XSA254],
    },
    hvm: {
      title: 'HVM with everything emulated',
      short: 'HVM, emulated',
      mode: 'hvm',
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'The slowest row; it serves for compatibility only.',
      rank: 8,
      runnerUp: { name: 'HVM with PV drivers', to: 'hvm-pv-drivers', when: 'drivers can be found.' },
      recipe: 'xl',
      verify: ['Device Manager or lspci: the emulated devices are what it uses'],
      see: [SPECTRUM],
    },
    ...xapi.outcomes,
    ...qubes.outcomes,
  },
}

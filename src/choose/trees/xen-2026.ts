import type { Tree } from '../model.ts'
import { ROW } from './part.ts'
import { provider } from './xen/provider.ts'
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
const PV_ON_HVM = 'https://wiki.xenproject.org/wiki/PV_on_HVM'
const XSA254 = 'https://xenbits.xenproject.org/xsa/advisory-254.html'
const RACKSPACE = 'https://support.rackspace.com/how-to/choosing-a-virtualization-mode-pv-versus-pvhvm/'
const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'

export const xen2026: Tree = {
  id: 'xen-2026',
  title: 'Xen in 2026: xl, libvirt, XCP-ng, XenServer, Qubes OS',
  asOf: '2026-11-23',
  about:
    'This flowchart recommends PVH for guests that can boot it, PVHVM for guests that need firmware, passthrough or emulated devices, as far as the toolstack allows.',
  sources: [HANDBOOK, XL_CFG, SHIM, XCP_PV32, XCP_PVH, XS_TEMPLATES, QUBES],
  start: 'toolstack',
  questions: {
    toolstack: {
      ask: 'Which toolstack creates the guest?',
      short: 'Which toolstack?',
      tell: 'check which command the host has: xl (for xl or libvirt), xe (XCP-ng, XenServer) or qvm-ls (Qubes OS)',
      rules: [
        { answer: 'xl', when: { on: ['xl', 'libvirt-xen'] }, says: 'xl and libvirt use libxl' },
        { answer: 'provider', when: { on: 'rackspace' }, says: 'the provider runs the toolstack' },
        { answer: 'xapi', when: { on: ['xcp-ng', 'xenserver'] }, says: 'the XAPI template sets the mode' },
        { answer: 'qubes', when: { on: 'qubes' }, says: 'virt_mode sets the mode in Qubes OS' },
      ],
      edges: {
        xl: {
          label: 'xl, libvirt',
          to: 'arm',
          basis: 'facts',
          why: 'xl and libvirt use libxl, which offers every mode.',
          see: [XL_CFG],
        },
        xapi: {
          label: 'XCP-ng, XenServer',
          to: 'xapi-pv',
          basis: 'facts',
          why: 'XAPI offers HVM templates; PV has been removed or runs inside PVH.',
          see: [XS_TEMPLATES, XCP_PV32],
        },
        provider: {
          label: 'a provider',
          to: 'provider-guest',
          basis: 'facts',
          why: 'You choose only the image, and the image sets the mode.',
          see: [RACKSPACE],
        },
        qubes: { label: 'Qubes OS', to: 'qubes-pvh', basis: 'facts', why: 'Qubes OS uses PVH by default.', see: [QUBES] },
      },
    },
    arm: {
      ask: 'Is the host an Arm machine?',
      short: 'Arm host?',
      tell: 'uname -m on the host',
      rules: [
        { answer: 'yes', when: { arch: 'arm64' }, says: 'the architecture is arm64' },
        { answer: 'no', when: { arch: ['x86_64', 'i386'] }, says: 'the architecture is x86' },
        { answer: 'no', when: { 'cpu-hvm': ['yes', 'no'] }, says: 'VT-x and AMD-V exist on x86 only' },
        { answer: 'no', when: { os: 'windows' }, says: 'Windows guests on Xen run on x86 only' },
        { answer: 'no', when: {}, usual: true, says: 'most hosts are x86 (use --arch arm64 for Arm)' },
      ],
      edges: {
        yes: { label: 'yes', to: 'arm-pvh', basis: 'facts', why: 'Xen on Arm has one guest type.', see: [TYPE_OPTION, XL_CFG] },
        no: { label: 'no', to: 'hvm-hardware', basis: 'facts', why: 'x86 has PV, HVM and PVH.', see: [TYPE_OPTION] },
      },
    },
    'hvm-hardware': {
      ask: 'Can Xen use VT-x or AMD-V?',
      short: 'VT-x or AMD-V usable?',
      tell: 'xl info | grep virt_caps shows hvm',
      rules: [
        { answer: 'no', when: { 'cpu-hvm': 'no' }, says: 'Xen cannot use VT-x or AMD-V on this host' },
        { answer: 'yes', when: { 'cpu-hvm': 'yes' }, says: 'Xen can use VT-x or AMD-V on this host' },
        {
          answer: 'yes',
          when: {},
          usual: true,
          says: 'x86 servers have had VT-x or AMD-V since about 2006 (firmware can disable it, and an outer hypervisor can hide it)',
        },
      ],
      edges: {
        no: {
          label: 'no',
          to: 'pv',
          basis: 'facts',
          why: 'PV is the only mode that needs neither VT-x nor AMD-V.',
          see: [SPECTRUM, XL_CFG],
        },
        yes: {
          label: 'yes',
          to: 'guest',
          basis: 'facts',
          why: 'With VT-x or AMD-V, HVM and PVH are possible.',
          see: [SPECTRUM],
        },
      },
    },
    guest: {
      ask: 'Which kernel does the guest run: one with PVHVM or PVH support (Linux, BSD), one with PV support only, or one without Xen support (Windows)?',
      short: 'Which guest?',
      tell: 'grep CONFIG_XEN /boot/config-$(uname -r) in the guest',
      rules: [
        { answer: 'foreign', when: { os: ['windows', 'other'] }, says: 'the guest OS has no built-in Xen support' },
        {
          answer: 'pv-only',
          when: { 'kernel-pv': 'yes', 'kernel-pvhvm': 'no', 'kernel-pvh': 'no' },
          says: 'the kernel supports PV, and neither PVHVM nor PVH',
        },
        { answer: 'unix', when: { os: 'freebsd' }, says: 'FreeBSD runs as PVHVM and as PVH' },
        { answer: 'unix', when: { 'kernel-pvhvm': 'yes' }, says: 'the kernel supports PVHVM' },
        { answer: 'unix', when: { 'kernel-pvh': 'yes' }, says: 'the kernel supports PVH' },
        // Some older kernels of distributions have PVHVM: their configuration, asked above, shows it.
        {
          answer: 'pv-only',
          when: { linux: { below: '2.6.36' }, 'kernel-pv': 'yes' },
          says: 'Linux before 2.6.36 supports PV only',
        },
        {
          answer: 'pv-only',
          when: { linux: { below: '2.6.36' } },
          usual: true,
          says: 'PVHVM needs Linux 2.6.36 or later; an older kernel for Xen boots as PV only',
        },
        {
          answer: 'foreign',
          when: { 'kernel-pv': 'no', 'kernel-pvhvm': 'no', 'kernel-pvh': 'no' },
          says: 'the kernel is built without Xen support',
        },
        {
          answer: 'unix',
          when: { linux: { atLeast: '2.6.36' } },
          usual: true,
          says: 'distribution kernels include Xen support',
        },
        { answer: 'unix', when: { os: 'linux' }, usual: true, says: 'distribution kernels include Xen support' },
      ],
      edges: {
        unix: {
          label: 'Linux, BSD',
          to: 'xen-pvhvm',
          basis: 'facts',
          why: 'Linux and BSD can run as PVH or as PVHVM.',
          see: [HANDBOOK],
        },
        'pv-only': {
          label: 'PV kernel only',
          to: 'shim',
          basis: 'facts',
          why: 'A PV-only kernel cannot boot as HVM or PVH.',
          see: [SHIM],
        },
        foreign: {
          label: 'Windows, other',
          to: 'foreign-drivers',
          basis: 'facts',
          why: 'An OS without PVH support needs HVM.',
          see: [XCP_PVH],
        },
      },
    },
    'xen-pvhvm': {
      ask: 'Is Xen 4.0.1 or later?',
      short: 'Xen 4.0.1 or later?',
      tell: 'xl info | grep xen_version',
      rules: [
        {
          answer: 'yes',
          when: { xen: { atLeast: '4.0.1' } },
          says: 'Xen 4.0.1 and later deliver events to HVM guests through a callback vector',
        },
        { answer: 'no', when: { xen: { below: '4.0.1' } }, says: 'Xen before 4.0.1 has no callback vector, which PVHVM needs' },
        { answer: 'yes', when: {}, usual: true, says: 'all supported versions of Xen are later than 4.0.1 (2010)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'passthrough',
          basis: 'facts',
          why: 'Xen 4.0.1 and later can run PVHVM guests.',
          see: [PV_ON_HVM],
        },
        no: {
          label: 'no',
          to: 'hvm-pv-drivers',
          basis: 'facts',
          why: 'The guest keeps emulated interrupts and timers, and uses PV disk and network drivers.',
          see: [PV_ON_HVM],
        },
      },
    },
    shim: {
      ask: 'Is Xen 4.10.1 or later, so that the PV kernel can run inside a PVH container?',
      short: 'Xen 4.10.1 or later?',
      tell: 'xl info | grep xen_version',
      rules: [
        { answer: 'yes', when: { xen: { atLeast: '4.10.1' } }, says: 'Xen 4.10.1 and later have the PV shim' },
        { answer: 'no', when: { xen: { below: '4.10.1' } }, says: 'Xen releases before 4.10.1 have no PV shim' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pv-shim',
          basis: 'facts',
          why: 'With the shim, the guest uses the PV interface of an inner Xen and cannot reach that of the host.',
          see: [SHIM, XL_PARSE],
        },
        no: {
          label: 'no',
          to: 'pv',
          basis: 'facts',
          why: 'Without the PV shim, plain PV is the only possibility.',
          see: [SHIM],
        },
      },
    },
    'foreign-drivers': {
      ask: 'Does the guest OS have Xen PV drivers, or can they be installed?',
      short: 'PV drivers for the OS?',
      tell: 'PV drivers for Windows are at https://xenproject.org/resources/downloads/ and in the guest tools of XCP-ng and XenServer',
      rules: [
        { answer: 'no', when: { 'pv-drivers': 'no' }, says: 'no PV drivers exist for the guest' },
        { answer: 'yes', when: { 'pv-drivers': 'yes' }, says: 'the guest has PV drivers or will get them' },
        { answer: 'yes', when: { os: 'windows' }, usual: true, says: 'PV drivers for Windows are available free of charge' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'hvm-pv-drivers',
          basis: 'facts',
          why: 'With PV drivers the guest uses PV disk and network devices instead of the emulated ones.',
          see: [SPECTRUM],
        },
        no: { label: 'no', to: 'hvm', basis: 'facts', why: 'Without PV drivers every device stays emulated.', see: [SPECTRUM] },
      },
    },
    passthrough: {
      ask: 'Is a PCI device or a virtual function of a NIC passed through to the guest?',
      short: 'PCI passthrough?',
      tell: 'look for pci= in xl.cfg or <hostdev> in libvirt XML',
      rules: [
        { answer: 'yes', when: { passthrough: 'yes' }, says: 'a PCI device is passed through to the guest' },
        { answer: 'yes', when: { sriov: 'yes' }, says: 'a virtual function is passed through to the guest' },
        { answer: 'no', when: { passthrough: 'no' }, says: 'no PCI device is passed through to the guest' },
        { answer: 'no', when: {}, usual: true, says: 'most guests have no PCI device (use --passthrough yes otherwise)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvhvm-vf',
          basis: 'facts',
          why: 'libxl refuses PCI devices for x86 PVH guests.',
          see: [LIBXL_X86],
        },
        no: {
          label: 'no',
          to: 'firmware',
          basis: 'facts',
          why: 'Without passed-through devices, the guest does not need an emulated PCI bus.',
          see: [XL_CFG],
        },
      },
    },
    firmware: {
      ask: 'Does the guest need BIOS boot, Secure Boot, or an emulated device (VGA, USB, sound)?',
      short: 'BIOS, Secure Boot, VGA?',
      tell: 'the answer is yes for appliance images with a BIOS boot loader, ISO installers and graphical consoles',
      rules: [
        { answer: 'yes', when: { firmware: ['bios', 'secure-boot'] }, says: 'the guest boots through BIOS or UEFI' },
        {
          answer: 'yes',
          when: { firmware: 'uefi' },
          says: 'UEFI in a PVH guest needs an OVMF build that few distributions ship; HVM works everywhere',
        },
        { answer: 'no', when: { firmware: 'kernel' }, says: 'the kernel is booted directly or by a boot loader for PVH' },
        {
          answer: 'no',
          when: {},
          usual: true,
          says: 'most Linux guests can boot a kernel directly or through GRUB for PVH (use --boot bios otherwise)',
        },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvhvm',
          basis: 'facts',
          why: 'Only an HVM guest has BIOS or UEFI firmware and emulated devices.',
          see: [XL_CFG],
        },
        no: {
          label: 'no',
          to: 'xen-pvh',
          basis: 'facts',
          why: 'A PVH guest has no firmware and no emulated devices, so it fits a guest that needs neither.',
          see: [XL_CFG],
        },
      },
    },
    'xen-pvh': {
      ask: 'Is Xen 4.10 or later?',
      short: 'Xen 4.10 or later?',
      tell: 'xl info | grep xen_version',
      rules: [
        { answer: 'yes', when: { xen: { atLeast: '4.10' } }, says: 'Xen 4.10 and later support type="pvh"' },
        {
          answer: 'no',
          when: { xen: { below: '4.10' } },
          says: 'type="pvh" needs Xen 4.10 or later; pvh=1 in Xen 4.4 to 4.8 was PVH version 1, which has been removed',
        },
        { answer: 'yes', when: {}, usual: true, says: 'all supported versions of Xen are later than 4.10 (2017)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'kernel-pvh',
          basis: 'facts',
          why: 'Xen 4.10 and later can run PVH guests.',
          see: [TYPE_OPTION],
        },
        no: {
          label: 'no',
          to: 'pvhvm',
          basis: 'facts',
          why: 'On Xen before 4.10, PVHVM is the newest hybrid mode.',
          see: [TYPE_OPTION],
        },
      },
    },
    'kernel-pvh': {
      ask: 'Does the guest kernel boot PVH (Linux 4.11 or later with CONFIG_XEN_PVH; FreeBSD 12 or later)?',
      short: 'Kernel boots PVH?',
      tell: 'grep CONFIG_XEN_PVH /boot/config-$(uname -r)',
      rules: [
        { answer: 'no', when: { linux: { below: '4.11' } }, says: 'PVH version 2 needs Linux 4.11 or later' },
        { answer: 'no', when: { 'kernel-pvh': 'no' }, says: 'the kernel is built without CONFIG_XEN_PVH' },
        { answer: 'yes', when: { 'kernel-pvh': 'yes' }, says: 'the kernel is built with CONFIG_XEN_PVH' },
        {
          answer: 'yes',
          when: { linux: { atLeast: '4.11' } },
          usual: true,
          says: 'distribution kernels since 4.11 usually set CONFIG_XEN_PVH',
        },
        { answer: 'yes', when: { os: 'linux' }, usual: true, says: 'current distribution kernels usually set CONFIG_XEN_PVH' },
        { answer: 'yes', when: { os: 'freebsd' }, usual: true, says: 'FreeBSD 12 and newer boots as PVH' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvh',
          basis: 'facts',
          why: 'The Xen handbook recommends PVH for new Linux guests.',
          see: [HANDBOOK],
        },
        no: {
          label: 'no',
          to: 'pvhvm',
          basis: 'facts',
          why: 'A kernel that does not boot as PVH can run as PVHVM.',
          see: [SPECTRUM],
        },
      },
    },
    ...provider.questions,
    ...xapi.questions,
    ...qubes.questions,
  },
  outcomes: {
    pvh: {
      title: 'PVH: type="pvh"',
      short: 'PVH',
      mode: 'pvh',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'The guest has hardware page tables and PV devices, and no emulated motherboard. Set type="pvh" explicitly: without type= xl creates a PV guest.',
      rank: 1,
      runnerUp: { name: 'PVHVM', to: 'pvhvm', when: 'you need passthrough, BIOS boot, Secure Boot or an emulated device.' },
      recipe: 'xl',
      verify: [ROW, 'cat /sys/hypervisor/guest_type shows PVH'],
      see: [HANDBOOK, XL_CFG],
    },
    'arm-pvh': {
      title: 'The only guest type of Xen on Arm, which works like PVH',
      short: 'Arm guest',
      mode: 'pvh',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'Xen on Arm has only one guest type. It works like PVH: hardware page tables, PV devices, no emulated motherboard.',
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
      says: 'The guest’s own driver controls the passed-through device. The colours apply if that device is a NIC.',
      rank: 2,
      runnerUp: {
        name: 'PVH without the device',
        to: 'pvh',
        when: 'the paravirtual network is fast enough, or live migration is needed.',
      },
      recipe: 'xl',
      verify: [ROW, 'ethtool -i on the interface shows the driver of the passed-through NIC'],
      see: [LIBXL_X86, XL_CFG],
    },
    pvhvm: {
      title: 'PVHVM: type="hvm" with the Xen platform device',
      short: 'PVHVM',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The guest boots as HVM; its kernel unplugs the emulated disk and network card and uses the PV ones.',
      rank: 3,
      runnerUp: {
        name: 'PVH',
        to: 'pvh',
        when: 'Xen is 4.10 or later, the kernel boots PVH, and neither firmware nor passthrough is needed.',
      },
      recipe: 'xl',
      verify: [ROW, 'lsblk shows xvda and no sda: the emulated disk was unplugged'],
      see: [XL_CFG, UNPLUG],
    },
    'hvm-pv-drivers': {
      title: 'HVM with PV drivers: type="hvm", viridian for Windows',
      short: 'HVM + PV drivers',
      mode: 'hvm-pv-drivers',
      cells: ['VH', 'VS', 'VS', 'P', 'P'],
      says: 'Disk and network are paravirtual once the drivers are installed; interrupts and timers stay emulated. viridian speeds up the timers of Windows, which has no PVH support.',
      rank: 5,
      runnerUp: { name: 'a passed-through NIC', when: 'the network is the bottleneck and live migration is not needed.' },
      recipe: 'xl',
      verify: ['Device Manager shows Xen PV network and storage, and no Realtek or Intel PRO adapter'],
      see: [XL_CFG, SPECTRUM],
    },
    'pv-shim': {
      title: 'PV inside PVH: type="pvh", pvshim=1',
      short: 'PV in PVH shim',
      mode: 'pv',
      cells: ['P', 'P', 'P', 'P', 'P'],
      says: 'Use this for a kernel that boots as PV only. Xen runs it inside a PVH guest, so Meltdown attacks cannot read the memory of the host.',
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
      says: 'PV is the only mode that works without VT-x or AMD-V. In 64-bit PV, the Meltdown mitigation (XPTI) slows every system call.',
      rank: 7,
      runnerUp: { name: 'PVH', to: 'pvh', when: 'a host with VT-x or AMD-V is available, or it can be enabled in firmware.' },
      recipe: 'xl',
      verify: [ROW, 'cat /sys/hypervisor/guest_type shows PV'],
      see: [XL_CFG, XSA254],
    },
    hvm: {
      title: 'HVM with everything emulated',
      short: 'HVM, emulated',
      mode: 'hvm',
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'This is the slowest mode; use it for compatibility only.',
      rank: 8,
      runnerUp: { name: 'HVM with PV drivers', to: 'hvm-pv-drivers', when: 'PV drivers for the guest OS exist.' },
      recipe: 'xl',
      verify: ['Device Manager or lspci shows the emulated devices'],
      see: [SPECTRUM],
    },
    ...provider.outcomes,
    ...xapi.outcomes,
    ...qubes.outcomes,
  },
}

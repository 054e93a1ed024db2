import { ROW, type TreePart } from '../part.ts'

const QUBES = 'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py'

/** Qubes OS: PVH, and HVM where PVH is not possible. */
export const qubes: TreePart = {
  questions: {
    'qubes-pvh': {
      ask: 'Is a PCI device assigned to the qube, or is its OS unable to boot as PVH (Windows, an installer ISO)?',
      short: 'PCI, Windows, ISO?',
      tell: 'qvm-pci ls QUBE; qvm-prefs QUBE virt_mode',
      rules: [
        { answer: 'yes', when: { passthrough: 'yes' }, says: 'a PCI device is assigned to the qube' },
        { answer: 'yes', when: { os: ['windows', 'other'] }, says: 'the guest OS cannot boot as PVH' },
        { answer: 'yes', when: { firmware: ['bios', 'uefi', 'secure-boot'] }, says: 'the guest boots through firmware' },
        { answer: 'yes', when: { 'kernel-pvh': 'no' }, says: 'the kernel is built without CONFIG_XEN_PVH' },
        { answer: 'yes', when: { linux: { below: '4.11' } }, says: 'PVH needs Linux 4.11 or later' },
        {
          answer: 'no',
          when: { passthrough: 'no', os: ['linux', 'freebsd'] },
          says: 'the qube has no PCI device, and its OS boots as PVH',
        },
        {
          answer: 'no',
          when: { os: 'linux' },
          usual: true,
          says: 'most qubes have no PCI device (use --passthrough yes otherwise)',
        },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'qubes-hvm',
          basis: 'facts',
          why: 'Qubes OS refuses virt_mode pvh for a qube with PCI devices.',
          see: [QUBES],
        },
        no: { label: 'no', to: 'qubes-default', basis: 'facts', why: 'PVH is the default of Qubes OS.', see: [QUBES] },
      },
    },
  },
  outcomes: {
    'qubes-default': {
      title: 'PVH: virt_mode pvh, the default of Qubes OS',
      short: 'Qubes pvh',
      mode: 'pvh',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'Keep the Qubes OS default, which has hardware page tables and PV devices, and no emulated motherboard.',
      rank: 1,
      runnerUp: {
        name: 'HVM in Qubes OS',
        to: 'qubes-hvm',
        when: 'a PCI device is assigned, or the guest OS cannot boot as PVH.',
      },
      recipe: 'qubes',
      verify: [ROW, 'qvm-prefs QUBE virt_mode shows pvh'],
      see: [QUBES],
    },
    'qubes-hvm': {
      title: 'HVM: virt_mode hvm',
      short: 'Qubes hvm',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Qubes OS switches to hvm when PCI devices are assigned. A Linux guest then runs as PVHVM; the colours apply to Linux.',
      rank: 3,
      runnerUp: { name: 'pvh', to: 'qubes-default', when: 'the PCI device can be assigned to another qube.' },
      recipe: 'qubes',
      verify: [ROW, 'qvm-prefs QUBE virt_mode shows hvm'],
      see: [QUBES],
    },
  },
}

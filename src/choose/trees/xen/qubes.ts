import { ROW, type TreePart } from '../part.ts'

const QUBES = 'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py'

/** Qubes OS: PVH, and HVM where that does not do. */
export const qubes: TreePart = {
  questions: {
    'qubes-pvh': {
      ask: 'Is a PCI device assigned, or the system one that cannot boot PVH (Windows, an installer ISO)?',
      short: 'PCI, Windows, ISO?',
      tell: 'qvm-pci ls QUBE; qvm-prefs QUBE virt_mode',
      rules: [
        { answer: 'yes', when: { passthrough: 'yes' }, says: 'a PCI device is assigned' },
        { answer: 'yes', when: { os: ['windows', 'other'] }, says: 'the system cannot boot PVH' },
        { answer: 'yes', when: { firmware: ['bios', 'uefi', 'secure-boot'] }, says: 'it boots through firmware' },
        { answer: 'yes', when: { 'kernel-pvh': 'no' }, says: 'the kernel is built without CONFIG_XEN_PVH' },
        {
          answer: 'no',
          when: { passthrough: 'no', os: ['linux', 'freebsd'] },
          says: 'no PCI device, and the system boots PVH',
        },
        { answer: 'no', when: { os: 'linux' }, usual: true, says: 'no PCI device unless said (--passthrough yes)' },
      ],
      edges: {
        yes: { label: 'yes', to: 'qubes-hvm', basis: 'facts', why: 'Qubes OS refuses pvh with PCI devices.', see: [QUBES] },
        no: { label: 'no', to: 'qubes-default', basis: 'facts', why: 'The default of Qubes OS.', see: [QUBES] },
      },
    },
  },
  outcomes: {
    'qubes-default': {
      title: 'PVH: virt_mode pvh, the default of Qubes OS',
      short: 'Qubes pvh',
      mode: 'pvh',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'Leave the default.',
      rank: 1,
      runnerUp: { name: 'HVM in Qubes OS', to: 'qubes-hvm', when: 'a PCI device is assigned or the system cannot boot PVH.' },
      recipe: 'qubes',
      verify: [ROW, 'qvm-prefs QUBE virt_mode says pvh'],
      see: [QUBES],
    },
    'qubes-hvm': {
      title: 'HVM: virt_mode hvm',
      short: 'Qubes hvm',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Qubes OS takes hvm by itself when PCI devices are assigned. A Linux guest runs as PVHVM; the cells are those of Linux.',
      rank: 3,
      runnerUp: { name: 'pvh', to: 'qubes-default', when: 'the PCI device can go to another qube.' },
      recipe: 'qubes',
      verify: [ROW, 'qvm-prefs QUBE virt_mode says hvm'],
      see: [QUBES],
    },
  },
}

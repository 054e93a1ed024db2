import { ROW, type TreePart } from '../part.ts'
import { GUEST_OS } from './guest-os.ts'

const XCP_PVH = 'https://xcp-ng.org/forum/topic/10862/early-testable-pvh-support'
const XCP_PV32 = 'https://xcp-ng.org/blog/2022/01/17/removing-support-for-32-bit-pv-guests/'
const XS_TEMPLATES = 'https://github.com/xenserver/guest-templates-json'

/** XCP-ng and XenServer: what XAPI and its templates allow. */
export const xapi: TreePart = {
  questions: {
    'xapi-pv': {
      ask: 'Is the guest an existing PV guest?',
      short: 'Now a PV guest?',
      tell: 'xe vm-param-get uuid=UUID param-name=HVM-boot-policy is empty for a PV guest',
      rules: [
        { answer: 'yes', when: { 'pv-guest': 'yes' }, says: 'the guest is an existing PV guest' },
        { answer: 'no', when: { 'pv-guest': 'no' }, says: 'the guest is new, or is not a PV guest' },
        { answer: 'no', when: { os: 'windows' }, says: 'Windows never runs as a PV guest' },
        { answer: 'no', when: {}, usual: true, says: 'most guests are new (use --set pv-guest=yes otherwise)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'xapi-convert',
          basis: 'facts',
          why: 'XCP-ng has not supported PV since 8.1, and removed 32-bit PV in January 2022, so the guest must be converted.',
          see: [XCP_PV32],
        },
        no: {
          label: 'no',
          to: 'xapi-guest',
          basis: 'facts',
          why: 'A new guest starts from an HVM template.',
          see: [XS_TEMPLATES],
        },
      },
    },
    'xapi-guest': {
      ask: 'Which OS does the guest run?',
      short: 'Which guest OS?',
      tell: 'check the name of the template',
      rules: [...GUEST_OS],
      edges: {
        unix: {
          label: 'Linux, BSD',
          to: 'xapi-linux',
          basis: 'facts',
          why: 'Linux and BSD start from a UEFI HVM template, and their kernel then uses PVHVM. PVH is only experimental in XCP-ng 8.3.',
          see: [XS_TEMPLATES, XCP_PVH],
        },
        foreign: {
          label: 'Windows, other',
          to: 'xapi-windows',
          basis: 'facts',
          why: 'Windows runs as HVM with the PV tools installed.',
          see: [XS_TEMPLATES],
        },
      },
    },
  },
  outcomes: {
    'xapi-linux': {
      title: 'PVHVM: the UEFI template of the distribution',
      short: 'XAPI HVM, UEFI',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The template creates an HVM guest; its kernel has the PV drivers, so it runs as PVHVM.',
      rank: 3,
      runnerUp: { name: 'PVH (experimental in XCP-ng 8.3)', when: 'the guest is only for tests and needs no support.' },
      recipe: 'xapi',
      verify: [ROW],
      see: [XS_TEMPLATES, XCP_PVH],
    },
    'xapi-convert': {
      title: 'Convert the PV guest to HVM; it becomes PVHVM',
      short: 'Convert PV to HVM',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Install a boot loader in the guest, then change the boot policy of the VM, so that it boots as HVM.',
      rank: 4,
      runnerUp: {
        name: 'PV inside PVH (XenServer templates for EL 5, EL 6, SLE 11)',
        when: 'the old kernel cannot boot as HVM.',
      },
      recipe: 'xapi-convert',
      verify: [ROW],
      see: [XCP_PV32, XS_TEMPLATES],
    },
    'xapi-windows': {
      title: 'HVM with PV drivers: the Windows template and the PV tools',
      short: 'Windows + PV tools',
      mode: 'hvm-pv-drivers',
      cells: ['VH', 'VS', 'VS', 'P', 'P'],
      says: 'The template enables viridian, so CPUID shows Microsoft Hv before Xen. Without the PV tools, disk and network stay emulated.',
      rank: 5,
      recipe: 'xapi',
      verify: ['xe vm-param-get uuid=UUID param-name=PV-drivers-version shows a version'],
      see: [XS_TEMPLATES],
    },
  },
}

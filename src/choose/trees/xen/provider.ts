import { ROW, type TreePart } from '../part.ts'
import { GUEST_OS } from './guest-os.ts'

const RACKSPACE = 'https://support.rackspace.com/how-to/choosing-a-virtualization-mode-pv-versus-pvhvm/'

/** Xen at a provider: a customer has no toolstack, and the image sets the mode. */
export const provider: TreePart = {
  questions: {
    'provider-guest': {
      ask: 'Which OS does the guest run?',
      short: 'Which guest OS?',
      tell: 'check the name of the image',
      rules: [
        ...GUEST_OS,
        { answer: 'unix', when: {}, usual: true, says: 'most guests run Linux (use --os windows otherwise)' },
      ],
      edges: {
        unix: {
          label: 'Linux, BSD',
          to: 'provider-pvhvm',
          basis: 'facts',
          why: 'Providers offer images for PV and for PVHVM; PVHVM is the newer mode.',
          see: [RACKSPACE],
        },
        foreign: {
          label: 'Windows, other',
          to: 'provider-windows',
          basis: 'facts',
          why: 'Windows images run as HVM with PV drivers.',
          see: [RACKSPACE],
        },
      },
    },
  },
  outcomes: {
    'provider-pvhvm': {
      title: 'PVHVM: an image that the provider marks as PVHVM',
      short: 'PVHVM image',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The provider runs Xen, so you choose only the image; the image sets the mode.',
      rank: 3,
      runnerUp: { name: 'a PV image', when: 'the provider offers no PVHVM image of the guest OS.' },
      recipe: 'provider',
      verify: [ROW],
      see: [RACKSPACE],
    },
    'provider-windows': {
      title: 'HVM with PV drivers: the Windows image of the provider',
      short: 'Windows image',
      mode: 'hvm-pv-drivers',
      cells: ['VH', 'VS', 'VS', 'P', 'P'],
      says: 'Windows images of the provider contain the PV drivers; keep them installed and updated.',
      rank: 5,
      recipe: 'provider',
      verify: ['Device Manager shows a PV network adapter and PV storage, without warnings'],
      see: [RACKSPACE],
    },
  },
}

import { ROW, type TreePart } from '../part.ts'

const VMXNET3 = 'https://kb.vmware.com/kb/1001805'

/** VMware's hypervisors. */
export const vmware: TreePart = {
  questions: {
    'vmware-drivers': {
      ask: 'Does the guest have the drivers vmxnet3 and pvscsi?',
      short: 'Has vmxnet3 and pvscsi?',
      tell: 'Linux 2.6.33 and later has both drivers; on Windows, VMware Tools install them',
      rules: [
        { answer: 'no', when: { 'pv-drivers': 'no' }, says: 'the guest has neither driver' },
        { answer: 'yes', when: { 'pv-drivers': 'yes' }, says: 'the guest has both drivers' },
        { answer: 'no', when: { linux: { below: '2.6.33' } }, says: 'the drivers were added in Linux 2.6.32 and 2.6.33' },
        {
          answer: 'yes',
          when: { linux: { atLeast: '2.6.33' } },
          usual: true,
          says: 'distribution kernels include both drivers',
        },
        {
          answer: 'yes',
          when: { os: ['linux', 'freebsd', 'windows'] },
          usual: true,
          says: 'the drivers are in the kernel or in VMware Tools',
        },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'vmware',
          basis: 'facts',
          why: 'With vmxnet3 and pvscsi, disk and network are paravirtual.',
          see: [VMXNET3],
        },
        no: {
          label: 'no',
          to: 'vmware-emulated',
          basis: 'facts',
          why: 'Without drivers for vmxnet3 and pvscsi, the guest needs the emulated e1000 NIC and LSI Logic disk controller.',
          see: [VMXNET3],
        },
      },
    },
  },
  outcomes: {
    vmware: {
      title: 'A VMXNET3 NIC and PVSCSI (or NVMe) disks',
      short: 'ESXi, PV devices',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Use VMXNET3 instead of e1000e, and PVSCSI instead of LSI Logic.',
      rank: 4,
      runnerUp: { name: 'DirectPath I/O or SR-IOV', when: 'the network is the bottleneck and vMotion is not needed.' },
      recipe: 'vmware',
      verify: [ROW, 'Linux: ethtool -i shows vmxnet3 and lspci shows PVSCSI; Windows: Device Manager shows both'],
      see: [VMXNET3],
    },
    'vmware-emulated': {
      title: 'Emulated e1000 and LSI, until VMware Tools are installed in the guest',
      short: 'ESXi, emulated',
      mode: null,
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'Use emulated devices only for a guest OS without the paravirtual drivers.',
      rank: 22,
      runnerUp: {
        name: 'a VMXNET3 NIC and PVSCSI disks',
        to: 'vmware',
        when: 'their drivers (vmxnet3, pvscsi) can be installed in the guest.',
      },
      recipe: 'vmware',
      verify: [ROW],
      see: [VMXNET3],
    },
  },
}

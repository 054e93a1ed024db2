import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

export const virtualFunctions: Device = {
  class: 'net',
  driver: 'iavf',
  kinds: ['VH'],
  rows: [
    {
      id: 'net.vf',
      driver: ['ixgbevf', 'iavf', 'i40evf', 'igbvf', 'fm10kvf', 'mana', 'cxgb4vf', 'ice_vf'],
      says: 'SR-IOV virtual function',
      see: 'https://docs.kernel.org/PCI/pci-iov-howto.html',
    },
    {
      id: 'net.vf-id',
      pci: [
        ...['8086:10ed', '8086:1515', '8086:1565', '8086:152e', '8086:1530', '8086:154c', '8086:1571', '8086:37cd'],
        ...['8086:1889', '8086:10ca', '8086:1520', '15b3:1002', '15b3:1004', '15b3:1014', '15b3:1016', '15b3:1018'],
        ...['15b3:101a', '15b3:101c', '15b3:101e', '14e4:16dc', '14e4:16e1', '14e4:1806', '14e4:1807', '14e4:1808'],
        ...['14e4:1809', '1414:00ba'],
      ],
      says: 'the PCI ID is that of an SR-IOV virtual function',
      see: PCI_IDS,
    },
    {
      id: 'net.vf-name',
      model: /\bVirtual Function\b/,
      says: 'the PCI listing names an SR-IOV virtual function',
      see: PCI_IDS,
    },
  ],
  interrupts: [
    { has: ['mana_'], driver: 'mana', action: () => /^(mana)_(?:hwc|q\d+)@pci:/ },
    { has: ['iavf-'], action: () => /^iavf-(\w+)-TxRx-\d+$/ },
  ],
  elsewhere: {
    windows: [
      // https://learn.microsoft.com/azure/virtual-network/accelerated-networking-mana-windows
      { has: ['Azure'], called: /^Microsoft Azure Network Adapter/i, driver: 'mana' },
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html (82599),
      // https://elixir.bootlin.com/linux/latest/source/drivers/net/ethernet/intel/ixgbevf/ixgbevf_main.c and …/iavf/iavf_main.c for the names
      { has: ['Virtual'], called: /^Intel\(R\) (?:82599|X5[45]0)\b.{0,24}Virtual Function/i, driver: 'ixgbevf' },
      { has: ['Virtual'], called: /^Intel\(R\) Ethernet (?:Adaptive )?Virtual Function/i },
    ],
    bsd: [
      { has: 'Virtual Function', line: /^(ixv\d+): <Intel\(R\)[^>\n]{0,80}Virtual Function/gm, driver: 'ixgbevf' },
      { has: 'Virtual Function', line: /^((?:iavf|ixlv)\d+): <Intel\(R\)[^>\n]{0,80}Virtual Function/gm },
    ],
    freebsd: [['ixv', 'ixgbevf'], 'iavf'],
    openbsd: ['iavf', ['ixv', 'ixgbevf']],
  },
}

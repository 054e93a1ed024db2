import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

/** Functions of Intel's infrastructure processing units: https://docs.kernel.org/networking/device_drivers/ethernet/intel/idpf.html */
export const idpf: Device = {
  class: 'net',
  driver: 'idpf',
  kinds: ['VH'],
  rows: [
    { id: 'net.idpf', driver: ['idpf'], says: 'Intel IDPF NIC: implemented in hardware by an infrastructure processing unit' },
    {
      id: 'net.idpf-id',
      pci: ['8086:1452', '8086:145c'],
      says: 'the PCI ID is that of an Intel IDPF function, implemented in hardware',
      see: PCI_IDS,
    },
  ],
  // `idpf-Mailbox-0` is no interface's: drivers/net/ethernet/intel/idpf/idpf_txrx.c.
  interrupts: [{ has: ['idpf-'], action: () => /^idpf-(\w{1,15})-(?:TxRx|Rx|Tx)-\d+$/ }],
}

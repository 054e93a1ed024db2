import type { Device } from '../device.ts'

/** Physical cards and their functions, which a guest has if they are passed through. */
export const physicalNets: Device = {
  class: 'net',
  driver: 'mlx5_core',
  kinds: ['VH'],
  rows: [
    {
      id: 'net.hardware-family',
      driver: ['mlx4_core', 'mlx4_en', 'mlx5_core', 'bnxt_en', 'ixgbe', 'i40e', 'ice', 'qede', 'sfc', 'cxgb4', 'nfp'],
      says: 'a physical NIC, or one of its PCI functions, passed through to the guest',
    },
  ],
  physical: [
    ...['igb', 'e1000e', 'igc', 'r8169', 'r8125', 'tg3', 'bnx2', 'bnx2x', 'forcedeth', 'sky2', 'skge', 'atl1c', 'alx', 'e100'],
    ...['iwlwifi', 'iwlagn', 'ath9k', 'ath10k_pci', 'ath11k_pci', 'brcmfmac', 'rtw88_8822ce', 'mt7921e', 'sis190', 'be2net'],
    'atlantic',
  ],
  interrupts: [
    { has: ['mlx5'], action: () => /^(?:(\w+)-)?(?:mlx5_(?:comp|async))\d*/ },
    { has: ['i40e-'], driver: 'i40e', action: () => /^i40e-(\w+)-TxRx-\d+$/ },
    { has: ['ice-'], driver: 'ice', action: () => /^ice-(\w+)-TxRx-\d+$/ },
  ],
  elsewhere: {
    windows: [
      // https://learn.microsoft.com/azure/virtual-network/create-vm-accelerated-networking-powershell
      { has: ['Virtual'], called: /^Mellanox ConnectX-3\S{0,4} Virtual Function/i, driver: 'mlx4_core' },
      { has: ['Virtual'], called: /^Mellanox ConnectX-\d ?\S{0,4} Virtual/i },
    ],
    // sys/dev/e1000/if_em.c, ixgbe/if_ix.c, ixl/if_ixl.c, ice, bge
    bsd: [
      { has: 'igb', line: /^(igb\d+): <Intel\(R\)/gm, driver: 'igb' },
      { has: 'ix', line: /^(ix\d+): <Intel\(R\)/gm, driver: 'ixgbe' },
      { has: 'ixl', line: /^(ixl\d+): <Intel\(R\)/gm, driver: 'i40e' },
      { has: 'ice', line: /^(ice\d+): <Intel\(R\)/gm, driver: 'ice' },
      { has: 'bge', line: /^(bge\d+): <Broadcom/gm, driver: 'tg3' },
    ],
  },
}

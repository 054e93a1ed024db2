import type { ModeId } from '../model.ts'

export const MODE_NAMES: Record<ModeId, string> = {
  pv: 'PV',
  hvm: 'HVM',
  'hvm-pv-drivers': 'HVM with PV drivers',
  pvhvm: 'PVHVM',
  pvh: 'PVH',
  'pvh-v1': 'PVH (first version)',
}

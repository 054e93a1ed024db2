import type { ComponentId } from '../model.ts'

/** The components' titles, as in the article; disk and network share a column there. */
export const TITLES: Record<ComponentId, string> = {
  cpu: 'Privileged instructions & page tables',
  board: 'Motherboard & boot',
  interrupts: 'Interrupts & timers',
  disk: 'Disk',
  network: 'Network',
}

/** For places where the full title does not fit. */
export const SHORT_TITLES: Record<ComponentId, string> = { ...TITLES, cpu: 'CPU & page tables' }

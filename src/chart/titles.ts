import type { ComponentId, Report } from '../model.ts'

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

/** How a chart names the machine of a report: `/`, the path of the live one, identifies no machine. */
export const sourceName = ({ source }: Pick<Report, 'source'>): string =>
  source.kind === 'live' ? 'this machine' : source.path

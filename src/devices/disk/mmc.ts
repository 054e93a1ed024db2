import type { Device } from '../device.ts'

export const mmc: Device = {
  class: 'disk',
  driver: 'mmcblk',
  kinds: ['VH'],
  rows: [{ id: 'disk.mmc', driver: ['mmcblk', 'sdhci', 'mmc'], says: 'MMC or SD card' }],
  log: [
    { has: 'mmcblk', pattern: () => /[\s\]](mmcblk\d+): mmc\d+:/g },
    { has: ': new ', pattern: () => /mmc(\d+): new [^\n]{0,80}(?:MMC|SD\w{0,8}) card/g, of: (m) => `mmcblk${m[1]}` },
  ],
  path: [[() => /\/mmc_host\//]],
  declared: [{ names: 'sd-card', kinds: ['VS'], says: 'emulated SD card' }],
  elsewhere: {
    formats: { qemu: { 'sd-card': 'sd' } },
  },
}

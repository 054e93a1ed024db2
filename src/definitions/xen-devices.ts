/**
 * Which emulated disk libxl makes beside the paravirtual one for a device name of an HVM guest; undefined if it makes none.
 * Disk number 0-3 is IDE (0-5 AHCI with hdtype=ahci) whatever the prefix; `sd*` is an LSI SCSI disk; partitions are never emulated.
 * https://xenbits.xen.org/docs/unstable/man/xen-vbd-interface.7.html and libxl_dm.c
 */
export function emulatedTwin(vdev: string, hdtype: string): string | undefined {
  const match = /^(?:d(\d+)(?:p(\d+))?|(xvd|hd|sd|vd)([a-z]{1,2})(\d+)?)$/.exec(vdev)
  if (match === null) return undefined
  const partition = match[2] ?? match[5]
  if (partition !== undefined && partition !== '0') return undefined
  if (match[3] === 'sd') return 'lsi53c895a'
  const number = match[1] !== undefined ? Number(match[1]) : letters(match[4]!)
  if (hdtype === 'ahci') return number <= 5 ? 'ahci' : undefined
  return number <= 3 ? 'ide-hd' : undefined
}

function letters(text: string): number {
  let n = 0
  for (const c of text) n = n * 26 + (c.charCodeAt(0) - 96)
  return n - 1
}

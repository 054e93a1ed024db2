import type { Probe } from '../../model.ts'
import { linesOf } from '../say.ts'
import { DISK, diskAt } from './inventory.ts'

/** lsscsi: address, type, vendor, model, revision and the kernel's name. The columns are 8, 16 and 4 wide. https://sg.danny.cz/scsi/lsscsi.html */
const ROW = /^\[(?:\d{1,5}:){3}\d{1,20}\] {1,4}(\w{2,8}) {1,8}(.{8}) (.{16}) (.{4}) {1,2}\/dev\/(\w{2,16})/
const NVME = /^\[N:\d{1,4}:\d{1,4}:\d{1,4}\] {1,4}disk {1,8}(.{1,80}?) {2,}(?:\S{1,40} {1,8})?\/dev\/(nvme\w{1,16})/

export const lsscsi: Probe = {
  id: 'lsscsi',
  amid: true,
  reads: [],
  words: ['disk', 'cd/dvd', 'storage', 'enclosu', 'tape', 'process'],
  accepts: (head) =>
    /^\[(?:N:)?\d{1,5}:\d{1,5}:\d{1,5}(?::\d{1,20})?\] {1,4}(?:disk|cd\/dvd|storage|enclosu|tape|process)\b/m.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 4_096)) {
      if (text.length > 400) continue
      const row = ROW.exec(text)
      const nvme = row === null ? NVME.exec(text) : null
      if (row?.[1] === 'disk' && DISK.test(row[5]!)) yield* diskAt(document, index, row[5]!, row[2]!.trim(), row[3]!.trim())
      else if (nvme !== null && DISK.test(nvme[2]!)) yield* diskAt(document, index, nvme[2]!, nvme[1]!.trim())
    }
  },
}

/** /proc/scsi/scsi: two lines a device after its address (drivers/scsi/scsi_proc.c). */
const ATTACHED =
  /^Host: scsi(\d{1,5}) Channel: (\d{1,3}) Id: (\d{1,3}) Lun: (\d{1,5})\s*\n {2}Vendor: (.{8}) Model: (.{16}) Rev: .{0,8}\n {2}Type: {3}Direct-Access\b/gm

export const scsiProc: Probe = {
  id: 'scsi-procfs',
  amid: true,
  reads: [],
  captured: ['proc/scsi/scsi'],
  words: ['Attached devices:'],
  accepts: (head) => /^Attached devices:[ \t]*\n+Host: scsi\d/m.test(head),
  *read(document) {
    for (const match of [...document.text.matchAll(ATTACHED)].slice(0, 256)) {
      const name = `scsi ${match.slice(1, 5).map(Number).join(':')}`
      yield* diskAt(document, match.index + match[0].indexOf('\n') + 1, name, match[5]!.trim(), match[6]!.trim())
    }
  },
}

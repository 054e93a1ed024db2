import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { DISK, diskAt } from './inventory.ts'
import { objectOf, text } from './json.ts'

/**
 * lsblk, as a table with any columns, and `lsblk -J`. A row that is mounted on `/` shows which disk carries the root.
 * https://github.com/util-linux/util-linux/blob/master/misc-utils/lsblk.c
 */
const HEADER =
  /^NAME +(?:(?:KNAME|MAJ:MIN|RM|SIZE|RO|TYPE|FSTYPE|FSVER|LABEL|UUID|FSAVAIL|FSUSE%|MOUNTPOINTS?|MODEL|VENDOR|TRAN|ROTA|HCTL|SERIAL|STATE|DISC-ALN|ALIGNMENT|WWN|SCHED|PHY-SEC|LOG-SEC) *){1,24}$/m
/** Branches of the tree, in Unicode and in ASCII. */
const BRANCH = /^[ │├└─|`-]*/
/** Whatever stands on disks has one of these types. */
const TYPES: ReadonlySet<string> = new Set(['disk', 'part', 'lvm', 'crypt', 'rom', 'loop', 'mpath', 'dm', 'md', 'zram'])
const MOST_ROWS = 4_096

interface Row {
  readonly depth: number
  readonly name: string
  readonly type: string | undefined
  readonly model: string | undefined
  readonly vendor: string | undefined
  readonly root: boolean
  readonly index: number
}

function* rows(document: Document): Generator<Row> {
  let header: string | undefined
  for (const { text: line, index } of linesOf(document, MOST_ROWS)) {
    if (HEADER.test(line)) header = line
    else if (header !== undefined && line.trim() !== '' && line.length < 2_000) {
      const depth = BRANCH.exec(line)![0].length
      const name = /^[\w!.-]{1,128}/.exec(line.slice(depth))?.[0]
      if (name === undefined) return
      const words = line.slice(depth + name.length).split(/\s+/)
      const type = words.find((word) => TYPES.has(word) || /^raid\d{1,2}$/.test(word))
      yield {
        depth,
        name,
        type,
        model: column(header, line, 'MODEL'),
        vendor: column(header, line, 'VENDOR') ?? (words.some((word) => word === 'sata' || word === 'ata') ? 'ATA' : undefined),
        root: words.includes('/'),
        index,
      }
    }
  }
}

/** A column of text begins below its heading, or a few characters before where a number to its left is aligned to the right. */
function column(header: string, line: string, name: string): string | undefined {
  const from = header.search(new RegExp(`\\b${name}\\b`))
  if (from < 0 || /\S/.test(line[from - 1] ?? ' ')) return undefined
  const next = /\S/.exec(header.slice(from + name.length))
  const value = line.slice(from, next === null ? undefined : from + name.length + next.index).trim()
  return value === '' ? undefined : value
}

/** QEMU gives an ATA disk and one of virtio-scsi the same model; only the vendor differs. */
const isOpen = ({ vendor, model }: Row): boolean => vendor === undefined && model?.startsWith('QEMU') === true

function* signals(document: Document, all: Iterable<Row>): Generator<Signal> {
  const above: Row[] = []
  for (const row of all) {
    while (above.length > 0 && above.at(-1)!.depth >= row.depth) above.pop()
    const top = above.length === 0
    if (top && DISK.test(row.name) && (row.type === undefined || row.type === 'disk'))
      yield* diskAt(document, row.index, row.name, row.vendor, isOpen(row) ? undefined : row.model)
    if (row.root) {
      yield signalAt(document, row.index, 'root.device', row.name, 'mounted')
      const disk = above[0]
      if (disk !== undefined && disk.name !== row.name) yield signalAt(document, disk.index, 'disk.below', disk.name, row.name)
    }
    above.push(row)
  }
}

function* nodes(document: Document, list: unknown, depth: number, from: { at: number }): Generator<Row> {
  if (!Array.isArray(list) || depth > 16) return
  for (const node of list.slice(0, MOST_ROWS) as Record<string, unknown>[]) {
    const name = text(node?.['name'])
    if (name === undefined) continue
    const index = document.text.indexOf(JSON.stringify(name), from.at)
    if (index >= 0) from.at = index
    const mounts = [node['mountpoint'], ...(Array.isArray(node['mountpoints']) ? node['mountpoints'] : [])]
    yield {
      depth,
      name,
      type: text(node['type']),
      model: text(node['model']),
      vendor: text(node['vendor']) ?? (/^s?ata$/.test(text(node['tran']) ?? '') ? 'ATA' : undefined),
      root: mounts.includes('/'),
      index: Math.max(index, 0),
    }
    yield* nodes(document, node['children'], depth + 1, from)
  }
}

/** `lsblk -P`: each column as NAME="value". */
const PAIRS = /^NAME="[\w!.-]{1,128}" (?:[A-Z%:_-]{2,12}="[^"\n]{0,200}" ?){1,40}$/m

function* pairs(document: Document): Generator<Row> {
  for (const { text: line, index } of linesOf(document, MOST_ROWS)) {
    if (line.length > 4_000 || !PAIRS.test(line.trimEnd())) continue
    const of = new Map(
      [...line.matchAll(/(?:^| )([A-Z%:_-]{2,12})="([^"\n]{0,200})"/g)].map((one) => [one[1]!, one[2]!.trim()]),
    )
    const type = of.get('TYPE')
    yield {
      depth: type === undefined || type === 'disk' ? 0 : 1,
      name: of.get('NAME')!,
      type,
      model: of.get('MODEL') || undefined,
      vendor: of.get('VENDOR') || (/^s?ata$/.test(of.get('TRAN') ?? '') ? 'ATA' : undefined),
      root: of.get('MOUNTPOINT') === '/' || of.get('MOUNTPOINTS') === '/',
      index,
    }
  }
}

export const lsblk: Probe = {
  id: 'lsblk',
  amid: true,
  reads: [],
  words: ['NAME ', 'NAME="', '"blockdevices"'],
  accepts: (head) => HEADER.test(head) || PAIRS.test(head) || /^\s*\{\s*"blockdevices"\s*:\s*\[/.test(head),
  read(document) {
    const json = /^\s*\{/.test(document.text) ? objectOf(document) : undefined
    return signals(
      document,
      json === undefined
        ? PAIRS.test(document.text.slice(0, 65_536))
          ? pairs(document)
          : rows(document)
        : nodes(document, json['blockdevices'], 0, { at: 0 }),
    )
  },
}

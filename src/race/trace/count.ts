import { CLASS, EVENT, HANDLER, HYPERCALLS, PV, PV_EVENTS, SVM_EXITS, TRAPS, VMX_EXITS } from './events.ts'

/**
 * Counts what a guest did to its hypervisor, from xentrace's records as they stream by.
 * A record is a header word (event 28 bits, number of further words 3 bits, "a 64-bit TSC follows" 1 bit), that TSC, and up to seven words.
 * Counting is by number in flat tables; names are given at the end.
 */

export type Vendor = 'svm' | 'vmx'

/** How marks show in the trace: see `mark` in native/trap.c. */
export interface Marks {
  /** CPUID leaf whose last byte is the tag. */
  readonly leaf: number
  /** Addresses of the forced-emulation CPUID, for PV. */
  readonly begin?: number
  readonly end?: number
}

export const MARK_LEAF = 0x4fffff00

export interface Counts {
  /** VM exits by reason. */
  readonly exits: Readonly<Record<string, number>>
  /** Hypercalls by name, from PV and from hardware guests. */
  readonly hypercalls: Readonly<Record<string, number>>
  /** Calls inside multicalls: they cause no separate exits. */
  readonly subcalls: Readonly<Record<string, number>>
  /** What Xen does for a PV guest besides hypercalls: traps passed on, emulated instructions. */
  readonly traps: Readonly<Record<string, number>>
  /** Emulated port and memory accesses, by address and direction. */
  readonly io: Readonly<Record<string, number>>
  readonly msrs: Readonly<Record<string, number>>
  /** Interrupts put into an HVM guest. */
  readonly injected: number
}

export interface Phase {
  /** The tag of a CPUID mark; the order for PV, whose marks have none. */
  readonly tag: number
  readonly counts: Counts
}

export interface Trace {
  readonly phases: readonly Phase[]
  /** Everything, in marks and out of them. */
  readonly total: Counts
  readonly lost: number
  readonly records: number
  readonly bytes: number
}

/** Exit codes run to 0x403; anything above counts as one. */
const EXIT_SLOTS = 0x408
const CALL_SLOTS = 64
/** Distinct I/O addresses and MSRs that are counted separately: a guest has tens; a damaged file must not fill the memory. */
const MOST_KEYS = 4096

class Bucket {
  readonly tag: number
  readonly exits: Uint32Array = new Uint32Array(EXIT_SLOTS)
  readonly calls: Uint32Array = new Uint32Array(CALL_SLOTS)
  readonly subcalls: Uint32Array = new Uint32Array(CALL_SLOTS)
  readonly pv: Uint32Array = new Uint32Array(256)
  readonly traps: Uint32Array = new Uint32Array(256)
  readonly io: Map<number, number> = new Map()
  readonly msrs: Map<number, number> = new Map()
  injected: number = 0

  constructor(tag: number) {
    this.tag = tag
  }
}

export class TraceCounter {
  readonly #vendor: Vendor
  readonly #marks: Marks
  /** The part of a record that the last piece ended with. */
  #rest: Uint8Array = new Uint8Array(0)
  #buckets: Bucket[] = []
  #total = new Bucket(-1)
  #now: Bucket | undefined
  #lost = 0
  #records = 0
  #bytes = 0

  /** All that is in the trace counts: it is of the one physical CPU on which only the guest that is measured runs. */
  constructor(marks: Marks, vendor: Vendor = 'svm') {
    this.#marks = marks
    this.#vendor = vendor
  }

  /** Takes the next piece of the file, cut anywhere. */
  push(piece: Uint8Array): void {
    this.#bytes += piece.length
    let bytes = piece
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length)
      bytes.set(this.#rest)
      bytes.set(piece, this.#rest.length)
    } else if (piece.byteOffset % 4 !== 0) bytes = piece.slice()
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    const done = this.#read(words)
    this.#rest = bytes.slice(done * 4)
  }

  /** Reads whole records; returns how many words it took. */
  #read(words: Uint32Array): number {
    const end = words.length
    let at = 0
    let records = 0
    while (at < end) {
      const head = words[at]!
      const extra = (head >>> 28) & 7
      const body = at + (head >>> 31 === 1 ? 3 : 1)
      const next = body + extra
      if (next > end) break
      this.#record(head & 0x0fffffff, words, body, extra)
      records++
      at = next
    }
    this.#records += records
    return at
  }

  #record(event: number, words: Uint32Array, at: number, extra: number): void {
    const kind = event & CLASS.mask
    if (kind === CLASS.hvmEntryExit) {
      if (event === EVENT.vmentry || extra === 0) return
      if (event === EVENT.exit || event === EVENT.exit64 || event === EVENT.svmExit || event === EVENT.svmExit64) {
        const reason = Math.min(words[at]! & 0xffff, EXIT_SLOTS - 1)
        this.#total.exits[reason]!++
        if (this.#now !== undefined) this.#now.exits[reason]!++
      }
    } else if (kind === CLASS.hvmHandler) {
      this.#handler(event, words, at, extra)
    } else if (kind === CLASS.pv) {
      this.#pv(event & 0xff, words, at, extra)
    } else if (kind === CLASS.pvSubcall) {
      if (extra > 0) this.#both((bucket) => bucket.subcalls[words[at]! & (CALL_SLOTS - 1)]!++)
    } else if (event === EVENT.lost && extra > 0) this.#lost += words[at]!
  }

  #both(add: (bucket: Bucket) => void): void {
    add(this.#total)
    if (this.#now !== undefined) add(this.#now)
  }

  #handler(event: number, words: Uint32Array, at: number, extra: number): void {
    // Bits 8 and 9 of an I/O record are width of the address and direction.
    const id = event & 0xff
    const first = extra > 0 ? words[at]! : 0
    switch (id) {
      case HANDLER.cpuid:
        if ((first & 0xffffff00) >>> 0 === this.#marks.leaf) this.#mark(first & 0xff)
        break
      case HANDLER.vmmcall:
        this.#total.calls[first & (CALL_SLOTS - 1)]!++
        if (this.#now !== undefined) this.#now.calls[first & (CALL_SLOTS - 1)]!++
        break
      case HANDLER.injectVirq:
        this.#both((bucket) => bucket.injected++)
        break
      case HANDLER.msrRead:
      case HANDLER.msrWrite:
        this.#both((bucket) => count(bucket.msrs, first * 2 + (id === HANDLER.msrWrite ? 1 : 0)))
        break
      case HANDLER.ioport:
      case HANDLER.iomem: {
        const write = (event & 0x200) === 0 ? 0 : 1
        // Memory is counted by page, ports one by one.
        const key = id === HANDLER.ioport ? first * 2 + write : ((first >>> 12) + 0x10000) * 2 + write
        this.#both((bucket) => count(bucket.io, key))
      }
    }
  }

  #pv(id: number, words: Uint32Array, at: number, extra: number): void {
    if (id === PV.hypercall) {
      if (extra === 0) return
      // TRC_PV_HYPERCALL_V2: number in the low 20 bits.
      const call = Math.min(words[at]! & 0xfffff, CALL_SLOTS - 1)
      this.#total.calls[call]!++
      if (this.#now !== undefined) this.#now.calls[call]!++
    } else if (id === PV.forcedInvalid) {
      const address = extra > 0 ? words[at]! : 0
      if (isMark(address, this.#marks.begin)) this.#mark(this.#buckets.length, true)
      else if (isMark(address, this.#marks.end)) this.#mark(this.#buckets.length, false)
      else this.#both((bucket) => bucket.pv[id]!++)
    } else if (id === PV.trap) {
      const trap = extra > 0 ? words[at + extra - 1]! & 0xff : 0
      this.#both((bucket) => bucket.traps[trap]!++)
    } else this.#both((bucket) => bucket.pv[id]!++)
  }

  /** The first mark of a pair begins its phase, the second ends it. */
  #mark(tag: number, begins: boolean = this.#now?.tag !== tag): void {
    if (begins) {
      this.#now = new Bucket(tag)
      this.#buckets.push(this.#now)
    } else {
      // The exit that ends an HVM phase is the mark's own.
      if (this.#now !== undefined && this.#marks.begin === undefined) this.#now.exits[this.#vendor === 'svm' ? 0x72 : 10]!--
      this.#now = undefined
    }
  }

  result(): Trace {
    return {
      phases: this.#buckets.map((bucket) => ({ tag: bucket.tag, counts: this.#named(bucket) })),
      total: this.#named(this.#total),
      lost: this.#lost,
      records: this.#records,
      bytes: this.#bytes,
    }
  }

  #named(bucket: Bucket): Counts {
    const exitNames = this.#vendor === 'svm' ? SVM_EXITS : VMX_EXITS
    return {
      exits: table(bucket.exits, (i) => exitNames[i] ?? `0x${i.toString(16)}`),
      hypercalls: table(bucket.calls, (i) => HYPERCALLS[i] ?? String(i)),
      subcalls: table(bucket.subcalls, (i) => HYPERCALLS[i] ?? String(i)),
      traps: sorted([
        ...Object.entries(
          table(bucket.pv, (i) => (i === PV.forcedInvalid ? 'forced emulation' : (PV_EVENTS[i] ?? `0x${i.toString(16)}`))),
        ),
        ...Object.entries(table(bucket.traps, (i) => `${TRAPS[i] ?? i} to the guest`)),
      ]),
      io: sorted([...bucket.io].map(([key, n]) => [ioName(key), n])),
      msrs: sorted(
        [...bucket.msrs].map(([key, n]) => [`${key % 2 === 1 ? 'write' : 'read'} 0x${Math.floor(key / 2).toString(16)}`, n]),
      ),
      injected: bucket.injected,
    }
  }
}

/** Xen records where it goes on: behind the prefix (5 bytes) and the CPUID (2). */
function isMark(address: number, mark: number | undefined): boolean {
  return mark !== undefined && (address === mark + 7 || address === mark)
}

function count(map: Map<number, number>, key: number): void {
  const known = map.get(key)
  if (known !== undefined) map.set(key, known + 1)
  else if (map.size < MOST_KEYS) map.set(key, 1)
}

function ioName(key: number): string {
  const address = Math.floor(key / 2)
  const direction = key % 2 === 1 ? 'out' : 'in'
  return address < 0x10000
    ? `${direction} 0x${address.toString(16)}`
    : `${direction === 'out' ? 'write' : 'read'} page 0x${(address - 0x10000).toString(16)}`
}

function table(counts: Uint32Array, name: (index: number) => string): Record<string, number> {
  const out: [string, number][] = []
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) out.push([name(i), counts[i]!])
  return sorted(out)
}

/** Largest first; the same name counted together. */
function sorted(pairs: readonly (readonly [string, number])[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [name, n] of pairs) sums.set(name, (sums.get(name) ?? 0) + n)
  return Object.fromEntries([...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
}

export const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0)

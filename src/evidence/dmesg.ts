import type { Document, Probe, Signal } from '../model.ts'
import { lastBoot } from './boots.ts'
import { logDevices } from './dmesg-devices.ts'
import { LOG_GROUPS, LOG_LINES, type LogLine } from './dmesg-lines.ts'
import { dmiLine } from './dmi.ts'
import { switchesIn } from './kernel.ts'
import { type Holds, signalAt, wordsOf } from './say.ts'

/** Lines that come once a processor or a device need not all be kept. */
const MOST_HITS = 64

function* linesIn(document: Document, table: readonly LogLine[], holds: Holds): Generator<Signal> {
  const { text } = document
  for (let i = 0; i < table.length; i++) {
    const { signal, text: line, has, pattern: patternOf, value = 1, of = 2, is, which = 'first' } = table[i]!
    if (line !== undefined) {
      const index = holds(line) ? text.indexOf(line) : -1
      if (index >= 0) yield signalAt(document, index, signal, line)
      continue
    }
    if (patternOf === undefined) continue
    if (has !== undefined && !has.some(holds)) continue
    const pattern = patternOf()
    let last: RegExpExecArray | undefined
    let hits = 0
    let values: Set<string> | undefined
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      last = match
      if (which === 'first') break
      if (which === 'different') {
        const found = is ?? match[value]!.trimEnd()
        values ??= new Set()
        if (!values.has(found)) yield signalAt(document, placeOf(match), signal, found, match[of])
        values.add(found)
        if (++hits >= MOST_HITS) break
      } else if (which === 'all') {
        yield signalAt(document, placeOf(match), signal, is ?? match[value]!.trimEnd(), match[of])
        if (++hits >= MOST_HITS) break
      } else if (++hits > 10_000) break
    }
    if (which !== 'all' && which !== 'different' && last !== undefined)
      yield signalAt(document, placeOf(last), signal, is ?? last[value]!.trimEnd(), last[of])
  }
}

const BOARDS: readonly RegExp[] = [
  /(?:^|[\s\]])DMI: {1,8}(?!not present| )(\S[^\n]{0,1023})/g,
  /[\s\]]Hardware name: (\S[^\n]{0,512}, BIOS [^\n]{1,256})/g,
]
/** Different names of boards in one boot contradict each other; a few show that. */
const MOST_BOARDS = 4

function* log(whole: Document): Generator<Signal> {
  const document = lastBoot(whole)
  const { text } = document
  const holds = wordsOf(text)
  yield* linesIn(document, LOG_LINES, holds)
  for (const { has, lines } of LOG_GROUPS) if (has.some(holds)) yield* linesIn(document, lines(), holds)
  const commands = new Set<string>()
  for (const command of text.matchAll(/(?:Kernel command line|Command line): ([^\n]*)/g)) {
    if (commands.size >= 4 || commands.has(command[1]!)) continue
    commands.add(command[1]!)
    yield* switchesIn(command[1]!, (name, value, of) => signalAt(document, command.index, name, value, of))
  }
  // The same words stand in every trace (dump_stack_set_arch_desc in drivers/firmware/dmi_scan.c), where the log lost its beginning.
  const boards = new Map<string, number>()
  for (const pattern of BOARDS)
    for (const match of text.matchAll(pattern)) {
      const names = match[1]!.trimEnd()
      if (boards.size < MOST_BOARDS && !boards.has(names)) boards.set(names, match.index + match[0].indexOf(match[1]!))
    }
  const wrapped = boards.size === 0 ? wrappedBoard(text) : undefined
  if (wrapped !== undefined) boards.set(wrapped[1].trimEnd(), wrapped[0])
  for (const [names, at] of boards) yield* dmiLine(names, (name, value) => signalAt(document, at, name, value))
  const start = /(?:^|[\s\]])Linux version \d/.exec(text)
  if (start !== null) yield signalAt(document, start.index + 1, 'log.start', 'from the start of the boot')
  else if (BEGINS_LATE.test(text) && PLACES.includes(document.path)) yield signalAt(document, 0, 'log.cut', 'begins late')
  yield* systemd(document)
  yield* traced(document)
  yield* logDevices(document, holds)
}

/** What systemd calls hypervisors, where it is not what they are called here. Names that leave it open are not here. */
const SYSTEMD: ReadonlyMap<string, string> = new Map([
  ...['xen', 'kvm', 'vmware', 'parallels', 'bhyve', 'acrn', 'powervm', 'apple', 'uml', 'zvm'].map((n): [string, string] => [
    n,
    n,
  ]),
  ['oracle', 'virtualbox'],
  ['microsoft', 'hyperv'],
  ['amazon', 'kvm'],
  ['google', 'kvm'],
])

/** https://github.com/systemd/systemd/blob/main/src/core/main.c */
function* systemd(document: Document): Generator<Signal> {
  if (!document.text.includes('Detected virtualization ')) return
  const match = /Detected virtualization '?([a-z]{2,12})'?\.?[ \t\r]*$/m.exec(document.text)
  const name = match === null ? undefined : SYSTEMD.get(match[1]!)
  if (name !== undefined) yield signalAt(document, match!.index, 'tool.says', name)
}

/** The modules that a trace lists (kernel/module/main.c, print_modules): they are loaded. */
function* traced(document: Document): Generator<Signal> {
  const at = document.text.indexOf('Modules linked in: ')
  if (at < 0) return
  const lines = document.text.slice(at + 19, at + 19 + 8192).split('\n')
  for (const [i, line] of lines.entries()) {
    const listed = line.replace(/^[^[\n]{0,64}\[ *\d{1,9}\.\d{6}\]/, '')
    const words = listed.split(' [last unloaded')[0]!.trim().split(/\s+/)
    // The list goes on in lines of names alone: the kernel breaks it, or a mail program has wrapped it.
    if (i > 0 && !words.every((word) => MODULE.test(word))) return
    for (const word of words) {
      const name = MODULE.exec(word)?.[1]
      if (name !== undefined) yield signalAt(document, at, 'module', name)
    }
    if (listed.includes('[last unloaded')) return
  }
}
/** A module's name, with the letters of what taints the kernel. */
const MODULE = /^(\w{2,64})(?:\([A-Z+-]{1,12}\))?$/

/** A board that a mail program has wrapped: `Hardware name: …,` and, in one of the next two lines, `BIOS …`. */
function wrappedBoard(text: string): [at: number, names: string] | undefined {
  const at = text.indexOf('Hardware name: ')
  if (at < 0) return undefined
  const [first = '', ...rest] = text.slice(at + 15, at + 15 + 1024).split('\n', 3)
  let names = first.trim()
  for (const line of rest) {
    if (/^[^[\n]{0,64}\[ *\d{1,9}\.\d{6}\]|^\s*(?:\w+ ?: |Call Trace|<)/.test(line)) break
    names += ` ${line.trim()}`
  }
  return rest.length > 0 && /, BIOS \S/.test(names) && names.length <= 768 ? [at + 15, names] : undefined
}

/** Where a match's own text begins, past a line end that the pattern had to begin with. */
function placeOf(match: RegExpExecArray): number {
  return match.index + (match[0].startsWith('\n') ? 1 : 0)
}

/** The kernel's buffer is a ring: a machine that runs for long writes over what the boot said, which began at 0. */
const BEGINS_LATE: RegExp = /^(?:<\d+>)?\[ *(?!0+\.0+\])\d+\.\d+\]/

/** Paths of complete logs; a text without a path may be a few lines of a log. */
const PLACES: readonly string[] = [
  'dev/kmsg',
  'dmesg.txt',
  'dmesg',
  'var/log/dmesg',
  'sos_commands/kernel/dmesg',
  'console.txt',
  'sos_commands/kernel/dmesg_-T',
]

/** Lines of guests' drivers, as they stand in a log whose time stamps were taken off. */
const STAMPLESS: RegExp =
  /^(?:hv_vmbus: (?:Vmbus version:|Hyper-V Host )|Xen: using vcpuop timer|xen:events: |Initialising Xen virtual ethernet|blkfront: xvd|kvm-clock: |ibmveth [0-9a-f]{8} |EEH: pSeries |(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,64} )?systemd\[1\]: Detected virtualization |(?:<\d>)?Modules linked in: \w+|(?:<\d>)?RIP: e03[03]:|setup(?:\.[\da-f]{6})?: Linux is running |(?:<\d>)?Hardware name: [^\n]{3,200}(?:, BIOS | \(DT\)| pSeries| PowerNV| \((?:LPAR|KVM\/Linux|z\/VM [\d.]{1,12})\))[^\n]{0,60}$)/m

/** What the patterns of `accepts` need: a time stamp, or one of their words. */
const WORDS: readonly string[] = [
  '[',
  'Linux version ',
  'Booting ',
  'Hypervisor detected: ',
  'BIOS-provided ',
  '(XEN) ',
  ' kernel: ',
  'Kernel command line: ',
  'ACPI: RSDP ',
  'Xen HVM callback vector',
  'hv_vmbus: ',
  'Xen: using vcpuop timer',
  'xen:events: ',
  'Initialising Xen virtual ethernet',
  'blkfront: xvd',
  'kvm-clock: ',
  'ibmveth ',
  'EEH: pSeries ',
  'Modules linked in: ',
  'RIP: e03',
  'Linux is running ',
  'Hardware name: ',
]

/** A trace, with or without a prefix before each line: the processor's line, and below it the board. */
const TRACE: RegExp = /^[^"'`\n{}]{0,96}\bCPU: \d{1,5} (?:UID: \d{1,10} )?PID: \d{1,10} Comm: \S/m
const TRACED_BOARD: RegExp = /^[^"'`\n{}]{0,96}\bHardware name: \S/m

export const dmesg: Probe = {
  id: 'dmesg',
  amid: true,
  // The live log and CPUID are device files: src/sources brings them as texts.
  reads: [],
  live: PLACES.slice(0, 1),
  captured: PLACES.slice(1),
  // In quotation marks it is prose about a log, such as notes beside a capture. Strings of a JSON document quote a log.
  words: WORDS,
  accepts: (head) =>
    !/^\s{0,64}(?:\{\s{0,64}"|\[\s{0,64}[{"[\]])/.test(head) &&
    (/^(?:<\d+>)?\[ *\d+\.\d{6}\](?:\[ *[TC]\d+\])? /m.test(head) ||
      /(?<!["'`“‘«](?:\[ {0,8}\d{1,9}\.\d{6}\] )?)(?:Linux version \d+\.\d+\.\d+|Booting (?:paravirtualized )?kernel on |Hypervisor detected: |BIOS-provided physical RAM map|^\(XEN\) |kernel: \[ *\d+\.\d+\]|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:\S{1,64})? kernel(?:\[[1-9]\d{0,8}\])?: {1,4}\S|Kernel command line: |ACPI: RSDP |Xen HVM callback vector for event delivery)/m.test(
        head,
      ) ||
      STAMPLESS.test(head) ||
      (head.includes('Hardware name: ') && TRACE.test(head) && TRACED_BOARD.test(head))),
  read: log,
}

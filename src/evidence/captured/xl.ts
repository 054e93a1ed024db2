import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'

/** `xl info` (and `xm info` before it), which works in dom0 only. https://xenbits.xen.org/docs/unstable/man/xl.1.html */
const FIELDS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^xen_version\s*: (\d\S*)/m, 'xen.version'],
  [/^release\s*: (\S+)/m, 'kernel.release'],
  [/^machine\s*: (\S+)/m, 'arch'],
]

const field = (text: string, name: string): RegExpExecArray | null =>
  new RegExp(`^${name}[ \\t]{0,40}: ?([^\\n]*)`, 'm').exec(text)

export const xl: Probe = {
  id: 'xl-info',
  amid: true,
  reads: [],
  captured: ['xl-info.txt', 'sos_commands/xen/xl_info', 'sos_commands/xen/xm_info'],
  words: ['xen_version', 'xen_major', 'xen_caps'],
  accepts: (head) =>
    /^xen_(?:version|major|caps)\s*: \S/m.test(head) && /^(?:virt_caps|xen_scheduler|total_memory)\s*:/m.test(head),
  *read(document) {
    for (const [pattern, name] of FIELDS) {
      const match = pattern.exec(document.text)
      if (match !== null) yield signalAt(document, match.index, name, match[1]!)
    }
    const xen = /^xen_(?:version|major|caps)\s*:/m.exec(document.text)
    if (xen === null) return
    yield signalAt(document, xen.index, 'hypervisor.type', 'xen')
    yield signalAt(document, xen.index, 'xen.domain', 'control_d')
    const caps = field(document.text, 'xen_caps')
    const arm = caps === null ? null : /\bxen-3\.0-(aarch64|armv7l)\b/.exec(caps[1]!)
    if (arm !== null && !/^machine\s*: \S/m.test(document.text)) yield signalAt(document, caps!.index, 'arch', arm[1]!)
    if (arm === null) yield* dom0Mode(document, caps?.[1] ?? '')
    yield* nested(document)
  },
}

/**
 * How Xen starts dom0: as PV unless its command line has `dom0=pvh`, or it was built without PV.
 * https://xenbits.xen.org/docs/unstable/misc/xen-command-line.html (dom0)
 */
function* dom0Mode(document: Document, caps: string): Generator<Signal> {
  const line = field(document.text, 'xen_commandline')
  if (line === null) return
  const mode = dom0ModeOf(line[1]!)
  if (mode === 'pvh') yield signalAt(document, line.index, 'xen.dom0-mode', 'pvh')
  else if (mode === 'other') return
  else if (mode === 'pv' || /\bxen-3\.0-x86/.test(caps) || /\bpv\b/.test(field(document.text, 'virt_caps')?.[1] ?? ''))
    yield signalAt(document, line.index, 'xen.dom0-mode', 'pv')
}

/** What a command line of Xen asks for: the last `dom0=` with a mode counts. `dom0pvh` is version 1 of PVH, of Xen 4.4 to 4.9. */
function dom0ModeOf(commandLine: string): 'pv' | 'pvh' | 'other' | undefined {
  let mode: 'pv' | 'pvh' | 'other' | undefined
  for (const word of commandLine.split(/\s+/)) {
    if (/^dom0pvh(?:$|=(?!0|no|off|false|disable))/.test(word) || /^dom0hvm(?:$|=(?!0|no|off|false|disable))/.test(word))
      mode = 'other'
    if (!word.startsWith('dom0=')) continue
    for (const value of word.slice(5).split(',')) if (value === 'pv' || value === 'pvh') mode = value
  }
  return mode
}

/**
 * Whether Xen itself runs on a hypervisor: bit 31 of CPUID leaf 1, ECX. It is in the second word since Xen 4.7 and in the fifth before.
 * https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/arch-x86/cpufeatureset.h
 */
function* nested(document: Document): Generator<Signal> {
  const words = field(document.text, 'hw_caps')
  const version = /^xen_version\s*: (\d{1,3})\.(\d{1,3})/m.exec(document.text)
  if (words === null || version === null) return
  const recent = Number(version[1]) > 4 || (Number(version[1]) === 4 && Number(version[2]) >= 7)
  const word = words[1]!.trim().split(':')[recent ? 1 : 4]
  if (word === undefined || !/^[0-9a-f]{8}$/.test(word)) return
  if (Number.parseInt(word, 16) >>> 31 === 1) yield signalAt(document, words.index, 'xen.nested', word)
}

/** Columns of `xl list` and `xl vcpu-list` (and of `xm` before it). https://xenbits.xen.org/docs/unstable/man/xl.1.html#list */
const HEADER: RegExp =
  /^Name[ \t]+I[Dd][ \t]+(?:Mem(?:\(Mi?B\))?[ \t]+(?:VCPUs?|CPU)|VCPUs?[ \t]+CPU)[ \t]+State[ \t]+Time\(s\)/m
const DOMAIN_0: RegExp = /^Domain-0[ \t]+0[ \t]+\d{1,9}[ \t]+\d{1,5}[ \t]/m

/** `xl list` and `xl vcpu-list`: dom0 is listed, and the commands work only in dom0. */
export const xlList: Probe = {
  id: 'xl-list',
  amid: true,
  reads: [],
  captured: ['xl-list.txt', 'sos_commands/xen/xl_list', 'sos_commands/xen/xm_list'],
  words: ['Domain-0'],
  accepts: (head) => HEADER.test(head) && DOMAIN_0.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 2_000)) {
      if (!DOMAIN_0.test(text)) continue
      yield signalAt(document, index, 'hypervisor.type', 'xen')
      yield signalAt(document, index, 'xen.domain', 'control_d')
      return
    }
  },
}

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseHTML } from 'linkedom'
import { SaxesParser } from 'saxes'
import { type Written, written } from './evidence.ts'

/** Texts that are dangerous where a printer passes them on. Each short enough for the fields of saved results, which are bounded. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'C0 and DEL': 'evil\x00\x01\x07\x08\x0b\x0c\x0e\x1f\x7f.',
  escapes: '\x1b[31mevil\x1b[2J\x1b]0;evil\x07\x1bPq\x1b\\\x1b]8;;https://evil.example\x07x\x1b]8;;\x07\x1bc\x1b',
  C1: 'evil\x80\x84\x88\x9b31m\x9d0;evil\x9c\x90x\x9c\x9f',
  'bidirectional marks': '\u202egnp.evil\u202c\u2066x\u2069\u2067y\u2068z\u061c\u200e\u200f',
  'hidden characters': 'e\u200bv\u200ci\u200dl\ufeff\u2060\u00ad\u{e0041}\ufe0f\u3164\u115f\u1160\uffa0\u180e',
  'line ends': 'evil\u2028evil\u2029evil\x85evil\revil\v\fevil',
  'lone surrogates': 'evil\ud800evil\udc00\ufffe\uffff',
  HTML: '<script>evil()</script><img src=evil onerror=evil()>"\'&lt;<svg onload=evil()>]]>--><!--</title>',
  attributes: '" onload="evil()" href="evil" x="\' onclick=\'evil()',
  Markdown: '[evil](javascript:evil) ![evil](http://evil.example/z) `c` **b** | c | <b> ~~d~~ [^1] \\',
  addresses: 'https://evil.example/a www.evil.example HTTP://evil.example ftp://evil.example xmpp:evil@evil.example',
  mentions: '@evil evil@evil.example #1 GH-1 evil/evil#2 evil/evil@0123456 @evil/team',
  'commands of the runner': '::error file=evil::evil ##[add-mask]evil',
  'one command': '  ::add-mask::evil',
  formula: "=cmd|' /C evil'!A0",
  'formula of other signs': '@SUM(evil)+evil',
  'a long word': 'evil'.repeat(600),
  'marks on letters': `evil${'\u0301'.repeat(60)}`,
  'wide characters': `evil${'仮想'.repeat(40)}`,
}

/** What can be the name of a file. */
export const nameOf = (text: string): string => text.replaceAll('/', '⁄').replaceAll('\0', '').slice(0, 90) || 'x'
const lineOf = (text: string): string => text.replaceAll('\n', ' ')

/** A machine of which everything that is no fixed word is hostile. */
export function machineOf(h: string): Written {
  const line = lineOf(h)
  const name = nameOf(h)
  const pci = 'sys/devices/pci0000:00/0000:00:03.0'
  const files: Record<string, string> = {
    'proc/version': `Linux version 6.1.0-${line} (${line}) #1 SMP\n`,
    'proc/sys/kernel/osrelease': `6.1.0-${line}\n`,
    'proc/sys/kernel/hostname': `${line}\n`,
    'etc/hostname': `${line}\n`,
    'etc/os-release': `PRETTY_NAME="${line}"\nID=${line}\n`,
    'proc/cmdline': `${line} root=/dev/sda1 console=${line} ${line}=1\n`,
    'proc/cpuinfo': `processor\t: 0\nvendor_id\t: ${line}\nmodel name\t: ${line}\nflags\t\t: fpu hypervisor ${line}\n\n`,
    'proc/modules': `${name} 1 1 - Live 0x0\nxen_netfront 1 1 - Live 0x0\n`,
    'proc/mounts': `/dev/${name} / ext4 rw 0 0\n`,
    'proc/328/mounts': `/dev/${name} / ext4 rw 0 0\n`,
    'proc/interrupts': `           CPU0\n  1:  1 ${line} ${line}\n 24:  1  PCI-MSI 1-edge virtio0-${line}\n`,
    'sys/hypervisor/type': 'xen\n',
    'sys/hypervisor/version/major': '4\n',
    'sys/hypervisor/version/minor': '17\n',
    'sys/hypervisor/version/extra': `.${line}\n`,
    'sys/hypervisor/guest_type': `HVM${line}\n`,
    'sys/devices/system/clocksource/clocksource0/current_clocksource': `${line}\n`,
    'sys/devices/system/clocksource/clocksource0/available_clocksource': `tsc ${line}\n`,
    [`${pci}/vendor`]: '0x8086\n',
    [`${pci}/device`]: '0x100e\n',
    [`${pci}/class`]: '0x020000\n',
    [`${pci}/uevent`]: `DRIVER=${line}\nPCI_ID=8086:100E\n`,
    [`${pci}/net/${name}/address`]: `${line}\n`,
    'dmesg.txt': [
      `Linux version 6.1.0-${line} (root@${line}) #1 SMP`,
      `Command line: ${line}`,
      `DMI: ${line} ${line}/${line}, BIOS ${line} 01/01/2020`,
      `Hypervisor detected: ${line}`,
      `Booting paravirtualized kernel on ${line}`,
      `e1000 0000:00:03.0 ${line}: renamed from eth0`,
      `scsi 0:0:0:0: Direct-Access     ${line} ${line} 1 PQ: 0 ANSI: 5`,
      `virtio_net virtio0 ${line}: renamed`,
      line,
    ]
      .map((one, i) => `[    ${i}.000000] ${one}\n`)
      .join(''),
    [`sys/class/net/${name}`]: `-> ../../${pci.slice(4)}/net/${name}`,
    [`${pci}/driver`]: `-> ../../../bus/pci/drivers/${name}`,
    'sys/bus/pci/devices/0000:00:03.0': `-> ../../../${pci.slice(4)}`,
    [`sys/block/${name}`]: `-> ../devices/vbd-1/block/${name}`,
    'sys/block/sda': '-> ../devices/vbd-2/block/sda',
    'sys/devices/vbd-2/driver': `-> ../../bus/xen/drivers/${name}`,
    'sys/devices/vbd-2/model': `${line}\n`,
    'sys/devices/vbd-1/driver': '-> ../../bus/xen/drivers/vbd',
    'proc/xen/capabilities': `${line}\n`,
  }
  for (const field of [
    'sys_vendor',
    'product_name',
    'product_version',
    'board_vendor',
    'board_name',
    'bios_vendor',
    'bios_version',
    'chassis_asset_tag',
    'chassis_vendor',
  ])
    files[`sys/class/dmi/id/${field}`] = `${field === 'sys_vendor' ? 'QEMU' : ''}${line}\n`
  return { files }
}

/** A machine as a folder. */
export function folderOf(at: string, machine: Written): void {
  const { files, links } = written(machine)
  for (const [path, text] of files) {
    mkdirSync(join(at, dirname(path)), { recursive: true })
    writeFileSync(join(at, path), text)
  }
  for (const [path, to] of links) {
    mkdirSync(join(at, dirname(path)), { recursive: true })
    symlinkSync(to, join(at, path))
  }
}

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\u115f\u1160\u3164\uffa0\p{Variation_Selector}]/u
/** What is added to letters, by the dozen. */
const STACKED = /\p{M}{5}/u

const seen = (text: string): string =>
  JSON.stringify(text).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)

/** The characters that no output may have. @param own what this output has of its own: tabs, ends of lines of CSV */
export function hidden(text: string, own: RegExp = /\n/g): string | undefined {
  const rest = text.replace(own, '')
  const at = rest.search(HIDDEN)
  return at < 0 ? undefined : `character ${seen(rest.slice(at, at + 2))} after ${seen(rest.slice(Math.max(0, at - 50), at))}`
}

function stacked(text: string): string | undefined {
  const marks = STACKED.exec(text)
  return marks === null ? undefined : `many marks after ${seen(text.slice(Math.max(0, marks.index - 50), marks.index))}`
}

/** A line that the runner of GitHub's actions takes for a command: `::` first on a line, `##[` anywhere. */
export function commanding(text: string): string | undefined {
  const found = /^[^\S\n]*::[^\n]*::|##\[[^\n]*\]/m.exec(text)
  return found === null ? undefined : `a command of the runner: ${seen(found[0].slice(0, 80))}`
}

const jsonOf = (text: string): string | undefined => {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return `no JSON: ${seen((error as Error).message)}`
  }
}

/** JSON keeps the bytes: escaped, so that the text itself is harmless. */
export const json = (text: string): string | undefined => hidden(text) ?? jsonOf(text) ?? commanding(text)
export const jsonLines = (text: string): string | undefined =>
  hidden(text) ?? text.trimEnd().split('\n').filter(Boolean).map(jsonOf).find(Boolean) ?? commanding(text)
/** Text for a terminal or a log. */
export const plain = (text: string): string | undefined => file(text) ?? commanding(text)
const file = (text: string): string | undefined => hidden(text) ?? stacked(text)
export const tabbed = (text: string): string | undefined => hidden(text, /[\n\t]/g)

/** A CSV file of RFC 4180 as rows of cells. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare)
    if (end === '\r\n') rows.push([])
  }
  return rows
}
export function csv(text: string): string | undefined {
  const cells = rowsOf(text)
    .filter((row) => row.length > 1)
    .flat()
  const formula = cells.find((cell) => /^\s*[=+@\-＝＋－＠]./.test(cell))
  return hidden(text, /\r\n/g) ?? (formula === undefined ? undefined : `formula ${seen(formula.slice(0, 80))}`)
}

/**
 * Markdown by what GitHub makes of it: HTML, links, mentions (`@user`) and references (`#1`, GH-1), the last three also of what a backslash
 * escapes, since they are found in the text that is left. Only code is safe: https://github.com/github/cmark-gfm/blob/master/extensions/autolink.c
 */
export function markdown(text: string): string | undefined {
  const own = text.replace(/\]\(https:\/\/(?!evil)[^\s()]*\)|<https:\/\/(?!evil)[^\s<>]*>/g, ']')
  const blocks = own.replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[ \t]*$/gm, '')
  const outside = blocks.replace(/\\[\s\S]|(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, (all, fence?: string) =>
    fence === undefined ? all : '',
  )
  const visible = outside.replace(/\\(?=[\p{P}\p{S}])/gu, '').replace(/&(?:#64|commat);/g, '@')
  const raw = outside.replace(/\\[\s\S]/g, '')
  const live =
    /<(?!br>|\/?(?:sub|sup|details|summary)>)[^\n]{0,60}/.exec(raw) ??
    /!?\[[^\]\n]*\]\([^\n]{0,60}/.exec(raw) ??
    /(?:\b(?:https?|ftp):\/\/|\bwww\.)[^\n]{0,60}/i.exec(visible) ??
    /(?<![\w`])@[\w-]+|[\w.+-]+@[\w-]+|(?<!&)#\d+|\bGH-\d/.exec(visible)
  return file(text) ?? (live === null ? undefined : `live Markdown: ${seen(live[0])}`)
}

const XML_NAMES =
  /^(?:svg|g|defs|style|title|desc|path|rect|text|tspan|circle|line|polyline|polygon|pattern|marker|use|clipPath|mask|linearGradient|stop)$/

export function svg(text: string): string | undefined {
  const found: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => void found.push(error.message))
  parser.on('opentag', ({ name, attributes }) => {
    if (!XML_NAMES.test(name)) found.push(`element ${seen(name)}`)
    for (const [key, value] of Object.entries(attributes)) found.push(...attribute(key, value as string))
  })
  parser.write(text).close()
  return file(text) ?? (found.length === 0 ? undefined : `SVG: ${found[0]}`)
}

function attribute(key: string, value: string): string[] {
  if (/^on/i.test(key)) return [`attribute ${key}`]
  return /^(?:href|src|xlink:href|action|style)$/i.test(key) && /evil/.test(value) ? [`${key}=${seen(value.slice(0, 60))}`] : []
}

export function html(text: string): string | undefined {
  const found: string[] = []
  const { document } = parseHTML(text)
  for (const element of document.querySelectorAll('*')) {
    if (element.localName === 'img') found.push('an image')
    if (
      element.localName === 'script' &&
      element.textContent?.includes('evil') &&
      element.getAttribute('type') !== 'application/json'
    )
      found.push('a script')
    for (const { name, value } of element.attributes) found.push(...attribute(name, value))
    if (element.localName === 'script' && element.getAttribute('type') === 'application/json') {
      const fault = jsonOf(element.textContent ?? '')
      if (fault !== undefined) found.push(fault)
    }
  }
  // The page's own scripts may hold any character; evidence is outside of them, or in those of JSON.
  const outside = text.replace(/<script(?! type="application\/json")[^>]*>[\s\S]*?<\/script>/g, '')
  return hidden(outside, /[\n\t]/g) ?? (found.length === 0 ? undefined : `HTML: ${found[0]}`)
}

/** By the suffix of the file. */
export const CHECKS: Readonly<Record<string, (text: string) => string | undefined>> = {
  txt: file,
  md: markdown,
  json,
  jsonl: jsonLines,
  csv,
  svg,
  html,
}

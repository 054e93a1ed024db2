import { normalize } from '../../evidence/tree.ts'
import { EXIT, Fault } from '../../fault.ts'
import type { Document, Evidence } from '../../model.ts'
import { isValues, type Part, partsOf } from './paste.ts'

type Unfolded = Pick<Evidence, 'files' | 'links' | 'texts'> & { readonly places: NonNullable<Evidence['places']> }

/** Commands (and names of files that hold their output) by the probe that reads what they print. */
const READ_BY: readonly (readonly [command: RegExp, probe: string])[] = [
  [/^(?:dmesg|journalctl|kern\.log|messages)\b/, 'dmesg'],
  [/^lspci\b/, 'lspci'],
  [/^lscpu\b/, 'lscpu'],
  [/^lsmod\b/, 'modules'],
  [/^uname -[mpi]$/, 'machine'],
  [/^uname\b/, 'kernel-release'],
  [/^dmidecode(?! -s)\b/, 'dmidecode'],
  [/^ethtool -i\b/, 'ethtool'],
  [/^ip (?:-\w+ )*r(?:oute)?\b/, 'route'],
  [/^mount\b/, 'mounts'],
  [/^(?:systemd-detect-virt|virt-what)\b/, 'verdict'],
  [/^lsblk\b/, 'lsblk'],
  [/^lshw\b/, 'lshw'],
  [/^lsscsi\b/, 'lsscsi'],
  [/^nvme list\b/, 'nvme-list'],
  [/^(?:ls|ll)\b.*\/dev\/disk\/by-/, 'disk-by-id'],
  [/^udevadm\b/, 'udevadm'],
  [/^hwinfo\b/, 'hwinfo'],
  [/^sysctl\b/, 'sysctl-bsd'],
  [/^pciconf\b/, 'pciconf'],
  [/^system_profiler\b/, 'system-profiler'],
  [/^ioreg\b/, 'ioreg'],
  [/^kenv\b/, 'kenv'],
  [/^reg query\b/i, 'windows-registry'],
  [/^cloud-id\b/, 'cloud-id'],
  [/^salt(?:-call)?\b.*\bgrains\b|^subscription-manager facts\b/, 'grains'],
  [/\bmeta-data\/instance-type\b|^ec2-?metadata\b/, 'ec2-type'],
  [/^inxi\b/, 'inxi'],
  [/^(?:neofetch|fastfetch|screenfetch)\b/, 'fetch'],
  [/^(?:kubectl|oc)\b.* (?:no|nodes?)\b/, 'kubernetes-node'],
  [/^facter\b/, 'facter-outline'],
  [/^prtdiag\b/, 'prtdiag'],
  [/^(?:docker|podman) info\b/, 'docker-info'],
  [
    /^(?:systeminfo|wmic|Get-(?:ComputerInfo|CimInstance|WmiObject|NetAdapter|PnpDevice|Disk|PhysicalDisk)|gwmi|gcim)\b/i,
    'windows',
  ],
]

/** Commands whose one line of output is what a file holds. Keywords of dmidecode(8) are the names in sysfs with dashes. */
function fileOf(command: string): string | undefined {
  if (/^uname -r$/.test(command)) return 'proc/sys/kernel/osrelease'
  const keyword = /^dmidecode -s (system|bios|baseboard|chassis)-([a-z-]+)$/.exec(command)
  if (keyword === null) return undefined
  const [, of, what = ''] = keyword
  const field = what.replace('manufacturer', 'vendor').replace('product-name', 'name').replace('release-date', 'date')
  const group = of === 'baseboard' ? 'board' : of === 'system' ? (field === 'vendor' ? 'sys' : 'product') : of
  return `sys/class/dmi/id/${group}_${field.replaceAll('-', '_')}`
}

/** The files that `cat /sys/hypervisor/*` shows, by what each holds: https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-hypervisor-xen */
const HYPERVISOR_FILES: readonly (readonly [form: RegExp, name: string])[] = [
  [/^xen$/, 'type'],
  [/^(?:PV|HVM|PVH|Xen)$/, 'guest_type'],
  [/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/, 'uuid'],
]

/** Commands that show a file as it is, or lines of it. */
const SHOWS: RegExp = /^(?:cat|head|tail|less|more|zcat|(?:z|e|f)?grep|awk|sed|sort)\b/
const TREE: RegExp = /^\/?((?:proc|sys|etc|run)\/[\w./:@,+?-]+)$/
/** Where toolstacks keep definitions: what is shown of it is one where it looks like one. */
const CONFIGURED: RegExp = /^(?:etc|run)\//
/** What a shell says in place of an output. */
const COMPLAINT: RegExp =
  /^[^\n]{0,200}(?:: (?:No such file or directory|Permission denied|Is a directory|Operation not permitted|cannot open [^\n]*|(?:command )?not found)|^bash: )\.?$/
/** `grep . /sys/class/dmi/id/*`: path and value. A colon is part of a path where a PCI or SCSI address goes on. */
const WITH_PATH: RegExp = /^(?:cat )?\/((?:sys|proc)\/(?:[^\s:]|:(?=[0-9a-f]{1,4}[:.]))+):([^\n]*)$/
/** A link as `ls -l` shows it. */
const LISTED_LINK: RegExp = /^l[rwxsStT-]{9}\S? .*? (\S+) -> (\S+)$/

/**
 * A pasted mix as evidence: outputs that show a file become that file, the others texts that are offered to the probes.
 * @param accepts whether some probe knows a text by its beginning
 * @param defines whether a text is a VM definition by its beginning
 * @throws Fault with exit 4 when prompts name several machines: together their outputs would describe a machine that does not exist
 */
export function unfold(document: Document, accepts: (head: string) => boolean, defines?: (head: string) => boolean): Unfolded {
  const out = new Collecting(document, accepts, defines)
  const parts = partsOf(document.text)
  const hosts = [
    ...new Set(
      parts.flatMap((p) => (p.host === undefined || REMOTE.test(p.command ?? '') ? [] : [p.host.split('.')[0]!.toLowerCase()])),
    ),
  ]
  if (hosts.length > 1)
    throw new Fault(
      `${document.path}: contains output of several machines (${hosts[0]}, ${hosts[1]}${hosts.length > 2 ? ', …' : ''}); give the output of one`,
      EXIT.unrecognised,
    )
  for (const part of parts) out.part(part)
  return out
}

/** Commands that show another machine than the one they are typed on. */
const REMOTE = /^(?:salt(?!-call)|ansible|kubectl|oc)\s/

/** How much of a part is shown to `accepts`, as everywhere. */
const HEAD = 65_536

class Collecting {
  readonly files: Map<string, string> = new Map()
  readonly links: Map<string, string> = new Map()
  readonly texts: Document[] = []
  readonly places: Map<string, { readonly path: string; readonly line: number }> = new Map()
  readonly #whole: string
  readonly #before: number
  #path: string
  #first: number
  readonly #accepts: (head: string) => boolean

  readonly #defines: ((head: string) => boolean) | undefined

  constructor(document: Document, accepts: (head: string) => boolean, defines?: (head: string) => boolean) {
    this.#defines = defines
    this.#path = this.#whole = document.path
    this.#first = this.#before = (document.line ?? 1) - 1
    this.#accepts = accepts
  }

  part(part: Part): void {
    this.#path = part.within === undefined ? this.#whole : `${this.#whole}:${part.within}`
    this.#first = part.within === undefined ? this.#before : 0
    const lines = part.text.split('\n').map((text, i) => ({ text, line: part.line + i }))
    const said = lines.filter(({ text }) => text.trim() !== '' && !COMPLAINT.test(text))
    if (said.length === 0) return
    const command = (part.command ?? '').replace(/ 2>\S+/g, '')
    if (this.#withPaths(said) || this.#links(said, command)) return
    // Complaints become empty lines, so that all others keep their number.
    const text = lines.map((l) => (COMPLAINT.test(l.text) ? '' : l.text)).join('\n')
    const paths = part.file === undefined ? pathsIn(command) : TREE.test(part.file) ? [part.file.replace(/^\//, '')] : []
    if (paths.length > 1 && said.length === paths.length) {
      for (const [i, path] of paths.entries()) this.#file(path, `${said[i]!.text}\n`, said[i]!.line)
      return
    }
    const defined = CONFIGURED.test(paths[0] ?? '') && this.#defines?.(text.slice(0, HEAD)) === true
    if (paths.length === 1 && !defined) {
      this.#file(paths[0]!, text, part.line)
      return
    }
    if (/^(?:cat|head|grep) [^|]*\/sys\/hypervisor\/(?:\{|\*)/.test(command)) {
      for (const { text: value, line } of said) {
        const of = HYPERVISOR_FILES.find(([form]) => form.test(value.trim()))?.[1]
        if (of !== undefined) this.#file(`sys/hypervisor/${of}`, `${value.trim()}\n`, line)
      }
      return
    }
    const path = fileOf(command)
    if (path !== undefined && said.length === 1) {
      this.#file(path, `${said[0]!.text}\n`, said[0]!.line)
      return
    }
    const name = part.file === undefined ? command : part.file.replace(/^.*\//, '')
    const as = READ_BY.find(([pattern]) => pattern.test(name))?.[1]
    // The service ends its answer without a line end, so the next prompt stands behind it and that command's output below.
    if (as === 'ec2-type' && said.length > 1 && /^[a-z]\S{3,40}?\[?[\w.-]{1,64}@/.test(said[0]!.text))
      this.texts.push({ path: this.#path, text: `${said[0]!.text}\n`, line: this.#first + said[0]!.line, as })
    if (this.#accepts(text.slice(0, HEAD))) this.texts.push({ path: this.#path, text, line: this.#first + part.line })
    else if (as !== undefined) this.texts.push({ path: this.#path, text, line: this.#first + part.line, as })
  }

  #file(path: string, text: string, line: number): void {
    const at = normalize(path)
    if (at === '' || this.files.has(at) || this.links.has(at)) return
    this.files.set(at, text)
    this.#place(at, line)
  }

  #link(path: string, to: string, line: number): void {
    const at = normalize(path)
    if (at === '' || this.links.has(at)) return
    this.links.set(at, to)
    this.#place(at, line)
  }

  #place(path: string, line: number): void {
    this.places.set(path, { path: this.#path, line: this.#first + line })
  }

  /** `path:value` in every line. */
  #withPaths(said: readonly { readonly text: string; readonly line: number }[]): boolean {
    const found = said.map((l) => WITH_PATH.exec(l.text))
    const some = found.filter((match) => match !== null)
    if (some.length < said.length && !isValues(some.map((match) => match[0]))) return false
    const values = new Map<string, { text: string; line: number }>()
    for (const [i, match] of found.entries()) {
      if (match === null) continue
      const before = values.get(match[1]!)
      values.set(match[1]!, { text: `${before?.text ?? ''}${match[2]}\n`, line: before?.line ?? said[i]!.line })
    }
    for (const [path, { text, line }] of values) this.#file(path, text, line)
    return some.length === said.length
  }

  /** `ls -l` and `readlink`. */
  #links(said: readonly { readonly text: string; readonly line: number }[], command: string): boolean {
    const followed = /^readlink (?:-\w+ )*\/?((?:sys|proc)\/\S+)$/.exec(command)
    if (followed !== null && said.length === 1) {
      this.#link(followed[1]!, said[0]!.text.trim(), said[0]!.line)
      return true
    }
    let directory = /^(?:ls|ll|find)\b.*? \/?((?:sys|proc)\/[^\s*]*)/.exec(command)?.[1]
    let any = false
    for (const { text, line } of said) {
      const heading = /^\/((?:sys|proc)\/\S+):$/.exec(text)
      if (heading !== null) directory = heading[1]!
      const match = LISTED_LINK.exec(text)
      if (match === null) continue
      const [, name = '', to = ''] = match
      const at = name.startsWith('/') ? name : directory === undefined ? undefined : `${directory}/${name}`
      if (at === undefined || !/^\/?(?:sys|proc)\//.test(at)) continue
      this.#link(at, to, line)
      any = true
    }
    return any
  }
}

/** The files of the tree that a command shows. A pattern with `*` gives no file, because the lines do not show their file. */
function pathsIn(command: string): string[] {
  if (!SHOWS.test(command)) return []
  const [first = ''] = command.split(/[|;&]/)
  return first
    .split(/\s+/)
    .flatMap(expanded)
    .flatMap((word) => {
      const match = TREE.exec(word.replace(/^['"]|['"]$/g, ''))
      return match === null ? [] : [match[1]!]
    })
}

/** `{current,available}_clocksource`, one pair of braces. */
function expanded(word: string): string[] {
  const match = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(word)
  return match === null ? [word] : match[2]!.split(',').map((middle) => `${match[1]}${middle}${match[3]}`)
}

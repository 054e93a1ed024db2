import { isMail, partsOfMail } from './mail.ts'

/**
 * Commands with their outputs, mixed, as people post them: shell prompts, `==> file <==` headings of head(1) and tail(1),
 * Markdown fences, mail quoting. Cut into its parts, each with the number of its first line, so that proofs name the line
 * that the reader sees.
 */
export interface Part {
  /** Number of the part's first line in the whole text, from 1. */
  readonly line: number
  readonly text: string
  /** What was typed, without prompt and sudo. */
  readonly command?: string
  /** The file of a `==> file <==` heading. */
  readonly file?: string
  /** The machine that the prompt names. */
  readonly host?: string
  /** The attachment that it was packed in: `line` counts in that. */
  readonly within?: string
}

/** `==> /proc/cpuinfo <==` */
const HEADING: RegExp = /^==> (\S[^\n]{0,500}?) <==\s*$/
/** Markdown, wikis and trackers: the line opens or closes a block of output. */
const FENCE: RegExp = /^\s{0,3}(?:`{3,}|~{3,}|\{\{\{|\}\}\}|\{code\b[^}]*\}|\{noformat\}|\[\/?code\]|<\/?pre>)\s*[\w+-]*\s*$/i
/** `root@guest:~# dmesg`, `[root@guest ~]# dmesg`, `user@guest ~ $ dmesg`: the group of the host, then that of the command. */
const HOST_PROMPT: RegExp = /^\[?[\w.+-]{1,64}@([\w.-]{1,253}?)(?:[ :][^$#%>\n]{0,200}?)?\]? ?[$#%](?: +(\S[^\n]*)?)?$/
/** `$ dmesg`, `# dmesg`, `sh-5.1# dmesg`, `+ dmesg` (set -x). */
const BARE_PROMPT: RegExp = /^(?:(?:ba|da|z)?sh(?:-\d[\d.]*)?[$#%]|[$#%+]) ?(\S[^\n]*)$/

/** Words that begin a command where a prompt of one character is nothing to go by; a comment or heading begins with others. */
const COMMANDS: ReadonlySet<string> = new Set(
  (
    'sudo doas cat head tail less more zcat zless zgrep grep egrep fgrep awk sed sort find ls ll readlink stat file cd for while echo printf ' +
    'dmesg journalctl lscpu lspci lsmod lsblk lshw lsusb uname hostnamectl hostname uptime free nproc sysctl modinfo modprobe getconf ' +
    'cpuid dmidecode ethtool ip ifconfig route mount findmnt df blkid smartctl nvme xl xm xe virsh xenstore-ls xenstore-read xen-detect ' +
    'virt-what systemd-detect-virt imvirt facter ohai curl wget ssh kvm-ok rdmsr pciconf kldstat'
  ).split(' '),
)

interface Prompt {
  readonly command: string
  readonly host?: string
}

function promptOf(line: string): Prompt | undefined {
  const host = HOST_PROMPT.exec(line)
  if (host !== null) return { command: bare(host[2] ?? ''), host: host[1]! }
  const plain = BARE_PROMPT.exec(line)
  if (plain === null) return undefined
  const typed = plain[1]!
  // `# dmidecode 3.3` is how that tool's own output begins.
  if (!COMMANDS.has(/^[\w-]+/.exec(typed)?.[0] ?? '') || /^dmidecode \d/.test(typed)) return undefined
  // `# ip address of the bridge` is a comment; only commands that show evidence, with arguments that look like it, are typed as root.
  if (/^[#+]/.test(line) && !ROOT_COMMAND.test(bare(typed))) return undefined
  return { command: bare(typed) }
}

const ROOT_COMMAND: RegExp =
  /^(?:(?:dmesg|journalctl|lscpu|lspci|lsmod|lsblk|uname|dmidecode|mount|cpuid|virt-what|systemd-detect-virt)(?: +[-|<>&].*)?|(?:cat|head|tail|grep|egrep|zgrep|ls|ll|readlink|ethtool|ip|xl|xm|find)\b.*(?: -\w|\/(?:proc|sys|var|etc)\/|\|| route| info).*)$/

const bare = (typed: string): string => typed.replace(/^(?:(?:sudo|doas)(?: -\w+)* +)+/, '').trim()

/** A quoted mail: at least this many lines begin with `>`. */
const QUOTED = 3
const QUOTE: RegExp = /^(?:> ?)+/

/** Whether a text is such a mix, told by its beginning. Plain logs, JSON and outputs of one command are not. */
export function isPasted(head: string): boolean {
  if (/^\s*[{[<]\s*["\n?!{]/.test(head)) return false
  if (isMail(head)) return true
  const lines = linesIn(head)
  return lines.some((line) => HEADING.test(line) || FENCE.test(line) || promptOf(line.trimStart()) !== undefined)
}

/** The lines of a text, without the marks of mail quoting where it is quoted. */
function linesIn(text: string): string[] {
  const lines = text.split('\n')
  let quoted = 0
  for (const line of lines) if (line.startsWith('>')) quoted++
  return quoted < QUOTED ? lines : lines.map((line) => (line.startsWith('>') ? line.replace(QUOTE, '') : line))
}

/** More parts than a person pastes; what follows stays with the last one. */
const MOST_PARTS = 2_000

export function partsOf(text: string): Part[] {
  if (isMail(text.slice(0, 65_536))) return partsOfMail(text)
  const lines = linesIn(text)
  const parts: Part[] = []
  let open: { line: number; from: number; indent: number } & Pick<Part, 'command' | 'file' | 'host'> = {
    line: 1,
    from: 0,
    indent: 0,
  }
  const close = (end: number): void => {
    const { from, indent, ...rest } = open
    const strip = indent === 0 ? undefined : new RegExp(`^[ \\t]{1,${indent}}`)
    const own = lines.slice(from, end)
    const body = (strip === undefined ? own : own.map((line) => line.replace(strip, ''))).join('\n')
    if (/\S/.test(body)) parts.push({ ...rest, text: `${body}\n` })
  }
  for (let i = 0; i < lines.length && parts.length < MOST_PARTS; i++) {
    const line = lines[i]!
    const heading = HEADING.exec(line)
    const fence = heading === null && FENCE.test(line)
    const indent = line.length - line.trimStart().length
    const prompt = heading === null && !fence && indent <= 8 ? promptOf(line.trimStart()) : undefined
    if (heading === null && !fence && prompt === undefined) continue
    close(i)
    const next = { line: i + 2, from: i + 1, indent: prompt === undefined ? 0 : indent }
    if (heading !== null) open = { ...next, file: heading[1]! }
    else if (prompt === undefined) open = next
    else
      open = { ...next, ...(prompt.command !== '' && { command: prompt.command }), ...(prompt.host && { host: prompt.host }) }
  }
  close(lines.length)
  return parts
}

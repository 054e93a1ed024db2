import { isMail, partsOfMail } from './mail.ts'
import { promptOf } from './prompts.ts'

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
const FENCE: RegExp =
  /^\s{0,3}(?:`{3,}|~{3,}|\{\{\{|\}\}\}|\{code\b[^}]*\}|\{noformat\}|\[\/?code\]|<\/?pre>)\s*(?:[\w+-]+\s*)?$/i
/** Whether a text is a mix of commands and outputs, recognised by its beginning. Plain logs, JSON and outputs of one command are not. */
export function isPasted(head: string): boolean {
  if (/^\s*[{[<]\s*["\n?!{]/.test(head)) return false
  if (isMail(head)) return true
  const lines = head.split('\n')
  return lines.some(isMark) || isValues(lines)
}

/** Whether a line begins a part: a heading, a fence or a prompt. */
export function isMark(line: string): boolean {
  return HEADING.test(line) || FENCE.test(line) || promptOf(line.trimStart()) !== undefined
}

/** `/sys/class/dmi/id/sys_vendor: Xen`: files with their values, as grep prints them and as people type them. */
const VALUE: RegExp = /^(?:cat )?\/sys\/(?:class\/dmi|devices\/virtual\/dmi|hypervisor)\/[\w/]{1,60}:[ \t]{0,8}\S/

/** Whether at least two lines are such files with their values. */
export function isValues(lines: readonly string[]): boolean {
  let n = 0
  for (const line of lines)
    if (line.startsWith('/sys/') || line.startsWith('cat /sys/')) if (VALUE.test(line) && ++n > 1) return true
  return false
}

/** More parts than a person pastes; what follows stays with the last one. */
const MOST_PARTS = 2_000

export function partsOf(text: string): Part[] {
  if (isMail(text.slice(0, 65_536))) return partsOfMail(text)
  const lines = text.split('\n')
  const parts: Part[] = []
  let open: { line: number; from: number; indent: number } & Pick<Part, 'command' | 'file' | 'host'> = {
    line: 1,
    from: 0,
    indent: 0,
  }
  // In a fence the command may stand above its output without a prompt.
  let opened = -1
  const close = (end: number): void => {
    const { from, indent, ...rest } = open
    const own = lines.slice(from, end)
    // An output may be indented below its command, or both of them.
    const below = rest.command === undefined ? 0 : indentOf(own)
    const strip = indent + below === 0 ? undefined : new RegExp(`^[ \\t]{1,${Math.max(indent, below)}}`)
    const body = (strip === undefined ? own : own.map((line) => line.replace(strip, ''))).join('\n')
    if (/\S/.test(body)) parts.push({ ...rest, text: `${body}\n` })
  }
  for (let i = 0; i < lines.length && parts.length < MOST_PARTS; i++) {
    const line = lines[i]!
    const heading = HEADING.exec(line)
    const fence = heading === null && FENCE.test(line)
    const indent = line.length - line.trimStart().length
    const prompt =
      heading === null && !fence && indent <= 8
        ? (promptOf(line.trimStart()) ??
          (opened === i - 1 && !VALUE.test(line.trim()) ? promptOf(`# ${line.trim()}`) : undefined))
        : undefined
    if (fence) opened = i
    if (heading === null && !fence && prompt === undefined) continue
    close(i)
    const next = { line: i + 2, from: i + 1, indent: prompt === undefined ? 0 : indent }
    if (heading !== null) open = { ...next, file: heading[1]! }
    else if (prompt === undefined) open = next
    else
      open = { ...next, ...(prompt.command !== '' && { command: prompt.command }), ...(prompt.host && { host: prompt.host }) }
  }
  close(lines.length)
  const blocks = parts.length === 1 && parts[0]!.command === undefined && parts[0]!.file === undefined ? blocksOf(lines) : []
  return blocks.length > 0 ? blocks : parts
}

/** Blanks that all lines begin with, as far as there are any. */
function indentOf(lines: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const line of lines) if (line.trim() !== '') least = Math.min(least, line.length - line.trimStart().length)
  return Number.isFinite(least) ? least : 0
}

/** A block of code in Markdown: lines indented by four blanks or a tab, after an empty line. */
const INDENTED: RegExp = /^(?: {4}|\t)/

/** Whether outputs stand in a text as indented blocks below prose, as in Markdown without fences. */
export function hasBlocks(head: string): boolean {
  return blocksOf(head.split('\n')).length > 0
}

function blocksOf(lines: readonly string[]): Part[] {
  const parts: Part[] = []
  let from = -1
  const isBlank = (line: string | undefined): boolean => line === undefined || line.trim() === ''
  for (let i = 0; i <= lines.length && parts.length < MOST_PARTS; i++) {
    const line = lines[i]
    const inside = line !== undefined && INDENTED.test(line)
    if (inside && from < 0 && isBlank(lines[i - 1])) from = i
    else if (from >= 0 && !inside && !(line !== undefined && isBlank(line))) {
      const own = lines.slice(from, i).map((one) => one.replace(INDENTED, ''))
      parts.push({ line: from + 1, text: `${own.join('\n').trimEnd()}\n` })
      from = -1
    }
  }
  return parts
}

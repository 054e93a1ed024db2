import { COLLECTED, COLLECTED_COMMANDS } from '../archive/collected.ts'
import { type PatternNode, patternTree } from '../archive/wanted.ts'
import { LISTED, LISTINGS } from '../evidence/listings.ts'
import { table } from '../table.ts'

/** Device tree properties end in NUL, which no shell variable, terminal or serial console carries. */
const WITH_NUL: RegExp = /^proc\/device-tree\//

/**
 * Files of which only some lines are taken. The environment of process 1 holds whatever secrets a container was given;
 * only what names the container is wanted.
 */
const LINES_ONLY: Readonly<Record<string, string>> = table({ 'proc/1/environ': 'container=' })

/** Names that the live machine passes over as well: there may be dozens, and none is a disk (src/sources/live.ts). */
const PASSED_OVER: Readonly<Record<string, readonly string[]>> = table({
  'sys/block': ['loop', 'ram', 'zram', 'nbd', 'fd', 'sr'],
})

/** Directories that are links to the very process that asks: followed, never shown. */
const OWN_PROCESS: ReadonlySet<string> = new Set(['proc/self'])

/**
 * A POSIX shell script that prints the evidence of the machine that it runs on, for `collected.ts` to read: dash and busybox
 * suffice. It writes nothing but its standard output and reads nothing but what is listed in it.
 * Every line of content begins with `|`, so that no text of a file is mistaken for a heading, and text that the kernel prints
 * in on a serial console is distinguished from it.
 * @param paths patterns from the root without leading slash, `*` for a path segment or a part of one
 */
export function collectorScript(paths: readonly string[]): string {
  const body: string[] = []
  emit(patternTree(paths), '', '', 1, body)
  const commands = COLLECTED_COMMANDS.map(({ command }) => `  run ${command}`)
  return `${PROLOGUE}
main() {
  exec 2>/dev/null
  printf '==> ${COLLECTED} uid %s <==\\n' "$(id -u)"
  listings
${body.join('\n')}
  log
${commands.join('\n')}
  printf '==> end <==\\n'
}
main </dev/null
`
}

const PROLOGUE = `#!/bin/sh
# Prints what virtcolor wants to know of this machine. Reads only; makes no files; needs no root (more with it).
#   ssh host sh -s < collector.sh | virtcolor -
LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
export LC_ALL PATH

nl='
'
refused='virtcolor: no kernel log'
# odd PATH: a name that would end a heading before its end, or put a link into it; no machine has one that is asked for here
odd() { case $1 in *"$nl"* | *' -> '*) return 0 ;; esac; return 1; }
# link PATH: where a symbolic link leads
link() {
  [ -L "$1" ] || return 0
  odd "$1" && return 0
  if command -v readlink >/dev/null; then to=$(readlink "$1"); else to=$(ls -ld "$1"); to=\${to##* -> }; fi
  case $to in *"$nl"*) none "$1" ;; *) printf '==> link %s -> %s <==\\n' "$1" "$to" ;; esac
}
# none PATH: it is there and cannot be read
none() { printf '==> none %s <==\\n' "$1"; }
# value PATH: a link, or a file of few lines, without starting a program
value() {
  link "$1"; [ -f "$1" ] || return 0
  odd "$1" && return 0
  printf '==> file %s <==\\n' "$1"
  while IFS= read -r l || [ -n "$l" ]; do printf '|%s\\n' "$l"; done <"$1" || none "$1"
}
# file PATH: the same for any other file
file() {
  link "$1"; [ -f "$1" ] || return 0
  odd "$1" && return 0
  if [ -r "$1" ]; then printf '==> file %s <==\\n' "$1"; sed 's/^/|/;200000q' "$1" || none "$1"; echo; else none "$1"; fi
}
# nul PATH: the same for a file of strings that end in NUL
nul() {
  link "$1"; [ -f "$1" ] || return 0
  odd "$1" && return 0
  printf '==> nul %s <==\\n' "$1"; tr '\\000\\n' '\\n\\001' <"$1" | sed 's/^/|/'; echo
}
# only PATH START: those of the strings in it that start so
only() {
  [ -r "$1" ] || return 0
  printf '==> file %s <==\\n' "$1"; tr '\\000\\n' '\\n\\001' <"$1" | sed -n "s/^$2/|&/p"
}
# run COMMAND: what a program prints, where it is there
run() {
  command -v "$1" >/dev/null || return 0
  printf '==> run %s <==\\n' "$*"; "$@" | sed 's/^/|/;200000q'; echo
}
# listings: all names in the directories whose complete listing shows that there is no disk or no NIC, one line each
listings() {
  printf '==> file /${LISTINGS} <==\\n'
  for d in ${LISTED.join(' ')}; do
    [ -d "/$d" ] && [ -r "/$d" ] || continue
    printf '|%s:' "$d"
    for n in "/$d/"*; do odd "$n" || [ ! -L "$n" ] && [ ! -e "$n" ] || printf ' %s' "\${n##*/}"; done
    echo
  done
}
# log: the kernel's messages, without those that others wrote into its log where dmesg can tell
log() {
  printf '==> run dmesg <==\\n'
  { dmesg -k || dmesg || echo "$refused"; } | sed "s/^/|/;s#^|$refused\\$#==> none /dev/kmsg <==#;200000q"; echo
}`

/** Shell code that visits each directory once for all patterns that lead through it. */
function emit(node: PatternNode, expression: string, path: string, depth: number, out: string[]): void {
  const pad = '  '.repeat(depth)
  for (const [name, next] of node.names) {
    const at = `${expression}/${checked(name)}`
    visit(next, at, path === '' ? name : `${path}/${name}`, depth, out)
  }
  for (const [glob, { next }] of node.globs) {
    const variable = `p${depth}`
    const quoted = glob.split('*').map((part) => (part === '' ? '' : `'${checked(part)}'`))
    out.push(`${pad}for ${variable} in "${expression}"/${quoted.join('*')}; do`)
    const passed = PASSED_OVER[path]
    if (passed !== undefined)
      out.push(`${pad}  case $${variable} in ${passed.map((name) => `*/${name}[0-9]*`).join(' | ')}) continue ;; esac`)
    visit(next, `$${variable}`, `${path}/${glob}`, depth + 1, out)
    out.push(`${pad}done`)
  }
}

/** What is taken of a path itself, then of what lies below it. */
function visit(node: PatternNode, expression: string, path: string, depth: number, out: string[]): void {
  const pad = '  '.repeat(depth)
  const below = node.names.size > 0 || node.globs.size > 0
  if (node.ends.length > 0) out.push(`${pad}${taker(path)} "${expression}"${path in LINES_ONLY ? ` ${LINES_ONLY[path]}` : ''}`)
  else if (path.includes('/') && !OWN_PROCESS.has(path)) out.push(`${pad}link "${expression}"`)
  if (!below) return
  out.push(`${pad}if [ -d "${expression}" ]; then`)
  emit(node, expression, path, depth + 1, out)
  out.push(`${pad}fi`)
}

function taker(path: string): string {
  if (LINES_ONLY[path] !== undefined) return 'only'
  if (WITH_NUL.test(path)) return 'nul'
  return path.startsWith('sys/') ? 'value' : 'file'
}

/** Names go into double and single quotes of the shell; none of ours needs more than these characters. */
function checked(name: string): string {
  if (!/^[\w.,@?+:-]+$/.test(name)) throw new Error(`a path that the collector cannot write: ${name}`)
  return name
}

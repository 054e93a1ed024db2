import { table } from '../table.ts'
import type { CommandSpec, Suggestions } from './command.ts'
import { flagsOf } from './reference.ts'

type Script = (specs: readonly CommandSpec[]) => string

/** Every option of a command with `--help`, which all have. */
const longs = (spec: CommandSpec): string =>
  [...spec.options.map((o) => flagsOf(o).long), '--help', ...(spec.name === '' ? ['--version'] : [])].join(' ')
const named = (specs: readonly CommandSpec[]): readonly CommandSpec[] => specs.filter((s) => s.name !== '')
const names = (specs: readonly CommandSpec[]): string => [...named(specs).map((s) => s.name), 'help'].join(' ')
/** Words that a command's first argument can be. */
const words = (spec: CommandSpec): readonly string[] => spec.arguments[0]?.choices ?? []

/** Tables in which what is only suggested is a choice, as shells show it. */
export async function suggesting(specs: readonly CommandSpec[]): Promise<readonly CommandSpec[]> {
  const chosen = async <T extends { readonly choices?: readonly string[]; readonly suggestions?: Suggestions }>(
    one: T,
  ): Promise<T> => {
    const { choices, suggestions } = one
    if (choices !== undefined || suggestions === undefined) return one
    return { ...one, choices: typeof suggestions === 'function' ? await suggestions() : suggestions }
  }
  return Promise.all(
    specs.map(async (spec) => ({
      ...spec,
      arguments: await Promise.all(spec.arguments.map(chosen)),
      options: await Promise.all(spec.options.map(chosen)),
    })),
  )
}

const bash: Script = (specs) => {
  const values = (spec: CommandSpec): string[] =>
    spec.options.flatMap((o) =>
      o.choices === undefined ? [] : [`    ${spec.name}:${flagsOf(o).long}) list='${o.choices.join(' ')}' ;;`],
    )
  return `# bash completion for virtcolor
_virtcolor() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= list= left=
  COMPREPLY=()
  # Bash takes 'network=VH' for three words.
  if [ "$cur" = = ]; then left=$prev=; prev=\${COMP_WORDS[COMP_CWORD-2]}; cur=
  elif [ "$prev" = = ]; then left=\${COMP_WORDS[COMP_CWORD-2]}=; prev=\${COMP_WORDS[COMP_CWORD-3]}; fi
  case "\${COMP_WORDS[1]}" in
    ${named(specs)
      .map((s) => s.name)
      .join('|')}) [ "$COMP_CWORD" -gt 1 ] && command=\${COMP_WORDS[1]} ;;
  esac
  case "$command:$prev" in
${specs.flatMap(values).join('\n')}
    help:*|:help) list='${named(specs)
      .map((s) => s.name)
      .join(' ')}' ;;
  esac
  if [ -z "$list" ]; then
    case "$cur" in
      -*)
        case "$command" in
${specs.map((s) => `          '${s.name}') list='${longs(s)}' ;;`).join('\n')}
        esac ;;
      *)
        if [ "$COMP_CWORD" = 1 ]; then list='${names(specs)}'
        elif [ "$COMP_CWORD" = 2 ]; then
          case "$command" in
${specs
  .filter((s) => s.name !== '' && words(s).length > 0)
  .map((s) => `            ${s.name}) list='${words(s).join(' ')}' ;;`)
  .join('\n')}
          esac
        fi ;;
    esac
  fi
  [ -n "$list" ] && COMPREPLY=($(compgen -W "$list" -- "$left$cur"))
  [ -n "$left" ] && COMPREPLY=("\${COMPREPLY[@]#"$left"}")
  return 0
}
complete -o default -F _virtcolor virtcolor
`
}

/** Text inside zsh's _arguments specs: brackets and colons are its own. */
const zshText = (text: string): string => text.replace(/'/g, "'\\''").replace(/([[\]:])/g, '\\$1')

const zsh: Script = (specs) => {
  const options = (spec: CommandSpec): string[] => [
    ...spec.options.flatMap((o) => {
      const { short, long, value } = flagsOf(o)
      const after =
        value === undefined
          ? ''
          : `:${zshText(value.replace(/[<>]/g, ''))}:${o.choices === undefined ? '_files' : `(${o.choices.join(' ')})`}`
      const star = o.many ? '*' : ''
      return [...(short === undefined ? [] : [short]), long].map((flag) => `'${star}${flag}[${zshText(o.help)}]${after}'`)
    }),
    "'--help[print this help]'",
    ...(spec.name === '' ? ["'--version[print the version]'"] : []),
  ]
  const positional = (spec: CommandSpec): string[] =>
    spec.arguments.map((a, i) => `'${a.many ? '*' : i + 1}:${zshText(a.name)}:${one(a.choices)}'`)
  const one = (choices: readonly string[] | undefined): string => (choices === undefined ? '_files' : `(${choices.join(' ')})`)
  const call = (spec: CommandSpec, indent: string): string =>
    `_arguments -s \\\n${indent}  ${[...options(spec), ...positional(spec)].join(` \\\n${indent}  `)}`
  return `#compdef virtcolor
_virtcolor() {
  local -a commands
  commands=(
${named(specs)
  .map((s) => `    '${s.name}:${zshText(s.summary)}'`)
  .join('\n')}
    'help:help for a command'
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe command commands
    _files
    return
  fi
  case $words[2] in
${named(specs)
  .map((s) => `    ${s.name})\n      shift words; (( CURRENT-- ))\n      ${call(s, '      ')} ;;`)
  .join('\n')}
    help) _describe command commands ;;
    *)
      ${call(specs.find((s) => s.name === '')!, '      ')} ;;
  esac
}
if [ "$funcstack[1]" = "_virtcolor" ]; then _virtcolor "$@"; else compdef _virtcolor virtcolor; fi
`
}

const fishText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

const fish: Script = (specs) => {
  const all = named(specs)
    .map((s) => s.name)
    .join(' ')
  const lines = ['# fish completion for virtcolor']
  for (const s of named(specs))
    lines.push(`complete -c virtcolor -n __fish_use_subcommand -a ${s.name} -d ${fishText(s.summary)}`)
  for (const spec of specs) {
    const when = spec.name === '' ? `'not __fish_seen_subcommand_from ${all}'` : `'__fish_seen_subcommand_from ${spec.name}'`
    for (const o of spec.options) {
      const { short, long, value } = flagsOf(o)
      const letter = short === undefined ? '' : ` -s ${short.slice(1)}`
      const choice = o.choices === undefined ? (value === undefined ? '' : ' -r') : ` -x -a '${o.choices.join(' ')}'`
      lines.push(`complete -c virtcolor -n ${when}${letter} -l ${long.slice(2)}${choice} -d ${fishText(o.help)}`)
    }
    if (words(spec).length > 0) lines.push(`complete -c virtcolor -n ${when} -a '${words(spec).join(' ')}'`)
  }
  lines.push(
    "complete -c virtcolor -s h -l help -d 'print this help'",
    "complete -c virtcolor -s V -l version -d 'print the version'",
  )
  return `${lines.join('\n')}\n`
}

/** Completion scripts by shell. */
export const completions: Readonly<Record<string, Script>> = table({ bash, zsh, fish })

import type { CommandSpec, OptionSpec } from './command.ts'
import { commands } from './commands/index.ts'
import { command } from './commands/inspect.ts'
import { helpOf } from './parse.ts'
import { version } from './version.ts'

/** Every command's table, the default one first. */
export async function allSpecs(): Promise<readonly CommandSpec[]> {
  return [command, ...(await Promise.all(commands.map(async (c) => (await c.load()).command)))]
}

/** The parts of `-o, --output <file>`; in `--fix[=rules]` the value is `attached` and may be left out. */
export function flagsOf(option: OptionSpec): {
  readonly short?: string
  readonly long: string
  readonly value?: string
  readonly attached?: string
} {
  const [, short, long = '', attached, value] = /^(?:(-\w), )?(--[\w-]+)(?:(\[=.*\])|[ =](\S.*))?$/.exec(option.flags) ?? []
  return {
    long,
    ...(short !== undefined && { short }),
    ...(value !== undefined && { value }),
    ...(attached !== undefined && { attached }),
  }
}

const synopsis = (c: CommandSpec): string =>
  [
    'virtcolor',
    c.name,
    '[options]',
    ...c.arguments.map((a) => `${a.optional ? '[' : '<'}${a.name}${a.many ? '...' : ''}${a.optional ? ']' : '>'}`),
  ]
    .filter((word) => word !== '')
    .join(' ')

const EXITS: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'Fine.'],
  [1, 'A stated requirement is not met, or there are findings.'],
  [2, 'Wrong usage.'],
  [3, 'A source cannot be read, or the output cannot be written.'],
  [4, 'Nothing recognisable in the source.'],
  [70, 'A bug of this tool: please report it.'],
]

/** docs/cli.md: every command's help, as it is printed. */
export async function markdown(): Promise<string> {
  const out = ['# Command line', '', "<!-- Written by `npm run docs` from the commands' own tables: change those. -->", '']
  for (const spec of await allSpecs()) {
    out.push(
      spec.name === '' ? '## virtcolor' : `## virtcolor ${spec.name}`,
      '',
      '```text',
      helpOf(spec, 80).trimEnd(),
      '```',
      '',
    )
  }
  out.push(
    '## Exit codes',
    '',
    '| code | meaning |',
    '|---|---|',
    ...EXITS.map(([code, meaning]) => `| ${code} | ${meaning} |`),
    '',
  )
  out.push('With several sources, the exit code is the highest of theirs.', '')
  return out.join('\n')
}

/** roff reads a line that begins with a dot or a quote as a request, a backslash as an escape, a bare hyphen as a hyphen. */
const roff = (text: string): string =>
  text
    .replace(/\\/g, '\\e')
    .replace(/-/g, '\\-')
    .replace(/^([.'])/gm, '\\&$1')

/** man/virtcolor.1, for man(7). */
export async function man(): Promise<string> {
  const specs = await allSpecs()
  const out = [
    `.TH VIRTCOLOR 1 "" "virtcolor ${version}" "User Commands"`,
    '.SH NAME',
    'virtcolor \\- which hypervisor, which mode, and how each component is virtualized',
    '.SH SYNOPSIS',
    ...specs.flatMap((c) => ['.nf', `.B ${roff(synopsis(c))}`, '.fi']),
    '.SH DESCRIPTION',
    roff(specs[0]!.details ?? specs[0]!.summary),
  ]
  for (const spec of specs) {
    out.push(spec.name === '' ? '.SH OPTIONS' : `.SH ${roff(`virtcolor ${spec.name}`)}`)
    if (spec.name !== '') out.push(roff(spec.details ?? spec.summary))
    for (const a of spec.arguments) {
      const choices = a.choices === undefined ? '' : `: ${a.choices.join(', ')}`
      out.push('.TP', `.I ${roff(a.name)}`, roff(`${a.help[0]!.toUpperCase()}${a.help.slice(1)}${choices}.`))
    }
    for (const o of spec.options) {
      const { short, long, value, attached = '' } = flagsOf(o)
      const name = `${short === undefined ? '' : `${short}, `}${long}${attached}`
      const choices = o.choices === undefined ? '' : ` One of ${o.choices.join(', ')}.`
      const usual = o.default === undefined ? '' : ` Default: ${o.default}.`
      const help = `${o.help[0]!.toUpperCase()}${o.help.slice(1)}.${choices}${usual}`
      out.push('.TP', value === undefined ? `.B ${roff(name)}` : `.BI "${roff(name)} " "${roff(value)}"`, roff(help))
    }
    if (spec.name !== '') out.push(...examples(spec))
  }
  out.push('.SH EXIT STATUS', ...EXITS.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, roff(meaning)]))
  out.push(
    '.SH ENVIRONMENT',
    '.TP',
    '.B NO_COLOR',
    'When set and not empty, no colour.',
    '.TP',
    '.B FORCE_COLOR',
    '0 for none, 1 for 16, 2 for 256, 3 for millions of colours, terminal or not.',
    '.TP',
    '.B VIRTCOLOR_DEBUG',
    'When set and not empty, an internal error comes with its stack trace.',
    '.SH EXAMPLES',
    ...examples(specs[0]!),
  )
  return `${out.join('\n')}\n`
}

const examples = (spec: CommandSpec): string[] =>
  spec.examples.flatMap(([line, what]) => ['.TP', `.B ${roff(line)}`, roff(`${what[0]!.toUpperCase()}${what.slice(1)}.`)])

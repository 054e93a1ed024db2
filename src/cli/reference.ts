import { version } from '../version.ts'
import type { CommandSpec, OptionSpec } from './command.ts'
import { commands } from './commands/index.ts'
import { command } from './commands/inspect.ts'
import { helpOf } from './parse.ts'

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
  [0, 'Success.'],
  [1, 'A requirement is not met, or there are findings.'],
  [2, 'Wrong usage.'],
  [3, 'A source cannot be read, or the output cannot be written.'],
  [4, 'The source has no evidence of how the machine is virtualized, or its format is not supported.'],
  [70, 'Internal error: a bug in virtcolor.'],
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

/** A sentence: a capital at its start, unless it starts with what one types, and one mark at its end. */
function sentence(text: string): string {
  const [first = ''] = text.split(/[\s,:]/)
  const typed = /[=\d*.(<]|^-/.test(first)
  return `${typed ? text[0] : text[0]!.toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`
}

const paragraph = (tag: string, text: string): string[] => ['.TP', tag, roff(sentence(text))]

/** man/virtcolor.1, for man(7). */
export async function man(): Promise<string> {
  const specs = await allSpecs()
  const [top, ...named] = specs
  const out = [
    `.TH VIRTCOLOR 1 "" "virtcolor ${version}" "User Commands"`,
    '.SH NAME',
    'virtcolor \\- show the hypervisor, the mode, and how each component is virtualized',
    '.SH SYNOPSIS',
    ...specs.flatMap((c) => ['.nf', `.B ${roff(synopsis(c))}`, '.fi']),
    '.SH DESCRIPTION',
    roff(top!.details ?? top!.summary),
    '.SH OPTIONS',
    ...parameters(top!),
    '.SH COMMANDS',
    'Each command has the option \\fB\\-\\-help\\fR.',
  ]
  for (const spec of named) {
    out.push(`.SS virtcolor ${roff(spec.name)}`, roff(spec.details ?? spec.summary), ...parameters(spec))
    if (spec.examples.length > 0) out.push('.PP', 'Examples:', ...examples(spec))
  }
  out.push('.SH EXIT STATUS', ...EXITS.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, roff(meaning)]))
  out.push('.PP', 'With several sources, the exit status is the highest of theirs.')
  out.push('.SH ENVIRONMENT', ...ENVIRONMENT.flatMap(([name, what]) => paragraph(`.B ${name}`, what)))
  out.push('.SH FILES', ...FILES.flatMap(([name, what]) => paragraph(`.I ${roff(name)}`, what)))
  out.push('.SH EXAMPLES', ...examples(top!))
  out.push('.SH SEE ALSO', SEE_ALSO.map(([name, section]) => `.BR ${roff(name)} (${section})`).join(' ,\n'))
  return `${out.join('\n')}\n`
}

const ENVIRONMENT: readonly (readonly [name: string, what: string])[] = [
  ['NO_COLOR', 'if set and not empty, no colours'],
  ['FORCE_COLOR', '0 for no colours, 1 for 16, 2 for 256, 3 for 16 million, on a terminal or not'],
  ['XDG_CACHE_HOME', 'where measure and race keep their files, instead of ~/.cache'],
  ['CC', 'the C compiler that measure and race use, instead of cc'],
  ['VIRTCOLOR_DEBUG', 'if set and not empty, print the stack trace of an internal error'],
]

const FILES: readonly (readonly [name: string, what: string])[] = [
  ['/proc, /sys, /dev/kmsg, /dev/cpu/0/cpuid', 'what is read of this machine; nothing is written there'],
  ['~/.cache/virtcolor', 'the measuring program of measure, and the packages of race; it can be deleted'],
  ['virtcolor-HOST-DATE.tar.gz', 'the archive that capture writes by default'],
]

const SEE_ALSO: readonly (readonly [name: string, section: number])[] = [
  ['systemd-detect-virt', 1],
  ['virt-what', 1],
  ['lscpu', 1],
  ['xl', 1],
  ['xl.cfg', 5],
]

/** Arguments and options. Choices are named once: not in words and as a list again. */
function parameters(spec: CommandSpec): string[] {
  const choicesOf = (help: string, choices: readonly string[] | undefined): string =>
    choices === undefined || choices.every((c) => help.includes(c)) ? '' : ` One of ${choices.join(', ')}.`
  const args = spec.arguments.flatMap((a) => [
    '.TP',
    `.I ${roff(a.name)}`,
    roff(sentence(a.help) + choicesOf(a.help, a.choices)),
  ])
  const options = spec.options.flatMap((o) => {
    const { short, long, value, attached = '' } = flagsOf(o)
    const name = `${short === undefined ? '' : `${short}, `}${long}${attached}`
    const usual = o.default === undefined ? '' : ` Default: ${o.default}.`
    return [
      '.TP',
      value === undefined ? `.B ${roff(name)}` : `.BI "${roff(name)} " "${roff(value)}"`,
      roff(sentence(o.help) + choicesOf(o.help, o.choices) + usual),
    ]
  })
  return [...args, ...options]
}

const examples = (spec: CommandSpec): string[] => spec.examples.flatMap(([line, what]) => paragraph(`.B ${roff(line)}`, what))

import { Argument, Command as Commander, CommanderError, Option } from 'commander'
import { EXIT, type ExitCode, Fault } from '../fault.ts'
import type { Io } from '../io.ts'
import { nearest } from '../nearest.ts'
import { version } from '../version.ts'
import type { CommandSpec } from './command.ts'
import { commands } from './commands/index.ts'
import { command as inspect } from './commands/inspect.ts'
import { SUMMARIES } from './commands/summaries.ts'

/** Everything that is not just sources: a command by name, options, help. Wrong usage is a Fault with exit code 2. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const asksHelp = argv[0] === 'help'
  const words = asksHelp ? argv.slice(1) : argv
  const entry = commands.find((c) => c.name === words[0])
  if (asksHelp && entry === undefined && words[0] !== undefined && !words[0].startsWith('-')) {
    const near = nearest(words[0], commands.map((c) => c.name)) // biome-ignore format: one thought
    throw new Fault(
      `unknown command '${words[0]}'${near === undefined ? "; 'virtcolor --help' lists all" : ` (did you mean '${near}'?)`}`,
      EXIT.usage,
    )
  }
  const command = entry === undefined ? inspect : (await entry.load()).command
  const rest = entry === undefined ? words : words.slice(1)
  const flags = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest
  if (asksHelp || flags.includes('-h') || flags.includes('--help')) {
    io.stdout.write(helpOf(command, Math.min(io.stdout.columns, 100)))
    return EXIT.ok
  }
  if (entry === undefined && (flags.includes('--version') || flags.includes('-V'))) {
    io.stdout.write(`virtcolor ${version}\n`)
    return EXIT.ok
  }
  const parser = parserOf(command)
  try {
    parser.parse(alone(rest, command), { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) throw new Fault(usageMessage(error.message), EXIT.usage)
    throw error
  }
  return command.run(parser.args, parser.opts(), io)
}

/** An option whose value may be left out has it after `=` only: `--fix guest.xml` is the option and a file. */
function alone(words: readonly string[], { options }: CommandSpec): string[] {
  const optional = new Set(options.flatMap((o) => /^(--[\w-]+)\[=/.exec(o.flags)?.[1] ?? []))
  const end = words.indexOf('--')
  return words.map((word, i) => ((end < 0 || i < end) && optional.has(word) ? `${word}=` : word))
}

/** commander's words in this tool's form: one line that ends with what would do. */
function usageMessage(message: string): string {
  const choice =
    /^error: (?:option '(\S+)[^']*' argument|command-argument value) '(.*)' is invalid.*Allowed choices are (.*)\.$/s.exec(
      message,
    )
  if (choice !== null) {
    const [, flag, word = '', list = ''] = choice
    const near = nearest(word, list.split(', '))
    const hint = near === undefined ? '' : ` (did you mean '${near}'?)`
    return `${flag?.replace(',', '') ?? ''}${flag === undefined ? '' : ': '}'${word}' is not one of ${list}${hint}`
  }
  return message
    .replace(/^error: /, '')
    .replace(/\s+/g, (blank) => (blank.includes('\n') ? ' ' : blank))
    .replace('(Did you mean', '(did you mean')
    .replace(/\.$/, '')
}

/** What help and parsing have in common. Everything comes from the command's own table. */
export function parserOf(spec: CommandSpec): Commander {
  const parser = new Commander(spec.name === '' ? 'virtcolor' : `virtcolor ${spec.name}`)
  parser
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .allowExcessArguments(false)
    .helpOption('-h, --help', 'print this help')
    .action(() => {})
  for (const a of spec.arguments) {
    const dots = a.many ? '...' : ''
    const argument = new Argument(a.optional ? `[${a.name}${dots}]` : `<${a.name}${dots}>`, a.help)
    if (a.choices !== undefined) argument.choices(a.choices)
    parser.addArgument(argument)
  }
  for (const o of spec.options) {
    // commander spells an optional value with a space.
    const option = new Option(o.flags.replace('[=', ' ['), o.help)
    if (o.choices !== undefined && !o.many) option.choices(o.choices)
    if (o.many) option.default([]).argParser((value: string, before: readonly string[]) => [...before, value])
    else if (o.default !== undefined) option.default(o.default)
    parser.addOption(option)
  }
  return parser
}

/** Help as printed: usage, what it does, arguments, options, commands, and examples last. */
export function helpOf(spec: CommandSpec, width: number): string {
  const parser = parserOf(spec)
  const top = spec.name === ''
  parser.description(spec.details ?? `${spec.summary[0]!.toUpperCase()}${spec.summary.slice(1)}.`)
  if (top) {
    parser.option('-V, --version', 'print the version')
    parser.helpCommand(false)
    for (const { name } of commands) parser.command(name).description(SUMMARIES[name])
    parser.usage('[options] [source...]\n       virtcolor <command> [options] …')
  }
  parser.configureHelp({
    helpWidth: width,
    // The names alone: each command has its own help.
    subcommandTerm: (c) => c.name().replace('virtcolor ', ''),
    optionTerm: (o) => o.flags.replace(' [', '[='),
    optionDescription: (o) => {
      const extra = [
        ...(o.argChoices !== undefined ? [o.argChoices.join(', ')] : []),
        ...(typeof o.defaultValue === 'string' ? [`default ${o.defaultValue}`] : []),
      ]
      return extra.length === 0 ? o.description : `${o.description} (${extra.join('; ')})`
    },
    argumentDescription: (a) => (a.argChoices === undefined ? a.description : `${a.description}: ${a.argChoices.join(', ')}`),
  })
  const widest = Math.max(0, ...spec.examples.map(([line]) => line.length))
  const examples = spec.examples.map(([line, what]) =>
    widest + what.length + 6 <= width ? `  ${line.padEnd(widest)}  ${what}` : `  ${line}\n      ${what}`,
  )
  const more = top
    ? '\nExit codes: 0 success, 1 requirement not met or findings, 2 wrong usage,\n3 cannot read or write, 4 nothing recognised, 70 a bug in virtcolor.\n'
    : ''
  return `${parser.helpInformation()}${more}${examples.length === 0 ? '' : `\nExamples:\n${examples.join('\n')}\n`}`
}

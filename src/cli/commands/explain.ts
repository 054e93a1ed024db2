import { ENTRIES, type Entry, entryOf, GROUPS, type Group, WORDS } from '../../explain/entries.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Command, Io } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { nearest } from '../nearest.ts'

/** Every id that a report, the linter or advice names, documented from its own table. */
export const command: Command = {
  name: 'explain',
  summary: 'what a rule, lint rule or row of advice says, and when it holds',
  details:
    'Document one id that a report, why, lint or advise names: what it says, its condition, what it allows and how far it is trusted, its source, an example that is run, and related ids. Without one, list all; the first word of ids, such as xen or disk, lists those.',
  arguments: [
    {
      name: 'id',
      help: 'of a rule, a lint rule (VC101 or its name) or a row of advice',
      optional: true,
      suggestions: WORDS,
    },
  ],
  options: [{ flags: '--json', help: 'print it as JSON' }, colourOption],
  examples: [
    ['virtcolor explain', 'all ids'],
    ['virtcolor explain xen.features-pvh', 'why a features word means PVH'],
    ['virtcolor explain VC302', 'a lint rule, with what it finds'],
  ],
  run: (args, options, io) => explain(args[0], options, io),
}

async function explain(word: string | undefined, options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const entry = word === undefined ? undefined : entryOf(word)
  if (entry === undefined) return list(word === undefined ? GROUPS : below(word), options, io)
  const { explain: explained } = await import('../../explain/explain.ts')
  const made = await explained(entry)
  if (options['json'] === true) {
    io.stdout.write(`${JSON.stringify(made, null, 2)}\n`)
    return EXIT.ok
  }
  const { explanation } = await import('../../render/explain.ts')
  io.stdout.write(explanation(made, display(options['color'], io)))
  return EXIT.ok
}

/** What a word that is no id stands for: a group, or the ids that begin with it. */
function below(word: string): readonly Group[] {
  const begins = (e: Entry): boolean => e.group === word || e.id.startsWith(`${word}.`)
  const groups = GROUPS.map((g) => ({ ...g, entries: g.entries.filter(begins) })).filter((g) => g.entries.length > 0)
  if (groups.length > 0) return groups
  const near = nearest(word, [...WORDS, ...GROUPS.map((g) => g.id)])
  const hint = near === undefined ? '; virtcolor explain lists all' : ` (did you mean '${near}'?)`
  throw new Fault(`explain: there is no rule or advice '${word}'${hint}`, EXIT.usage)
}

async function list(groups: readonly Group[], options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  if (options['json'] === true) {
    const shown = new Set(groups.flatMap((g) => g.entries))
    const ids = ENTRIES.filter((e) => shown.has(e)).map((e) => ({ id: e.id, kind: e.kind, group: e.group, says: e.row.says }))
    io.stdout.write(`${JSON.stringify(ids, null, 2)}\n`)
    return EXIT.ok
  }
  const { idList } = await import('../../render/explain.ts')
  io.stdout.write(idList(groups, display(options['color'], io)))
  return EXIT.ok
}

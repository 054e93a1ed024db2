import { ENTRIES, type Entry, entryOf, GROUPS, type Group, WORDS } from '../../explain/entries.ts'
import { explainTopic, TOPIC_WORDS, topicOf } from '../../explain/topic.ts'
import { TOPICS, type Topic } from '../../explain/topics.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { nearest } from '../../nearest.ts'
import { json } from '../../render/json.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { SUMMARIES } from './summaries.ts'

/** Every word of the article, and every id that a report, the linter or advice names, documented from its own table. */
export const command: Command = {
  name: 'explain',
  summary: SUMMARIES.explain,
  details:
    'Explain a term, such as PVHVM, VS or event channel: what it means and its source; for a mode also its row of the chart and the path of a disk read. Or explain an id that a report, why, lint or advise prints: its condition, its conclusion, how far it is trusted, its source and an example. Without an argument, list all topics and ids; with the first part of an id, such as xen or clock, list the ids that begin with it.',
  arguments: [
    {
      name: 'word',
      help: 'a topic, or the id of a rule, a lint rule (VC101 or its name) or a piece of advice',
      optional: true,
      many: true,
      suggestions: [...TOPICS.map(({ id }) => id), ...WORDS],
    },
  ],
  options: [{ flags: '--json', help: 'print the explanation as JSON' }, colourOption],
  examples: [
    ['virtcolor explain', 'all topics and ids'],
    ['virtcolor explain PVHVM', 'what the mode is, and the kind and colour of each component'],
    ['virtcolor explain event channel', 'a term of the field'],
    ['virtcolor explain xen.features-not-pvh', 'a rule, with an example'],
    ['virtcolor explain VC302', 'a lint rule, with what it finds'],
  ],
  run: (args, options, io) => explain(args.length === 0 ? undefined : args.join(' '), options, io),
}

async function explain(word: string | undefined, options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  if (word === undefined) return list(GROUPS, options, io, TOPICS)
  const entry = entryOf(word)
  const topic = entry === undefined ? topicOf(word) : undefined
  if (topic !== undefined) return about(topic, word, options, io)
  if (entry === undefined) return list(below(word), options, io)
  const { explain: explained } = await import('../../explain/explain.ts')
  const made = await explained(entry)
  if (options['json'] === true) {
    io.stdout.write(json(made))
    return EXIT.ok
  }
  const { explanation } = await import('../../render/explain.ts')
  io.stdout.write(explanation(made, display(options['color'], io)))
  return EXIT.ok
}

async function about(topic: Topic, word: string, options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  // The counts of the race of docs/race.md.
  const { MEASURED } = await import('../../race/measured.data.ts')
  const ids = beginning(word).flatMap((group) => group.entries.map(({ id }) => id))
  const made = explainTopic(topic, MEASURED, ids)
  if (options['json'] === true) io.stdout.write(json(made))
  else {
    const { topicText } = await import('../../render/topic.ts')
    io.stdout.write(topicText(made, display(options['color'], io)))
  }
  return EXIT.ok
}

/** A group, or the ids that begin with a word. */
function beginning(word: string): readonly Group[] {
  const lower = word.toLowerCase()
  const begins = (e: Entry): boolean => e.group === lower || e.id.startsWith(`${lower}.`)
  return GROUPS.map((g) => ({ ...g, entries: g.entries.filter(begins) })).filter((g) => g.entries.length > 0)
}

function below(word: string): readonly Group[] {
  const groups = beginning(word)
  if (groups.length > 0) return groups
  const known = [...TOPIC_WORDS, ...WORDS, ...GROUPS.map((g) => g.id)]
  const near = nearest(word, known) ?? nearest(word.toLowerCase(), known)
  const hint = near === undefined ? "; 'virtcolor explain' lists all" : ` (did you mean '${near}'?)`
  throw new Fault(`explain: no topic, rule or advice is called '${word}'${hint}`, EXIT.usage)
}

async function list(
  groups: readonly Group[],
  options: Readonly<Record<string, unknown>>,
  io: Io,
  topics: readonly Topic[] = [],
): Promise<ExitCode> {
  if (options['json'] === true) {
    const shown = new Set(groups.flatMap((g) => g.entries))
    const words = topics.map(({ id, group, text }) => ({ id, kind: 'topic', group, says: text }))
    const ids = ENTRIES.filter((e) => shown.has(e)).map((e) => ({ id: e.id, kind: e.kind, group: e.group, says: e.row.says }))
    io.stdout.write(json([...words, ...ids]))
    return EXIT.ok
  }
  const { idList } = await import('../../render/explain.ts')
  const shown = display(options['color'], io)
  if (topics.length > 0) io.stdout.write((await import('../../render/topic.ts')).topicList(shown))
  io.stdout.write(idList(groups, shown))
  return EXIT.ok
}

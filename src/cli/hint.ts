import { EXIT, type Fault } from '../fault.ts'

/** What a user meant with a word that is no file and almost a command, as a suffix of the message; empty for anything else. */
export async function commandHint(word: string, error: Fault): Promise<string> {
  if (error.exit !== EXIT.unreadable || !/^[a-z]+$/.test(word) || !error.message.startsWith(`${word}:`)) return ''
  const { nearest } = await import('../nearest.ts')
  const { commands } = await import('./commands/index.ts')
  const name = nearest(word, ['help', ...commands.map((c) => c.name)])
  return name === undefined ? '' : ` (did you mean the command '${name}'?)`
}

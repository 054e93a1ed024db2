import { execFile } from 'node:child_process'
import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs'
import { delimiter, isAbsolute } from 'node:path'
import { cutAtLine, decodeText } from '../archive/decode.ts'
import { LIMITS } from '../archive/limits.ts'
import type { Document, Missing, Opened } from '../model.ts'
import { OTHER, type Shown, SYSTEMS } from './system-commands.ts'

/** Seconds that a command may take, unless its row has another number. */
const SECONDS = 10

type Environment = Readonly<Record<string, string | undefined>>
type Answer = { readonly text?: Document; readonly missing?: Missing }

/**
 * A machine without Linux' files: the outputs of the system's own commands, side by side. A command that is not there, is refused, or does not
 * end in time is named in `missing` with the reason.
 * @param at where its files and programs are, instead of `/`, for tests
 */
export async function openSystem(
  platform: string = process.platform,
  env: Environment = process.env,
  at: { readonly root?: string; readonly folders?: readonly string[] } = {},
): Promise<Opened> {
  const system = SYSTEMS.get(platform) ?? OTHER
  const { name, shows, unseen } = system
  const { root = '', folders = system.folders } = at
  const answers = await Promise.all(
    shows.map((one) => (one.file === undefined ? output(one, env, folders) : content(one.file, root, one))),
  )
  const texts: Document[] = []
  const missing: Missing[] = []
  for (const answer of answers) {
    if (answer.text !== undefined) texts.push(answer.text)
    if (answer.missing !== undefined) missing.push(answer.missing)
  }
  for (const [path, reason] of unseen) missing.push({ path, why: 'absent', reason })
  return {
    source: { path: '/', kind: 'live', format: (name || platform).toLowerCase() },
    evidence: { files: new Map(), links: new Map(), texts, missing },
  }
}

function answer(path: string, as: string, text: string, keep: RegExp | undefined): Answer {
  const kept =
    keep === undefined
      ? text
      : text
          .split('\n')
          .filter((line) => keep.test(line))
          .join('\n')
  return kept.trim() === '' ? { missing: unread(path, 'absent', 'its output is empty') } : { text: { path, text: kept, as } }
}

const unread = (path: string, why: Missing['why'], reason: string): Missing => ({ path, why, reason })

/** The first part of a file, as of a text in a capture. */
function content(file: string, root: string, { as, keep }: Shown): Answer {
  let fd: number
  try {
    fd = openSync(`${root}${file}`, 'r')
  } catch (error) {
    const denied = /^E(?:ACCES|PERM)$/.test((error as NodeJS.ErrnoException).code ?? '')
    return { missing: denied ? unread(file, 'needs root', 'permission denied') : unread(file, 'absent', 'no such file') }
  }
  try {
    const bytes = Buffer.alloc(LIMITS.file)
    const length = readSync(fd, bytes, 0, bytes.length, 0)
    return answer(file, as, decodeText(bytes.subarray(0, length)), keep)
  } catch {
    return { missing: unread(file, 'unreadable', 'it cannot be read') }
  } finally {
    closeSync(fd)
  }
}

export async function output(shown: Shown, env: Environment, folders: readonly string[]): Promise<Answer> {
  const [program, ...words] = shown.run!
  const name = shown.name ?? shown.run!.join(' ')
  const file = programAt(program, env, folders)
  if (file === undefined) return { missing: unread(name, 'absent', 'command not found') }
  const seconds = shown.seconds ?? SECONDS
  return new Promise((resolve) => {
    const child = execFile(
      file,
      words,
      {
        encoding: 'buffer',
        timeout: seconds * 1000,
        killSignal: 'SIGKILL',
        maxBuffer: LIMITS.file,
        windowsHide: true,
        env: { ...env, LC_ALL: 'C', LANG: 'C' },
      },
      (error, stdout, stderr) => {
        const code = error?.code as string | number | undefined
        const long = code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER'
        if (error?.killed === true && !long)
          return resolve({ missing: unread(name, 'unreadable', `no answer within ${seconds} seconds`) })
        // Some words of a command may be unknown to this version of the system: what it printed of the others counts.
        const text = decodeText(stdout)
        if (text.trim() !== '') return resolve(answer(name, shown.as, long ? (cutAtLine(text) ?? '') : text, shown.keep))
        const said = decodeText(stderr).trim().split('\n')[0]!.trim().slice(0, LONGEST_REASON)
        const refused = code === 'EACCES' || code === 'EPERM' || /permi(?:tted|ssion)|denied/i.test(said)
        const reason = said || (error === null ? 'its output is empty' : `it ended with ${code ?? error.signal ?? 'an error'}`)
        resolve({ missing: unread(name, refused ? 'needs root' : 'unreadable', reason) })
      },
    )
    child.stdin?.on('error', () => {}).end()
  })
}

const LONGEST_REASON = 160

/** Where a program is: an absolute folder of PATH, then the system's own folders; on Windows below %SystemRoot%, never in the current folder. */
function programAt(program: string, env: Environment, folders: readonly string[]): string | undefined {
  const within = program.includes('/')
    ? [env['SystemRoot'] ?? env['SYSTEMROOT'] ?? 'C:/Windows']
    : [...(env['PATH'] ?? '').split(delimiter).filter(isAbsolute), ...folders]
  for (const folder of within) {
    const file = `${folder}/${program}`
    try {
      if (!statSync(file).isFile()) continue
      accessSync(file, constants.X_OK)
      return file
    } catch {}
  }
  return undefined
}

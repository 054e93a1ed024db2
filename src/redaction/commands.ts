import { PROGRAMS, type Role, WORDS_TOO } from './commands.data.ts'
import type { Scanned } from './find.ts'
import type { Found, What } from './kind.ts'

/** One argument of a program, and what it names. */
interface Argument {
  /** Words that come before it: subcommands. */
  readonly behind: readonly string[]
  /** An option or a word whose value follows; or the place among the other arguments, 0 for the last one. */
  readonly name: string | number
  readonly only: boolean
  readonly glued: boolean
  readonly role: Role
}

interface Token {
  readonly text: string
  readonly start: number
}

interface Named extends Found {
  readonly names: What
}

const ROLE: RegExp = /^(.+?)([:=])(user:secret|user,secret|user%secret|users|user|owner|name|secret|source|ssid|skip|flag)$/

function argumentOf(text: string): Argument {
  const [, path, separator, role] = ROLE.exec(text)!
  const behind = path!.split('>')
  const last = behind.pop()!
  const name = last === 'last' || last === 'only' ? 0 : /^\d$/.test(last) ? Number(last) : last
  return { behind, name, only: last === 'only', glued: separator === '=', role: role as Role }
}

const TABLE: ReadonlyMap<string, readonly Argument[]> = (() => {
  const out = new Map<string, Argument[]>()
  for (const [programs, args] of PROGRAMS)
    for (const program of programs.split(' '))
      out.set(program, [...(out.get(program) ?? []), ...args.split(' ').map(argumentOf)])
  return out
})()

/** A command line is not longer than this. */
const LONGEST = 1_000
const WORD: RegExp = /(?<![\w+-])[A-Za-z0-9][\w+]{0,30}(?:[.-]\w{1,30}){0,3}(?=(?:\.exe)?["']?,?[ \t])/g
/** What stands before a command: a prompt, a shell's separator, another command, a key, the name of a file of commands. */
const BEFORE: RegExp =
  /(?:^|[$#%>;|&({`"'=:+@!-]|\b(?:sudo|exec|then|do|else|time|nohup|env|doas|RUN|command|xargs|run)|[A-Z_]{2,40}=\S{0,100}|sudo (?:-\w )?[\w-]{1,30})[ \t]{0,20}["'[]{0,2}$/

/** The words of a command line with their places, without the quotes; up to what ends a command in a shell. */
function tokensOf(text: string, from: number): Token[] {
  const limit = Math.min(text.length, from + LONGEST)
  const out: Token[] = []
  let at = from
  while (at < limit) {
    const c = text[at]!
    if (c === '\\' && text[at + 1] === '\n') at += 2
    else if (c === ' ' || c === '\t') at++
    else if (c === '\n' || c === '\r' || c === '\0') break
    else {
      const quote = c === '"' || c === "'" ? c : undefined
      const start = quote === undefined ? at : at + 1
      let end = start
      let inner = ''
      while (end < limit && text[end] !== '\n' && text[end] !== '\r') {
        const d = text[end]!
        if (quote === undefined ? /[\s"']/.test(d) && inner === '' : d === quote) {
          // A quote in a word, as in `-p'x y'` or `--password="x y"`.
          if (quote === undefined && (d === '"' || d === "'") && /[=:\w]/.test(text[end - 1]!) && end > start) inner = d
          else break
        } else if (d === inner) break
        end++
      }
      const word = text.slice(start, end)
      at = end + (quote !== undefined || inner !== '' ? 1 : 0)
      if (quote === undefined && /^(?:\|{1,2}|&{1,2}|;|\d?>{1,2}\S*|<|\))$/.test(word)) break
      const trimmed = quote === undefined ? word.replace(/[;)`]{1,4}$/, '') : word
      out.push({ text: trimmed, start })
      if (trimmed !== word) break
      // A quote that closes is that of a command in quotes.
      if (quote === undefined && inner === '' && (text[end] === '"' || text[end] === "'")) break
    }
  }
  return out
}

/** Users, secrets and Wi-Fi names among the arguments of known programs. */
function* scanned(text: string): Generator<Named> {
  for (const match of text.matchAll(WORD)) {
    const program = match[0].toLowerCase().replace(/\.exe$/, '')
    const table = TABLE.get(match[0]) ?? TABLE.get(program)
    if (table === undefined) continue
    const line = text.slice(Math.max(0, match.index - 200), match.index)
    const before = line.slice(line.lastIndexOf('\n') + 1).replace(/[\w.\\/:~-]{0,100}[\\/]$/, '')
    const isCommand = BEFORE.test(before)
    if (!isCommand && WORDS_TOO.has(program)) continue
    let from = match.index + match[0].length
    let rest = text.slice(from, from + LONGEST)
    // Words of a list: ["mysql", "-u", "x"].
    const listed = /^["'],/.test(rest)
    if (listed) {
      rest = rest.replaceAll(/["'],[ \t]{0,8}["']/g, (m) => ' '.repeat(m.length))
      const close = rest.search(/["']\s{0,40}\]/)
      yield* namedIn(tokensOf(close < 0 ? rest : rest.slice(0, close), 0), table, true, program, from)
    } else {
      from += /^(?:\.exe)?["']?/.exec(rest)![0].length
      yield* namedIn(tokensOf(text, from), table, isCommand, program, 0)
    }
  }
}

const isOption = (text: string): boolean => /^(?:-{1,2}[A-Za-z]|\/[A-Za-z]{1,12}(?::|$))/.test(text)

function* namedIn(
  tokens: readonly Token[],
  table: readonly Argument[],
  isCommand: boolean,
  program: string,
  shift: number,
): Generator<Named> {
  const rest: (Token & { readonly at: number })[] = []
  const isBehind = ({ behind }: Argument, at: number): boolean => {
    let next = 0
    for (let i = 0; i < at && next < behind.length; i++) if (tokens[i]!.text === behind[next]) next++
    return next === behind.length
  }
  for (let i = 0; i < tokens.length; i++) {
    const { text, start } = tokens[i]!
    const value = /^([-/]{0,2}[\w.-]+?)[:=]["']?(.+)$/.exec(text)
    const named = (name: string, letter = false): Argument | undefined =>
      table.find((a) => a.name === name && (!letter || !a.glued) && isBehind(a, i))
    const whole = named(text) ?? (text.startsWith('/') ? named(text.toLowerCase()) : undefined)
    if (whole !== undefined && !whole.glued) {
      if (whole.role === 'flag') continue
      const next = tokens[i + 1]
      if (next !== undefined && (!isOption(next.text) || whole.role === 'secret')) {
        yield* roleOf(whole.role, next, shift)
        i++
      }
      continue
    }
    const keyed = value === null ? undefined : (named(value[1]!) ?? named(value[1]!.toLowerCase()))
    if (keyed !== undefined) {
      const skip = text.length - value![2]!.length
      yield* roleOf(keyed.role, { text: value![2]!, start: start + skip }, shift)
      continue
    }
    // `-pX`, `-hpX`, `-iu X`.
    const glued = /^-[A-Za-z]/.test(text)
      ? table.find(
          (a) =>
            typeof a.name === 'string' &&
            /^-[A-Za-z]{1,2}$/.test(a.name) &&
            (a.name.length === 2 || a.glued) &&
            text.startsWith(a.name) &&
            text.length > a.name.length &&
            isBehind(a, i),
        )
      : undefined
    if (glued !== undefined) {
      if (glued.role === 'flag') continue
      const n = (glued.name as string).length + (/^["']/.test(text.slice((glued.name as string).length)) ? 1 : 0)
      yield* roleOf(glued.role, { text: text.slice(n), start: start + n }, shift)
      continue
    }
    const last = /^-[A-Za-z]{1,6}([A-Za-z])$/.exec(text)
    const bundled = last === null ? undefined : named(`-${last[1]}`, true)
    const next = tokens[i + 1]
    if (bundled !== undefined && bundled.role !== 'flag' && next !== undefined && !isOption(next.text)) {
      yield* roleOf(bundled.role, next, shift)
      i++
    } else if (!isOption(text) && text !== '-') rest.push({ ...tokens[i]!, at: i })
  }
  if (!isCommand || rest.length === 0) return
  if (rest.length > 1 && table.some((a) => a.only)) return
  for (const a of table) {
    if (typeof a.name !== 'number') continue
    if (a.behind.length === 0) {
      const token = a.name === 0 ? rest.at(-1) : rest[a.name - 1]
      if (token !== undefined && !(WORDS_TOO.has(program) && a.name === 0 && rest.length > 1))
        yield* roleOf(a.role, token, shift)
      continue
    }
    let next = 0
    let last = -1
    for (let i = 0; i < tokens.length && next < a.behind.length; i++)
      if (tokens[i]!.text === a.behind[next]) {
        next++
        last = i
      }
    if (next < a.behind.length) continue
    const behind = rest.filter((t) => t.at > last)
    const token = a.name === 0 ? behind.at(-1) : behind[a.name - 1]
    if (token !== undefined) yield* roleOf(a.role, token, shift)
  }
}

const USER: RegExp = /^[A-Za-z_][\w.-]{1,40}$/

function* roleOf(role: Role, token: Token, shift: number): Generator<Named> {
  const start = token.start + shift
  const { text } = token
  const as = (names: What, at: number, length: number): Named => ({ names, start: start + at, end: start + at + length })
  const user = (at: number, length: number): readonly Named[] => {
    // The domain of DOMAIN\x and of x@DOMAIN is of another kind.
    const value = text.slice(at, at + length)
    const domain = /^[\w.-]{1,60}\\{1,2}/.exec(value)?.[0].length ?? 0
    const name = value.slice(domain).replace(/[@/][\w.@/-]{0,200}$/, '')
    return USER.test(name) ? [as('user name', at + domain, name.length)] : []
  }
  switch (role) {
    case 'user':
      yield* user(0, text.length)
      break
    case 'name': {
      const cn = /^["']?(?:cn|uid|CN|UID)=/.exec(text)?.[0].length
      if (cn !== undefined) yield* user(cn, /^[^,"']*/.exec(text.slice(cn))![0].length)
      else yield* user(0, text.length)
      break
    }
    case 'owner':
    case 'users':
      for (const match of text.matchAll(/[^:,]{1,80}/g)) {
        yield* user(match.index, match[0].length)
        if (role === 'owner' && match.index > 0) break
      }
      break
    case 'secret':
      if (!/^(?:[$<]|-{1,2}[a-z-]{2,30}$)/.test(text)) yield as('secret', 0, text.length)
      break
    case 'source':
      if (text.startsWith('pass:')) yield as('secret', 5, text.length - 5)
      break
    case 'ssid': {
      const quoted = /^"[^"]{1,64}"$/.test(text) ? 1 : 0
      yield as('Wi-Fi name', quoted, text.length - 2 * quoted)
      break
    }
    case 'user:secret':
    case 'user,secret':
    case 'user%secret': {
      const cut = text.search(role === 'user:secret' ? /[:/]/ : role === 'user,secret' ? /,/ : /%/)
      yield* user(0, cut < 0 ? text.length : cut)
      if (cut >= 0 && cut + 1 < text.length) yield as('secret', cut + 1, text.length - cut - 1)
      break
    }
    default:
      break
  }
}

let seen: { readonly text: string; readonly found: readonly Named[] } = { text: '', found: [] }

/** The arguments that name things of a kind. Three kinds ask for the same text in turn, so that the last answer is kept. */
export const argumentsThatName =
  (what: What): ((scanned: Scanned) => Iterable<Found>) =>
  ({ text }) => {
    if (seen.text !== text) seen = { text, found: [...scanned(text)] }
    return seen.found.filter(({ names }) => names === what)
  }

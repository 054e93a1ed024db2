import type { Scanned } from './find.ts'
import type { Found, What } from './kind.ts'

/** Keys whose value is a list of users. */
const LISTS =
  'users|members?|memberuid|admins|admin[ _-]?users|valid[ _]users|invalid[ _]users|write list|read list|force user|allowed[ _-]?users|denied[ _-]?users|allow[ _-]?users|owners|operators|logins|accounts|usernames|user[_-]?list|logged[ _-]?in[ _-]?users|trusted[_-]users|allowed[_-]users|maintainers|assignees|reviewers|approvers|sudoers|local[_-]?users|chpasswd|(?:\\w{1,20}[_-])?(?:users|admins|members)|list'
const LIST: RegExp = new RegExp(
  `^([ \\t]{0,24})(?:- )?["']?(${LISTS})["']?[ \\t]{0,4}[:=][ \\t]{0,4}([|[>]?)-?[ \\t]{0,4}\\r?$`,
  'gim',
)
/** As many lines of one list are read. */
const MOST_LINES = 200
const NAME = '[A-Za-z_][\\w.-]{1,40}'
const ITEM: RegExp = new RegExp(`^(?:- )?["']?(?:name["']?: ["']?)?(${NAME})["']?,?[ \\t]*(?:#.*)?$`)
const NAMED: RegExp = new RegExp(`^(?:- )?(?:\\{ ?)?["']?(?:name|user|username|login)["']?: ["']?(${NAME})["']?(?=[\\s,}]|$)`)
const PAIR: RegExp = /^(?:- )?["']?([A-Za-z_][\w.-]{0,40}):(\S{3,200}?)["']?$/

/** Lists of users over several lines: `users:` of cloud-init, JSON, Ansible; and the passwords of `chpasswd`. */
export function* inLists({ text }: Scanned, what: What): Generator<Found> {
  for (const match of text.matchAll(LIST)) {
    const [whole, indent, key, mark] = match
    const pairs = /^list$/i.test(key!)
    let at = match.index + whole.length + 1
    for (let n = 0; n < MOST_LINES && at < text.length; n++) {
      const stop = text.indexOf('\n', at)
      const end = stop < 0 ? text.length : stop
      const line = text.slice(at, Math.min(end, at + 400))
      const row = line.trimStart()
      const depth = line.length - row.length
      if (row !== '' && !row.startsWith('#') && depth <= indent!.length && !(row.startsWith('-') && depth === indent!.length))
        break
      const start = at + depth
      const put = (found: RegExpExecArray | null, group: number): Found[] => {
        if (found === null || found[group] === undefined) return []
        const from = start + found[0].lastIndexOf(found[group])
        return [{ start: from, end: from + found[group].length }]
      }
      const trimmed = row.replace(/\r$/, '')
      if (pairs || /^chpasswd$/i.test(key!)) {
        const pair = mark === '' && !row.startsWith('-') ? null : PAIR.exec(trimmed)
        yield* put(pair, what === 'secret' ? 2 : 1)
      }
      if (what !== 'secret' && !pairs) {
        const bare = row.startsWith('-') || mark === '['
        yield* put(NAMED.exec(trimmed) ?? (bare ? ITEM.exec(trimmed) : null), 1)
      }
      at = end + 1
    }
  }
}

/** Words of which every key of `LIST_KEYS` has one, in lower case. */
export const LIST_WORDS: readonly string[] =
  'users member admins list owners operators logins accounts names assign sudoers maintainers'.split(' ')

/** Lists in one line: only names between commas or brackets. */
export const LIST_KEYS: RegExp = new RegExp(
  `(?<![\\w-])(?:${LISTS})["']?[ \\t]{0,8}(?:=>|[=:])[ \\t]{0,8}\\[?[ \\t]{0,4}(["'@A-Za-z_][^\\n\\]{}()]{1,300})(?:\\]|$)`,
  'gim',
)
export const LIST_ITEM: RegExp = /(?<=^|[,"'@] {0,2})[A-Za-z_][\w.-]{1,40}(?=["']?[ \t]{0,2}(?:,|$))/g

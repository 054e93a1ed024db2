import { createHmac } from 'node:crypto'
import { accessSync, constants, lstatSync, readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import { EXIT, Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Io } from '../io.ts'
import type { Evidence, Source } from '../model.ts'
import { sameKinds } from '../redaction/answer.ts'
import type { What } from '../redaction/kind.ts'
import { KINDS } from '../redaction/kinds/index.ts'
import { redact, redactText } from '../redaction/redact.ts'
import type { Numbers, Replaced } from '../redaction/redactor.ts'
import { faultOf } from '../sources/says.ts'
import { writeFile } from '../sources/write-file.ts'
import { clean } from '../text.ts'
import { levelOf, type RedactOptions } from './redact-options.ts'

export interface Redaction {
  /** Evidence and source without what identifies the machine and its owner. @throws Fault when the answer would change */
  readonly of: (
    source: Source,
    evidence: Evidence,
  ) => Promise<{ readonly source: Source; readonly evidence: Evidence; readonly host: string | undefined }>
  /** A source that failed: the name under which it is shown, and the message without its path. */
  readonly failed: (path: string | undefined, message: string) => { readonly path: string; readonly message: string }
  /** Writes the list of replacements if requested, and reports how many there were. */
  readonly end: () => readonly string[]
}

/** Redaction of one run: a thing has the same replacement in all its sources. @throws Fault for options that do not go together */
export function redactionOf(options: RedactOptions, io: Pick<Io, 'env' | 'cwd'>): Redaction {
  levelOf(options)
  const salt = saltOf(options, io)
  const numbers = salt === undefined ? inOrder() : salted(salt)
  const all = new Map<string, Replaced>()
  const texts: ((text: string) => string)[] = []
  const map = options.redactMap === undefined ? undefined : resolve(io.cwd, options.redactMap)
  if (map !== undefined) mayBeMade(map, options.redactMap!)
  // Also what no source has named: the name of one that could not be read.
  const text = (from: string): string =>
    redactText(
      texts.reduce((t, replace) => replace(t), from),
      numbers,
    )
  let sources = 0
  return {
    async of(source, evidence) {
      sources++
      const live = source.kind === 'live'
      const { isPlainName } = await import('../redaction/strict.ts')
      // A capture and the folders above it are named after machines, customers and tickets.
      const own = basename(source.path)
      const name = live ? source.path : isPlainName(own) ? own : `source-${sources}${suffixOf(own)}`
      const host = inspect(source, evidence).machine?.host
      const strict = options.redact === 'strict'
      // Redacting twice changes nothing.
      if (strict && isPlainName(own) && (await isStrictAlready({ source, evidence })))
        return { source: { ...source, path: name }, evidence, host }
      const redacted = redact(live ? evidence : below(evidence, source.path, name), {
        names: [...(host === undefined ? [] : [['host name', host] as const]), ...(live ? ownNames(io.env) : [])],
        shown: live ? [] : [own],
        numbers,
      })
      if (!sameKinds(evidence, redacted.evidence))
        throw new Fault(
          `source ${sources}: cannot be redacted, because the answer depends on a name that would be replaced`,
          EXIT.unreadable,
        )
      for (const one of redacted.replaced) all.set(`${one.what} ${one.from}`, one)
      texts.push(redacted.text)
      const result = { source: { ...source, path: name }, evidence: redacted.evidence }
      return { ...(strict ? await strictlyOf(result, evidence) : result), host }
    },
    failed(asked, message) {
      sources++
      if (asked === undefined || asked === '-') return { path: asked ?? '/', message: text(message) }
      // The path may name a user, a host or a customer; the user knows the sources by their order.
      const path = `source ${sources}`
      const own = basename(asked)
      const spellings = [resolve(io.cwd, asked), asked, ...(/[\d.-]/.test(own) ? [own] : [])]
      return { path, message: text(spellings.reduce((t, spelling) => t.replaceAll(spelling, path), message)) }
    },
    end() {
      if (map !== undefined) {
        mayBeMade(map, options.redactMap!)
        // The list is the key to the redaction.
        writeFile(options.redactMap!, listOf([...all.values()]), {
          cwd: io.cwd,
          private: true,
          existing: { refuse: 'another name' },
        })
      }
      return [countOf([...all.values()])]
    },
  }
}

/** What says of which format a file is. */
const suffixOf = (name: string): string =>
  /(?:\.(?:tar|txt|log|json|jsonl|xml|ya?ml|html|zip|t?gz|xz|bz2|zst|out|cfg|conf)){1,2}$/i.exec(name)?.[0] ?? ''

/** Evidence whose texts and places are named from the source's own name on. */
function below(evidence: Evidence, path: string, name: string): Evidence {
  const shorter = <T extends { readonly path: string }>(one: T): T =>
    one.path.startsWith(path) ? { ...one, path: `${name}${one.path.slice(path.length)}` } : one
  const { places } = evidence
  return {
    ...evidence,
    texts: evidence.texts.map(shorter),
    ...(places !== undefined && { places: new Map([...places].map(([at, place]) => [at, shorter(place)])) }),
  }
}

async function isStrictAlready(one: { source: Source; evidence: Evidence }): Promise<boolean> {
  const [{ isStrict }, { signalsOf }] = await Promise.all([import('../redaction/strict.ts'), import('../evidence/index.ts')])
  return isStrict(one, signalsOf, (evidence) => sameKinds(one.evidence, evidence))
}

async function strictlyOf(usual: { source: Source; evidence: Evidence }, before: Evidence): Promise<typeof usual> {
  const [{ strictly }, { signalsOf }] = await Promise.all([import('../redaction/strict.ts'), import('../evidence/index.ts')])
  const strict = strictly(usual, signalsOf, (evidence) => sameKinds(before, evidence))
  if (strict === undefined)
    throw new Fault(
      '--redact=strict would change the answer, because a rule needs a word that strict drops; use --redact',
      EXIT.unreadable,
    )
  return strict
}

function ownNames(env: Io['env']): (readonly [What, string])[] {
  const users = [env['SUDO_USER'], env['USER'], env['LOGNAME']]
  try {
    users.push(userInfo().username)
  } catch {
    // A user without an entry has no name.
  }
  const named = users.filter((name) => name !== undefined && name !== '') as string[]
  return [['host name', hostname()], ...named.map((name) => ['user name', name] as const)]
}

/** A salt is in a file or in the environment: a command line can be read by every user of the machine. */
function saltOf({ redactSaltFile }: RedactOptions, io: Pick<Io, 'env' | 'cwd'>): string | undefined {
  if (redactSaltFile === undefined) return io.env['VIRTCOLOR_REDACT_SALT'] || undefined
  try {
    const salt = readFileSync(resolve(io.cwd, redactSaltFile), 'utf8').trim()
    if (salt === '') throw new Fault(`${redactSaltFile}: the salt file is empty`, EXIT.usage)
    return salt
  } catch (error) {
    throw error instanceof Fault ? error : faultOf(redactSaltFile, error)
  }
}

function salted(salt: string): Numbers {
  return {
    salted: true,
    of(what, thing, bits) {
      const digest = createHmac('sha256', salt).update(`${what}\0${thing}`).digest()
      return 1 + (digest.readUIntBE(0, 6) % 2 ** Math.min(bits, 47))
    },
  }
}

function inOrder(): Numbers {
  const given = new Map<string, number>()
  const counts = new Map<What, number>()
  return {
    salted: false,
    of(what, thing) {
      const key = `${what} ${thing}`
      let n = given.get(key)
      if (n === undefined) {
        n = (counts.get(what) ?? 0) + 1
        counts.set(what, n)
        given.set(key, n)
      }
      return n
    },
  }
}

/** `replaced 3 host names, 1 UUID`, in the order of the kinds. */
function countOf(replaced: readonly Replaced[]): string {
  const counts = KINDS.flatMap(({ what, many }) => {
    const n = replaced.filter((r) => r.what === what).length
    return n === 0 ? [] : [`${n} ${n === 1 ? what : many}`]
  })
  return counts.length === 0 ? 'nothing to redact' : `replaced ${counts.join(', ')}`
}

const listOf = (replaced: readonly Replaced[]): string =>
  replaced.map(({ what, from, to }) => `${what}\t${clean(from)}\t${clean(to)}\n`).join('')

/** Said before anything is read. @throws Fault where the file is there, or its folder takes none */
function mayBeMade(path: string, name: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined)
    throw new Fault(`${name}: the file exists; --redact-map writes only new files`, EXIT.usage)
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch (error) {
    throw faultOf(name, error)
  }
}

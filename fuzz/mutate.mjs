// Changes of an input: of bytes, of lines, of words. All of them by the given random numbers, so that a run can be repeated.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

const HOSTILE = [
  '__proto__',
  'constructor',
  'toString',
  '\x1b[31m',
  '\x9b2J',
  '\u202e',
  '\u200b',
  '\ufeff',
  '\0',
  '\r',
  '\r\n',
  '\n',
  '\ufffd',
  '\ud83d\ude00',
  '<x-evil>',
  '"><x-evil onload=1>',
  ']]>',
  '-->',
  '<!--',
  '[x](javascript:1)',
  '`',
  '|',
  '-1',
  '4294967296',
  '1e309',
  '0x',
  '99999999999999999999',
  '../',
  '/',
  '-> ../x',
  '\x01',
]

/** The words of all regular expressions and strings of the project: what its readers look for. */
export function wordsOf(folder) {
  const words = new Set()
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.ts$/.test(name) || /\.test\.ts$|^web|^race|^measure|^stats|^plot|^cli/.test(name)) continue
    const walk = (node) => {
      if (node === null || typeof node !== 'object') return
      if (Array.isArray(node)) {
        for (const one of node) walk(one)
        return
      }
      if (node.type === 'Literal' && node.regex) {
        for (const word of node.regex.pattern.match(/[A-Za-z_][\w:-]{2,30}|[=:<>{}[\]"']/g) ?? []) words.add(word)
      } else if (node.type === 'Literal' && typeof node.value === 'string' && /^[\w./:<>=-]{2,60}$/.test(node.value))
        words.add(node.value)
      for (const key in node) if (key !== 'type') walk(node[key])
    }
    walk(parseAst(readFileSync(join(folder, name), 'utf8'), { lang: 'ts' }))
  }
  return [...words].sort()
}

export function mulberry(seed) {
  let a = seed | 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Longer ones cost more than they find. */
const MOST = 8192

export function mutator(random, words, corpus) {
  const below = (n) => Math.floor(random() * n)
  const pick = (list) => list[below(list.length)]
  const splice = (bytes, at, gone, put) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + gone)])
  const lines = (bytes) => bytes.toString('latin1').split(/(?<=[\n\x01])/)
  const joined = (list) => Buffer.from(list.join(''), 'latin1')
  const WAYS = [
    (b) => {
      const out = Buffer.from(b)
      if (out.length > 0) out[below(out.length)] ^= 1 << below(8)
      return out
    },
    (b) => {
      const out = Buffer.from(b)
      if (out.length > 0) out[below(out.length)] = pick([0, 10, 13, 32, 34, 39, 45, 58, 60, 61, 91, 123, 127, 255])
      return out
    },
    (b) => splice(b, below(b.length + 1), 0, Buffer.from(pick(words))),
    (b) => splice(b, below(b.length + 1), below(8), Buffer.from(pick(words))),
    (b) => splice(b, below(b.length + 1), 0, Buffer.from(pick(HOSTILE))),
    (b) => splice(b, below(b.length + 1), below(1 + pick([4, 40, 400])), Buffer.alloc(0)),
    (b) => {
      const at = below(b.length + 1)
      const part = b.subarray(at, at + 1 + below(pick([4, 40])))
      return splice(b, at, 0, Buffer.concat(Array.from({ length: 1 + below(pick([3, 30, 300])) }, () => part)))
    },
    (b) => {
      const all = lines(b)
      all.splice(below(all.length), 1)
      return joined(all)
    },
    (b) => {
      const all = lines(b)
      const line = pick(all)
      all.splice(below(all.length), 0, ...Array.from({ length: 1 + below(pick([1, 3, 50])) }, () => line))
      return joined(all)
    },
    (b) => {
      const all = lines(b)
      const [i, k] = [below(all.length), below(all.length)]
      ;[all[i], all[k]] = [all[k], all[i]]
      return joined(all)
    },
    (b) => {
      const all = lines(b)
      all.splice(below(all.length + 1), 0, ...lines(pick(corpus)).slice(0, 1 + below(20)))
      return joined(all)
    },
    (b) => {
      const other = pick(corpus)
      const at = below(b.length + 1)
      return Buffer.concat([b.subarray(0, at), other.subarray(below(other.length + 1))])
    },
    (b) =>
      Buffer.from(
        b.toString('latin1').replace(/\d+/g, (n) => (random() < 0.2 ? pick(['0', '-1', '1', '255', '65536', `${n}0`]) : n)),
        'latin1',
      ),
  ]
  return (bytes) => {
    let out = bytes
    for (let n = 1 + below(4); n > 0; n--) out = pick(WAYS)(out)
    return out.length > MOST ? out.subarray(0, MOST) : out
  }
}

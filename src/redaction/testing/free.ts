import { table } from '../../table.ts'
import type { Random } from './plants.ts'

const from = (random: Random, letters: string, n: number): string =>
  Array.from({ length: n }, () => letters[random(letters.length)]!).join('')
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const digits = (random: Random, n: number): string => `${2 + random(8)}${from(random, '0123456789', n - 2)}${1 + random(9)}`
const two = (n: number): string => String(n).padStart(2, '0')
const named = (random: Random): string =>
  `${from(random, 'BCDFGKMNPRTV', 1)}${from(random, 'aeiou', 1)}${from(random, 'bcdfgkmnprtvz', 2)}${from(random, 'aeiou', 1)}${from(random, LOWER, 2)}q`

/** Values of no kind, which only strict redaction drops: comments, tags and banners hold them. */
export const FREE: Readonly<Record<string, (random: Random) => string>> = table({
  pin: (r) => digits(r, 4 + r(6)),
  'long number': (r) => digits(r, 11 + r(9)),
  'number in groups': (r) => `${digits(r, 3)} ${digits(r, 3)} ${digits(r, 4)}`,
  telephone: (r) => `+${digits(r, 2)} (0)${digits(r, 3)} ${digits(r, 4)}-${digits(r, 3)}`,
  'telephone with slashes': (r) => `0${digits(r, 3)}/${digits(r, 6)}`,
  'date, ISO': (r) => `${1950 + r(49)}-${two(2 + r(8))}-${two(11 + r(17))}`,
  'date, German': (r) => `${two(11 + r(17))}.${two(2 + r(8))}.${1950 + r(49)}`,
  'date, American': (r) => `${two(2 + r(8))}/${two(11 + r(17))}/${1950 + r(49)}`,
  'date, in words': (r) => `${11 + r(17)} ${['Jan', 'May', 'October'][r(3)]} ${1951 + r(48)}`,
  time: (r) => `${two(12 + r(8))}:${two(11 + r(48))}:${two(11 + r(48))}`,
  coordinates: (r) => `${21 + r(60)}.${digits(r, 4 + r(3))}, ${21 + r(60)}.${digits(r, 4 + r(3))}`,
  'coordinates with degrees': (r) => `${21 + r(60)}°${21 + r(30)}'${21 + r(30)}"N`,
  'coordinates with letters': (r) => `N${21 + r(60)}.${digits(r, 5)}`,
  amount: (r) => `${digits(r, 3)}.${digits(r, 2)}`,
  'short hex': (r) => `${1 + r(9)}${from(r, 'abcdef', 1)}${from(r, '0123456789abcdef', 2 + r(8))}${2 + r(8)}`,
  'hex with prefix': (r) => `0x${2 + r(8)}${from(r, '0123456789abcdef', 3 + r(12))}`,
  'hex in upper case': (r) => `${from(r, 'ABCDEF', 2)}${from(r, '0123456789ABCDEF', 4 + r(8))}`,
  'bytes with colons': (r) => Array.from({ length: 3 + r(8) }, () => `${2 + r(8)}${from(r, '0123456789abcdef', 1)}`).join(':'),
  'bytes with blanks': (r) => Array.from({ length: 5 + r(8) }, () => `${2 + r(8)}${from(r, 'abcdef', 1)}`).join(' '),
  word: (r) => `${from(r, 'bcdfgkmnprtvz', 2)}${from(r, LOWER, 4)}qx`,
  'word and number': (r) => `${from(r, 'bcdfgkmnprtvz', 2)}${from(r, 'aeiou', 1)}${from(r, 'bcdfgkmnprtvz', 2)}${11 + r(88)}`,
  'number and word': (r) => `${digits(r, 3)}${from(r, 'ghjkmnp', 2)}${from(r, LOWER, 3)}`,
  person: (r) => `${named(r)} ${named(r)}`,
  address: (r) => `${named(r)}street ${digits(r, 2)}, ${digits(r, 5)} ${named(r)}`,
  iban: (r) => `DE${digits(r, 2)} ${digits(r, 4)} ${digits(r, 4)} ${digits(r, 4)} ${digits(r, 4)} ${digits(r, 2)}`,
  ticket: (r) => `${from(r, 'BCDFGHJK', 3)}-${digits(r, 5)}`,
  plate: (r) => `M-${from(r, 'BCDFGHJK', 2)} ${digits(r, 4)}`,
  base32: (r) => from(r, 'BCDFGHJKLMNPQRSTVWXZ234567', 12 + r(10)),
  base64: (r) => `${from(r, `${LOWER}BCDFGHJK23456789`, 11)}+/${from(r, `${LOWER}23456789`, 6)}==`,
  'letters beyond ASCII': (r) => `Ż${from(r, 'ąćęłńóśźż', 4)}${from(r, 'иклмн', 3)}`,
  address4: (r) => [11 + r(200), 11 + r(200), 11 + r(200), 11 + r(200)].join('.'),
  percent: (r) => `${digits(r, 2)}.${digits(r, 3)}%`,
})

/** Where such values stand: `{}` is the value. None of these is a place that rules compare numbers in. */
export const FREE_PLACES: readonly string[] = [
  '# {}',
  '{}',
  'note: {}',
  '"comment": "{}",',
  '{"tags": {"desk": "{}"}}',
  '[{"a": 1, "b": ["{}"]}]',
  'description: "{}"',
  '  - {}',
  '<description>{}</description>',
  '<note value="{}"/>',
  '; {}',
  'comment = {}',
  'export NOTE="{}"',
  "echo '{}' > /dev/null",
  '[    1.234567] foo: {}',
  '[    0.000000] Command line: ro note={} quiet',
  'Nov 30 10:11:12 localhost app[7]: {}',
  '\tOEM Strings: {}',
  '\tString 1: {}',
  '\tVersion: {} x',
  '\tLocation In Chassis: {}',
  'sda    8:0    0   10G  0 disk {}',
  '00:03.0 Ethernet controller: {}',
  '\tSubsystem: {}',
  'eth0: {}',
  'cpu0 {} 0 0',
  '  24:   1234   0   {}',
  'CSV;{};x',
  'a,b,{},c',
  '| {} | x |',
  '<td>{}</td>',
  '- [ ] {}',
  'Subject: {}',
  '> {}',
  '({})',
  '/srv/{}/x',
  'x={}&y=1',
  'Welcome to {}!',
  'vendor_id {} x',
  'model name\t: {}',
  'Xen {}',
  'Linux {}',
  'BIOS {}',
]

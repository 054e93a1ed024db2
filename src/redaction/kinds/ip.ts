import { hex, type Kind, likeCase, type Notation } from '../kind.ts'

/**
 * Addresses that identify the platform and not the machine: Azure's host agent
 * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16), metadata services, loopback, any, broadcast, masks,
 * multicast that every host joins, and public resolvers.
 */
const PUBLIC_IPV4: RegExp =
  /^(?:168\.63\.129\.16|169\.254\.169\.(?:254|253|123|249|250|251)|169\.254\.170\.2|100\.100\.100\.200|127\.|0\.|255\.|22[4-9]\.0\.0\.\d|239\.255\.255\.250|224\.0\.0\.|(?:8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|9\.9\.9\.9)$)/
const MADE_IPV4: RegExp = /^(?:192\.0\.2|198\.1[89]\.\d+|2[45]\d\.\d+\.\d+)\.\d+$/

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`

function octetsOf(text: string): number[] | undefined {
  const octets = text.split(/[._-]/)
  if (octets.length !== 4 || !octets.every((o) => /^\d{1,3}$/.test(o) && Number(o) < 256)) return undefined
  return octets.map(Number)
}

const readIpv4 = (text: string): string | undefined => {
  const address = octetsOf(text)?.join('.')
  return address === undefined || PUBLIC_IPV4.test(address) ? undefined : address
}

/** Rows of /proc/net: the address as hexadecimal bytes, the last first. */
const swapped: Notation = {
  read: (text) =>
    readIpv4(
      text
        .match(/../g)!
        .map((b) => Number.parseInt(b, 16))
        .reverse()
        .join('.'),
    ),
  write: (to, as) =>
    likeCase(
      to
        .split('.')
        .map((o) => hex(Number(o), 2))
        .reverse()
        .join(''),
      as.replace(/^\d+$/, 'A'),
    ),
}
/** Of DNS: the last octet first. */
const reversed: Notation = {
  read: (text) => readIpv4(text.split('.').reverse().join('.')),
  write: (to) => to.split('.').reverse().join('.'),
}
const reversedNet: Notation = {
  read: (text) => readIpv4(`${text.split('.').reverse().join('.')}.0`),
  write: (to) => to.split('.').reverse().slice(1).join('.'),
}

export const ipv4: Kind = {
  what: 'IPv4 address',
  many: 'IPv4 addresses',
  by: '192.0.2.N, 198.18.0.0/15, 240.0.0.0/4',
  places: [
    // No version: those go on with letters, a plus or more numbers, or follow a dash; and a network ends in 0.
    {
      id: 'dotted',
      at: new RegExp(
        `(?<![A-Za-z0-9.+~-])${OCTET}(?:\\.${OCTET}){2}\\.(?!0(?!\\d))${OCTET}(?![A-Za-z0-9+~-]|\\.\\d|\\.[Ii][Nn]-)`,
        'g',
      ),
    },
    {
      id: 'private, beside a dash or a letter',
      at: new RegExp(
        `(?<![0-9.])(?:10|192\\.168|172\\.(?:1[6-9]|2\\d|3[01])|169\\.254)(?:\\.${OCTET}){2,3}(?![0-9]|\\.\\d|\\.[Ii][Nn]-)`,
        'g',
      ),
    },
    {
      id: 'range',
      at: new RegExp(`(?<![A-Za-z0-9.])${IPV4} ?[-–] ?${IPV4}(?![0-9]|\\.\\d)`, 'g'),
      each: new RegExp(IPV4, 'g'),
    },
    { id: 'network', at: new RegExp(`(?<![0-9.])(${IPV4})(?=/\\d{1,3}(?!\\d)|/${IPV4})`, 'g') },
    {
      id: 'after a word',
      near: ['ip', 'addr', 'inet', 'host', 'from', 'to', 'server', 'via', 'gateway', 'peer', 'router'],
      at: new RegExp(
        `(?:(?:ip|addr|address|inet|host|from|server|via|gateway|peer|router|src|dst|at)[ =:]{1,3}|(?<![a-z])ip-)(${IPV4})(?![0-9]|\\.\\d|\\.[Ii][Nn]-)`,
        'gi',
      ),
    },
    { id: 'with a port behind a dot', near: [' > '], at: new RegExp(`(?<![\\w.])(${IPV4})\\.\\d{1,5}(?= > |: )`, 'g') },
    { id: 'dashes of names', near: ['ip-', 'ec2-'], at: /(?<![a-z0-9])(?:ip|ec2)-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})(?!\d)/gi },
    {
      id: 'proc/net/route',
      near: ['\t'],
      at: /^[^\s]{1,20}\t([0-9A-F]{8}\t[0-9A-F]{8})\t[0-9A-F]{4}\t/gm,
      each: /[0-9A-F]{8}/g,
      notation: swapped,
    },
    {
      id: 'proc/net/tcp',
      near: [':'],
      at: /^ *\d{1,6}: ([0-9A-F]{8}:[0-9A-F]{4} [0-9A-F]{8}):[0-9A-F]{4} /gm,
      each: /[0-9A-F]{8}/g,
      notation: swapped,
    },
    {
      id: 'hexadecimal by key',
      near: ['0x'],
      at: /(?:ip|addr|gw|gateway|server)[=:] ?0x([0-9a-f]{8})(?![0-9a-f])/gi,
      notation: {
        read: (t) => swapped.read(t.match(/../g)!.reverse().join('')),
        write: (to) =>
          to
            .split('.')
            .map((o) => hex(Number(o), 2))
            .join(''),
      },
    },
    {
      id: 'reverse name',
      near: ['.in-addr.arpa'],
      at: /(?<![0-9.])(\d{1,3}(?:\.\d{1,3}){3})\.in-addr\.arpa/gi,
      notation: reversed,
    },
    {
      id: 'reverse zone',
      near: ['.in-addr.arpa'],
      at: /(?<![0-9.])(\d{1,3}(?:\.\d{1,3}){2})\.in-addr\.arpa/gi,
      notation: reversedNet,
    },
  ],
  read: readIpv4,
  make: (n) =>
    n < 255
      ? `192.0.2.${n}`
      : n < 131_072
        ? `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`
        : `${240 + ((n >>> 24) & 15)}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`,
  bits: 28,
  isMade: (thing) => MADE_IPV4.test(thing),
  write(to, as) {
    const separator = /[._-]/.exec(as)?.[0]
    return separator === undefined ? to : to.replaceAll('.', separator)
  },
  spellings(thing) {
    return [thing, thing.replaceAll('.', '-'), thing.replaceAll('.', '_')]
  },
}

/** Eight groups of an address, or undefined where that is none. */
function groupsOf(text: string): string[] | undefined {
  const sides = text.toLowerCase().split('::')
  if (sides.length > 2) return undefined
  const groups = sides.map((side) => (side === '' ? [] : side.split(':')))
  const all = groups.flat()
  if (!all.every((g) => /^[0-9a-f]{1,4}$/.test(g))) return undefined
  if (sides.length === 1) return all.length === 8 ? all : undefined
  return all.length > 7 ? undefined : [...groups[0]!, ...Array<string>(8 - all.length).fill('0'), ...groups[1]!]
}

/** Addresses that identify no machine: any, loopback, prefixes alone, multicast. */
const PUBLIC_IPV6: RegExp =
  /^(?:0{31}[01]|f{16}.*|f[cdef][0-9a-f]00{28}|(?:2000|fd00|fc00|fec0)0{28}|ff[0-9a-f]{2}0{24}[0-9a-f]{4}|0{20}ffff[0-9a-f]{8})$/
const readIpv6 = (text: string): string | undefined => {
  const digits = /^[0-9a-f]{32}$/i.test(text)
    ? text.toLowerCase()
    : groupsOf(text)
        ?.map((g) => g.padStart(4, '0'))
        .join('')
  return digits === undefined || PUBLIC_IPV6.test(digits) ? undefined : digits
}
const colons = (digits: string): string =>
  digits
    .match(/..../g)!
    .map((g) => g.replace(/^0{1,3}/, ''))
    .join(':')
    .replace(/(?:^|:)0(?::0)+(?::|$)/, '::')

const words: Notation = {
  read: (text) =>
    readIpv6(
      text
        .match(/.{8}/g)!
        .map((w) => w.match(/../g)!.reverse().join(''))
        .join(''),
    ),
  write: (to, as) =>
    likeCase(
      to
        .match(/.{8}/g)!
        .map((w) => w.match(/../g)!.reverse().join(''))
        .join(''),
      as,
    ),
}
const nibbles: Notation = {
  read: (text) => readIpv6(text.split('.').reverse().join('')),
  write: (to) => [...to].reverse().join('.'),
}
const dashed: Notation = {
  read: (text) => readIpv6(text.replaceAll('-', ':')),
  write: (to) => colons(to).replaceAll(':', '-'),
}

export const ipv6: Kind = {
  what: 'IPv6 address',
  many: 'IPv6 addresses',
  by: '2001:db8::N',
  places: [
    {
      id: 'colons',
      near: [':'],
      at: /(?<![0-9A-Za-z:.])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?(?![0-9A-Za-z]|:[0-9a-f]|(?<=:\d{1,3})\.\d{1,3}\.)|(?<![0-9A-Za-z:.])(?!(?:[0-9a-f]{2}:){7}[0-9a-f]{2}(?![0-9a-f]))[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}(?![0-9A-Za-z]|:[0-9a-f]|(?<=:\d{1,3})\.\d{1,3}\.)/gi,
    },
    { id: 'proc/net/if_inet6', at: /^([0-9a-f]{32}) [0-9a-f]{2} [0-9a-f]{2} /gm },
    {
      id: 'proc/net/ipv6_route',
      at: /^([0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32}) /gm,
      each: /[0-9a-f]{32}/g,
    },
    {
      id: 'proc/net/tcp6',
      at: /^ *\d{1,6}: ([0-9A-F]{32}:[0-9A-F]{4} [0-9A-F]{32}):[0-9A-F]{4} /gm,
      each: /[0-9A-F]{32}/g,
      notation: words,
    },
    {
      id: 'netstat',
      near: ['tcp6', 'udp6'],
      at: /^(?:tcp|udp|raw)6\s{1,8}\d{1,10}\s{1,8}\d{1,10}\s{1,8}(\S{3,60}\s{1,40}\S{3,60})/gm,
      each: /[0-9a-f:]{3,45}(?=:(?:\d{1,5}|\*)(?:\s|$))/gi,
    },
    { id: 'reverse name', near: ['.ip6.arpa'], at: /((?:[0-9a-f]\.){31}[0-9a-f])\.ip6\.arpa/gi, notation: nibbles },
    { id: 'literal of Windows', near: ['.ipv6-literal.net'], at: /([0-9a-f-]{3,39})\.ipv6-literal\.net/gi, notation: dashed },
  ],
  read: readIpv6,
  make: (n) => `20010db8${hex(0, 16)}${hex(Math.floor(n / 65_536), 4)}${hex(n % 65_536, 4)}`,
  bits: 32,
  // Also as /proc/net/tcp6 writes it, which another kind reads as digits.
  isMade: (thing) => /^(?:20010db8|b80d0120)/.test(thing),
  write: (to, as) => likeCase(as.includes(':') ? colons(to) : to, as),
  spellings: (thing) => [thing, colons(thing), thing.match(/..../g)!.join(':')],
}

import { type Found, hex, type Kind, likeCase } from '../kind.ts'

/** Twelve bits that only redaction writes, so that an original MAC is not mistaken for a replacement. */
function check(vendor: string, n: number): number {
  let sum = 0x811c9dc5
  for (const c of `${vendor}${n}`) sum = Math.imul(sum ^ c.charCodeAt(0), 0x01000193) >>> 0
  return (sum ^ (sum >>> 12)) & 0xfff
}

/** Addresses of everybody: broadcast, multicast of IPv4, IPv6 and bridges, and what Xen gives a vif in the host. */
const PUBLIC: RegExp = /^(?:0{12}|f{12}|feffffffffff|01005e.{6}|3333.{8}|0180c2.{6}|01000ccc.{4})$/

const digitsOf = (text: string): string => text.replace(/[^0-9a-f]/gi, '').toLowerCase()

/** https://standards-oui.ieee.org: the first half is the vendor's and stays, because it distinguishes Xen's NICs from QEMU's. */
export const mac: Kind = {
  what: 'MAC address',
  many: 'MAC addresses',
  by: 'the same vendor half, another second half',
  places: [
    // Longer rows of octets hold one at their end: a hardware type (`BOOTIF=01-…`), a DHCP client's id.
    { id: 'octets', at: /(?<![0-9a-f])[0-9a-f]{2}(?::[0-9a-f]{2}){5,31}(?![0-9a-f])/gi },
    { id: 'dashes', at: /(?<![0-9a-f])[0-9a-f]{2}(?:-[0-9a-f]{2}){5,7}(?![0-9a-f]|-[0-9a-f]{2,})/gi },
    { id: 'underscores', at: /(?<![0-9a-z])[0-9a-f]{2}(?:_[0-9a-f]{2}){5}(?![0-9a-z])/gi },
    { id: 'dots', at: /(?<![0-9a-f.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9a-f.])/gi },
    {
      id: 'short octets',
      near: ['ether', 'hwaddr', 'lladdr', 'mac'],
      at: /(?:ether|hwaddr|lladdr|mac(?: address)?)[ =:]{1,4}((?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2})(?![0-9a-f:])/gi,
    },
    { id: 'bare in a name', near: ['enx', 'wlx', 'wwx'], at: /(?<![0-9a-z])(?:en|wl|ww)x([0-9a-f]{12})(?![0-9a-f])/gi },
    {
      id: 'bare by key',
      keys: 'mac|macaddr(?:ess)?|mac[-_ ]?addr(?:ess)?|hwaddr|ethernetaddress|bootif|bssid|permaddr|perm_hwaddr',
      word: true,
    },
    { id: 'id of a bridge', near: ['.'], at: /(?<![0-9a-f.])[0-9a-f]{4}\.([0-9a-f]{12})(?![0-9a-f])/gi },
    { id: 'bare in words', keys: 'macaddress|macaddr', inWords: true, word: true },
    { id: 'oui and rest', near: ['/macs/'], at: /\/macs\/([0-9a-f:]{17}|[0-9a-f-]{17}|[0-9a-f]{12})(?![0-9a-f])/gi },
  ],
  read(text) {
    const groups = text.split(/[:\-_]/)
    const digits =
      groups.length === 6 && groups.some((g) => g.length === 1)
        ? groups.map((g) => g.padStart(2, '0')).join('')
        : digitsOf(text)
    return digits.length === 12 && !PUBLIC.test(digits.toLowerCase()) && /^[0-9a-f:._-]+$/i.test(text)
      ? digits.toLowerCase()
      : undefined
  },
  parts(value): readonly Found[] {
    const octets = value.split(/[:\-_]/).length
    // Eight are a WWN or EUI-64, sixteen and more a fingerprint, and the last eight of twenty an InfiniBand port.
    if (octets === 8) return [{ start: 0, end: value.length, what: 'WWN' }]
    if (octets === 20) return [{ start: value.length - 23, end: value.length, what: 'WWN' }]
    if (octets === 16 || octets >= 24) return [{ start: 0, end: value.length, what: 'key' }]
    // A frame's header in netfilter's log: to, from and a type. A DUID, of as many, begins with its own.
    if (octets === 14 && !/^00.0[1-4].00/.test(value))
      return [
        { start: 0, end: 17 },
        { start: 18, end: 35 },
      ]
    return octets > 6 ? [{ start: value.length - 17, end: value.length }] : [{ start: 0, end: value.length }]
  },
  make(n, thing) {
    const vendor = thing.slice(0, 6)
    const low = n % 0x1000
    return n < 0x1000 ? `${vendor}${hex(low, 3)}${hex(check(vendor, low), 3)}` : `${vendor}${hex(n, 6)}`
  },
  bits: 24,
  isMade: (thing) => {
    const vendor = thing.slice(0, 6)
    const n = Number.parseInt(thing.slice(6, 9), 16)
    return Number.parseInt(thing.slice(9), 16) === check(vendor, n)
  },
  write(to, as) {
    const separator = /\\x3a|\\x2d|%3a|\\:|[:._ -]/i.exec(as)?.[0] ?? ''
    const groups = separator === '' ? [to] : to.match(separator === '.' ? /..../g : /../g)!
    return likeCase(groups.join(separator), as)
  },
  spellings: (thing) => {
    const pairs = thing.match(/../g)!
    return [thing, pairs.join('\\:'), pairs.join('%3a'), pairs.join('\\x3a'), pairs.join('\\x2d'), pairs.join(' ')]
  },
}

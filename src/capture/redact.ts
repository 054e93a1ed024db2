import { inspect } from '../inspect.ts'
import type { Document, Evidence, Report } from '../model.ts'

/** One thing that was replaced, and by what; the same thing gets the same replacement everywhere. */
export interface Replaced {
  readonly what: 'host name' | 'IPv4 address' | 'IPv6 address' | 'MAC address' | 'UUID' | 'serial' | 'cloud id'
  readonly from: string
  readonly to: string
}

export interface Redacted {
  readonly evidence: Evidence
  readonly replaced: readonly Replaced[]
}

/**
 * Addresses that say something of the platform and nothing of the machine: Azure's host agent
 * (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16), the metadata service, loopback, any, broadcast, masks.
 */
const PUBLIC_IPV4: RegExp = /^(?:168\.63\.129\.16|169\.254\.169\.254|127\.|0\.|255\.|(?:\d+\.){3}0$)/

/** Asset tags by which a platform is known; any other may be an owner's inventory number. */
const KNOWN_TAGS: RegExp =
  /^(?:7783-7084-3265-9085-8269-3286-77|OracleCloud\.com|Amazon EC2|Default string|None|N\/A|No Asset (?:Tag|Information)|Not Specified|To Be Filled By O\.E\.M\.)?$/i

/** Words that name what a machine is made of: never taken for a host name that has to go wherever it stands. */
const NOT_A_NAME: RegExp =
  /^(?:localhost|localdomain|local|host|guest|dom0|domu|xen|kvm|qemu|linux|debian|ubuntu|fedora|centos|redhat|suse|alpine|arch|amazon|azure|google|microsoft|hyper-?v|vmware|virtualbox|firecracker|virtual|machine|server|system|kernel|root|none|unknown|amd64|x86_64|aarch64|intel|amd|disk|net|eth\d*|console|version)$/i

/** Where a name of a machine stands, its group being the name. */
const HOST_PLACES: readonly RegExp[] = [
  /^\[?[\w.+-]+@([\w.-]+)[ :][^$#%\n]{0,200}[$#%] /gm,
  /^[A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d ([\w.-]+) (?:kernel|systemd)\b/gm,
  /^\d{4}-\d\d-\d\dT[\d:.,+-]+Z? ([\w.-]+) (?:kernel|systemd)\b/gm,
  /(?:Set hostname to|Hostname set to|hostname:) <?([\w.-]+)>?/g,
  /^Linux ([\w.-]+) \d+\.\d+/gm,
  /"(?:hostname|fqdn|machinename|clientcert|certname|local-hostname|public-hostname|_HOSTNAME|PrivateDnsName|PublicDnsName)"\s*:\s*"([^"\n]+)"/g,
  /^_HOSTNAME=([\w.-]+)$/gm,
  /^host +: ([\w.-]+)$/gm,
  /(?:^|\s)(?:systemd\.hostname|hostname|host)=([\w.-]+)/g,
]

const SERIALS: RegExp =
  /((?:Serial Number|Service Tag|SerialNumber|serial_number|serialnumber|"serial"|"serialnumber"|"boardserialnumber"|ID_SERIAL(?:_SHORT)?|Sequence Code|Plant of Manufacture)["']?\s*[:=]\s*"?)([^\s"',;][^"',;\n]*)/gi
const ASSET_TAGS: RegExp = /^(\s*Asset Tag: )(.+?)\s*$/gm
/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html; a volume is the serial of its NVMe disk, without the dash. */
const CLOUD_IDS: RegExp = /\b((?:i|vol|eni|vpc|subnet|sg|r|snap|eipalloc|rtb|igw)-|vol)([0-9a-f]{17}|[0-9a-f]{8})\b/g
const UUIDS: RegExp = /(?<![0-9a-f-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f-])/gi
/** Ids of 32 digits are told only by what stands before them; a VMBus class has as many. */
const PLAIN_UUIDS: RegExp =
  /((?:machine[_-]id|Machine ID|Boot ID|_BOOT_ID|_INVOCATION_ID)["']?\s*[:=]\s*"?)([0-9a-f]{32})(?![0-9a-f])/gi
const PARTITIONS: RegExp = /(PARTUUID=)([0-9a-f]{8})(?=-[0-9a-f]{2}\b)/gi
const MACS: RegExp = /(?<![0-9a-f:.-])((?:[0-9a-f]{2}:){2}[0-9a-f]{2}):([0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2})(?![0-9a-f:-])/gi
const IPV4S: RegExp = /(?<![\w.+~-])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\w+~-]|\.\d)/g
const IPV6S: RegExp =
  /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}|(?:[0-9a-f]{1,4}:){2,7}:)(?![\w:])/gi
/** Rows of /proc/net/route: destination and gateway as the bytes of the address in host order. */
const ROUTES: RegExp = /^([\w.@:-]+\t)([0-9A-F]{8})\t([0-9A-F]{8})(\t[0-9A-F]{4}\t)/gm

/**
 * Evidence without what tells whose machine it is: host names, IPv4 and IPv6 addresses, MACs, UUIDs, serials, ids of cloud resources.
 * What rules go by stays: the vendor's half of a MAC (VirtualBox's 08:00:27, Xen's 00:16:3e), the `ec2` that begins a UUID
 * of Amazon's, asset tags of platforms, Azure's 168.63.129.16. What VMBus calls its devices stays where it is a class, not an instance.
 * The report before and after says the same, but for the replaced texts in proofs: `sameAnswer` tells.
 * @param names names of the machine that are known otherwise
 */
export function redact(evidence: Evidence, names: readonly string[] = []): Redacted {
  const all = new Redactor(evidence, names, true)
  const whole = all.evidence()
  // A machine may be called as a driver is: then its name goes only from where a name stands.
  if (sameAnswer(evidence, whole)) return { evidence: whole, replaced: all.replaced }
  const careful = new Redactor(evidence, names, false)
  return { evidence: careful.evidence(), replaced: careful.replaced }
}

/** Whether two reports say the same, whatever lines prove it. */
export function sameAnswer(a: Evidence, b: Evidence): boolean {
  const say = (e: Evidence): string => JSON.stringify(answerOf(inspect({ path: '', kind: 'text' }, e)))
  return say(a) === say(b)
}

/** A report without its proofs, the machine's name, names of devices that are ids, and lists of files: what must not change. */
export function answerOf(report: Report): unknown {
  const text = JSON.stringify({ ...report, source: 0, machine: 0, missing: 0 }, (key, value: unknown) =>
    key === 'proof' ? undefined : value,
  )
  return JSON.parse(text.replace(UUIDS, 'uuid'))
}

class Redactor {
  readonly #evidence: Evidence
  readonly #to = new Map<string, Replaced>()
  readonly #counts = new Map<string, number>()
  readonly #hosts: RegExp | undefined

  constructor(evidence: Evidence, names: readonly string[], everywhere: boolean) {
    this.#evidence = evidence
    const found = new Set<string>()
    for (const name of names) addName(found, name)
    for (const text of [...evidence.files.values(), ...evidence.texts.map((t) => t.text)]) {
      for (const pattern of HOST_PLACES) {
        let hits = 0
        for (const match of text.matchAll(pattern)) {
          addName(found, match[1]!)
          if (++hits > 64) break
        }
      }
    }
    const list = [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 64)
    this.#hosts =
      everywhere && list.length > 0
        ? new RegExp(`(?<![\\w-])(?:${list.map((n) => n.replace(/[.+?^${}()|[\]\\*-]/g, '\\$&')).join('|')})(?![\\w-])`, 'gi')
        : undefined
  }

  get replaced(): readonly Replaced[] {
    return [...this.#to.values()]
  }

  evidence(): Evidence {
    const { files, links, texts, missing, places } = this.#evidence
    const map = <V>(from: ReadonlyMap<string, V>, value: (v: V, path: string) => V): Map<string, V> =>
      new Map([...from].map(([path, v]) => [this.text(path), value(v, path)]))
    return {
      files: map(files, (text, path) => this.#file(path, text)),
      links: map(links, (to) => this.text(to)),
      texts: texts.map((d): Document => ({ ...d, path: this.text(d.path), text: this.text(d.text) })),
      missing,
      ...(places !== undefined && { places: map(places, (p) => ({ ...p, path: this.text(p.path) })) }),
    }
  }

  #file(path: string, text: string): string {
    if (/(?:^|\/)(?:\w+_serial|serial)$/.test(path) && text.trim() !== '') return `${this.#swap('serial', text.trim())}\n`
    if (/\/chassis_asset_tag$/.test(path) && !KNOWN_TAGS.test(text.trim())) return `${this.#swap('serial', text.trim())}\n`
    return this.text(text)
  }

  text(text: string): string {
    let out = text
    out = out.replace(SERIALS, (as, before: string, value: string) =>
      /^(?:Not Specified|None|N\/A|Unknown|0+|To Be Filled[^\n]*|Default string|System Serial Number)\s*$/i.test(value)
        ? as
        : `${before}${this.#swap('serial', value.trim())}`,
    )
    out = out.replace(ASSET_TAGS, (as, before: string, value: string) =>
      KNOWN_TAGS.test(value) ? as : `${before}${this.#swap('serial', value)}`,
    )
    out = out.replace(CLOUD_IDS, (as) => this.#swap('cloud id', as))
    out = out.replace(UUIDS, (as) => (CLASS_IDS.has(as.toLowerCase()) || /^[0-]+$/.test(as) ? as : this.#swap('UUID', as)))
    out = out.replace(PLAIN_UUIDS, (_, before: string, id: string) => `${before}${this.#swap('UUID', id)}`)
    out = out.replace(PARTITIONS, (_, before: string, id: string) => `${before}${this.#swap('UUID', id)}`)
    out = out.replace(MACS, (as, vendor: string) =>
      /^(?:00:00:00|ff:ff:ff)$/i.test(vendor) ? as : this.#swap('MAC address', as),
    )
    if (out.includes('\t')) {
      out = out.replace(ROUTES, (_, name: string, to: string, gateway: string, rest: string) => {
        return `${name}${this.#route(to)}\t${this.#route(gateway)}${rest}`
      })
    }
    out = out.replace(IPV4S, (as) =>
      PUBLIC_IPV4.test(as) || as.split('.').some((n) => Number(n) > 255) ? as : this.#swap('IPv4 address', as),
    )
    out = out.replace(IPV6S, (as) => (/^(?:::1?|fe80::|ff0\d::\d)$/i.test(as) ? as : this.#swap('IPv6 address', as)))
    if (this.#hosts !== undefined) out = out.replace(this.#hosts, (as) => this.#swap('host name', as))
    else
      for (const pattern of HOST_PLACES)
        out = out.replace(pattern, (as, name: string) =>
          NOT_A_NAME.test(name) ? as : as.replace(name, this.#swap('host name', name)),
        )
    return out
  }

  /** An address as /proc/net/route has it; 0 is "any" and "none". */
  #route(hex: string): string {
    const bytes = hex.match(/../g)!.map((b) => Number.parseInt(b, 16))
    const address = [...bytes].reverse().join('.')
    if (PUBLIC_IPV4.test(address)) return hex
    const to = this.#swap('IPv4 address', address).split('.').map(Number).reverse()
    return to.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join('')
  }

  #swap(what: Replaced['what'], from: string): string {
    const key = `${what} ${from.toLowerCase()}`
    const known = this.#to.get(key)
    if (known !== undefined) return known.to
    // What a replacement of this kind looks like is one already, so that redacting twice changes nothing.
    const n = (this.#counts.get(what) ?? 0) + 1
    const to = REPLACEMENT[what](n, from)
    if (to === from || IS_REPLACED[what].test(from)) return from
    this.#counts.set(what, n)
    this.#to.set(key, { what, from, to })
    return to
  }
}

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0').slice(-digits)

/** Replacements are of the ranges for documentation (RFC 5737 has too few, so 192.0.2.0/24 goes on in 198.18.0.0/15 of RFC 2544; RFC 3849). */
const REPLACEMENT: Readonly<Record<Replaced['what'], (n: number, from: string) => string>> = {
  'host name': (n) => `host-${n}`,
  'IPv4 address': (n) => (n < 255 ? `192.0.2.${n}` : `198.18.${(n >> 8) & 255}.${n & 255}`),
  'IPv6 address': (n) => `2001:db8::${hex(n, 4)}`,
  'MAC address': (n, from) => `${from.slice(0, 8)}:${hex(n >> 16, 2)}:${hex(n >> 8, 2)}:${hex(n, 2)}`,
  UUID: (n, from) => {
    if (!from.includes('-')) return hex(n, from.length)
    // `ec2` at the beginning, or swapped as SMBIOS before 2.6 had it: EC2's documented marks.
    const to = `00000000-0000-4000-8000-${hex(n, 12)}`
    if (/^ec2/i.test(from)) return `${from.slice(0, 3)}${to.slice(3)}`
    return /^.{4}2.ec-/i.test(from) ? `0000${from.slice(4, 8)}${to.slice(8)}` : to
  },
  serial: (n) => `SERIAL-${n}`,
  'cloud id': (n, from) => {
    const prefix = /^(?:[a-z]+-|vol)/.exec(from)![0]
    return `${prefix}${hex(n, from.length - prefix.length)}`
  },
}

const IS_REPLACED: Readonly<Record<Replaced['what'], RegExp>> = {
  'host name': /^host-\d+$/,
  'IPv4 address': /^(?:192\.0\.2|198\.18\.\d+)\.\d+$/,
  'IPv6 address': /^2001:db8::[0-9a-f]{4}$/i,
  'MAC address': /^.{8}:00:[0-9a-f]{2}:[0-9a-f]{2}$/i,
  UUID: /^(?:(?:00000000|ec200000|0000....)-0000-4000-8000-0000[0-9a-f]{8}|0{4,}[0-9a-f]{0,28})$/i,
  serial: /^SERIAL-\d+$/,
  'cloud id': /^\D*-?0{4,}[0-9a-f]+$/,
}

/** Classes of VMBus devices, the same on every machine. https://elixir.bootlin.com/linux/latest/source/include/linux/hyperv.h */
const CLASS_IDS: ReadonlySet<string> = new Set([
  'f8615163-df3e-46c5-913f-f2d2f965ed0e',
  'ba6163d9-04a1-4d29-b605-72e2ffb1dc7f',
  '32412632-86cb-44a2-9b5c-50d1417354f5',
  '44c4f61d-4444-4400-9d52-802e27ede19f',
  '2f9bcc4a-0069-4af3-b76b-6fd0be528cda',
])

/** A name with its first part, where both are names. */
function addName(found: Set<string>, name: string): void {
  const clean = name.replace(/^[.-]+|[.-]+$/g, '')
  for (const part of new Set([clean, clean.split('.')[0]!])) {
    if (part.length >= 3 && part.length <= 253 && !NOT_A_NAME.test(part) && !/^[\d.]+$/.test(part) && !/^host-\d+$/.test(part))
      found.add(part)
  }
}

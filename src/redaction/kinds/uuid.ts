import { hex, type Kind, likeCase } from '../kind.ts'

/**
 * The same on every machine: classes of VMBus devices (include/linux/hyperv.h), EFI's variables and GPT's partition types
 * (https://uapi-group.org/specifications/specs/discoverable_partitions_specification/).
 */
const CLASS_IDS: ReadonlySet<string> = new Set(
  `f8615163-df3e-46c5-913f-f2d2f965ed0e ba6163d9-04a1-4d29-b605-72e2ffb1dc7f 32412632-86cb-44a2-9b5c-50d1417354f5
44c4f61d-4444-4400-9d52-802e27ede19f 2f9bcc4a-0069-4af3-b76b-6fd0be528cda cfa8b69e-5b4a-4cc0-b98b-8ba1a1f3f95a 0e0b6031-5213-4934-818b-38d90ced39db
9527e630-d0ae-497b-adce-e80ab0175caf 57164f39-9115-4e78-ab55-382f3bd5422d a9a0f4e7-5a45-4d96-b827-8a841e8c03e6 525074dc-8985-46e2-8057-a307dc18a502
da0a7802-e377-4aac-8e77-0558eb1073f8 35fa2e29-ea23-4236-96ae-3a6ebacba440 34d14be3-dee4-41c8-9ae7-6b174977c192 2450ee40-33bf-4fbd-892e-9fb06e9214cf
8be4df61-93ca-11d2-aa0d-00e098032b8c d719b2cb-3d3a-4596-a3bc-dad00e67656f 4a67b082-0a4c-41cf-b6c7-440b29bb8c4f 605dab50-e046-4300-abb6-3dd810dd8b23
c12a7328-f81f-11d2-ba4b-00a0c93ec93b 0fc63daf-8483-4772-8e79-3d69d8477de4 4f68bce3-e8cd-4db1-96e7-fbcaf984b709 21686148-6449-6e6f-744e-656564454649
0657fd6d-a4ab-43c4-84e5-0933c84b4f4f e6d6d379-f507-44c2-a23c-238f2a3df928 ebd0a0a2-b9e5-4433-87c0-68b6b72699c7 e3c9e316-0b5c-4db8-817d-f92df00215ae
b921b045-1df0-41c3-af44-4c6f280d3fae 69dad710-2ce4-4e3c-b16c-21a1d49abed3`
    .split(/\s+/)
    .map((id) => id.replaceAll('-', '')),
)

const SEPARATOR = '(?:--?|_|\\\\x2d|%2d)'
const DASHED = `[0-9a-f]{8}${SEPARATOR}[0-9a-f]{4}${SEPARATOR}[0-9a-f]{4}${SEPARATOR}[0-9a-f]{4}${SEPARATOR}[0-9a-f]{12}`
const BEFORE = '(?:(?<![0-9A-Za-z])|(?<=\\\\x2d|%2d|pod|uuid|[g-z]))'

const kept = (digits: string): boolean => CLASS_IDS.has(digits) || /^(.)\1*$/.test(digits)

export const uuid: Kind = {
  what: 'UUID',
  many: 'UUIDs',
  by: '00000000-0000-4000-8000-N; the mark `ec2` of EC2 stays',
  places: [
    { id: 'dashes', at: new RegExp(`${BEFORE}${DASHED}(?![0-9a-f])`, 'gi') },
    { id: 'digits', at: /(?<![0-9A-Za-z]|vmbus:|MESSAGE_ID["=: ]{1,5}|\\x2d)[0-9a-f]{32}(?![0-9A-Za-z])/gi },
    { id: 'digits after an escape', near: ['\\x2d'], at: /(?<=\\x2d)[0-9a-f]{32}(?![0-9A-Za-z])/gi },
    { id: 'LVM', at: /(?:(?<![A-Za-z0-9-])|(?<=uuid-))[A-Za-z0-9]{6}(?:-[A-Za-z0-9]{4}){5}-[A-Za-z0-9]{6}(?![A-Za-z0-9])/g },
    { id: 'LVM of device mapper', near: ['lvm-'], at: /LVM-([A-Za-z0-9]{64}|[A-Za-z0-9]{32})(?![A-Za-z0-9])/g },
    {
      id: 'partition',
      near: ['uuid', 'identifier', 'signature'],
      at: /(?:PARTUUID["']?\s{0,4}[=:]\s{0,4}["']?|PTUUID["']?\s{0,4}[=:]\s{0,4}["']?|by-partuuid\/|identifier: 0x|signature: 0x)([0-9a-f]{8})(?![0-9a-f]|-[0-9a-f]{4})/gi,
    },
    {
      id: 'volume serial',
      near: ['uuid', 'serial'],
      at: /(?:UUID["']?\s{0,4}[=:]\s{0,4}["']?|by-uuid\/|uuid\\x2d|Volume Serial Number is )([0-9A-F]{4}(?:-|\\x2d)[0-9A-F]{4}|[0-9A-F]{16})(?![0-9A-Za-z])/gi,
    },
    {
      id: 'volume serial of blkid',
      near: ['fat'],
      at: /\b(?:vfat|fat32|fat16|msdos|FAT\d*)\s{1,20}(?:[\w.]{1,11}\s{1,20}){0,2}([0-9A-F]{4}-[0-9A-F]{4})(?![0-9A-Za-z])/g,
    },
    { id: 'md', near: ['uuid'], at: /(?<![0-9a-f:])[0-9a-f]{8}(?::[0-9a-f]{8}){3}(?![0-9a-f:])/gi },
    {
      id: 'VMware',
      near: [' '],
      at: /(?<![0-9a-f])(?:[0-9a-f]{2} ){7}[0-9a-f]{2}-(?:[0-9a-f]{2} ){7}[0-9a-f]{2}(?![0-9a-f])/gi,
    },
    {
      id: 'by key',
      keys: 'machine[_ -]?id|boot[_ -]?id|invocation[_ -]?id|systemd\\.machine_id|rd\\.(?:md|lvm|luks)\\.uuid|hostid|hardware[_-]?id|machineguid|digital_?product_?id',
      word: true,
    },
  ],
  read(text) {
    if (/^[A-Za-z0-9]{6}(?:-[A-Za-z0-9]{4}){5}-[A-Za-z0-9]{6}$/.test(text)) {
      // The name of a program with many dashes is no volume.
      return /\d/.test(text) && /[A-Z]/.test(text) ? `lvm ${text.replaceAll('-', '')}` : undefined
    }
    if (/^[A-Za-z0-9]{32}$/.test(text) && /[g-z]/i.test(text)) return `lvm ${text}`
    if (/^[A-Za-z0-9]{64}$/.test(text)) return `lvm ${text}`
    const digits = text
      .replace(/^luks-/i, '')
      .replace(/\\x2d|%2d|[-_{}: ]/gi, '')
      .toLowerCase()
    return /^(?:[0-9a-f]{32}|[0-9a-f]{16}|[0-9a-f]{8})$/.test(digits) && !kept(digits) ? digits : undefined
  },
  make(n, thing) {
    const lvm = /^lvm (.*)$/.exec(thing)
    if (lvm !== null) return `lvm ${'0'.repeat(lvm[1]!.length - 14)}R${hex(n, 13)}`
    // Serials of small machines are eight zeros and eight digits.
    if (thing.length === 16) return `f0000000${hex(n, 8)}`
    if (thing.length < 32) return `${'0'.repeat(thing.length / 2)}${hex(n, thing.length / 2)}`
    const to = `00000000000040008000${hex(n, 12)}`
    // `ec2` at the beginning, or swapped as SMBIOS before 2.6 had it: EC2's documented marks.
    if (/^ec2/.test(thing)) return `${thing.slice(0, 3)}${to.slice(3)}`
    return /^.{4}2.ec/.test(thing) ? `0000${thing.slice(4, 8)}${to.slice(8)}` : to
  },
  bits: (thing) => (thing.length === 8 ? 16 : thing.length === 16 ? 32 : 44),
  isMade: (thing) =>
    /^lvm 0+R[0-9a-f]{13}$/.test(thing) ||
    /^(?:00000000|ec200000|00002.ec)000040008000[0-9a-f]{12}$/.test(thing) ||
    /^(?:0000[0-9a-f]{4}|f0000000[0-9a-f]{8}|[1-9a-f]0{19}[0-9a-f]{12})$/.test(thing),
  write(to, as) {
    if (to.startsWith('lvm ')) {
      const id = to.slice(4)
      return as.includes('-') ? [6, 10, 14, 18, 22, 26].reduceRight((t, at) => `${t.slice(0, at)}-${t.slice(at)}`, id) : id
    }
    // As VMware and md write them.
    if (to.length === 32 && as.includes(' '))
      return likeCase(
        to
          .match(/../g)!
          .join(' ')
          .replace(/^(.{23}) /, '$1-'),
        as,
      )
    if (to.length === 32 && as.includes(':')) return likeCase(to.match(/.{8}/g)!.join(':'), as)
    const separator = /\\x2d|%2d|--|-|_/i.exec(as.replace(/^luks-/i, ''))?.[0] ?? ''
    const cuts = to.length === 32 ? [8, 12, 16, 20] : to.length === 8 ? [4] : []
    const text = separator === '' ? to : cuts.reduceRight((t, at) => `${t.slice(0, at)}${separator}${t.slice(at)}`, to)
    return `${/^luks-/i.exec(as)?.[0] ?? ''}${likeCase(text, as)}`
  },
  spellings(thing) {
    if (thing.startsWith('lvm ') || thing.length < 16) return []
    return thing.length === 32
      ? [thing, `${thing.slice(0, 8)}-${thing.slice(8, 12)}-${thing.slice(12, 16)}-${thing.slice(16, 20)}-${thing.slice(20)}`]
      : [thing]
  },
}

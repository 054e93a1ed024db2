import { hex, type Kind, likeCase } from '../kind.ts'

const digitsOf = (text: string): string =>
  text
    .replace(/^0x/i, '')
    .replace(/[^0-9a-f]/gi, '')
    .toLowerCase()
/** A mask or an address has long runs of one digit; a name that a vendor gave has not. */
const plain = (digits: string): boolean => /^(.)\1*$/.test(digits) || /0{9}|f{9}/.test(digits.slice(0, -1))

/** Names of disks, ports and nodes of Fibre Channel, SAS, NVMe: https://standards-oui.ieee.org. The first digit identifies the format and stays. */
export const wwn: Kind = {
  what: 'WWN',
  many: 'WWNs',
  by: 'the same first digit, zeros, N',
  places: [
    {
      id: 'prefixed',
      near: ['0x'],
      at: /(?:(?<![0-9a-z])|(?<=\\x2d))(?:wwn-)?0x([1-3569c][0-9a-f]{31}|[1-3569c][0-9a-f]{15})(?![0-9a-f])/gi,
    },
    {
      id: 'naa and eui',
      near: ['naa.', 'eui.', 't10.', 'nguid', 'eui64'],
      at: /(?:naa|eui|nguid)[.:=][ "']{0,3}((?:[0-9a-f]{32}|[0-9a-f]{16}))(?![0-9a-f])/gi,
    },
    { id: 't10', near: ['t10.'], at: /(?<![a-z0-9])t10\.([A-Za-z0-9._-]{6,100})/g },
    {
      id: 'by-id of SCSI',
      near: ['scsi-', 'mpath-', 'nvme-'],
      at: /(?:scsi|mpath|dm-uuid-mpath|nvme)(?:-|\\x2d)(?:3|eui\.)((?:[0-9a-f]{32}|[0-9a-f]{16}))(?![0-9a-f])/gi,
    },
    { id: 'device of multipath', near: ['3'], at: /(?<![0-9a-z-])3([1-3569][0-9a-f]{15}(?:[0-9a-f]{16})?)(?![0-9a-z])/gi },
    {
      id: 'by key',
      keys: 'uniqueid|nodewwn|portwwn|wwn|wwpn|wwnn|wwid|lun_?id|port_?name|node_?name|id_wwn\\w{0,20}|device id|lu wwn device id|eui64|nguid|unit id|port_wwn|node_wwn|guid|sys_image_guid|node_guid|port_guid|fabric_name',
      near: ['ww', 'name', 'lun', 'device id', 'eui', 'guid', 'unit', 'uniqueid'],
    },
    { id: 'column', near: ['wwn', 'wwid'], column: 'WWN|WWID' },
    { id: 'bare in files', file: /\/(?:wwid|wwn|wwpn|port_name|node_name|eui|nguid|sas_address|node_guid|sys_image_guid)$/ },
    {
      id: 'bare, near its name',
      near: ['wwn', 'wwpn', 'wwnn', 'fc_host', 'rport'],
      at: /(?<![0-9A-Za-z])(?=\d{0,15}[a-f])[125][0-9a-f]{15}(?![0-9A-Za-z])/g,
    },
    {
      id: 'sas address',
      near: ['sas'],
      at: /sas[_ ]?(?:addr|address)["']?[ (:=]{1,4}["']?(?:0x)?([0-9a-f]{16})(?![0-9a-f])/gi,
    },
  ],
  read(text) {
    if (/^[A-Za-z0-9._-]{6,100}$/.test(text) && /[g-zG-Z_]/.test(text.replace(/^0x/i, '')) && !/^(?:naa|eui)\./i.test(text)) {
      // A vendor's text in the place of a number: t10 identifiers.
      return /_|\d{3}/.test(text) ? `t10 ${text}` : undefined
    }
    const digits = digitsOf(text.replace(/^(?:naa|eui)\./i, ''))
    return (digits.length === 16 || digits.length === 32) &&
      /^[0-9a-fx: .-]+$/i.test(text.replace(/^(?:naa|eui)\./i, '')) &&
      !plain(digits)
      ? digits
      : undefined
  },
  make: (n, thing) => (thing.startsWith('t10 ') ? `t10 WWN-${n}` : `${thing[0]}${hex(n, 12).padStart(thing.length - 1, '0')}`),
  bits: 22,
  isMade: (thing) => /^t10 WWN-\d+$/.test(thing) || /^.0{9}/.test(thing),
  write(to, as) {
    if (to.startsWith('t10 ')) return to.slice(4)
    const prefix = /^(?:0x|naa\.|eui\.)?/i.exec(as)![0]
    const separator = /[: -]/.exec(as)?.[0]
    const body =
      separator === undefined
        ? to
        : separator === ' '
          ? `${to[0]} ${to.slice(1, 7)} ${to.slice(7)}`
          : to.match(/../g)!.join(separator)
    return `${prefix}${likeCase(body, as)}`
  },
  spellings: (thing) =>
    thing.startsWith('t10 ')
      ? [thing.slice(4).toLowerCase()]
      : [thing, `0x${thing}`, `3${thing}`, thing.match(/../g)!.join(':')],
}

/** https://www.rfc-editor.org/rfc/rfc3720#section-3.2.6.3.1, NVM Express 2.0 section 4.5. */
export const storageName: Kind = {
  what: 'storage name',
  many: 'iSCSI and NVMe names',
  by: 'iqn.2000-01.example:name-N, nqn.2000-01.example:name-N',
  places: [
    {
      id: 'IQN',
      near: ['iqn.'],
      at: /(?:(?<![a-z0-9])|(?<=\\x2d))iqn\.\d{4}(?:-|\\x2d)\d{2}(?:\.(?:[a-z0-9-]|\\x2d){1,63}){1,8}(?:(?::|\\x3a)[^\s"',;<>()[\]/]{1,200})?/gi,
    },
    {
      id: 'NQN',
      near: ['nqn.'],
      at: /(?<![a-z0-9])nqn\.\d{4}-\d{2}(?:\.[a-z0-9_-]{1,63}){1,8}(?::[^\s"',;<>()[\]]{1,200})?/gi,
    },
    {
      id: 'initiator',
      keys: 'initiatorname|targetname|initiatoralias|hostnqn|subsysnqn|rd\\.iscsi\\.initiator|iscsi_initiator|iscsi_?iqn',
      near: ['initiator', 'target', 'nqn', 'iqn'],
      word: true,
    },
    {
      id: 'CHAP',
      keys: 'node\\.session\\.auth\\.username(?:_in)?|discovery\\.sendtargets\\.auth\\.username(?:_in)?|rd\\.iscsi\\.username|rd\\.iscsi\\.in\\.username',
      near: ['username'],
      word: true,
    },
  ],
  read: (text) =>
    /^nqn\.2014-08\.org\.nvmexpress(?:\.discovery)?$/i.test(text) || !isName(text)
      ? undefined
      : text.toLowerCase().replace('\\x3a', ':').replaceAll('\\x2d', '-'),
  make: (n, thing) =>
    thing.startsWith('iqn.')
      ? `iqn.2000-01.example:name-${n}`
      : thing.startsWith('nqn.')
        ? `nqn.2000-01.example:name-${n}`
        : `storage-${n}`,
  bits: 40,
  isMade: (thing) => /^(?:[in]qn\.2000-01\.example:name|storage)-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 5 ? [] : [thing, thing.replaceAll(':', '\\x3a'), thing.replaceAll('-', '\\x2d')]),
}

const isName = (text: string): boolean => text.length > 3 && !/^(?:none|null|auto|true|false|iface|default)$/i.test(text)

import { isValue, type Kind, writtenForms } from '../kind.ts'
import { LABEL, NETWORK_ENDS } from '../network-names.ts'
import { isDeviceName, isPublicDomain, isWord } from '../words.ts'

const END: RegExp = new RegExp(`^(?:${NETWORK_ENDS})$`, 'i')

export const domain: Kind = {
  what: 'domain',
  many: 'domains',
  by: 'domain-N.example',
  places: [
    {
      id: 'resolver',
      near: ['search', 'domain'],
      at: /^(?:\|)?\s{0,4}(?:search|domain)\s{1,8}([A-Za-z0-9][^\n#;]{1,300})$/gm,
      each: /[A-Za-z0-9][\w.-]*/g,
    },
    {
      id: 'by key',
      keys: 'domain(?:[_ -]?name)?|ansible_domain|dns[_ -]?domain(?:[_ -]?name)?|dns[_ -]?suffix|search[_ -]?domains?|connection-specific dns suffix|dns suffix search list|primary dns suffix|realm|default_realm|workgroup|kerberos realm|ldap_search_base|nis ?domain|yp ?domain|nisdomainname|domainname|option domain-name|cluster[_-]?domain|base[_-]?domain|ad_domain|krb5_realm|idmapd|mydomain|myorigin|userdnsdomain|userdomain|logondomain|dns\\.domain',
      near: ['domain', 'dns', 'search', 'realm', 'workgroup', 'ldap', 'myorigin', 'idmapd'],
      word: true,
    },
    {
      id: 'list',
      near: ['search'],
      at: /(?:search|domains?)["']?\s{0,3}:\s{0,3}\[([^\]\n]{1,200})\]/gi,
      each: /[A-Za-z0-9][\w.-]*/g,
    },
    {
      id: 'wildcard and suffix',
      near: ['.'],
      at: new RegExp(
        `(?<![A-Za-z0-9_./\\\\-])(?:\\*\\.|\\.)((?:${LABEL}\\.){1,6}(?:${NETWORK_ENDS}))(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`,
        'gi',
      ),
    },
    {
      id: 'SSSD and dnsmasq',
      near: ['domain/', '=/'],
      at: /^(?:\[domain\/([\w.-]{2,250})\]|(?:server|local|address|rev-server)=\/([\w.-]{2,250})\/)/gm,
    },
    {
      id: 'service records',
      near: ['_tcp', '_udp', '_msdcs'],
      at: /_(?:tcp|udp|msdcs)\.([A-Za-z0-9][\w.-]{1,250})/gi,
    },
    { id: 'directory', near: ['dc='], at: /((?:dc=[A-Za-z0-9-]{1,63},? ?){2,6})/gi },
    {
      id: 'organisation',
      near: ['organi', 'company', 'o=', 'o ='],
      at: /(?:registered organi[sz]ation|organi[sz]ation(?:name)?|company(?:name)?|\bO ?=|\/O=)["']?\s{0,40}[:=]?\s{0,20}["']?([A-Za-z0-9][^\n"',;/<>]{1,80})/gi,
    },
  ],
  parts(value) {
    const text = value.replace(/^[.]+|(?<![\s.,;])[\s.,;]+$/g, '')
    return [{ start: value.indexOf(text), end: value.indexOf(text) + text.length }]
  },
  read(text) {
    const name = text.trim().toLowerCase()
    return name.length < 3 ||
      name.length > 253 ||
      isPublicDomain(name) ||
      END.test(name) ||
      name.includes(':') ||
      isWord(name) ||
      !isValue(name) ||
      isDeviceName(name) ||
      /^[\d.:a-f]+$|^(?:workgroup|domain-name|members?|root|guest|\d.*|0x.*|xen.*|.*\.(?:so|py|sh|c|h|ko|conf))$/.test(name)
      ? undefined
      : name
  },
  make: (n) => `domain-${n}.example`,
  bits: 40,
  isMade: (thing) => /^domain-\d+\.example$/.test(thing),
  spellings: (thing) => (thing.length < 5 || isWord(thing) ? [] : writtenForms(thing)),
}

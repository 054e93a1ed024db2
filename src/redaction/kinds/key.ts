import { isValue, type Kind } from '../kind.ts'

/** Keys of SSH and TLS, public ones as well: they name their owner as an address does. */
export const key: Kind = {
  what: 'key',
  many: 'keys, certificates and fingerprints',
  by: 'key-N',
  places: [
    {
      id: 'fingerprint of SHA-256',
      near: ['sha256:', 'sha512:', 'sha1:'],
      at: /(?<![A-Za-z0-9])SHA(?:256|512|1|384):([A-Za-z0-9+/]{20,128}={0,2}|[0-9A-Fa-f]{40,128})/gi,
    },
    {
      id: 'fingerprint of MD5',
      near: ['md5:', 'fingerprint'],
      at: /(?:MD5:|fingerprint[ :=]{1,4}(?:MD5[ :]{0,3})?)((?:[0-9a-f]{2}:){15}[0-9a-f]{2})/gi,
    },
    {
      id: 'octets',
      at: /(?<![0-9a-f:])[0-9a-f]{2}(?::[0-9a-f]{2}){15}(?:(?::[0-9a-f]{2}){4}|(?::[0-9a-f]{2}){16})?(?![0-9a-f:])/gi,
    },
    {
      id: 'fingerprint by key',
      keys: '(?:ssh[_-]?)?fingerprint|thumbprint|key[_-]?id|subject key identifier|authority key identifier|keyid|cert[_-]?hash|discovery-token-ca-cert-hash|machine[_-]?key|host[_-]?key|signing[_-]?key|key[- ]?grip|cert(?:ificate)? hash\\(sha\\d{1,3}\\)|pin-sha256|key[_-]?fingerprint|sha-?(?:1|256) fingerprint|fpr|ski|aki|key[_-]?hash|spki|x5t(?:#s256)?',
      near: [
        'fingerprint',
        'thumbprint',
        'key',
        'hash',
        'pin-sha',
        'sha1',
        'sha256',
        'sha-1',
        'sha-256',
        'fpr',
        'ski',
        'aki',
        'spki',
        'x5t',
      ],
      word: true,
    },
    {
      id: 'SSH public key',
      near: ['ssh-', 'ecdsa-', 'sk-'],
      at: /(?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)(?:-cert-v01@openssh\.com)?(?:[ \t]{1,4}|%20|\+)([A-Za-z0-9+/]{20,4000}={0,2})/g,
    },
    { id: 'bare SSH public key', near: ['aaaa'], at: /(?<![A-Za-z0-9+/])AAAA[BCEI][A-Za-z0-9+/]{30,4000}={0,2}/g },
    {
      id: 'PEM',
      near: ['-----begin', '---- begin'],
      at: /----[- ]BEGIN [A-Za-z0-9 ]{3,60}----?-?(?:\\n|[^-])((?:(?!----)[\s\S]){1,20000}?)----/g,
    },
    { id: 'certificate in one line', near: ['mii'], at: /(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{60,20000}={0,2}/g },
    {
      id: 'facts of ansible and facter',
      keys: '(?:ansible_)?ssh_?host_?key\\w{0,40}|ssh(?:rsa|dsa|ed25519|ecdsa)key|sshfp_\\w{1,10}|host_key_\\w{1,20}_public',
      near: ['ssh'],
    },
    // 32 bytes: the last letter has four bits of them.
    {
      id: 'WireGuard, by its form',
      near: ['='],
      at: /(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]{0,41}[A-Z])(?=[A-Za-z0-9+/]{0,41}[a-z])[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=(?![A-Za-z0-9+/=])/g,
    },
    {
      id: 'SHA-1 near its name',
      near: ['thumbprint', 'fingerprint', 'x5t', 'key id', 'keyid', 'gpg: ', 'cert hash'],
      at: /(?<![0-9A-Za-z])[0-9a-f]{40}(?![0-9A-Za-z])/gi,
    },
    { id: 'SSHFP', near: ['sshfp'], at: /SSHFP \d \d ([0-9a-f ]{40,80})/gi },
    {
      id: 'WireGuard',
      near: ['key', 'peer'],
      at: /(?<![A-Za-z])(?:PublicKey|PrivateKey|PresharedKey|public key|preshared key|private key|public_key|private_key|peer)[ :=]{1,4}"?([A-Za-z0-9+/]{43}=)/gi,
    },
    {
      id: 'hashed known host',
      near: ['|1|'],
      at: /\|1\|[A-Za-z0-9+/]{27}=\|[A-Za-z0-9+/]{27}=/g,
    },
    {
      id: 'cut off, of PuTTY',
      near: ['-----begin', '-lines:'],
      at: /(?:-----BEGIN [A-Z0-9 ]{3,60}-----|(?:Public|Private)-Lines: \d{1,4})\r?\n((?:[ \t]{0,16}[A-Za-z0-9+/=]{16,100}\r?(?:\n|$(?![\s\S]))){1,400})/g,
    },
    {
      id: 'modulus',
      near: ['modulus'],
      at: /Modulus=([0-9A-F]{64,4096})/g,
    },
    {
      id: 'kubeconfig, DNSKEY, age',
      near: ['-data', 'dnskey', 'age'],
      at: /(?:client-certificate|client-key|certificate-authority)-data["']?: ["']?([A-Za-z0-9+/=]{20,20000})|DNSKEY \d{1,5} \d \d{1,3} ([A-Za-z0-9+/=]{20,2000})|(?<![A-Za-z0-9])(age1[a-z0-9]{40,60}|AGE-SECRET-KEY-1[A-Z0-9]{58})/g,
    },
    {
      id: 'id of an OpenPGP key',
      near: ['key', 'gpg', 'pub', 'sec', 'sub', 'ssb', 'uid', 'sig', 'fpr', '--recv', '--export', 'signed-by'],
      at: /(?:(?<![\w-])(?:gpg: key|key ID|keyid|key id|using \w{3,10} key|NO_PUBKEY|EXPKEYSIG|KEYEXPIRED|REVKEYSIG|GOODSIG|VALIDSIG|BADSIG|ERRSIG|signed-by:|signingkey|(?:default|trusted|local)-(?:key|user)|encrypt-to|(?:rsa|dsa|elg|ed|cv)\d{3,5}(?:\/)?|(?:RSA|DSA) key|--(?:recv|recv-keys?|export(?:-secret-keys?)?|delete-keys?|edit-key|list-keys?|fingerprint|send-keys|keyserver \S{1,80} --recv(?:-keys)?|local-user|recipient|default-key|lsign-key))[ /](?:0x)?)([0-9A-F]{16}(?:[0-9A-F]{24})?|[0-9A-F]{8})(?![0-9A-Za-z])/gi,
    },
    {
      id: 'list of gpg with colons',
      near: ['fpr:', 'grp:', 'pub:', 'sec:', 'sub:', 'ssb:', 'sig:'],
      at: /^(?:fpr|grp):{9}([0-9A-F]{32,64}):|^(?:pub|sec|sub|ssb|sig|rev):[a-z-]{0,2}:\d{0,5}:\d{0,3}:([0-9A-F]{16,40}):/gm,
    },
    {
      id: 'fingerprint in a line',
      near: ['pub', 'sec', 'gpg-pubkey-', 'primary key', 'ski:', 'aki:'],
      at: /^[ \t]{2,12}(?:Key fingerprint = )?([0-9A-F]{40}|[0-9A-F]{64})$|gpg-pubkey-([0-9a-f]{8,40})-[0-9a-f]{8}/gim,
    },
    {
      id: 'keys of TLS by the name of a file',
      near: ['.key', '.crt', '.pem', 'privatekey', 'sha256//', 'p=mi', 'secret-key', 'private-key'],
      at: /(?:tls\.(?:key|crt)|ca\.crt|ssh-privatekey|\.(?:pem|p12|pfx|jks|keystore))["']?: {1,4}["']?([A-Za-z0-9+/=]{20,20000})|sha256\/\/([A-Za-z0-9+/]{43}=)|\bp=(MI[A-Za-z0-9+/]{20,2000}={0,2})|(?:secret|private)-key[ :=]{1,4}([A-Za-z0-9+/]{40,100}={0,2})/g,
    },
    {
      id: 'keys of DNS, WireGuard and minisign',
      near: ['hmac-', 'wg', 'minisign', 'untrusted comment', 'tlsa', ' ds ', 'sha3-384', 'key_considered'],
      at: /hmac-\w{2,8}"?;?\s{1,12}secret "?([A-Za-z0-9+/]{8,200}={0,2})|hmac-\w{2,8}:[\w.-]{1,60}:([A-Za-z0-9+/]{20,100}={0,2})|^wg\w{0,12}\t([A-Za-z0-9+/]{40,44}=?)|(?:untrusted comment:[^\n]{0,200}\n|minisign[\w -]{1,30} )(RW[A-Za-z0-9+/]{30,160}={0,2})|\b(?:TLSA|DS)(?: \d{1,5}){3} ([0-9A-Fa-f]{32,128})|sha3-384: ([\w-]{40,128})|KEY_CONSIDERED ([0-9A-F]{16,40})/gm,
    },
    {
      id: 'JSON web key',
      near: ['"kty"', '"aqab"', '"crv"', '"x5c"'],
      at: /"(?:n|d|p|q|dp|dq|qi|x|y|k)"\s{0,4}:\s{0,4}"([\w-]{20,2000})"/g,
    },
    { id: 'PGP', near: ['key', 'fingerprint', 'gpg'], at: /(?<![0-9A-F])(?:[0-9A-F]{4} {1,2}){9}[0-9A-F]{4}(?![0-9A-F])/g },
  ],
  read(text) {
    const value = text.trim()
    return value.length < 6 || !isValue(value) || /^[a-z ]{1,20}$/i.test(value) || /^(?:0x)?[0-9a-f]{1,5}$/i.test(value)
      ? undefined
      : value
  },
  make: (n) => `key-${n}`,
  bits: 40,
  isMade: (thing) => /^key-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 12 ? [] : [thing.toLowerCase().slice(0, 512)]),
}

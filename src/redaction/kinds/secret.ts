import { isValue, type Kind, writtenForms } from '../kind.ts'
import { isWord } from '../words.ts'

/** A path or an address shows where a key is, but is not a key. */
const NO_SECRET: RegExp =
  /^(?:\/(?:dev|etc|boot|run|root|keys?)\/[\w./-]{1,100}|0x[0-9a-f]{1,8}|\d{1,3}|ask|prompt|file|env|inline|plain|keyfile|tpm2?|fido2|force|required|optional|sufficient|\*+|x+|!+|\.{3}|\[[^\]\n]{0,40}\])$/i

const NAMES =
  'pass(?:word|wd|phrase|code)?(?:_in)?|account[_-]?key|\\w{0,20}authtok|wep[_-]?key\\d?|secret_key_base|shared[_-]?access[_-]?key|pwd|passw|secret(?:[_-]?(?:key|id|access[_-]?key))?|token(?:[_-]?(?:id|secret))?|api[_-]?(?:key|token|secret)|access[_-]?(?:key|token)|auth(?:[_-]?(?:token|key|pass(?:word)?))?|private[_-]?key|client[_-]?secret|credentials?|psk|passkey|wpa[_-]?(?:psk|passphrase)|pre[_-]?shared[_-]?key|bearer|session[_-]?(?:key|token|id)|cookie|rootpw|sshpw|inst\\.sshpw|chap[_-]?(?:secret|password)|rd\\.iscsi\\.(?:in\\.)?password|rd\\.luks\\.key|luks[_-]?(?:key|pass(?:phrase)?)|encryption[_-]?key|join[_-]?token|activation[_ -]?key|license[_ -]?key|connection[_-]?string|sas[_-]?token|sig|signature|webhook|salt|snmp[_-]?community|community|mok[_-]?pass\\w{0,8}|grub[_-]?password|vnc[_-]?pass\\w{0,8}|(?:bind[_-]?)?pw|pin[_-]?code|db[_-]?pass\\w{0,8}|userpassword|adminpassword|admin[_-]?pass'

export const secret: Kind = {
  what: 'secret',
  many: 'secrets',
  by: 'secret-N',
  places: [
    {
      id: 'by key',
      keys: NAMES,
      near: [
        'pass',
        'pwd',
        'secret',
        'token',
        'key',
        'auth',
        'credential',
        'psk',
        'bearer',
        'session',
        'cookie',
        'pw',
        'sig',
        'webhook',
        'salt',
        'community',
        'connection',
      ],
      word: true,
    },
    {
      id: 'in words',
      keys: 'password|passwd|passphrase|secret|token|apikey|api_key|accesskey|access_key|secretkey|sharedkey|privatekey',
      inWords: true,
      word: true,
      near: ['pass', 'secret', 'token', 'key'],
    },
    {
      id: 'option and value',
      near: ['--'],
      at: /(?<![a-z0-9])--?(?:password|passwd|pass|passphrase|token|secret|api-?key|auth|auth-token|psk|access-?key|secret-?key|client-secret|registration-token|join-token|discovery-token|bearer|credential|vault-password|pw|apikey|key)[ =]{1,4}["']?([^\s"']{1,200})/gi,
    },
    {
      id: 'short option',
      near: [' -p', ' -a', ' -w'],
      at: /(?<![a-z0-9])(?:mysql\w{0,12}|mysqladmin|mariadb\w{0,8}|sshpass|ldapsearch|ldapmodify|smbclient|redis-cli|mongo\w{0,6}|docker login|podman login|ipmitool|racadm|plink|curl|htpasswd|openssl)[^\n]{0,120}? -(?:p|P|a|w|pw) ?([^\s-][^\s]{2,100})/g,
    },
    {
      id: 'user option of curl',
      near: ['curl', 'wget', ' -u', '--user'],
      at: /(?:\s-u|--user|--proxy-user)[ =]["']?[^\s:"']{1,60}:([^\s"']{1,100})/g,
    },
    {
      id: 'authorization',
      near: ['authorization', 'bearer', 'basic '],
      at: /(?:authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token|digest|negotiate|ntlm|aws4-hmac-sha256)?|\bbearer)\s{1,3}["']?([^\s"']{4,500})/gi,
    },
    { id: 'in a URL', near: ['://'], at: /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{0,100}:([^\s/"']{1,200})@/gi },
    {
      id: 'user of a URL',
      near: ['://'],
      at: /(?:https?|ftp|git|ssh|iscsi|nfs|smb|cifs|rtsp|amqp|mongodb|postgres\w{0,4}|mysql|redis|ldaps?):\/\/([^\s/:@"']{16,100})@/gi,
    },
    {
      id: 'in a query',
      near: ['?', '&'],
      at: /[?&](?:sig|signature|token|key|secret|password|passwd|pass|auth|code|access_token|api_key|apikey|x-amz-signature|x-amz-credential|x-amz-security-token|sv|se)=([^\s&"'#<>]{3,500})/gi,
    },
    { id: 'netroot', near: ['iscsi:'], at: /iscsi:[^\s:@]{1,60}:([^\s]{1,120})@/g },
    { id: 'netroot, user', near: ['iscsi:'], at: /iscsi:([^\s:@]{1,60}):[^\s@]{1,100}@/g },
    { id: 'netrc', near: ['login', 'machine'], at: /\bpassword\s{1,4}([^\s"':=]{3,100})(?=\s|$)/g },
    { id: 'crypted', near: ['$'], at: /\$(?:1|2[aby]|5|6|7|y|gy|sha1|apr1|argon2\w{0,2})\$[^\s:"',]{8,200}/g },
    {
      id: 'tokens by their form',
      at: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abposr]-[\w-]{10,}|hvs\.[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|pypi-[\w-]{30,}|tskey-[\w-]{16,}|s\.[A-Za-z0-9]{24}|npm_[A-Za-z0-9]{30,}|sk-[A-Za-z0-9-]{20,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|dop_v1_[0-9a-f]{40,}|K10[0-9a-f]{40,}::\w{1,40}:[0-9a-f]{20,}|[a-z0-9]{6}\.[a-z0-9]{16}(?![A-Za-z0-9.]))/g,
    },
    {
      id: 'JSON web token',
      near: ['eyj'],
      // The header ends where another token could begin, so that no character is read for two tokens.
      at: /(?:(?<![A-Za-z0-9])|(?<=%3D|%20|%22))eyJ(?:(?![-_]eyJ)[\w-]){6,2000}\.[\w-]{6,4000}\.[\w-]{4,2000}/g,
    },
    { id: 'grub', near: ['grub.pbkdf2', 'password_pbkdf2'], at: /grub\.pbkdf2\.[\w.]{10,600}/g },
    {
      id: 'directive',
      near: ['pass', 'pw', 'auth', 'key', 'community', 'psk', 'com2sec', 'secret'],
      at: /^[ \t]{0,16}(?:requirepass|masterauth|bindpw|auth_pass|pre-shared-key|r[ow]community6?|wpa-psk|wpa-passphrase|authkey|snmp-server community|com2sec[ \t]{1,8}\S{1,40}[ \t]{1,8}\S{1,60})[ \t]{1,8}["']?([^\s"'=:][^\s"']{2,200})/gim,
    },
    {
      id: 'pre-shared key of IPsec',
      near: ['psk "', 'xauth "', 'eap "'],
      at: /: (?:PSK|EAP|XAUTH) "([^"\n]{1,200})"/g,
    },
    {
      id: 'piped',
      near: ['| sudo', '|sudo', 'chpasswd'],
      at: /echo (?:-n )?["']?(?:[\w.-]{1,32}:)?([^\s"'|]{2,100})["']? ?\| ?(?:sudo -S|(?:sudo )?chpasswd)|chpasswd:\s{1,20}(?:expire: \w{4,5}\s{1,20})?list: ?\|?\s{1,20}[\w.-]{1,32}:([^\s"']{2,200})/g,
    },
    {
      id: 'cookie',
      near: ['cookie:'],
      at: /cookie: ?[\w.-]{1,60}=([^\s;"']{4,500})/gi,
    },
    {
      id: 'value below a name',
      near: ['password', 'secret'],
      at: /(?:password|secret)(?:>\s{0,8}<value>([^<\n]{1,200})<|["']\s{0,4}:\s{0,4}\{\s{0,8}"value"\s{0,4}:\s{0,4}"([^"\n]{1,200})")/gi,
    },
    {
      id: 'options of Windows and Samba',
      near: ['-pw ', '/p:', 'securestring', '-u '],
      at: /(?:\s-pw ["']?|freerdp[^\n]{0,100}? \/p:|ConvertTo-SecureString (?:-String )?["']|\s-U ["']?[\w.\\-]{1,60}%)([^\s"']{2,200})/g,
    },
    {
      id: 'key of Ceph',
      near: ['key = '],
      at: /\bkey = ([A-Za-z0-9+/]{38}==)/g,
    },
    { id: 'kickstart', near: ['rootpw'], at: /rootpw\s{1,4}(?:--\w{1,20}\s{1,4}){0,3}([^\s-][^\s]{2,200})/g },
  ],
  read(text) {
    const value = text.trim().replace(/[,;]$/, '')
    return value.length < 3 || !isValue(value) || NO_SECRET.test(value) || (isWord(value) && value.length < 5)
      ? undefined
      : value
  },
  make: (n) => `secret-${n}`,
  bits: 40,
  isMade: (thing) => /^secret-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 6 || isWord(thing) || /^[a-z]{1,7}$|^\d{1,5}$/.test(thing) ? [] : writtenForms(thing)),
}

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
      keys: '(?:ssh[_-]?)?fingerprint|thumbprint|key[_-]?id|subject key identifier|authority key identifier|keyid|cert[_-]?hash|discovery-token-ca-cert-hash|machine[_-]?key|host[_-]?key',
      near: ['fingerprint', 'thumbprint', 'key', 'hash'],
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
      at: /----[- ]BEGIN [A-Z0-9 ]{3,60}----?-?(?:\\n|[^-])((?:(?!----)[\s\S]){1,20000}?)----/g,
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
      near: ['thumbprint', 'fingerprint', 'x5t', 'key id'],
      at: /(?<![0-9A-Za-z])[0-9a-f]{40}(?![0-9A-Za-z])/gi,
    },
    { id: 'SSHFP', near: ['sshfp'], at: /SSHFP \d \d ([0-9a-f]{40,64})/gi },
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
      at: /(?:client-certificate|client-key|certificate-authority)-data["']?: ["']?([A-Za-z0-9+/=]{20,20000})|DNSKEY \d{1,5} \d \d{1,3} ([A-Za-z0-9+/=]{20,2000})|(?<![A-Za-z0-9])(age1[a-z0-9]{58}|AGE-SECRET-KEY-1[A-Z0-9]{58})/g,
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

export const wifi: Kind = {
  what: 'Wi-Fi name',
  many: 'Wi-Fi names',
  by: 'ssid-N',
  places: [
    {
      id: 'by key',
      keys: 'e?ssid(?:[_-]?name)?|essid|802-11-wireless\\.ssid|wifi[_-]?(?:name|network)|wireless network name',
      near: ['ssid', 'wifi', 'wireless'],
    },
    {
      id: 'trying',
      near: ['ssid', 'associated', 'access point', 'network'],
      at: /(?:ssid |network |access point |Connected to |SSID to )['"]([^'"\n]{1,64})['"]/gi,
    },
    {
      id: 'NetworkManager',
      near: ['system-connections/', '.nmconnection'],
      at: /system-connections\/([^/\n"]{1,64}?)(?:\.nmconnection|["\n]|$)/gm,
    },
    {
      id: 'iw and ifupdown',
      near: ['ssid'],
      at: /^[ \t]{0,16}(?:wpa-ssid|wireless-essid|(?<=[ \t])ssid)[ \t]{1,4}["']?([^"'\n]{1,64}?)["']?[ \t]{0,4}$/gm,
    },
    {
      id: 'connection of Wi-Fi',
      near: ['type=wifi', '802-11-wireless'],
      at: /^id=([^\n]{1,64})\n(?:(?!\[)[^\n]{0,100}\n){0,6}?type=wifi|^connection\.id: {1,40}([^\n]{1,64})\n(?:[^\n]{0,200}\n){0,6}?connection\.type: {1,40}802-11-wireless/gm,
    },
    {
      id: 'value of the supplicant',
      near: ["'ssid'"],
      at: /'ssid' value '([^'\n]{1,64})'/g,
    },
    {
      id: 'netsh',
      near: ['profile', '<ssid>'],
      at: /^ {0,8}(?:All User |Current User )?Profile {1,24}: ([^\n]{1,64}?)\r?$|<SSID>\s{0,8}(?:<hex>[^<]{1,64}<\/hex>\s{0,8})?<name>([^<\n]{1,64})</gm,
    },
    {
      id: 'access points of netplan',
      near: ['access-points'],
      at: /access-points:\s{1,20}["']?([^"'\n:]{1,64})["']?:/g,
    },
    {
      id: 'connecting',
      near: [' connect '],
      at: /(?:wifi connect|station \w{1,15} connect) (?:"([^"\n]{1,64})"|([^\s"]{1,64}))/g,
    },
    {
      id: 'file of iwd',
      near: ['.psk'],
      at: /iwd\/([^/\n"]{1,64})\.psk/g,
    },
    { id: 'column', near: ['ssid'], column: 'SSID' },
    {
      id: 'activation',
      near: ['wlan', 'wlp', 'wifi', 'wi-fi', 'connection'],
      at: /(?:connection|profile) ['"]([^'"\n]{1,64})['"]/g,
    },
  ],
  read: (text) => {
    const value = text.trim()
    return value.length < 2 ||
      !isValue(value) ||
      isWord(value) ||
      /^(?:off\/any|any|hidden|lo|Wired connection \d|(?:eth|ens|enp|virbr|docker|br)(?:[-\d][\w-]{0,12})?)$/i.test(value)
      ? undefined
      : value
  },
  make: (n) => `ssid-${n}`,
  bits: 40,
  isMade: (thing) => /^ssid-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 4 || isWord(thing) || /^[a-z]{1,5}$|^\d+$/.test(thing) ? [] : writtenForms(thing)),
}

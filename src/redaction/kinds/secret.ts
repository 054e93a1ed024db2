import { argumentsThatName } from '../commands.ts'
import { isValue, type Kind, writtenForms } from '../kind.ts'
import { inLists } from '../lists.ts'
import { isWord } from '../words.ts'
import { MORE_PLACES } from './secret-places.ts'

/** A path or an address shows where a key is, but is not a key. */
const NO_SECRET: RegExp =
  /^(?:\/(?:dev|etc|boot|run|root|keys?)\/[\w./-]{1,100}|0x[0-9a-f]{1,8}|\d{1,3}|ask|prompt|file|env|inline|plain|keyfile|tpm2?|fido2|force|required|optional|sufficient|\*+|x+|!+|\.{3}|[a-z]{1,30}\.{1,3}|(?:new|old|current)-password|\[[^\]\n]{0,40}\])$/i

const NAMES =
  'pass(?:word|wd|phrase|code)?(?:_in)?|account[_-]?key|\\w{0,20}authtok|wep[_-]?key\\d?|secret_key_base|shared[_-]?access[_-]?key|pwd|passw|secret(?:[_-]?(?:key|id|access[_-]?key))?|token(?:[_-]?(?:id|secret))?|api[_-]?(?:key|token|secret)|access[_-]?(?:key|token)|auth(?:[_-]?(?:token|key|pass(?:word)?))?|private[_-]?key|client[_-]?secret|credentials?|psk|passkey|wpa[_-]?(?:psk|passphrase)|pre[_-]?shared[_-]?key|bearer|session[_-]?(?:key|token|id)|cookie|rootpw|sshpw|inst\\.sshpw|chap[_-]?(?:secret|password)|rd\\.iscsi\\.(?:in\\.)?password|rd\\.luks\\.key|luks[_-]?(?:key|pass(?:phrase)?)|encryption[_-]?key|join[_-]?token|activation[_ -]?key|license[_ -]?key|connection[_-]?string|sas[_-]?token|sig|signature|webhook|salt|snmp[_-]?community|community|mok[_-]?pass\\w{0,8}|grub[_-]?password|vnc[_-]?pass\\w{0,8}|(?:bind[_-]?)?pw|pin[_-]?code|db[_-]?pass\\w{0,8}|userpassword|adminpassword|admin[_-]?pass|key ?content|key ?material|(?:\\w{1,20})?bindpass(?:word)?|userpassword:|(?:encryption|luks|rd\\.luks|wireless\\S{1,30})[._-]key|phpsessid|jsessionid|sid|secretid|clear_?text|initial root token|unseal key \\d|certificate[_-]?key|pass(?:word)?[_ -]?hash|random[_-]?seed|secret[_-]?key[_-]?base|shared[_-]?(?:key|secret)|master[_-]?(?:key|password)|signing[_-]?(?:key|secret)|app[_-]?(?:key|secret)|consumer[_-]?secret|hmac[_-]?key|cipassword|become[_-]?pass(?:word)?|service[_-]?key|account[_-]?password|refresh[_-]?token|id[_-]?token|bot[_-]?token|personal[_-]?access[_-]?token|otp|totp[_-]?secret|recovery[_-]?key|unlock[_-]?key|bitlocker[_-]?(?:recovery[_-]?)?key|product[_ -]?key|serial[_-]?key|nonce_secret|stream[_-]?key|webhook[_-]?(?:url|secret|token)|passphrases?|passwords|secrets|tokens|plain_text_passwd|hashed_passwd|lock_pass|motdepasse|mot de passe|kennwort|passwort|contraseña|senha'

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
        'seed',
        'sessid',
        'sid',
        'bindpass',
        'clear',
        'otp',
        'hash',
        'kennwort',
        'passwort',
        'mot',
        'contrase',
        'senha',
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
    { id: 'argument of a command', near: [' '], find: argumentsThatName('secret') },
    { id: 'list of chpasswd', near: ['list', 'chpasswd'], find: (scanned) => inLists(scanned, 'secret') },
    ...MORE_PLACES,
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

import type { Place } from '../kind.ts'

/** A value rather than prose: it has a letter, and a digit or a sign. */
const TOKEN =
  '(?=[^\\s"\'`]{0,80}[A-Za-z])(?=[^\\s"\'`]{0,80}[0-9!#$%^&*+?@])(?![/\\[({<$-]|\\w{1,20}=|\\w{1,12}\\(\\)?|(?:\\d{1,3}\\.){3}|0x|sha\\d|md5|pam_)[^\\s"\'`]{5,200}'
const WORDS =
  'pass(?:word|wd|phrase|code)|secret|(?<!-)token|api[ _-]?key|psk|pre-?shared key|community(?: string)?|auth(?:entication)? key|access key|shared[ -]secret|credentials?|PIN|otp|kennwort|passwort'

/** Secrets behind a blank, in pipes, tables and files of one line each. */
export const MORE_PLACES: readonly Place[] = [
  {
    id: 'behind a word and a blank',
    near: ['pass', 'secret', 'token', 'key', 'psk', 'community', 'credential', 'pin', 'otp', 'kennwort'],
    at: new RegExp(
      `\\b(?:${WORDS})s?(?: (?:is|was|set to|changed to|now|to|string|phrase|value|hash|encrypted|plain|cleartext|ascii|hex|0|5|7|8|9|default))?:?[ \\t]{1,8}["'\`“]?(${TOKEN})`,
      'gi',
    ),
  },
  {
    id: 'behind a word, in quotes',
    near: ['pass', 'secret', 'token', 'key', 'psk', 'community', 'wpa'],
    at: new RegExp(
      `\\b(?:${WORDS}|secret|wpakey|nwkey|key|auth_pass|shared-secret|authentication-key)[ \\t]{1,8}"([^"\\n]{4,200})"`,
      'gi',
    ),
  },
  {
    id: 'at the end of a line about it',
    near: ['pass', 'secret', 'token', 'key', 'credential', 'community', 'code'],
    at: new RegExp(
      `\\b(?:${WORDS}|recovery code|unseal key(?: \\d{1,2})?|root token|login code|secret key)\\b[^\\n:=]{0,60}: {1,4}["'\`]?(${TOKEN})["'\`]?[.]?$`,
      'gim',
    ),
  },
  {
    id: 'here string',
    near: ['<<<'],
    at: /<<<[ \t]{0,2}(?:\$?["']([^"'\n]{3,200})["']|([^\s"'$<][^\s]{2,200}))/g,
  },
  {
    id: 'piped into a program that asks',
    near: ['echo', 'printf'],
    at: /(?:echo|printf)(?: -[nEe]{1,3}| ["']?%s(?:\\n)?["']?){0,2} {1,2}["']?(?:[\w.-]{1,32}:)?([^\s"'|:]{3,100}?)(?:\\n)?["']? {0,2}\| {0,2}(?:sudo )?(?:passwd|cryptsetup|chpasswd|gpg2?|kinit|openssl|htpasswd|docker|podman|helm|smbpasswd|su|sudo|mysql|pdbedit|vault|gh|glab|ssh-add|ssh-keygen|tee \S{0,80}(?:pass|secret|key|token)|base64|kubectl|vncpasswd|realm|adcli|net|wpa_passphrase|nmcli|zfs|systemd-creds|secret-tool|pass|age|clevis|ldappasswd|rclone|borg|restic|mokutil|unlock|cifscreds)\b/g,
  },
  { id: 'QR code', near: ['wifi:'], at: /WIFI:(?:[A-OQ-Z]:[^;\n]{0,80};){0,5}P:((?:[^;\\\n]|\\.){1,64});/g },
  {
    id: 'registry of Windows',
    near: ['reg_'],
    at: /(?:pass(?:word|wd)?|secret|token|key|pwd|community)\w{0,12} {1,8}REG_\w{2,10} {1,8}([^\s]{3,200})/gi,
  },
  {
    id: 'answer of debconf',
    near: ['password', 'passwd', ' string '],
    at: /\b(?:password|passwd)(?:-\w{1,12})?[ \t]{1,4}(?:password|string)[ \t]{1,4}([^\s]{2,200})|pass\w{0,12}(?:-\w{1,12}){0,2}[ \t]{1,4}password[ \t]{1,4}([^\s]{2,200})|_(?:wpa|wep|psk|key)[ \t]{1,4}string[ \t]{1,4}([^\s]{4,200})/gi,
  },
  {
    id: 'name and value',
    near: ['value'],
    at: /["']?(?:name|key|id|Name|Key|variable|env)["']?[ \t]{0,4}[=:][ \t]{0,4}["']?[\w.:-]{0,60}(?:password|passwd|passphrase|secret|token|api_?key|access_?key|pwd|credentials?|private_?key)["']?,?\s{1,40}["']?value["']?[ \t]{0,4}[=:>][ \t]{0,4}["']?([^"'\s<>]{3,200})/gi,
  },
  {
    id: 'files of names and secrets',
    near: [']:', 'smtp', '*', '::', ':*:', ':5', ':3', '{'],
    at: /^\[?[A-Za-z][\w.-]{2,80}\]?(?::\d{1,5})?[ \t]{1,8}[\w.@+-]{1,60}:(?!\d{1,5}$)([^\s:/]{4,100})$|^["']?[A-Za-z_][\w.@-]{0,60}["']?[ \t]{1,8}(?:\*|[\w.-]{1,30})[ \t]{1,8}"([^"\n]{3,100})"[ \t]{1,8}[*\d]|^["']?[A-Za-z_][\w.@-]{0,60}["']?[ \t]{1,8}\*[ \t]{1,8}"?((?=\S{0,60}[A-Za-z])[^\s"]{6,100})"?[ \t]{1,8}[*\d]|^[\w.*-]{1,80}:(?:\d{1,5}|\*):[\w*.-]{1,60}:[\w*.-]{1,60}:([^\s:]{3,100})$|\{(?:S?SHA\d{0,3}|S?MD5|CRYPT|PLAIN|CLEARTEXT|PBKDF2[\w-]{0,8}|ARGON2\w{0,2})\}([^\s"',]{4,200})|:[0-9A-FX]{32}:([0-9A-F]{32}):/gm,
  },
  {
    id: 'login of a tunnel',
    near: ['auth-user-pass'],
    at: /auth-user-pass>?\r?\n[^\n]{1,60}\n([^\s<]{3,100})/g,
  },
  {
    id: 'secret of a device model',
    near: ['secret', 'password='],
    at: /\bsecret,[^\s]{0,120}?\bdata=([^\s,]{3,200})|\bpassword=([^\s,"']{3,100})(?=,)/g,
  },
  {
    id: 'key of a network device',
    near: ['key', 'secret', 'auth'],
    at: /(?:server(?: host \S{1,40})? key|wpakey|nwkey|wepkey|tacacs\S{0,10} key|radius\S{0,20} (?:key|secret)|ntp authentication-key \d{1,5} md5|authentication(?:-key| mode \w{1,10}| text)?|message-digest-key \d{1,3} md5|key-string|key chain \S{1,30} key|key s:|isakmp key|neighbor \S{1,40} password|chap (?:password|secret)|snmp-server user \S{1,30} \S{1,30} v3 auth \w{1,6})(?: [0-9])? {1,4}"?(?!(?:mode|text|md5|sha|key|open|eap|none|login|list)\b)([^\s"]{4,100})/gi,
  },
  {
    id: 'statement of SQL',
    near: ['identified', 'password(', "password '", 'define(', 'sensitive(', 'credential('],
    at: /\bIDENTIFIED (?:WITH \S{1,40} )?(?:BY|AS) (?:PASSWORD )?["']([^"'\n]{2,200})["']|\bPASSWORD ?\(?["']([^"'\n]{2,200})["']|define\(["']\w{0,40}(?:PASSWORD|SECRET|KEY|SALT|TOKEN)\w{0,10}["'], ?["']([^"'\n]{2,200})["']|Sensitive\(["']([^"'\n]{2,200})["']|Credential\(["'][^"'\n]{1,60}["'], ?["']([^"'\n]{2,200})["']/gi,
  },
  {
    id: 'sent to a prompt',
    near: ['send ', 'sendline', 'expect', ' on >', 'vault', 'mit-magic', 'plain-text', 'ascii-text', 'createuser'],
    at: /\bsend(?:line)?[ (](?:-- )?["']([^"'\n\\]{4,200}?)(?:\\[rn]){0,2}["']|\buser \S{1,40} on >(\S{3,200})|!vault[ \t|]{1,4}([^\s]{4,400})|MIT-MAGIC-COOKIE-1 {1,4}([^\s]{6,64})|(?:plain-text-password-value|encrypted-password|ascii-text|hexadecimal)[ \t]{1,4}"?([^\s";]{4,200})|createUser \S{1,40} (?:MD5|SHA[\w-]{0,4}) "?([^\s"]{4,200})/g,
  },
  {
    id: 'webhooks and bots',
    near: ['hooks.', 'webhook', 'bot', 'discord', 'office.com'],
    at: /hooks\.slack\.com\/(?:services|workflows)\/([^\s"'>)]{10,120})|discord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/([^\s"']{10,120})|\/webhook(?:b2)?\/([\w@/-]{20,200})|\/bot(\d{6,12}:[^\s"'/]{10,80})/g,
  },
  {
    id: 'authentication of a protocol',
    near: ['auth ', 'pass ', 'login '],
    at: /^(?:[<>+CS:-]{1,3} {0,2})?(?:AUTH (?:PLAIN |LOGIN |CRAM-MD5 |XOAUTH2 |default )?|PASS |[\w.]{1,8} LOGIN \S{1,60} )(?!PLAIN|LOGIN)"?([^\s"]{5,300})"?$/gm,
  },
  {
    id: 'option that names a secret',
    near: ['--', ' -'],
    at: /(?<![\w-])--?(?:[a-z0-9]{1,20}[-_.]){0,4}(?:pass(?:word|wd|phrase|code)?|secret|token|api[-_]?key|auth[-_]?key|private[-_]?key|access[-_]?key|psk|community|storepass|keypass|pin|otp|credential|bearer)(?:=|[ \t]{1,4})(?:"([^"\n]{2,200})"|'([^'\n]{2,200})'|([^\s"'<$-][^\s"']{2,200}))/gi,
  },
  {
    id: 'key in camel case',
    near: ['pass', 'secret', 'token', 'key', 'pwd', 'psk', 'credential'],
    at: /[a-z0-9](?:Password|Passwd|Passphrase|Secret|Token|ApiKey|AccessKey|SecretKey|PrivateKey|AuthKey|Psk|SecretKeyBase|Credential|Pwd)["']?[ \t]{0,12}(?:=>|[:=])[ \t]{0,12}(?:\\?["']([^"'\n]{3,200}?)\\?["']|([^\s"',;}{[]{3,200}))/g,
  },
  {
    id: 'user and password as options',
    near: [' -u', ' -l'],
    at: /[ \t]-[uUl][ \t]?["']?[A-Za-z_][\w.@\\-]{1,60}["']?[^\n|;]{0,80}?[ \t]-[pPwW][ \t]?["']?((?![/:-]|\d{1,5}:)(?=[^\s"']{0,60}[A-Za-z])(?=[^\s"']{0,60}[0-9A-Z!#$%&*+?@])[^\s"':/]{5,100})/g,
  },
  {
    id: 'with a user between',
    near: ['password for ', 'password of ', 'passphrase for ', 'login with ', 'log in with ', 'credentials', "'s password"],
    at: new RegExp(
      `(?:[Pp]ass(?:word|phrase) (?:for|of) (?:user )?[\\w.@-]{1,60} (?:is|was|set to|changed to):? ["'\`]?|[Ll]og ?in with [\\w.@-]{1,60} ?[/:] ?)(${TOKEN})`,
      'g',
    ),
  },
  {
    id: 'file',
    file: /(?:^|\/)(?:random-seed|random_seed|\.vault-token|\.pgpass|\.my\.cnf\.pass|\.docker\/\.token|\.rnd|chap-secrets\.key|etc\/machine-secret)$/,
  },
]

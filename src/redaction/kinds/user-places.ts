import type { Place } from '../kind.ts'

const NAME = '[A-Za-z_][\\w.-]{0,31}'
const SYMBOLS = '["\'`‘<\\[(]?'
const END = '(?=[\\s.,:;\'"`’>\\])/@|]|$)'

/** One pattern of several phrases, each with `X` where the user is. */
const phrases = (flags: string, ...texts: readonly string[]): RegExp =>
  new RegExp(`(?:${texts.map((text) => text.replaceAll('X', `(${NAME})`)).join('|')})${END}`, flags)

/** What services write about users. */
export const LOG_PLACES: readonly Place[] = [
  {
    id: 'user and a verb',
    near: ['user', 'account', 'role'],
    at: new RegExp(
      `\\b(?:[Uu]ser|USER|[Uu]sername|[Aa]ccount|[Rr]ole|[Pp]rincipal|[Ll]ogin|[Mm]ember|[Oo]wner) ${SYMBOLS}(${NAME})["'\`’>\\])]? (?=not |is |was |has |had |from |logged |authenticated|connected|disconnected|cannot |can't |does |doesn't |already |added |removed |login|logon|failed|exists|created|deleted|changed|joined|left |in group|to group|at |on |with |successfully |unknown|does not|started |exceeded |locked|unlocked|enabled|disabled|may )`,
      'g',
    ),
  },
  {
    id: 'user after a preposition',
    near: ['user', 'login', 'account'],
    at: new RegExp(
      `\\b(?:for|by|of|from|as|to|invalid|illegal|unknown|local|remote|authenticating|unix|the|initially as|effective|target|switching to|impersonating|anonymous|bind|virtual|mapped to|connecting|drop privileges to|running as|run as) (?:[Uu]ser|USER|[Uu]sername|user name|[Ll]ogin|[Aa]ccount|[Rr]ole|principal|uid) ${SYMBOLS}(?:[A-Za-z][\\w.-]{0,30}\\\\{1,2})?(?!id |name |with |is |in |and |to |from |has |was )(${NAME})${END}`,
      'g',
    ),
  },
  {
    id: 'user in quotes',
    near: ['user', 'account', 'owne', 'member', 'login', 'role', 'principal', 'identity'],
    at: new RegExp(
      `\\b(?:[Uu]sers?|[Uu]ser[- ]?name|[Aa]ccount(?: name)?|[Ll]ogin(?: name)?|owned by|[Oo]wner|[Mm]ember|[Pp]rincipal|[Rr]ole|identity|group|auth(?:entication)? for|credentials for|password for)[ \\t]{1,2}["'\`‘<\\[](?:[A-Za-z][\\w.-]{0,30}(?:\\\\{1,2}|\\]\\\\\\[))?(${NAME})(?=["'\`’>\\]@])`,
      'g',
    ),
  },
  {
    id: 'sshd and its relatives',
    near: ['accepted', 'failed', 'postponed', 'partial', ' from '],
    at: phrases(
      'g',
      '\\b(?:Accepted|Failed|Postponed|Partial) [\\w/-]{1,40} for (?:invalid user |illegal user )?X',
      '\\bfor (?:invalid user |illegal user |user |local user )?X(?= from (?:\\d|\\[|[0-9a-f]{0,4}:|[\\w.-]{1,60} (?:port|via|on)\\b))',
    ),
  },
  {
    id: 'su, login and doas',
    near: [
      'su for',
      'su (to',
      'su:',
      'doas:',
      'login on',
      'failed login',
      'login failure',
      'root login',
      'bad su',
      'pkexec',
      'check pass',
    ],
    at: phrases(
      'g',
      '\\b(?:Successful|FAILED) [Ss][Uu] for X(?= by )',
      '(?<=\\b(?:Successful|FAILED) [Ss][Uu] for [\\w.-]{1,32}) by X',
      '\\bFAILED [Ss][Uu] (?:\\(to |for )X',
      '\\bLOGIN[^\\n]{0,60}? (?:BY|FOR|FROM) [\'"`]?X',
      '\\bBAD SU X(?= to )',
      '\\bsu: X(?= to )',
      '\\bdoas: X(?= ran )',
      'pkexec(?:\\[\\d{1,8}\\])?: X(?=: Executing)',
      'check pass; user X',
    ),
  },
  {
    id: 'systemd and polkit',
    near: ['slice of', 'user manager', 'runtime directory', 'unix-user', 'identify password', 'identity'],
    at: phrases(
      'g',
      'User Slice of (?!UID)X',
      'User Manager for (?!UID)X',
      '\\b[Rr]untime [Dd]irectory (?:for|of) (?:user )?X',
      '\\bunix-user:X',
      'could not identify password for \\[X',
    ),
  },
  {
    id: 'what a user did',
    near: [' as ', ' by ', ' for '],
    at: phrases(
      'g',
      ' (?:as|by|for)(?<=(?:[Ll]ogged (?:in|on|out|off)|[Rr]unning|[Ll]ogg?(?:in|ing in)|[Aa]uthenticated|[Cc]onnected|[Ss]igned in|[Bb]ound|[Ss]tarted|[Tt]riggered|[Ii]nitiated|[Rr]equested|[Ii]nvoked|[Ii]ssued|[Ee]xecuted|[Cc]reated|[Mm]odified|[Cc]hanged|[Ll]aunched|[Aa]pproved|[Ss]ubmitted|[Uu]ploaded|[Oo]wned|[Ll]ocked|[Dd]eleted|[Uu]pdated|[Ee]nrolled(?: machine)?|[Dd]enied|[Ll]ogin (?:failed|failure|successful)|[Aa]uthentication (?:failed|failure|succeeded|error)|[Pp]assword|[Pp]assword (?:changed|set|reset|expired|updated|check failed)(?: successfully)?) (?:as|by|for)) (?:user )?["\'`(]?(?!user |the |a |an |uid |pid |invalid )X',
    ),
  },
  {
    id: 'name and uid',
    near: ['(uid=', '(uid '],
    at: new RegExp(`(?<![\\w.-])(${NAME}) ?\\((?:uid|UID)[= ]\\d`, 'g'),
  },
  {
    id: 'terminal and users of su',
    near: ['pts/', 'tty'],
    at: new RegExp(`[+-] (?:/dev/)?(?:pts/\\d{1,4}|tty\\w{1,4}|\\?{3}) (${NAME})[:-](${NAME})`, 'g'),
    each: /[A-Za-z_][\w.-]*/g,
  },
  {
    id: 'services of mail',
    near: [
      'imap(',
      'pop3(',
      'lda(',
      'lmtp(',
      'sieve(',
      'submission(',
      'worker(',
      'doveadm(',
      'quota(',
      'auth(',
      'passdb(',
      'userdb(',
      'file(',
    ],
    at: /\b(?:imap|pop3|lda|lmtp|managesieve|submission|indexer-worker|auth-worker|doveadm|quota|sieve|auth|passdb|userdb)(?:\([\w.-]{1,20}\))?\((?:user )?([A-Za-z_][\w.-]{0,31})[@,)]/g,
  },
  {
    id: 'services of files',
    near: ['[pid ', 'smbd_audit', 'ftpd'],
    at: /\[pid \d{1,7}\] \[([A-Za-z_][\w.-]{0,31})\]|smbd_audit: (?:[\w.-]{1,30}\\)?([A-Za-z_][\w.-]{0,31})\||ftpd?(?:\[\d{1,8}\])?[: ][^\n]{0,60}?(?:USER |\(|: )([A-Za-z_][\w.-]{0,31})(?:: Login|@| \()|is now ([A-Za-z_][\w.-]{0,31}) logged/g,
  },
  {
    id: 'access logs',
    near: ['http/', 'hier_', 'direct/', 'firstup'],
    at: /^\S{1,60} \S{1,40} ([A-Za-z_][\w.-]{0,31}) \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:|(?<=\s)([A-Za-z_][\w.-]{0,31}) (?:HIER_|DIRECT\/|FIRSTUP)/gm,
  },
  {
    id: 'Kerberos, Samba and tunnels',
    near: ['krbtgt', '-> [', ']\\[', 'peer connection', 'user ['],
    at: /(?<![\w.-])([A-Za-z_][\w.-]{0,31})(?:\/\w{1,20})?@[A-Z][A-Z0-9.-]{1,60} for |(?<=\[|\\)\[?([A-Za-z_][\w.-]{0,31})\] (?:->|at |Peer Connection|Inactivity|SIGTERM|Connection reset)|-> \[([A-Za-z_][\w.-]{0,31})\]/g,
  },
  {
    id: 'changes of accounts',
    near: ["'", '`', 'user', 'group', 'account'],
    at: new RegExp(
      `\\b(?:[Aa]dd(?:ing)?(?: new)?|added|delete|deleted|remove|removed|change|changed|lock|locked|unlock|unlocked|rename|renamed|create|created|set|expire) (?:the )?(?:user|member|group|account|shadow group|login|user account|entry)? ?['"\`](${NAME})['"\`]|(?:owned by|members of group \\w{1,32} set by \\w{1,32} to|to group|from group|by) ['"](${NAME})['"]|(?:${'member|user'}) (${NAME}) (?:added|removed|deleted) (?:by|from|to)`,
      'g',
    ),
  },
]

/** Files of configuration, tables and lists of programs. */
export const CONFIG_PLACES: readonly Place[] = [
  {
    id: 'owner and group of a file',
    near: ['rw', 'r-x', '# owner', 'uid: (', 'user:'],
    at: /^[ \t]{0,4}(?:\d{1,12}[ \t]{1,8}\d{1,10}[ \t]{1,8})?[-dlbcps][rwxsStTl-]{9}[.+@]?[ \t]{1,8}\d{1,6}[ \t]{1,8}([\w.-]{1,33}[ \t]{1,24}[A-Za-z_][\w.-]{0,31})[ \t]{1,16}\d|^[-dlhbcps][rwxsStT-]{9}[ \t]{1,4}([\w.-]{1,33}\/[\w.-]{1,33})[ \t]{1,24}\d|\b[UG]id: \( {0,8}\d{1,8}\/ {0,24}([A-Za-z_][\w.-]{0,31})\)|^# (?:owner|group): ([A-Za-z_][\w.-]{0,31})$|^(?:default:)?(?:user|group):([A-Za-z_][\w.-]{0,31}):[r-][w-][xX-]/gm,
    each: /[A-Za-z_][\w.-]*/g,
  },
  {
    id: 'user and group of a unit',
    near: ['group=', 'user=', 'groups='],
    at: /^[ \t]{0,4}(?:User|Group|SupplementaryGroups|SocketUser|SocketGroup|DynamicUser|OwnerUser)=([A-Za-z_][\w.-]{0,31}(?: [A-Za-z_][\w.-]{0,31}){0,8})$/gm,
    each: /[A-Za-z_][\w.-]*/g,
  },
  {
    id: 'crontab of the system',
    near: ['*', '@reboot', '@daily', '@hourly', '@weekly', '@monthly'],
    at: /^(?:[\d*][\d*/,-]{0,20}[ \t]{1,8}[\d*][\d*/,-]{0,20}[ \t]{1,8}[\d*][\d*/,-]{0,20}[ \t]{1,8}[\d*A-Za-z][\w*/,-]{0,20}[ \t]{1,8}[\d*A-Za-z][\w*/,-]{0,20}|@(?:reboot|yearly|annually|monthly|weekly|daily|midnight|hourly))[ \t]{1,8}(?!(?:php[\d.]{0,4}|python[\d.]{0,4}|perl|bash|sh|ruby|node|java|nice|ionice|cd|test|flock|curl|wget|rsync|find|tar|echo|sleep|docker|certbot|command|sudo|env|exec|rm|cp|mv|cat|systemctl|service|logger|date|touch|ssh|make|git|podman|kubectl|aws|mysqldump|pg_dump|run-parts|timeout|chronic|if|for)\s)([A-Za-z_][\w.-]{0,31})[ \t]{1,8}[\w/.~$"'[(]/gm,
  },
  {
    id: 'directive of a login',
    near: ['login', 'user', 'machine', 'account'],
    at: /\b(?:machine [^\s]{1,100}\s{1,8}login\s{1,4}|default\s{1,4}login\s{1,4})([^\s]{2,60})|^[ \t]{0,8}(?:login|account)[ \t]{1,4}([A-Za-z_][\w.@-]{1,60})\r?\n[ \t]{0,8}password[ \t]|^[ \t]{0,8}(?:rouser|rwuser|createUser|username|user|User|auth_user|run-as-user|auth-user|set user|login user|system login user|set system login user|nntp user|smtpuser|AuthUser|http_username|WebUser|RunAsUser|SuexecUserGroup|requireuser|[Rr]equire user|iscsi_user|incominguser|outgoinguser|IncomingUser|OutgoingUser|PrivDropToUser|become_user|fetch user|defaultuser)[ \t]{1,8}["']?([A-Za-z_][\w.-]{1,40})["']?(?=[ \t;]|$)/gm,
  },
  {
    id: 'list of users after a word',
    near: ['match user', 'groups:', 'setfacl', 'u:', 'edquota', 'new-localuser', 'aduser', 'localgroup', 'localuser'],
    at: /^[ \t]{0,8}Match User[ \t]{1,4}([^\n#]{1,200})$|\bsetfacl (?:-\w{1,3} ){1,3}["']?u(?:ser)?:([A-Za-z_][\w.-]{1,40}):|\bedquota -u ([A-Za-z_][\w.-]{1,40})|(?:New|Set|Get|Remove|Enable|Disable|Unlock)-(?:AD|Local)(?:User|Account)[^\n|]{0,80}?(?:-Name|-Identity|-SamAccountName|-Filter)? ["']?([A-Za-z_][\w.-]{1,40})["']?(?=[ \n|]|$)|\bnet localgroup \S{1,40} ([A-Za-z_][\w.-]{1,40}) \/|^(?:[ \t]{2,8}(?:docker|sudo|wheel|adm|libvirt|kvm|\w{2,16}): \[)([^\]\n]{1,200})\]/gm,
    each: /(?<![\w.*@!-])[A-Za-z_][\w.-]*/g,
  },
  {
    id: 'command and answer',
    near: ['default_user:', 'since: ', 'whoami', 'id -un', '$user', '$logname', 'logname'],
    at: /(?:^|[$#%>] )(?:whoami|id -u?n|logname|echo "?\$(?:USER|LOGNAME)"?)[ \t]{0,4}\r?\n(?:[\w.-]{1,40}\\)?([A-Za-z_][\w.-]{0,31})\r?$|^[ \t]{0,12}default_user:\r?\n[ \t]{1,12}name: ([A-Za-z_][\w.-]{0,31})|^([A-Za-z_][\w.-]{0,31}) \(\d{1,7}\)\n {1,20}Since: /gm,
  },
  {
    id: 'home by tilde',
    near: ['~'],
    at: /(?<![\w/~.+^)\]-])~([a-z_][\w.-]{1,31})(?=[/\s:"')]|$)/gm,
  },
  {
    id: 'attribute of an element',
    near: ['user', 'login', 'owner', 'account'],
    at: /<(?:user|login|owner|account|auth|member|author|domuser|principal)\b[^<>\n]{0,80}?\s(?:name|username|user|login|id|uname)=["']([A-Za-z_][\w.-]{0,40})["']|\s(?:user|username|userName|login|owner|uname|account|runAs|userid|userId)=["']([A-Za-z_][\w.-]{0,40})["']|(?:name|key)=["'][\w.-]{0,40}(?:user|username|login|owner)["']\s{1,8}value=["']([A-Za-z_][\w.-]{0,40})["']/gi,
  },
  {
    id: 'key in camel case',
    near: ['user', 'login', 'owner', 'account'],
    at: /[a-z0-9](?:User(?:Name|name|Id|_name)?|Login(?:Name)?|Owner(?:Name)?|AccountName|Principal(?:Name)?|USERNAME|LoginName)["']?[ \t]{0,12}(?:=>|[:=])[ \t]{0,12}(?:\\?["'])?(?:[A-Za-z][\w.-]{0,30}\\{1,2})?([A-Za-z_][\w.-]{1,40})(?=\\?["']|[\s,;}@)]|$)/gm,
  },
  {
    id: 'sudo rule',
    near: ['all'],
    at: /(?<![\w%.-])([A-Za-z_][\w.-]{0,31})[ \t]{1,20}ALL[ \t]?=[ \t]?\(?[A-Z:]/g,
  },
  {
    id: 'distinguished name',
    near: ['uid=', 'cn=', 'samaccountname', 'uid:', 'principal', 'member'],
    at: /(?<![\w-])(?:uid|UID|userid|sAMAccountName|samaccountname)=([A-Za-z_][\w.-]{1,40})(?=[,)"'\s]|$)|(?<![\w-])(?:cn|CN)=([A-Za-z_][\w.-]{1,40}),[ \t]?(?:(?:ou|OU|cn|CN)=[^,\n"']{1,60},[ \t]?){0,5}(?:dc|DC|o|O)=|^(?:uid|memberUid|sAMAccountName|userPrincipalName|krbPrincipalName|gecos|manager): {1,2}([A-Za-z_][\w.-]{1,40})(?=@|\r?$)|[Pp]rincipal(?: name)?:[ \t]{1,4}([A-Za-z_][\w.-]{1,40})(?=[@/])/gm,
  },
  {
    id: 'column',
    near: ['uid', 'user', 'owner', 'login', 'uname', 'group', 'account'],
    column:
      'UID|R?USER(?:NAME)?|EUSER|SUSER|FUSER|OWNER|LOGIN|LOGNAME|UNAME|ACCOUNT|User|Owner|Username|UserName|User Name|User name|Login|Login Name|Account|Account Name|USER NAME|UNIXUSER|RGROUP|EGROUP',
  },
  {
    id: 'accounts with a password',
    near: [':$', ':{', '::', ':*'],
    at: /^([A-Za-z_][\w.-]{0,31}):(?:\$\w{1,8}\$|\{[A-Z0-9.-]{2,12}\}|\d{1,6}:[0-9A-FX]{32}:)/gm,
  },
  {
    id: 'name in front of a key',
    near: ['ssh-'],
    at: /(?:["',:\s]|^)([a-z_][\w.-]{1,31}):(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3}) /gm,
  },
  {
    id: 'answers about a user',
    near: [
      'no such user',
      'changing password',
      'login: ',
      'user name',
      'username:',
      'full name',
      'loginname',
      'password for',
      'default principal',
      'owner:',
      'members:',
      "'s password",
    ],
    at: /^Login(?: name)?: ([A-Za-z_][\w.-]{0,31})(?=\s|$)|^User name {2,40}([A-Za-z_][\w.-]{0,31})|(?:\[sudo\] |[Pp]assword for |[Pp]assword: for |Enter passphrase for user )(?:for )?([A-Za-z_][\w.-]{0,31})(?=[:@]|'s)|\bid: [`'‘]([A-Za-z_][\w.-]{0,31})['’]: no such user|^Changing password for ([A-Za-z_][\w.-]{0,31})(?=\.?$)|^([A-Za-z_][\w.-]{0,31})@[\w.-]{1,100}'s password:|\/\/([A-Za-z_][\w.-]{0,31})@[^\n]{0,80}'s password/gm,
  },
]

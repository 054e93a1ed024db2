import { argumentsThatName } from '../commands.ts'
import { isValue, type Kind } from '../kind.ts'
import { inLists, LIST_ITEM, LIST_KEYS, LIST_WORDS } from '../lists.ts'
import { isAccount, isCommon, isDeviceName, isPublicDomain, isWord } from '../words.ts'
import { CONFIG_PLACES, LOG_PLACES } from './user-places.ts'

export const user: Kind = {
  what: 'user name',
  many: 'user names',
  by: 'user-N',
  places: [
    {
      id: 'prompt',
      near: ['@'],
      at: /^[ \t>|]{0,8}[[(]?([A-Za-z_][\w.-]{0,31})@[\w.-]{1,253}[ :][^$#%>\n]{0,200}[$#%>](?:[ \n]|$)/gm,
    },
    {
      id: 'home',
      near: ['home/', 'users/', 'var/mail/', 'var/spool/', '/media/'],
      at: /(?:^|\/)(?:home|Users|usr\/home|export\/home|nfs\/home|data\/home|var\/mail|var\/spool\/(?:mail|cron(?:\/crontabs)?)|run\/media|media)\/([^\s\0/"'`:;,<>|\\)\]$*(]{1,64})/gm,
    },
    {
      id: 'home of Windows',
      near: ['\\users\\', '\\\\users', 'documents and settings'],
      at: /[\\/](?:Users|Documents and Settings)[\\/]{1,4}([^\s\\/"':;,<>|]{1,64})/gi,
    },
    {
      id: 'by key',
      keys: 'user|username|user[_-]name|logname|sudo_user|login|owner|uname|remote_user|ansible_user(?:_id)?|ansible_ssh_user|user_id|registered ?(?:owner|user)|primary ?owner ?name|created[_-]?by|updated[_-]?by|author|account ?name|logon ?name|full ?name|gecos|ruser|auid|acct|admin[_-]?username|os[_-]?admin[_-]?username|default[_-]?user|current_user|identity|(?:modified|changed|requested|submitted|reported|assigned|approved|deleted|uploaded)[_-]?by|principal|run[_-]?as(?:[_-]?user)?|(?:login|screen|account|sign[_-]?in)[_-]?name|ciuser|become[_-]?user|maintainer|packager|committer|git_(?:author|committer)_name|logon account|nick(?:name)?|assignee|creator|sam_?account_?name|target_?user_?name|subject_?user_?name',
      near: [
        'user',
        'login',
        'owner',
        'logname',
        'uname',
        'by',
        'author',
        'acct',
        'name',
        'auid',
        'gecos',
        'identity',
        'principal',
        'runas',
        'run_as',
        'maintainer',
        'packager',
        'committer',
        'account',
        'assignee',
        'creator',
        'nick',
      ],
      word: true,
    },
    {
      id: 'builder of a kernel',
      near: ['linux version'],
      at: /Linux version \S{1,120} \(([A-Za-z_][\w.+-]{0,63})@[\w.-]{1,253}\)/g,
    },
    { id: 'sudo', near: ['sudo'], at: /sudo(?:\[\d{1,7}\])?: {1,12}([\w.-]{1,32}) : /g },
    { id: 'ids', near: ['uid=', 'gid=', 'groups='], at: /(?:uid|gid|groups|euid)=\d{1,7}\(([A-Za-z_][\w.-]{0,31})\)/g },
    {
      id: 'ssh',
      near: ['ssh', 'scp', 'rsync', 'sftp', '@'],
      at: /(?:^|[\s"'])([A-Za-z_][\w.-]{0,31})@(?![\w.-]{1,200}\.(?:service|slice|scope|socket|target|mount|timer|device))(?!0x|pci\d)(?=[\w.-]{2,253}(?::|[\s"',]|$))/gm,
    },
    { id: 'passwd', near: [':x:', ':*:'], at: /^([A-Za-z_][\w.-]{0,31}):[x*!]:\d{1,7}:\d{1,7}:/gm },
    { id: 'passwd, name', near: [':x:', ':*:'], at: /^[A-Za-z_][\w.-]{0,31}:[x*!]:\d{4,7}:\d{1,7}:([^:,\n]{2,80})[,:]/gm },
    { id: 'shadow', near: [':$', ':!'], at: /^([A-Za-z_][\w.-]{0,31}):(?:\$[^:\n]{8,200}|!{1,2}|\*):\d{0,6}:\d{0,6}:/gm },
    { id: 'group', near: [':x:'], at: /^[\w.-]{1,32}:x:\d{1,7}:([\w.,-]{1,200})$/gm, each: /[\w.-]+/g },
    {
      id: 'last and who',
      near: ['pts/', 'tty'],
      at: /^([A-Za-z_][\w.-]{0,31})\s{1,24}(?:pts\/\d{1,4}|tty\d{1,2}|:\d|system boot)\s/gm,
    },
    { id: 'processes', near: ['?', 'pts/'], at: /^([A-Za-z_][\w.-]{0,31})\s{1,12}\d{1,7}\s{1,8}\d{1,3}\.\d\s/gm },
    // A device of Windows is PCI\VEN_8086&DEV_7010, a function of FreeBSD xenpci0@pci0:0:2:0.
    {
      id: 'domain account',
      near: ['\\'],
      at: /(?<![A-Za-z0-9\\/:])[A-Z][A-Z0-9-]{0,14}[A-Z0-9]\\{1,2}(?!x[0-9a-f]{2})([A-Za-z][\w.-]{1,32})(?![\w\\&])/g,
    },
    {
      id: 'sshd, cron, su',
      near: ['sshd', 'cron', 'su', '(to '],
      at: /(?:sshd(?:-session)?(?:\[\d{1,8}\])?: ([A-Za-z_][\w.-]{0,31})(?: \[(?:priv|net|accepted)\]|@(?:pts|notty|tty))|\(([A-Za-z_][\w.-]{0,31})\) (?:CMD|LIST|REPLACE|RELOAD|DELETE|INFO|MAIL|EDIT|BEGIN|END)|\(to [\w.-]{1,32}\) ([A-Za-z_][\w.-]{0,31}) on )/g,
    },
    { id: 'su, to', near: ['(to '], at: /\(to ([A-Za-z_][\w.-]{0,31})\) /g },
    {
      id: 'accounts made and changed',
      near: ['user', 'group', 'password'],
      at: /(?:[Aa]dd(?:ing|ed) user|[Cc]reat(?:ing|ed) user|new (?:user|group): name=|group added to [\w./]{1,40}: name=|password change[d]? for|adduser|useradd|usermod -a?G [\w,-]{1,80}|[Uu]ser(?= [\w.-]{1,32} from \d)) ?["']?([A-Za-z_][\w.-]{0,31})(?=[\s,.'"]|$)|\badd '([^'\n]{1,32})' to (?:shadow )?group/gm,
    },
    {
      id: 'lists of users',
      near: ['allowusers', 'denyusers'],
      at: /^\s{0,8}(?:Allow|Deny)Users[ \t]{1,8}([^\n#]{1,300})$/gm,
      each: /(?<![\w.@*?-])[A-Za-z_][\w.-]*/g,
    },
    {
      id: 'sudoers and subuid',
      near: ['all', '65536'],
      at: /^([A-Za-z_][\w.-]{0,31})(?:[ \t]{1,20}ALL ?= ?\(|:\d{5,10}:65536$)/gm,
    },
    {
      id: 'processes, long',
      near: [':'],
      at: /^([A-Za-z_][\w.-]{0,31})\s{1,12}\d{1,8}\s{1,8}\d{1,8}\s{1,4}\d{1,3}\s{1,4}(?:\d\d:\d\d|[A-Z][a-z]{2}\d\d)\s/gm,
    },
    {
      id: 'open files and sessions',
      near: ['user'],
      at: /^(?:[\w.:/-]{1,16}\s{1,12}\d{1,8}\s{1,8}(?:\d{1,8}\s{1,8})?([A-Za-z_][\w.-]{0,31})\s{1,8}(?:cwd|rtd|txt|mem|DEL|\d{1,5}[rwu]\w?)\s|\s{1,10}\d{1,6}\s{1,8}\d{3,10}\s{1,8}([A-Za-z_][\w.-]{0,31})\s{1,12}(?:seat\d|-|pts|tty))/gm,
    },
    { id: 'user of a URL', near: ['://'], at: /[a-z][a-z0-9+.-]{1,20}:\/\/([A-Za-z_][\w.%-]{0,40})(?::[^\s/@"']{0,200})?@/gi },
    {
      id: 'ssh key comment',
      near: ['ssh-', 'ecdsa-'],
      at: /(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})[ \t]{1,4}[A-Za-z0-9+/]{20,4000}={0,2}[ \t]{1,4}([A-Za-z_][\w.-]{0,63})(?:@|\s|$)/gm,
    },
    { id: 'argument of a command', near: [' '], find: argumentsThatName('user name') },
    {
      id: 'general option',
      near: ['user', 'login', 'owner'],
      at: /(?<![\w-])--?(?:[a-z0-9]{1,16}[-_.]){0,4}(?:user(?:[-_]?name)?|login(?:[-_]name)?|owner|run[-_]as|logname)(?:=| {1,4})["']?(?:[A-Za-z][\w.-]{0,30}\\{1,2})?([A-Za-z_][\w.-]{1,40})(?=["':%@\s,;)]|$)/gim,
    },
    {
      id: 'list in a line',
      near: [...LIST_WORDS, 'force user'],
      at: LIST_KEYS,
      each: LIST_ITEM,
    },
    {
      id: 'list over lines',
      near: [...LIST_WORDS, 'chpasswd'],
      find: (scanned) => inLists(scanned, 'user name'),
    },
    ...LOG_PLACES,
    ...CONFIG_PLACES,
  ],
  // `AccountName=x;AccountKey=…` is one word.
  parts(value) {
    const [, before, name] = /^(\w{1,20}=<?)?([^;=<>]*)/.exec(value)!
    const start = before?.length ?? 0
    return [{ start, end: start + name!.length }]
  },
  read(text) {
    const name = text.trim().replace(/(?<![.,;:])[.,;:]+$/, '')
    return name.length < 2 ||
      name.length > 80 ||
      !isValue(name) ||
      isAccount(name) ||
      isCommon(name) ||
      isWord(name) ||
      /^[\d.]+$/.test(name) ||
      isDeviceName(name) ||
      /^(?:[A-Z]:|-)/.test(name) ||
      name === '4294967295'
      ? undefined
      : name.toLowerCase()
  },
  make: (n) => `user-${n}`,
  bits: 40,
  isMade: (thing) => /^user-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 3 || isWord(thing) || isDeviceName(thing) ? [] : [thing]),
}

export const mail: Kind = {
  what: 'e-mail address',
  many: 'e-mail addresses',
  by: 'mail-N@example.org',
  places: [
    {
      id: 'address',
      near: ['@'],
      at: /(?<![\w.+@-])[A-Za-z0-9_][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}(?!service|slice|scope|socket|target|mount|timer|device|path|swap|automount)[A-Za-z]{2,24}(?![\w@-])/g,
    },
    {
      id: 'in a URL',
      near: ['%40'],
      at: /[A-Za-z0-9_][\w.+-]{0,63}%40(?:[A-Za-z0-9-]{1,63}\.){1,8}(?!service|slice|scope|socket|target|mount|timer|device|path|swap|automount)[A-Za-z]{2,24}(?![\w@-])/g,
    },
  ],
  read(text) {
    const domain = text.replace(/^[^@%]*(?:@|%40)/, '')
    return isPublicDomain(domain) && !/(?:gserviceaccount\.com|internal|local|lan|corp|home|intranet)$/i.test(domain)
      ? undefined
      : text.toLowerCase().replace('%40', '@')
  },
  make: (n) => `mail-${n}@example.org`,
  bits: 40,
  isMade: (thing) => /^mail-\d+@example\.org$/.test(thing),
  write: (to, as) => (as.includes('%40') ? to.replace('@', '%40') : to),
  spellings: (thing) => [thing, thing.replace('@', '%40')],
}

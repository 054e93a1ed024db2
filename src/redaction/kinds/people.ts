import { isValue, type Kind } from '../kind.ts'
import { isAccount, isDeviceName, isPublicDomain, isWord } from '../words.ts'

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
      near: ['/home/', '/users/', '/var/mail/', '/var/spool/'],
      at: /\/(?:home|Users|usr\/home|export\/home|nfs\/home|data\/home|var\/mail|var\/spool\/(?:mail|cron(?:\/crontabs)?)|run\/media|media)\/([^\s\0/"'`:;,<>|\\)\]$*(]{1,64})/g,
    },
    {
      id: 'home of Windows',
      near: ['\\users\\', '\\\\users', 'documents and settings'],
      at: /[\\/](?:Users|Documents and Settings)[\\/]{1,4}([^\s\\/"':;,<>|]{1,64})/gi,
    },
    {
      id: 'by key',
      keys: 'user|username|user[_-]name|logname|sudo_user|login|owner|uname|remote_user|ansible_user(?:_id)?|ansible_ssh_user|user_id|registered ?owner|primary ?owner ?name|created[_-]?by|updated[_-]?by|author|account ?name|logon ?name|full ?name|gecos|ruser|auid|acct|admin[_-]?username|os[_-]?admin[_-]?username|default[_-]?user|current_user|identity',
      near: ['user', 'login', 'owner', 'logname', 'uname', 'by', 'author', 'acct', 'name', 'auid', 'gecos', 'identity'],
      word: true,
    },
    {
      id: 'builder of a kernel',
      near: ['linux version'],
      at: /Linux version \S{1,120} \(([A-Za-z_][\w.+-]{0,63})@[\w.-]{1,253}\)/g,
    },
    { id: 'sudo', near: ['sudo'], at: /sudo(?:\[\d{1,7}\])?: {1,12}([\w.-]{1,32}) : /g },
    {
      id: 'PAM',
      near: ['for user', 'of user', 'by user', 'accepted', 'invalid user', 'user='],
      at: /(?:for user|session \S{1,12} of user|by user|(?:for )?invalid user|from user|session \w{1,8} of user|(?:Accepted|Failed) \w{1,20} for(?: invalid user)?|user unknown|closed for user|opened for user) ["']?([A-Za-z_][\w.-]{0,31})(?=[\s(.'",]|$)/g,
    },
    { id: 'ids', near: ['uid=', 'gid=', 'groups='], at: /(?:uid|gid|groups|euid)=\d{1,7}\(([A-Za-z_][\w.-]{0,31})\)/g },
    {
      id: 'ssh',
      near: ['ssh', 'scp', 'rsync', 'sftp', '@'],
      at: /(?:^|[\s"'])([A-Za-z_][\w.-]{0,31})@(?![\w.-]{1,200}\.(?:service|slice|scope|socket|target|mount|timer|device))(?!0x)(?=[\w.-]{2,253}(?::|[\s"',]|$))/gm,
    },
    {
      id: 'ssh option',
      near: ['ssh ', 'su ', 'sudo ', '-u ', '-l '],
      at: /(?<![\w-])(?:ssh[^\n]{0,60} -l|sudo -u|su -|su -l|runuser -u|chown|--user|crontab -u|passwd|useradd|usermod|gpasswd -a) ([a-z_][a-z0-9_.-]{0,31})(?=[\s:]|$)/gm,
    },
    {
      id: 'listing',
      near: ['rw'],
      at: /^[-dlbcps][rwxsStT-]{9}[.+@]?\s{1,8}\d{1,6}\s{1,8}([A-Za-z_][\w.-]{0,31})\s{1,8}[\w.-]{1,32}\s/gm,
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
    {
      id: 'domain account',
      near: ['\\'],
      at: /(?<![A-Za-z0-9\\/:])[A-Z][A-Z0-9-]{1,15}\\{1,2}(?!x[0-9a-f]{2})([A-Za-z][\w.-]{1,32})(?![\w\\])/g,
    },
    { id: 'user of a URL', near: ['://'], at: /[a-z][a-z0-9+.-]{1,20}:\/\/([A-Za-z_][\w.%-]{0,40})(?::[^\s/@"']{0,200})?@/gi },
    {
      id: 'ssh key comment',
      near: ['ssh-', 'ecdsa-'],
      at: /(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})[ \t]{1,4}[A-Za-z0-9+/]{20,4000}={0,2}[ \t]{1,4}([A-Za-z_][\w.-]{0,63})(?:@|\s|$)/gm,
    },
  ],
  read(text) {
    const name = text.trim().replace(/(?<![.,;:])[.,;:]+$/, '')
    return name.length < 2 ||
      name.length > 80 ||
      !isValue(name) ||
      isAccount(name) ||
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

/** Shell prompts as people have them in what they post. */

export interface Prompt {
  /** What was typed, without sudo, `time` and variables before it; empty for a prompt with nothing after it. */
  readonly command: string
  /** The machine that the prompt names. */
  readonly host?: string
}

/**
 * A form of prompt. `host` and `typed` are named groups of the pattern. A form that ordinary text also has (a comment, a heading, a quoted
 * line) counts only before a command that shows evidence.
 */
interface Form {
  readonly name: string
  readonly pattern: RegExp
  readonly weak?: true
  /** Examples with a command, run by the tests. */
  readonly examples: readonly string[]
}

/** A folder in a prompt. */
const AT = '[^$#%>\\n\\]]{0,200}?'

export const FORMS: readonly Form[] = [
  {
    name: 'user and host, any shell',
    pattern: new RegExp(
      `^\\[?[\\w.+-]{1,64}[@㉿](?<host>[\\w.-]{1,253}?)(?:(?: ?[:)]| )${AT})?\\]? ?[$#%>❯](?: +(?<typed>\\S[^\\n]*))?$`,
      'u',
    ),
    examples: [
      'root@guest:~# dmesg',
      '[root@guest ~]# dmesg',
      'user@guest ~ $ dmesg',
      'user@guest:/etc> dmesg',
      'user@guest ~> dmesg',
      'user@mac ~ % dmesg',
      '[user@nixos:~]$ dmesg',
      'root@bsd:~ # dmesg',
    ],
  },
  {
    name: 'the second line of a prompt of two',
    pattern: /^(?:└|╰)[─━]{0,3}[>❯➤]? ?[$#%>❯]? +(?<typed>\S[^\n]*)$/u,
    examples: ['└─$ dmesg', '└─# dmesg', '╰─❯ dmesg', '╰─$ dmesg'],
  },
  {
    name: 'host and folder, as on SUSE and macOS',
    pattern: new RegExp(
      `^(?<host>[\\w-]{1,63}(?:\\.[\\w-]{1,63}){0,5}):(?:~|\\/)${AT}(?: [\\w.-]{1,32})? ?[$#%>](?: +(?<typed>\\S[^\\n]*))?$`,
    ),
    examples: ['lm3:~ # dmesg', 'lm3:/etc # dmesg', 'mac:~ user$ dmesg', 'host:~> dmesg'],
  },
  {
    name: 'host in brackets, as on XCP-ng, ESXi and nix-shell',
    pattern:
      /^\[(?:[\w.-]{1,64}@)?(?!\d{1,2}:\d)(?<host>[\w.-]{1,253})[ :][^\]\n]{0,200}\](?: ?[$#%])?(?: +(?<typed>\S[^\n]*))?$/,
    weak: true,
    examples: ['[xcp-ng-host ~]# dmesg', '[root@esxi:~] dmesg', '[nix-shell:~]$ dmesg'],
  },
  {
    name: 'folder alone, as in busybox',
    pattern: /^(?:~|\/)[\w./~-]{0,200} ?[$#%](?: +(?<typed>\S[^\n]*))?$/,
    examples: ['/ # dmesg', '~ # dmesg', '/usr/bin $ dmesg', '~$ dmesg'],
    weak: true,
  },
  {
    name: 'PowerShell',
    pattern: /^(?:\[(?<host>[\w.-]{1,253})\]: )?PS(?: [^>\n]{0,260})?> ?(?<typed>\S[^\n]*)?$/,
    examples: [
      'PS C:\\> systeminfo',
      'PS C:\\Users\\a b> systeminfo',
      'PS /home/a> uname',
      '[srv1]: PS C:\\> systeminfo',
      'PS> systeminfo',
    ],
  },
  {
    name: 'cmd.exe',
    pattern: /^[A-Za-z]:\\[^<>:"|?*\n]{0,260}> ?(?<typed>\S[^\n]*)?$/,
    examples: ['C:\\>systeminfo', 'C:\\Windows\\system32>systeminfo'],
  },
  {
    name: 'arrows of starship, oh-my-zsh and fish themes',
    pattern:
      /^(?:[➜→❯λ»➤▶]|\p{Emoji_Presentation}) +(?:(?:~|\/)?[\w./~-]{0,100} )?(?:git:\([^)\n]{0,100}\) )?(?:[✗✔❯$#%] )?(?<typed>\S[^\n]*)$/u,
    weak: true,
    examples: ['❯ dmesg', '➜  ~ dmesg', '➜  linux git:(master) ✗ dmesg', 'λ dmesg'],
  },
  {
    name: 'a shell and its version',
    pattern: /^-?(?:ba|da|z|k|tc|c|a|fi)?sh(?:-\d[\d.]{0,10})?[$#%>](?: +(?<typed>\S[^\n]*))?$/,
    examples: ['sh-5.1# dmesg', 'bash-5.2$ dmesg', '-bash-4.2# dmesg'],
    weak: true,
  },
  {
    name: 'host name and % or #, as in csh',
    pattern: /^(?<host>[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,5})(?::~)?[$#%] ?(?<typed>\S[^\n]*)$/,
    weak: true,
    examples: ['guest# dmesg', 'guest% dmesg', 'guest:~# dmesg'],
  },
  {
    name: 'a sign alone, `set -x`',
    pattern: /^(?<sign>[$#%+>]|\$>) ?(?<typed>\S[^\n]*)$/,
    weak: true,
    examples: ['$ dmesg', '# dmesg', '% dmesg', '+ dmesg', '> dmesg'],
  },
]

/** Before a prompt: the time (`[12:34]`, `12:34:56`), an environment (`(base)`, `(venv)`), a mark of fish or a theme. */
const BEFORE =
  /^(?:\[?(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?[\]|]? +(?=\S)|\([\w .+-]{1,64}\) {0,2}|[┌╭][─━]{0,3}[([]?)/u

/** The time inside the brackets of a prompt: `[12:34 host ~]#`. */
const WITHIN = /^\[\d{1,2}:\d\d(?::\d\d)? +(?=[\w.-])/

/** Words that begin a command where the prompt alone proves nothing; a comment or a heading begins with others. */
const COMMANDS: ReadonlySet<string> = new Set(
  (
    'cat head tail less more type zcat zless zgrep grep egrep fgrep rg awk sed sort find ls ll dir readlink stat file cd for while echo printf ' +
    'dmesg journalctl lscpu lspci lsmod lsblk lshw lsusb lsscsi lsirq uname hostnamectl systemctl hostname uptime free nproc sysctl modinfo modprobe getconf ' +
    'cpuid dmidecode hwinfo inxi neofetch fastfetch screenfetch ethtool ip ifconfig route netstat mount findmnt df blkid smartctl nvme udevadm fdisk parted ' +
    'xl xm xe virsh xenstore-ls xenstore-read xen-detect virt-what systemd-detect-virt imvirt facter ohai salt-call salt ansible cloud-id ' +
    'subscription-manager curl wget ssh kvm-ok rdmsr pciconf kldstat camcontrol kubectl oc docker podman qm pct pvesh VBoxManage prlctl vim-cmd esxcli ' +
    'ec2-metadata ec2metadata xenstore findmnt ' +
    'system_profiler ioreg sw_vers diskutil kenv systeminfo wmic powershell ipconfig msinfo32 reg prtconf prtdiag isainfo'
  ).split(' '),
)
/** Windows' own: `Get-ComputerInfo`, `gwmi`, in any case. */
const CMDLET = /^(?:get-[a-z]{3,40}|gwmi|gcim|gin)\b/i

/** A question to a cloud's metadata service, with its token before it. */
const METADATA = /^(?:[A-Z]\w{1,31}=[`$]|curl |wget )[^\n]{0,1000}169\.254\.169\.254\//

/** After a sign that also begins a comment: a command that shows evidence, with arguments that only a command has. */
const ROOT_COMMAND =
  /^(?:(?:dmesg|journalctl|lscpu|lspci|lsmod|lsblk|lshw|inxi|uname|dmidecode|mount|cpuid|virt-what|systemd-detect-virt|neofetch|fastfetch)(?: +[-|<>&].*)?|(?:virsh (?:dumpxml|domcapabilities|capabilities|nodeinfo|dominfo)|qm (?:config|showcmd)|pct config|xe vm-param-list|VBoxManage showvminfo)\b.*|(?:cat|head|tail|grep|egrep|zgrep|ls|ll|readlink|ethtool|ip|xl|xm|find|kubectl|docker|sysctl)\b.*(?: -\w|\/(?:proc|sys|var|etc)\/|\|| route| info| list)[^\n]*)$/

/** `sudo`, `time` and variables before a command, and the folder of a program. */
function bare(typed: string): string {
  return typed
    .replace(/^(?:(?:sudo|doas|time|command|exec|env)(?: -[\w-]{1,32}){0,4} +|[A-Z_]{1,32}=\S{0,200} +){1,8}/, '')
    .replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '')
    .trim()
}

/** Longer lines are no prompts. */
const LONGEST = 2_000

/** Every form has one of these. */
const SIGN = /[$#%>+\]❯➜→λ»➤▶]|\p{Emoji_Presentation}/u
/** A line of a kernel's or hypervisor's log. */
const LOGGED = /^(?:\[ {0,8}\d{1,9}\.\d{1,9}\]|\(XEN\)|<\d{1,3}>)/

/** The prompt that a line begins with, or undefined. */
export function promptOf(line: string): Prompt | undefined {
  if (line.length > LONGEST || !SIGN.test(line) || LOGGED.test(line)) return undefined
  let rest = line
  for (let i = 0; i < 3; i++) {
    const shorter = rest.replace(WITHIN, '[').replace(BEFORE, '')
    if (shorter === rest) break
    rest = shorter
  }
  for (const tried of rest === line ? [line] : [line, rest]) {
    for (const { pattern, weak } of FORMS) {
      const groups = pattern.exec(tried)?.groups
      if (groups === undefined) continue
      // What sets a variable first is not stripped: the question stands in it.
      const command = METADATA.test(groups['typed'] ?? '') ? groups['typed']! : bare(groups['typed'] ?? '')
      if (weak === true && !isCommand(command, groups['sign']) && !METADATA.test(groups['typed'] ?? '')) continue
      const host = groups['host']
      return { command, ...(host !== undefined && host !== '' && { host }) }
    }
  }
  return undefined
}

function isCommand(command: string, sign: string | undefined): boolean {
  // `# dmidecode 3.3` is the first line of that tool's own output.
  if (/^dmidecode \d/.test(command)) return false
  if (CMDLET.test(command)) return true
  if (!COMMANDS.has(/^[\w-]{1,40}/.exec(command)?.[0] ?? '')) return false
  // `# ip address of the bridge` is a comment, `> ls` may be a quoted word.
  return sign === undefined || sign === '$' || sign === '$>' || sign === '%' || ROOT_COMMAND.test(command)
}

import { type Found, isValue, type Kind, writtenForms } from '../kind.ts'
import { LABEL, NETWORK_ENDS } from '../network-names.ts'
import { isDeviceName, isProjectDomain, isWord } from '../words.ts'

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?'
/** A name of several labels is a host's and its domain's. */
function parts(value: string): readonly Found[] {
  const name = value.replace(/(?<!\.)\.+$/, '')
  const dot = name.indexOf('.')
  const first = dot < 0 ? name : name.slice(0, dot)
  const out: Found[] = []
  const dashes = /^(?:ip|ec2)-(\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})$/i.exec(first)
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return [{ start: 0, end: name.length, what: 'IPv4 address' }]
  if ((/^\d+$/.test(first) && dot >= 0) || (isProjectDomain(name) && dashes === null)) return []
  if (dashes !== null) out.push({ start: first.length - dashes[1]!.length, end: first.length, what: 'IPv4 address' })
  else if (first !== '*') out.push({ start: 0, end: first.length })
  if (dot >= 0) out.push({ start: dot + 1, end: name.length, what: 'domain' })
  return out
}

/** Numbers, versions, triplets of compilers, files and units. */
const NO_HOST: RegExp =
  /^\d+$|^0x|^v?\d+\.\d|^(?:x86_64|aarch64|i[3-6]86|arm\w*|powerpc\w*|s390x?|riscv64)-|\.(?:service|slice|scope|socket|target|mount|timer|device|path|swap|automount|so|ko|conf|cfg|txt|log|img|iso|py|sh|rb|pl|rpm|deb|xml|json|yaml|yml)$/

const readHost = (text: string): string | undefined => {
  const name = text.trim().toLowerCase().replaceAll('\\x2d', '-').replaceAll('--', '-')
  return name.length < 2 ||
    name.length > 253 ||
    !/^[a-z0-9][a-z0-9_.-]*$/.test(name) ||
    isWord(name) ||
    isDeviceName(name) ||
    !isValue(name) ||
    NO_HOST.test(name)
    ? undefined
    : name
}

export const host: Kind = {
  what: 'host name',
  many: 'host names',
  by: 'host-N',
  places: [
    {
      id: 'prompt',
      near: ['@'],
      at: new RegExp(`^[ \\t>|]{0,8}[[(]?[\\w.+-]{1,64}@(${NAME})[ :][^$#%>\\n]{0,200}[$#%>](?:[ \\n]|$)`, 'gm'),
    },
    {
      id: 'prompt without a user',
      near: [':', '#', '%'],
      at: /^([A-Za-z][\w.-]{1,63})(?::[~/][\w./~-]{0,100} ?| ?)[#%] [a-z./]/gm,
    },
    {
      id: 'journal',
      near: ['kernel', '['],
      at: new RegExp(
        `^[A-Z][a-z]{2} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? (${NAME}) [\\w./@():+-]{1,80}(?:\\[\\d{1,8}\\])?: `,
        'gm',
      ),
    },
    {
      id: 'journal, ISO',
      near: [':'],
      at: new RegExp(
        `^\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[\\d.,]{0,12}(?:Z|[+-]\\d\\d:?\\d\\d)? (${NAME}) [\\w./@():+-]{1,80}(?:\\[\\d{1,8}\\])?: `,
        'gm',
      ),
    },
    { id: 'syslog', near: ['<'], at: new RegExp(`^<\\d{1,3}>\\d \\S{1,40} (${NAME}) `, 'gm') },
    {
      id: 'syslog, old',
      near: ['<'],
      at: new RegExp(`^<\\d{1,3}>[A-Z][a-z]{2} {1,2}\\d{1,2} \\d\\d:\\d\\d:\\d\\d (${NAME}) `, 'gm'),
    },
    {
      id: 'systemd',
      near: ['hostname'],
      at: new RegExp(
        `(?:Set hostname to|Hostname set to|hostname changed from|changed to|hostname is|Changed pretty hostname to|set hostname to|Setting hostname(?: to)?|hostname to) [<"']?(${NAME})[>"']?`,
        'gi',
      ),
    },
    {
      id: 'uname',
      near: ['linux ', 'freebsd ', 'sunos ', 'netbsd ', 'openbsd ', 'darwin '],
      at: new RegExp(`^(?:\\|?)(?:Linux|FreeBSD|NetBSD|OpenBSD|SunOS|Darwin|AIX|GNU) (${NAME}) \\d+\\.\\d`, 'gm'),
    },
    {
      id: 'by key',
      keys: '(?:ansible_|inventory_|local-|public-|private-|static |transient |pretty |system\\.|kernel\\.|dhcp[_ -]|short_?|real_|original_|lb_|boot_|node_?|net_?bios_?|target[_ -]|client[_ -]|server[_ -]|remote[_ -]|virtual[_ -]|esx[_ -]|physical[_ -]|hypervisor[_ -])?host[ _-]?name(?:_short|[_-]override|full)?|fqdn|ansible_(?:fqdn|nodename|host)|machine_?name|computer[ _-]?name|node[ _-]?name|clientcert|csdnshostname|host\\.name|smtp_helo_name|certname|_hostname|private_?dns_?name|public_?dns_?name|dns_?host_?name|dns_?name|cs_?name|pscomputername|__server|system[ _-]?name|lpar name|vm\\d\\d name|control program name|vm[ _-]?name|guest[ _-]?name|server_?name|instance[ _-]?name|display_?name|logon server|kubernetes\\.io/hostname|kubernetes_node_name|peer[ _-]?name|send host-name|host-name|option host-name|ip-hostname|tags\\.name|ds\\.meta_data\\.local-hostname|primary hostname|domain ?host|canonical[ _-]?name|cn|common ?name|nt?p?_?server|nameserver|log[ _-]?host|syslog[ _-]?server|proxy|mailhub|relayhost|myhostname|ldap_?server|kdc|admin_server|puppet_?server|vcenter(?:_server)?|esxi? ?host|host[ _-]?uri|master_?host',
      near: ['host', 'fqdn', 'name', 'server', 'cn', 'node', 'proxy', 'cert', 'relay', 'mailhub', 'kdc', 'vcenter'],
      word: true,
    },
    {
      id: 'in words',
      keys: 'hostname|hostnamefull|computername|machinename|dnshostname|fqdn',
      inWords: true,
      word: true,
      near: ['hostname', 'computername', 'machinename', 'fqdn'],
    },
    {
      id: 'host',
      near: ['host'],
      at: new RegExp(
        `(?:^|[\\s,{(])["']?host["']?\\s{0,20}(?:[:=]|=>)\\s{0,20}["']?(${NAME})["']?[ \\t\\r]{0,8}(?=$|[,;})\\]])`,
        'gim',
      ),
    },
    {
      id: 'element',
      near: ['name>', 'host'],
      at: new RegExp(
        `<(?:name|hostname|host|title|domainname|source name|computername|server)[^<>\\n]{0,60}>\\s{0,4}(${NAME})\\s{0,4}<`,
        'gi',
      ),
    },
    {
      id: 'ip=',
      near: ['ip='],
      at: new RegExp(
        `(?:^|\\s)ip=(?![\\w.-]{0,16}:(?:dhcp6?|on|any|auto6|off|none|either6|ibft|link6))(?:[^\\s:]{0,40}|\\[[^\\s\\]]{0,45}\\]):[^\\s:]{0,40}:(?:[^\\s:]{0,40}|\\[[^\\s\\]]{0,45}\\]):[^\\s:]{0,40}:(${NAME}):`,
        'gm',
      ),
    },
    {
      id: 'nfsroot',
      near: ['nfs'],
      at: new RegExp(`(?:nfsroot=|root=nfs4?:|netroot=nfs4?:|nfs4?:\\/{0,2})(?:[^\\s:@]{1,40}@)?(${NAME})[:/]`, 'gi'),
    },
    // `ufs:/dev/ada0p2` is FreeBSD's root: a file system, not a server.
    {
      id: 'mounted',
      near: [':/'],
      at: new RegExp(`(?:^|[\\s"'])(?!(?:ufs|ffs|zfs|cd9660):)(${NAME}):\\/[\\w./-]{0,200}(?:[\\s"']|$)`, 'gm'),
    },
    { id: 'share', near: ['//', '\\\\'], at: new RegExp(`(?:^|[\\s"'=])(?:\\/\\/|\\\\\\\\)(${NAME})[\\\\/]`, 'gm') },
    {
      id: 'volume group',
      near: ['mapper', '-vg', 'vg'],
      at: /(?:\/dev\/mapper\/|dev-mapper-|mapper\/|dm-name-)([A-Za-z0-9](?:[A-Za-z0-9_.-]|\\x2d){0,80}?)(?:--|\\x2d\\x2d|_)vg(?:[-_0-9\\]|$)/gm,
    },
    {
      id: 'volume group of Debian',
      near: ['-vg'],
      at: /(?<![A-Za-z0-9_-])([A-Za-z0-9][A-Za-z0-9.]{0,62}(?:-[A-Za-z0-9]{1,30}){0,6}?)-vg(?![A-Za-z0-9])/g,
    },
    {
      id: 'volume group of Red Hat',
      near: ['vg_', 'rhel_', 'centos_', 'fedora_', 'cl_', 'ol_', 'rl_', 'almalinux_', 'rocky_'],
      at: /(?<![A-Za-z0-9_-])(?:vg|rhel|centos|fedora|cl|ol|rl|almalinux|rocky|cs)_([A-Za-z0-9](?:[A-Za-z0-9_.]|--){1,62})(?![A-Za-z0-9_.]|--)/g,
    },
    {
      id: 'sosreport',
      near: [
        'sosreport-',
        'sos-',
        'bug-report-',
        'supportconfig',
        'scc_',
        'nts_',
        'xenserver-',
        'crash-',
        'vm-support',
        'hwinfo',
      ],
      at: /(?:sosreport|sos-collector|supportconfig|scc|nts|crash|report|esx|ovirt-log-collector|must-gather|mtr)[-_]([A-Za-z][A-Za-z0-9.]{0,62}(?:-[A-Za-z][A-Za-z0-9.]{0,30}|-\d{1,4}(?=-[A-Za-z]|-\d{4}-\d\d-\d\d)|\d){0,6}?)(?=[-_.]\d{4}-?\d\d|[-_.]\d{6,}|[-_]\d{3,}-|\.(?:tar|tgz|txt|zip)|\/|$)/g,
    },
    { id: 'login', near: ['login:'], at: new RegExp(`^(?!Last )(${NAME}) login: ?`, 'gm') },
    {
      id: 'issue',
      near: ['tty', 'hvc'],
      at: new RegExp(`^[A-Z][\\w/ ().+-]{2,80} (${NAME}) (?:tty|hvc|pts|ttyS)[\\w/]{1,6}$`, 'gm'),
    },
    {
      id: 'ssh',
      near: ['ssh', 'scp', 'ping', 'rsync', 'telnet', 'traceroute', 'dig', 'host ', 'nslookup', 'curl', 'wget', 'mosh', 'sftp'],
      at: new RegExp(
        `(?:^|[\\s;|&])(?:ssh|scp|sftp|ping6?|telnet|traceroute|mtr|dig|nslookup|mosh|ssh-copy-id)(?: -[A-Za-z0-9]{1,3}(?: [^\\s-]{1,60})?){0,4} (?:[\\w.-]{1,40}@)?(${NAME})(?=[\\s:"']|$)`,
        'gm',
      ),
    },
    {
      id: 'at a user',
      near: ['@'],
      at: new RegExp(
        `(?:^|[\\s"'(,:])[A-Za-z_][\\w.-]{0,31}@(?![\\w.-]{1,200}\\.(?:service|slice|scope|socket|target|mount|timer|device))(?!0x)(${NAME})(?=[\\s:"'),>#$%]|$)`,
        'gm',
      ),
    },
    {
      id: 'hosts',
      near: ['.', ':'],
      at: /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9a-f]{0,4}:[0-9a-f]{0,4}:)[0-9a-f:]{2,39})[ \t]{1,16}(?!dev |via |proto |lladdr |metric |scope |src |nexthop |from |to |is |on )([A-Za-z0-9][\w.-]{0,100}(?:[ \t]{1,16}[A-Za-z0-9][\w.-]{0,100}){0,12})[ \t]{0,4}(?:#[^\n]{0,100})?$/gim,
      each: /[A-Za-z0-9][\w.-]*/g,
    },
    { id: 'of a certificate', near: ['dns:', 'cn'], at: new RegExp(`(?:DNS:|\\bCN ?= ?|\\/CN=)(?:\\*\\.)?(${NAME})`, 'g') },
    {
      id: 'URL',
      near: ['://'],
      at: new RegExp(`[a-z][a-z0-9+.-]{1,20}://(?:[^\\s/@"']{1,200}@)?(${NAME})(?=[:/?#\\s"'),;>\\]]|$)`, 'gi'),
    },
    {
      id: 'connection',
      near: ['connection', 'connect', 'lease', 'from', 'server', 'peer'],
      at: new RegExp(
        `(?:Connection (?:to|from|closed by)|Connected to|connecting to|Unable to connect to|lookup of|name server|Could not resolve host:?|registered (?:node|host)|time server|synchroni[sz]ed to|Selected source) ["']?(${NAME})(?=[\\s.,:"'()]|$)`,
        'gi',
      ),
    },
    {
      id: 'lease',
      near: ['hostname', 'host-name', 'dhcp'],
      at: /(?:client-hostname|host-name|Hostname Option|hostname received|DHCPREQUEST[^\n]{0,80}\(|DHCPACK[^\n]{0,80}\()["' :]{0,4}([A-Za-z][\w.-]{1,100})["')]/gi,
    },
    {
      id: 'command and answer',
      near: ['hostname', 'uname -n'],
      at: new RegExp(
        `^[^\\n]{0,100}[$#%>] (?:hostname(?: -[a-z]{1,4}|ctl hostname| --\\w{1,8})?|uname -n|cat /etc/hostname|cat /proc/sys/kernel/hostname|sysctl -n kernel\\.hostname|dnsdomainname)[ \\t]{0,4}\\r?\\n(${NAME})[ \\t\\r]{0,4}$`,
        'gm',
      ),
    },
    {
      id: 'collected file',
      near: ['hostname'],
      at: new RegExp(
        `^==> (?:file )?/?(?:etc/hostname|proc/sys/kernel/hostname|etc/mailname|etc/nodename|etc/HOSTNAME) <==\\n\\|?(${NAME})$`,
        'gm',
      ),
    },
    {
      id: 'file',
      file: /(?:^|\/)(?:etc\/(?:hostname|HOSTNAME|mailname|nodename|myname)|proc\/sys\/kernel\/hostname|sos_commands\/(?:host|general)\/hostname\w{0,10}|hostname(?:_-f)?|hostname\.txt)$/,
    },
    { id: 'column', near: ['node', 'host'], column: 'NODE|HOSTNAME|NODENAME|PSComputerName|Hostname' },
    {
      id: 'listed domains',
      near: ['running', 'r-----', '-b----', 'shut off'],
      at: /^(?: {0,3}(?:\d{1,5}|-) {2,}(\S{2,60}) {2,}(?:running|shut off|paused|idle|in shutdown)|([A-Za-z][\w.-]{1,60})\s{1,60}\d{1,5}\s{1,8}\d{2,8}\s{1,8}\d{1,4}\s{1,8}[rbpscd-]{6}\s)/gm,
    },
    { id: 'kdump', near: ['crash'], at: /\/var\/crash\/([A-Za-z][\w.-]{1,60}?)-\d{4}-/g },
    {
      id: 'node of Kubernetes',
      near: ['node/', 'nodes/', 'node "', 'node '],
      at: /(?:nodes?\/|[Nn]ode ["'])([a-z0-9][a-z0-9.-]{1,250}[a-z0-9])(?=["'\s,/]|$)/gm,
    },
    {
      id: 'domain account',
      near: ['\\'],
      at: /(?<![A-Za-z0-9\\/:])([A-Z][A-Z0-9-]{0,14}[A-Z0-9])\\{1,2}(?!x[0-9a-f]{2})[A-Za-z][\w.-]{1,32}(?![\w\\&])/g,
    },
    {
      id: 'journal, with the day of the week',
      near: ['kernel', '['],
      at: new RegExp(
        `^[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})? [A-Z]{2,5} (${NAME}) [\\w./@():+-]{1,80}(?:\\[\\d{1,8}\\])?: `,
        'gm',
      ),
    },
    {
      id: 'prompt in brackets',
      near: ['['],
      at: /^\[([A-Za-z][\w.-]{1,63}) [~/][^\]\n]{0,100}\][#$%]/gm,
    },
    {
      id: 'inxi',
      near: ['host:'],
      at: new RegExp(`(?:^|\\s)Host: (${NAME}) (?:Kernel|Console|Uptime|OS):`, 'gm'),
    },
    {
      id: 'lshw',
      near: ['description', '"class"'],
      at: /^([A-Za-z][\w.-]{1,63}) {0,4}\r?\n {4}description: |"id" ?: ?"([^"\n]{2,64})",\s{1,8}"class" ?: ?"system"/gm,
    },
    {
      id: 'names of guests',
      near: ['domid', 'vcpus', 'memory', '/local/domain', 'vm = ', '(n0,'],
      at: new RegExp(`(?:^|[\\s/])name ?= ?["\\'](${NAME})["\\']`, 'gm'),
    },
    {
      id: 'guest of QEMU',
      near: ['qemu', 'kvm', 'libvirt'],
      at: new RegExp(`(?: -name (?:guest=)?|\\/domain-\\d{1,6}-|[Mm]achine qemu-\\d{1,6}-)(${NAME})(?=[\\s,/]|\\.?$)`, 'gm'),
    },
    {
      id: 'logon server',
      near: ['logon'],
      at: new RegExp(`logon ?server["\\']?\\s{0,30}[:=]\\s{0,30}\\\\{2,4}(${NAME})`, 'gi'),
    },
    {
      id: 'ipconfig',
      near: ['host name'],
      at: new RegExp(`Host Name[ .]{2,60}: (${NAME})`, 'gm'),
    },
    {
      id: 'listed nodes',
      near: ['ready'],
      at: new RegExp(`^(${NAME}) {1,60}(?:Not)?Ready[\\w,]{0,40} {1,20}\\S{1,60} {1,20}\\d{1,5}[dhmsy]`, 'gm'),
    },
    {
      id: 'node of a pod',
      near: ['node'],
      at: new RegExp(`(?:^ {0,8}Node: {1,20}(${NAME})\\/\\d|(?<![\\w.-])node=["\\']?(${NAME})(?=["\\'\\s]))`, 'gm'),
    },
    {
      id: 'docker info',
      near: ['docker root dir'],
      at: new RegExp(`^ Name: (${NAME})$`, 'gm'),
    },
    {
      id: 'option',
      near: ['--host', 'run -'],
      at: new RegExp(`--hostname[ =]["\\']?(${NAME})|(?:docker|podman|nerdctl) run [^\\n]{0,200}?-h (${NAME})`, 'gm'),
    },
    {
      id: 'configuration of ssh',
      near: ['host'],
      at: new RegExp(
        `^\\s{0,8}Host[ \\t]{1,8}(${NAME})[ \\t]{0,8}\\r?\\n[ \\t]{1,8}(?:HostName|User|Port|IdentityFile|Proxy\\w{1,12})[ \\t=]|^[ \\t]{0,8}HostName[ \\t]{1,8}(${NAME})$`,
        'gm',
      ),
    },
    {
      id: 'known hosts',
      near: ['aaaa'],
      at: new RegExp(`^\\[?(${NAME})\\]?(?::\\d{1,5})?(?:,\\S{1,100})? (?:ssh-\\w{3,8}|ecdsa-sha2-nistp\\d{3}) AAAA`, 'gm'),
    },
    {
      id: 'ping and logins',
      near: ['ping ', 'last login'],
      at: new RegExp(`(?:^PING |Last login: [^\\n]{10,40} from )(${NAME})(?=[\\s(]|$)`, 'gm'),
    },
    {
      id: 'XenServer',
      near: ['name-label'],
      at: new RegExp(`name-label \\( ?R[WO]\\): {0,4}(${NAME})$`, 'gm'),
    },
    {
      id: 'web server',
      near: ['server'],
      at: new RegExp(`^\\s{0,8}(?:ServerName|server_name)[ \\t]{1,8}(${NAME})(?:;|$)`, 'gm'),
    },
    {
      id: 'host of an event',
      near: ['"host"'],
      at: new RegExp(`"host"\\s{0,4}:\\s{0,4}\\{\\s{0,8}"(?:host)?name"\\s{0,4}:\\s{0,4}"(${NAME})"`, 'gm'),
    },
    {
      id: 'behind a tabulator',
      near: ['name\t'],
      at: /^(?:System|Host|Computer|Machine|Server) ?[Nn]ame\t{1,8}([A-Za-z0-9][\w.-]{1,100})$/gm,
    },
    {
      id: 'greeting and alarm',
      near: ['welcome to ', 'host '],
      at: /^Welcome to ([A-Za-z0-9][\w-]{1,62})[!.]?$|\b[Hh]ost ([A-Za-z0-9][\w.-]{1,100}) (?:is )?(?:down|up|unreachable|not responding)\b/gm,
    },
    {
      id: 'hostname in quotes',
      near: ['hostname '],
      at: /\bhostname ["']([A-Za-z0-9][\w.-]{1,100})["']/gi,
    },
    {
      id: 'guest that is made',
      near: ['virt-install', 'virt-clone', 'vboxmanage', 'qm create'],
      at: / --name[ =]["']?([A-Za-z0-9][\w.-]{1,100})/g,
    },
    { id: 'core files', near: ['core.', '.core'], at: /\/core\.[\w+-]{1,40}\.([A-Za-z][\w-]{1,60})\.\d/g },
    {
      id: 'name with a domain',
      near: ['.'],
      at: new RegExp(
        `(?<![A-Za-z0-9_.@/\\\\-]|%(?=40))(?:${LABEL}\\.){1,6}(?:${NETWORK_ENDS})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9]|\\()`,
        'gi',
      ),
    },
    {
      id: 'name with a domain, in a path',
      near: ['.'],
      at: new RegExp(`(?<=[/@-])(?:${LABEL}\\.){2,6}(?:${NETWORK_ENDS})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`, 'gi'),
    },
  ],
  parts,
  read: readHost,
  make: (n) => `host-${n}`,
  bits: 40,
  isMade: (thing) => /^host-\d+$/.test(thing),
  spellings: (thing) => (thing.length < 3 || isWord(thing) || isDeviceName(thing) ? [] : writtenForms(thing)),
}

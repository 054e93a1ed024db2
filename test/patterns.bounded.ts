/**
 * Patterns that the checker does not call linear, or of which it finds no answer in its time, and why they take no long time all the same.
 * `at` is a file; `pattern` how it begins, where the reason is not one for all patterns of the file.
 */
export interface Bound {
  readonly at: string
  readonly pattern?: string
  readonly reason: string
}

const ONE_LINE =
  'matched against one line, which holds no line end: the rest of the line always fits, and nothing is tried again'
const LINK =
  "matched against the target of a link: at most 4096 characters, the kernel's PATH_MAX (src/archive/read.ts, src/archive/collected.ts)"
const NO_ANSWER = 'the checker finds no answer; no group is repeated within another'
const STEPS = 'a bounded number of steps from each place where it may begin (its counts in braces)'
const OWN = 'matched against text that this program or the person who runs it made'

/** These reasons are measured: a MiB made of the words of the pattern takes less than a second. */
export const MEASURED: ReadonlySet<string> = new Set([STEPS, NO_ANSWER])

export const BOUNDED: readonly Bound[] = [
  { at: 'src/platforms/dmi.ts', reason: 'matched against at most 1024 characters (virtualBoard)' },
  { at: 'src/evidence/captured/lsscsi.ts', reason: STEPS },
  { at: 'src/definitions/recognise.ts', pattern: '/^([a-z][a-z0-9_-]{0,40})', reason: ONE_LINE },
  { at: 'src/definitions/recognise.ts', pattern: '/^[ \\t]{0,40}disk', reason: STEPS },
  {
    at: 'src/definitions/recognise.ts',
    pattern: '/\\d{1,9}$/',
    reason: 'a key of at most 41 characters, which another pattern has just matched',
  },
  { at: 'src/redaction/answer.ts', pattern: '/[0-9a-f]{8}-', reason: STEPS },
  { at: 'src/redaction/kinds/cloud.ts', pattern: '/(?<![a-z0-9])ocid1', reason: STEPS },
  { at: 'src/redaction/kinds/container.ts', pattern: '/machine-(?:qemu', reason: STEPS },
  { at: 'src/redaction/kinds/container.ts', pattern: '/^(?:[a-z0-9-]{1,63}\\s{1,20})?([a-z0-9]', reason: STEPS },
  { at: 'src/redaction/kinds/domain.ts', pattern: '/^(?:\\|)?\\s{0,4}(?:search|domain)', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/\\bpassword\\s{1,4}([^', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/rootpw\\s{1,4}(?:--', reason: STEPS },
  { at: 'src/redaction/kinds/uuid.ts', pattern: '/(?<![0-9A-Za-z]|vmbus:|MESSAGE_ID', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/(?:(?<![A-Za-z0-9])|(?<=%3D|%20|%22))eyJ', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/iscsi:[^\\s:@]{1,60}:([^\\s]{1,120})', reason: STEPS },
  { at: 'src/redaction/kinds/host.ts', pattern: '/(?<!\\.)\\.+$/', reason: STEPS },
  { at: 'src/redaction/kinds/host.ts', pattern: '/(?:\\/dev\\/mapper\\/|dev-mapper-|mapper\\/|dm-', reason: STEPS },
  { at: 'src/redaction/kinds/host.ts', pattern: '/(?:client-hostname|host-name|Hostname Optio', reason: STEPS },
  { at: 'src/redaction/kinds/domain.ts', pattern: '/(?:search|domains?)["\']?\\s{0,3}:\\s{0,3}\\[([', reason: STEPS },
  { at: 'src/redaction/kinds/domain.ts', pattern: '/(?:registered organi[sz]ation|organi[sz]ati', reason: STEPS },
  { at: 'src/redaction/kinds/domain.ts', pattern: '/^[.]+|(?<![\\s.,;])[\\s.,;]+$/g', reason: STEPS },
  { at: 'src/redaction/kinds/ip.ts', pattern: '/((?:[0-9a-f]\\.){31}[0-9a-f])\\.ip6\\.arpa/gi', reason: STEPS },
  { at: 'src/redaction/kinds/ip.ts', pattern: '/([0-9a-f-]{3,39})\\.ipv6-literal\\.net/gi', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/[A-Za-z0-9_][\\w.+-]{0,63}%40(?:[A-Za-z0-9-]', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/^[ \\t>|]{0,8}[[(]?([A-Za-z_][\\w.-]{0,31})@[', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/[a-z][a-z0-9+.-]{1,20}:\\/\\/([A-Za-z_][\\w.%-', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/(?<![.,;:])[.,;:]+$/', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/[a-z][a-z0-9+.-]{1,20}:\\/\\/[^\\s/:@"\']{0,100', reason: STEPS },
  { at: 'src/redaction/commands.ts', pattern: '/(?<![\\w+-])[A-Za-z0-9][\\w+]{0,30}', reason: STEPS },
  { at: 'src/redaction/commands.ts', pattern: '/(?:^|[$#%>;|&({`"\'=:+@!-]|\\b(?:sudo|exec|then', reason: STEPS },
  { at: 'src/redaction/commands.ts', pattern: '/[\\w.\\\\/:~-]{0,100}[\\\\/]$/', reason: STEPS },
  { at: 'src/redaction/commands.ts', pattern: '/[@/][\\w.@/-]{0,200}$/', reason: STEPS },
  { at: 'src/redaction/kinds/secret-places.ts', pattern: '/[ \\t]-[uUl][ \\t]?', reason: STEPS },
  { at: 'src/redaction/kinds/secret-places.ts', pattern: '/["\']?(?:name|key|id|Name|Key|variable|env)["\'', reason: STEPS },
  { at: 'src/redaction/kinds/secret-places.ts', pattern: '/\\bsecret,[^\\s]{0,120}?\\bdata=([^\\s,]{3,200})|', reason: STEPS },
  { at: 'src/redaction/kinds/user-places.ts', pattern: '/\\[pid \\d{1,7}\\] \\[([A-Za-z_][\\w.-]{0,31})\\]|s', reason: STEPS },
  { at: 'src/redaction/kinds/user-places.ts', pattern: '/^[ \\t]{0,8}Match User[ \\t]{1,4}([^\\n#]{1,200}', reason: STEPS },
  { at: 'src/redaction/kinds/user-places.ts', pattern: '/^Login(?: name)?: ([A-Za-z_][\\w.-]{0,31})(?=\\', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/(?<=\\n[ \\t]{1,19}["\']?)(?!password|auth|mode|', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/^[* ]{0,4}(\\S[^\\n]{0,62}?) {1,40}[0-9a-f]{8}-', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/GENERAL\\.CONNECTION: {1,40}([^\\n]{1,64}?)[ \\t', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/Connected network {1,40}(\\S[^\\n]{0,62}?)[ \\t]', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/^[ *A-Za-z]{0,8} (\\S(?:[^ \\n]| (?! )){0,62}) ', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/WIFI:(?:[A-RT-Z]:[^;\\n]{0,80};){0,4}S:((?:[^;', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/^Profile ([^\\n:]{1,64}) on interface |<WLANPr', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: "/policy: set '([^'\\n]{1,64})' \\(wl\\w{1,15}\\)|\\", reason: STEPS },
  { at: 'src/redaction/kinds/serial.ts', pattern: '/(?:_serial|\\/serial(?:-number|_number)?|_as', reason: STEPS },
  { at: 'src/redaction/kinds/serial.ts', pattern: '/^[^\\n]{0,80}[$#] (?:sudo )?(?:cat \\/\\S{1,10', reason: STEPS },
  { at: 'src/archive/texts/prompts.ts', pattern: '/^(?:(?:dmesg|journalctl', reason: ONE_LINE },
  { at: 'src/redaction/kinds/host.ts', pattern: '/(?:sosreport|sos-collector|supportconfig|sc', reason: STEPS },
  { at: 'src/redaction/kinds/host.ts', pattern: '/(?<![A-Za-z0-9\\\\/:])([A-Z][A-Z0-9-]{0,14}[A', reason: STEPS },
  { at: 'src/redaction/kinds/host.ts', pattern: '/^\\[([A-Za-z][\\w.-]{1,63}) [~/][^\\]\\n]{0,100', reason: STEPS },
  { at: 'src/redaction/kinds/ip.ts', pattern: '/[0-9a-f:]{3,45}(?=:(?:\\d{1,5}|\\*)(?:\\s|$))/', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/(?<![A-Za-z0-9\\\\/:])[A-Z][A-Z0-9-]{0,14}[A-', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/^\\s{0,8}(?:Allow|Deny)Users[ \\t]{1,8}([^\\n#', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', pattern: '/^(?:[\\w.:/-]{1,16}\\s{1,12}\\d{1,8}\\s{1,8}(?:', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/iscsi:([^\\s:@]{1,60}):[^\\s@]{1,100}@/g', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/^[ \\t]{0,16}(?:requirepass|masterauth|bindp', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', pattern: '/(?:\\s-pw ["\']?|freerdp[^\\n]{0,100}? \\/p:|Co', reason: STEPS },
  { at: 'src/redaction/kinds/wifi.ts', pattern: '/^id=([^\\n]{1,64})\\n(?:(?!\\[)[^\\n]{0,100}\\n)', reason: STEPS },
  { at: 'src/redaction/kinds/serial.ts', pattern: '/(?:[ ,]asset=|--serial[ =])["\']?([^\\s,"\']{3', reason: STEPS },
  { at: 'src/archive/texts/unfold.ts', reason: ONE_LINE },
  { at: 'src/archive/texts/tidy.ts', reason: ONE_LINE },
  { at: 'src/definitions/proxmox.ts', reason: ONE_LINE },
  { at: 'src/evidence/interrupts.ts', reason: ONE_LINE },
  { at: 'src/evidence/captured/lspci.ts', reason: ONE_LINE },
  {
    at: 'src/evidence/captured/windows.ts',
    reason: 'at most 40 letters before the blanks, which are tried once for each; lines are trimmed',
  },
  { at: 'src/definitions/definition.ts', reason: 'matched against the first 1000 characters' },
  { at: 'src/evidence/block.ts', reason: LINK },
  ...['disk/dasd', 'disk/hyperv-storvsc', 'disk/power', 'net/hyperv-netvsc', 'net/power'].map((name) => ({
    at: `src/devices/${name}.ts`,
    pattern: '/\\/',
    reason: LINK,
  })),
  { at: 'src/devices/disk/mmc.ts', pattern: '/mmc(', reason: STEPS },
  { at: 'src/evidence/dmesg-lines.ts', pattern: '/\\(XEN\\) ', reason: STEPS },
  { at: 'src/evidence/dmesg.ts', reason: STEPS },
  { at: 'src/evidence/kernel.ts', reason: STEPS },
  { at: 'src/evidence/boots.ts', reason: STEPS },
  {
    at: 'src/hypervisors/bare.ts',
    reason: 'one look ahead from the beginning of a value, word by word, and nothing after it that fails',
  },
  { at: 'src/judge/extension.ts', reason: OWN },
  { at: 'src/cli/page.ts', reason: OWN },
  { at: 'src/cli/parse.ts', reason: OWN },
  { at: 'src/sources/osinfo.ts', reason: "files of the system's own osinfo-db, which root installed" },
  { at: 'src/lint/keys.ts', reason: 'the name of one key of a definition, found by a reader' },
  {
    at: 'src/lint/system.ts',
    pattern: '/[^/.:@]*',
    reason: 'the path of a setting that a pattern anchored at both ends has just matched',
  },
  { at: 'src/evidence/cpuid.ts', reason: NO_ANSWER },
  { at: 'src/evidence/dmesg-devices.ts', reason: NO_ANSWER },
  { at: 'src/evidence/dmesg-lines.ts', reason: NO_ANSWER },
  { at: 'src/evidence/captured/bsd.ts', reason: NO_ANSWER },
  { at: 'src/devices/net/e1000.ts', pattern: '/^(wm', reason: NO_ANSWER },
  { at: 'src/evidence/captured/verdict.ts', reason: NO_ANSWER },
]

/** Where QEMU is called in a text: the command of a line, not a word that ends like it (`/dev/kvm`, `--virt-type kvm`). */

/** A binary of QEMU by its name, with what may stand before and after it. */
const CALL =
  /(?:^|[\s\0'"/=@])(?:qemu-system-[a-z0-9_]{1,20}|qemu-kvm|kvm|qemu)(?:\.exe|-[\d.]{1,12})?['"]?(?=[\s\0\\]{1,400}['"]?--?([A-Za-z][\w-]{0,40}))/g
/** Folders that hold no programs. */
const NO_PROGRAMS = /^\/(?:dev|sys|proc|run|etc|boot|var)\//
/** Commands that run another one, which follows their own options. */
const WRAPPERS: ReadonlySet<string> = new Set(
  (
    'sudo doas exec nohup setsid time nice ionice taskset numactl chrt env strace ltrace gdb valgrind perf timeout xvfb-run unshare command eval ' +
    'screen tmux systemd-run cgexec prlimit setpriv runuser su daemonize start-stop-daemon numad stdbuf bash sh ip'
  ).split(' '),
)
/** Words of the shell before a command. */
const GLUE: ReadonlySet<string> = new Set(['if', 'then', 'else', 'elif', 'do', 'while', 'until', '!', '{', '(', '+', '++'])
/** A sign of a prompt at the end of its last word, after the machine's name or folder. `>` alone is mail quoting, which is taken off first. */
const PROMPT = /^[^\s'"=|;&>][^\s'"=|;&]{0,79}(?: [^\s'"=|;&]{1,80}){0,3} ?[$#%>❯➜] +|^[$%❯➜] +/u
/** Options by which QEMU shows something and ends. */
const ASKS: ReadonlySet<string> = new Set(['h', 'help', 'version'])

/** As many places of the name are looked at in a text; a line of a million words is no command. */
const MOST_CALLS = 1_000
/** The words before a command. */
const LONGEST = 2_000

/**
 * The places where QEMU is called, each the first character of its binary.
 * @param knows whether QEMU has an option
 */
export function* callsIn(text: string, knows: (option: string) => boolean): Generator<number> {
  let count = 0
  for (const match of text.matchAll(CALL)) {
    if (++count > MOST_CALLS) return
    const option = match[1]!
    if (!knows(option) || ASKS.has(option)) continue
    const start = wordAt(text, match.index + (/^[\s\0]/.test(match[0]) ? 1 : 0))
    const word = text.slice(start, match.index + match[0].length)
    const binary = word.replace(/^ExecStart(?:Pre)?=[-@+!:]{0,3}/, '').replace(/^['"]/, '')
    if (NO_PROGRAMS.test(binary) || /^-|^[\w.]{1,80}[=:]|[,*[\]`]/.test(binary)) continue
    if (isCommand(before(text, start))) yield start + (word.length - binary.length)
  }
}

/** Where the word begins that holds a place. */
function wordAt(text: string, at: number): number {
  let start = at
  while (start > 0 && at - start < 500 && !/[\s\0]/.test(text[start - 1]!)) start--
  return start
}

/** What stands before a place on its line, lines joined by a backslash included. */
function before(text: string, at: number): string {
  let from = text.lastIndexOf('\n', at - 1) + 1
  while (from > 1 && at - from < LONGEST && /\\\r?$/.test(text.slice(Math.max(0, from - 3), from - 1)))
    from = text.lastIndexOf('\n', from - 2) + 1
  return at - from > LONGEST ? '?' : text.slice(from, at).replace(/\\\r?\n/g, ' ')
}

/** Whether a command may stand after these words. */
function isCommand(prefix: string): boolean {
  const last = prefix
    .split(/&&|\|\||[;|&(]\s/)
    .at(-1)!
    .trimStart()
    .replace(PROMPT, '')
    .trim()
  if (last === '') return true
  const words = last.split(/[\s\0]+/)
  if (isProcess(words)) return true
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === '' || GLUE.has(word) || /^[A-Za-z_]\w{0,60}=/.test(word)) continue
    if (!WRAPPERS.has(word.replace(/^.*\//, ''))) return false
    // The options of it, with a value each where they have one, and numbers: `taskset -c 0-3`, `timeout 30`.
    while (i + 1 < words.length && /^-|^[\d.,:x-]+[smhk]?$/.test(words[i + 1]!)) {
      i++
      const next = words[i + 1]
      if (/^-[a-z]$/i.test(words[i]!) && next !== undefined && !/^-/.test(next) && !WRAPPERS.has(next)) i++
    }
    // ip netns exec NAME
    if (word === 'ip' && words[i + 1] === 'netns' && words[i + 2] === 'exec') i += 3
  }
  return true
}

/** The columns that ps(1), pgrep(1) and systemctl(1) print before a command: user, number, times. */
function isProcess(words: readonly string[]): boolean {
  const columns = words.map((word) => word.replace(/^[│├└─|`-]{1,8}(?=.)/, '')).filter((word) => !/^[│├└─|`]*$/.test(word))
  const numbers = columns.filter((word) => /^[\d?-]/.test(word)).length
  return columns.some((word) => /^\d+$/.test(word)) && numbers * 2 >= columns.length && (numbers > 1 || columns.length === 1)
}

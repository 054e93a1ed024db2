import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const cli = new URL('../dist/cli/virtcolor.cjs', import.meta.url).pathname
const DMESG = new URL('../fixtures/xen-pv/evidence/dmesg.txt', import.meta.url).pathname

/** How often each command is interrupted: VIRTCOLOR_INTERRUPTS=200 for a long run. */
const TIMES = Number(process.env['VIRTCOLOR_INTERRUPTS'] ?? 4)
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const DEFINITION = `type = "hvm"\nhap = 0\n${'# a line\n'.repeat(200)}`

interface Command {
  readonly args: readonly string[]
  readonly file: string
  /** What is in the file before; nothing where the command makes it. */
  readonly old?: string
  /** Whether a file is whole. */
  readonly whole: (text: string) => boolean
}

const ended = (end: RegExp) => (text: string) => end.test(text)
const COMMANDS: Readonly<Record<string, Command>> = {
  'a report by -o': { args: ['-o', 'out.html', DMESG], file: 'out.html', old: 'old', whole: ended(/^old$|<\/html>\s*$/) },
  'JSON by -o': { args: ['-o', 'out.json', DMESG], file: 'out.json', old: 'old', whole: ended(/^old$|\}\s*$/) },
  capture: { args: ['capture', '-o', 'out.tar.gz'], file: 'out.tar.gz', whole: (text) => text.length > 1000 },
  'lint --fix': {
    args: ['lint', '--fix', '--unsafe-fixes', 'guest.cfg'],
    file: 'guest.cfg',
    old: DEFINITION,
    whole: (text) => text.endsWith(`${'# a line\n'.repeat(200)}`),
  },
  'measure --quick': { args: ['measure', '--quick', '-o', 'm.json'], file: 'm.json', whole: ended(/\}\s*$/) },
}

const alive = (group: number): boolean => {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}

describe.runIf(existsSync(cli) && process.platform === 'linux')(
  'a signal at any moment leaves whole files and nothing else',
  () => {
    test.each(Object.entries(COMMANDS))(
      '%s',
      async (name, { args, file, old, whole }) => {
        let within = 800
        for (let n = 0; n < TIMES; n++) {
          const folder = mkdtempSync(join(tmpdir(), 'virtcolor-interrupt-'))
          const [own, temporary, home] = ['own', 'tmp', 'home'].map((part) => join(folder, part)) as [string, string, string]
          for (const part of [own, temporary, home]) mkdirSync(part)
          if (old !== undefined) writeFileSync(join(own, file), old)
          const env = { ...process.env, TMPDIR: temporary, HOME: home, XDG_CACHE_HOME: join(home, 'cache') }
          const start = performance.now()
          const child = spawn(process.execPath, [cli, ...args], { cwd: own, env, detached: true, stdio: 'ignore' })
          const gone = new Promise<void>((resolve) => child.on('close', () => resolve()))
          const signal = SIGNALS[n % SIGNALS.length]!
          const timer = setTimeout(() => child.kill(signal), Math.random() * within)
          await gone
          clearTimeout(timer)
          if (child.signalCode === null && name !== 'measure --quick') within = Math.max(100, performance.now() - start)
          // A child that was told to end needs a moment.
          for (let wait = 0; wait < 40 && alive(child.pid!); wait++) await new Promise((resolve) => setTimeout(resolve, 50))
          const files = readdirSync(own)
          const left = {
            alive: alive(child.pid!),
            beside: files.filter((one) => one !== file),
            temporary: readdirSync(temporary),
          }
          expect({ n, signal, ...left }).toEqual({ n, signal, alive: false, beside: [], temporary: [] })
          if (old !== undefined || files.includes(file)) expect(whole(readFileSync(join(own, file), 'latin1'))).toBe(true)
          rmSync(folder, { recursive: true, force: true })
        }
      },
      600_000,
    )
  },
)

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { made } from '../src/measure/testing/made.ts'

const cli = new URL('../dist/cli/virtcolor.cjs', import.meta.url).pathname
const DMESG = new URL('../fixtures/xen-pv/evidence/dmesg.txt', import.meta.url).pathname

/** How often each command is interrupted: VIRTCOLOR_INTERRUPTS=200 for a long run. */
const TIMES = Number(process.env['VIRTCOLOR_INTERRUPTS'] ?? 4)
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const DEFINITION = `type = "hvm"\nhap = 0\n${'# a line\n'.repeat(200)}`

interface Command {
  readonly args: readonly string[]
  /** What it writes, if anything. */
  readonly file?: string
  /** What is in the file before; nothing where the command makes it. */
  readonly old?: string
  /** Whether a file is whole. */
  readonly whole?: (text: string) => boolean
  /** What it reads, by name. */
  readonly beside?: Readonly<Record<string, string>>
  /** The last moment of a signal in milliseconds, for what takes longer; the others are interrupted anywhere. */
  readonly within?: number
  /** Files of the cache that it may use, by name; the rest of the cache is its own. */
  readonly cached?: string
}

const RESULT = JSON.stringify(made({ syscall: 100 }))
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
  'the list of a redaction': {
    args: ['capture', '--redact', '--redact-map', 'map.txt', '-o', 'out.tar.gz'],
    file: 'map.txt',
    whole: ended(/\n$/),
  },
  'catalog refresh': { args: ['catalog', 'refresh', 'types.json'], beside: { 'types.json': '{"InstanceTypes": []}' } },
  'compare by -o': {
    args: ['compare', 'a.json', 'b.json', '-o', 'out.html'],
    file: 'out.html',
    old: 'old',
    whole: ended(/^old$|<\/html>\s*$/),
    beside: { 'a.json': RESULT, 'b.json': RESULT },
  },
  'measure --quick': { args: ['measure', '--quick', '-o', 'm.json'], file: 'm.json', whole: ended(/\}\s*$/), within: 3000 },
  'a race': {
    args: ['race', '--quick', '--modes', 'pv,pvh', '-o', 'race.html'],
    file: 'race.html',
    old: 'old',
    whole: ended(/^old$/),
    within: 15_000,
    cached: 'virtcolor/race',
  },
}

/** The folder with what a race downloads and unpacks; with it a race can be interrupted without a network. */
const cacheOf = (part: string): string => join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), part)

/** Processes that were started for this folder, in whatever group. */
const working = (folder: string): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(folder)
    } catch {
      return false
    }
  })

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
    for (const [name, { args, file, old, whole, beside = {}, within: most, cached }] of Object.entries(COMMANDS))
      test(name, { timeout: 3_600_000 }, async (context) => {
        if (cached !== undefined && !existsSync(join(cacheOf(cached), 'root', '.complete')))
          context.skip('needs the packages of an earlier race in the cache folder')
        let within = most ?? 800
        for (let n = 0; n < TIMES; n++) {
          const folder = mkdtempSync(join(tmpdir(), 'virtcolor-interrupt-'))
          const [own, temporary, home] = ['own', 'tmp', 'home'].map((part) => join(folder, part)) as [string, string, string]
          for (const part of [own, temporary, home]) mkdirSync(part)
          for (const [path, text] of Object.entries(beside)) writeFileSync(join(own, path), text)
          if (old !== undefined && file !== undefined) writeFileSync(join(own, file), old)
          const cache = join(home, 'cache', cached ?? '')
          if (cached !== undefined) {
            mkdirSync(cache, { recursive: true })
            for (const part of ['root', 'packages', 'packages.json'])
              symlinkSync(join(cacheOf(cached), part), join(cache, part))
          }
          const env = { ...process.env, TMPDIR: temporary, HOME: home, XDG_CACHE_HOME: join(home, 'cache') }
          const start = performance.now()
          const child = spawn(process.execPath, [cli, ...args], { cwd: own, env, detached: true, stdio: 'ignore' })
          const gone = new Promise<void>((resolve) => child.on('close', () => resolve()))
          const signal = SIGNALS[n % SIGNALS.length]!
          const timer = setTimeout(() => child.kill(signal), Math.random() * within)
          await gone
          clearTimeout(timer)
          if (child.signalCode === null && most === undefined) within = Math.max(100, performance.now() - start)
          // A child that was told to end needs a moment.
          for (let wait = 0; wait < 40 && (alive(child.pid!) || working(folder).length > 0); wait++)
            await new Promise((resolve) => setTimeout(resolve, 50))
          const expected = new Set([file, ...Object.keys(beside), ...(args.includes('out.tar.gz') ? ['out.tar.gz'] : [])])
          const runs = join(cache, 'runs')
          const left = {
            alive: alive(child.pid!),
            working: working(folder).length,
            beside: readdirSync(own).filter((one) => !expected.has(one)),
            temporary: readdirSync(temporary),
            runs: existsSync(runs) ? readdirSync(runs) : [],
          }
          expect({ n, signal, ...left }).toEqual({ n, signal, alive: false, working: 0, beside: [], temporary: [], runs: [] })
          if (file !== undefined && (old !== undefined || existsSync(join(own, file))))
            expect(whole!(readFileSync(join(own, file), 'latin1'))).toBe(true)
          rmSync(folder, { recursive: true, force: true })
        }
      })
  },
)

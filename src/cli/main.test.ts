import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nearest } from '../nearest.ts'
import { commands } from './commands/index.ts'
import { SUMMARIES } from './commands/summaries.ts'
import { completions, suggesting } from './complete.ts'
import { main } from './main.ts'
import { allSpecs, flagsOf, man, markdown } from './reference.ts'
import { fakeIo } from './testing.ts'

async function run(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const exit = await main(argv, io)
  return { exit, out: out(), err: err() }
}

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0

describe('usage errors are one line that says what would do, and exit 2', () => {
  it.each([
    [['--jsn'], "virtcolor: unknown option '--jsn' (did you mean --json?)"],
    [['--color', 'alwys'], "virtcolor: --color: 'alwys' is not one of auto, always, never (did you mean 'always'?)"],
    [['-o'], "virtcolor: option '-o, --output <file>' argument missing"],
    [['why'], "virtcolor: missing required argument 'component'"],
    [
      ['why', 'dsk'],
      "virtcolor: 'dsk' is not one of cpu, board, interrupts, disk, network, hypervisor, mode, role, platform, container (did you mean 'disk'?)",
    ],
    [['completion', 'tcsh'], "virtcolor: 'tcsh' is not one of bash, zsh, fish"],
    [['completion', 'bash', 'zsh'], 'virtcolor: too many arguments. Expected 1 argument but got 2'],
    [['help', 'wyh'], "virtcolor: unknown command 'wyh' (did you mean 'why'?)"],
    [['--json', 'a', 'b'], 'virtcolor: --json prints one report; use --jsonl for several sources'],
    [['--json', '--jsonl', 'a'], 'virtcolor: --json cannot be combined with --jsonl'],
    [
      ['--json', '--only', 'disk', 'a'],
      'virtcolor: --only cannot be combined with JSON output, which has the components under .cells',
    ],
    [['--only', 'disc', 'a'], "virtcolor: --only: 'disc' is not a component (did you mean 'disk'?)"],
    [
      ['--require', 'network'],
      "virtcolor: --require: 'network' is not of the form component=kind[,kind…] or component!=kind[,kind…]",
    ],
    [['--require', 'network=XX'], "virtcolor: --require network=XX: 'XX' is not one of VS, P, VH, H, -"],
    [['-o', 'a.json', 'a', 'b'], 'virtcolor: a.json: a .json file holds only one report; use .jsonl for several sources'],
  ])('%j', async (argv, line) => {
    expect(await run(...argv)).toEqual({ exit: 2, out: '', err: `${line}\n` })
  })
})

describe('what a user meant', () => {
  it('is a command, alone and before its arguments', async () => {
    const alone = await run('lnt')
    expect(alone).toMatchObject({
      exit: 3,
      err: "virtcolor: lnt: no such file or directory (did you mean the command 'lint'?)\n",
    })
    expect((await run('lnt', 'fixtures/xen-pv')).err).toBe(alone.err)
  })

  it('is the text on standard input, which the report of this machine does not read', async () => {
    const { io, err } = fakeIo()
    await main([], { ...io, hasInput: true })
    expect(err()).toContain("standard input is not read (to read it, add '-')")
    const { io: none, err: nothing } = fakeIo()
    await main([], none)
    await main(['fixtures/xen-pv'], { ...none, hasInput: true })
    expect(nothing()).not.toContain('standard input')
  })
})

describe('help', () => {
  it('is a golden file', async () => {
    const texts = [
      await run('--help'),
      ...(await Promise.all(['why', 'spectrum', 'completion'].map((name) => run('help', name)))),
    ]
    expect(texts.map((t) => t.exit)).toEqual([0, 0, 0, 0])
    await expect(texts.map((t) => t.out).join('\n')).toMatchFileSnapshot('./help.golden.txt')
  })

  it('is under 80 columns, and examples come last', async () => {
    for (const name of ['', ...commands.map((c) => c.name)]) {
      const { out } = await run(...(name === '' ? [] : [name]), '-h')
      expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
      expect(out.indexOf('\nExamples:\n')).toBeGreaterThan(out.indexOf('\nOptions:\n'))
    }
  })

  it('-V prints the version', async () => {
    expect((await run('-V')).out).toMatch(/^virtcolor \d+\.\d+\.\d+\n$/)
  })
})

it('every command in the list is itself, and has a summary', async () => {
  expect(Object.keys(SUMMARIES)).toEqual(commands.map((c) => c.name))
  for (const entry of commands) {
    const { command } = await entry.load()
    expect([command.name, command.summary]).toEqual([entry.name, SUMMARIES[entry.name]])
  }
})

it('every option can be read by man page and completions', async () => {
  for (const spec of await allSpecs()) for (const o of spec.options) expect(flagsOf(o).long, o.flags).toMatch(/^--\w/)
})

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('%s is well formed where its shell is there', async (shell) => {
    const { exit, out } = await run('completion', shell)
    expect(exit).toBe(0)
    if (!has(shell)) return
    const folder = mkdtempSync(join(tmpdir(), 'virtcolor-completion-'))
    const file = join(folder, 'script')
    writeFileSync(file, out)
    const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it.runIf(has('bash')).each([
    ['virtcolor wh', ['why']],
    ['virtcolor --js', ['--json', '--jsonl']],
    ['virtcolor why d', ['disk']],
    ['virtcolor --color n', ['never']],
    ['virtcolor spectrum --layout 20', ['2014', '2017']],
    ['virtcolor spectrum --s', ['--sriov']],
    ['virtcolor help c', ['completion']],
    ['virtcolor --only n', ['network']],
    ['virtcolor --require net', ['network=VH']],
    ['virtcolor --require network = ', ['VS', 'VH', 'H']],
    ['virtcolor --require mode = pvh', ['pvhvm', 'pvh']],
    ['virtcolor catalog fam', ['family=']],
  ])('bash completes %j', async (line, expected) => {
    const script = completions['bash']!(await suggesting(await allSpecs()))
    const words = line.split(' ')
    const drive = `${script}\nCOMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _virtcolor; printf '%s\\n' "\${COMPREPLY[@]}"`
    expect(execFileSync('bash', ['-c', drive], { encoding: 'utf8' }).trim().split('\n')).toEqual(
      expect.arrayContaining(expected),
    )
  })
})

describe('generated reference', () => {
  it.runIf(has('groff'))('the manual page has no warnings', async () => {
    const { status, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', '-z'], { input: await man(), encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  it('names every command and option', async () => {
    const [page, text] = [await man(), await markdown()]
    for (const spec of await allSpecs()) {
      for (const o of spec.options) {
        expect(text).toContain(flagsOf(o).long)
        expect(page).toContain(flagsOf(o).long.replaceAll('-', '\\-'))
      }
    }
  })
})

it.each([
  ['wyh', 'why'],
  ['spectrm', 'spectrum'],
  ['zzz', undefined],
])('nearest(%s)', (word, expected) => {
  expect(nearest(word, commands.map((c) => c.name))).toBe(expected) // biome-ignore format: one thought
})

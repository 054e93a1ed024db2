import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
interface Step {
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as { readonly runs: { readonly steps: readonly Step[] } }
const hooks = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as readonly { id: string; entry: string }[]

const GUEST =
  "<domain type='kvm'><devices><disk type='file' device='disk'><target dev='hda' bus='ide'/></disk></devices></domain>\n"

describe('the GitHub action', () => {
  let folder: string
  /** A checkout of the action whose command prints the words that it was given. */
  let checkout: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'virtcolor-action-'))
    checkout = mkdtempSync(join(tmpdir(), 'virtcolor-checkout-'))
    cpSync(join(root, 'scripts/action.sh'), join(checkout, 'scripts/action.sh'))
    mkdirSync(join(checkout, 'dist/cli'), { recursive: true })
    writeFileSync(join(checkout, 'dist/cli/virtcolor.cjs'), 'process.stdout.write(JSON.stringify(process.argv.slice(2)))')
    for (const name of [
      'a.xml',
      '--ignore=VC101=x.xml',
      '--x.xml',
      '-.xml',
      '-',
      'with space.xml',
      'line\nend.xml',
      '$(id).xml',
    ])
      writeFileSync(join(folder, name), GUEST)
  })
  afterAll(() => {
    for (const one of [folder, checkout]) rmSync(one, { recursive: true, force: true })
  })
  const run = (files: string, path: string, more: Readonly<Record<string, string>> = {}) =>
    spawnSync('bash', [join(path, 'scripts/action.sh')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        FILES: files,
        FAIL_ON: 'warning',
        SEVERITY: 'info',
        FORMAT: 'github',
        OUTPUT: '',
        GITHUB_ACTION_PATH: path,
        ...more,
      },
    })

  it('takes every name as the name of a file', () => {
    const words = JSON.parse(run('*', checkout).stdout) as string[]
    const end = words.indexOf('--')
    expect(words.slice(0, end)).toEqual(['lint', '--format', 'github', '--severity', 'info', '--fail-on', 'warning'])
    expect(words.slice(end + 1).sort()).toEqual(
      ['./--ignore=VC101=x.xml', './--x.xml', './-', './-.xml', '$(id).xml', 'a.xml', 'line\nend.xml', 'with space.xml'].sort(),
    )
    expect(JSON.parse(run('--fix a.xml', checkout).stdout).slice(-2)).toEqual(['./--fix', 'a.xml'])
  })

  it('ends where no file matches', () => {
    expect(run('*.vmx', checkout)).toMatchObject({ status: 2, stdout: '', stderr: 'no file matches: *.vmx\n' })
    // A line of the log may be a command of the runner.
    expect(run('*.vmx\n::add-mask::*\n##[error]*', checkout).stderr).toBe('no file matches: *.vmx ::add-mask::* ## [error]*\n')
  })

  it('writes what it finds where it was told', () => {
    expect(run('a.xml', checkout, { OUTPUT: join(folder, 'out.txt') }).stdout).toBe('')
    expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toContain('a.xml')
  })

  it('runs its own checkout, and nothing by the name of a package', () => {
    const { steps } = action.runs
    expect(steps.map(({ run = '' }) => run).join('\n')).not.toMatch(/\bnpx\b|npm (?:install|i|exec) [^-\s]/)
    expect(steps.at(-1)!.run).toBe('bash "$GITHUB_ACTION_PATH/scripts/action.sh"')
    // Inputs reach the shell as variables, never as text of a script.
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
    expect(Object.keys(steps.at(-1)!.env!).sort()).toEqual([
      'FAIL_ON',
      'FILES',
      'FORMAT',
      'GITHUB_ACTION_PATH',
      'OUTPUT',
      'SEVERITY',
    ])
  })

  const built = existsSync(join(root, 'dist/cli/virtcolor.cjs'))
  it.skipIf(!built)('a file with the name of an option silences nothing', () => {
    const { stdout, status } = run('*.xml', root)
    expect(status).toBe(1)
    // One finding for each of the seven files.
    expect(stdout.match(/::warning [^\n]*VC101/g)).toHaveLength(7)
  })
})

describe('the hooks of pre-commit', () => {
  it('take every name as the name of a file, and write safe fixes only', () => {
    expect(hooks.map(({ id, entry }) => [id, entry])).toEqual([
      ['virtcolor-lint', 'virtcolor lint --'],
      ['virtcolor-lint-fix', 'virtcolor lint --fix --'],
    ])
  })
})

describe('installing the package', () => {
  it('runs no script: npm has none to run, and the build is done before it is packed', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    // https://docs.npmjs.com/cli/using-npm/scripts#npm-install; `prepare` runs in a checkout alone.
    const run = ['preinstall', 'install', 'postinstall', 'preprepare', 'postprepare', 'dependencies']
    expect(Object.keys(scripts).filter((name) => run.includes(name))).toEqual([])
  })
})

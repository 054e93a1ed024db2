import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A copy of the built command line, so that its cache can be taken away and broken. */
let folder: string
const caches = (): string[] => readdirSync(join(folder, 'cli')).filter((name) => name.endsWith('.cache'))
const run = (file: string, ...args: string[]) => spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' })
const fixture = 'fixtures/xen-pv/evidence'

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-launch-'))
  cpSync('dist/cli', join(folder, 'cli'), { recursive: true })
  for (const name of caches()) rmSync(join(folder, 'cli', name))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the code cache', () => {
  it('is made on a machine that tells nothing, too: the build does not depend on where it runs', () => {
    const nothing = join(folder, 'nothing')
    mkdirSync(join(nothing, 'proc'), { recursive: true })
    writeFileSync(join(nothing, 'proc', 'cmdline'), 'quiet\n')
    expect(run(join(folder, 'cli', 'virtcolor.cjs'), nothing).status).toBe(4)
    const made = run(join(folder, 'cli', 'warm.cjs'), nothing)
    expect([made.status, made.stderr]).toEqual([0, expect.not.stringContaining('Error')])
    expect(caches()).toHaveLength(1)
  })

  it('is made by npm for the Node that it installs with, and fails no installation', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const install = (cwd: string) => spawnSync(scripts.postinstall, { cwd, encoding: 'utf8', shell: true })
    const quiet = { status: 0, stdout: '', stderr: '' }
    expect(install(folder)).toMatchObject(quiet)
    const installed = join(folder, 'installed')
    cpSync(join(folder, 'cli'), join(installed, 'dist', 'cli'), { recursive: true })
    for (const name of caches()) rmSync(join(installed, 'dist', 'cli', name))
    expect(install(installed)).toMatchObject(quiet)
    const [made] = readdirSync(join(installed, 'dist', 'cli')).filter((name) => name.endsWith('.cache'))
    expect(made).toContain(process.version)
    // A place where no file can be written.
    rmSync(join(installed, 'dist', 'cli', made!))
    mkdirSync(join(installed, 'dist', 'cli', made!))
    expect(install(installed)).toMatchObject(quiet)
  })

  it('changes no answer, be it there, absent or broken', () => {
    const program = join(folder, 'cli', 'virtcolor.cjs')
    const answer = run(program, fixture).stdout
    expect(answer).toContain('PV')
    for (const name of caches()) writeFileSync(join(folder, 'cli', name), 'no cache of V8')
    expect(run(program, fixture)).toMatchObject({ status: 0, stdout: answer, stderr: '' })
    for (const name of caches()) rmSync(join(folder, 'cli', name))
    expect(run(program, fixture)).toMatchObject({ status: 0, stdout: answer, stderr: '' })
  })
})

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
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
    expect(caches()).toHaveLength(2)
  })

  it('is accepted by V8, that of the chunk for captures too', () => {
    for (const name of caches()) {
      const file = join(folder, 'cli', name.replace(/\.v\d.*$/, ''))
      const source = readFileSync(file, 'latin1')
      const cachedData = readFileSync(join(folder, 'cli', name))
      const wrapped = file.endsWith('program.cjs') ? source : Module.wrap(source)
      expect(new Script(wrapped, { filename: file, cachedData }).cachedDataRejected).toBe(false)
    }
  })

  it('is not made by installing: npm runs nothing of this package on the machine that installs it', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([])
  })

  it('where no file can be written is not made, and nothing is said or left', () => {
    for (const name of caches()) rmSync(join(folder, 'cli', name))
    const place = join(folder, 'cli', `program.cjs.${process.version}-${process.arch}.cache`)
    mkdirSync(join(place, 'in-the-way'), { recursive: true })
    expect(run(join(folder, 'cli', 'warm.cjs'), fixture)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(readdirSync(join(folder, 'cli')).filter((name) => /\.cache\.\d+$/.test(name))).toEqual([])
    rmSync(place, { recursive: true })
    expect(run(join(folder, 'cli', 'warm.cjs'), fixture).status).toBe(0)
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

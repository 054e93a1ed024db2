import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const cli = new URL('../../dist/cli/virtcolor.cjs', import.meta.url).pathname

/** `npm test` builds first; a single run of vitest need not have. */
describe.runIf(existsSync(cli))('the built program', () => {
  const sh = (script: string): { status: number | null; stdout: string; stderr: string } =>
    spawnSync('bash', ['-c', `set -o pipefail; ${script}`], { encoding: 'utf8', env: { ...process.env, CLI: cli } })

  it('a reader that goes away is no error', () => {
    expect(sh('node "$CLI" --help | true')).toEqual(expect.objectContaining({ status: 0, stderr: '' }))
  })

  it.runIf(existsSync('/dev/full'))('a full disk is one line and exit 3', () => {
    expect(sh('node "$CLI" --help > /dev/full')).toEqual(
      expect.objectContaining({ status: 3, stderr: 'virtcolor: standard output: the disk is full\n' }),
    )
  })

  it('reads a FIFO, which can be opened once', () => {
    const script =
      'd=$(mktemp -d); mkfifo "$d/f"; { cat fixtures/xen-pv/evidence/dmesg.txt > "$d/f"; echo "writer $?" >&2; } & timeout 20 node "$CLI" "$d/f" | head -n 2; wait; rm -r "$d"'
    expect(sh(script)).toMatchObject({ status: 0, stdout: expect.stringContaining('Xen'), stderr: 'writer 0\n' })
  })

  it('a command that ends without an answer says so', () => {
    // A source (larger than what is read at once) that never answers, with nothing left to wait for: Node would end with 0.
    const never =
      'require("node:fs").createReadStream = () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) }); process.argv = [process.argv[0], process.env.CLI, "package-lock.json"]; require(process.env.CLI)'
    const ran = spawnSync(process.execPath, ['-e', never], { encoding: 'utf8', env: { ...process.env, CLI: cli } })
    expect(ran).toMatchObject({
      status: 70,
      stdout: '',
      stderr: expect.stringMatching(/^virtcolor: internal error: [^\n]+\n$/),
    })
  })

  it('wrong usage ends with 2', () => {
    expect(sh('node "$CLI" --jsn').status).toBe(2)
  })

  it('a bare start loads one part of Node and two files of its own', () => {
    // What nobody would see in a measurement on a busy machine: each part of Node's library more is a third of a millisecond.
    const watch =
      'const own = new Set(process.moduleLoadList); process.reallyExit = () => require("fs").writeSync(2, JSON.stringify([process.moduleLoadList.filter((m) => !own.has(m)), Object.keys(require.cache).length])); process.argv = [process.argv[0], process.env.CLI]; require(process.env.CLI)'
    for (const out of ['> /dev/null', '| cat > /dev/null']) {
      const { stderr } = sh(`node -e '${watch}' ${out}`)
      const [parts, files] = JSON.parse(stderr) as [string[], number]
      expect(parts.filter((part) => !/ (?:vm|internal\/modules|internal\/source_map)/.test(part))).toEqual([])
      expect(files).toBe(2)
    }
  })

  it('a bare start sets no timer, and asks for no local time, for which V8 would load the time zones', () => {
    const watch =
      'const used = []; const note = (of, name) => { const as = of[name]; of[name] = function (...args) { used.push(name); return as.apply(this, args) } }; for (const name of ["getFullYear", "getMonth", "getDate", "toISOString", "toJSON"]) note(Date.prototype, name); note(globalThis, "setTimeout"); process.reallyExit = () => require("fs").writeSync(2, JSON.stringify(used)); process.argv = [process.argv[0], process.env.CLI]; require(process.env.CLI)'
    expect(sh(`node -e '${watch}' > /dev/null`).stderr).toBe('[]')
  })

  it('the bare command loads no option parser', () => {
    const { stderr } = sh(
      'node -e \'process.reallyExit = () => process.stderr.write(Object.keys(require.cache).join("\\n")); process.argv = [process.argv[0], process.env.CLI]; require(process.env.CLI)\' > /dev/null',
    )
    const loaded = stderr.split('\n').filter((path) => path.endsWith('.cjs'))
    expect(loaded.length).toBeGreaterThan(0)
    for (const path of loaded) expect(readFileSync(path, 'utf8')).not.toContain('excessArguments')
    expect(readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })
})

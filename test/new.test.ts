import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const { copyTo } = (await import('../scripts/lib/copy.mjs' as string)) as { copyTo: (folder: string) => void }
const COPY: string = mkdtempSync(join(tmpdir(), 'virtcolor-new-'))
afterAll(() => rmSync(COPY, { recursive: true, force: true }))

const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, args, { cwd: COPY, encoding: 'utf8' })
const types = (): string => run('node_modules/typescript/bin/tsc', '--noEmit').stdout
test('npm run new writes a hypervisor, a device, a lint rule and a line that the types and the tests take at once', () => {
  copyTo(COPY)
  for (const args of [
    ['hypervisor', 'foo-vmm', '--signature', 'FooFooFooFoo', '--title', 'Foo VMM'],
    ['device', 'foo-nic', '--class', 'net', '--driver', 'foo_nic', '--pci', '10ee:0100'],
    ['lint', 'foo-key', '--id', 'VC999'],
    ['line', 'kernel.foo', '--text', 'Grant tables using version 1 layout'],
  ]) {
    const { status, stderr, stdout } = run('scripts/new.mjs', ...args)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('npm run types')
  }
  expect(types()).toBe('')
  const tests = ['test/rules.test.ts', 'test/dead-rows.test.ts', 'test/rooms.test.ts', 'src/lint/rules.test.ts']
  const { stdout } = run('node_modules/vitest/vitest.mjs', 'run', '--reporter=json', ...tests)
  const failed = (
    JSON.parse(stdout) as { testResults: { assertionResults: { status: string; title: string }[] }[] }
  ).testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ title }) => title)
  // Only the documents and goldens that list every row have to be made again.
  expect(failed.filter((title) => !/docs\/|golden|as it was|harmless/.test(title))).toEqual([])
}, 300_000)

test('a mistake is refused by the types, with its place', () => {
  const mistakes = [
    // Not in the list of hypervisors, of kinds, of formats.
    ['src/hypervisors/foo-vmm.ts', "id: 'foo-vmm'", "id: 'foo-vm'"],
    ['src/devices/net/foo-nic.ts', "'VH'", "'VX'"],
    ['src/lint/rules/foo-key.ts', "patterns: [{ format: 'xl'", "patterns: [{ format: 'libvrit'"],
  ] as const
  for (const [path, from, to] of mistakes) {
    const file = join(COPY, path)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain(from)
    writeFileSync(file, text.replace(from, to))
  }
  const refused = types()
  for (const [path, , to] of mistakes) {
    expect(refused).toContain(`${path}(`)
    expect(refused).toContain(/'([^']+)'$/.exec(to)![1])
  }
})

test('what exists is not overwritten, and wrong usage is one', () => {
  expect(run('scripts/new.mjs', 'hypervisor', 'foo-vmm', '--signature', 'x')).toMatchObject({
    status: 2,
    stderr: 'src/hypervisors/foo-vmm.ts exists\n',
  })
  expect(run('scripts/new.mjs', 'hypervisor', '../x', '--signature', 'x').status).toBe(2)
  expect(run('scripts/new.mjs', 'toString', 'x').status).toBe(2)
})

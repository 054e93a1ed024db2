// Every example of docs/library.md and README.md: compiled against the built types, run in Node, and bundled for a browser.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_BROWSER, launch } from './browser.ts'

const ROOT = process.cwd()
const BUILT = existsSync(join(ROOT, 'dist', 'lib', 'node.js'))

interface Example {
  readonly name: string
  readonly code: string
  /** Imports nothing but 'virtcolor', so that it has to work in a browser too. */
  readonly portable: boolean
  /** The output, from the comments after `console.log`. */
  readonly output: readonly string[]
}

const EXAMPLES: readonly Example[] = ['docs/library.md', 'README.md'].flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code], i) => ({
    name: `${file.replace(/\W/g, '-')}-${i + 1}`,
    code: code!,
    portable: !code!.includes("'virtcolor/node'"),
    output: [...code!.matchAll(/console\.log\(.*\) \/\/ (.*)$/gm)].map(([, line]) => line!),
  })),
)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-library-'))
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules', 'virtcolor'))
  symlinkSync(join(ROOT, 'node_modules', '@types', 'node'), join(folder, 'node_modules', '@types', 'node'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const { name, code } of EXAMPLES) writeFileSync(join(folder, `${name}.ts`), code)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('there are examples for Node and for browsers', () => {
  expect(EXAMPLES.filter((e) => e.portable).length).toBeGreaterThan(4)
  expect(EXAMPLES.filter((e) => !e.portable).length).toBeGreaterThan(1)
  for (const { name, code, output } of EXAMPLES)
    expect([name, output.length]).toEqual([name, code.match(/console\.log/g)?.length ?? 0])
})

describe.skipIf(!BUILT)('the examples of the library', () => {
  /** Compiles with every check on, the library's own declarations included. */
  function compile(options: object, examples: readonly Example[]): string {
    const common = { strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
    const project = join(folder, `tsconfig-${Object.keys(options).length}.json`)
    const compilerOptions = { ...common, target: 'es2022', outDir: 'out', ...options }
    writeFileSync(project, JSON.stringify({ compilerOptions, files: examples.map(({ name }) => `${name}.ts`) }))
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
    return spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8', cwd: folder }).stdout
  }

  test('compile for Node, and for a bundler without Node types', () => {
    expect(compile({ module: 'nodenext', types: ['node'] }, EXAMPLES)).toBe('')
    const browser = { module: 'esnext', moduleResolution: 'bundler', types: [], lib: ['es2022', 'dom'], noEmit: true }
    expect(
      compile(
        browser,
        EXAMPLES.filter((e) => e.portable),
      ),
    ).toBe('')
  })

  test.each(EXAMPLES)('$name runs in Node', ({ name, output }) => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'out', `${name}.js`)], { encoding: 'utf8', cwd: ROOT })
    expect({ stdout, stderr }).toEqual({ stdout: output.map((line) => `${line}\n`).join(''), stderr: '' })
  })

  test('run in a browser, from one bundle', async () => {
    const portable = EXAMPLES.filter((e) => e.portable)
    for (const { name, code } of portable) {
      const [imports, rest] = [code.match(/^import .*$/gm)!.join('\n'), code.replace(/^import .*$/gm, '')]
      writeFileSync(join(folder, `web-${name}.ts`), `${imports}\nexport default async (console: Console) => {${rest}}\n`)
    }
    const entry = join(folder, 'web.ts')
    const lines = portable.map(({ name }, i) => `import e${i} from './web-${name}.ts'\n`).join('')
    const calls = portable.map((_, i) => `e${i}`).join(', ')
    writeFileSync(
      entry,
      `${lines}export async function run() {
  const out = []
  for (const example of [${calls}]) {
    const lines = []
    await example({ log: (...words) => lines.push(words.join(' ')) })
    out.push(lines)
  }
  return out
}\n`,
    )
    const bundled = await rolldown({ input: entry, platform: 'browser', logLevel: 'silent' })
    const { output } = await bundled.generate({ format: 'iife', name: 'examples', codeSplitting: false })
    await bundled.close()
    const { code } = output[0]
    expect(code).not.toMatch(/["']node:/)
    expect(await inBrowser(code)).toEqual(portable.map((e) => e.output))
  })
})

/** In Chromium where there is one, otherwise in a context that has a browser's globals and none of Node's. */
async function inBrowser(code: string): Promise<unknown> {
  if (HAS_BROWSER) {
    const browser = await launch()
    try {
      const page = await browser.newPage()
      await page.goto('about:blank')
      await page.addScriptTag({ content: code })
      return await page.evaluate('examples.run()')
    } finally {
      await browser.close()
    }
  }
  const globals = { TextEncoder, TextDecoder, ReadableStream, DecompressionStream, Blob, URL, atob, setTimeout, Uint8Array }
  const context = vm.createContext(globals)
  return JSON.parse(await vm.runInContext(`${code};examples.run().then(JSON.stringify)`, context))
}

// Builds dist: the command line (CommonJS, code-split, minified: it starts faster than the same as ESM), the library (ESM),
// its declarations, and the page (dist/web/index.html, one file).
//   node scripts/build.mjs
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { devices, isElsewhere } from './lib/devices.mjs'
import { exportsApart } from './lib/exports-apart.mjs'
import { quietly, root } from './lib/project.mjs'
import { buildWeb } from './lib/web.mjs'

const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const dist = join(root, 'dist')
const packages = Object.keys(pack.dependencies)
/** These packages have native parts or need a browser; they are not bundled. */
const NATIVE = ['@resvg/resvg-js', 'playwright-core']
const BARE = [
  'cli/bin.ts',
  'cli/process.ts',
  'cli/main.ts',
  'cli/inspect.ts',
  'cli/display.ts',
  'cli/printer.ts',
  'cli/report.ts',
  'version.ts',
  'sources/index.ts',
  'sources/live.ts',
  'sources/disk.ts',
  'sources/kmsg.ts',
  'sources/cpuid.ts',
  'sources/says.ts',
  'archive/walk.ts',
  'archive/wanted.ts',
  'archive/limits.ts',
  'archive/magic.ts',
  'evidence/',
  'devices/',
  'hypervisors/',
  'judge/',
  'platforms/',
  'chart/colours.ts',
  'chart/rows.ts',
  'chart/titles.ts',
  'chart/tones.ts',
  'render/hints.ts',
  'render/paint.ts',
  'render/proof.ts',
  'render/settle.ts',
  'render/terminal.ts',
  'text.ts',
  'ranks.ts',
  'render/words.ts',
  'definitions/rules.ts',
  'examine.ts',
  'doing.ts',
  'model.ts',
  'fault.ts',
]
/** Files in these folders that only captures need. */
const NOT_BARE = ['evidence/captured/', 'evidence/index.ts']
const isBare = (id) => {
  const within = (part) => id.startsWith(join(root, 'src', part))
  return BARE.some(within) && !NOT_BARE.some(within) && !isElsewhere(id)
}
/** What the other half of all runs needs, those over captures. */
const CAPTURES = [
  'answer.ts',
  'archive/capture.ts',
  'archive/open.ts',
  'archive/root.ts',
  'archive/text.ts',
  'archive/tidy.ts',
  'capture/paste.ts',
  'capture/unfold.ts',
  'definitions/index.ts',
  'definitions/prose.ts',
  'evidence/captured/',
  'evidence/index.ts',
  'sources/directory.ts',
]
const isOfCaptures = (id) => isElsewhere(id) || CAPTURES.some((part) => id.startsWith(join(root, 'src', part)))
const external = (names) => (id) => names.some((name) => id === name || id.startsWith(`${name}/`))

async function bundle(input, external, output, plugins = []) {
  const bundled = await rolldown({
    input,
    external,
    platform: 'node',
    plugins,
    cwd: root,
    logLevel: 'warn',
    // BARE imports statically what other files import dynamically, on purpose.
    checks: { ineffectiveDynamicImport: false },
    transform: { target: 'node20.19' },
    optimization: { inlineConst: { mode: 'all' } },
  })
  await bundled.write(output)
  await bundled.close()
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })

await bundle(
  { program: join(root, 'src/cli/bin.ts') },
  external(NATIVE),
  {
    dir: join(dist, 'cli'),
    format: 'cjs',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    // The bare command loads one file: each further file costs a look-up and a read, a third of a millisecond.
    codeSplitting: {
      groups: [
        { name: 'bare', test: isBare },
        { name: 'captured', test: isOfCaptures },
      ],
    },
  },
  [devices],
)
// With one byte for each character the file is read faster, and V8 keeps and hashes half as much.
const chunk = join(dist, 'cli', 'program.cjs')
const inline = (text) =>
  text.replace(/require\((["`'])\.\/(rolldown-runtime-[\w-]+\.cjs)\1\)/, (_, __, name) => {
    // The bundler's runtime is a few lines; inlined, it is one file less to look up.
    return `(()=>{const exports={};${readFileSync(join(dist, 'cli', name), 'utf8')};return exports})()`
  })
const asciiOf = (file) =>
  inline(readFileSync(file, 'utf8')).replace(/[^\x00-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
const { code, exported } = exportsApart(asciiOf(chunk))
// Only other chunks use the exports, so their hundred getters are made when another chunk is loaded. The function ends with an exception,
// which src/cli/launch.cjs catches: after a `return` V8 would compile this long function, which never runs again, to machine code (6 % of
// a start).
writeFileSync(chunk, Module.wrap(`${code}\nthrow()=>{${exported}}`))
// src/cli/launch.cjs loads it with a code cache too; another chunk may load it as Node does, so it is not wrapped.
const captured = join(
  dist,
  'cli',
  readdirSync(join(dist, 'cli')).find((name) => /^captured-[^.]+\.cjs$/.test(name)),
)
writeFileSync(captured, asciiOf(captured))
const own = (name) => readFileSync(join(root, 'src/cli', name), 'utf8')
const command = join(dist, 'cli', 'virtcolor.cjs')
writeFileSync(command, `#!/usr/bin/env node\n${own('launch.cjs')}\nlaunch(PROGRAM)\n`)
chmodSync(command, 0o755)
const warm = join(dist, 'cli', 'warm.cjs')
writeFileSync(warm, `${own('launch.cjs')}\n${own('warm.cjs')}`)
// Over a folder and a text for the chunk of captures, then over this machine for the program.
const sample = join(root, 'fixtures/xen-pv/evidence')
for (const sources of [[sample, join(sample, 'dmesg.txt')], []]) quietly(process.execPath, [warm, ...sources])
if (readdirSync(join(dist, 'cli')).filter((name) => name.endsWith('.cache')).length !== 2)
  throw new Error('no code cache was made')

// scripts/docs.mjs writes docs/cli.md, the manual page and docs/rules.md with these; they are not published.
const documents = { reference: 'src/cli/reference.ts', rules: 'src/explain/document.ts' }
await bundle(Object.fromEntries(Object.entries(documents).map(([name, file]) => [name, join(root, file)])), external(NATIVE), {
  dir: join(dist, 'tools'),
  format: 'esm',
  entryFileNames: '[name].mjs',
})

const library = { index: 'src/index.ts', node: 'src/node.ts' }
const entries = Object.entries(library).filter(([, file]) => existsSync(join(root, file)))
await bundle(Object.fromEntries(entries), external(packages), {
  dir: join(dist, 'lib'),
  format: 'esm',
  entryFileNames: '[name].js',
})
quietly(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'])

await buildWeb()

writeFileSync(join(dist, '.built'), '')

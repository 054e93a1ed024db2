// Builds dist: the command line (CommonJS, code-split, minified: it starts faster than the same as ESM), the library (ESM),
// and its declarations.
//   node scripts/build.mjs
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { quietly, root } from './lib/project.mjs'

const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const dist = join(root, 'dist')
const packages = Object.keys(pack.dependencies)
/** Bring a native part or a browser of their own: they stay packages. */
const NATIVE = ['@resvg/resvg-js', 'playwright-core']
const BARE = [
  'cli/commands/inspect.ts',
  'cli/display.ts',
  'cli/outputs.ts',
  'cli/report.ts',
  'cli/requirement.ts',
  'cli/nearest.ts',
  'sources/index.ts',
  'sources/live.ts',
  'sources/disk.ts',
  'sources/kmsg.ts',
  'sources/cpuid.ts',
  'sources/says.ts',
  'archive/walk.ts',
  'archive/wanted.ts',
  'archive/limits.ts',
  'archive/root.ts',
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
  'render/index.ts',
  'render/paint.ts',
  'render/terminal.ts',
  'render/text.ts',
  'render/words.ts',
  'inspect.ts',
  'model.ts',
  'fault.ts',
]
const external = (names) => (id) => names.some((name) => id === name || id.startsWith(`${name}/`))

async function bundle(input, external, output) {
  const bundled = await rolldown({
    input,
    external,
    platform: 'node',
    cwd: root,
    logLevel: 'warn',
    // The list BARE is that on purpose.
    checks: { ineffectiveDynamicImport: false },
    transform: { target: 'node20.19' },
  })
  await bundled.write(output)
  await bundled.close()
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })

await bundle({ virtcolor: join(root, 'src/cli/bin.ts') }, external(NATIVE), {
  dir: join(dist, 'cli'),
  format: 'cjs',
  minify: true,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
  // What the bare command loads is one file: every file more costs a look-up and a read, a third of a millisecond each.
  codeSplitting: { groups: [{ name: 'bare', test: (id) => BARE.some((part) => id.startsWith(join(root, 'src', part))) }] },
  banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : ''),
})

chmodSync(join(dist, 'cli', 'virtcolor.cjs'), 0o755)

// The command line's own reference (manual page, docs/cli.md) for scripts/docs.mjs; not published.
await bundle({ reference: join(root, 'src/cli/reference.ts') }, external(NATIVE), {
  dir: join(dist, 'tools'),
  format: 'esm',
  entryFileNames: '[name].mjs',
})

const library = { index: 'src/index.ts', node: 'src/sources/index.ts' }
const entries = Object.entries(library).filter(([, file]) => existsSync(join(root, file)))
await bundle(Object.fromEntries(entries), external(packages), {
  dir: join(dist, 'lib'),
  format: 'esm',
  entryFileNames: '[name].js',
})
quietly(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'])

writeFileSync(join(dist, '.built'), '')

// Builds the page twice: index.html loads the files beside it on demand, virtcolor.html contains everything. Both work from any host and
// from a disk. The policy allows only this script (by its hash), workers made from it, and WebAssembly (xz); nothing can be sent.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { parseAst } from 'rolldown/parseAst'
import { devices } from './devices.mjs'
import { root } from './project.mjs'

/**
 * The first script answers kernel logs; src/web/worker.ts asks for the full one for everything else. So what these files import() is left
 * out of the first, and so are the readers of everything that only captures hold.
 */
const LATER = ['/definitions/index.ts', '/archive/decompress.ts', '/archive/open.ts', '/archive/text.ts', '/web/worker.ts']
const light = {
  name: 'light',
  resolveId: (id, importer, { kind }) => {
    if (id === './captured/index.ts' && importer?.endsWith('/evidence/index.ts')) return 'left-out:captured'
    const later = kind === 'dynamic-import' && id !== './text.ts' && LATER.some((file) => importer?.endsWith(file))
    return later ? { id: `left-out:${id}`, external: true } : null
  },
  load: (id) => (id === 'left-out:captured' ? 'export const CAPTURED = []' : null),
}

/** Examples of lint rules are for tests and documents: a tenth of the page's rules. */
const withoutExamples = {
  name: 'without-examples',
  transform(code, id) {
    if (!id.includes('/src/lint/rules/') || !code.includes('examples:')) return null
    const cuts = []
    const visit = (node) => {
      if (typeof node !== 'object' || node === null) return
      if (node.type === 'Property' && node.key.name === 'examples' && node.value.type === 'ArrayExpression')
        cuts.push(node.value)
      else for (const child of Object.values(node)) visit(child)
    }
    visit(parseAst(code, { lang: 'ts' }, id).body)
    return cuts.reduceRight((text, { start, end }) => `${text.slice(0, start)}[]${text.slice(end)}`, code)
  },
}

/** In HTML the first `</script` ends a script, even inside a string. */
const inScript = (code) => code.replace(/<(\/script|!--)/gi, '\\x3c$1')

/** The parts that the page loads on demand, by file name. */
const PARTS = {
  'flowchart.js': 'src/web/flow-part.ts',
  'ways.js': 'src/web/ways-part.ts',
  'catalogue.js': 'src/web/part.ts',
}

async function bundle(file, plugins = []) {
  const bundled = await rolldown({
    input: join(root, file),
    cwd: root,
    platform: 'browser',
    plugins,
    logLevel: 'silent',
    transform: { target: 'es2022' },
  })
  const { output } = await bundled.generate({ format: 'iife', name: 'v', minify: true, codeSplitting: false })
  await bundled.close()
  return output[0].code.trim()
}

export async function buildWeb(folder = join(root, 'dist', 'web')) {
  const program = inScript(await bundle('src/web/main.ts', [light, devices]))
  const parts = []
  for (const [name, source] of Object.entries(PARTS)) parts.push({ name, code: inScript(await bundle(source)) })
  const full = await bundle('src/web/full.ts', [withoutExamples])
  const style = new Function(`${await bundle('src/web/style.ts')};return v.STYLE`)()
  const hash = createHash('sha256').update(program).digest('base64')
  const policy = [
    "default-src 'none'",
    // The file beside it: its own host, or its own disk.
    `script-src 'sha256-${hash}' 'self' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  let page = readFileSync(join(root, 'src', 'web', 'index.html'), 'utf8')
  // From the last place to the first, so that inserted text is never searched.
  for (const [place, end, text] of [
    ['<script id="program">', '</script>', program],
    ['<style>', '</style>', style],
    ['<meta http-equiv="Content-Security-Policy" content="', '"', policy],
  ]) {
    const at = page.indexOf(place + end)
    if (at < 0) throw new Error(`src/web/index.html has no ${place}`)
    page = page.slice(0, at + place.length) + text + page.slice(at + place.length)
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'definitions.js'), `globalThis.virtcolorWorker=${JSON.stringify(full)}\n`)
  for (const { name, code } of parts) writeFileSync(join(folder, name), code)
  const hashes = parts.map(({ code }) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  // Two thirds of the page are seldom used; inside the single file they are compressed.
  const { toBase85 } = new Function(`${await bundle('src/web/base85.ts')};return v`)()
  const packed = (id, text) => `<script type="text/plain" id="${id}">${toBase85(deflateRawSync(text, { level: 9 }))}</script>`
  const inside = [...parts.map(({ name, code }) => packed(name, code)), packed('more', full)].join('')
  const alone = page
    .replace(" 'self' 'wasm-unsafe-eval'", ` ${hashes.join(' ')} 'wasm-unsafe-eval'`)
    .replace('<!--data-->', () => `<!--data-->${inside}`)
  writeFileSync(join(folder, 'virtcolor.html'), alone)
  return { bytes: page.length, compressed: gzipSync(page, { level: 9 }).length }
}

// The page: one HTML file with script and style inside, so that it works from any host, from a disk, and as an attachment.
// The policy lets only this very script run (by its hash), workers made from it, and WebAssembly (xz); nothing can be sent.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { root } from './project.mjs'

async function bundle(file) {
  const bundled = await rolldown({
    input: join(root, file),
    cwd: root,
    platform: 'browser',
    logLevel: 'silent',
    transform: { target: 'es2022' },
  })
  const { output } = await bundled.generate({ format: 'iife', name: 'v', minify: true, codeSplitting: false })
  await bundled.close()
  return output[0].code.trim()
}

export async function buildWeb(folder = join(root, 'dist', 'web')) {
  // In an HTML file the first `</script` ends a script, wherever it stands.
  const program = (await bundle('src/web/main.ts')).replace(/<(\/script|!--)/gi, '\\x3c$1')
  const style = new Function(`${await bundle('src/web/style.ts')};return v.STYLE`)()
  const hash = createHash('sha256').update(program).digest('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  let page = readFileSync(join(root, 'src', 'web', 'index.html'), 'utf8')
  // From the last to the first: what is put in is never searched.
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
  return { bytes: page.length, compressed: gzipSync(page, { level: 9 }).length }
}

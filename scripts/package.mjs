// Checks the package as npm would publish it: every target of bin, man, exports and files is in it, nothing of the tests is, and
// `npm run install-command` puts a command that works below a prefix and removes all of it again.
//   node scripts/package.mjs
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, install, quietly, root } from './lib/project.mjs'

install()
build()
const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const [listed] = JSON.parse(quietly('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error']).stdout)
const files = new Set(listed.files.map((f) => f.path))

const problems = []
const promised = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(promised))
for (const target of [...promised(pack.bin), ...promised(pack.man), ...promised(pack.exports)]) {
  if (!files.has(target.replace(/^\.\//, ''))) problems.push(`package.json names ${target}, which is not in the package`)
}
for (const path of files) if (/\.test\.|(^|\/)(testing|fixtures)\b/.test(path)) problems.push(`${path} is in the package`)
if (process.platform !== 'win32') installed()

for (const problem of problems) console.error(problem)
console.log(`package: ${files.size} files, ${Math.round(listed.unpackedSize / 1024)} KiB`)
if (problems.length > 0) process.exitCode = 1

function installed() {
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-prefix-'))
  try {
    const script = join(root, 'scripts', 'install-command.mjs')
    const { stdout } = quietly(process.execPath, [script, '--prefix', join(folder, 'usr')])
    const written = [...stdout.matchAll(/^ {2}(\/\S+)$/gm)].map(([, path]) => path)
    if (written.length < 6) problems.push(`install-command lists ${written.length} paths, not 6`)
    for (const path of written) if (!existsSync(path)) problems.push(`install-command lists ${path}, which does not exist`)
    const version = quietly(join(folder, 'usr', 'bin', 'virtcolor'), ['--version']).stdout.trim()
    if (version !== `virtcolor ${pack.version}`)
      problems.push(`the command prints '${version}', package.json has ${pack.version}`)
    quietly(process.execPath, [script, '--uninstall', '--prefix', join(folder, 'usr')])
    for (const left of readdirSync(folder, { recursive: true })) problems.push(`uninstall-command leaves ${left}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// What npm would publish is what package.json promises: every target of bin, exports and files is in the package,
// the command runs, and nothing of the tests is carried along.
//   node scripts/package.mjs
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, cli, install, quietly, root } from './lib/project.mjs'

install()
build()
const pack = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const [listed] = JSON.parse(quietly('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error']).stdout)
const files = new Set(listed.files.map((f) => f.path))

const problems = []
const promised = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(promised))
for (const target of [...promised(pack.bin), ...promised(pack.exports)]) {
  if (!files.has(target.replace(/^\.\//, ''))) problems.push(`package.json promises ${target}, which the package has not`)
}
for (const path of files)
  if (/\.test\.|(^|\/)(testing|fixtures)\b/.test(path)) problems.push(`${path} is of the tests and in the package`)
const version = quietly(process.execPath, [cli, '--version']).stdout.trim()
if (version !== `virtcolor ${pack.version}`) problems.push(`the command says '${version}', package.json ${pack.version}`)

for (const problem of problems) console.error(problem)
console.log(`package: ${files.size} files, ${Math.round(listed.unpackedSize / 1024)} KiB`)
if (problems.length > 0) process.exitCode = 1

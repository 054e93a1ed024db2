// Completes package-lock.json with the optional packages of other platforms (native bindings) that a registry mirror
// did not offer when the lockfile was written: npm then leaves them out, and `npm ci` refuses the lockfile as out of
// step with package.json. Every such package is released with its parent, in the exact version that the parent names.
//   node scripts/lockfile.mjs            (after `npm install <package>`; node_modules has to be there)
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { root } from './lib/project.mjs'

const file = `${root}/package-lock.json`
const lock = JSON.parse(readFileSync(file, 'utf8'))
const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  const own = `${root}/${path}/package.json`
  if (path === '' || !existsSync(own)) continue
  const optional = JSON.parse(readFileSync(own, 'utf8')).optionalDependencies ?? {}
  for (const [name, version] of Object.entries(optional)) {
    const at = `node_modules/${name}`
    if (at in lock.packages || !/^\d+\.\d+\.\d+/.test(version)) continue
    // ppc64le in a package's name is ppc64 to Node; "msvc", "gnu" and the like name the C library.
    const words = name.replace(/^.*\//, '').replace('ppc64le', 'ppc64').split(/[-_]/)
    const os = OS.filter((o) => words.includes(o))
    const cpu = CPU.filter((c) => words.includes(c)).slice(0, 1)
    if (os.length + cpu.length === 0) continue
    const libc = words.some((w) => w.startsWith('musl')) ? ['musl'] : os[0] === 'linux' ? ['glibc'] : undefined
    lock.packages[at] = {
      version,
      ...(cpu.length > 0 && { cpu }),
      ...(entry.dev && { dev: true }),
      ...(libc !== undefined && { libc }),
      optional: true,
      ...(os.length > 0 && { os }),
    }
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
writeFileSync(file, JSON.stringify(lock, null, 2) + '\n')
console.log(`package-lock.json: ${added} packages of other platforms added`)

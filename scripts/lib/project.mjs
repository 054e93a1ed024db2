// Shared by the scripts: the project's folders, running a program quietly, and keeping node_modules and dist current.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const cli = join(root, 'dist', 'cli', 'virtcolor.cjs')

/** Runs a program; its output is shown only when it fails, and then the process ends with its exit code. */
export function quietly(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, ...options })
  if (done.status === 0) return done
  process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error ? `${done.error.message}\n` : ''}`)
  process.stderr.write(`failed: ${program} ${args.join(' ')}\n`)
  process.exit(done.status || 1)
}

const age = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0)

/** The newest modification time of a file or in a folder, without tests. */
export function newest(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return path.endsWith('.test.ts') ? 0 : stat.mtimeMs
  return readdirSync(path).reduce((last, name) => Math.max(last, newest(join(path, name))), stat.mtimeMs)
}

/**
 * Arguments for vitest, in which the files and folders of the project are whole paths: vitest looks for a short one anywhere in the path of
 * a test, so that `test` would match every test file.
 */
export function testArguments(args) {
  return args.map((arg) => (!arg.startsWith('-') && existsSync(join(root, arg)) ? join(root, arg) : arg))
}

/** Installs when node_modules is missing or older than the lockfile. npm writes `.package-lock.json` last. */
export function install() {
  const modules = join(root, 'node_modules')
  // A link leads to the packages of another checkout: that one keeps them current.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return
  const installed = join(modules, '.package-lock.json')
  if (age(installed) >= age(join(root, 'package-lock.json'))) return
  quietly('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' })
}

/** Builds when a source is newer than dist. */
export function build() {
  const inputs = ['src', 'scripts', 'package.json', 'package-lock.json'].map((path) => newest(join(root, path)))
  if (age(join(root, 'dist', '.built')) >= Math.max(...inputs)) return
  quietly(process.execPath, [join(root, 'scripts', 'build.mjs')])
}

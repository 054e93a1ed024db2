// Puts the command, its manual page and its completions below one prefix, or removes them again. Nothing outside of the prefix is written.
//   npm run install-command [-- --prefix FOLDER]
//   npm run uninstall-command [-- --prefix FOLDER]
// Without --prefix it is npm's own (`npm prefix -g`), or ~/.local where the user may not write there.
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { build, cli, install, quietly } from './lib/project.mjs'

/** Where the shells look below a prefix that is in PATH, /usr, /usr/local or ~/.local. */
const COMPLETIONS = {
  bash: 'share/bash-completion/completions/virtcolor',
  zsh: 'share/zsh/site-functions/_virtcolor',
  fish: 'share/fish/vendor_completions.d/virtcolor.fish',
}
const WRITTEN_BY_NPM = ['bin/virtcolor', 'share/man/man1/virtcolor.1', 'lib/node_modules/virtcolor']

const { remove, prefix, chosen } = optionsOf(process.argv.slice(2))
/** The folders that the installation made, so that only those are removed again. */
const record = join(prefix, 'lib/node_modules/virtcolor/.made-folders.json')
if (process.platform === 'win32')
  fail('this script is for Linux and macOS; on Windows run: npm pack && npm install -g --ignore-scripts virtcolor-*.tgz')
if (remove) uninstall()
else installCommand()

function installCommand() {
  note('installing the packages to build with, and building (about 30 s the first time)')
  install()
  build()
  const files = [...WRITTEN_BY_NPM, ...Object.values(COMPLETIONS)]
  const made = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : missingFolders(files)
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-pack-'))
  try {
    note(`installing below ${prefix}`)
    npm('pack', '--ignore-scripts', '--pack-destination', folder)
    const [packed] = readdirSync(folder)
    npm('install', '--global', '--prefix', prefix, '--prefer-offline', join(folder, packed))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (const [shell, file] of Object.entries(COMPLETIONS)) {
    const { stdout } = quietly(process.execPath, [cli, 'completion', shell])
    mkdirSync(dirname(join(prefix, file)), { recursive: true })
    writeFileSync(join(prefix, file), stdout)
  }
  writeFileSync(record, JSON.stringify(made))
  console.log(`Installed:\n${files.map((file) => `  ${join(prefix, file)}`).join('\n')}`)
  hints()
  console.log(`To remove it all: npm run uninstall-command${chosen ? ` -- --prefix ${prefix}` : ''}`)
}

function uninstall() {
  const files = [...WRITTEN_BY_NPM, ...Object.values(COMPLETIONS)].filter((file) => existsSync(join(prefix, file)))
  if (files.length === 0) fail(`virtcolor is not installed below ${prefix}; --prefix names another folder`)
  const made = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : []
  npm('uninstall', '--global', '--prefix', prefix, 'virtcolor')
  for (const file of Object.values(COMPLETIONS)) rmSync(join(prefix, file), { force: true })
  for (const folder of made.toReversed()) {
    try {
      rmdirSync(folder)
    } catch {
      // Something else uses it now.
    }
  }
  console.log(`Removed:\n${files.map((file) => `  ${join(prefix, file)}`).join('\n')}`)
}

function npm(...args) {
  quietly('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'])
}

/** The folders that these files need and that do not exist, outermost first. */
function missingFolders(files) {
  const missing = new Set()
  for (const file of files) {
    const above = []
    for (let at = dirname(join(prefix, file)); !existsSync(at); at = dirname(at)) above.push(at)
    for (const folder of above.reverse()) missing.add(folder)
  }
  return [...missing]
}

/** What the user's shell still needs. */
function hints() {
  const bin = join(prefix, 'bin')
  if (!(process.env.PATH ?? '').split(delimiter).includes(bin)) {
    console.log(`${bin} is not in PATH. Add this line to the start file of your shell:\n  export PATH="${bin}:$PATH"`)
  }
  if (process.env.SHELL?.endsWith('zsh') && !['/usr', '/usr/local'].includes(prefix)) {
    const folder = join(prefix, dirname(COMPLETIONS.zsh))
    console.log(`For zsh, add this line to ~/.zshrc before compinit:\n  fpath=(${folder} $fpath)`)
  }
}

function optionsOf(args) {
  const rest = args.filter((arg) => arg !== '--uninstall')
  const [first = '', second] = rest
  const given = first === '--prefix' ? second : first.startsWith('--prefix=') ? first.slice('--prefix='.length) : undefined
  if (given === '' || (given === undefined && rest.length > 0)) fail(`unknown option '${rest.join(' ')}'; use --prefix FOLDER`)
  const remove = args.includes('--uninstall')
  if (given !== undefined) {
    const home = given.replace(/^~(?=\/|$)/, homedir())
    return { remove, prefix: resolve(process.env.INIT_CWD ?? process.cwd(), home), chosen: true }
  }
  const own = quietly('npm', ['prefix', '--global']).stdout.trim()
  if (mayWrite(join(own, 'lib', 'node_modules')) && mayWrite(join(own, 'bin'))) return { remove, prefix: own, chosen: false }
  note(`${own} is not writable; using ~/.local`)
  return { remove, prefix: join(homedir(), '.local'), chosen: false }
}

function mayWrite(folder) {
  if (!existsSync(folder)) return dirname(folder) !== folder && mayWrite(dirname(folder))
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function note(text) {
  console.error(`virtcolor: ${text}`)
}

function fail(text) {
  note(text)
  process.exit(2)
}

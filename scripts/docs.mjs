// Writes the generated documents and the output of examples; `--check` writes nothing and fails when something is stale.
//   node scripts/docs.mjs [--check]
// * docs/cli.md and man/virtcolor.1 from the commands' own tables;
// * src/redaction/words.data.ts, the words that strict redaction keeps, from the sources of probes and rules;
// * docs/rules.md and docs/advice.md from the tables of rules and advice, with their examples run;
// * the SVG pictures of docs/images that the command line draws (scripts/lib/pictures.mjs);
// * every block that begins with ```console: each line `$ virtcolor …` is run from the project's folder (so sources are
//   fixtures), and its output is written below it. A last line `[exit N]` shows an exit code other than 0;
// * relative links, and anchors into Markdown files, must exist.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PICTURES } from './lib/pictures.mjs'
import { build, cli, install, root } from './lib/project.mjs'

const check = process.argv.includes('--check')
install()
build()

const problems = []
const { man, markdown } = await import(pathToFileURL(join(root, 'dist', 'tools', 'reference.mjs')).href)
keep('docs/cli.md', await markdown())
keep('man/virtcolor.1', await man())
const { adviceDocument, rulesDocument } = await import(pathToFileURL(join(root, 'dist', 'tools', 'rules.mjs')).href)
keep('docs/rules.md', await rulesDocument())
keep('docs/advice.md', await adviceDocument())
keep('src/redaction/words.data.ts', (await import('./redaction-words.mjs')).text)

// Commands in documents begin with `virtcolor`, as users type them.
const bin = mkdtempSync(join(tmpdir(), 'virtcolor-docs-'))
symlinkSync(cli, join(bin, 'virtcolor'))
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1', COLUMNS: '80', LC_ALL: 'C.UTF-8' }
delete env.FORCE_COLOR
try {
  for (const file of documents()) keep(file, executed(file, readFileSync(join(root, file), 'utf8')))
} finally {
  rmSync(bin, { recursive: true, force: true })
}
for (const [name, ...args] of PICTURES) picture(join('docs', 'images', name), args)
for (const file of documents()) links(file)

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
else console.log(check ? 'docs are current' : 'docs are written')

function documents() {
  const inDocs = existsSync(join(root, 'docs'))
    ? readdirSync(join(root, 'docs'), { recursive: true }).map((name) => join('docs', String(name)))
    : []
  return [...readdirSync(root), ...inDocs].filter((name) => name.endsWith('.md')).sort()
}

function picture(file, args) {
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-docs-'))
  const drawn = join(folder, 'picture.svg')
  const run = spawnSync(process.execPath, [cli, ...args, '-o', drawn], { cwd: root, encoding: 'utf8', timeout: 60_000 })
  if (existsSync(drawn)) keep(file, readFileSync(drawn, 'utf8'))
  else problems.push(`${file}: not drawn: ${run.stderr.trim()}`)
  rmSync(folder, { recursive: true, force: true })
}

function keep(file, text) {
  const path = join(root, file)
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  if (check) {
    problems.push(`${file}: stale; run npm run docs`)
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(`wrote ${file}`)
}

function executed(file, text) {
  return text.replace(/^```console\n([\s\S]*?)^```$/gm, (block, body, offset) => {
    const commands = body.split('\n').filter((line) => line.startsWith('$ '))
    if (!commands.every((line) => /^\$ (?:.*[|&;] *)?virtcolor\b/.test(line))) return block
    const line = text.slice(0, offset).split('\n').length
    const out = commands.map((command) => {
      const run = spawnSync('sh', ['-c', command.slice(2)], { cwd: root, env, encoding: 'utf8', timeout: 60_000 })
      if (run.error || run.status === null) problems.push(`${file}:${line}: ${command} did not finish`)
      const printed = `${run.stdout}${run.stderr}`
      if (run.status === 70 || run.status === 127)
        problems.push(`${file}:${line}: ${command}: ${printed.trim().split('\n').pop()}`)
      const end = printed === '' || printed.endsWith('\n') ? '' : '\n'
      return `${command}\n${printed}${end}${run.status ? `[exit ${run.status}]\n` : ''}`
    })
    return `\`\`\`console\n${out.join('')}\`\`\``
  })
}

function links(file) {
  const lines = proseOf(readFileSync(join(root, file), 'utf8')).split('\n')
  lines.forEach((line, i) => {
    for (const [, target] of line.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)) {
      if (/^[a-z][a-z+.-]*:/i.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const at = path === '' ? join(root, file) : resolve(root, dirname(file), decodeURIComponent(path))
      if (!existsSync(at)) problems.push(`${file}:${i + 1}: ${target} does not exist`)
      else if (anchor && at.endsWith('.md') && !anchors(at).has(anchor)) {
        problems.push(`${file}:${i + 1}: ${relative(root, at)} has no heading #${anchor}`)
      }
    }
  })
}

/** A document without its code, line for line. */
function proseOf(text) {
  return text
    .replace(/^(```+|~~~+)[\s\S]*?^\1\s*$/gm, (code) => code.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, (code) => (code.includes('](') ? '' : code))
}

/** GitHub's anchors of a document's headings: lower case, punctuation dropped, spaces to hyphens, repeats numbered. */
function anchors(path) {
  const seen = new Map()
  const found = new Set()
  for (const [, title] of proseOf(readFileSync(path, 'utf8')).matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
    const slug = title
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    found.add(times === 0 ? slug : `${slug}-${times}`)
  }
  return found
}

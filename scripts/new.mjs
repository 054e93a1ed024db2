// npm run new -- hypervisor|device|lint|line NAME …: writes the file of a new row, its place in the list and its example, so that the type
// check and the tests know it at once. What is in capitals is yours to fill in. Nothing that exists is overwritten.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './lib/project.mjs'

const USAGE = `usage: npm run new -- hypervisor NAME --signature CPUID [--title TITLE]
       npm run new -- device NAME --class disk|net --driver DRIVER [--kind VH|P|VS] [--pci VENDOR:DEVICE]
       npm run new -- lint NAME --id VC999
       npm run new -- line SIGNAL --text 'words of the line'`

const text = { type: 'string' }
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { signature: text, title: text, class: text, driver: text, kind: text, pci: text, id: text, text },
})
const [what, name = ''] = positionals
const fail = (message) => {
  console.error(message)
  process.exit(2)
}
const quoted = (value) => `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const variable = name.replace(/[-.](\w)/g, (_, letter) => letter.toUpperCase())
const written = []

function create(path, content) {
  if (existsSync(join(root, path))) fail(`${path} exists`)
  writeFileSync(join(root, path), content)
  written.push(path)
}

/** Puts a line before the first place where the pattern fits. */
function insert(path, before, line) {
  const file = join(root, path)
  const old = readFileSync(file, 'utf8')
  const at = old.search(before)
  if (at < 0) fail(`${path}: no place for ${line.trim()}`)
  writeFileSync(file, `${old.slice(0, at)}${line}${old.slice(at)}`)
  written.push(path)
}
const example = (key, value) =>
  insert('test/rules.cases.ts', /(?<=export const SNIPPETS[^\n]*\n)/, `  ${quoted(key)}: ${value},\n`)

const KINDS = {
  hypervisor() {
    const { signature, title = name } = values
    if (signature === undefined) fail(USAGE)
    create(
      `src/hypervisors/${name}.ts`,
      `import type { Simple } from './simple.ts'\n\nexport const ${variable}: Simple = {\n  id: ${quoted(name)},\n  name: ${quoted(title)},\n  seen: [{ 'cpuid.signature': ${quoted(signature)} }],\n  cpu: ['VH'],\n  see: 'https://SOURCE',\n}\n`,
    )
    insert('src/model.ts', /(?<=HYPERVISORS = \[[^\]]*) {2}'none',/, `  ${quoted(name)},\n`)
    insert('src/hypervisors/index.ts', /import \{ any \}/, `import { ${variable} } from './${name}.ts'\n`)
    insert('src/hypervisors/index.ts', /\]\.map\(simple\)/, `, ${variable}`)
    example(`${name}.cpuid`, `{ texts: [cpuid([${quoted(signature)}])] }`)
  },
  device() {
    const { class: of, driver, kind = 'VH', pci } = values
    if (!['disk', 'net'].includes(of) || driver === undefined || !['VH', 'P', 'VS'].includes(kind)) fail(USAGE)
    const ids = pci === undefined ? '' : `, pci: [${quoted(pci)}]`
    create(
      `src/devices/${of}/${name}.ts`,
      `import type { Device } from '../device.ts'\n\nexport const ${variable}: Device = {\n  class: ${quoted(of)},\n  driver: ${quoted(driver)},\n  kinds: [${quoted(kind)}],\n  rows: [{ id: ${quoted(`${of}.${name}`)}, driver: [${quoted(driver)}]${ids}, says: 'WHAT THE DEVICE IS, AND WHO IMPLEMENTS IT' }],\n}\n`,
    )
    insert('src/devices/list.ts', /(?<=^import type[^\n]*\n)/m, `import { ${variable} } from './${of}/${name}.ts'\n`)
    insert('src/devices/list.ts', /(?<=DEVICES: readonly Device\[\] = \[\n)/, `  ${variable},\n`)
    if (pci !== undefined)
      example(
        `${of}.${name}`,
        of === 'net' ? `nic(${quoted(driver)}, ${quoted(pci)})` : `pciDisk(${quoted(driver)}, ${quoted(pci)})`,
      )
  },
  lint() {
    if (values.id === undefined) fail(USAGE)
    create(
      `src/lint/rules/${name}.ts`,
      `import type { LintRule } from '../rule.ts'\n\nexport const ${variable}: LintRule = {\n  id: ${quoted(values.id)},\n  name: ${quoted(name)},\n  severity: 'info',\n  says: 'THE SETTING {value}: FACT AND CONSEQUENCE',\n  why: 'WHY IT MATTERS, IN ONE OR TWO SENTENCES',\n  see: 'https://SOURCE',\n  patterns: [{ format: 'xl', at: /^key$/, is: 'VALUE', fix: { set: 'BETTER' } }],\n  examples: [{ format: 'xl', bad: 'type = "hvm"\\nkey = "VALUE"\\n', good: 'type = "hvm"\\nkey = "BETTER"\\n' }],\n}\n`,
    )
    insert('src/lint/rules/index.ts', /(?<=^import type[^\n]*\n)/m, `import { ${variable} } from './${name}.ts'\n`)
    insert('src/lint/rules/index.ts', /(?<=RULES: readonly LintRule\[\] = \[\n)/, `  ${variable},\n`)
  },
  line() {
    if (values.text === undefined) fail(USAGE)
    insert(
      'src/evidence/dmesg-lines.ts',
      /(?<=LOG_LINES: readonly LogLine\[\] = \[\n)/,
      `  { signal: ${quoted(name)}, text: ${quoted(values.text)} },\n`,
    )
    insert('test/rules.cases.ts', /(?<=export const WORDINGS[^\n]*\n)/, `  dmesg(${quoted(values.text)}),\n`)
  },
}

if (!Object.hasOwn(KINDS, what ?? '') || !/^[a-z][\w.-]*$/.test(name)) fail(USAGE)
KINDS[what]()
spawnSync(process.execPath, [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', ...new Set(written)], {
  cwd: root,
})
console.log([...new Set(written)].join('\n'))
console.log(
  '\nFill in what is in capitals, then: npm run types && npm run golden -- test/examples.test.ts && npm run docs && npm test',
)

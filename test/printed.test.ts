import * as fs from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments, stringify } from 'yaml'
import { recipeFor } from '../src/choose/recipes/index.ts'
import { TREES } from '../src/choose/trees/index.ts'
import { Sheet } from '../src/definitions/definition.ts'
import { readDefinitions } from '../src/definitions/index.ts'
import { type Element, readXml } from '../src/definitions/xml.ts'

/** Files of others, where they are at hand: read only, and never part of this project. */
const CORPUS: URL = new URL('../../shared/corpora/definitions/files/', import.meta.url)

/**
 * Printers, one a grammar. Each writes down what the grammar holds and nothing of how it was written: quotes, white space, comments
 * and the spelling of an escape are its own.
 */
const PRINTERS: Readonly<Record<string, (text: string) => string>> = {
  xml: (text) => printXml(readXml(new Sheet({ path: 'x', text }))),
  json: (text) => JSON.stringify(JSON.parse(text)),
  yaml: (text) =>
    parseAllDocuments(text)
      .map((one) => stringify(one.toJS(), { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', indentSeq: false, lineWidth: 0 })) // biome-ignore format: one thought
      .join('---\n'),
  vmx: (text) =>
    text
      .split(/\r?\n/)
      .map((line) => /^\s*([^#=\s][^=]*?)\s*=\s*"?(.*?)"?\s*$/.exec(line))
      .map((match) => (match === null ? '' : `${match[1]!.toLowerCase()}="${match[2]}"\n`))
      .join(''),
}

const quoted = (text: string): string => text.replace(/[&<>"'\n\t]/g, (c) => `&#${c.charCodeAt(0)};`)
function printXml({ name, attributes, children, text }: Element): string {
  const said = [...attributes].reverse().map(([key, { value }]) => `\n  ${key} = "${quoted(value)}"`)
  const inside = children.length === 0 ? quoted(text) : `<!-- printed -->\n${children.map(printXml).join('\n')}\n`
  return `<${name}${said.join('')}>${inside}</${name}>`
}

/** What a definition says, of each machine; why not, where it is refused. */
async function said(text: string): Promise<string[][] | string> {
  const all = await readDefinitions({ path: 'x', text }).catch((error: unknown) =>
    (error as Error).message.replace(/:[\d:]+/, ''),
  )
  if (typeof all === 'string') return all
  return (all ?? []).map(({ signals }) => signals.map((s) => `${s.name} ${s.of ?? ''} ${s.value}`).sort())
}

describe('what is printed again says the same', () => {
  test('recipes', async () => {
    let printed = 0
    for (const tree of TREES)
      for (const outcome of Object.values(tree.outcomes))
        for (const on of ['xl', 'libvirt-xen', 'kvm', 'kubevirt', 'vmware', 'proxmox', 'openstack'])
          for (const os of ['linux', 'windows']) {
            const given: Readonly<Record<string, string>> = { on, os, xen: '4.17' }
            for (const { file, text } of recipeFor({ outcome, fact: (fact: string) => given[fact] }).parts) {
              const printer = PRINTERS[file?.split('.').at(-1) ?? '']
              if (printer === undefined) continue
              expect(await said(printer(text)), text).toEqual(await said(text))
              printed++
            }
          }
    expect(printed).toBeGreaterThan(40)
  })

  test.skipIf(!fs.existsSync(CORPUS))('definitions of others (skipped where they are not at hand)', async () => {
    const found: Record<string, number> = {}
    for (const name of fs.readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })) {
      const path = join(CORPUS.pathname, name)
      const kind = name.split('.').at(-1)!.replace('ovf', 'xml')
      if (PRINTERS[kind] === undefined || !fs.statSync(path).isFile()) continue
      const text = fs.readFileSync(path, 'utf8')
      const before = await said(text)
      let printed: string
      try {
        printed = PRINTERS[kind](text)
      } catch {
        // Two documents in one, or something else that only the reader knows how to take apart.
        continue
      }
      expect(await said(printed), name).toEqual(before)
      found[kind] = (found[kind] ?? 0) + 1
    }
    expect(found['xml']).toBeGreaterThan(500)
  })
})

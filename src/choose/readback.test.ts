import { expect, it } from 'vitest'
import { readDefinition } from '../definitions/index.ts'
import { report } from '../examine.ts'
import { COMPONENTS } from '../model.ts'
import { recipeFor } from './recipes/index.ts'
import { TREES } from './trees/index.ts'

/** What a recipe writes, the readers of definitions read as what it is for: nothing settled differs, nothing wanted is excluded. */
it('recipes for Xen and KVM read back as the modes and kinds that they promise', async () => {
  let read = 0
  const wrong: string[] = []
  for (const tree of TREES)
    for (const [id, outcome] of Object.entries(tree.outcomes))
      for (const on of ['xl', 'libvirt-xen', 'kvm'])
        for (const os of ['linux', 'windows']) {
          if (!['xl', 'hvm', 'pv', 'libvirt-kvm'].includes(outcome.recipe)) continue
          if ((outcome.recipe === 'libvirt-kvm') !== (on === 'kvm')) continue
          const given: Readonly<Record<string, string>> = { on, os, xen: tree.id === 'gregg-2014' ? '4.4' : '4.17' }
          for (const part of recipeFor({ outcome, fact: (fact: string) => given[fact] }).parts) {
            if (part.file === undefined || (part.language !== 'xl' && part.language !== 'xml')) continue
            const found = (await readDefinition({ path: part.file, text: part.text }))!
            expect(found.format).toBe(part.language === 'xl' ? 'xl' : 'libvirt')
            const r = report(
              { path: part.file, kind: 'definition', format: found.format },
              found.signals,
              { missing: [] },
              'declared',
            )
            read++
            const place = `${tree.id} ${id} ${on} ${os}`
            const mode = r.mode?.id ?? undefined
            if (outcome.mode !== null && mode !== undefined && mode !== outcome.mode)
              wrong.push(`${place}: ${mode}, not ${outcome.mode}`)
            if (outcome.mode !== null && mode === undefined && r.mode?.possible?.includes(outcome.mode) === false)
              wrong.push(`${place}: ${r.mode.possible.join()} without ${outcome.mode}`)
            for (const [i, component] of COMPONENTS.entries()) {
              const { kind, possible } = r.cells[component]
              const want = outcome.cells[i]!
              // What a PCI address on the host is, a definition does not say.
              if (component === 'network' && want === 'VH') continue
              if (kind === '?' ? possible?.includes(want) === false : kind !== want)
                wrong.push(`${place}: ${component} ${kind}${possible ?? ''}, not ${want}`)
            }
          }
        }
  expect(wrong).toEqual([])
  expect(read).toBeGreaterThan(40)
})

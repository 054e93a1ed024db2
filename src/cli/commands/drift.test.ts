import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

const fixture = (name: string): string => new URL(`../../../fixtures/${name}`, import.meta.url).pathname

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-drift-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('what the definition left open is as defined, with what it is', async () => {
  writeFileSync(join(folder, 'guest.cfg'), 'name = "a"\ntype = "hvm"\nvif = [ "bridge=b" ]\ndisk = [ "a,raw,xvda,rw" ]\n')
  const { io, out } = fakeIo()
  await main(['drift', join(folder, 'guest.cfg'), fixture('xen-pvhvm')], { ...io, cwd: folder })
  expect(out()).toMatch(/^interrupts {2}as defined (?:VS or P|P or VS); runs as P$/m)
  expect(out()).not.toMatch(/settled|\|/)
})

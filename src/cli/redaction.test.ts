import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { evidenceOf, FIXTURES, placeOf, written } from '../../test/evidence.ts'
import { SNIPPETS } from '../../test/rules.cases.ts'
import type { Evidence } from '../model.ts'
import { main } from './main.ts'
import { redactionOf } from './redaction.ts'
import { fakeIo } from './testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-redaction-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const exit = await main(argv, { ...io, cwd: folder })
  return { exit, out: out(), err: err() }
}

const strictly = async (evidence: Evidence): Promise<Evidence> =>
  (await redactionOf({ redact: 'strict' }, { env: {}, cwd: folder }).of({ path: 'capture.tar.gz', kind: 'archive' }, evidence))
    .evidence

describe('strict redaction of what strict redaction made changes nothing', () => {
  it.each(FIXTURES)('%s', async (fixture) => {
    const once = await strictly(await evidenceOf(fixture))
    expect(await strictly(once)).toEqual(once)
  })

  it('names that were dropped stay, and no other name gets one of them', async () => {
    const before = written({
      files: {
        'sys/hypervisor/type': 'xen\n',
        'proc/device-tree/dropped-1/name': 'a\n',
        'proc/device-tree/payroll/name': 'Serial: 8250/16550 driver for payroll17\n',
        'proc/device-tree/memory@48f0/name': 'b\n',
        // Not what strict makes: the name before the sign is no known word.
        'proc/device-tree/payroll17@dropped-7/name': 'c\n',
      },
      texts: ['{"alpha7":1,"beta8":2,"gamma9":3}\n'],
    })
    const once = await strictly(before)
    expect([...once.files.keys()]).toEqual([
      'sys/hypervisor/type',
      'proc/device-tree/dropped-1/name',
      'proc/device-tree/dropped-2/name',
      'proc/device-tree/memory@dropped-3/name',
      'proc/device-tree/dropped-4/name',
    ])
    expect(await strictly(once)).toEqual(once)
  })

  it('through an archive', async () => {
    for (const [from, to] of [
      [placeOf('xen-hvm', 'evidence'), 'capture.tar.gz'],
      [join(folder, 'capture.tar.gz'), 'capture-2.tar.gz'],
    ] as const)
      expect(await run('capture', '--redact=strict', from, '-o', to)).toMatchObject({ exit: 0 })
    expect(readFileSync(join(folder, 'capture-2.tar.gz'))).toEqual(readFileSync(join(folder, 'capture.tar.gz')))
  })
})

it('strict keeps the registers of CPUID, but not those of leaf 3, which once held a serial number', async () => {
  const row = (leaf: string): string => `   0x${leaf} 0x00: eax=0x00000001 ebx=0x12345678 ecx=0x9abcdef0 edx=0x0fedcba9\n`
  const { texts } = await strictly(written({ texts: [row('00000001') + row('00000003')] }))
  const lines = texts[0]!.text.split('\n')
  expect(`${lines[0]}\n`).toBe(row('00000001'))
  expect(lines[1]).not.toMatch(/12345678|9abcdef0|0fedcba9/)
})

it.each(Object.keys(SNIPPETS))('strict keeps the answer of the evidence of rule %s', async (rule) => {
  await strictly(written(SNIPPETS[rule]!))
})

it('a redaction that would change the answer is refused: exit 3, one line, nothing written', async () => {
  // The rule needs the name of the data source, which is not a word of its own in the line.
  writeFileSync(
    join(folder, 'cloud.txt'),
    '2026-11-30 10:00:00,000 - stages.py[INFO]: Loaded datasource DataSourceAzure - DataSourceAzure\n',
  )
  const { exit, out, err } = await run('capture', '--redact=strict', join(folder, 'cloud.txt'), '-o', 'refused.tar.gz')
  expect({ exit, out }).toEqual({ exit: 3, out: '' })
  expect(err).toBe(
    'virtcolor: --redact=strict would change the answer, because a rule needs a word that strict drops; use --redact\n',
  )
  expect(existsSync(join(folder, 'refused.tar.gz'))).toBe(false)
})

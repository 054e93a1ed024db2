import { expect, test } from 'vitest'
import { ADVICE, type AdviceRow } from '../src/advice/index.ts'
import { COMPONENTS, type Test, type When } from '../src/model.ts'

/** docs/advice.md is written from the table: `npm run golden` after a change of it; this test fails while it is stale. */
test('docs/advice.md is what the table says', async () => {
  await expect(document()).toMatchFileSnapshot('../docs/advice.md')
})

function document(): string {
  const parts = [
    '# Advice',
    '',
    'Every row that virtcolor can give, written from its table in `src/advice/`. A row is given only when the evidence proves its condition,',
    'and with the lines that prove it; `virtcolor advise` prints them in full. A figure stands only with its workload and source.',
    '',
    'A condition names signals (facts that were read) and conclusions (`hypervisor`, `mode`, `role`, `platform`, `cell.<component>`).',
    '',
    '| id | component | at | what |',
    '| --- | --- | --- | --- |',
    ...ADVICE.map((a) => `| [${a.id}](#${a.id.replace(/[^\w-]/g, '')}) | ${a.component} | ${a.at} | ${cell(a.says)} |`),
    '',
    ...[...ADVICE].sort((a, b) => COMPONENTS.indexOf(a.component) - COMPONENTS.indexOf(b.component)).flatMap(section),
    ...NOT_ROWS,
  ]
  return `${parts.join('\n')}\n`
}

function section(row: AdviceRow): string[] {
  const whens = Array.isArray(row.when) ? (row.when as readonly When[]) : [row.when as When]
  return [
    `## ${row.id}`,
    '',
    `${sentence(row.says)} *(${row.component}, at the ${row.at})*`,
    '',
    ...whens.map((when, i) => `* ${i === 0 ? 'when' : 'or when'} ${condition(when)}`),
    ...(row.unless ?? []).map((when) => `* unless ${condition(when)}`),
    '',
    '```text',
    ...row.do,
    '```',
    '',
    ...(row.undo === undefined ? [] : [`* undo: \`${row.undo}\``]),
    ...(row.gains === undefined ? [] : [`* gains: ${row.gains.figure} (${row.gains.workload}; [source](${row.gains.see}))`]),
    ...(row.risk === undefined ? [] : [`* risk: ${row.risk}`]),
    `* verify: ${row.verify}`,
    ...(row.see === undefined ? [] : [`* see <${row.see}>`]),
    '',
  ]
}

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`
const cell = (text: string): string => text.replaceAll('|', '\\|')
const condition = (when: When): string =>
  Object.entries(when)
    .map(([name, value]) => `\`${name}${worded(value)}\``)
    .join(', ')

function worded(value: Test): string {
  if (value === true) return ' is there'
  if (value === false) return ' is not there'
  if (typeof value === 'string') return ` = ${value}`
  if (value instanceof RegExp) return ` ~ ${String(value)}`
  if (Array.isArray(value)) return ` = ${value.join(' or ')}`
  const test = value as { not?: RegExp | string; below?: number; atLeast?: number; set?: number[]; clear?: number[] }
  if (test.not !== undefined) return ` not ${String(test.not)}`
  if (test.below !== undefined) return ` < ${test.below}`
  if (test.atLeast !== undefined) return ` >= ${test.atLeast}`
  return [...(test.set ?? []).map((n) => ` bit ${n} set`), ...(test.clear ?? []).map((n) => ` bit ${n} clear`)].join(' and')
}

/** What was looked into and left out, so that nobody looks again. */
const NOT_ROWS: readonly string[] = [
  '## What is not advised, and why',
  '',
  'Nothing is advised that a guest cannot prove from inside:',
  '',
  ...[
    'APICv, AVIC and posted interrupts of the host, vhost against user-space backends, huge pages of the host, pinning: not visible.',
    'Shadow paging in place of HAP: missing processor flags may have other causes.',
    'A PV guest inside a PVH shim: reads as any PV guest.',
    'Paravirtual spinlocks off for pinned vCPUs: pinning is not visible; the contrary (off, and the host overcommitted) is a row.',
    'PV IPIs of KVM: they matter only where the host has no x2AVIC or IPI virtualization, which is not visible.',
    'gVNIC on Google Cloud: whether the machine type offers it is not visible in the guest.',
    'kvm-clock to tsc: no published rule was found that holds on every host, and kernels choose by themselves where the counter is invariant.',
    'Persistent grants on or off: which is faster depends on the number of guests and the speed of the disk behind.',
    'Number of VIFs, sizes of rings, ENA Express: need a load to be judged.',
    'mitigations=off and its relatives: never.',
  ].map((line) => `* ${line}`),
]

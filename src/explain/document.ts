import { allAdvice } from '../advice/index.ts'
import { COMPONENTS } from '../model.ts'
import { GROUPS, type Group } from './entries.ts'
import { type Explanation, explain, type Shown } from './explain.ts'

/** docs/rules.md: every rule, row of the device table and conclusion, each with an example that is run for it. */
export async function rulesDocument(): Promise<string> {
  const groups = GROUPS.filter((g) => g.id !== 'lint' && g.id !== 'advice' && g.entries.length > 0)
  const count = groups.reduce((sum, g) => sum + g.entries.length, 0)
  const sections: string[] = []
  for (const group of groups) sections.push(await section(group))
  return `# Rules

<!-- Written by \`npm run docs\` from the tables in src/: change those. -->

All ${count} rules that decide an answer, each with the smallest evidence that triggers it and the conclusion. The examples are run when
this page is generated, and CI checks the page. \`virtcolor explain ID\` prints one rule and related ones; \`virtcolor why COMPONENT\`
lists the rules that decided an answer.

* A rule keeps, of the possible answers to its question, those that it *allows*. Rules apply by *rank*, highest first:
  [how it decides](how-it-decides.md).
* A condition names signals; [signals](signals.md) has an example line for each. \`=\` is equality, \`~\` a pattern; parts are joined by *and*.
* \`delivery\` and \`clock\` are the two halves of interrupts and timers; \`disk.else\` and \`network.else\` are used when no device settles the cell.
* "together with" names other rules that contributed to the answer of the example.
* [Advice](advice.md) lists what to change on a machine, [lint rules](lint.md) what to change in a definition, each with examples.

| | rules |
| --- | --- |
${groups.map((g) => `| [${g.title}](#${anchor(g.title)}) | ${g.entries.length} |`).join('\n')}

${sections.join('\n')}`
}

async function section({ title, entries }: Group): Promise<string> {
  const all: Explanation[] = []
  for (const entry of entries) all.push(await explain(entry))
  const ranked = all.some((one) => one.rank !== undefined)
  const head = ranked ? ['id', 'about', 'allows', 'rank'] : ['id', 'about', 'allows']
  const rows = all.map((one) => [
    `[${one.id}](#${anchor(one.id)})`,
    one.about ?? '',
    shortly(one.allows ?? []),
    ...(ranked ? [String(one.rank?.value ?? '')] : []),
  ])
  return `## ${title}

${[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}

${all.map(oneRule).join('\n')}`
}

function oneRule(one: Explanation): string {
  const sources = one.see.length === 0 ? [] : [`* source: ${one.see.map((see) => `<${see}>`).join(', ')}`]
  const conditions = one.kind === 'made' ? [`* when ${one.when[0]![0]!}`] : conditionLines(one)
  return [
    `### ${one.id}`,
    '',
    `${sentence(one.says)}`,
    '',
    ...conditions,
    ...sources,
    '',
    ...exampleLines(one.example),
    '',
  ].join('\n')
}

export function conditionLines({ when, unless = [] }: Pick<Explanation, 'when' | 'unless'>): string[] {
  const joined = (parts: readonly string[]): string => parts.map(code).join(' and ')
  return [
    ...when.map((parts, i) => `* ${i === 0 ? 'when' : 'or when'} ${joined(parts)}`),
    ...unless.map((parts) => `* unless ${joined(parts)}`),
  ]
}

/** The evidence, then what it concludes, as one block of text. */
export function exampleLines(example: Shown | undefined): string[] {
  if (example === undefined) return []
  const evidence = example.evidence.flatMap(({ path, text }) => {
    const lines = text.split('\n')
    if (path === '') return lines
    return lines.length === 1 ? [`${path}: ${text}`] : [`${path}:`, ...lines.map((line) => `  ${line}`)]
  })
  return ['```text', ...evidence.map(plain), '', ...example.concludes.map((text) => `=> ${plain(text)}`), '```']
}

/** GitHub's anchor of a heading. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
export const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`
const code = (text: string): string => `\`${text.replaceAll('`', "'")}\``
const plain = (text: string): string =>
  text
    .replace(/[\t\r]/g, ' ')
    .replace(/[\x00-\x1f\x7f]/g, '?')
    .replaceAll('```', "'''")
    .trimEnd()
const shortly = (values: readonly string[]): string =>
  values.length > 6 ? `${values.slice(0, 5).join(', ')} and ${values.length - 5} more` : values.join(', ')

/** docs/advice.md: every row of advice with its condition, what to do, and an example that is run for it. */
export async function adviceDocument(): Promise<string> {
  const group = GROUPS.find((g) => g.id === 'advice')!
  const all = new Map<string, Explanation>()
  for (const entry of group.entries) all.set(entry.id, await explain(entry))
  const advice = allAdvice()
  const rows = advice.map(
    (a) => `| [${a.id}](#${anchor(a.id)}) | ${a.component} | ${a.at} | ${a.says.replaceAll('|', '\\|')} |`,
  )
  const byComponent = [...advice].sort((a, b) => COMPONENTS.indexOf(a.component) - COMPONENTS.indexOf(b.component))
  return `# Advice

<!-- Written by \`npm run docs\` from the tables in src/advice: change those. -->

All advice that virtcolor can give. Advice is given only if the evidence proves its condition, together with the lines that prove it;
\`virtcolor advise\` prints it in full, \`virtcolor explain ID\` explains one. Every figure has its workload and source. The examples
are run when this page is generated.

A condition names [signals](signals.md) (facts that were read) and conclusions (\`hypervisor\`, \`mode\`, \`role\`, \`platform\`,
\`cell.<component>\`), which [rules](rules.md) draw.

| id | component | at | what |
| --- | --- | --- | --- |
${rows.join('\n')}

${byComponent.map((row) => oneAdvice(all.get(row.id)!)).join('\n')}
${NOT_ROWS.join('\n')}
`
}

function oneAdvice(one: Explanation): string {
  const { at, first = [], do: steps, undo, gains, risk, verify } = one.advice!
  return [
    `## ${one.id}`,
    '',
    `${sentence(one.says)} *(${one.about}, at the ${at})*`,
    '',
    ...conditionLines(one),
    '',
    '```text',
    ...first.map((step) => `first: ${step}`),
    ...steps,
    '```',
    '',
    ...(undo === undefined ? [] : [`* undo: \`${undo}\``]),
    ...(gains === undefined ? [] : [`* gains: ${gains.figure} (${gains.workload}; [source](${gains.see}))`]),
    ...(risk === undefined ? [] : [`* risk: ${risk}`]),
    `* verify: ${verify}`,
    ...one.see.map((see) => `* source: <${see}>`),
    '',
    'For example:',
    '',
    ...exampleLines(one.example),
    '',
  ].join('\n')
}

/** Advice that was considered and rejected, with the reason. */
const NOT_ROWS: readonly string[] = [
  '## What is not advised, and why',
  '',
  'virtcolor gives no advice that the evidence of a guest cannot prove:',
  '',
  ...[
    'APICv, AVIC and posted interrupts, vhost instead of user-space backends, huge pages and pinning on the host: a guest cannot see them.',
    'Shadow paging instead of HAP: missing CPU flags may have other causes.',
    'A PV guest inside a PVH shim: it looks like any PV guest.',
    'PV spinlocks off for pinned vCPUs: a guest cannot see pinning. The opposite case (PV spinlocks off on an overcommitted host) has advice.',
    'PV IPIs on KVM: they help only if the host has no x2AVIC or IPI virtualization, which a guest cannot see.',
    'gVNIC on Google Cloud: a guest cannot see whether the machine type offers it.',
    'tsc instead of kvm-clock: no published rule is valid on every host, and the kernel itself chooses tsc if it is invariant.',
    'Persistent grants on or off: the faster setting depends on the number of guests and the speed of the physical disk.',
    'The number of Xen NICs (VIFs), ring sizes, and ENA Express on EC2: the best setting depends on the workload.',
    'mitigations=off and similar parameters: virtcolor does not advise removing security mitigations.',
  ].map((line) => `* ${line}`),
]

import type { InstanceType } from '../../catalog/model.ts'
import type { ImageTraits, Prediction } from '../../catalog/predict.ts'
import type { AnswerCell } from '../../choose/answer.ts'
import { FACT, FACTS, PLATFORMS, problemWith } from '../../choose/facts.ts'
import type { Fact, Tree } from '../../choose/model.ts'
import type { TypeNote } from '../../choose/render/text.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Io } from '../../io.ts'
import type { Report } from '../../model.ts'
import { json as jsonOf } from '../../render/json.ts'
import { PLAIN } from '../../render/paint.ts'
import { unknownFormat } from '../../suffix.ts'
import type { Command, OptionSpec } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { gather } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

const factOptions: readonly OptionSpec[] = FACTS.flatMap((fact): OptionSpec[] =>
  fact.flag === undefined
    ? []
    : [{ flags: fact.flag, help: fact.help, ...(fact.values === undefined ? {} : { choices: fact.values }) }],
)

/** Chooses a mode, type and devices for a hypervisor, cloud and guest. */
export const command: Command = {
  name: 'choose',
  summary: SUMMARIES.choose,
  details:
    'Recommend a mode for a hypervisor, cloud, instance type and guest: the kind and colour of each component, the path through the flowchart with reasons and sources, the second choice, and how to get there. Missing facts are read from a capture (--from) or asked for on a terminal; otherwise the answer lists the modes that remain and the facts that would decide.',
  arguments: [],
  options: [
    {
      flags: '--from <source>',
      help: "take known facts about the guest from a saved capture, a VM definition file, or '/' (this machine)",
    },
    ...factOptions,
    { flags: '--set <fact=value>', help: `set any fact: ${FACTS.map((f) => f.id).join(' ')}`, many: true },
    { flags: '--answer <question=answer>', help: 'answer a question of the flowchart', many: true },
    {
      flags: '--tree <id>',
      help: 'use this flowchart instead of the one for the platform',
      choices: ['gregg-2014', 'ec2-2026', 'xen-2026', 'other-2026'],
    },
    { flags: '--strict', help: 'do not assume defaults: leave unknown facts undetermined' },
    { flags: '--no-input', help: 'ask no questions, even on a terminal' },
    {
      flags: '--fleet <file>',
      help: "advise on all instances in the output of aws ec2 describe-instances ('-': standard input)",
    },
    { flags: '--json', help: 'print the answer as JSON' },
    { flags: '-o, --output <file>', help: 'write the flowchart with the path highlighted: .svg .html .md .json .txt' },
    colourOption,
  ],
  examples: [
    ['virtcolor choose', 'asks questions on a terminal'],
    ['virtcolor choose --on xl --xen 4.17 --linux 6.1', 'a guest on your own Xen host'],
    ['virtcolor choose --ec2 c3.large --ami hvm', 'an EC2 instance'],
    ['virtcolor choose --year 2014 --ec2 c3.large --os linux', 'the answer that the article gave in 2014'],
    ['virtcolor choose --from sosreport.tar.xz -o flow.svg', 'a captured machine'],
  ],
  run: (_args, options, io) => run(options, io),
}

interface Options {
  readonly from?: string
  readonly set?: readonly string[]
  readonly answer?: readonly string[]
  readonly tree?: string
  readonly strict?: boolean
  readonly input?: boolean
  readonly fleet?: string
  readonly json?: boolean
  readonly output?: string
  readonly color?: string
}

async function run(raw: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const options = raw as Options
  if (options.fleet !== undefined) {
    const { printFleet } = await import('../fleet.ts')
    return printFleet([options.fleet], options.json === true ? 'json' : 'table', io, raw['color'])
  }
  const [{ choose, treeById, treeFor }, { recipeFor }] = await Promise.all([
    import('../../choose/answer.ts'),
    import('../../choose/recipes/index.ts'),
  ])
  const said = factsOf(raw, options.set ?? [])
  const facts = new Map(said)
  if (options.from !== undefined) {
    const seen = await learned(options.from, io)
    for (const [id, fact] of seen.facts) if (!facts.has(id)) facts.set(id, fact)
    if (options.tree === undefined && treeFor(facts) === undefined && !mayAsk(options, io)) {
      const { id, name } = seen.hypervisor
      const says =
        id === 'none'
          ? 'this machine runs on bare metal'
          : id === 'unknown'
            ? 'the evidence does not show the hypervisor'
            : `this machine runs on ${name}`
      throw new Fault(`${options.from}: ${says}, so no flowchart applies; use --on to name the platform`, EXIT.unrecognised)
    }
  }
  const about = await typeOf(facts, said)
  const told = toldOf(options.answer ?? [], (await import('../../choose/trees/index.ts')).TREES)
  const strict = options.strict === true

  let answers: ReadonlyMap<string, string> = told
  if (mayAsk(options, io)) {
    const { asker } = await import('../asker.ts')
    if (options.tree === undefined && !facts.has('on') && treeFor(facts) === undefined) {
      const on = await asker(
        'What does the guest run on?',
        Object.entries(PLATFORMS).map(([value, name]) => ({ value, name })),
        '',
      )
      if (on !== undefined) facts.set('on', { values: [on], from: 'your answer' })
    }
    const tree = options.tree === undefined ? treeFor(facts) : treeById(options.tree)
    if (tree !== undefined) {
      const { refusalsOf } = await import('../../choose/impossible.ts')
      const { interview } = await import('../../choose/interview.ts')
      if (refusalsOf(facts).length === 0) answers = await interview(tree, facts, told, asker, strict)
    }
  }

  const result = choose(facts, {
    told: answers,
    strict,
    recipes: recipeFor,
    ...(options.tree === undefined ? {} : { tree: options.tree }),
    ...(about?.target === undefined ? {} : { type: about.target }),
  })
  if ('refused' in result) {
    if (options.json === true) {
      io.stdout.write(jsonOf({ version: 1, refused: result.refused }))
      return EXIT.findings
    }
    const [first] = result.refused
    throw new Fault(`${first!.says}. Possible: ${first!.possible} (${first!.see})`, EXIT.findings)
  }
  const { answer, walk } = result
  const json = { ...answer, type: about?.json ?? null }
  if (options.output !== undefined) {
    await write(options.output, io, async (suffix) => {
      const tree = treeById(answer.tree.id)
      const walkOptions = { told: answers, strict }
      if (suffix === '.json') return jsonOf(json)
      if (suffix === '.txt') {
        const { answerText } = await import('../../choose/render/text.ts')
        return answerText(answer, { width: 80, paint: PLAIN }, about?.notes)
      }
      if (suffix === '.md') {
        const { answerMarkdown, mermaid } = await import('../../choose/render/markdown.ts')
        return answerMarkdown(answer, mermaid(tree, walk, facts, walkOptions))
      }
      const { flowSvg } = await import('../../choose/render/svg.ts')
      const svg = flowSvg(tree, walk, { facts, walk: walkOptions })
      if (suffix === '.svg') return svg
      return (await import('../../choose/render/html.ts')).answerHtml(answer, svg)
    })
    return EXIT.ok
  }
  if (options.json === true) io.stdout.write(jsonOf(json))
  else {
    const { answerText } = await import('../../choose/render/text.ts')
    io.stdout.write(answerText(answer, display(options.color, io), about?.notes))
  }
  return EXIT.ok
}

/** Ask only if a person can answer: input and output are terminals, and no program reads the output. */
function mayAsk(options: Options, io: Io): boolean {
  const stdin = io.stdin as { readonly isTTY?: boolean }
  return (
    io.stdout.isTTY && stdin.isTTY === true && options.input !== false && options.json !== true && options.output === undefined
  )
}

const camel = (id: string): string => id.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())

/** Facts from flags and `--set`, checked. */
function factsOf(raw: Readonly<Record<string, unknown>>, set: readonly string[]): Map<string, Fact> {
  const facts = new Map<string, Fact>()
  for (const fact of FACTS) {
    if (fact.flag === undefined) continue
    const flag = /^--([\w-]+)/.exec(fact.flag)![1]!
    const value = raw[camel(flag)]
    if (typeof value === 'string') say(facts, fact.id, value, `--${flag} ${value}`)
  }
  for (const word of set) {
    const at = word.indexOf('=')
    if (at < 1) throw new Fault(`--set: '${word}' is not fact=value`, EXIT.usage)
    say(facts, word.slice(0, at), word.slice(at + 1), `--set ${word}`)
  }
  return facts
}

function say(facts: Map<string, Fact>, id: string, value: string, from: string): void {
  const problem = problemWith(id, value)
  if (problem !== undefined) throw new Fault(`${FACT.has(id) ? from : '--set'}: ${problem}`, EXIT.usage)
  facts.set(id, { values: [value], from })
}

function toldOf(words: readonly string[], trees: readonly Tree[]): Map<string, string> {
  const told = new Map<string, string>()
  for (const word of words) {
    const [question = '', answer = ''] = word.split('=', 2)
    const all = trees.flatMap((t) => (t.questions[question] === undefined ? [] : Object.keys(t.questions[question].edges)))
    if (all.length === 0) {
      const ids = trees.flatMap((t) => Object.keys(t.questions))
      throw new Fault(
        `--answer: unknown question '${question.slice(0, 60)}'; questions: ${[...new Set(ids)].join(' ')}`,
        EXIT.usage,
      )
    }
    if (!all.includes(answer))
      throw new Fault(
        `--answer: '${answer.slice(0, 60)}' is not an answer to ${question}; answers: ${[...new Set(all)].join(', ')}`,
        EXIT.usage,
      )
    told.set(question, answer)
  }
  return told
}

async function learned(source: string, io: Io): Promise<{ facts: Map<string, Fact>; hypervisor: Report['hypervisor'] }> {
  const [{ signalsOf }, { CHOOSE_PATHS, learn }] = await Promise.all([
    import('../../evidence/index.ts'),
    import('../../choose/learn.ts'),
  ])
  const { report, evidence, declared } = await gather(source === '/' ? undefined : source, io, {}, CHOOSE_PATHS)
  return { facts: learn(report, declared?.read.signals ?? signalsOf(evidence), evidence), hypervisor: report.hypervisor }
}

interface About {
  readonly target?: string
  readonly notes: readonly TypeNote[]
  readonly json: unknown
}

/** Image and guest traits from the facts, so that a prediction never contradicts them. */
function traitsOf(fact: (id: string) => string | undefined, virtualization: 'hvm' | 'paravirtual'): ImageTraits {
  const os = fact('os')
  const noVf = fact('sriov') === 'no'
  return {
    virtualization,
    ena: !noVf && fact('ena') !== 'no',
    sriov: !noVf && fact('ixgbevf') !== 'no',
    pvhvm: os !== 'windows' && os !== 'other' && fact('kernel-pvhvm') !== 'no',
  }
}

/** A row, with the virtual function that the type has beyond it: `HVM + PV drivers + SR-IOV`. */
function rowName({ row, cells, mode }: Prediction): string {
  return mode !== null && cells.network.kind === 'VH' && !row.name.includes('SR-IOV') ? `${row.name} + SR-IOV` : row.name
}

/** Whether the image can run on a Nitro type, or be made to. */
function mayMove(fact: (id: string) => string | undefined): boolean {
  if (fact('ami') === 'pv' && fact('rebuild') === 'no') return false
  if (fact('arch') === 'i386') return false
  return (fact('ena') !== 'no' && fact('nvme') !== 'no') || fact('fixable') !== 'no'
}

/** Puts what the catalogue knows of the EC2 type among the facts. Loaded only when a type is named. */
async function typeOf(facts: Map<string, Fact>, said: ReadonlyMap<string, Fact>): Promise<About | undefined> {
  const named = facts.get('ec2')?.values[0]
  if (named === undefined) return undefined
  const on = said.get('on')?.values[0]
  if (on !== undefined && on !== 'ec2') throw new Fault(`--ec2 ${named} cannot be combined with --on ${on}`, EXIT.usage)
  const [{ ec2Catalogue, findType }, { factsOfType, tooEarly }, { predict }, { successorOf }] = await Promise.all([
    import('../../catalog/ec2.ts'),
    import('../../choose/ec2.ts'),
    import('../../catalog/predict.ts'),
    import('../../catalog/successor.ts'),
  ])
  const catalogue = ec2Catalogue()
  const type = findType(named)
  if (type === undefined) {
    // A capture may come from a type that is newer than the catalogue: that is not an error of the user.
    if (!said.has('ec2')) {
      facts.delete('ec2')
      return undefined
    }
    const { nearest } = await import('../../nearest.ts')
    const near = nearest(
      named,
      catalogue.types.map((t) => t.type),
    )
    throw new Fault(
      `no EC2 instance type '${named.slice(0, 60)}' in the catalogue of ${catalogue.asOf}${near === undefined ? ' (virtcolor catalog lists them)' : ` (did you mean '${near}'?)`}`,
      EXIT.usage,
    )
  }
  const year = Number(facts.get('year')?.values[0] ?? new Date().getFullYear())
  const early = tooEarly(type, year)
  if (early !== undefined)
    throw new Fault(`${early}. Use an instance type of that time (virtcolor catalog launch<=${year})`, EXIT.findings)
  for (const [id, fact] of factsOfType(type, year, catalogue.asOf)) if (!said.has(id)) facts.set(id, fact)
  const ami = facts.get('ami')?.values[0]
  const image =
    ami === 'pv' ? 'paravirtual' : ami === 'hvm' ? 'hvm' : facts.get('type-hvm')?.values[0] === 'no' ? 'paravirtual' : 'hvm'
  const fact = (id: string): string | undefined => facts.get(id)?.values[0]
  const os = fact('os')
  const prediction = predict(type, traitsOf(fact, image))
  const boot = fact('ami-boot')
  const next =
    type.hypervisor === 'xen' && year > 2016 && mayMove(fact)
      ? successorOf(type, catalogue.types, boot === 'uefi' ? 'uefi' : undefined)
      : undefined
  const need = await targetFor(fact('need'), next?.type ?? type, catalogue.types)
  const target = need.type ?? (type.hypervisor === 'xen' ? next?.type.type : type.type)
  const rowOf = ({ cells }: typeof prediction): AnswerCell[] =>
    (Object.keys(cells) as (keyof typeof cells)[]).map((component) => {
      const { kind, colour } = cells[component]
      return { component, kind, colour }
    })
  const guest =
    os === 'windows'
      ? ', with Windows'
      : os === undefined && type.hypervisor === 'xen'
        ? ', with a Linux guest that has the drivers'
        : ''
  const notes: TypeNote[] = [
    {
      lines: [
        `${type.type} with ${image === 'hvm' ? 'an HVM' : 'a PV'} image runs as: ${rowName(prediction)}${guest} (${type.hypervisor === 'none' ? 'bare metal' : type.hypervisor}; ${type.status}; catalogue of ${catalogue.asOf})`,
      ],
      cells: rowOf(prediction),
    },
  ]
  if (type.xenOnNitro !== undefined && year > 2016)
    notes.push({
      lines: [
        `AWS may run this instance type on Nitro hardware that presents the Xen interface (${type.xenOnNitro}); the guest sees Xen in both cases.`,
      ],
    })
  if (next !== undefined) {
    const then = predict(next.type, traitsOf(fact, 'hvm'))
    notes.push({ lines: [`Move to: ${next.type.type}, the ${next.why}. It runs as: ${rowName(then)}`], cells: rowOf(then) })
  }
  if (need.lines.length > 0) notes.push({ lines: need.lines })
  return {
    ...(target === undefined || year <= 2016 ? {} : { target }),
    notes,
    json: {
      ...type,
      prediction,
      moveTo: next === undefined ? null : { type: next.type.type, why: next.why },
      asOf: catalogue.asOf,
    },
  }
}

/** What the type, or its successor, has to be exchanged for when hardware has to show. */
async function targetFor(
  need: string | undefined,
  type: InstanceType,
  types: readonly InstanceType[],
): Promise<{ readonly type?: string; readonly lines: readonly string[] }> {
  const instead = (found: InstanceType | undefined, lacks: string, filter: string): { type?: string; lines: string[] } => ({
    ...(found === undefined ? {} : { type: found.type }),
    lines: [
      `${type.type} ${lacks}${found === undefined ? '' : `; ${found.type} does`} (virtcolor catalog ${filter} lists others).`,
    ],
  })
  const sibling = (has: (t: InstanceType) => boolean): InstanceType | undefined =>
    types.find((t) => t.family === type.family && t.status === 'listed' && has(t))
  if (need === 'nested' && type.nested !== true) {
    return instead(
      sibling((t) => t.nested === true) ?? types.find((t) => t.type === 'm8i.large'),
      'offers no nested virtualization',
      'nested=yes',
    )
  }
  if (need === 'metal' && !type.metal)
    return instead(
      sibling((t) => t.metal),
      'does not run without a hypervisor',
      'metal=yes',
    )
  if (need === 'pmu') {
    const { hasAllPmuEvents, smallestWithPmu } = await import('../../catalog/pmu.ts')
    if (hasAllPmuEvents(type) !== true) {
      return instead(
        smallestWithPmu(type.family, types) ?? sibling((t) => t.metal),
        'does not expose all PMU events',
        'metal=yes',
      )
    }
  }
  return { lines: [] }
}

const SUFFIXES = ['.svg', '.html', '.md', '.json', '.txt']

async function write(file: string, io: Io, make: (suffix: string) => Promise<string>): Promise<void> {
  const suffix = SUFFIXES.find((s) => file.toLowerCase().endsWith(s))
  if (suffix === undefined) throw unknownFormat(file, SUFFIXES)
  const { writeOut } = await import('../outputs.ts')
  writeOut(file, await make(suffix), io)
}

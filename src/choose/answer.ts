/** From facts to an answer: selects the tree, refuses the impossible, walks the tree and adds the recipe. */
import { colourOf } from '../chart/colours.ts'
import { nearestRow } from '../chart/rows.ts'
import { EXIT, Fault } from '../fault.ts'
import { COMPONENTS, type Colour, type ComponentId, type Kind, type ModeId } from '../model.ts'
import { table } from '../table.ts'
import { truth } from './condition.ts'
import { howToSay, PLATFORMS } from './facts.ts'
import { type Refusal, refusalsOf } from './impossible.ts'
import type { Basis, Facts, Outcome, Tree, Walk } from './model.ts'
import type { Recipe } from './recipes/model.ts'
import { TREES } from './trees/index.ts'
import { type WalkOptions, walk } from './walk.ts'

export interface AnswerCell {
  readonly component: ComponentId
  readonly kind: Kind
  readonly colour: Colour
}

export interface AnswerOutcome {
  readonly id: string
  readonly title: string
  readonly mode: ModeId | null
  readonly row: { readonly id: string; readonly name: string } | null
  readonly cells: readonly AnswerCell[]
  readonly says: string
}

export interface AnswerStep {
  readonly question: string
  readonly ask: string
  readonly answer: string
  readonly label: string
  readonly how: 'fact' | 'told' | 'assumed'
  /** What settled it. */
  readonly says: string
  /** Where the facts behind it come from. */
  readonly from: readonly string[]
  readonly why: string
  readonly basis: Basis
  readonly see: readonly string[]
  /** Titles of the outcomes that are possible should the assumption be wrong. */
  readonly otherwise: readonly string[]
}

export interface AnswerOpen {
  readonly question: string
  readonly ask: string
  readonly tell: string
  readonly answers: readonly { readonly id: string; readonly label: string }[]
  /** Options of the command line that settle it. */
  readonly say: readonly string[]
  /** Outcomes left at most once it is settled. */
  readonly leaves: number
}

export interface Answer {
  readonly version: 1
  readonly tree: { readonly id: string; readonly title: string; readonly asOf: string; readonly sources: readonly string[] }
  readonly facts: readonly { readonly id: string; readonly values: readonly string[]; readonly from: string }[]
  readonly path: readonly AnswerStep[]
  /** True when one outcome is left. */
  readonly settled: boolean
  /** The outcome, or the best of those that remain. */
  readonly best: AnswerOutcome & {
    readonly runnerUp: { readonly name: string; readonly when: string } | null
    readonly verify: readonly string[]
    readonly see: readonly string[]
  }
  readonly remaining: readonly (AnswerOutcome & {
    readonly when: readonly { readonly ask: string; readonly label: string }[]
  })[]
  readonly open: readonly AnswerOpen[]
  /** What was wanted, when it is possible and not what is best. */
  readonly wanted: { readonly mode: string; readonly says: string } | null
  readonly recipe: Recipe | null
  /** What the reader has to know about the answer as a whole. */
  readonly notes: readonly string[]
}

export type Result = { readonly refused: readonly Refusal[] } | { readonly answer: Answer; readonly walk: Walk }

const XEN_PLATFORMS = ['xl', 'libvirt-xen', 'xcp-ng', 'xenserver', 'qubes', 'rackspace']

/** The last year for which the article's answers are given. */
const ARTICLE_UNTIL = 2016

export function treeById(id: string): Tree {
  const tree = TREES.find((t) => t.id === id)
  if (tree === undefined)
    throw new Fault(`unknown flowchart '${id}'; use one of ${TREES.map((t) => t.id).join(' ')}`, EXIT.usage)
  return tree
}

/** The tree that answers for what is known, or undefined while the platform is not. */
export function treeFor(facts: Facts): Tree | undefined {
  const on = facts.get('on')?.values
  const year = facts.get('year')?.values[0]
  if (year !== undefined && Number(year) <= ARTICLE_UNTIL) return treeById('gregg-2014')
  if (on === undefined || on.length !== 1) return facts.has('xen') && on === undefined ? treeById('xen-2026') : undefined
  if (on[0] === 'ec2') return treeById('ec2-2026')
  return treeById(XEN_PLATFORMS.includes(on[0]!) ? 'xen-2026' : 'other-2026')
}

export interface ChooseOptions extends WalkOptions {
  readonly tree?: string
  /** EC2: the type to recommend. */
  readonly type?: string
  /** Loads the recipes; without it the answer has none. */
  readonly recipes?: typeof import('./recipes/index.ts')['recipeFor']
}

/**
 * The whole of choosing, pure.
 * @throws Fault (usage) when there is no tree for what is known
 */
export function choose(facts: Facts, options: ChooseOptions = {}): Result {
  const refused = refusalsOf(facts)
  if (refused.length > 0) return { refused }
  const tree = options.tree === undefined ? treeFor(facts) : treeById(options.tree)
  if (tree === undefined)
    throw new Fault(
      `the platform of the guest is unknown; use --on ${Object.keys(PLATFORMS).join('|')}, or --from SOURCE`,
      EXIT.usage,
    )
  if (tree.id === 'gregg-2014' && truth({ on: [...XEN_PLATFORMS, 'ec2'] }, facts) === 'no') {
    const on = facts.get('on')!.values[0]!
    throw new Fault(`Gregg's article of 2014 covers only Xen, so it has no answer for ${PLATFORMS[on] ?? on}`, EXIT.usage)
  }
  const walked = walk(tree, facts, options)
  return { answer: answerOf(walked, facts, options), walk: walked }
}

function answerOf(walked: Walk, facts: Facts, options: ChooseOptions): Answer {
  const { tree, path, remaining, open } = walked
  const best = remaining[0]!
  const outcome = tree.outcomes[best.outcome]!
  const settled = remaining.length === 1
  const shown = outcomeOf(best.outcome, outcome, facts)
  const fact = (id: string): string | undefined => {
    const values = facts.get(id)?.values
    return values?.length === 1 ? values[0] : undefined
  }
  const from = fact('ec2')
  const recipe =
    options.recipes?.({
      outcome,
      fact,
      ...(options.type === undefined ? {} : { type: options.type }),
      ...(from === undefined ? {} : { from }),
    }) ?? null
  return {
    version: 1,
    tree: { id: tree.id, title: tree.title, asOf: tree.asOf, sources: tree.sources },
    facts: [...facts].map(([id, f]) => ({ id, values: f.values, from: f.from })),
    path: path.map((step) => {
      const question = tree.questions[step.question]!
      const edge = question.edges[step.answer]!
      return {
        question: step.question,
        ask: question.ask,
        answer: step.answer,
        label: edge.label,
        how: step.how,
        says: step.says,
        from: step.facts.flatMap((id) =>
          facts.has(id) ? [`${id}=${facts.get(id)!.values.join('|')} (${facts.get(id)!.from})`] : [],
        ),
        why: edge.why,
        basis: edge.basis,
        see: edge.see,
        otherwise: step.otherwise
          .filter((id) => !remaining.some((r) => r.outcome === id))
          .map((id) => tree.outcomes[id]!.title),
      }
    }),
    settled,
    best: {
      ...shown,
      runnerUp: outcome.runnerUp === undefined ? null : { name: outcome.runnerUp.name, when: outcome.runnerUp.when },
      verify: outcome.verify.map((line) => line.replace('{row}', rowWords(shown))),
      see: outcome.see,
    },
    remaining: remaining.map((r) => ({
      ...outcomeOf(r.outcome, tree.outcomes[r.outcome]!, facts),
      when: r.when.map((w) => ({
        ask: tree.questions[w.question]!.ask,
        label: tree.questions[w.question]!.edges[w.answer]!.label,
      })),
    })),
    open: open.map((o) => {
      const question = tree.questions[o.question]!
      return {
        question: o.question,
        ask: question.ask,
        tell: question.tell,
        answers: o.answers.map((id) => ({ id, label: question.edges[id]!.label })),
        say: [...o.facts.map(howToSay), `--answer ${o.question}=${o.answers.join('|')}`],
        leaves: o.leaves,
      }
    }),
    wanted: wantedOf(facts, outcome, settled),
    recipe,
    notes: notesOf(tree, fact('year')),
  }
}

/** The row of an outcome, as a report of the guest shows it. */
function rowWords({ row, cells }: AnswerOutcome): string {
  const kinds = cells.map(({ component, kind }) => `${component} ${kind}`).join(', ')
  return row === null ? kinds : `the row ${row.name} (${kinds})`
}

/** The first line of an answer: the outcome, or what it depends on and the best case. */
export function headOf({ settled, best, open }: Answer): string {
  if (settled) return best.title
  return `Depends on ${open.length} ${open.length === 1 ? 'fact' : 'facts'} below; best case: ${best.title}`
}

/** A year between the trees gets the answer of the later tree, with a note. */
function notesOf(tree: Tree, year: string | undefined): string[] {
  if (year === undefined || tree.asOf.startsWith(year)) return []
  return [`No flowchart covers ${year}, so this is the answer as of ${tree.asOf}.`]
}

const NAMES: Readonly<Record<string, string>> = table({ pv: 'PV', hvm: 'HVM', pvhvm: 'PVHVM', pvh: 'PVH' })

/** Modes as people ask for them: HVM means every mode that boots as HVM. */
const ANSWERS: Readonly<Record<string, readonly (ModeId | null)[]>> = table({
  pv: ['pv'],
  hvm: ['hvm', 'hvm-pv-drivers', 'pvhvm'],
  pvhvm: ['pvhvm'],
  pvh: ['pvh', 'pvh-v1'],
})

function wantedOf(facts: Facts, best: Outcome, settled: boolean): Answer['wanted'] {
  const want = facts.get('want')?.values[0]
  if (want === undefined || !settled || ANSWERS[want]?.includes(best.mode)) return null
  return {
    mode: want,
    says: `${NAMES[want] ?? want} is possible, but ${best.title.replace(/^([^:]{1,60}): (.+)$/, '$1 ($2)')} is better: ${best.says}`,
  }
}

function outcomeOf(id: string, outcome: Outcome, facts: Facts): AnswerOutcome {
  const kinds = Object.fromEntries(COMPONENTS.map((c, i) => [c, outcome.cells[i]!])) as Record<ComponentId, Kind>
  const on = facts.get('on')?.values[0]
  const row = nearestRow(kinds, hypervisorOf(outcome, facts), outcome.mode, on === 'ec2' ? 'aws' : (on ?? null))
  return {
    id,
    title: outcome.title,
    mode: outcome.mode,
    row: row === null ? null : { id: row.id, name: row.name },
    cells: COMPONENTS.map((component) => ({
      component,
      kind: kinds[component],
      colour: colourOf(component, kinds[component]),
    })),
    says: outcome.says,
  }
}

const BY_PLATFORM: Readonly<Record<string, string>> = table({ vmware: 'vmware', hyperv: 'hyperv', azure: 'hyperv' })

function hypervisorOf(outcome: Outcome, facts: Facts): string {
  if (outcome.mode !== null) return 'xen'
  if (outcome.cells[0] === 'H') return 'none'
  if (outcome.cells[0] === 'VS') return 'qemu-tcg'
  return BY_PLATFORM[facts.get('on')?.values[0] ?? ''] ?? 'kvm'
}

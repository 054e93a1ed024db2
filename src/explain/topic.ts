import { colourOf, KIND_MEANS } from '../chart/colours.ts'
import { rowById, type SpectrumRow } from '../chart/rows.ts'
import { SHORT_TITLES } from '../chart/titles.ts'
import { waysOf } from '../chart/ways/index.ts'
import { LANES } from '../chart/ways/layout.ts'
import type { Counted, Panel } from '../chart/ways/model.ts'
import { OPERATION } from '../chart/ways/operations.ts'
import { COMPONENTS, type Colour, type ComponentId, KINDS, type Kind } from '../model.ts'
import { TOPICS, type Topic } from './topics.ts'

/** A letter in a component, with its colour. */
export interface TopicCell {
  readonly component: ComponentId
  readonly title: string
  readonly kind: Kind
  readonly colour: Colour
}

/** A topic with what the chart and the paths of operations have of it. */
export interface TopicExplanation {
  readonly version: 1
  readonly id: string
  readonly kind: 'topic'
  readonly title: string
  readonly group: Topic['group']
  readonly text: string
  readonly note?: string
  readonly rows: readonly (Pick<SpectrumRow, 'id' | 'name' | 'since' | 'note'> & { readonly cells: readonly TopicCell[] })[]
  /** Of a letter: in each component. Of a component: each letter. */
  readonly colours: readonly TopicCell[]
  readonly path?: {
    readonly title: string
    readonly row: string
    readonly panel: Panel
    readonly steps: readonly { readonly at: string; readonly text: string; readonly see: string }[]
  }
  readonly see: readonly string[]
  readonly related: readonly { readonly id: string; readonly title: string }[]
  /** Ids of rules and advice that begin with the same word. */
  readonly ids: readonly string[]
}

/** `PV-on-HVM`, `pv on hvm` and `HVM + PV drivers` as one would type them. */
const keyOf = (word: string): string => word.toLowerCase().replace(/[\s_+-]/g, '') || word

const BY_WORD: ReadonlyMap<string, Topic> = new Map(
  TOPICS.flatMap((topic) =>
    [topic.id, topic.title, ...(topic.also ?? [])].map((word): readonly [string, Topic] => [keyOf(word), topic]),
  ),
)

export const topicOf = (word: string): Topic | undefined => BY_WORD.get(keyOf(word))

/** For "did you mean" and completion: every word as it is written. */
export const TOPIC_WORDS: readonly string[] = TOPICS.flatMap(({ id, also = [] }) => [id, ...also])

/** @param counted what a race has counted, to stand beside the path */
export function explainTopic(topic: Topic, counted?: Counted, ids: readonly string[] = []): TopicExplanation {
  const rows = (topic.rows ?? []).map((id) => rowById(id)!)
  const last = rows.at(-1)
  return {
    version: 1,
    id: topic.id,
    kind: 'topic',
    title: topic.title,
    group: topic.group,
    text: topic.text,
    ...(topic.note === undefined ? {} : { note: topic.note }),
    rows: rows.map(({ id, name, since, note, kinds }) => ({
      id,
      name,
      ...(since === undefined ? {} : { since }),
      ...(note === undefined ? {} : { note }),
      cells: COMPONENTS.map((component) => cell(component, kinds[component])),
    })),
    colours: coloursOf(topic),
    ...(last === undefined ? {} : { path: pathOf(topic, last, counted) }),
    see: topic.see,
    related: topic.related.map((id) => ({ id, title: topicOf(id)!.title })),
    ids,
  }
}

const cell = (component: ComponentId, kind: Kind, title: string = SHORT_TITLES[component]): TopicCell => ({
  component,
  title,
  kind,
  colour: colourOf(component, kind),
})

function coloursOf({ kind, component, group }: Topic): readonly TopicCell[] {
  if (kind !== undefined) return COMPONENTS.map((one) => cell(one, kind))
  if (component === undefined || group !== 'components') return []
  return KINDS.filter((one) => one !== '?' && one !== '-').map((one) => cell(component, one, KIND_MEANS[one]))
}

function pathOf(
  { operation = 'disk-read' }: Topic,
  row: SpectrumRow,
  counted: Counted | undefined,
): NonNullable<TopicExplanation['path']> {
  const { panels } = waysOf(operation, { modes: [row.id], ...(counted === undefined ? {} : { counted }) })
  const panel = panels[0]!
  const steps = (panel.way?.steps ?? []).map(({ at, says, see }) => ({ at: LANES[at], text: says, see }))
  return { title: OPERATION[operation].title.toLowerCase(), row: row.name, panel, steps }
}

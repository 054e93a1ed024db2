import type { Tree } from '../choose/model.ts'
import { flowSvg } from '../choose/render/svg.ts'
import { TREES } from '../choose/trees/index.ts'
import { walk } from '../choose/walk.ts'
import { escapeMarkup as e } from '../render/markup.ts'
import { picture } from '../render/page.ts'
import { remember, shown } from './address.ts'

const $ = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T

/** The flowcharts: the reader answers the questions and sees the possible recommendations and the highlighted path. */
export function flowchart(): void {
  const select = $<HTMLSelectElement>('tree')
  for (const tree of TREES) select.add(new Option(tree.title, tree.id))
  const view = shown()
  const first = TREES.find(({ id }) => id === (view.get('tree') ?? DEFAULT)) ?? TREES[0]!
  select.value = first.id
  let told = answersOf(first, view.get('told') ?? '')

  const draw = (): void => {
    const tree = TREES.find(({ id }) => id === select.value)!
    const walked = walk(tree, new Map(), { told, strict: true })
    const asked = [...walked.path.map((step) => step.question), ...(walked.remaining.length > 1 ? nextOf() : [])]
    function nextOf(): string[] {
      // The first question without an answer, where the path ends.
      const last = walked.path.at(-1)
      const next = last === undefined ? tree.start : tree.questions[last.question]!.edges[last.answer]!.to
      return tree.questions[next] === undefined ? [] : [next]
    }
    $('questions').innerHTML = asked
      .map((id) => {
        const question = tree.questions[id]!
        const options = Object.entries(question.edges).map(
          ([answer, { label }]) =>
            `<option value="${e(answer)}"${told.get(id) === answer ? ' selected' : ''}>${e(label)}</option>`,
        )
        return `<label>${e(question.ask)} <select data-question="${e(id)}"><option value="">unknown</option>${options.join('')}</select></label>`
      })
      .join('')
    const ends = walked.remaining.map(({ outcome }) => tree.outcomes[outcome]!)
    $('outcome').innerHTML =
      ends.length === 1
        ? `<p><strong>${e(ends[0]!.title)}</strong>: ${e(ends[0]!.says)}</p>`
        : `<p>${ends.length} recommendations are possible; the best is <strong>${e(ends[0]!.title)}</strong>. Answer more questions to decide.</p>`
    $('flow').innerHTML = picture(tree.title, flowSvg(tree, told.size === 0 ? undefined : walked))
    for (const one of document.querySelectorAll<HTMLSelectElement>('#questions select'))
      one.onchange = () => {
        const id = one.dataset['question']!
        // Answers to later questions belong to another path.
        const before = asked.slice(0, asked.indexOf(id))
        told = new Map([...told].filter(([question]) => before.includes(question)))
        if (one.value !== '') told.set(id, one.value)
        keep()
        draw()
        const next = [...document.querySelectorAll<HTMLSelectElement>('#questions select')]
        ;(next.find((box) => box.value === '') ?? next.at(-1))?.focus()
      }
  }
  const keep = (): void => {
    const answers = [...told].map((pair) => pair.join(':')).join(',')
    remember({ tree: select.value === DEFAULT ? undefined : select.value, told: answers === '' ? undefined : answers })
  }
  const again = (): void => {
    told = new Map()
    keep()
    draw()
  }
  select.onchange = again
  $('restart').onclick = again
  draw()
}

/** The flowchart that is shown first. */
const DEFAULT = 'xen-2026'

/** Answers from the address, `question:answer,…`; unknown questions and answers are dropped. */
function answersOf(tree: Tree, text: string): Map<string, string> {
  const pairs = text.split(',').map((pair) => pair.split(':') as [string, string | undefined])
  const known = pairs.filter(
    (pair): pair is [string, string] =>
      Object.hasOwn(tree.questions, pair[0]) && pair[1] !== undefined && Object.hasOwn(tree.questions[pair[0]]!.edges, pair[1]),
  )
  return new Map(known)
}

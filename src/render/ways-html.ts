import { type WaysOptions, waysOf } from '../chart/ways/index.ts'
import { LANES } from '../chart/ways/layout.ts'
import { OPERATIONS, type OperationId } from '../chart/ways/model.ts'
import { escapeMarkup as e } from './markup.ts'
import { page, picture } from './page.ts'
import { document as svgDocument } from './svg-frame.ts'
import { wayDrawing, waysDrawing } from './svg-ways.ts'
import { crossingsOf, WAYS_TITLE } from './ways-words.ts'

/** The steps of one operation as lists, each step with its source: what the picture has no room for. */
export function waySteps(operation: OperationId, options: WaysOptions = {}): string {
  const ways = waysOf(operation, options)
  return ways.panels
    .map((panel) => {
      const steps = (panel.way?.steps ?? []).map(
        (step) =>
          `<li>${LANES[step.at]}${step.aside === true ? ', in parallel' : ''}: ${e(step.says)} (<a href="${e(step.see)}" rel="noreferrer">source</a>)</li>`,
      )
      return `<details><summary><span class="letter is-${panel.colour}">${e(panel.kind)}</span>${e(panel.name)}: ${e(crossingsOf(panel))}</summary><ol>${steps.join('')}</ol></details>`
    })
    .join('')
}

/** The picture of one operation, or of all of them. @param prefix begins its ids */
export function wayPicture(operation: OperationId | undefined, options: WaysOptions, prefix: string): string {
  const drawing = operation === undefined ? waysDrawing({ ...options, prefix }) : wayDrawing(operation, { ...options, prefix })
  // Named apart from the section that it stands in.
  return picture(`Picture: ${drawing.title}`, svgDocument(drawing, prefix))
}

/** Ways as a page that needs nothing else. */
export function waysHtml(operations: readonly OperationId[] = OPERATIONS, options: WaysOptions = {}): string {
  const all = operations.length > 1 ? `<h1>${WAYS_TITLE}</h1>${wayPicture(undefined, options, 'ways')}` : ''
  const each = operations.map((id) => {
    const { operation } = waysOf(id, options)
    const h = operations.length > 1 ? 'h2' : 'h1'
    return `<section id="${id}"><${h}>${e(operation.title)}</${h}>${wayPicture(id, options, `way-${id}`)}${waySteps(id, options)}</section>`
  })
  return page(WAYS_TITLE, [`<main>${all}${each.join('')}</main>`])
}

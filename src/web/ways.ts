import { OPERATIONS, type OperationId } from '../chart/ways/model.ts'
import { OPERATION } from '../chart/ways/operations.ts'
import type { Report } from '../model.ts'
import { MEASURED } from '../race/measured.data.ts'
import { wayPicture, waySteps } from '../render/ways-html.ts'
import { remember, shown } from './address.ts'

const $ = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T

/** The paths of operations, with those of the machines highlighted: all operations, or one step by step. */
export function drawWays(reports: readonly Report[]): void {
  const select = $<HTMLSelectElement>('operation')
  if (select.options.length === 0) {
    select.add(new Option('all operations', ''))
    for (const id of OPERATIONS) select.add(new Option(OPERATION[id].title.toLowerCase(), id))
    select.value = OPERATIONS.find((id) => id === shown().get('way')) ?? ''
  }
  const draw = (): void => {
    const operation = select.value === '' ? undefined : (select.value as OperationId)
    $('way').innerHTML = wayPicture(operation, { reports, counted: MEASURED }, 'way-svg')
    $('way-steps').innerHTML = operation === undefined ? '' : waySteps(operation, { reports, counted: MEASURED })
  }
  select.onchange = () => {
    remember({ way: select.value || 'all' })
    draw()
  }
  draw()
}

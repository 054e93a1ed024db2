import { ec2Catalogue } from '../catalog/ec2.ts'
import { FIELDS, filterOf, type Listed, select } from '../catalog/query.ts'
import { Fault } from '../fault.ts'
import { COMPONENTS } from '../model.ts'
import { escapeMarkup as e } from '../render/markup.ts'
import { remember, shown } from './address.ts'

const $ = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T

/** More rows are too many to read; the reader can filter. */
const MOST = 200
const TEXT = ['type', 'hypervisor', 'row', 'vcpus', 'memory', 'launch', 'status'] as const

/** EC2 instance types with their colours, with the filters of `virtcolor catalog`; a click on a heading sorts. */
export function catalogue(): void {
  const words = $<HTMLInputElement>('filter')
  let sort = shown().get('sort') ?? ''
  // Text that was typed while this part was loading is kept.
  words.value ||= shown().get('types') ?? ''

  const draw = (): void => {
    const out = $('type-rows')
    try {
      const { types, asOf } = ec2Catalogue()
      const filters = words.value.split(/\s+/).filter(Boolean).map(filterOf)
      const found = select(types, filters, sort === '' ? [] : [sort])
      $('type-count').textContent =
        `${found.length} types, as of ${asOf}${found.length > MOST ? `; the first ${MOST} are shown` : ''}`
      out.innerHTML = table(found.slice(0, MOST), sort)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      $('type-count').textContent = error.message
      return
    }
    for (const button of out.querySelectorAll<HTMLElement>('[data-sort]'))
      button.onclick = () => {
        const key = button.dataset['sort']!
        sort = sort === key ? `-${key}` : key
        keep()
        draw()
        out.querySelector<HTMLElement>(`[data-sort="${key}"]`)?.focus()
      }
  }
  const keep = (): void => remember({ types: words.value.trim() || undefined, sort: sort || undefined })
  words.oninput = () => {
    keep()
    draw()
  }
  $<HTMLFormElement>('type-form').onsubmit = (event) => event.preventDefault()
  if (!FIELDS.some(({ id }) => id === sort.replace(/^-/, ''))) sort = ''
  draw()
}

function table(rows: readonly Listed[], sort: string): string {
  const head = (id: string, title: string): string => {
    const order = sort === id ? ' aria-sort="ascending"' : sort === `-${id}` ? ' aria-sort="descending"' : ''
    return `<th scope="col"${order}><button type="button" data-sort="${id}">${e(title)}</button></th>`
  }
  const fields = TEXT.map((id) => FIELDS.find((field) => field.id === id)!)
  // The colours come right after the name, because a narrow screen shows only the first columns.
  const heads = [...fields.slice(0, 1), ...COMPONENTS.map((id) => ({ id })), ...fields.slice(1)].map(({ id }) => head(id, id))
  const body = rows.map((one) => {
    const texts = fields.map((field) => `<td>${e(field.of(one)?.join(' ') ?? '')}</td>`)
    const cells = COMPONENTS.map((id) => {
      const { kind, colour } = one.prediction.cells[id]
      return `<td class="is-${colour}"><b>${e(kind)}</b></td>`
    })
    return `<tr>${texts[0]}${cells.join('')}${texts.slice(1).join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0" role="region" aria-label="Table of EC2 instance types"><table class="beside"><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
}

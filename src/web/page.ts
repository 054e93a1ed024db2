import { SHORT_TITLES } from '../chart/titles.ts'
import { COMPONENTS, type Report } from '../model.ts'
import { html, reportHtml } from '../render/html.ts'
import { json } from '../render/json.ts'
import { escapeMarkup as e } from '../render/markup.ts'
import { picture } from '../render/page.ts'
import { spectrumSvg, svg } from '../render/svg.ts'
import { headline, possibleKinds } from '../render/words.ts'
import { remember, shown } from './address.ts'
import { dropped, filesOf } from './drop.ts'
import { Jobs } from './jobs.ts'
import type { Question } from './messages.ts'
import { load } from './more.ts'
import { pngOf, save } from './save.ts'
import { pack, unpack, withoutEvidence } from './share.ts'

const $ = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T

/** @param script the page's own, from which workers are made */
export function start(script: string): void {
  const jobs = new Jobs(script, (report) => {
    document.createElement('div').innerHTML = reportHtml(report, { prefix: 'practice', spectrum: false })
    spectrumSvg([report])
  })
  let reports: readonly Report[] = []

  const drawSpectrum = (): void => {
    const picture_ = spectrumSvg(reports, {
      prefix: 'spectrum-svg',
      layout: $<HTMLSelectElement>('layout').value === '2017' ? '2017' : '2014',
      ...($<HTMLInputElement>('sriov').checked ? { sriov: true } : {}),
      all: $<HTMLInputElement>('all').checked,
    })
    $('spectrum').innerHTML = picture('The spectrum of virtualization', picture_)
  }

  const show = (next: readonly Report[]): void => {
    reports = next
    $('answer').hidden = reports.length === 0
    $('shared').hidden = true
    $('beside').innerHTML = reports.length > 1 ? beside(reports) : ''
    $('reports').innerHTML = reports.map((report, i) => reportHtml(report, { prefix: `m${i + 1}`, spectrum: false })).join('')
    drawSpectrum()
    if ($<HTMLDetailsElement>('ways-box').open) globalThis.virtcolorWays?.(reports)
  }

  const ask = async (question: Question): Promise<void> => {
    const line = document.createElement('li')
    const name = document.createElement('span')
    name.textContent = question.name
    const bar = document.createElement('progress')
    bar.setAttribute('aria-label', `Reading ${question.name}`)
    const cancel = document.createElement('button')
    cancel.type = 'button'
    cancel.textContent = 'Cancel'
    line.append(name, bar, cancel)
    $('jobs').append(line)
    const job = jobs.ask(question, (taken, total) => {
      bar.max = Math.max(total, 1)
      bar.value = taken
    })
    cancel.onclick = () => job.cancel()
    try {
      const report = await job.done
      line.remove()
      show([...reports, report])
      if (reports.length === 1) $('answer-h').focus({ preventScroll: false })
    } catch (error) {
      sayFault(line, (error as Error).message)
    }
  }

  takeInput(ask, (message) => {
    const line = document.createElement('li')
    $('jobs').append(line)
    sayFault(line, message)
  })
  for (const id of ['layout', 'sriov', 'all'])
    $(id).onchange = () => {
      remember({
        layout: $<HTMLSelectElement>('layout').value === '2017' ? '2017' : undefined,
        sriov: $<HTMLInputElement>('sriov').checked ? '1' : undefined,
        all: $<HTMLInputElement>('all').checked ? '1' : undefined,
      })
      drawSpectrum()
    }
  $('clear').onclick = () => {
    show([])
    $<HTMLTextAreaElement>('text').value = ''
    $('text').focus()
    remember({ report: undefined })
  }
  $('share').onclick = async () => {
    const open = $<HTMLInputElement>('evidence').checked
    const view = shown()
    view.set('report', await pack(open ? reports : reports.map(withoutEvidence)))
    const link = $<HTMLInputElement>('link')
    link.value = `${location.href.replace(/#.*$/, '')}#${view}`
    $('shared').hidden = false
    link.focus()
    link.select()
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-save]'))
    button.onclick = () => keep(button.dataset['save']!, reports)

  const fromAddress = (): void => {
    const view = shown()
    $<HTMLSelectElement>('layout').value = view.get('layout') === '2017' ? '2017' : '2014'
    for (const id of ['sriov', 'all']) $<HTMLInputElement>(id).checked = view.get(id) === '1'
    drawSpectrum()
    const packed = view.get('report')
    if (packed !== null)
      void unpack(packed).then((shared) => {
        if (shared !== undefined) show(shared)
      })
  }
  window.addEventListener('hashchange', fromAddress)
  const data = document.getElementById('data')?.textContent
  if (data) {
    // The answer is what this page was made for: what else it can be asked comes after it.
    $('answer').after($('ask'))
    show(JSON.parse(data) as Report[])
  } else show([])
  fromAddress()
  near('choose', 'outcome', ['tree', 'told'], 'flowchart.js', () => globalThis.virtcolorFlowchart)
  later('types', 'type-count', ['types', 'sort'], 'catalogue.js', () => globalThis.virtcolorCatalogue)
  later(
    'ways-box',
    'ways-fault',
    ['way'],
    'ways.js',
    () => globalThis.virtcolorWays && (() => globalThis.virtcolorWays!(reports)),
  )
}

type Part = () => (() => void) | undefined

/** Loads a part, if it is not inside, and starts it; where that fails, it is said at `says`. */
async function begin(file: string, part: Part, says: string): Promise<void> {
  try {
    if (part() === undefined) await load(file)
    part()!()
  } catch (error) {
    $(says).textContent = (error as Error).message
  }
}

const asked = (keys: readonly string[]): boolean => keys.some((key) => shown().has(key))

/** A part that is wanted when its box is opened, or when the address says what it shows. */
function later(id: string, says: string, keys: readonly string[], file: string, part: Part): void {
  const box = $<HTMLDetailsElement>(id)
  box.ontoggle = () => {
    box.ontoggle = null
    void begin(file, part, says)
  }
  if (asked(keys)) box.open = true
}

/** A part that is wanted when the reader comes near it, or when the address says what it shows. */
function near(id: string, says: string, keys: readonly string[], file: string, part: Part): void {
  if (part() !== undefined || asked(keys)) {
    void begin(file, part, says)
    return
  }
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return
      watch.disconnect()
      void begin(file, part, says)
    },
    { rootMargin: '600px' },
  )
  watch.observe($(id))
}

/** What went wrong, in a line of the list of jobs that can be taken away. */
function sayFault(line: HTMLElement, message: string): void {
  const fault = document.createElement('span')
  fault.className = 'fault'
  fault.textContent = message
  const away = document.createElement('button')
  away.type = 'button'
  away.textContent = 'Dismiss'
  away.onclick = () => line.remove()
  line.replaceChildren(fault, away)
}

function takeInput(ask: (question: Question) => Promise<void>, fail: (message: string) => void): void {
  const each = (questions: readonly Question[]): void => {
    for (const question of questions) void ask(question)
  }
  for (const id of ['files', 'folder']) {
    const input = $<HTMLInputElement>(id)
    input.onchange = () => {
      each(filesOf([...(input.files ?? [])]))
      input.value = ''
    }
  }
  $<HTMLFormElement>('paste').onsubmit = (event) => {
    event.preventDefault()
    const text = $<HTMLTextAreaElement>('text').value
    if (text.trim() !== '') each([{ is: 'text', name: 'pasted text', text }])
  }
  const drop = $('drop')
  const over = (on: boolean) => (event: DragEvent) => {
    event.preventDefault()
    drop.classList.toggle('over', on)
  }
  document.addEventListener('dragover', over(true))
  document.addEventListener('dragleave', over(false))
  document.addEventListener('drop', (event) => {
    over(false)(event)
    if (event.dataTransfer !== null)
      void dropped(event.dataTransfer).then(({ questions, faults }) => {
        each(questions)
        for (const fault of faults) fail(fault)
      })
  })
}

/** Several machines, component by component. */
function beside(reports: readonly Report[]): string {
  const heads = reports.map(
    (report, i) =>
      `<th scope="col"><a href="#m${i + 1}">${e(headline(report))}</a><br><code>${e(report.source.path)}</code></th>`,
  )
  const rows = COMPONENTS.map((component) => {
    const cells = reports.map(({ cells }) => {
      const cell = cells[component]
      return `<td class="is-${cell.colour}"><b>${e(possibleKinds(cell) ?? cell.kind)}</b> ${cell.colour}</td>`
    })
    return `<tr><th scope="row">${e(SHORT_TITLES[component])}</th>${cells.join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0" role="region" aria-label="Machines side by side"><table class="beside"><thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

async function keep(format: string, reports: readonly Report[]): Promise<void> {
  const name = `virtcolor.${format}`
  if (format === 'svg') save(name, 'image/svg+xml', svg(reports))
  else if (format === 'html') save(name, 'text/html', html(reports))
  else if (format === 'json') save(name, 'application/json', json(reports.length === 1 ? reports[0] : reports))
  else if (format === 'png') save(name, 'image/png', await pngOf(svg(reports, 'light')))
}

import { SHORT_TITLES } from '../chart/titles.ts'
import { COMPONENTS, type Report } from '../model.ts'
import { html, reportHtml } from '../render/html.ts'
import { json } from '../render/json.ts'
import { countsOf } from '../render/lint-html.ts'
import type { Answer, Told } from '../render/lint-told.ts'
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

/** @param script the page's own script, from which workers are made */
export function start(script: string): void {
  const jobs = new Jobs(script, (report) => {
    document.createElement('div').innerHTML = reportHtml(report, { prefix: 'practice', spectrum: false })
    spectrumSvg([report])
  })
  let answers: readonly Answer[] = []
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

  /** Adds the reports that are not drawn yet, each in a separate task, so that the page stays responsive. */
  const drawReports = async (): Promise<void> => {
    const mine = answers
    for (let i = $('reports').childElementCount; i < mine.length; i++) {
      const { report, lint } = mine[i]!
      $('reports').insertAdjacentHTML('beforeend', reportHtml(report, { prefix: `m${i + 1}`, spectrum: false, lint }))
      await new Promise((resolve) => setTimeout(resolve))
      if (answers !== mine) return
    }
  }

  const show = (next: readonly Answer[]): void => {
    // Reports that are already drawn stay, so that sections that the reader opened stay open.
    if (!answers.every((one, i) => one === next[i])) $('reports').textContent = ''
    answers = next
    reports = next.map(({ report }) => report)
    $('answer').hidden = reports.length === 0
    $('shared').hidden = true
    $('beside').innerHTML = answers.length > 1 ? beside(answers) : ''
    void drawReports()
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
      const found = await job.done
      line.remove()
      const first = answers.length === 0
      show([...answers, ...found.answers])
      if (found.leftOut !== undefined) sayLeftOut(found.leftOut)
      if (first) $('answer-h').focus({ preventScroll: false })
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
  // By script: the part of the address after the # holds the state of the page, and a link would replace it.
  $('beside').onclick = (event) => {
    const to = (event.target as Element).closest('a')?.getAttribute('href')?.slice(1)
    if (to === undefined) return
    event.preventDefault()
    $(to).tabIndex = -1
    $(to).focus()
    $(to).scrollIntoView()
  }
  $('clear').onclick = () => {
    show([])
    $('left-out').textContent = ''
    $<HTMLTextAreaElement>('text').value = ''
    $('text').focus()
    remember({ report: undefined })
  }
  $('share').onclick = async () => {
    const open = $<HTMLInputElement>('evidence').checked
    const view = shown()
    view.set('report', await pack(open ? reports : reports.map(withoutEvidence)))
    const link = $<HTMLInputElement>('link')
    link.value = `${location.href.replace(/#.*/s, '')}#${view}`
    $('shared').hidden = false
    link.focus()
    link.select()
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-save]'))
    button.onclick = () => keep(button.dataset['save']!, answers)

  const fromAddress = (): void => {
    const view = shown()
    $<HTMLSelectElement>('layout').value = view.get('layout') === '2017' ? '2017' : '2014'
    for (const id of ['sriov', 'all']) $<HTMLInputElement>(id).checked = view.get(id) === '1'
    drawSpectrum()
    const packed = view.get('report')
    if (packed !== null)
      void unpack(packed).then((shared) => {
        if (shared !== undefined) show(shared.map((report) => ({ report })))
      })
  }
  window.addEventListener('hashchange', fromAddress)
  const data = document.getElementById('data')?.textContent
  if (data) {
    // On a page with a report inside, the answer comes first.
    $('answer').after($('ask'))
    const lint = JSON.parse(document.getElementById('lint')?.textContent ?? '[]') as readonly (Told | null)[]
    show((JSON.parse(data) as Report[]).map((report, i) => ({ report, ...(lint[i] && { lint: lint[i] }) })))
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

/** Loads a part, if it is not in the page already, and starts it; an error is shown in the element `says`. */
async function begin(file: string, part: Part, says: string): Promise<void> {
  try {
    if (part() === undefined) await load(file)
    part()!()
  } catch (error) {
    $(says).textContent = (error as Error).message
  }
}

const asked = (keys: readonly string[]): boolean => keys.some((key) => shown().has(key))

/** Loads a part when its box is opened, or when the address has a state for it. */
function later(id: string, says: string, keys: readonly string[], file: string, part: Part): void {
  const box = $<HTMLDetailsElement>(id)
  box.ontoggle = () => {
    box.ontoggle = null
    void begin(file, part, says)
  }
  if (asked(keys)) box.open = true
}

/** Loads a part when it scrolls into view, or when the address has a state for it. */
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

/** Lists the machines of a large definition that are not shown. */
function sayLeftOut(message: string): void {
  const line = document.createElement('p')
  line.textContent = message
  $('left-out').append(line)
}

/** Shows an error in a line of the list of jobs, with a button that removes it. */
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

/** A table of several machines with a row for each component. */
function beside(answers: readonly Answer[]): string {
  const row = (title: string, cells: readonly string[]): string => `<tr><th scope="row">${e(title)}</th>${cells.join('')}</tr>`
  const heads = answers.map(({ report }, i) => {
    // Allow a line break in a path only after # and /.
    const path = report.source.path
      .split(/(?<=[#/])/)
      .map(e)
      .join('<wbr>')
    return `<th scope="col"><a href="#m${i + 1}">${e(headline(report))}<br><code>${path}</code></a></th>`
  })
  const rows = COMPONENTS.map((component) => {
    const cells = answers.map(({ report }) => {
      const cell = report.cells[component]
      return `<td class="is-${cell.colour}"><b>${e(possibleKinds(cell) ?? cell.kind)}</b> ${cell.colour}</td>`
    })
    return row(SHORT_TITLES[component], cells)
  })
  const found = answers.map(({ lint }, i) => {
    if (lint === undefined) return '<td>-</td>'
    // No line break between a number and its noun.
    const counts = countsOf(lint).replace(/(\d) /g, '$1\u00a0')
    return `<td class="found"><a href="#m${i + 1}-lint">${counts || 'nothing'}</a></td>`
  })
  if (answers.some(({ lint }) => lint !== undefined)) rows.push(row('Lint', found))
  return `<div class="scroll" tabindex="0" role="region" aria-label="Machines side by side"><table class="beside"><thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

async function keep(format: string, answers: readonly Answer[]): Promise<void> {
  const reports = answers.map(({ report }) => report)
  const name = `virtcolor.${format}`
  if (format === 'svg') save(name, 'image/svg+xml', svg(reports))
  else if (format === 'html')
    save(
      name,
      'text/html',
      html(
        reports,
        answers.map(({ lint }) => lint),
      ),
    )
  else if (format === 'json') save(name, 'application/json', json(reports.length === 1 ? reports[0] : reports))
  else if (format === 'png') save(name, 'image/png', await pngOf(svg(reports, 'light')))
}

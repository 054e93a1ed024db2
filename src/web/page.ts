import { SHORT_TITLES } from '../chart/titles.ts'
import type { Answer, Told } from '../lint/told.ts'
import { COMPONENTS, type Report } from '../model.ts'
import { html, reportHtml } from '../render/html.ts'
import { json } from '../render/json.ts'
import { countsOf } from '../render/lint-html.ts'
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

  /** Those that are not there yet; each in a task of its own, so that the page answers the hand between two of them. */
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
    // What is there already stays as it is, with what the reader opened in it.
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
  // By script: the address after the # is what is shown, and a link would take its place.
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
    // The answer is what this page was made for: what else it can be asked comes after it.
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

/** In a definition of many machines, which are not shown. */
function sayLeftOut(message: string): void {
  const line = document.createElement('p')
  line.textContent = message
  $('left-out').append(line)
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
function beside(answers: readonly Answer[]): string {
  const row = (title: string, cells: readonly string[]): string => `<tr><th scope="row">${e(title)}</th>${cells.join('')}</tr>`
  const heads = answers.map(({ report }, i) => {
    // A path may be broken at its own joints.
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
    // A number stays with what it counts.
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

/** The flowchart as SVG: light or dark as the reader's system is, letters in every coloured cell, no script, nothing fetched. */
import { colourOf } from '../../chart/colours.ts'
import { TONES } from '../../chart/tones.ts'
import { COLOURS, COMPONENTS } from '../../model.ts'
import { escapeMarkup } from '../../render/markup.ts'
import type { Facts, Tree, Walk } from '../model.ts'
import type { WalkOptions } from '../walk.ts'
import { type FlowChart, flowChart, type Light } from './flow.ts'

const MARGIN = 20
const HEAD = 64
const FOOT = 60
const round = (n: number): string => String(Math.round(n * 10) / 10)

/** Text for XML: each line without a character that XML forbids, and nothing that could be markup. */
export const escapeXml = (text: string): string => text.split('\n').map(escapeMarkup).join('\n')

const STYLE = [
  'text{font-family:system-ui,"DejaVu Sans",Verdana,sans-serif;fill:#1b1b1b}',
  '.paper{fill:#ffffff}.box{fill:#f7f7f5;stroke:#8a8a86;stroke-width:1}.end{fill:#ffffff}',
  '.lit .box{stroke:#1d5fbf;stroke-width:3;fill:#eaf2ff}.open .box{stroke:#1d5fbf;stroke-width:1.5;stroke-dasharray:5 3}',
  '.edge{fill:none;stroke:#6f6f6b;stroke-width:1.3}.tip{fill:#6f6f6b}',
  '.edge.lit{stroke:#1d5fbf;stroke-width:3.4}.tip.lit{fill:#1d5fbf}.edge.open{stroke:#1d5fbf;stroke-width:1.6;stroke-dasharray:5 3}.tip.open{fill:#1d5fbf}',
  '.node.out{opacity:.62}.edge.out,.tip.out{opacity:.5}.label.out{opacity:.7}',
  '.label{font-size:11px;paint-order:stroke;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round}.label.lit{font-weight:bold}',
  '.ask{font-size:12.5px}.name{font-size:12.5px;font-weight:bold}.head{font-size:17px;font-weight:bold}.small{font-size:11.5px}',
  '.kind{font-size:10.5px;font-weight:bold;fill:#000000}',
  '@media (prefers-color-scheme: dark){text{fill:#ececec}.paper{fill:#16181b}.box{fill:#24272b;stroke:#8d9299}.end{fill:#1b1e22}' +
    '.lit .box{stroke:#7fb2ff;fill:#1d2d47}.open .box{stroke:#7fb2ff}.edge{stroke:#9aa0a6}.tip{fill:#9aa0a6}.edge.lit,.edge.open{stroke:#7fb2ff}' +
    '.tip.lit,.tip.open{fill:#7fb2ff}.label{stroke:#16181b}.kind{fill:#000000}}',
].join('\n')

export interface SvgOptions {
  readonly facts?: Facts
  readonly walk?: WalkOptions
  /** What the head says below the title. */
  readonly subtitle?: string
}

/** @param walked lights the path; without it the chart is drawn as it is */
export function flowSvg(tree: Tree, walked?: Walk, options: SvgOptions = {}): string {
  const chart = flowChart(tree, walked, options.facts, options.walk)
  const { flow } = chart
  const width = Math.max(flow.width, MIN_WIDTH) + 2 * MARGIN
  const height = flow.height + 2 * MARGIN + HEAD + FOOT
  const left = MARGIN + (width - 2 * MARGIN - flow.width) / 2
  const subtitle = options.subtitle ?? tree.about
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${round(width)}" height="${round(height)}" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-labelledby="flow-title flow-desc">`,
    `<title id="flow-title">${escapeXml(tree.title)}</title>`,
    `<desc id="flow-desc">${escapeXml(description(chart, walked))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" width="100%" height="100%"/>`,
    `<text class="head" x="${MARGIN}" y="${MARGIN + 16}">${escapeXml(tree.title)}</text>`,
    ...clip(subtitle, Math.floor((width - 2 * MARGIN) / 5.9)).map(
      (line, i) => `<text class="small" x="${MARGIN}" y="${MARGIN + 36 + i * 15}">${escapeXml(line)}</text>`,
    ),
    `<g transform="translate(${round(left)} ${MARGIN + HEAD})">`,
    ...edges(chart),
    ...boxes(chart),
    ...labels(chart),
    '</g>',
    ...legend(tree, height - FOOT + 8, walked !== undefined, chart.assumed.size > 0),
    '</svg>',
    '',
  ]
  return out.join('\n')
}

const MIN_WIDTH = 760

function description(chart: FlowChart, walked: Walk | undefined): string {
  const { tree } = chart
  if (walked === undefined) return tree.about
  const steps = walked.path.map(
    (s) => `${tree.questions[s.question]!.ask} ${tree.questions[s.question]!.edges[s.answer]!.label}.`,
  )
  const ends = walked.remaining.map((r) => tree.outcomes[r.outcome]!.title)
  return [...steps, ends.length === 1 ? `Outcome: ${ends[0]}.` : `Outcomes that remain: ${ends.join('; ')}.`].join(' ')
}

/** Order in which lights are drawn: what is lit lies on top. */
const DEPTH: Record<Light, number> = { out: 0, aside: 1, open: 2, lit: 3 }

function edges(chart: FlowChart): string[] {
  return chart.flow.edges
    .map((edge, i) => ({ edge, light: chart.edges.get(`${edge.from}>${chart.answers[i]}`)! }))
    .sort((a, b) => DEPTH[a.light] - DEPTH[b.light])
    .flatMap(({ edge, light }) => {
      const points = edge.points
      let d = `M${round(points[0]!.x)} ${round(points[0]!.y)}`
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1]!, points[i]!]
        const end = i === points.length - 1 ? b.y - 7 : b.y
        const middle = (a.y + end) / 2
        d +=
          a.x === b.x
            ? `V${round(end)}`
            : `C${round(a.x)} ${round(middle)} ${round(b.x)} ${round(middle)} ${round(b.x)} ${round(end)}`
      }
      const tip = points.at(-1)!
      return [
        `<path class="edge ${light}" d="${d}"/>`,
        `<path class="tip ${light}" d="M${round(tip.x)} ${round(tip.y)}l-4.5 -8h9z"/>`,
      ]
    })
}

function boxes(chart: FlowChart): string[] {
  return chart.flow.nodes.flatMap((node) => {
    const light = chart.nodes.get(node.id)!
    const x = node.x - node.width / 2
    const y = node.y - node.height / 2
    const question = chart.tree.questions[node.id]
    if (question !== undefined) {
      const lines = twoLines(question.short)
      return [
        `<g class="node ${light}"><title>${escapeXml(question.ask)}</title>`,
        `<rect class="box" x="${round(x)}" y="${round(y)}" width="${node.width}" height="${node.height}" rx="14"/>`,
        ...lines.map((line, i) => text('ask', node.x, node.y + 4.5 + (i - (lines.length - 1) / 2) * 15, line)),
        '</g>',
      ]
    }
    const outcome = chart.tree.outcomes[node.id]!
    const cell = (node.width - 20) / COMPONENTS.length
    return [
      `<g class="node end ${light}"><title>${escapeXml(outcome.title)}</title>`,
      `<rect class="box end" x="${round(x)}" y="${round(y)}" width="${node.width}" height="${node.height}"/>`,
      text('name', node.x, y + 22, outcome.short),
      ...COMPONENTS.flatMap((component, i) => {
        const kind = outcome.cells[i]!
        const at = x + 10 + i * cell
        return [
          `<rect x="${round(at)}" y="${round(y + 34)}" width="${round(cell - 2)}" height="20" fill="${TONES[colourOf(component, kind)].fill}"><title>${component}: ${kind}</title></rect>`,
          text('kind', at + cell / 2 - 1, y + 48, kind),
        ]
      }),
      '</g>',
    ]
  })
}

function labels(chart: FlowChart): string[] {
  return chart.flow.edges.map((edge, i) => {
    const light = chart.edges.get(`${edge.from}>${chart.answers[i]}`)!
    const assumed = light === 'lit' && chart.assumed.has(edge.from) ? ' *' : ''
    return text(`label ${light}`, edge.labelAt.x, edge.labelAt.y + 4, edge.label + assumed)
  })
}

function legend(tree: Tree, y: number, lit: boolean, assumed: boolean): string[] {
  const words = ['poor', 'room for improvement', 'optimal', 'unknown']
  const out: string[] = []
  let x = MARGIN
  COLOURS.forEach((colour, i) => {
    out.push(`<rect x="${x}" y="${round(y)}" width="14" height="12" fill="${TONES[colour].fill}"/>`)
    out.push(`<text class="small" x="${x + 19}" y="${round(y + 10)}">${words[i]}</text>`)
    x += 34 + words[i]!.length * 6.4
  })
  out.push(`<text class="small" x="${round(x)}" y="${round(y + 10)}">cells: ${COMPONENTS.join(', ')}</text>`)
  const parts = [
    `As of ${tree.asOf}.`,
    'VS software, P paravirtual, VH hardware, H bare hardware.',
    ...(lit ? ['Thick lines: settled; dashed lines: still possible.'] : []),
    ...(assumed ? ['* assumed.'] : []),
  ]
  const [first, ...rest] = parts
  out.push(`<text class="small" x="${MARGIN}" y="${round(y + 28)}">${escapeXml([first, rest[0]].join(' '))}</text>`)
  out.push(`<text class="small" x="${MARGIN}" y="${round(y + 44)}">${escapeXml(rest.slice(1).join(' '))}</text>`)
  return out
}

function text(cls: string, x: number, y: number, words: string): string {
  return `<text class="${cls}" x="${round(x)}" y="${round(y)}" text-anchor="middle">${escapeXml(words)}</text>`
}

/** At most two lines, broken at the space nearest to the middle. */
function twoLines(words: string): string[] {
  if (words.length <= 20) return [words]
  const spaces = [...words.matchAll(/ /g)].map((m) => m.index)
  if (spaces.length === 0) return [words]
  const at = spaces.reduce((a, b) => (Math.abs(b - words.length / 2) < Math.abs(a - words.length / 2) ? b : a))
  return [words.slice(0, at), words.slice(at + 1)]
}

function clip(words: string, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return lines.length <= 2 ? lines : [lines[0]!, `${lines[1]!.slice(0, Math.max(0, most - 1))}…`]
}

import type { Measured, MeasuredWork } from './measured.ts'
import type { RaceReport } from './report.ts'

const MOST_KINDS = 6

/** What pictures show of a report. Figures to three digits: more is not known. */
export function measuredOf(report: RaceReport): Measured {
  const { how } = report
  const modes = report.modes.flatMap((mode) => {
    const works = mode.works.flatMap((work): MeasuredWork[] =>
      work.crossings === undefined
        ? []
        : [
            {
              work: work.id,
              title: work.title,
              operation: work.operation,
              component: work.component,
              crossings: digits(work.crossings.median),
              low: digits(work.crossings.low),
              high: digits(work.crossings.high),
              own: digits((work.own ?? work.crossings).median),
              deviceModel: digits(work.deviceModel?.median ?? 0),
              kinds: Object.entries(work.kinds ?? {})
                .slice(0, MOST_KINDS)
                .map(([kind, n]) => [kind, digits(n)] as const),
            },
          ],
    )
    return works.length === 0 ? [] : [[mode.id, works] as const]
  })
  return {
    how: `Xen ${how.xen}, Linux ${how.kernel}, ${how.on}, ${how.rounds} ${how.rounds === 1 ? 'round' : 'rounds'}`,
    made: how.made,
    see: 'docs/race.md',
    modes: Object.fromEntries(modes),
  }
}

const digits = (n: number): number => Number(n.toPrecision(3))

/** measured.data.ts as text: a line for each work of a mode, so that a new race is read as a diff. */
export function measuredModule(report: RaceReport): string {
  const { modes, ...about } = measuredOf(report)
  const lines = Object.entries(modes).map(
    ([mode, works]) =>
      `    ${JSON.stringify(mode)}: [\n${works.map((work) => `      ${JSON.stringify(work)},\n`).join('')}    ],\n`,
  )
  return [
    '// biome-ignore-all format: made by a program, from docs/race/report.json (`npm run golden`)',
    "import type { Measured } from './measured.ts'",
    '',
    'export const MEASURED: Measured = {',
    ...Object.entries(about).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`),
    `  modes: {\n${lines.join('')}  },`,
    '}',
    '',
  ].join('\n')
}

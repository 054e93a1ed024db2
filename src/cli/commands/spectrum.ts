import { EXIT, type ExitCode } from '../../fault.ts'
import type { Report } from '../../model.ts'
import { unknownFormat } from '../../suffix.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportsOf, worst } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

/** The whole chart. */
export const command: Command = {
  name: 'spectrum',
  summary: SUMMARIES.spectrum,
  details: 'Print the spectrum of virtualization modes and mark the row of each source.',
  arguments: [
    {
      name: 'source',
      help: 'capture, archive, command output or VM definition to read; default: this machine',
      optional: true,
      many: true,
    },
  ],
  options: [
    {
      flags: '--layout <year>',
      help: "use the columns and rows of Gregg's chart of 2014 or of his article of 2017",
      choices: ['2014', '2017'],
      default: '2014',
    },
    { flags: '--sriov', help: 'use the colours for machines with SR-IOV: disk and network are yellow for P, green for VH' },
    { flags: '-o, --output <file>', help: 'write a picture to this file instead: .svg or .png' },
    { flags: '--all', help: 'show all rows, not only those of the layout and those of the sources' },
    colourOption,
  ],
  examples: [
    ['virtcolor spectrum', 'the chart, with this machine marked'],
    ['virtcolor spectrum --layout 2017 --sriov', 'the chart of 2017, with the colours for SR-IOV'],
    ['virtcolor spectrum -o spectrum.svg captures/*', 'a picture with all captured machines'],
  ],
  async run(args, options, io) {
    const file = options['output']
    if (typeof file === 'string' && !/\.(?:svg|png)$/i.test(file)) throw unknownFormat(file, ['.svg', '.png'])
    const reports: Report[] = []
    let exit: ExitCode = EXIT.ok
    for (const source of args.length === 0 ? [undefined] : args) {
      const found = await reportsOf(source, io)
      for (const report of found) exit = worst(exit, exitOf(report))
      reports.push(...found)
    }
    const layout = options['layout'] === '2017' ? '2017' : '2014'
    const sriov = options['sriov'] === true ? { sriov: true } : {}
    if (typeof file === 'string') {
      const { spectrumSvg } = await import('../../render/svg.ts')
      const chart = { layout, ...sriov, all: options['all'] === true } as const
      const picture = file.toLowerCase().endsWith('.png')
        ? await (await import('../../render/png.ts')).png(spectrumSvg(reports, { ...chart, theme: 'light' }))
        : spectrumSvg(reports, chart)
      const { writeOut } = await import('../outputs.ts')
      writeOut(file, picture, io, args)
      return exit
    }
    const { spectrum } = await import('../../render/spectrum.ts')
    io.stdout.write(spectrum(reports, { ...display(options['color'], io), layout, ...sriov, all: options['all'] === true }))
    return exit
  },
}

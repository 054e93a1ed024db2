import { EXIT, type ExitCode } from '../../fault.ts'
import type { Report } from '../../model.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportOf, worst } from '../report.ts'

/** The whole chart. */
export const command: Command = {
  name: 'spectrum',
  summary: 'the whole chart, with the row that a machine is in',
  details: 'Print the spectrum of virtualization, every row of it, and mark the row that each source is in.',
  arguments: [{ name: 'source', help: 'as for virtcolor itself; without one, this machine', optional: true, many: true }],
  options: [
    {
      flags: '--layout <year>',
      help: "columns and rows of Gregg's 2014 chart or of his 2017 text",
      choices: ['2014', '2017'],
      default: '2014',
    },
    { flags: '--sriov', help: 'colour disk and network as where SR-IOV hardware is to be had' },
    { flags: '--all', help: 'every row, not only those of the layout and of the sources' },
    colourOption,
  ],
  examples: [
    ['virtcolor spectrum', 'the chart, and where this machine is in it'],
    ['virtcolor spectrum --layout 2017 --sriov', 'the later chart'],
  ],
  async run(args, options, io) {
    const reports: Report[] = []
    let exit: ExitCode = EXIT.ok
    for (const source of args.length === 0 ? [undefined] : args) {
      const report = await reportOf(source, io)
      exit = worst(exit, exitOf(report))
      reports.push(report)
    }
    const { spectrum } = await import('../../render/spectrum.ts')
    const layout = options['layout'] === '2017' ? '2017' : '2014'
    const sriov = options['sriov'] === true ? { sriov: true } : {}
    io.stdout.write(spectrum(reports, { ...display(options['color'], io), layout, ...sriov, all: options['all'] === true }))
    return exit
  },
}

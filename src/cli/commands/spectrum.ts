import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Report } from '../../model.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportsOf, worst } from '../report.ts'

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
    { flags: '-o, --output <file>', help: 'write a picture here instead: .svg or .png' },
    { flags: '--all', help: 'every row, not only those of the layout and of the sources' },
    colourOption,
  ],
  examples: [
    ['virtcolor spectrum', 'the chart, and where this machine is in it'],
    ['virtcolor spectrum --layout 2017 --sriov', 'the later chart'],
    ['virtcolor spectrum -o spectrum.svg captures/*', 'a picture with every machine in it'],
  ],
  async run(args, options, io) {
    const file = options['output']
    if (typeof file === 'string' && !/\.(?:svg|png)$/i.test(file))
      throw new Fault(`${file}: the suffix says no format that there is: .svg .png`, EXIT.usage)
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

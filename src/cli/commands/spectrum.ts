import { EXIT, Fault } from '../../fault.ts'
import { colourOption } from '../colour.ts'
import type { Command } from '../command.ts'

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
    colourOption,
  ],
  examples: [
    ['virtcolor spectrum', 'the chart, and where this machine is in it'],
    ['virtcolor spectrum --layout 2017 --sriov', 'the later chart'],
  ],
  async run() {
    throw new Fault('the chart is not part of this build', EXIT.usage)
  },
}

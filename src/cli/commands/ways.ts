import { ALL_MODES, USUAL_MODES, type WaysOptions } from '../../chart/ways/index.ts'
import { OPERATIONS, type OperationId } from '../../chart/ways/model.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Report } from '../../model.ts'
import { nearest } from '../../nearest.ts'
import { PLAIN } from '../../render/paint.ts'
import { unknownFormat } from '../../suffix.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportOf, worst } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

const ALL = 'all'
const SUFFIXES = ['.svg', '.png', '.html', '.htm', '.md', '.markdown', '.txt'] as const

/** The exits of an operation in each mode. */
export const command: Command = {
  name: 'ways',
  summary: SUMMARIES.ways,
  details:
    "Show the path of an operation in each mode through guest program, guest kernel, hypervisor, device model, backend and hardware. Show also how many VM exits or hypercalls it causes, as drawn and as counted by 'virtcolor race'. The path of each source is marked; a path that matches no mode is shown first.",
  arguments: [
    { name: 'operation', help: 'the operation to show; default: all', optional: true, choices: [ALL, ...OPERATIONS] },
    {
      name: 'source',
      help: 'capture, archive, command output or VM definition to read; default: this machine',
      optional: true,
      many: true,
    },
  ],
  options: [
    {
      flags: '--modes <ids>',
      help: 'modes to show: ids of rows of the spectrum (comma separated), or all',
      default: USUAL_MODES.join(','),
    },
    { flags: '-o, --output <file>', help: 'write to this file instead: .svg, .png, .html, .md or .txt' },
    colourOption,
  ],
  examples: [
    ['virtcolor ways', 'exits of each operation in each mode, with this machine marked'],
    ['virtcolor ways disk-read --modes hvm,pvhvm,nitro', 'the path of one operation, step by step'],
    ['virtcolor ways all sosreport.tar.xz -o ways.svg', 'a picture with the paths of a captured machine highlighted'],
  ],
  async run(args, options, io) {
    const [name = ALL, ...sources] = args
    const operation = name === ALL ? undefined : (name as OperationId)
    const modes = modesOf(String(options['modes']))
    const file = options['output']
    const suffix = typeof file === 'string' ? SUFFIXES.find((one) => file.toLowerCase().endsWith(one)) : undefined
    if (typeof file === 'string' && suffix === undefined) throw unknownFormat(file, SUFFIXES)
    const reports: Report[] = []
    let exit: ExitCode = EXIT.ok
    for (const source of sources.length === 0 ? [undefined] : sources) {
      const report = await reportOf(source, io)
      exit = worst(exit, exitOf(report))
      reports.push(report)
    }
    // What the race of docs/race.md counted.
    const { MEASURED } = await import('../../race/measured.data.ts')
    const chosen = { modes, reports, counted: MEASURED }
    if (typeof file === 'string') {
      const { writeOut } = await import('../outputs.ts')
      writeOut(file, await fileOf(suffix!, operation, chosen), io)
      return exit
    }
    const { waysTable, wayText } = await import('../../render/ways.ts')
    const shown = { ...chosen, ...display(options['color'], io) }
    io.stdout.write(operation === undefined ? waysTable(shown) : wayText(operation, shown))
    return exit
  },
}

function modesOf(text: string): readonly string[] {
  if (text === ALL) return ALL_MODES
  const modes = [
    ...new Set(
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ]
  for (const mode of modes)
    if (!ALL_MODES.includes(mode)) {
      const near = nearest(mode, ALL_MODES)
      throw new Fault(
        `--modes: '${mode}' is not a row of the spectrum${near === undefined ? '' : ` (did you mean '${near}'?)`}`,
        EXIT.usage,
      )
    }
  if (modes.length === 0) throw new Fault('--modes: give at least one mode', EXIT.usage)
  return modes
}

async function fileOf(
  suffix: (typeof SUFFIXES)[number],
  operation: OperationId | undefined,
  options: WaysOptions,
): Promise<string | Uint8Array> {
  const operations = operation === undefined ? OPERATIONS : [operation]
  if (suffix === '.md' || suffix === '.markdown')
    return (await import('../../render/ways-markdown.ts')).waysMarkdown(operations, options)
  if (suffix === '.html' || suffix === '.htm') return (await import('../../render/ways-html.ts')).waysHtml(operations, options)
  if (suffix === '.txt') {
    const { waysTable, wayText } = await import('../../render/ways.ts')
    const plain = { ...options, width: 80, paint: PLAIN }
    return operation === undefined ? waysTable(plain) : wayText(operation, plain)
  }
  const [{ wayDrawing, waysDrawing }, { document }] = await Promise.all([
    import('../../render/svg-ways.ts'),
    import('../../render/svg-frame.ts'),
  ])
  const drawing = operation === undefined ? waysDrawing(options) : wayDrawing(operation, options)
  if (suffix === '.svg') return document(drawing)
  return (await import('../../render/png.ts')).png(document(drawing, 'vc', 'light'))
}

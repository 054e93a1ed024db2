import { EXIT, type ExitCode, Fault, oneLine } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { COMPONENTS, type ComponentId } from '../../model.ts'
import { json } from '../../render/json.ts'
import { wrap } from '../../text.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import type { ListFormat } from '../fleet.ts'
import { SUMMARIES } from './summaries.ts'

/** The EC2 instance types and the row of colours that each gives. */
export const command: Command = {
  name: 'catalog',
  summary: SUMMARIES.catalog,
  details:
    'List EC2 instance types with their colours, predicted by rules from the data of the EC2 API. "refresh FILE..." compares your own output of aws ec2 describe-instance-types with the catalogue, "fleet FILE..." shows the instances of aws ec2 describe-instances, and "fields" lists the fields to filter by.',
  arguments: [
    {
      name: 'filter',
      help: 'a condition such as family=c3, network=VH,P, status!=listed or vcpus>=8, or a type or pattern (m5, c3.*); or refresh FILE..., fleet FILE..., fields',
      suggestions: async () => [
        ...(await import('../../catalog/query.ts')).FIELDS.map((f) => `${f.id}=`),
        'fields',
        'fleet',
        'refresh',
      ],
      optional: true,
      many: true,
    },
  ],
  options: [
    { flags: '--sort <field>', help: 'sort the instance types by a field; -FIELD sorts the largest first', many: true },
    { flags: '--columns <fields>', help: 'columns of the list: names of fields (comma separated)' },
    {
      flags: '--image <virtualization>',
      help: 'predict the colours for an AMI of this virtualization type',
      choices: ['hvm', 'pv'],
    },
    { flags: '--limit <n>', help: 'show at most this many instance types' },
    { flags: '--sources', help: 'list the sources of the catalogue' },
    { flags: '--format <format>', help: 'format of the list', choices: ['table', 'csv', 'md', 'json'] },
    { flags: '--json', help: 'the same as --format json' },
    {
      flags: '--run <how>',
      help: 'for refresh: query the EC2 API now, with the AWS CLI or the AWS SDK for JavaScript (which you install)',
      choices: ['cli', 'sdk'],
    },
    { flags: '--region <region>', help: 'for refresh --run: query this region instead of the configured one' },
    colourOption,
  ],
  examples: [
    ['virtcolor catalog hypervisor=xen family=c3 network=VH', 'instance types of one family with hardware networking'],
    ['virtcolor catalog virt=paravirtual --image pv', 'instance types that still accept PV images'],
    ['virtcolor catalog status=listed --sort -vcpus --limit 10', 'the ten instance types with the most vCPUs'],
    ['virtcolor catalog refresh types.json', 'differences between your region and the catalogue'],
    ['aws ec2 describe-instances | virtcolor catalog fleet -', 'your instances, and the instance type to move each to'],
  ],
  async run(args, options, io) {
    const format = options['json'] === true ? 'json' : ((options['format'] as ListFormat | undefined) ?? 'table')
    if (args[0] === 'fields') return fields(io)
    if (options['sources'] === true) return sources(io)
    if (args[0] === 'fleet') {
      if (args.length < 2)
        throw new Fault(
          "fleet: give a file with the output of aws ec2 describe-instances, or '-' for standard input",
          EXIT.usage,
        )
      const { printFleet } = await import('../fleet.ts')
      return printFleet(args.slice(1), format, io, options['color'])
    }
    if (args[0] === 'refresh') return refresh(args.slice(1), options, format, io)
    if (options['run'] !== undefined) throw new Fault('--run works only with virtcolor catalog refresh', EXIT.usage)
    return list(args, options, format, io)
  },
}

const COLUMNS = ['type', 'hypervisor', 'mode', ...COMPONENTS, 'vcpus', 'memory', 'status']

async function list(
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
  format: ListFormat,
  io: Io,
): Promise<ExitCode> {
  const [{ ec2Catalogue }, { fieldOf, filterOf, select }, { csv, HEADINGS, markdownTable, table }] = await Promise.all([
    import('../../catalog/ec2.ts'),
    import('../../catalog/query.ts'),
    import('../../render/catalog.ts'),
  ])
  const limit = options['limit'] === undefined ? Number.POSITIVE_INFINITY : Number(options['limit'])
  if (!(limit >= 0)) throw new Fault(`--limit: '${String(options['limit'])}' is not a number`, EXIT.usage)
  const names = typeof options['columns'] === 'string' ? options['columns'].split(',').map((c) => c.trim()) : COLUMNS
  const shown = names.map(fieldOf)
  const catalogue = ec2Catalogue()
  const image =
    options['image'] === undefined
      ? {}
      : { virtualization: options['image'] === 'pv' ? ('paravirtual' as const) : ('hvm' as const) }
  const all = select(catalogue.types, args.map(filterOf), (options['sort'] as readonly string[] | undefined) ?? [], image)
  const rows = all.slice(0, limit)
  if (rows.length === 0) {
    const { nearest } = await import('../../nearest.ts')
    const word = args.find((a) => /^[a-z0-9][\w-]*\.[\w-]+$/.test(a))
    const near =
      word === undefined
        ? undefined
        : nearest(
            word,
            catalogue.types.map((t) => t.type),
          )
    if (format !== 'json') {
      // Of several filters, the first that no type passes alone.
      const alone = args.find((arg) => select(catalogue.types, [filterOf(arg)], [], image).length === 0)
      const hint =
        near === undefined || near === word
          ? 'filters are a type or pattern (m5, c3.*) or field=value (virtcolor catalog fields lists the fields)'
          : `did you mean '${near}'?`
      io.stderr.write(`virtcolor: no instance type matches '${oneLine(alone ?? args.join(' ')).slice(0, 60)}'; ${hint}\n`)
      return EXIT.findings
    }
  }
  if (format === 'json') {
    const { asOf, made, sources } = catalogue
    const types = rows.map(({ type, prediction }) => ({ ...type, prediction }))
    io.stdout.write(json({ version: 1, asOf, made, sources, types }))
    return rows.length === 0 ? EXIT.findings : EXIT.ok
  }
  const columns = shown.map((f) => ({
    title: f.id === 'memory' && format === 'md' ? 'memory (GiB)' : f.id,
    of: (row: (typeof rows)[number]) => f.of(row)?.join('|') ?? (f.id === 'mode' ? '-' : '?'),
    ...(f.number === undefined ? {} : { number: true as const }),
  }))
  if (format === 'csv') io.stdout.write(csv(rows, columns))
  else if (format === 'md') io.stdout.write(`${markdownTable(rows, columns)}\n${about(catalogue, all.length, rows.length)}`)
  else {
    const { paint } = display(options['color'], io)
    const componentOf = (title: string): ComponentId | undefined => COMPONENTS.find((c) => (HEADINGS[c] ?? c) === title)
    const short = columns.map((c) => ({ ...c, title: HEADINGS[c.title] ?? c.title }))
    io.stdout.write(
      table(rows, short, (row, title, text) => {
        const component = componentOf(title)
        return component === undefined ? text : paint.cell(row.prediction.cells[component].colour, text)
      }),
    )
    io.stdout.write(`\n${about(catalogue, all.length, rows.length)}`)
  }
  return EXIT.ok
}

function about(catalogue: { readonly asOf: string }, all: number, shown: number): string {
  const more = shown < all ? `${shown} of ${all} types` : `${all} type${all === 1 ? '' : 's'}`
  const text = `${more}, as of ${catalogue.asOf} (--sources lists the sources). The colours are predicted for a Linux image that has the drivers of the instance type.`
  return `${wrap(text, 79).join('\n')}\n`
}

async function sources(io: Io): Promise<ExitCode> {
  const { ec2Catalogue } = await import('../../catalog/ec2.ts')
  const catalogue = ec2Catalogue()
  io.stdout.write(`EC2 catalogue of ${catalogue.asOf}\n`)
  for (const one of catalogue.sources) io.stdout.write(`  ${one.name} (${one.date})\n`)
  return EXIT.ok
}

async function fields(io: Io): Promise<ExitCode> {
  const { FIELDS } = await import('../../catalog/query.ts')
  const width = Math.max(...FIELDS.map((f) => f.id.length))
  for (const f of FIELDS) io.stdout.write(`${f.id.padEnd(width)}  ${f.help}\n`)
  return EXIT.ok
}

async function refresh(
  files: readonly string[],
  options: Readonly<Record<string, unknown>>,
  format: ListFormat,
  io: Io,
): Promise<ExitCode> {
  const how = options['run']
  if (files.length === 0 && how === undefined) {
    throw new Fault(
      "refresh: give a file with the output of aws ec2 describe-instance-types, '-' for standard input, or --run cli",
      EXIT.usage,
    )
  }
  const [{ ec2Catalogue }, { jsonOf, MOST_BYTES, readTypes }, { compareTypes }] = await Promise.all([
    import('../../catalog/ec2.ts'),
    import('../../catalog/read.ts'),
    import('../../catalog/refresh.ts'),
  ])
  const { readBounded } = await import('../bounded.ts')
  const types = []
  for (const file of files)
    types.push(...readTypes(file === '-' ? 'standard input' : file, jsonOf(file, await readBounded(file, MOST_BYTES, io))))
  if (how !== undefined) {
    const { askAws } = await import('../aws.ts')
    types.push(
      ...readTypes(
        how === 'sdk' ? 'the AWS SDK' : 'aws ec2 describe-instance-types',
        await askAws(how as 'cli' | 'sdk', options['region'] as string | undefined),
      ),
    )
  }
  const catalogue = ec2Catalogue()
  const difference = compareTypes(types, catalogue.types)
  if (format === 'json') {
    io.stdout.write(json({ version: 1, asOf: catalogue.asOf, ...difference }))
    return EXIT.ok
  }
  const { refreshText } = await import('../../catalog/refresh-text.ts')
  io.stdout.write(refreshText(difference, catalogue.asOf))
  return EXIT.ok
}

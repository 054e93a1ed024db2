import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import { clean } from '../../render/text.ts'
import { open } from '../../sources/index.ts'
import type { Command, Io } from '../command.ts'

interface Options {
  readonly output?: string
  readonly force?: boolean
  readonly redact?: boolean
  readonly dryRun?: boolean
}

/** What the live machine is asked, in an archive that virtcolor reads anywhere. */
export const command: Command = {
  name: 'capture',
  summary: 'an archive of what is wanted of a machine, to take away',
  details:
    'Write a .tar.gz of the files that virtcolor reads of this machine and nothing else, or of those in another capture. virtcolor gives the same answer for it anywhere.',
  arguments: [{ name: 'source', help: 'as for virtcolor itself; without one, this machine', optional: true }],
  options: [
    { flags: '-o, --output <file>', help: "write here; '-' for standard output" },
    { flags: '--redact', help: 'replace host names, addresses, MACs, UUIDs and serials, and list what was replaced' },
    { flags: '--dry-run', help: 'write nothing; list what it would contain' },
    { flags: '--force', help: 'write over a file that is there' },
  ],
  examples: [
    ['virtcolor capture --dry-run --redact', 'see first'],
    ['virtcolor capture -o guest.tar.gz --redact', 'to attach to a bug report'],
    ['virtcolor capture sosreport.tar.xz -o small.tar.gz', 'only what matters here of a large capture'],
  ],
  run: (args, options, io) => capture(args[0], options, io),
}

async function capture(spec: string | undefined, options: Options, io: Io): Promise<ExitCode> {
  const { output, dryRun = false } = options
  if (output === undefined && !dryRun) throw new Fault('capture: -o FILE is missing (or --dry-run)', EXIT.usage)
  const [{ PROBES, wantedOf }, { bundleOf }] = await Promise.all([
    import('../../evidence/index.ts'),
    import('../../capture/bundle.ts'),
  ])
  const opened = await open(spec, { ...wantedOf(PROBES, spec === undefined ? 'live' : 'capture'), wholeLog: true }, io)
  let { evidence } = opened
  let lines: readonly string[] = []
  if (options.redact === true)
    ({ evidence, lines } = await (await import('../redaction.ts')).redactFor(opened.source, evidence))
  const entries = bundleOf(evidence)
  const files = entries.filter((e) => e.kind === 'file')
  const count = `${files.length} files, ${entries.length - files.length} links, ${size(files.reduce((n, f) => n + f.text.length, 0))}`
  const say = (line: string): void => (output === '-' ? io.stderr : io.stdout).write(`${clean(line)}\n`)
  if (dryRun) {
    for (const e of entries)
      say(e.kind === 'file' ? `${String(e.text.length).padStart(8)}  ${e.path}` : `    link  ${e.path} -> ${e.to}`)
    for (const line of lines) say(line)
    say(`${count} (nothing written)`)
    return EXIT.ok
  }
  const { pack } = await import('../pack.ts')
  const bytes = await pack(entries)
  if (output === '-') io.stdout.write(bytes)
  else {
    const { writeFile } = await import('../../sources/write-file.ts')
    // Readable by its owner alone: it may hold what others should not see.
    const existing = options.force === true ? 'replace' : { refuse: '--force' }
    writeFile(output!, bytes, { cwd: io.cwd, private: true, existing, sources: spec === undefined ? [] : [spec] })
  }
  for (const line of lines) say(line)
  say(`${output === '-' ? '' : `${output}: `}${count}, ${size(bytes.length)} packed`)
  return EXIT.ok
}

const size = (n: number): string => (n < 10_240 ? `${n} bytes` : `${Math.round(n / 1024)} KiB`)

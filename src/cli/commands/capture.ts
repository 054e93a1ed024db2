import { hostname } from 'node:os'
import { join } from 'node:path'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { open } from '../../sources/index.ts'
import { unknownFormat } from '../../suffix.ts'
import { clean } from '../../text.ts'
import type { Command } from '../command.ts'
import { levelOf, type RedactOptions, redactOptions } from '../redact-options.ts'
import { SUMMARIES } from './summaries.ts'

interface Options extends RedactOptions {
  readonly output?: string
  readonly force?: boolean
  readonly dryRun?: boolean
}

/** The evidence of the live machine, in an archive that virtcolor reads on any machine. */
export const command: Command = {
  name: 'capture',
  summary: SUMMARIES.capture,
  details:
    'Write a .tar.gz with the files that virtcolor reads on this machine (or finds in another capture), and nothing else. virtcolor gives the same answer for the archive on any machine. The default name is virtcolor-HOST-DATE.tar.gz, without HOST if --redact is given or a SOURCE is named.',
  arguments: [{ name: 'source', help: 'capture, archive or command output to read; default: this machine', optional: true }],
  options: [
    {
      flags: '-o, --output <file>',
      help: "write to this file; '-' for standard output; default: a new file in the current folder",
    },
    ...redactOptions,
    { flags: '--dry-run', help: 'write nothing; list what the archive would contain' },
    { flags: '--force', help: 'overwrite an existing file' },
  ],
  examples: [
    ['virtcolor capture --dry-run --redact', 'list what the archive would contain, after redaction'],
    ['virtcolor capture --redact', 'an archive for a bug report, in the current folder'],
    ['virtcolor capture sosreport.tar.xz -o small.tar.gz', 'the small part of a large capture that virtcolor reads'],
  ],
  run: (args, options, io) => capture(args[0], options, io),
}

/** What is written is a compressed archive: a name of another format would be wrong. */
const SUFFIXES = ['.tar.gz', '.tgz'] as const

async function capture(spec: string | undefined, options: Options, io: Io): Promise<ExitCode> {
  const named = options.output
  if (named !== undefined && named !== '-' && !SUFFIXES.some((suffix) => named.toLowerCase().endsWith(suffix)))
    throw unknownFormat(named, SUFFIXES)
  const { dryRun = false } = options
  const level = levelOf(options)
  const output = options.output ?? (await unusedName(io.cwd, spec === undefined && level === undefined))
  const [{ PROBES, wantedOf }, { bundleOf }] = await Promise.all([
    import('../../evidence/index.ts'),
    import('../../capture/bundle.ts'),
  ])
  const redact = level === undefined ? undefined : (await import('../redaction.ts')).redactionOf(options, io)
  const wanted = { ...wantedOf(PROBES, spec === undefined ? 'live' : 'capture'), wholeLog: true }
  const opened = await open(spec, wanted, io).catch((error: unknown) => {
    throw redact !== undefined && error instanceof Fault
      ? new Fault(redact.failed(spec, error.message).message, error.exit)
      : error
  })
  let { evidence } = opened
  if (redact !== undefined) ({ evidence } = await redact.of(opened.source, evidence))
  const counted = (): void => {
    for (const line of redact?.end() ?? []) io.stderr.write(`virtcolor: ${line}\n`)
  }
  const entries = bundleOf(evidence)
  const files = entries.filter((e) => e.kind === 'file')
  const count = `${files.length} files, ${entries.length - files.length} links, ${size(files.reduce((n, f) => n + f.text.length, 0))}`
  const say = (line: string): void => (output === '-' ? io.stderr : io.stdout).write(`${clean(line)}\n`)
  if (dryRun) {
    for (const e of entries)
      say(e.kind === 'file' ? `${String(e.text.length).padStart(8)}  ${e.path}` : `    link  ${e.path} -> ${e.to}`)
    counted()
    say(`${count} (dry run: nothing written)`)
    return EXIT.ok
  }
  const { pack } = await import('../pack.ts')
  const bytes = await pack(entries)
  if (output === '-') io.stdout.write(bytes)
  else {
    const { writeFile } = await import('../../sources/write-file.ts')
    // Readable by its owner alone: it may hold what others should not see.
    const existing = options.force === true ? 'replace' : { refuse: '--force' }
    writeFile(output, bytes, { cwd: io.cwd, private: true, existing, sources: spec === undefined ? [] : [spec] })
  }
  counted()
  say(`${output === '-' ? '' : `${output}: `}${count}, ${size(bytes.length)} compressed`)
  return EXIT.ok
}

/**
 * `virtcolor-web01-2026-11-30.tar.gz`, or the same with a number where that file exists.
 * @param host whether this host may be named: not if its name is redacted, or if the capture is of another machine
 */
async function unusedName(folder: string, host: boolean): Promise<string> {
  const { lstatSync } = await import('node:fs')
  const name = host ? `${hostname().replace(/[^\w.-]/g, '_')}-` : ''
  const stem = `virtcolor-${name}${new Date().toISOString().slice(0, 10)}`
  for (let n = 1; ; n++) {
    const file = `${stem}${n === 1 ? '' : `-${n}`}.tar.gz`
    // A link without a target is there as well.
    if (lstatSync(join(folder, file), { throwIfNoEntry: false }) === undefined) return file
  }
}

const size = (n: number): string => (n < 10_240 ? `${n} bytes` : `${Math.round(n / 1024)} KiB`)

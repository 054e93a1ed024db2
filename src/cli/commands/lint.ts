import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isAbsolute, sep } from 'node:path'
import { definitionOf } from '../../answer.ts'
import { BOUNDS } from '../../definitions/definition.ts'
import { type ReadDefinition, readDefinitions } from '../../definitions/index.ts'
import { EXIT, type ExitCode, Fault, oneLine } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { type Decoded, decodeDefinition } from '../../lint/encoding.ts'
import { type LintFinding, type LintOptions, lint } from '../../lint/engine.ts'
import { byHand, changeOf, type Mended, mend, type Selection, selected } from '../../lint/mend.ts'
import { SEVERITIES, type Severity } from '../../lint/rule.ts'
import { RULES } from '../../lint/rules/index.ts'
import { unified } from '../../lint/unified.ts'
import type { Document } from '../../model.ts'
import { LINT_FORMATS, type LintFormat, printFindings } from '../../render/lint-formats.ts'
import { faultOf } from '../../sources/says.ts'
import { isRegular, writeFile } from '../../sources/write-file.ts'
import { clean } from '../../text.ts'
import { version } from '../../version.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { SUMMARIES } from './summaries.ts'

interface Options {
  readonly format?: string
  readonly fix?: readonly string[]
  readonly unsafeFixes?: boolean
  readonly diff?: boolean
  readonly severity?: string
  readonly failOn?: string
  readonly ignore?: readonly string[]
  readonly guest?: string
  readonly color?: string
}

/** What other commands call it, too. */
const STDIN = 'standard input'

/** The most findings of one run that are kept. */
const MOST = 100_000

export const command: Command = {
  name: 'lint',
  summary: SUMMARIES.lint,
  details:
    'Read VM definitions and report emulated devices, and settings that are implicit, misspelt or removed. Formats: xl.cfg, libvirt XML, QEMU command lines, Proxmox, .vmx, OVF, KubeVirt, XAPI, OpenStack image properties, Hyper-V JSON, Terraform plans, Packer JSON, Vagrantfiles. --fix writes only changes that need nothing in the guest, or whose requirement the definition or --guest proves. The comment `virtcolor-ignore RULE: reason` on the same line or the line before suppresses a finding.',
  arguments: [{ name: 'definition', help: 'files with VM definitions', many: true }],
  options: [
    { flags: '--format <format>', help: 'output format', choices: [...LINT_FORMATS], default: 'text' },
    {
      flags: '--fix[=rules]',
      help: 'write safe changes to the files; --fix=VC101,VC201 writes all changes of these rules',
      many: true,
    },
    { flags: '--unsafe-fixes', help: 'with --fix or --diff: also make changes that need a driver or a setting in the guest' },
    { flags: '--diff', help: 'write nothing; print the changes of --fix as a unified diff' },
    {
      flags: '--severity <level>',
      help: 'print findings of this severity and above',
      choices: [...SEVERITIES],
      default: 'info',
    },
    {
      flags: '--fail-on <level>',
      help: 'exit 1 for findings of this severity and above',
      choices: [...SEVERITIES, 'never'],
      default: 'warning',
    },
    { flags: '--ignore <rule=reason>', help: 'do not report this rule (id or name), for the given reason', many: true },
    { flags: '--guest <system>', help: 'guest OS that will run in the VM: linux-6.1 or windows-2022,pv-drivers' },
    colourOption,
  ],
  examples: [
    ['virtcolor lint guest.xml', 'check one definition'],
    ['virtcolor lint --format sarif *.cfg > findings.sarif', 'SARIF output for code scanning'],
    ['virtcolor lint --diff 100.conf', 'show what --fix would change'],
    ['virtcolor lint --fix 100.conf', 'write the safe changes'],
    ['virtcolor lint --fix=VC101 --guest windows-2022,pv-drivers guest.xml', 'move the disks to virtio'],
  ],
  run: (args, options, io) => run(args, options as Options, io),
}

/** What a run asks for, checked. */
interface Plan extends LintOptions {
  readonly guest?: string
  /** What is printed; --fail-on and --fix concern all findings. */
  readonly least: number
  readonly fail: number
  /** Absent: nothing is to be fixed. */
  readonly selection?: Selection
  readonly diff: boolean
}

async function run(args: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const plan = await planOf(options, io)
  const findings: LintFinding[] = []
  let exit: ExitCode = EXIT.ok
  const raise = (to: ExitCode): void => {
    if (to > exit) exit = to
  }
  for (const path of args) {
    try {
      const found = await lintFile(path, plan, io)
      for (const f of found) if (SEVERITIES.indexOf(f.severity) >= plan.least && findings.length < MOST) findings.push(f)
      if (found.some((f) => f.suppressed === undefined && SEVERITIES.indexOf(f.severity) >= plan.fail)) raise(EXIT.findings)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (args.length === 1) throw error
      io.stderr.write(`virtcolor: ${oneLine(error.message)}\n`)
      raise(error.exit)
    }
  }
  if (!plan.diff) {
    const format = (options.format ?? 'text') as LintFormat
    const text = printFindings(findings, format, version, lookOf(options.color, io))
    // Bytes: these are commands of GitHub's runner.
    io.stdout.write(format === 'github' ? new TextEncoder().encode(text) : text)
  }
  return exit
}

/** A pipe gets the width that a finding needs. */
function lookOf(color: unknown, io: Io): Parameters<typeof printFindings>[3] {
  const look = display(color, io)
  return io.stdout.isTTY ? look : { ...look, width: 200 }
}

async function planOf(options: Options, io: Io): Promise<Plan> {
  const known = (rule: string, option: string): void => {
    if (!RULES.some((r) => r.id === rule || r.name === rule))
      throw new Fault(`${option}: unknown rule "${rule}" (virtcolor explain lists them)`, EXIT.usage)
  }
  const ignore = new Map<string, string>()
  for (const entry of options.ignore ?? []) {
    const [rule = '', ...reason] = entry.split('=')
    known(rule, `--ignore ${entry}`)
    if (reason.join('=').trim() === '') throw new Fault(`--ignore ${entry}: give a reason, --ignore ${rule}="why"`, EXIT.usage)
    ignore.set(rule, reason.join('='))
  }
  const asked = options.fix ?? []
  const rules = asked.flatMap((list) => list.split(',')).filter((rule) => rule !== '')
  for (const list of asked)
    if (list !== '' && list.split(',').every((rule) => rule.trim() === ''))
      throw new Fault(`--fix=${list}: names no rule (virtcolor explain lists them)`, EXIT.usage)
  for (const rule of rules) known(rule, `--fix=${rule}`)
  const wanted = asked.length > 0 || options.diff === true
  if (options.unsafeFixes === true && !wanted) throw new Fault('--unsafe-fixes needs --fix or --diff', EXIT.usage)
  const osinfo = options.guest === undefined ? undefined : await import('../../sources/osinfo.ts')
  return {
    ignore,
    least: SEVERITIES.indexOf((options.severity ?? 'info') as Severity),
    fail: options.failOn === 'never' ? SEVERITIES.length : SEVERITIES.indexOf((options.failOn ?? 'warning') as Severity),
    diff: options.diff === true,
    ...(wanted && {
      selection: {
        // A bare --fix beside --fix=VC101 writes the safe changes and those of the rule.
        safe: rules.length === 0 || asked.includes('') || options.unsafeFixes === true,
        unsafe: options.unsafeFixes === true,
        rules: new Set(rules),
      },
    }),
    ...(osinfo !== undefined && {
      guest: osinfo.guestBySystem(options.guest!, io.env),
      system: options.guest!.split(',')[0]!,
    }),
  }
}

/** The findings of a file; with a selection those that are left once it is fixed. */
async function lintFile(path: string, plan: Plan, io: Io): Promise<readonly LintFinding[]> {
  const writes = plan.selection !== undefined && !plan.diff
  if (writes && path !== '-' && !isRegular(path, io.cwd))
    throw new Fault(`${path}: --fix needs the name of a regular file; --diff prints the changes`, EXIT.usage)
  const { document: whole, decoded, bytes } = await documentOf(path, io)
  const document = await definitionOf(whole, async () => {
    const { PROBES, wantedOf } = await import('../../evidence/index.ts')
    return wantedOf(PROBES, 'capture')
  })
  const guest = plan.guest === undefined ? {} : { guest: plan.guest }
  const machines = document && (await readDefinitions(document, guest))
  if (document === undefined || machines === undefined)
    throw new Fault(`${whole.path}: not recognised as a VM definition`, EXIT.unrecognised)
  const findings = (text: string, read: readonly ReadDefinition[]): readonly LintFinding[] =>
    lint({ ...document, text }, read, plan)
  const all = findings(document.text, machines)
  const posted = document !== whole
  const found = posted ? all.map((f) => byHand(document.text, f)) : all
  if (plan.selection === undefined) return found
  if (posted) {
    io.stderr.write(
      `virtcolor: ${oneLine(path)}: --fix does not write to a text around a definition; save the definition as a file\n`,
    )
    return found
  }
  if (decoded === undefined) {
    io.stderr.write(`virtcolor: ${oneLine(path)}: --fix does not write to an archive\n`)
    return found
  }
  const mended = await mend(
    document.text,
    async (text) => {
      const again = await readDefinitions({ ...document, text }, guest)
      if (again === undefined || again[0]!.format !== machines[0]!.format || again.length !== machines.length)
        throw new Fault(`${path}: the changes would make the file unreadable; nothing is written`)
      return findings(text, again)
    },
    plan.selection,
  )
  const changed = mended.text !== document.text
  if (changed && decoded.encode === undefined)
    throw new Fault(
      `${path}: nothing is written: the file is not valid ${decoded.encoding}, or that encoding cannot be written exactly`,
    )
  if (plan.diff) {
    const diff = unified(document.text, mended.text, document.path.replace(/[\r\n]+/g, ' '))
    // To a terminal as harmless text; to a file or pipe in the bytes of the definition, so that `patch` applies it.
    io.stdout.write(io.stdout.isTTY ? diff.split('\n').map(clean).join('\n') : changed ? decoded.encode!(diff) : '')
  } else if (changed && path === '-') io.stderr.write('virtcolor: standard input: --fix cannot write to it\n')
  else if (changed) writeFile(path, decoded.encode!(mended.text), { cwd: io.cwd, was: bytes! })
  const left = changed ? findings(mended.text, (await readDefinitions({ ...document, text: mended.text }, guest))!) : found
  // Where nothing is written the lines are those of the file as it is.
  const dry = plan.diff || path === '-'
  const rest = dry ? found.filter((f) => !selected(f, plan.selection!) || mended.refused.includes(f)) : left
  for (const line of outcome(document.path, mended, rest, dry ? document.text : mended.text, plan))
    io.stderr.write(`virtcolor: ${clean(oneLine(line))}\n`)
  return dry ? found : left
}

/** Lines of a list that are printed. */
const MOST_LINES = 200

/** What was written, what was not, and why. */
function outcome(path: string, mended: Mended, left: readonly LintFinding[], text: string, plan: Plan): string[] {
  const dry = plan.diff || path === STDIN
  const written = dry ? 'would be written' : 'written'
  const fixes = (n: number): string => `${n} ${n === 1 ? 'fix' : 'fixes'}`
  const list: string[] = []
  for (const { finding: f, change } of mended.written)
    list.push(`${path}:${f.line}: ${written}: ${f.rule} ${change}${f.check === undefined ? '' : `; check that ${f.check}`}`)
  // What has the same reason is one line.
  const groups = new Map<string, { readonly finding: LintFinding; readonly lines: number[]; readonly changes: Set<string> }>()
  for (const f of left) {
    const why = reasonOf(f, mended, plan)
    if (why === undefined) continue
    const group = groups.get(`${f.rule} ${why}`) ?? { finding: f, lines: [], changes: new Set() }
    group.lines.push(f.line)
    if (f.edits.length > 0) group.changes.add(changeOf(text, f))
    groups.set(`${f.rule} ${why}`, group)
  }
  for (const [key, { finding, lines, changes }] of groups) {
    const why = key.slice(finding.rule.length + 1)
    const change = changes.size === 1 ? ` ${[...changes][0]}` : ''
    const also = lines.length > 1 ? ` (also line ${lines.slice(1, 9).join(', ')}${lines.length > 9 ? ', …' : ''})` : ''
    list.push(`${path}:${lines[0]}: not written: ${finding.rule}${change}${also}: ${why}`)
  }
  const more = list.length > MOST_LINES ? [`${path}: and ${list.length - MOST_LINES} more`] : []
  return [`${path}: ${fixes(mended.written.length)} ${written}`, ...list.slice(0, MOST_LINES), ...more]
}

/** Why a fix is not written; nothing for a finding that has no fix and was not requested. */
function reasonOf(f: LintFinding, mended: Mended, { selection }: Plan): string | undefined {
  const named = selection!.rules.has(f.rule) || selection!.rules.has(f.name)
  if (f.edits.length === 0) {
    if (f.suppressed !== undefined || !(named || selection!.unsafe)) return undefined
    if (f.byHand !== undefined) return `no automatic fix: ${f.byHand}`
    return named ? 'no automatic fix' : undefined
  }
  if (f.suppressed !== undefined) return `suppressed (${f.suppressed})`
  if (mended.refused.some((r) => r.rule === f.rule && r.line === f.line))
    return 'with this change the file could not be read again'
  if (f.applicability === 'vetoed') return f.applicabilityReason!
  if (f.applicability === 'unsafe' && !selection!.unsafe) return `only if ${f.applicabilityReason} (--fix=${f.rule} writes it)`
  return '--fix does not include this rule'
}

/** The text of a definition; of an OVA or XVA the descriptor, in which nothing is written: the archive has a manifest. */
async function documentOf(
  path: string,
  io: Io,
): Promise<{
  readonly document: Document
  readonly decoded?: Decoded
  readonly bytes?: Uint8Array
}> {
  const file = isAbsolute(path) ? path : `${io.cwd}${sep}${path}`
  const known = path === '-' ? undefined : await stat(file).catch(() => undefined)
  if (known?.isDirectory() === true)
    throw new Fault(`${path}: is a directory; name the definitions in it, for example ${path.replace(/\/$/, '')}/*.xml`)
  const size = known?.size
  const large = size !== undefined && size > BOUNDS.text
  const bytes = large ? undefined : await bytesOf(path, file, io)
  const decoded = bytes && decodeDefinition(bytes)
  if (path !== '-' && decoded?.text.slice(0, 600).includes('ustar') !== false) {
    const found = (await import('../../sources/ova.ts')).descriptorIn(path)
    if (found !== undefined) return { document: { path: `${path}/${found.name}`, text: found.text } }
  }
  if (decoded === undefined) throw new Fault(`${path}: ${size} bytes; a VM definition of more than ${BOUNDS.text} is refused`)
  return { document: { path: path === '-' ? STDIN : path, text: decoded.text }, decoded, bytes: bytes! }
}

async function bytesOf(path: string, file: string, io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of path === '-' ? io.stdin : (createReadStream(file) as AsyncIterable<Uint8Array>)) {
      size += chunk.length
      if (size > BOUNDS.text)
        throw new Fault(`${path === '-' ? STDIN : path}: more than ${BOUNDS.text} bytes; no VM definition is that large`)
      chunks.push(chunk)
    }
  } catch (error) {
    throw faultOf(path, error)
  }
  return Buffer.concat(chunks)
}

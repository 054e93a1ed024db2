import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { BOUNDS } from '../../definitions/definition.ts'
import { readDefinitions } from '../../definitions/index.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import { type LintFinding, lint, mend } from '../../lint/engine.ts'
import { LINT_FORMATS, type LintFormat, printFindings } from '../../lint/formats.ts'
import { SEVERITIES, type Severity } from '../../lint/rule.ts'
import { RULES } from '../../lint/rules/index.ts'
import type { Document } from '../../model.ts'
import { writeFile } from '../../sources/write-file.ts'
import type { Command, Io } from '../command.ts'
import { version } from '../version.ts'

interface Options {
  readonly format?: string
  readonly fix?: boolean
  readonly severity?: string
  readonly failOn?: string
  readonly ignore?: readonly string[]
  readonly guest?: string
}

/** The most findings of one run that are kept. */
const MOST = 100_000

export const command: Command = {
  name: 'lint',
  summary: 'what is emulated in VM definitions that need not be',
  details:
    'Reads VM definitions (xl.cfg, libvirt XML, QEMU command lines, Proxmox, .vmx, OVF, KubeVirt, XAPI, OpenStack image properties, Hyper-V JSON, Terraform plans, Packer JSON, Vagrantfiles) and tells what is emulated, implicit, misspelt or removed. A comment `virtcolor-ignore RULE: reason` on the line or the one before suppresses a finding.',
  arguments: [{ name: 'definition', help: 'VM definitions', many: true }],
  options: [
    { flags: '--format <format>', help: 'how to print findings', choices: [...LINT_FORMATS], default: 'text' },
    { flags: '--fix', help: 'write the changes into the files; layout and comments stay' },
    { flags: '--severity <level>', help: 'the least severe findings to print', choices: [...SEVERITIES], default: 'info' },
    { flags: '--fail-on <level>', help: 'exit 1 from this severity on', choices: [...SEVERITIES, 'never'], default: 'warning' },
    { flags: '--ignore <rule=reason>', help: 'do not tell a rule, by id or name, for a reason', many: true },
    { flags: '--guest <system>', help: 'what will run inside: linux-6.1, windows-2022,pv-drivers' },
  ],
  examples: [
    ['virtcolor lint guest.xml', 'one definition'],
    ['virtcolor lint --format sarif *.cfg > findings.sarif', 'for code scanning'],
    ['virtcolor lint --fix 100.conf', 'mend what can be mended'],
  ],
  run: (args, options, io) => run(args, options as Options, io),
}

async function run(args: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const ignore = new Map<string, string>()
  for (const entry of options.ignore ?? []) {
    const [rule, ...reason] = entry.split('=')
    if (!RULES.some((r) => r.id === rule || r.name === rule))
      throw new Fault(`--ignore ${entry}: there is no rule "${rule}"`, EXIT.usage)
    if (reason.join('=').trim() === '') throw new Fault(`--ignore ${entry}: give a reason, --ignore ${rule}="why"`, EXIT.usage)
    ignore.set(rule!, reason.join('='))
  }
  const least = SEVERITIES.indexOf((options.severity ?? 'info') as Severity)
  const fail = options.failOn === 'never' ? SEVERITIES.length : SEVERITIES.indexOf((options.failOn ?? 'warning') as Severity)
  const findings: LintFinding[] = []
  let exit: ExitCode = EXIT.ok
  const raise = (to: ExitCode): void => {
    if (to > exit) exit = to
  }
  const osinfo = options.guest === undefined ? undefined : await import('../../sources/osinfo.ts')
  const guest = osinfo?.guestBySystem(options.guest!, io.env)
  const how = {
    ignore,
    ...(osinfo !== undefined && {
      system: { id: options.guest!.split(',')[0]!, devices: osinfo.devicesOf(options.guest!, io.env) },
    }),
  }
  for (const path of args) {
    try {
      const file = isAbsolute(path) ? path : join(io.cwd, path)
      const { document, packed } = await documentOf(path, file, io)
      const { text } = document
      const read = await readDefinitions(document, guest === undefined ? {} : { guest })
      if (read === undefined) throw new Fault(`${path}: no VM definition that virtcolor knows`, EXIT.unrecognised)
      const severe = (all: readonly LintFinding[]): LintFinding[] => all.filter((f) => SEVERITIES.indexOf(f.severity) >= least)
      let found = severe(lint(document, read, how))
      if (options.fix === true && path !== '-' && !packed) {
        const find = async (now: string): Promise<LintFinding[]> => {
          const again = await readDefinitions({ path, text: now }, guest === undefined ? {} : { guest })
          // What cannot be read any more is not written.
          if (again === undefined) throw new Fault(`${path}: the changes would make it unreadable; nothing is written`)
          return severe(lint({ path, text: now }, again, how))
        }
        const mended = await mend(text, find)
        if (mended !== text) {
          const left = await find(mended)
          writeFile(path, mended, { cwd: io.cwd })
          const changes = found.filter((f) => f.edits.length > 0).length - left.filter((f) => f.edits.length > 0).length
          io.stderr.write(`virtcolor: ${path}: ${changes} ${changes === 1 ? 'change' : 'changes'} written\n`)
          found = left
        }
      }
      for (const f of found) if (findings.length < MOST) findings.push(f)
      if (found.some((f) => f.suppressed === undefined && SEVERITIES.indexOf(f.severity) >= fail)) raise(EXIT.findings)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (args.length === 1) throw error
      io.stderr.write(`virtcolor: ${error.message}\n`)
      raise(error.exit)
    }
  }
  io.stdout.write(printFindings(findings, (options.format ?? 'text') as LintFormat, version))
  return exit
}

/** The text of a definition; of an OVA or XVA the descriptor, in which nothing is written: the archive has a manifest. */
async function documentOf(
  path: string,
  file: string,
  io: Io,
): Promise<{ readonly document: Document; readonly packed: boolean }> {
  const large = path !== '-' && (await stat(file).catch(() => undefined))?.size
  const text = typeof large === 'number' && large > BOUNDS.text ? undefined : await textOf(path, file, io)
  if (path !== '-' && text?.slice(0, 600).includes('ustar') !== false) {
    const found = await (await import('../../sources/ova.ts')).descriptorIn(path)
    if (found !== undefined) return { document: { path: `${path}/${found.name}`, text: found.text }, packed: true }
  }
  return { document: { path, text: text ?? (await textOf(path, file, io)) }, packed: false }
}

async function textOf(path: string, file: string, io: Io): Promise<string> {
  const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: false }).decode(bytes)
  if (path === '-') {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of io.stdin) {
      size += chunk.length
      if (size > BOUNDS.text) throw new Fault(`standard input: more than ${BOUNDS.text} bytes; no VM definition is that large`)
      chunks.push(chunk)
    }
    return decode(Buffer.concat(chunks))
  }
  try {
    const { size } = await stat(file)
    if (size > BOUNDS.text) throw new Fault(`${path}: ${size} bytes; a VM definition of more than ${BOUNDS.text} is refused`)
    return decode(await readFile(file))
  } catch (error) {
    if (error instanceof Fault) throw error
    const code = (error as { code?: string }).code
    throw new Fault(
      `${path}: ${code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a directory' : code === 'EACCES' ? 'permission denied' : `cannot be read (${code})`}`,
    )
  }
}

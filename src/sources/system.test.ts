import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { summary } from '../../test/evidence.ts'
import { bundleOf } from '../capture/bundle.ts'
import { PROBES, signalsOf, wantedOf } from '../evidence/index.ts'
import { report } from '../examine.ts'
import type { Opened, Report } from '../model.ts'
import { redact } from '../redaction/redact.ts'
import { open } from './index.ts'
import { openSystem } from './system.ts'
import { MACHINES, type Machine, type Stub } from './testing/systems.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-system-'))
afterAll(() => rmSync(folder, { recursive: true }))
let count = 0

/** A folder with programs that print these texts, and with these files. */
function installed(stubs: Stub): string {
  const root = join(folder, String(count++))
  for (const [name, text] of Object.entries(stubs)) {
    const file = name.startsWith('/') ? join(root, name) : join(root, 'bin', name)
    mkdirSync(dirname(file), { recursive: true })
    if (name.startsWith('/')) writeFileSync(file, text)
    else program(file, `cat <<'END-OF-OUTPUT'\n${text}END-OF-OUTPUT`)
  }
  mkdirSync(join(root, 'bin'), { recursive: true })
  return root
}

function program(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`)
  chmodSync(file, 0o755)
}

const opened = ({ platform }: Pick<Machine, 'platform'>, root: string): Promise<Opened> =>
  openSystem(platform, { PATH: join(root, 'bin'), SystemRoot: join(root, 'bin') }, { root, folders: [] })

const told = ({ source, evidence }: Opened): Report => report(source, signalsOf(evidence, PROBES), evidence, 'observed')

describe('a machine that is no Linux', () => {
  test.each(MACHINES)('$name', async (machine) => {
    const one = await opened(machine, installed(machine.stubs))
    expect(summary(told(one))).toBe(machine.expect)
    // Only what no command shows is missing, each with its reason.
    expect(one.evidence.missing.filter(({ why }) => why !== 'absent')).toEqual([])
    expect(one.evidence.missing.every(({ reason }) => reason !== undefined)).toBe(true)
  })

  test.each(MACHINES)('$name, captured and read elsewhere', async (machine) => {
    const one = await opened(machine, installed(machine.stubs))
    const there = join(folder, `capture-${count++}`)
    for (const entry of bundleOf(one.evidence)) {
      if (entry.kind !== 'file') continue
      mkdirSync(dirname(join(there, entry.path)), { recursive: true })
      writeFileSync(join(there, entry.path), entry.text)
    }
    const io = { stdin: (async function* (): AsyncGenerator<Uint8Array> {})() }
    const again = await open(there, wantedOf(PROBES, 'capture'), io)
    expect(summary(told(again))).toBe(summary(told(one)))
    expect(told(again).machine).toEqual(told(one).machine)
  })

  test.each(MACHINES)('$name, redacted: the same answer, and the gateway is replaced', async (machine) => {
    const { source, evidence } = await opened(machine, installed(machine.stubs))
    const clean = redact(evidence).evidence
    expect(summary(told({ source, evidence: clean }))).toBe(machine.expect)
    const all = clean.texts.map(({ text }) => text).join('\n')
    expect(all).not.toMatch(/user-\d|host-\d|10\.1\.2\.3/)
  })

  test('serial numbers and what is not asked for are left out', async () => {
    const machine = MACHINES[0]!
    const one = await opened(machine, installed(machine.stubs))
    const all = one.evidence.texts.map(({ text }) => text).join('\n')
    expect(all).toContain('HVM domU')
    expect(all).not.toMatch(/serial|uuid|devfs/)
  })
})

describe('what was not read is named with its reason', () => {
  test('commands that are not there, and a file that is not there', async () => {
    const { evidence } = await opened({ platform: 'freebsd' }, installed({ uname: 'FreeBSD 14.1-RELEASE amd64\n' }))
    expect(evidence.texts.map(({ path }) => path)).toEqual(['uname -srm'])
    expect(evidence.missing).toContainEqual({ path: 'pciconf -l', why: 'absent', reason: 'command not found' })
    expect(evidence.missing).toContainEqual({ path: '/var/run/dmesg.boot', why: 'absent', reason: 'no such file' })
    expect(evidence.missing.map(({ path }) => path)).toContain('how interrupts are delivered')
  })

  test("a refused command, in the system's own words, and one that prints nothing", async () => {
    const root = installed({})
    program(join(root, 'bin/pciconf'), 'echo "pciconf: /dev/pci: Operation not permitted" >&2; exit 1')
    program(join(root, 'bin/kenv'), 'exit 0')
    program(join(root, 'bin/sysctl'), `echo "kern.vm_guest: kvm"; echo "sysctl: unknown oid 'hw.hv_vendor'" >&2; exit 1`)
    const { evidence } = await opened({ platform: 'freebsd' }, root)
    expect(evidence.missing).toContainEqual({
      path: 'pciconf -l',
      why: 'needs root',
      reason: 'pciconf: /dev/pci: Operation not permitted',
    })
    expect(evidence.missing).toContainEqual({ path: 'kenv', why: 'unreadable', reason: 'its output is empty' })
    // What was printed of the other words counts.
    expect(evidence.texts.map(({ text }) => text)).toContain('kern.vm_guest: kvm\n')
  })

  test('a command without end, and one that prints without end', async () => {
    const { output } = await import('./system.ts')
    const root = installed({})
    program(join(root, 'bin/slow'), 'exec sleep 60')
    program(join(root, 'bin/long'), 'exec yes "kern.vm_guest: kvm"')
    const env = { PATH: join(root, 'bin') }
    expect(await output({ run: ['slow'], as: 'uname', seconds: 0.2 }, env, [])).toEqual({
      missing: { path: 'slow', why: 'unreadable', reason: 'no answer within 0.2 seconds' },
    })
    const { text } = await output({ run: ['long'], as: 'sysctl-bsd' }, env, [])
    expect(text?.text.endsWith('kvm\n')).toBe(true)
    expect(text!.text.length).toBeLessThanOrEqual(4 * 1024 * 1024)
  })

  test('no program of the current folder or of a relative folder in PATH runs', async () => {
    const root = installed({ uname: 'FreeBSD 14.1-RELEASE amd64\n' })
    const { evidence } = await openSystem('freebsd', { PATH: `:.:bin:${join(root, 'none')}` }, { root, folders: [] })
    expect(evidence.texts).toEqual([])
  })

  test('a system without a table is answered by its name alone', async () => {
    const root = installed({ uname: 'SunOS 5.11 i86pc\n' })
    const one = await openSystem('sunos', { PATH: join(root, 'bin') }, { root, folders: [] })
    expect(one.source).toEqual({ path: '/', kind: 'live', format: 'sunos' })
    expect(told(one).machine?.os).toBe('SunOS 5.11')
    expect(one.evidence.missing.map(({ path }) => path)).toEqual(['hypervisor and devices'])
  })
})

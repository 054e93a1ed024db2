import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../../fault.ts'
import { factsOf } from './facts.ts'
import { openHost } from './real.ts'
import { quoted } from './shell.ts'
import { sshAddress, sshShell } from './ssh.ts'

/**
 * A dom0 of shell scripts behind an `ssh` of a shell script: it writes down how it was called, and runs what it is given on this machine
 * with the paths of the machine replaced by those of a folder. What a real one does is tested in e2e.test.ts.
 */

let folder: string
const path = process.env['PATH']

const FAKE_SSH = `#!/bin/sh
printf '%s\\n' "$*" >> "$FAKE/calls"
[ ! -e "$FAKE/ssh-says" ] || { cat "$FAKE/ssh-says" >&2; exit 255; }
case "$*" in *"-O exit"*) exit 0;; esac
for last; do :; done
PATH="$FAKE/dom0:$PATH" exec sh -c "$(printf '%s' "$last" | sed "s#/sys/hypervisor/type#$FAKE/type#g; s#/proc/xen/#$FAKE/proc/#g; s#/sys/class/#$FAKE/class/#g; s#/tmp/vcrace#$FAKE/vcrace#g; s#/var/tmp/virt#$FAKE/var/virt#g; s#/proc/cpuinfo#$FAKE/cpuinfo#g")"
`

const FAKE_XL = `#!/bin/sh
printf 'xl %s\\n' "$*" >> "$FAKE/xl-calls"
case "$1" in
info) printf 'host : x\\nnr_cpus                : %s\\nxen_version            : 4.17.7\\n' "$(cat "$FAKE/cpus")";;
list) cat "$FAKE/domains";;
cpupool-cpu-remove) [ "$3" != 3 ] || { echo "CPU 3 is in use" >&2; exit 1; };;
cpupool-create) cat "$2" >> "$FAKE/xl-calls";;
esac
`

async function program(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text)
  await chmod(join(folder, name), 0o755)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vchost-'))
  for (const name of ['dom0', 'proc', 'class/dmi/id', 'class/net', 'var']) await mkdir(join(folder, name), { recursive: true })
  await program('ssh', FAKE_SSH)
  await program('dom0/xl', FAKE_XL)
  await program('dom0/xentrace', '#!/bin/sh\n')
  await program('dom0/uname', '#!/bin/sh\n[ "$1" = -m ] && echo x86_64 || echo 6.1.0\n')
  await program('dom0/id', '#!/bin/sh\ncat "$FAKE/uid"\n')
  await program(
    'dom0/sudo',
    '#!/bin/sh\n[ "$1" = -n ] || exit 1\nshift\n[ -e "$FAKE/sudoers" ] || { echo "sudo: a password is required" >&2; exit 1; }\nexec "$@"\n',
  )
  const files = { uid: '0\n', type: 'xen\n', cpus: '4\n', domains: 'Name ID\nDomain-0 0\n', 'proc/capabilities': 'control_d\n', cpuinfo: 'vendor_id\t: GenuineIntel\nmodel name\t: Xeon\n', 'class/dmi/id/sys_vendor': 'Dell\n', 'class/dmi/id/product_name': 'R640\n' } // biome-ignore format: one thought
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  process.env['PATH'] = `${folder}${delimiter}${path}`
  process.env['FAKE'] = folder
})
afterEach(async () => {
  process.env['PATH'] = path
  delete process.env['FAKE']
  await rm(folder, { recursive: true, force: true })
})

const connect = () => sshShell(sshAddress('ssh://root@dom0.example:2222'))
const file = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')

describe('addresses', () => {
  it('are user, host and port', () => {
    expect(sshAddress('ssh://root@dom0.example:2222')).toEqual({ user: 'root', host: 'dom0.example', port: 2222 })
    expect(sshAddress('ssh://dom0')).toEqual({ host: 'dom0' })
    expect(sshAddress('ssh://[fe80::1]:22')).toEqual({ host: 'fe80::1', port: 22 })
  })
  it.each([
    'ssh://',
    'ssh://-oProxyCommand=x',
    'ssh://a b',
    'ssh://x@-l',
    'ssh://h:0',
    'ssh://h:99999',
    'ssh://h/x',
    "ssh://h;'",
    'http://h',
  ])('not %s', (text) => {
    expect(() => sshAddress(text)).toThrow(/is not of the form ssh:/)
  })
})

describe('the shell', () => {
  it('quotes anything as one word', () => {
    expect(quoted("it's $(x)")).toBe("'it'\\''s $(x)'")
  })
  it('uses one connection, asks nothing, and closes it', async () => {
    const shell = await connect()
    expect((await shell.exec("printf '%s' \"it's\"", { seconds: 10 })).stdout.toString()).toBe("it's")
    await shell.close()
    const calls = await file('calls')
    expect(calls).toMatch(/^-T -o BatchMode=yes .*-o ControlPath=\S+ .*-p 2222 -l root -- dom0\.example sh -c/)
    expect(calls).toMatch(/-O exit -p 2222 -l root -- dom0\.example\n$/)
  })
  it('takes bytes as they are', async () => {
    const shell = await connect()
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) & 255))
    expect((await shell.exec('cat', { seconds: 10, input: bytes })).stdout.equals(bytes)).toBe(true)
  })
  it.each([
    ['Host key verification failed.', /host key is unknown or has changed/],
    ['root@dom0: Permission denied (publickey).', /host accepts none of your keys, and virtcolor asks for no password/],
    ['ssh: Could not resolve hostname dom0.example: Name or service not known', /the host name cannot be resolved/],
    ['ssh: connect to host dom0 port 22: Connection refused', /no ssh server listens on that port/],
    ['kex_exchange: \u001b[31m odd', /ssh failed: kex_exchange: +\[31m odd/],
  ])('says what is wrong: %s', async (says, expected) => {
    await writeFile(join(folder, 'ssh-says'), says)
    await expect((await connect()).exec('true', { seconds: 10 })).rejects.toThrow(expected)
  })
  it('gives up in time', async () => {
    await expect((await connect()).exec('sleep 60', { seconds: 0.3 })).rejects.toThrow(/not finished after 0\.3 s/)
  })
  it('ends when it is interrupted', async () => {
    await expect((await connect()).exec('sleep 60', { seconds: 60, signal: AbortSignal.timeout(200) })).rejects.toThrow(Fault)
  })
})

describe('what has to be so', () => {
  const facts = async () => factsOf(await connect())
  it('is found out', async () => {
    expect(await facts()).toEqual({
      sudo: false,
      vendor: 'vmx',
      cpus: 4,
      xen: '4.17.7',
      kernel: '6.1.0',
      cpu: 'Xeon',
      board: 'Dell R640',
    })
  })
  it('through sudo where one is not root', async () => {
    await writeFile(join(folder, 'uid'), '1000\n')
    await expect(facts()).rejects.toThrow(/needs root in dom0, and sudo asks for a password/)
    await writeFile(join(folder, 'sudoers'), '')
    expect(await facts()).toMatchObject({ sudo: true, cpus: 4 })
  })
  it.each([
    ['type', 'kvm\n', /not a Xen dom0; it does not run under Xen \(\/sys\/hypervisor\/type: kvm\)/],
    ['proc/capabilities', '\n', /is a Xen guest|cpus/],
    ['cpus', '1\n', /has only one CPU/],
    ['cpus', '\n', /'xl info' fails/],
    ['domains', 'Domain-0 0\nvirtcolor-pv 3\n', /another race is running, or one was killed and left virtcolor-pv/],
    ['vcrace', '', /left \/tmp\/vcrace|left .*vcrace/],
  ])('or it is said: %s', async (name, text, expected) => {
    await writeFile(join(folder, name), text)
    if (name === 'proc/capabilities') await writeFile(join(folder, name), 'none\n')
    await expect(facts()).rejects.toThrow(expected)
  })
  it.each([
    ['xl', /xl is not installed/],
    ['xentrace', /xentrace is not installed/],
  ])('without %s', async (name, expected) => {
    await rm(join(folder, 'dom0', name))
    await expect(facts()).rejects.toThrow(expected)
  })
})

describe('a host', () => {
  it('gets files, runs, gives files, and is as it was afterwards', async () => {
    const shell = await connect()
    const signal = new AbortController().signal
    const { dom0, cpu } = await openHost(shell, await factsOf(shell), 'ssh', signal)
    // CPU 3 cannot be had: the fake says so.
    expect(cpu).toBe(2)
    await dom0.put("it's", Buffer.from([0, 255, 10]))
    expect([...(await dom0.get("it's"))]).toEqual([0, 255, 10])
    expect(await dom0.run('# say\npwd', 10)).toContain('virtcolor-race.')
    await expect(dom0.run('# fail so\necho why >&2; exit 3', 10)).rejects.toThrow('fail so: failed (code 3): why')
    await dom0.stop()
    await dom0.stop()
    const calls = await file('xl-calls')
    expect(calls).toMatch(/cpupool-cpu-remove Pool-0 3\nxl cpupool-cpu-remove Pool-0 2\n/)
    expect(calls).toContain('name = "virtcolor-race"\ncpus = ["2"]')
    expect(calls).toMatch(/xl cpupool-destroy virtcolor-race\nxl cpupool-cpu-add Pool-0 2\n$/)
    await expect(file('vcrace')).rejects.toThrow(/ENOENT/)
    await expect(dom0.get("it's")).rejects.toThrow(Fault)
  })
  it('is undone when it cannot be made ready', async () => {
    await program('dom0/xl', FAKE_XL.replace('[ "$3" != 3 ] ||', ''))
    const shell = await connect()
    await expect(openHost(shell, await factsOf(shell), 'ssh', new AbortController().signal)).rejects.toThrow(
      /cannot reserve a CPU.*in use/,
    )
    await expect(file('vcrace')).rejects.toThrow(/ENOENT/)
  })
})

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

let folder: string
let pv: string
let nothing: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'virtcolor-cli-'))
  pv = machine('pv', {
    'sys/hypervisor/type': 'xen\n',
    'sys/hypervisor/guest_type': 'PV\n',
    'sys/hypervisor/properties/features': '000220f0\n',
  })
  nothing = machine('nothing', { 'proc/uptime': '1.0 2.0\n' })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function machine(name: string, files: Readonly<Record<string, string>>): string {
  const at = join(folder, name)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    writeFileSync(join(at, path), text)
  }
  return at
}

async function run(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const exit = await main(argv, io)
  return { exit, out: out(), err: err() }
}

it('prints a report for people by default', async () => {
  const { exit, out, err } = await run(pv)
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  expect(out).toContain('PV')
  expect(out).not.toContain('\x1b')
  const terminal = fakeIo({ NO_COLOR: '1' }, '', true)
  await main([pv], terminal.io)
  expect(
    Math.max(
      ...terminal
        .out()
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(81)
})

it('colours when told to', async () => {
  expect((await run('--color', 'always', pv)).out).toContain('\x1b[')
})

it('--json prints one object', async () => {
  const { exit, out } = await run(pv, '--json')
  expect(exit).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    hypervisor: { id: 'xen' },
    mode: { id: 'pv' },
    cells: { cpu: { kind: 'P' } },
  })
})

it('--jsonl keeps order and names what failed; the exit code is the worst', async () => {
  const absent = join(folder, 'absent')
  const { exit, out, err } = await run('--jsonl', pv, absent, pv)
  const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line)) // biome-ignore format: one thought
  expect(lines.map((l) => ('error' in l ? l.error.message : l.mode.id))).toEqual(['pv', expect.stringContaining(absent), 'pv'])
  expect(lines[1]).toEqual({ source: { path: absent }, error: { message: lines[1].error.message } })
  expect(exit).toBe(3)
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})

it('several sources are a line each, with counts below; --full prints each report', async () => {
  const { out } = await run(pv, pv)
  expect(out.split('\n').filter((line) => line.startsWith(` ${pv}  Xen `))).toHaveLength(2)
  expect(out).toContain(' 2 machines: 2 Xen PV')
  expect((await run('--full', pv, pv)).out.match(/^== .*pv ==$/gm)).toHaveLength(2)
})

it('a folder of captures gives a line for each, whatever else is in it', async () => {
  const fleet = join(folder, 'fleet')
  for (const name of ['a', 'b'])
    machine(`fleet/${name}`, { 'sys/hypervisor/type': 'xen\n', 'sys/hypervisor/guest_type': 'PV\n' })
  writeFileSync(join(fleet, 'README'), 'nothing that is known\n')
  writeFileSync(join(fleet, 'guest.cfg'), 'name = "g"\ntype = "pvh"\n')
  const { exit, out, err } = await run(fleet)
  expect([exit, err]).toEqual([0, ''])
  expect(out).toContain(' 3 machines: 2 Xen PV, 1 Xen PVH')
  expect((await run('--only', 'cpu', fleet)).out.split('\n').slice(0, 2)).toEqual([
    `${fleet}/a\tcpu\tP\tyellow\t-`,
    `${fleet}/b\tcpu\tP\tyellow\t-`,
  ])
  expect(await run('--json', fleet)).toEqual({
    exit: 2,
    out: '',
    err: `virtcolor: ${fleet}: contains 3 captures; --jsonl prints all of them, one report a line\n`,
  })
  expect((await run('--jsonl', fleet)).out.trim().split('\n')).toHaveLength(3)
})

it('--brief is at most eight lines, of which none is cut', async () => {
  const { out } = await run('--brief', 'fixtures/xen-hvm')
  expect(out.trimEnd().split('\n')).toHaveLength(7)
  expect(out).not.toContain('…')
  expect(out).toMatch(/^CPU & page tables {4}VH {2}hardware +xen_nopv nopv \(dmesg\.txt:2\)$/m)
  const cfg = join(folder, 'brief.cfg')
  writeFileSync(cfg, 'name = "g"\ntype = "hvm"\ndisk = [ "phy:/dev/vg/g,hda,w" ]\n')
  expect((await run('--brief', cfg)).out.trimEnd().split('\n')).toHaveLength(7)
  expect((await run('--brief', '--json', pv)).err).toBe('virtcolor: --json cannot be combined with --brief\n')
})

it('--redact replaces the name of the machine in its line, also one that stands nowhere else', async () => {
  // A name that is also a word of the evidence may be left out instead.
  for (const name of ['secret-db7', 'db', 'debian']) {
    const at = machine(`named-${name}`, {
      'proc/sys/kernel/hostname': `${name}\n`,
      'sys/hypervisor/type': 'xen\n',
      'sys/hypervisor/guest_type': 'PV\n',
    })
    expect(JSON.parse((await run('--json', at)).out).machine.host).toBe(name)
    expect([undefined, 'host-1']).toContain(JSON.parse((await run('--json', '--redact', at)).out).machine?.host)
  }
})

it('nothing is cut in a pipe, and a terminal shows the words that decided', async () => {
  const piped = (await run('fixtures/xen-hvm')).out
  expect(piped).not.toContain('…')
  expect(piped.match(/Command line:/g)).toHaveLength(1)
  const { io, out } = fakeIo({}, '', true)
  await main(['--color', 'never', 'fixtures/xen-hvm'], io)
  expect(out()).toContain('… labscale=1 xen_nopv nopv …')
})

it('the next step works where the user stands', async () => {
  const from = fakeIo({ npm_lifecycle_event: 'start', npm_package_name: 'virtcolor' })
  await main(['fixtures/xen-hvm'], from.io)
  expect(from.out()).toContain('npm start -- advise fixtures/xen-hvm')
  const cfg = join(folder, 'a guest.cfg')
  writeFileSync(cfg, 'name = "g"\ntype = "hvm"\ndisk = [ "phy:/dev/vg/g,hda,w" ]\n')
  const { out } = await run(cfg)
  expect(out.replace(/\s+/g, ' ')).toContain(`check the definition: virtcolor lint '${cfg}'`)
  expect(out.replace(/\s+/g, ' ')).toContain(`virtcolor --guest linux-6.1 '${cfg}'`)
  expect((await run('--guest', 'linux-6.1', cfg)).out).toContain(' Xen · PVHVM')
  const piped = fakeIo({}, readFileSync(cfg, 'utf8'))
  await main(['-'], piped.io)
  expect(piped.out()).toContain(' check the definition: … | virtcolor lint -')
})

it('what is unreadable is one line and exit 3', async () => {
  const { exit, out, err } = await run(join(folder, 'absent'))
  expect({ exit, out }).toEqual({ exit: 3, out: '' })
  expect(err).toMatch(/^virtcolor: .*absent: .*\n$/)
})

it('a mistyped command is a source that is not there, and says what was meant', async () => {
  expect((await run('spectrm')).err).toContain("(did you mean the command 'spectrum'?)")
})

it('nothing recognisable is exit 4', async () => {
  expect((await run('-q', nothing)).exit).toBe(4)
})

it.each([
  ['cpu=P', ''],
  ['cpu=p,VH', ''],
  ['cpu=VH', 'cpu is P, required VH; sys/hypervisor/guest_type: PV'],
  ['disk=P', 'disk is ?, required P'], // not knowing is never good enough
  ['disk!=VS', 'disk is ?, required not VS'],
  ['cpu!=VS', ''],
  ['cpu!=VS,P', 'cpu is P, required not VS nor P; sys/hypervisor/guest_type: PV'],
  ['board=P,cpu!=VS', ''],
  ['mode=pv,PVH', ''],
  ['mode!=pv', 'mode is pv, required not pv; sys/hypervisor/guest_type: PV'],
  ['hypervisor=xen,kvm', ''],
  ['hypervisor!=xen', 'hypervisor is xen, required not xen; sys/hypervisor/properties/features: 000220f0'],
  ['platform=aws', 'platform is not known, required aws'],
])('--require %s: %s', async (requirement, complaint) => {
  const { exit, out, err } = await run('-q', '--require', requirement, pv)
  expect({ exit, out }).toEqual({ exit: complaint === '' ? 0 : 1, out: '' })
  expect(err).toBe(complaint === '' ? '' : `virtcolor: ${pv}: ${complaint}\n`)
})

it('--require over several sources says which of them fails, and takes several requirements', async () => {
  const hvm = machine('hvm', { 'sys/hypervisor/type': 'xen\n', 'sys/hypervisor/guest_type': 'HVM\n' })
  const { exit, err } = await run('-q', '--require', 'cpu=P,mode=pv', '--require', 'hypervisor=xen', pv, hvm)
  expect(exit).toBe(1)
  expect(err).toMatch(new RegExp(`^virtcolor: ${hvm}: cpu is VH, required P; [^\n]+\nvirtcolor: ${hvm}: mode is [^\n]+\n$`))
})

it.each([
  ['cpu', "--require: 'cpu' is not of the form component=kind[,kind…] or component!=kind[,kind…]"],
  ['cpu=', "--require: 'cpu=' is not of the form component=kind[,kind…] or component!=kind[,kind…]"],
  ['VS', "--require: 'VS' is not of the form component=kind[,kind…] or component!=kind[,kind…]"],
  ['cpu=fast', "--require cpu=fast: 'fast' is not one of VS, P, VH, H, -"],
  ['cpu=?', "--require cpu=?: '?' is not one of VS, P, VH, H, -"],
  ['dsk=VS', "--require: 'dsk' is not a component (did you mean 'disk'?)"],
  ['mode=pvmh', "--require mode=pvmh: 'pvmh' is not a known mode (did you mean 'pvh'?)"],
  [
    '__proto__=VS',
    "--require: '__proto__' is not one of cpu, board, interrupts, disk, network, hypervisor, mode, role, platform",
  ],
])('--require %s is wrong usage', async (requirement, says) => {
  expect(await run('--require', requirement, pv)).toEqual({ exit: 2, out: '', err: `virtcolor: ${says}\n` })
})

it('--only prints fields apart by tabs', async () => {
  expect((await run('--only', 'cpu,board', pv)).out).toMatch(/^cpu\tP\tyellow\t\S+\nboard\tP\tgreen\t\S+\n$/)
})

it('-o writes the format of the suffix, and nothing else', async () => {
  const file = join(folder, 'out.json')
  expect(await run('-o', file, pv)).toEqual({ exit: 0, out: '', err: '' })
  expect(JSON.parse(readFileSync(file, 'utf8')).mode.id).toBe('pv')
  const unknown = await run('-o', join(folder, 'out.xyz'), pv)
  expect(unknown.exit).toBe(2)
  expect(unknown.err).toContain('.json')
  expect((await run('-o', join(folder, 'no', 'out.json'), pv)).err).toMatch(/cannot write: no such file or directory\n$/)
})

it('why shows rules and lines', async () => {
  const { exit, out } = await run('why', 'mode', pv)
  expect(exit).toBe(0)
  expect(out).toContain('\n mode\n PV\n\n because\n')
  expect((await run('why', 'mode', 'fixtures/firecracker')).out).toContain('only Xen has modes, and this machine runs on KVM')
  expect(out).toContain('sys/hypervisor/guest_type: PV')
  expect(JSON.parse((await run('why', 'cpu', '--json', pv)).out)).toMatchObject({ kind: 'P', colour: 'yellow' })
})

it('spectrum marks the row', async () => {
  expect((await run('spectrum', pv)).out).toMatch(/^ > +PV /m)
  expect((await run('spectrum', '--layout', '2017', '--all', pv)).exit).toBe(0)
})

it('control characters of a source never reach the terminal', async () => {
  const evil = machine('evil', { 'sys/hypervisor/type': 'xen\n', 'sys/hypervisor/guest_type': 'PV\x1b]0;owned\x07\n' })
  for (const argv of [[evil], ['why', 'hypervisor', evil], ['why', 'mode', evil], ['--only', 'cpu', evil]]) {
    expect((await run(...argv)).out).not.toMatch(/[\x1b\x07]/)
  }
})

it('prints each machine of a definition that has several, and one when it is named', async () => {
  const file = join(folder, 'two#.xml')
  const domain = (name: string, type: string): string => `<domain type='${type}'><name>${name}</name><devices/></domain>\n`
  writeFileSync(file, domain('web', 'kvm') + domain('db', 'qemu'))
  const all = await run('--jsonl', file)
  const reports = all.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { source: object; hypervisor: { id: string } })
  expect(reports.map((r) => [r.source, r.hypervisor.id])).toEqual(
    [
      ['web', 'kvm'],
      ['db', 'qemu-tcg'],
    ].map(([name, id]) => [{ path: `${file}#${name}`, kind: 'definition', format: 'libvirt', machines: ['web', 'db'] }, id]),
  )
  expect((await run(file)).out).toContain(` ${file}#db   QEMU TCG`)
  expect((await run('--full', file)).out).toContain(`== ${file}#db ==`)
  expect(JSON.parse((await run(`${file}#db`, '--json')).out)).toMatchObject({ hypervisor: { id: 'qemu-tcg' } })
  expect((await run(`${file}#2`, '--only', 'cpu')).out).toBe(`${file}#db\tcpu\tVS\tred\t-\n`)
  const first = await run(file, '--json')
  expect(JSON.parse(first.out)).toMatchObject({ hypervisor: { id: 'kvm' } })
  expect(first.err).toBe(`virtcolor: ${file}: the file has 2 machines, and this is the first; for another, use ${file}#db\n`)
  expect(await run(`${file}#mail`)).toMatchObject({
    exit: 2,
    err: `virtcolor: ${file}: no machine is called "mail"; the file has web, db\n`,
  })
  expect((await run(`${pv}#web`)).err).toContain('is not a VM definition')
  expect((await run('drift', file, pv)).err).toContain('the file has 2 machines; name one, such as ')
})

it('lint looks at the descriptor of an OVA, and writes nothing into it', async () => {
  const body =
    '<Envelope><VirtualSystem><VirtualHardwareSection><Item><ResourceSubType>E1000</ResourceSubType><ResourceType>10</ResourceType></Item></VirtualHardwareSection></VirtualSystem></Envelope>'
  const bytes = Buffer.alloc(512 + Math.ceil(body.length / 512) * 512 + 1024)
  bytes.write('vm.ovf', 0)
  bytes.write(body.length.toString(8).padStart(11, '0'), 124)
  bytes.write('        0', 148)
  bytes.write('ustar', 257)
  const sum = bytes.subarray(0, 512).reduce((a, b) => a + b, 0)
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  bytes.write(body, 512)
  const file = join(folder, 'a.ova')
  writeFileSync(file, bytes)
  const { exit, out } = await run('lint', '--fix', file)
  expect([exit, out.split(' ').slice(0, 3).join(' ')]).toEqual([1, `${file}/vm.ovf:1:56: warning VC201`])
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

it('-o and the error lines of --jsonl escape what --json escapes, byte for byte', async () => {
  const source = join(folder, 'odd')
  mkdirSync(join(source, 'sys/class/dmi/id'), { recursive: true })
  writeFileSync(join(source, 'sys/class/dmi/id/sys_vendor'), 'QEMU\u202e\u009b31m\u200b\n')
  for (const how of ['json', 'jsonl']) {
    const file = join(folder, `odd.${how}`)
    await run('-o', file, source)
    const { out } = await run(`--${how}`, source)
    expect(readFileSync(file, 'utf8')).toBe(out)
    expect(out).not.toMatch(/[\x7f-\x9f\u200b\u202e]/)
  }
  const { out } = await run('--jsonl', `${folder}/no\u202e\u009b`)
  expect(out).toMatch(/no\\u202e\\u009b/)
  expect(out).not.toMatch(/[\x7f-\x9f\u200b\u202e]/)
})

it('-o does not write over its own source, nor over a link to it', async () => {
  const source = join(folder, 'in.txt')
  writeFileSync(source, '[    0.000000] Linux version 6.1.0\n[    0.000000] Hypervisor detected: KVM\n')
  symlinkSync(source, join(folder, 'link.txt'))
  for (const out of [source, join(folder, 'link.txt')])
    expect(await run('-o', out, source)).toMatchObject({ exit: 2, err: expect.stringContaining('is also the source') })
  expect(readFileSync(source, 'utf8')).toContain('Hypervisor detected')
})

it('--brief prints the name of a folder as text', async () => {
  const place = mkdtempSync(join(tmpdir(), 'virtcolor-name-'))
  try {
    const named = join(place, 'a\x1b[31m\u202eb')
    cpSync('fixtures/xen-pv/evidence', named, { recursive: true })
    const { io, out } = fakeIo()
    expect(await main(['--brief', named], io)).toBe(0)
    expect(out()).toContain('ab, ')
    expect(out()).not.toMatch(/[\x1b\u202e]/)
  } finally {
    rmSync(place, { recursive: true })
  }
})

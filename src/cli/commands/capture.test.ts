import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { placeOf } from '../../../test/evidence.ts'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-capture-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function run(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const exit = await main(argv, io)
  return { exit, out: out(), err: err() }
}

const source = placeOf('xen-pvhvm', 'evidence')

describe('virtcolor capture', () => {
  it('writes what is answered as its source is, and not twice', async () => {
    const file = join(folder, 'a.tar.gz')
    expect(await run('capture', source, '-o', file)).toMatchObject({ exit: 0, err: '' })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const answer = async (from: string): Promise<unknown> => {
      const { mode, hypervisor, cells } = JSON.parse((await run('--json', from)).out)
      return [hypervisor.version, mode.id, Object.values(cells).map((c) => (c as { kind: string }).kind)]
    }
    expect(await answer(file)).toEqual(await answer(source))
    const before = readFileSync(file)
    expect(await run('capture', source, '-o', file)).toEqual({
      exit: 2,
      out: '',
      err: `virtcolor: ${file}: the file exists (--force replaces it)\n`,
    })
    expect(await run('capture', source, '-o', file, '--force')).toMatchObject({ exit: 0 })
    chmodSync(file, 0o666)
    expect(await run('capture', source, '-o', file, '--force')).toMatchObject({ exit: 0 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await run('capture', file, '-o', file, '--force')).err).toMatch(/is also the source/)
    // The same evidence is the same bytes.
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it.each(['a.foo', 'a.zip', 'a.tar.xz', 'a'])('refuses %s: the archive would have a name of another format', async (name) => {
    const file = join(folder, name)
    expect(await run('capture', source, '-o', file)).toMatchObject({
      exit: 2,
      out: '',
      err: expect.stringContaining('use one of .tar.gz .tgz'),
    })
    expect(readdirSync(folder)).not.toContain(name)
  })

  it('without --force follows no link to nothing, and its default name is another', async () => {
    const here = mkdtempSync(join(folder, 'linked-'))
    const day = new Date().toISOString().slice(0, 10)
    symlinkSync('elsewhere', join(here, `virtcolor-${day}.tar.gz`))
    const { io, out } = fakeIo()
    expect(await main(['capture', source], { ...io, cwd: here })).toBe(0)
    expect(out()).toContain(`virtcolor-${day}-2.tar.gz: `)
    expect((await run('capture', source, '-o', join(here, `virtcolor-${day}.tar.gz`))).exit).toBe(2)
    expect(readdirSync(here)).not.toContain('elsewhere')
  })

  it('a report replaces no file of its source', async () => {
    const file = join(folder, 'copy')
    cpSync(source, file, { recursive: true })
    const before = readFileSync(join(file, 'dmesg.txt'), 'utf8')
    expect(await run(file, '-o', join(file, 'dmesg.txt'))).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is also the source'),
    })
    expect(readFileSync(join(file, 'dmesg.txt'), 'utf8')).toBe(before)
    expect((await run(file, '-o', join(file, 'report.html'))).exit).toBe(0)
    expect((await run(file, '-o', join(file, 'report.html'))).exit).toBe(0)
  })

  it('--dry-run lists and writes nothing', async () => {
    const before = readdirSync(folder)
    const { exit, out } = await run('capture', source, '--dry-run', '-o', join(folder, 'b.tar.gz'))
    expect([exit, readdirSync(folder)]).toEqual([0, before])
    expect(out).toMatch(/^ +\d+ {2}virtcolor-capture\/proc\/cpuinfo$/m)
    expect(out).toMatch(/\d+ files, \d+ links, .* \(dry run: nothing written\)\n$/)
  })

  it('without --output a new file in the current folder is written and named', async () => {
    const here = mkdtempSync(join(folder, 'here-'))
    const runHere = async (...argv: string[]): Promise<string> => {
      const { io, out } = fakeIo()
      expect(await main(['capture', ...argv], { ...io, cwd: here })).toBe(0)
      return out()
    }
    const day = new Date().toISOString().slice(0, 10)
    expect(await runHere(source)).toContain(`virtcolor-${day}.tar.gz: `)
    // The second does not overwrite the first.
    expect(await runHere(source)).toContain(`virtcolor-${day}-2.tar.gz: `)
    expect(await runHere('--redact')).toContain(`virtcolor-${day}-3.tar.gz: `)
    expect(await runHere()).toContain(`virtcolor-${hostname()}-${day}.tar.gz: `)
    expect(readdirSync(here)).toHaveLength(4)
    expect(await runHere('--dry-run')).toContain('nothing written')
    expect(readdirSync(here)).toHaveLength(4)
  })

  it('a folder that does not exist is exit 3', async () => {
    expect((await run('capture', source, '-o', join(folder, 'no/such/x.tar.gz'))).exit).toBe(3)
  })
})

describe('virtcolor --redact', () => {
  it('replaces what is quoted and says what, on standard error', async () => {
    const post = join(folder, 'post.txt')
    writeFileSync(
      post,
      'root@db7.corp:~# dmesg | head\n[    0.000000] Hypervisor detected: Xen PV\n[    0.1] Kernel command line: root=UUID=1b4e28ba-2fa1-11d2-883f-0016d3cca427 ip=10.1.2.3\n[    0.2] systemd[1]: Hostname set to <db7.corp>.\n',
    )
    const { exit, out, err } = await run('--json', '--redact', post)
    expect(exit).toBe(0)
    expect(out).not.toMatch(/db7|10\.1\.2\.3|1b4e28ba/)
    expect(err).toBe('virtcolor: replaced 1 IPv4 address, 1 UUID, 1 host name\n')
  })

  it('names neither the source nor what is missing, and counts on standard error', async () => {
    const source = join(folder, 'sosreport-payroll17-2026-11-30-abcdefg.txt')
    writeFileSync(
      source,
      '[    0.000000] Hypervisor detected: Xen PV\n[    0.1] note payroll17 \x1b[31m\nSerial Number: A\x1b[31mB7781\n',
    )
    for (const level of ['--redact', '--redact=strict']) {
      const { exit, out, err } = await run('--json', level, source)
      expect([exit, out.includes('payroll17'), out.includes('B7781')]).toEqual([0, false, false])
      expect(err).toMatch(/^virtcolor: replaced [^\x1b]*host name[^\x1b]*\n$/)
    }
    expect((await run('--redact=some', source)).exit).toBe(2)
    const missing = await run('--redact', join(folder, 'sosreport-payroll18-2026-11-30-x.txt'), source)
    expect(missing.err).not.toContain('payroll18')
  })

  it('a source is shown by its place when its name may name a machine or a person', async () => {
    const none = join(folder, 'anna', 'ledger7.tar.gz')
    for (const args of [
      ['--redact', none],
      ['capture', '--redact', none, '-o', join(folder, 'x.tar.gz')],
    ])
      expect(await run(...args)).toEqual({ exit: 3, out: '', err: 'virtcolor: source 1: no such file or directory\n' })
    const other = join(folder, 'ledger7.log')
    writeFileSync(other, '[    0.000000] Linux version 6.1.0\n[    0.000000] Hypervisor detected: Xen PV\n')
    const empty = join(folder, 'ledger8.txt')
    writeFileSync(empty, 'nothing\n')
    const { out, err } = await run('--jsonl', '--redact', none, other, empty)
    expect(out + err).not.toMatch(/ledger|anna/)
    expect(out.split('\n').map((line) => (line === '' ? '' : JSON.parse(line).source.path))).toEqual([
      'source 1',
      'source-2.log',
      'source 3',
      '',
    ])
    for (const level of ['--redact', '--redact=strict'])
      for (const format of ['--json', '--full', '--brief'])
        expect((await run(format, level, other)).out).not.toContain('ledger')
  })

  it('--redact-map writes the list to a new file that only its owner reads', async () => {
    const [source, map] = [join(folder, 'mapped.txt'), join(folder, 'map.tsv')]
    writeFileSync(source, '[    0.000000] Hypervisor detected: Xen PV\n[    0.1] systemd[1]: Hostname set to <db7>.\n')
    expect(await run('-q', '--redact', '--redact-map', map, source)).toMatchObject({ exit: 0, out: '' })
    expect(readFileSync(map, 'utf8')).toBe('host name\tdb7\thost-1\n')
    expect(statSync(map).mode & 0o777).toBe(0o600)
    expect(await run('-q', '--redact', '--redact-map', map, source)).toEqual({
      exit: 2,
      out: '',
      err: `virtcolor: ${map}: the file exists; --redact-map writes only new files\n`,
    })
    expect(await run('-q', '--redact-map', join(folder, 'other.tsv'), source)).toMatchObject({
      exit: 2,
      err: 'virtcolor: --redact-map needs --redact\n',
    })
  })

  it('a salt from a file makes two captures agree', async () => {
    const salt = join(folder, 'salt')
    writeFileSync(salt, 'a long secret\n')
    const host = async (text: string, ...more: string[]): Promise<string> => {
      const source = join(folder, 'salted.txt')
      writeFileSync(source, `${text}[    0.000000] Linux version 6.1.0\n[    0.000000] Hypervisor detected: Xen PV alpha\n`)
      const { out } = await run('--json', '--redact', ...more, source)
      return /Xen PV (host-\d+)/.exec(out)![1]!
    }
    const [a, b] = [
      '[    0.1] systemd[1]: Hostname set to <alpha>.\n',
      '[    0.1] systemd[1]: Hostname set to <beta>.\n[    0.2] systemd[1]: Hostname set to <alpha>.\n',
    ]
    expect(await host(a, '--redact-salt-file', salt)).toBe(await host(b, '--redact-salt-file', salt))
    expect(await host(a)).not.toBe(await host(b))
    expect((await run('--redact', '--redact-salt-file', join(folder, 'none'), source)).exit).toBe(3)
  })

  it('is for captures', async () => {
    const definition = join(folder, 'guest.cfg')
    writeFileSync(
      definition,
      'type = "pvh"\nname = "guest"\nkernel = "/boot/vmlinuz"\nmemory = 512\n# ip address of the bridge\nvif = [ "bridge=xenbr0" ]\n',
    )
    expect((await run('--json', definition)).exit).toBe(0)
    expect(await run('--json', '--redact', definition)).toMatchObject({ exit: 2 })
  })
})

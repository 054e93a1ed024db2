import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { main } from '../src/cli/main.ts'
import { fakeIo } from '../src/cli/testing.ts'
import type { Io } from '../src/io.ts'
import { RULES } from '../src/lint/rules/index.ts'
import { made } from '../src/measure/testing/made.ts'
import {
  CHECKS,
  commanding,
  csv,
  folderOf,
  HOSTILE,
  hidden,
  json,
  jsonLines,
  machineOf,
  markdown,
  nameOf,
  plain,
  tabbed,
} from './printers.ts'

/** Without VIRTCOLOR_HOSTILE each string is in one format of three, and in one value of seven. */
const [FORMATS, STEP] = process.env['VIRTCOLOR_HOSTILE'] ? [1, 1] : [3, 7]

type Check = (text: string) => string | undefined

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'virtcolor-printers-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Run {
  readonly args: readonly string[]
  /** Of standard output; default: plain text. */
  readonly check?: Check
  /** Suffixes with which the command is run again with -o. */
  readonly files?: readonly string[]
}

/** What is wrong with what a command prints and writes, as lines. */
async function wrong({ args, check = plain, files = [] }: Run, cwd: string, input = ''): Promise<string[]> {
  const found: string[] = []
  const look = (what: string, fault: string | undefined): void => {
    if (fault !== undefined) found.push(`${args.map((arg) => JSON.stringify(arg).slice(0, 30)).join(' ')}: ${what}: ${fault}`)
  }
  const run = async (words: readonly string[]): Promise<void> => {
    const { io, out, err } = fakeIo({ GITHUB_ACTIONS: 'true' }, input)
    const exit = await main(words, { ...io, cwd } satisfies Io)
    if (exit === 70) found.push(`${words.slice(0, 3).join(' ').slice(0, 80)}: ${err().slice(0, 200)}`)
    // Where nothing could be read, nothing is printed.
    if (out() !== '' || exit < 2) look('stdout', check(out()))
    look('stderr', plain(err()))
  }
  await run(args)
  for (const suffix of files) {
    const file = join(cwd, `out.${suffix}`)
    rmSync(file, { force: true })
    await run([...args, '-o', file])
    try {
      look(suffix, CHECKS[suffix]!(readFileSync(file, 'utf8')))
    } catch (error) {
      // A source that cannot be read leaves no file; standard error has the reason.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return found
}

async function allWrong(runs: readonly Run[], cwd: string): Promise<string[]> {
  const found: string[] = []
  for (const run of runs) found.push(...(await wrong(run, cwd)))
  return found
}

/** Annotations are written as bytes, which the streams of tests show one by one. */
const github: Check = (bytes) => {
  const text = Buffer.from(bytes, 'latin1').toString()
  return (
    hidden(text) ??
    text
      .split('\n')
      .filter(Boolean)
      .find(
        (line) => !/^::(?:notice|warning|error) file=[^:,]*,line=\d+,col=\d+,endColumn=\d+,title=VC\d+ [a-z0-9-]+::/.test(line),
      )
  )
}

/** What every source is shown in. */
const showing = (source: string): Run[] => [
  { args: [source], files: ['txt', 'md', 'svg', 'html', 'jsonl'] },
  { args: ['--json', source], check: json },
  { args: ['why', 'network', source] },
  { args: ['advise', source] },
]

/** What reads a machine or a definition, and prints it. */
const reading = (source: string): Run[] => [
  ...showing(source),
  { args: ['--brief', source] },
  { args: ['--full', source, source] },
  { args: [source, source] },
  { args: ['--jsonl', source, `${source}-none`], check: jsonLines },
  { args: ['--only', 'cpu,board,interrupts,disk,network', source, source], check: tabbed },
  { args: ['-q', '--require', 'network=VH,hypervisor=xen', source] },
  { args: ['--redact', source] },
  ...['cpu', 'board', 'interrupts', 'disk', 'network', 'hypervisor', 'mode', 'role', 'platform', 'container'].map((what) => ({
    args: ['why', what, source],
  })),
  { args: ['why', 'disk', source, '--json'], check: json },
  { args: ['advise', source, '--json'], check: json },
  { args: ['spectrum', source, source], files: ['svg'] },
  { args: ['spectrum', '--layout', '2017', '--all', source] },
  { args: ['ways', 'all', source], files: ['svg', 'html', 'md', 'txt'] },
  { args: ['ways', 'disk-read', source] },
  { args: ['choose', '--no-input', '--from', source], files: ['svg', 'html', 'md', 'json', 'txt'] },
  { args: ['choose', '--no-input', '--from', source, '--json'], check: json },
]

const linting = (source: string): Run[] => [
  { args: ['lint', source] },
  { args: ['lint', source, source] },
  { args: ['lint', '--format', 'json', source], check: json },
  { args: ['lint', '--format', 'sarif', source], check: json },
  { args: ['lint', '--format', 'github', source], check: github },
  { args: ['lint', '--format', 'md', source], check: markdown },
]

/** Definitions whose names, keys and values are hostile, as each grammar writes them. */
function definitionsOf(h: string): Readonly<Record<string, string>> {
  const xml = h
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/g, '')
    .replace(/[&<>"'\n]/g, (c) => `&#${c.charCodeAt(0)};`)
  const string = JSON.stringify(h)
  const bare = h.replace(/[\n"']/g, ' ')
  return {
    'a.xml': `<domain type='kvm'><name>${xml}</name><os><type arch='x86_64' machine='${xml}'>hvm</type></os><cpu mode='${xml}'/><devices><emulator>${xml}</emulator><disk type='file' device='disk'><driver name='${xml}'/><source file='${xml}'/><target dev='${xml}' bus='ide'/></disk><disk type='file'><target dev='sda' bus='${xml}'/></disk><interface type='bridge'><mac address='${xml}'/><model type='${xml}'/></interface><interface type='bridge'><model type='e1000'/></interface></devices></domain>`,
    'b.cfg': `name = "${bare}"\ntype = "hvm"\n${/^\w+$/.test(h) ? h : 'evilkey'} = "${bare}"\nvif = ["model=${bare},mac=${bare}", "model=e1000"]\ndisk = ["phy:/dev/${bare},${bare},w", "phy:/dev/x,hda,w"]\nkernel = "${bare}"\ndevice_model_version = "${bare}"\n`,
    'c.vmx': `config.version = "8"\ndisplayName = "${bare}"\nguestOS = "${bare}"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "${bare}"\nscsi0.present = "TRUE"\nscsi0.virtualDev = "${bare}"\nethernet1.present = "TRUE"\nethernet1.virtualDev = "e1000"\n`,
    'd.conf': `name: ${bare}\nmemory: 512\nostype: ${bare}\nscsihw: ${bare}\nide0: local:${bare},size=1G\nnet0: ${bare}=00:16:3E:00:00:01,bridge=${bare}\nnet1: e1000=00:16:3E:00:00:02,bridge=vmbr0\nargs: ${bare}\n`,
    'e.sh': `qemu-system-x86_64 -accel kvm -name '${bare}' -device '${bare},id=x' -drive 'file=${bare},if=ide' -M '${bare}' -cpu '${bare}' -nic 'user,model=${bare}' -device e1000\n`,
    'f.json': `{"disk_format":"raw","name":${string},"hw_disk_bus":${string},"hw_vif_model":"e1000","hw_machine_type":${string},${string}:${string}}`,
    'g.yaml': `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: ${string}}\nspec:\n  template:\n    spec:\n      domain:\n        machine: {type: ${string}}\n        devices:\n          disks: [{name: ${string}, disk: {bus: ${string}}}, {name: x, disk: {bus: sata}}]\n          interfaces: [{name: ${string}, model: ${string}}, {name: y, model: e1000}]\n`,
    'h.ovf': `<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData" xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData"><VirtualSystem><Name>${xml}</Name><VirtualHardwareSection><System><vssd:VirtualSystemType>vmx-10${xml}</vssd:VirtualSystemType></System><Item><rasd:ElementName>${xml}</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>10</rasd:ResourceType><rasd:ResourceSubType>${xml}</rasd:ResourceSubType></Item><Item><rasd:ElementName>x</rasd:ElementName><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>10</rasd:ResourceType><rasd:ResourceSubType>E1000</rasd:ResourceSubType></Item></VirtualHardwareSection></VirtualSystem></Envelope>`,
    Vagrantfile: `Vagrant.configure("2") do |config|\n  config.vm.box = "${bare.replaceAll('#', '')}"\n  config.vm.provider :libvirt do |v|\n    v.nic_model_type = "e1000"\n    v.disk_bus = "${bare.replaceAll('#', '')}"\n  end\nend\n`,
  }
}

/** Every string of a saved result, one after the other. */
function* leaves(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value === 'string') yield path
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key])
}
const alike = (path: readonly string[]): string => path.map((part) => (/^\d+$/.test(part) ? '*' : part)).join('.')
function replaced(value: unknown, path: readonly string[], text: string): unknown {
  const copy = structuredClone(value)
  let at = copy as Record<string, unknown>
  for (const part of path.slice(0, -1)) at = at[part] as Record<string, unknown>
  at[path.at(-1)!] = text
  return copy
}
/** One place of each kind: the first of a list stands for all. */
const places = (value: unknown): (readonly string[])[] => [
  ...new Map([...leaves(value)].reverse().map((path) => [alike(path), path] as const)).values(),
]

const RACE: unknown = JSON.parse(readFileSync(new URL('../docs/race/report.json', import.meta.url), 'utf8'))
const INSTANCES = {
  Reservations: [
    {
      Instances: ['m1.large', 'm5.large', 'c3.large'].map((InstanceType, n) => ({
        InstanceId: `i-${n}`,
        InstanceType,
        VirtualizationType: 'hvm',
        Architecture: 'x86_64',
        PlatformDetails: 'Linux/UNIX',
        ImageId: 'ami-1',
        State: { Name: 'running' },
        Tags: [{ Key: 'Name', Value: 'x' }],
      })),
    },
  ],
}
const TYPES = {
  InstanceTypes: [
    {
      InstanceType: 'm5.large',
      Hypervisor: 'nitro',
      SupportedVirtualizationTypes: ['hvm'],
      SupportedBootModes: ['uefi'],
      NitroTpmSupport: 'supported',
      ProcessorInfo: { SupportedArchitectures: ['x86_64'], Manufacturer: 'Intel' },
      NetworkInfo: { EnaSupport: 'required', NetworkPerformance: 'x' },
    },
    { InstanceType: 'zz9.large', Hypervisor: 'nitro', ProcessorInfo: { SupportedArchitectures: ['x86_64'] } },
  ],
}

describe.each(Object.entries(HOSTILE))('%s', (kind, h) => {
  let cwd: string
  beforeAll(() => {
    cwd = join(root, kind.replaceAll(' ', '-'))
    mkdirSync(cwd)
  })
  const put = (name: string, text: string): string => {
    writeFileSync(join(cwd, name), text)
    return name
  }

  test('in a machine, and in the name of its folder', async () => {
    const folder = nameOf(h)
    folderOf(join(cwd, folder), machineOf(h))
    const source = join(cwd, folder)
    const capture = { args: ['capture', '--dry-run', source] }
    const more = [capture, { args: ['capture', '--dry-run', '--redact', source] }, { args: ['capture', source, '-o', source] }]
    expect(await allWrong([...reading(source), ...more], cwd)).toEqual([])
  })

  test('in definitions, and in their names', async () => {
    const found: string[] = []
    const which = Object.keys(HOSTILE).indexOf(kind)
    for (const [i, [name, text]] of Object.entries(definitionsOf(h)).entries()) {
      if ((i + which) % FORMATS !== 0) continue
      const source = join(cwd, put(`${nameOf(h)}${name}`, text))
      found.push(...(await allWrong([...linting(source), ...showing(source), { args: ['drift', source, cwd] }], cwd)))
      found.push(...(await wrong({ args: ['lint', '--fix', '--unsafe-fixes', source] }, cwd)))
    }
    expect(found).toEqual([])
  })

  test('in saved results and in lists of instances', async () => {
    const found: string[] = []
    const measured = made({ syscall: 100, 'disk-read': 5000 }, { absent: [{ probe: 'x', reason: 'y' }] as never })
    const a = join(cwd, 'a.json')
    const b = join(cwd, 'b.json')
    put('a.json', JSON.stringify(measured))
    for (const path of places(measured)) {
      put('b.json', JSON.stringify(replaced(measured, path, h)))
      found.push(...(await wrong({ args: ['compare', a, b], files: ['svg', 'html', 'md', 'json'] }, cwd)))
    }
    found.push(...(await wrong({ args: ['compare', a, b, '--json'], check: json }, cwd)))
    // One report with the string in all places that the door lets it into; words of ours it refuses.
    let race = RACE
    for (const path of places(RACE)) {
      const one = replaced(race, path, h)
      put('race.json', JSON.stringify(one))
      const { io } = fakeIo()
      if ((await main(['race', '--from', join(cwd, 'race.json'), '--json'], io)) === 0) race = one
      else found.push(...(await wrong({ args: ['race', '--from', join(cwd, 'race.json')] }, cwd)))
    }
    put('race.json', JSON.stringify(race))
    found.push(
      ...(await wrong({ args: ['race', '--from', join(cwd, 'race.json')], files: ['svg', 'html', 'md', 'json', 'txt'] }, cwd)),
    )
    for (const path of places(INSTANCES)) {
      put('fleet.json', JSON.stringify(replaced(INSTANCES, path, h)))
      for (const [format, check] of Object.entries({ table: plain, csv, md: markdown, json }))
        found.push(...(await wrong({ args: ['catalog', 'fleet', join(cwd, 'fleet.json'), '--format', format], check }, cwd)))
      found.push(...(await wrong({ args: ['choose', '--fleet', join(cwd, 'fleet.json')] }, cwd)))
    }
    for (const path of places(TYPES)) {
      put('types.json', JSON.stringify(replaced(TYPES, path, h)))
      for (const [format, check] of Object.entries({ table: plain, json }))
        found.push(...(await wrong({ args: ['catalog', 'refresh', join(cwd, 'types.json'), '--format', format], check }, cwd)))
    }
    expect(found).toEqual([])
  })

  test('in the words of the command line', async () => {
    const runs: Run[] = [
      { args: [h] },
      { args: ['help', h] },
      { args: ['--brief', h, h] },
      { args: ['--jsonl', h, h], check: jsonLines },
      { args: [`--${h}`] },
      ...['--only', '--require', '--guest', '--color', '-o', '--redact-map', '--redact-salt-file'].map((option) => ({
        args: [option, h, 'a.json'],
      })),
      { args: ['why', h, '.'] },
      { args: ['explain', h] },
      { args: ['ways', h, '--modes', h] },
      { args: ['ways', '--modes', h] },
      { args: ['spectrum', '--layout', h] },
      { args: ['lint', h, h] },
      { args: ['lint', '--format', h, 'a.xml'] },
      { args: ['lint', `--fix=${h}`, 'a.xml'] },
      { args: ['lint', '--ignore', `${h}=x`, 'a.xml'] },
      { args: ['lint', '--guest', h, 'a.xml'] },
      { args: ['drift', h, h] },
      { args: ['choose', '--no-input', '--set', h] },
      { args: ['choose', '--no-input', '--set', `xen=${h}`] },
      { args: ['choose', '--no-input', '--answer', `${h}=${h}`] },
      { args: ['choose', '--no-input', '--on', 'xl', '--xen', h] },
      { args: ['choose', '--no-input', '--on', h] },
      { args: ['choose', '--no-input', '--ec2', h] },
      { args: ['choose', '--no-input', '--on', 'ec2', '--ec2', h] },
      { args: ['choose', '--tree', h] },
      { args: ['choose', '--fleet', h] },
      { args: ['catalog', h] },
      { args: ['catalog', `type=${h}`] },
      { args: ['catalog', `${h}=x`] },
      { args: ['catalog', 'm5', '--sort', h] },
      { args: ['catalog', 'm5', '--columns', h] },
      { args: ['catalog', 'm5', '--limit', h] },
      { args: ['catalog', 'refresh', h] },
      { args: ['catalog', 'fleet', h] },
      { args: ['compare', h, h] },
      { args: ['race', '--from', h] },
      { args: ['race', '--modes', h] },
      { args: ['race', '--on', h] },
      { args: ['race', '--on', `ssh://${h}`] },
      { args: ['race', '--rounds', h] },
      { args: ['measure', '--rounds', h] },
      { args: ['measure', '--nice', h] },
      { args: ['serve', '--port', h] },
      { args: ['serve', `${h}-none`] },
      { args: ['completion', h] },
      { args: ['capture', h] },
      { args: ['capture', '.', '-o', `${h}/x/y`] },
    ]
    expect(await allWrong(runs, cwd)).toEqual([])
  })
})

test('in each value of the examples of every lint rule, in every format', async () => {
  const all = Object.entries(HOSTILE)
  const found: string[] = []
  let n = 0
  for (const example of RULES.flatMap((rule) => rule.examples.map(({ bad }) => bad)))
    for (const { index, 0: word } of example.matchAll(/(?<=["'=: ])[\w.-]+(?=["',;\s<])/g)) {
      if (n++ % STEP !== 0) continue
      const [, h] = all[n % all.length]!
      const text = `${example.slice(0, index)}${word}${h}${example.slice(index + word.length)}`
      for (const [format, check] of Object.entries({ text: plain, github, md: markdown, sarif: json })) {
        const { io, out, err } = fakeIo({ GITHUB_ACTIONS: 'true' }, text)
        const exit = await main(['lint', '--format', format, '-'], io)
        if (exit === 70) found.push(err())
        for (const fault of [out() === '' ? undefined : check(out()), plain(err())])
          if (fault !== undefined) found.push(`${format}: ${fault}`)
      }
    }
  expect(n).toBeGreaterThan(200)
  expect([...new Set(found)]).toEqual([])
})

test('the checks find what they are there for', () => {
  expect(Object.values(HOSTILE).filter((h) => plain(h) ?? markdown(h) ?? csv(`a,${h}\r\n`)).length).toBeGreaterThan(12)
  expect(commanding('  ::error::x')).toBeDefined()
  for (const text of ['a@b.c', 'a\\@b.c', '\\@evil', 'https\\://evil.example', 'www\\.evil.example', '<b>', '[a](x)', '\\#1'])
    expect([text, markdown(text)]).not.toEqual([text, undefined])
  for (const text of ['`a@b.c`', '`` ` <b> ``', '\\<b\\>', 'a \\[b\\](c)', '[VC1](https://virtcolor.example/x)'])
    expect([text, markdown(text)]).toEqual([text, undefined])
})

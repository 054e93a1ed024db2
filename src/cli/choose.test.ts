import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { main } from './main.ts'
import { fakeIo } from './testing.ts'

const fixture = (name: string): string => new URL(`../../fixtures/${name}`, import.meta.url).pathname

const dir = mkdtempSync(join(tmpdir(), 'virtcolor-choose-'))
// A directory that says a kernel's version and nothing of a hypervisor.
mkdirSync(join(dir, 'metal/proc/sys/kernel'), { recursive: true })
writeFileSync(join(dir, 'metal/proc/sys/kernel/osrelease'), '6.1.0\n')
afterAll(() => rmSync(dir, { recursive: true }))

async function run(...argv: string[]): Promise<{ exit: number; out: string; err: string }> {
  const { io, out, err } = fakeIo()
  const exit = await main(argv, io)
  return { exit, out: out(), err: err() }
}

describe('virtcolor choose', () => {
  test('answers as the article does', async () => {
    const { exit, out } = await run('choose', '--year', '2014', '--ec2', 'c3.large', '--os', 'linux', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      tree: { id: 'gregg-2014', asOf: '2014-05-07' },
      settled: true,
      best: { id: 'pvhvm-sriov', mode: 'pvhvm', row: { id: 'pvhvm-sriov' } },
      type: { type: 'c3.large' },
    })
  })
  test('an EC2 type with an image: what it gives, and where to move', async () => {
    const { exit, out } = await run('choose', '--ec2', 'c3.large', '--ami', 'hvm')
    expect(exit).toBe(0)
    expect(out).toContain('c3.large with an HVM image runs as: PVHVM + SR-IOV')
    expect(out).toMatch(/Move to: c\d+i\.large/)
    // Each row stands below its own type.
    const row = '(?: \\S+ +\\w+ *){5}\\n'
    expect(out).toMatch(
      /c3\.large with an HVM image runs as[\s\S]{0,200}\n VH {2}cpu {4}VS {2}board {4}P {2}interrupts {4}P {2}disk {4}VH {2}network\n/,
    )
    expect(out).toMatch(new RegExp(`Move to: [^]{0,200}It runs as: AWS\\s+Nitro\\n${row}`))
  })
  test.each([
    [
      ['--year', '2014', '--ec2', 'c3.large', '--os', 'linux', '--set', 'sriov=no'],
      /runs as: PVHVM \(/,
      /\+ SR-IOV|VH {2}network/,
    ],
    [
      ['--year', '2014', '--ec2', 'c3.large', '--os', 'windows'],
      /runs as: HVM \+ PV drivers \+ SR-IOV, with Windows/,
      /PVHVM \+|P {2}interrupts/,
    ],
    [['--ec2', 'c3.large', '--ami', 'hvm', '--set', 'ena=no', '--set', 'fixable=no'], /runs as: PVHVM/, /Move to/],
    [['--ec2', 'm5.metal'], /Bare metal/, /^ *AWS Nitro/m],
    [['--ec2', 'c5.large', '--set', 'ena=no'], /Add ena and nvme/, /^ *HVM on a Nitro/m],
    [['--on', 'kvm', '--arch', 'arm64', '--os', 'linux'], /aarch64' machine='virt'/, /q35|<apic/],
    [['--on', 'proxmox', '--arch', 'arm64', '--os', 'linux'], /--machine virt/, /q35/],
    [['--on', 'rackspace'], /an image that the provider marks as PVHVM/, /\bxe |xl create/],
    [['--on', 'rackspace', '--os', 'windows'], /HVM with PV drivers/, /\bxe |PVHVM:/],
    [['--on', 'firecracker'], /Firecracker offers virtio/, /iothread|host-passthrough|virsh/],
    [['--on', 'provider', '--os', 'linux'], /ask the provider/, /virsh|xl create/],
  ])('what is told is not contradicted: %j', async (argv, has, lacks) => {
    const { exit, out } = await run('choose', ...argv, '--no-input')
    expect(exit).toBe(0)
    const [answer = '', how = ''] = out.split('How to get there')
    const text = answer.split('\nRunner-up')[0] + how.split('How to verify')[0]!
    expect(text).toMatch(has)
    expect(text).not.toMatch(lacks)
  })
  test('an image without ena that cannot be changed is refused on Nitro', async () => {
    const { exit, err } = await run('choose', '--ec2', 'c5.large', '--set', 'ena=no', '--set', 'fixable=no')
    expect(exit).toBe(1)
    expect(err).toMatch(/does not run on c5\.large.*Possible: /)
  })
  test('the last lines repeat the answer and its row', async () => {
    const { out } = await run('choose', '--on', 'xl', '--xen', '4.17', '--linux', '6.1')
    expect(out.trimEnd().split('\n').slice(-2)).toEqual([
      'Answer: PVH: type="pvh"',
      ' VH  cpu    P  board    P  interrupts    P  disk    P  network',
    ])
  })
  test('what is not known leaves what remains, and what would settle it', async () => {
    const { out } = await run('choose', '--on', 'azure', '--json')
    const answer = JSON.parse(out)
    expect(answer.settled).toBe(false)
    expect(answer.remaining.map((r: { id: string }) => r.id)).toEqual(['azure-boost', 'azure-scsi'])
    expect(answer.open[0].say).toContain('--set nvme=yes|no')
  })
  test.each([
    [
      ['choose', '--ec2', 'm5.large', '--ami', 'pv'],
      1,
      /m5\.large, because the instance type supports HVM images only\. Possible: /,
    ],
    [['choose', '--on', 'xl', '--want', 'pvh', '--passthrough', 'yes'], 1, /PVH with PCI passthrough.*Possible: PVHVM/],
    [['choose', '--ec2', 't2.micro', '--ami-boot', 'uefi'], 1, /boots legacy-bios only\. Possible: /],
    [['choose', '--ec2', 'm5.large', '--year', '2014'], 1, /did not exist in 2014/],
    [['choose', '--ec2', 'c3.larg'], 2, /did you mean 'c3\.large'/],
    [['choose', '--ec2', 'c3.large', '--on', 'xl'], 2, /cannot be combined with/],
    [['choose'], 2, /the platform of the guest is unknown; use --on/],
    [['choose', '--on', 'xl', '--xen', 'new'], 2, /not a version/],
    [['choose', '--year', '1999'], 2, /not a year/],
    [['choose', '--on', 'xl', '--set', 'x=y'], 2, /unknown fact 'x'/],
    [['choose', '--on', 'xl', '--set', 'ena=maybe'], 2, /not one of yes, no/],
    [['choose', '--on', 'xl', '--answer', 'guest=cat'], 2, /is not an answer to guest/],
    [['choose', '--on', 'kvm', '--year', '2014'], 2, /covers only Xen/],
    [['choose', '--on', 'xl', '-o', 'flow.pdf'], 2, /unknown output format \.pdf/],
    [['choose', '--from', '/nowhere/at/all'], 3, /nowhere/],
    [['choose', '--from', join(dir, 'metal')], 4, /so no flowchart applies/],
  ])('%j', async (argv, exit, message) => {
    const result = await run(...argv)
    expect(result.exit).toBe(exit)
    expect(result.err).toMatch(message)
    expect(result.err.trimEnd()).not.toContain('\n')
    expect(result.out).toBe('')
  })
  test.each(['svg', 'html', 'md', 'json', 'txt'])('writes .%s', async (suffix) => {
    const file = join(dir, `flow.${suffix}`)
    expect(await run('choose', '--on', 'xl', '--linux', '6.1', '-o', file)).toEqual({ exit: 0, out: '', err: '' })
    expect(readFileSync(file, 'utf8')).toContain('PVH')
  })
  test.each([
    ['nested', 'm5.large', /m5\.large offers no nested virtualization; m8i\.large does/, 'm8i.large'],
    ['metal', 'm5.large', /m5\.metal does/, 'm5.metal'],
    ['pmu', 'm7i.large', /m7i\.24xlarge does/, 'm7i.24xlarge'],
  ])('a need that the type does not serve: %s', async (need, type, says, launches) => {
    const { out } = await run('choose', '--ec2', type, '--need', need)
    expect(out.replace(/\s+/g, ' ')).toMatch(says)
    expect(out).toContain(`--instance-type ${launches} `)
  })
  test('a year between the trees is told', async () => {
    expect((await run('choose', '--year', '2019', '--on', 'linode')).out).toContain('No flowchart covers 2019')
  })
  test('--answer goes before what is assumed', async () => {
    const { out } = await run('choose', '--on', 'xl', '--linux', '6.1', '--answer', 'firmware=yes', '--json')
    expect(JSON.parse(out).best.id).toBe('pvhvm')
  })
})

describe('virtcolor choose --from', () => {
  // Paths and texts as a Xen guest has them; the configuration is as long as the shortest real one has to be.
  const config = [
    'CONFIG_XEN=y',
    'CONFIG_XEN_PV=y',
    'CONFIG_XEN_PVHVM=y',
    '# CONFIG_XEN_PVH is not set',
    'CONFIG_BLK_DEV_NVME=m',
  ]
  const filler = Array.from({ length: 120 }, (_, i) => `CONFIG_FILLER_${i}=y`)
  const evidence = (lines: readonly string[]) => ({
    files: new Map([
      ['boot/config-6.1.0', [...filler, ...lines].join('\n')],
      ['proc/sys/kernel/osrelease', '6.1.0\n'],
      ['sys/hypervisor/type', 'xen\n'],
    ]),
    links: new Map<string, string>(),
    texts: [],
    missing: [],
  })
  test('reads the kernel configuration, with the line that says it', async () => {
    const [{ learn }, { inspect }, { signalsOf }] = await Promise.all([
      import('../choose/learn.ts'),
      import('../inspect.ts'),
      import('../evidence/index.ts'),
    ])
    const seen = evidence(config)
    const facts = learn(inspect({ path: 'x', kind: 'directory' }, seen), signalsOf(seen), seen)
    expect(facts.get('on')?.values).toEqual(['xl'])
    expect(facts.get('linux')?.values).toEqual(['6.1.0'])
    expect(facts.get('kernel-pvhvm')).toEqual({ values: ['yes'], from: 'boot/config-6.1.0:123 CONFIG_XEN_PVHVM=y' })
    expect(facts.get('kernel-pvh')?.values).toEqual(['no'])
    expect(facts.get('nvme')?.values).toEqual(['yes'])
    expect(facts.has('ena')).toBe(false)
  })
  test('a kernel without Xen says no to all three; a stump of a file says nothing', async () => {
    const [{ learn }, { inspect }, { signalsOf }] = await Promise.all([
      import('../choose/learn.ts'),
      import('../inspect.ts'),
      import('../evidence/index.ts'),
    ])
    const off = evidence(['# CONFIG_XEN is not set'])
    expect(learn(inspect({ path: 'x', kind: 'directory' }, off), signalsOf(off), off).get('kernel-pvh')?.values).toEqual(['no'])
    const stump = { ...off, files: new Map([...off.files, ['boot/config-6.1.0', '# CONFIG_XEN is not set\n']]) }
    expect(learn(inspect({ path: 'x', kind: 'directory' }, stump), signalsOf(stump), stump).has('kernel-pvh')).toBe(false)
  })
})

describe('virtcolor catalog', () => {
  test('lists, as CSV and as JSON too', async () => {
    const { exit, out } = await run('catalog', 'hypervisor=xen', 'family=c3', 'network=VH', '--format', 'csv')
    expect(exit).toBe(0)
    expect(out.split('\r\n')).toHaveLength(7)
    const json = JSON.parse((await run('catalog', 'c3.large', '--json')).out)
    expect(json).toMatchObject({
      asOf: '2026-08-02',
      types: [{ type: 'c3.large', prediction: { mode: 'pvhvm', row: { id: 'pvhvm-sriov' } } }],
    })
    expect(json.sources.length).toBe(5)
  })
  test('a table stays under 80 columns for all but the longest names', async () => {
    const { out } = await run('catalog', 'status=listed')
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThan(80)
  })
  test.each([
    [['catalog', 'm5.lage'], 1, /did you mean 'm5\.large'/],
    [['catalog', 'colour=red'], 2, /unknown field/],
    [['catalog', '--sort', 'x'], 2, /unknown field/],
    [['catalog', '--limit', 'x'], 2, /not a number/],
    [['catalog', 'refresh'], 2, /give a file with the output/],
    [['catalog', 'fleet'], 2, /give a file with the output/],
    [['catalog', '--run', 'cli'], 2, /refresh/],
  ])('%j', async (argv, exit, message) => {
    const result = await run(...argv)
    expect(result.exit).toBe(exit)
    expect(result.err).toMatch(message)
  })
  test('hostile files: one line, exit 3, at once', async () => {
    const big = join(dir, 'big.json')
    writeFileSync(big, '{')
    truncateSync(big, 1024 ** 3)
    const bad = join(dir, 'bad.json')
    writeFileSync(bad, '[{"InstanceType": "\\u001b[2J"}]')
    for (const argv of [
      ['catalog', 'refresh', big],
      ['catalog', 'fleet', big],
      ['catalog', 'refresh', bad],
      ['catalog', 'fleet', bad],
      ['choose', '--fleet', bad],
      ['catalog', 'refresh', dir],
    ]) {
      const { exit, err } = await run(...argv)
      expect(exit, argv.join(' ')).toBe(3)
      expect(err).toMatch(/^virtcolor: \S+\.?(json)?.*\n$/)
      expect(err).not.toContain('\u001b')
    }
  })
})

test('what a capture proves is not assumed: an HVM guest of Xen is x86 and its host has VT-x or AMD-V', async () => {
  const { io, out } = fakeIo()
  expect(await main(['choose', '--from', fixture('xen-hvm'), '--json'], io)).toBe(0)
  const path = JSON.parse(out()).path as readonly { readonly question: string; readonly how: string }[]
  for (const question of ['arm', 'hvm-hardware']) expect(path.find((step) => step.question === question)?.how).toBe('fact')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from '../fault.ts'
import { csv, markdownTable, table } from '../render/catalog.ts'
import { ec2Catalogue, findType } from './ec2.ts'
import { cellsOf, fleetOf } from './fleet.ts'
import { pack, unpack } from './pack.ts'
import { jsonOf, readInstances, readTypes } from './read.ts'
import { compareTypes } from './refresh.ts'
import { refreshText } from './refresh-text.ts'
import { successorOf } from './successor.ts'

const { types } = ec2Catalogue()

/** DescribeInstanceTypes as the API writes it, cut down. */
const M9 = {
  InstanceType: 'm9i.large',
  CurrentGeneration: true,
  BareMetal: false,
  Hypervisor: 'nitro',
  SupportedVirtualizationTypes: ['hvm'],
  ProcessorInfo: { SupportedArchitectures: ['x86_64'], SustainedClockSpeedInGhz: 3.9, Manufacturer: 'Intel' },
  VCpuInfo: { DefaultVCpus: 2, DefaultCores: 1 },
  MemoryInfo: { SizeInMiB: 8192 },
  EbsInfo: { NvmeSupport: 'required', EbsOptimizedSupport: 'default' },
  NetworkInfo: { EnaSupport: 'required', EfaSupported: false, NetworkPerformance: 'Up to 15 Gigabit' },
  SupportedBootModes: ['legacy-bios', 'uefi'],
}

describe('describe-instance-types', () => {
  test('says what is new and what changed', () => {
    const t2 = { ...M9, InstanceType: 't2.micro', Hypervisor: 'nitro', SupportedBootModes: ['legacy-bios', 'uefi'] }
    const read = readTypes('types.json', { InstanceTypes: [M9, t2] })
    const d = compareTypes(read, types)
    expect(d.asked).toBe(2)
    expect(d.added.map((t) => t.type)).toEqual(['m9i.large'])
    expect(d.recoloured).toEqual([{ type: 't2.micro', was: 'pvhvm', is: 'nitro' }])
    expect(d.changed).toContainEqual({ type: 't2.micro', field: 'hypervisor', was: 'xen', is: 'nitro' })
    expect(d.absent).toHaveLength(1372)
    expect(refreshText(d, '2026-08-02')).toContain('t2.micro: pvhvm -> nitro')
  })
  test('the catalogue itself changes nothing', () => {
    const d = compareTypes(
      types.filter((t) => t.status === 'listed'),
      types,
    )
    expect([d.added, d.changed, d.recoloured, d.absent]).toEqual([[], [], [], []])
  })
  test('takes pages and bare lists', () => {
    expect(readTypes('p', [{ InstanceTypes: [M9] }, { InstanceTypes: [] }])).toHaveLength(1)
    expect(readTypes('p', [M9])).toHaveLength(1)
  })
  test('bare metal has no Hypervisor in the API', () => {
    const { Hypervisor: _, ...metal } = { ...M9, BareMetal: true, InstanceType: 'm9i.metal-24xl' }
    expect(readTypes('p', { InstanceTypes: [metal] })[0]).toMatchObject({ hypervisor: 'none', metal: true })
  })
})

const instance = (id: string, type: string, more: object = {}): object => ({
  InstanceId: `i-${id}`,
  InstanceType: type,
  VirtualizationType: 'hvm',
  Hypervisor: 'xen',
  EnaSupport: true,
  Architecture: 'x86_64',
  ...more,
})

describe('describe-instances', () => {
  const fleet = fleetOf(
    readInstances('fleet.json', {
      Reservations: [
        { Instances: [instance('1', 'm5.large'), instance('2', 'c3.large', { EnaSupport: false, SriovNetSupport: 'simple' })] },
        {
          Instances: [
            instance('3', 'c3.large', { EnaSupport: undefined }),
            instance('4', 'm1.small', { VirtualizationType: 'paravirtual', EnaSupport: undefined }),
          ],
        },
        { Instances: [instance('5', 'm5.metal'), instance('6', 'x99.large'), instance('7', 'r4.large')] },
      ],
    }),
    types,
  )
  const cells = fleet.map((row) => Object.values(cellsOf(row)).join(' '))
  test('the type tells the hypervisor: the API says xen for Nitro too', () => {
    expect(fleet.map((r) => r.hypervisor)).toEqual(['nitro', 'xen', 'xen', 'xen', 'none', '?', 'xen'])
  })
  test('colours as far as the API tells', () => {
    expect(cells).toEqual([
      'VH VS VH VH VH',
      'VH VS P P VH',
      'VH VS P P P',
      'P P P P P',
      'H H H H H',
      '? ? ? ? ?',
      'VH VS P P VH',
    ])
  })
  test('where to move, and why', () => {
    expect(fleet[0]).not.toHaveProperty('moveTo')
    expect(fleet[1]!.moveTo).toMatch(/^c\d+i\.large$/)
    expect(fleet[2]!.why).toContain('SriovNetSupport=simple')
    expect(fleet[3]!.first[0]).toContain('build a new image as HVM')
    expect(fleet[5]!.why).toContain('is not in the catalogue')
  })
})

test('every listed Xen type has a successor that holds it, on Nitro', () => {
  const without: string[] = []
  for (const type of types.filter((t) => t.hypervisor === 'xen' && t.status === 'listed')) {
    const next = successorOf(type, types)
    if (next === undefined) without.push(type.type)
    else {
      expect(next.type.hypervisor).toBe('nitro')
      expect(next.type.vcpus!).toBeGreaterThanOrEqual(type.vcpus! * 0.88)
      expect(next.type.boot).toContain('legacy-bios')
    }
  }
  expect(without).toEqual([])
})

describe('hostile input is one line and exit 3', () => {
  const refuse = (run: () => unknown): void => {
    try {
      run()
    } catch (error) {
      expect(error).toBeInstanceOf(Fault)
      expect((error as Fault).exit).toBe(3)
      expect((error as Fault).message).toMatch(/^f\.json/)
      expect((error as Fault).message).not.toContain('\n')
      expect((error as Fault).message.length).toBeLessThan(400)
      return
    }
    throw new Error('was accepted')
  }
  test.each([
    ['', 'empty'],
    ['{', 'cut'],
    ['{"InstanceTypes": [\n\n}', 'broken'],
    ['null', 'null'],
    ['[]x', 'trailing'],
  ])('%j', (text) => refuse(() => readTypes('f.json', jsonOf('f.json', text))))
  test.each([
    [{}],
    [{ InstanceTypes: 1 }],
    [{ InstanceTypes: [1] }],
    [{ InstanceTypes: [{ InstanceType: '../etc' }] }],
    [{ InstanceTypes: [{ ...M9, VCpuInfo: { DefaultVCpus: -1 } }] }],
    [{ InstanceTypes: [{ ...M9, Hypervisor: 'x'.repeat(10_000) }] }],
    [{ InstanceTypes: [{ ...M9, Hypervisor: '\u001b[2J' }] }],
    ['x'],
    [{ InstanceTypes: Array.from({ length: 20_001 }, () => M9) }],
  ])('types %#', (value) => refuse(() => readTypes('f.json', value)))
  test.each([
    [{}],
    [{ Reservations: [{}] }],
    [{ Reservations: [{ Instances: [{ InstanceId: 'x', InstanceType: 'm5.large' }] }] }],
    [{ InstanceTypes: [] }],
    [7],
  ])('instances %#', (value) => refuse(() => readInstances('f.json', value)))
  test('names the line of broken JSON where the engine tells', () => {
    expect(() => jsonOf('f.json', '{\n"a": 1,\n"b": "')).toThrow(/^f\.json(:3)?: not JSON/)
  })
  test('any JSON is read or refused', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const read of [readTypes, readInstances]) {
          try {
            read('f.json', value)
          } catch (error) {
            expect(error).toBeInstanceOf(Fault)
          }
        }
      }),
    )
  })
})

test('packing loses nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', '', 'b c', '|'), fc.string()), { maxLength: 60 }), (rows) => {
      const columns = unpack(JSON.parse(JSON.stringify(pack(['x', 'y'], rows))))
      expect(rows.map((_, i) => [columns.get('x')![i], columns.get('y')![i]])).toEqual(rows)
    }),
  )
  expect(() => unpack({ rows: 2, columns: [{ name: 'x', values: ['a'], runs: '0*3' }] })).toThrow('damaged')
})

describe('writers', () => {
  const columns = [{ title: 'a', of: (s: string) => s }]
  test('a cell is text, never markup, formula or escape', () => {
    expect(csv(['=1+1', 'a,"b"'], columns)).toBe('a\r\n\'=1+1\r\n"a,""b"""\r\n')
    expect(markdownTable(['<b>|*x*'], columns)).toContain('&lt;b&gt;\\|\\*x\\*')
    expect(table(['\u001b[31mred'], columns)).not.toContain('\u001b')
  })
})

test('a type of the reference', () => {
  expect(findType('t2.micro')?.xenOnNitro).toBe('observed')
})

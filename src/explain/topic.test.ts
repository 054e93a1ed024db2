import { describe, expect, it } from 'vitest'
import { allRows } from '../chart/rows.ts'
import { main } from '../cli/main.ts'
import { fakeIo } from '../cli/testing.ts'
import { COMPONENTS, MODES } from '../model.ts'
import { PLAIN } from '../render/paint.ts'
import { topicList, topicText } from '../render/topic.ts'
import { columns } from '../text.ts'
import { ENTRIES, entryOf } from './entries.ts'
import { explainTopic, TOPIC_WORDS, topicOf } from './topic.ts'
import { TOPICS } from './topics.ts'

async function run(...words: string[]): Promise<{ exit: number; out: string }> {
  const { io, out } = fakeIo()
  return { exit: await main(['explain', ...words], io), out: out() }
}

describe('topics', () => {
  it.each([
    ['PV', 'pv'],
    ['pvhvm', 'pvhvm'],
    ['PV-on-HVM', 'pv-on-hvm'],
    ['pv on hvm', 'pv-on-hvm'],
    ['HVM with PV drivers', 'hvm-pv-drivers'],
    ['HVM + PV drivers', 'hvm-pv-drivers'],
    ['VS', 'vs'],
    ['P', 'p'],
    ['VH', 'vh'],
    ['H', 'h'],
    ['?', 'unknown'],
    ['SR-IOV', 'sr-iov'],
    ['sriov', 'sr-iov'],
    ['event channels', 'event-channel'],
    ['Grant Table', 'grant-table'],
    ['EPT', 'hap'],
    ['nitro', 'nitro'],
    ['docker', 'containers'],
    ['Domain 0', 'dom0'],
    ['QEMU', 'device-model'],
    ['VMEXIT', 'vm-exit'],
    ['page tables', 'cpu'],
    ['pole', 'poles'],
    ['hybrid', 'hybrid'],
    ['AMI', 'ami'],
    ['CONFIG_XEN_PVHVM', 'config-xen'],
    ['VT-x', 'vt-x'],
    ['shadow page tables', 'shadow-page-tables'],
    ['netback', 'split-driver'],
    ['XenStore', 'xenstore'],
    ['xl', 'toolstack'],
    ['XPTI', 'meltdown'],
    ['kvm-clock', 'clocksource'],
    ['type 1', 'hypervisor'],
  ])('%s is %s', (word, id) => {
    expect(topicOf(word)?.id).toBe(id)
  })

  it('every mode, letter and component is one', () => {
    for (const id of [...MODES, ...COMPONENTS, 'vs', 'p', 'vh', 'h']) expect(topicOf(id)?.id, id).toBe(id)
  })

  it('no word means two things, and none hides the id of a rule', () => {
    const owners = new Map<string, string>()
    for (const topic of TOPICS)
      for (const word of [topic.id, topic.title, ...(topic.also ?? [])]) {
        expect(topicOf(word)?.id, word).toBe(topic.id)
        owners.set(word, topic.id)
        expect(entryOf(word), word).toBeUndefined()
      }
    expect(owners.size).toBeGreaterThan(100)
  })

  it.each(TOPICS.map((topic) => [topic.id, topic] as const))(
    '%s is two sentences with a source and topics beside it',
    (id, topic) => {
      // A sentence ends with a stop before a capital, a small letter of a name such as e1000 or xen-blkfront, or the end.
      expect(topic.text.match(/[.](?= [A-Za-z?]|$)/g)?.length, topic.text).toBe(2)
      if (id !== 'unknown') expect(topic.see.length).toBeGreaterThan(0)
      for (const other of topic.related) expect(TOPICS.map((one) => one.id)).toContain(other)
      expect(topic.related).not.toContain(id)
      for (const row of topic.rows ?? []) expect(allRows().map((one) => one.id)).toContain(row)
    },
  )

  it('a mode has its row of cells and the path of a disk read', async () => {
    const { exit, out } = await run('pvhvm')
    expect(exit).toBe(0)
    expect(out).toMatch(
      /In the chart: PVHVM .*\n {4}VH +green +CPU & page tables\n {4}VS +yellow +Motherboard & boot\n {4}P +green/,
    )
    expect(out).toMatch(/Path of a disk read \(PVHVM\): 2 exits.*\n {3}1 +Program/)
    expect(out).toContain('EVTCHNOP_send')
    expect(out).toContain('source     https://www.brendangregg.com/')
  })

  it('PV-on-HVM shows both modes that the name is used for', async () => {
    const { out } = await run('pv', 'on', 'hvm')
    expect(out).toContain('This name is used for two modes.')
    expect(out).toContain('In the chart: HVM + PV drivers')
    expect(out).toContain('In the chart: PVHVM')
  })

  it('a letter has its colour in each component, a component that of each letter', async () => {
    expect((await run('VS')).out).toMatch(/VS +red +CPU & page tables\n {4}VS +yellow +Motherboard/)
    expect((await run('cpu')).out).toMatch(/VS +red .*\n {4}P +yellow .*\n {4}VH +green/)
  })

  it('fits a terminal; addresses stay whole', () => {
    for (const topic of TOPICS)
      for (const width of [40, 80, 120]) {
        const text = topicText(explainTopic(topic), { width, paint: PLAIN })
        for (const line of text.split('\n'))
          if (!line.includes('https://')) expect(columns(line), line).toBeLessThanOrEqual(width)
        for (const see of topic.see) expect(text).toContain(see)
      }
    expect(topicList({ width: 80, paint: PLAIN })).toContain('pv-on-hvm')
  })

  it('as JSON has what the text has', async () => {
    const made = JSON.parse((await run('--json', 'hvm')).out)
    expect(made).toMatchObject({ version: 1, id: 'hvm', kind: 'topic', rows: [{ id: 'hvm' }] })
    expect(made.rows[0].cells).toHaveLength(5)
    expect(made.path.steps.length).toBeGreaterThan(3)
  })

  it('words of topics that begin ids list those too', async () => {
    expect((await run('clock')).out).toContain('clock.xen-to-tsc')
    expect((await run('containers')).out).toContain('container.docker')
    expect(JSON.parse((await run('--json', 'disk')).out).ids).toContain('disk.emulated')
  })

  it('the name of a hypervisor lists its ids in either case', async () => {
    for (const word of ['KVM', 'kvm']) expect((await run(word)).out).toContain('kvm.cpuid')
  })

  it('are offered for a misspelt word', () => {
    expect(TOPIC_WORDS).toContain('event-channel')
    expect(TOPIC_WORDS.length + ENTRIES.length).toBeGreaterThan(500)
  })
})

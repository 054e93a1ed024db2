import { colourOf } from '../../chart/colours.ts'
import { nearestRow } from '../../chart/rows.ts'
import {
  type Cell,
  COMPONENTS,
  type ComponentId,
  type Device,
  type Finding,
  type Kind,
  type Proof,
  type Report,
} from '../../model.ts'
import { table } from '../../table.ts'

/** Reports made by hand, for tests of what draws them. */

const proof = (path: string, text: string, line?: number): Proof => (line === undefined ? { path, text } : { path, line, text })
const finding = (rule: string, says: string, allows: readonly string[], ...proofs: Proof[]): Finding => ({
  rule,
  says,
  allows,
  proof: proofs,
})

function cell(component: ComponentId, kind: Kind, because: readonly Finding[], more: Partial<Cell> = {}): Cell {
  return { kind, colour: colourOf(component, kind), because, against: [], notes: [], ...more }
}

function report(cells: Record<ComponentId, Cell>, more: Partial<Report>): Report {
  const kinds = Object.fromEntries(COMPONENTS.map((c) => [c, cells[c].kind])) as Record<ComponentId, Kind>
  const base: Report = {
    version: 1,
    source: { path: 'capture', kind: 'directory' },
    basis: 'observed',
    hypervisor: { id: 'unknown', name: 'unknown hypervisor', because: [], against: [] },
    layers: [],
    platform: null,
    container: null,
    role: null,
    mode: null,
    row: null,
    cells,
    advice: [],
    missing: [],
    notes: [],
    ...more,
  }
  return { ...base, row: nearestRow(kinds, base.hypervisor.id, base.mode?.id ?? null, base.platform?.id ?? null) }
}

const GUEST_TYPE = proof('sys/hypervisor/guest_type', 'HVM', 1)
const XVDA: Device = {
  id: 'xvda',
  driver: 'xen-blkfront',
  kind: 'P',
  carries: true,
  says: 'the disk under / is xen-blkfront: Xen paravirtual block device',
  rule: 'xen.disk.blkfront',
  proof: [proof('sys/block/xvda/device/driver', '../../../bus/xen/drivers/vbd')],
}

/** A PVHVM guest on EC2 with a VF, in a container. */
export const PVHVM: Report = report(
  {
    cpu: cell('cpu', 'VH', [
      finding('xen.hvm.cpu', 'an HVM guest runs on VT-x or AMD-V with nested page tables', ['VH'], GUEST_TYPE),
    ]),
    board: cell('board', 'VS', [
      finding(
        'xen.hvm.board',
        'QEMU emulates an i440FX board',
        ['VS'],
        proof('proc/iomem', '000f0000-000fffff : System ROM', 7),
        proof('dmesg.txt', 'ACPI: RSDP 0x00000000000EA020 000024 (v02 Xen   )', 61),
      ),
    ]),
    interrupts: cell(
      'interrupts',
      'P',
      [
        finding(
          'xen.irq.vector',
          'events arrive by callback vector',
          ['P'],
          proof('dmesg.txt', 'xen:events: Xen HVM callback vector for event delivery is enabled', 214),
        ),
        finding(
          'xen.clock',
          'the clock is Xen’s own',
          ['P'],
          proof('sys/devices/system/clocksource/clocksource0/current_clocksource', 'xen'),
        ),
      ],
      {
        against: [finding('mode.default', 'an HVM guest has emulated timers', ['VS'], GUEST_TYPE)],
        notes: ['clocksource xen, clock event device xen'],
      },
    ),
    disk: cell('disk', 'P', [], {
      devices: [
        XVDA,
        { ...XVDA, id: 'xvdb', carries: false },
        { id: 'sr0', driver: 'ata_piix', kind: 'VS', says: 'emulated IDE', rule: 'ide', proof: [] },
      ],
    }),
    network: cell('network', 'VH', [], {
      devices: [
        {
          id: 'eth0',
          driver: 'ixgbevf',
          pci: '8086:10ed',
          model: 'Intel 82599 Virtual Function',
          kind: 'VH',
          carries: true,
          says: 'eth0 is a virtual function (SR-IOV) of a real network card',
          rule: 'net.vf',
          proof: [proof('sys/class/net/eth0/device/driver', '../../../bus/pci/drivers/ixgbevf')],
        },
      ],
    }),
  },
  {
    source: { path: 'captures/web-17', kind: 'directory' },
    hypervisor: {
      id: 'xen',
      name: 'Xen',
      version: '4.11',
      because: [finding('xen.type', 'the kernel reports Xen', ['xen'], proof('sys/hypervisor/type', 'xen', 1))],
      against: [],
    },
    layers: [
      { what: 'platform', id: 'aws', name: 'AWS', proof: [] },
      { what: 'hypervisor', id: 'xen', name: 'Xen 4.11', proof: [] },
      { what: 'mode', id: 'pvhvm', name: 'PVHVM', proof: [] },
      { what: 'container', id: 'docker', name: 'Docker', proof: [] },
    ],
    platform: { id: 'aws', name: 'AWS', because: [] },
    container: { id: 'docker', name: 'Docker', because: [] },
    role: 'domU',
    mode: {
      id: 'pvhvm',
      name: 'PVHVM',
      because: [finding('xen.guest_type', 'guest_type is HVM', ['pvhvm'], GUEST_TYPE)],
      against: [],
    },
    advice: [
      {
        id: 'xen.pvh',
        component: 'board',
        says: 'PVH would drop the emulated board',
        do: ['type = "pvh"'],
        at: 'host',
        proof: [],
      },
      {
        id: 'clock.tsc',
        component: 'interrupts',
        says: 'tsc is the faster clock where it is stable',
        do: ['clocksource=tsc'],
        at: 'guest',
        proof: [],
      },
    ],
    missing: [
      { path: 'sys/hypervisor/properties/features', why: 'needs root' },
      { path: 'proc/xen/capabilities', why: 'absent' },
    ],
  },
)

/** A PV domain on an old Xen. */
export const PV: Report = report(
  {
    cpu: cell('cpu', 'P', [
      finding(
        'xen.pv.cpu',
        'privileged instructions and page tables by hypercall',
        ['P'],
        proof('sys/hypervisor/guest_type', 'PV', 1),
      ),
    ]),
    board: cell('board', 'P', [
      finding(
        'xen.pv.board',
        'no board and no firmware: the domain builder starts the kernel',
        ['P'],
        proof('sys/hypervisor/guest_type', 'PV', 1),
      ),
    ]),
    interrupts: cell('interrupts', 'P', [
      finding('xen.events', 'event channels', ['P'], proof('proc/interrupts', ' 16:    3912  xen-percpu-virq  timer0', 2)),
    ]),
    disk: cell('disk', 'P', [], { devices: [XVDA] }),
    network: cell('network', '-', []),
  },
  {
    source: { path: 'pv-guest.tar.gz', kind: 'archive' },
    hypervisor: { id: 'xen', name: 'Xen', version: '4.1.6.1', because: [], against: [] },
    role: 'domU',
    mode: { id: 'pv', name: 'PV', because: [], against: [] },
  },
)

/** Almost nothing is known. */
export const UNKNOWN: Report = report(
  {
    cpu: cell('cpu', '?', []),
    board: cell('board', '?', []),
    interrupts: cell('interrupts', '?', [], { notes: [] }),
    disk: cell(
      'disk',
      '?',
      [
        finding(
          'disk.sd',
          'sda is a SCSI disk, whose adapter is not in this capture',
          ['VS', 'P', 'H'],
          proof('proc/partitions', '   8        0   20971520 sda', 3),
        ),
      ],
      {
        possible: ['VS', 'P', 'H'],
      },
    ),
    network: cell('network', '?', []),
  },
  {
    source: { path: '-', kind: 'text' },
    hypervisor: { id: 'unknown', name: 'unknown hypervisor', possible: ['kvm', 'qemu-tcg'], because: [], against: [] },
    missing: ['sys/hypervisor/type', 'proc/cpuinfo', 'proc/interrupts', 'sys/class/dmi/id/sys_vendor', 'sys/block'].map(
      (path) => ({
        path,
        why: 'absent' as const,
      }),
    ),
  },
)

/** No hypervisor at all. */
export const BARE: Report = report(
  Object.fromEntries(
    COMPONENTS.map((c) => [
      c,
      cell(c, 'H', [
        finding(
          'bare',
          'no hypervisor is reported, and the board has a physical vendor',
          ['H'],
          proof('sys/class/dmi/id/sys_vendor', 'Supermicro', 1),
        ),
      ]),
    ]),
  ) as unknown as Record<ComponentId, Cell>,
  {
    source: { path: '/', kind: 'live' },
    hypervisor: { id: 'none', name: 'bare metal', because: [], against: [] },
    role: 'host',
  },
)

const NASTY =
  '<script>alert("1")</script> \x1b[31mred\x1b]0;title\x07 \u202egnp.exe \x9b5m `|tick|` \r\nnext \ud800 仮想化仮想化 e\u0301 '.repeat(
    3,
  )

/** Every text is hostile: markup, escapes, bidirectional marks, wide and endless. */
export const HOSTILE: Report = report(
  Object.fromEntries(
    COMPONENTS.map((c) => [
      c,
      cell(c, 'P', [finding(NASTY, NASTY, ['P'], proof(NASTY.repeat(4), NASTY, 1))], {
        notes: [NASTY],
        devices: [1, 2, 3, 4, 5, 6].map((n) => ({
          id: `${NASTY}${n}`,
          driver: NASTY,
          model: NASTY,
          kind: 'P' as const,
          says: NASTY,
          rule: NASTY,
          proof: [proof(NASTY, NASTY)],
        })),
      }),
    ]),
  ) as unknown as Record<ComponentId, Cell>,
  {
    source: { path: NASTY, kind: 'directory' },
    hypervisor: { id: NASTY, name: NASTY, version: NASTY, because: [], against: [] },
    platform: { id: NASTY, name: NASTY, because: [] },
    advice: [{ id: NASTY, says: NASTY, do: [NASTY], at: 'guest', proof: [] }],
    missing: [{ path: NASTY, why: 'needs root' }],
    notes: [NASTY],
  },
)

export const SAMPLES: Readonly<Record<string, Report>> = table({
  pvhvm: PVHVM,
  pv: PV,
  unknown: UNKNOWN,
  bare: BARE,
  hostile: HOSTILE,
})

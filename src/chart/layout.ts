import { COMPONENTS, type Colour, type ComponentId, type Kind, type Report } from '../model.ts'
import { type PaletteId, SHADES } from './colours.ts'
import { allRows, type GroupId, type Kinds, rowById, type SpectrumRow } from './rows.ts'
import { sourceName } from './titles.ts'

/** Whose order of columns and rows: the article of 2014, or the text of 2017. */
export const LAYOUTS = ['2014', '2017'] as const
export type LayoutId = (typeof LAYOUTS)[number]

/** A column of the chart. One with two components has two cells in each row, side by side under one heading. */
export interface Column {
  readonly title: string
  readonly components: readonly ComponentId[]
}

export interface ChartCell {
  readonly component: ComponentId
  readonly kind: Kind
  readonly colour: Colour
  /** The article has no cell of this kind in this column: the colour is this project's own. */
  readonly own: boolean
}

export interface ChartRow {
  readonly id: string
  readonly name: string
  readonly note?: string
  /** In the order of the columns and of the components in them. */
  readonly cells: readonly ChartCell[]
  /** Machines that stand here, by their index in `machines`. */
  readonly here: readonly number[]
  /** Machines on the row above it, whose own cells differ from its cells. */
  readonly unlike?: boolean
}

export interface ChartGroup {
  readonly title: string
  /** Each row is a later version of the one above it rather than another thing to choose. */
  readonly progression?: boolean
  readonly rows: readonly ChartRow[]
}

export interface Machine {
  /** A, B, … Z, AA, …; a single machine has none. */
  readonly letter: string
  readonly path: string
  readonly row: string | null
  readonly exact: boolean
}

/** The chart as data: what there is to draw and in which order, for every renderer. */
export interface Chart {
  readonly layout: LayoutId
  readonly palette: PaletteId
  readonly columns: readonly Column[]
  /** What the columns are sorted by, from the first to the last. */
  readonly sorted?: readonly [first: string, last: string]
  readonly groups: readonly ChartGroup[]
  readonly machines: readonly Machine[]
  /** What has to be said beside it: where layout, cells and colours come from. */
  readonly notes: readonly string[]
}

export interface ChartOptions {
  readonly layout?: LayoutId
  /** Colours and rows for machines with hardware I/O; the default of the 2017 layout. */
  readonly sriov?: boolean
  /** Every row there is, not only those of the layout and of the machines. */
  readonly all?: boolean
  readonly reports?: readonly Report[]
}

interface Layout {
  readonly columns: readonly Column[]
  readonly sorted?: readonly [first: string, last: string]
  readonly groups: readonly {
    readonly title: string
    readonly of: readonly GroupId[]
    readonly rows: readonly string[]
    readonly sriov?: readonly string[]
    readonly progression?: boolean
  }[]
  /** Names of rows in this layout, where they are not our own. */
  readonly names: Readonly<Record<string, string>>
  readonly notes: readonly string[]
}

const TABLE: Record<LayoutId, Layout> = {
  // https://www.brendangregg.com/blog/2014-05-07/what-color-is-your-xen.html: two poles, and all mixed types between them as
  // "a progression of Xen versions".
  '2014': {
    columns: [
      { title: 'Disk & network', components: ['disk', 'network'] },
      { title: 'Interrupts & timers', components: ['interrupts'] },
      { title: 'Emulated motherboard, legacy boot', components: ['board'] },
      { title: 'Privileged instructions & page tables', components: ['cpu'] },
    ],
    groups: [
      { title: 'HVM pole: fully virtualized', of: ['hvm'], rows: ['hvm'] },
      {
        title: 'Hybrid: a progression of versions',
        of: ['hybrid'],
        rows: ['hvm-pv-drivers', 'pvhvm', 'pvh'],
        sriov: ['pvhvm-sriov', 'pvhvm-sriov-nvme'],
        progression: true,
      },
      { title: 'PV pole: paravirtualized', of: ['pv'], rows: ['pv'] },
      { title: 'Other hypervisors', of: ['other'], rows: ['nitro'] },
      { title: 'No hypervisor', of: ['bare'], rows: [] },
    ],
    names: {},
    notes: [
      'PVH: Xen 4.4 to 4.8 had version 1 (pvh=1), Xen 4.10 and newer has version 2 (type="pvh"); --all shows both.',
      'Containers share the kernel of their machine and add no exits, so a container has the row of its machine.',
    ],
  },
  // https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html: names of rows, and columns from most to least
  // important. The table there is an image: its cells are not taken from it.
  '2017': {
    columns: [
      { title: 'CPU & memory', components: ['cpu'] },
      { title: 'Network I/O', components: ['network'] },
      { title: 'Storage I/O', components: ['disk'] },
      { title: 'Interrupts & timers', components: ['interrupts'] },
      { title: 'Motherboard & boot', components: ['board'] },
    ],
    sorted: ['most important', 'least'],
    groups: [
      {
        title: 'Virtual machines',
        of: ['hvm', 'hybrid', 'pv', 'other'],
        rows: ['qemu-tcg', 'pv', 'hvm-pv-drivers', 'pvhvm', 'pvhvm-sriov', 'pvhvm-sriov-nvme', 'nitro'],
      },
      { title: 'Bare metal', of: ['bare'], rows: ['bare'] },
    ],
    names: {
      'qemu-tcg': 'Fully emulated',
      pv: 'Xen PV 3.0',
      'hvm-pv-drivers': 'Xen HVM 3.0',
      pvhvm: 'Xen HVM 4.0.1',
      'pvhvm-sriov': 'Xen AWS 2013',
      'pvhvm-sriov-nvme': 'Xen AWS 2017',
      nitro: 'AWS Nitro 2017',
      bare: 'AWS bare metal 2017',
    },
    notes: [
      "Columns, their order and the names of the rows follow Brendan Gregg's article of 2017; the kinds and colours in the cells are virtcolor's.",
      'Columns are ordered from most to least important for typical workloads at Netflix.',
    ],
  },
}

const SRIOV_NOTE =
  'P is yellow for disk and network in this variant, because hardware I/O (VH: SR-IOV, NVMe) is available and faster.'

/** A, B, … Z, AA, AB, … */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter
}

/** Lays out the chart: the rows of the layout, those on which machines stand, and the machines themselves. */
export function chartOf({ layout = '2014', sriov, all = false, reports = [] }: ChartOptions = {}): Chart {
  const { columns, sorted, groups, names, notes } = TABLE[layout]
  const withSriov = sriov ?? layout === '2017'
  const palette: PaletteId = withSriov ? '2014-sriov' : '2014'
  const order = columns.flatMap((column) => column.components)
  const cells = (kinds: Kinds): ChartCell[] =>
    order.map((component) => {
      const shade = SHADES[palette][component][kinds[component]]
      // Unknown and absent cells are grey, which is not a choice of this project.
      const own = shade.from === 'own' && shade.colour !== 'grey'
      return { component, kind: kinds[component], colour: shade.colour, own }
    })
  const machines = reports.map(
    (report, i): Machine => ({
      letter: reports.length === 1 ? '' : letterOf(i),
      path: sourceName(report),
      row: report.row?.id ?? null,
      exact: report.row?.exact ?? false,
    }),
  )
  const needed = new Set(machines.map((machine) => machine.row))

  const rowsOf = (row: SpectrumRow): ChartRow[] => {
    const here = machines.flatMap((machine, i) => (machine.row === row.id ? [i] : []))
    // Machines whose own cells differ, those of like cells together.
    const unlike = new Map<string, number[]>()
    for (const i of here.filter((i) => !machines[i]!.exact)) {
      const key = order.map((component) => reports[i]!.cells[component].kind).join()
      unlike.set(key, [...(unlike.get(key) ?? []), i])
    }
    const name = names[row.id] ?? row.name
    const first: ChartRow = {
      id: row.id,
      name,
      cells: cells(row.kinds),
      here,
      ...(row.note === undefined ? {} : { note: row.note }),
    }
    return [
      first,
      ...[...unlike.values()].map((like): ChartRow => {
        const one = like[0]!
        const name = like.length === 1 ? machines[one]!.path : `${like.length} machines`
        return { id: row.id, name, cells: cells(kindsOf(reports[one]!)), here: like, unlike: true }
      }),
    ]
  }

  const listed = new Set(groups.flatMap((group) => [...group.rows, ...(withSriov ? (group.sriov ?? []) : [])]))
  const drawn = groups.flatMap(({ title, of, rows, sriov: variants = [], progression }): ChartGroup[] => {
    const extra = allRows().filter((row) => of.includes(row.group) && !listed.has(row.id) && (all || needed.has(row.id)))
    // The layout's own order, each row followed by the variants of its mode, then what else the machines add.
    const added = [...(withSriov ? variants.map((id) => rowById(id)!) : []), ...extra]
    const own = rows.map((id) => rowById(id)!)
    const variesOf = (row: SpectrumRow): SpectrumRow[] => added.filter((one) => row.mode !== undefined && one.mode === row.mode)
    const rest = added.filter((one) => !own.some((row) => variesOf(row).includes(one)))
    const members = [...own.flatMap((row) => [row, ...variesOf(row)]), ...rest]
    // A progression stays one, whatever the machines add: the table of rows has it in order.
    if (progression === true) members.sort((a, b) => allRows().indexOf(a) - allRows().indexOf(b))
    return members.length === 0
      ? []
      : [{ title, rows: members.flatMap(rowsOf), ...(progression === undefined ? {} : { progression }) }]
  })

  const ownColours = layout === '2014' && drawn.some((group) => group.rows.some((row) => row.cells.some((cell) => cell.own)))
  return {
    layout,
    palette,
    columns,
    ...(sorted === undefined ? {} : { sorted }),
    groups: drawn,
    machines,
    notes: [
      ...notes,
      ...(withSriov ? [SRIOV_NOTE] : []),
      ...(ownColours ? ["* Gregg's charts do not have this cell; virtcolor chose the colour."] : []),
    ],
  }
}

function kindsOf(report: Report): Kinds {
  return Object.fromEntries(COMPONENTS.map((c) => [c, report.cells[c].kind])) as Record<ComponentId, Kind>
}

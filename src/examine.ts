import { advise } from './advice/index.ts'
import { colourOf } from './chart/colours.ts'
import { MODE_MEANS, modeRow, nearestRow } from './chart/rows.ts'
import { declaredRules } from './definitions/rules.ts'
import { type GuestTypes, guestTypesOf, hypervisorName, RULES, TABLES } from './hypervisors/index.ts'
import { MODE_NAMES } from './hypervisors/modes.ts'
import { derived } from './judge/derive.ts'
import type { Surroundings } from './judge/devices.ts'
import { withExtension } from './judge/extension.ts'
import { identityOf } from './judge/identity.ts'
import { interruptsCell } from './judge/interrupts.ts'
import { ioCell } from './judge/io.ts'
import { givenOf, index, judge, type Signals } from './judge/judge.ts'
import { layersOf, outerOf } from './judge/layers.ts'
import { pageTables } from './judge/pagetables.ts'
import {
  type Cell,
  COMPONENTS,
  type ComponentId,
  type Evidence,
  type Finding,
  HYPERVISORS,
  KINDS,
  type Kind,
  type ModeId,
  type Proof,
  type Report,
  ROLES,
  type Role,
  type Rule,
  type RuleTable,
  type Signal,
  type Source,
  type Verdict,
  type Wrapping,
} from './model.ts'
import { LOG_CUT } from './notes.ts'
import { MAYBE_METAL } from './platforms/dmi.ts'
import { CONTAINER_TABLE, CONTAINERS, PLATFORM_TABLES, PLATFORMS } from './platforms/index.ts'

/** Rule tables with a condition. The rules in `RULES` apply to every machine. */
const OBSERVED_TABLES: readonly RuleTable[] = [...TABLES, ...PLATFORM_TABLES, CONTAINER_TABLE]
const DECLARED_TABLES: readonly RuleTable[] = [...OBSERVED_TABLES, { given: {}, rows: declaredRules }]

const SINGLE = HYPERVISORS.filter((h) => h !== 'unknown')
const KNOWN_KINDS: readonly Kind[] = KINDS.filter((k) => k !== '?' && k !== '-')

/** Signals to report, pure and synchronous; the same for a live machine, a capture and a definition. */
export function report(
  source: Source,
  seen: readonly Signal[],
  evidence: Pick<Evidence, 'missing'>,
  basis: Report['basis'],
): Report {
  return examine(source, seen, evidence, basis).report
}

/** The verdict on the mode, with what is known of the guest types among which it chooses. */
type Mode = Verdict & { readonly types: GuestTypes }

/** A report with all signals (concluded ones included) and the verdict on each question. */
export interface Examined {
  readonly report: Report
  readonly signals: Signals
  /** By what the rules are about: `hypervisor`, `mode`, `clock`, `disk.else` … */
  readonly verdicts: ReadonlyMap<string, Verdict>
}

/** `report`, together with the signals and verdicts behind it. */
export function examine(
  source: Source,
  seen: readonly Signal[],
  evidence: Pick<Evidence, 'missing'>,
  basis: Report['basis'],
): Examined {
  const signals = index(seen)
  for (const signal of [...derived(signals)]) add(signals, signal)
  const verdicts = new Map<string, Verdict>()
  const given = givenOf(basis === 'observed' ? OBSERVED_TABLES : DECLARED_TABLES, signals)
  let heard: readonly (readonly Rule[])[] = [RULES, ...given.heard]
  const hear = (about: string, all: readonly string[], last?: Finding): Verdict => {
    const verdict = judge(about, heard, signals, all, last)
    verdicts.set(about, verdict)
    return verdict
  }

  const hypervisor = hear('hypervisor', SINGLE)
  const id = hypervisor.value ?? 'unknown'
  conclude(signals, 'hypervisor', hypervisor.value === undefined ? ['unknown'] : [id], hypervisor)
  const outer = outerOf(id, signals)
  if (outer !== undefined) add(signals, outer)

  heard = heard.concat(givenOf(given.left, signals).heard)

  const types = guestTypesOf(id)
  const mode: Mode | undefined = types && { ...hear('mode', types.possible(signals)), types }
  if (mode !== undefined) conclude(signals, 'mode', mode.because.length === 0 ? [] : mode.possible, mode)
  const role = hear('role', ROLES)
  if (role.value !== undefined) conclude(signals, 'role', [role.value], role)
  const platform = hear('platform', Object.keys(PLATFORMS))
  if (platform.value !== undefined && platform.because.length > 0) conclude(signals, 'platform', [platform.value], platform)
  const container = hear('container', Object.keys(CONTAINERS))

  const virtualBoard = signals.get('dmi.virtual')?.some((s) => !MAYBE_METAL.includes(s.value)) === true
  const around = surroundings(id, role, mode, outer !== undefined || virtualBoard)
  const ask = (about: string, last?: Finding): Verdict => hear(about, KNOWN_KINDS, last)
  const cells: Record<ComponentId, Cell> = {
    cpu: settle('cpu', withExtension(ask('cpu', ofMode('cpu', mode)), signals), pageTables(id, mode?.value, signals)),
    board: settle(
      'board',
      ask('board', ofMode('board', role.value === 'dom0' ? undefined : mode, role.value === undefined)),
      [],
    ),
    interrupts: interruptsCell(
      ask('delivery', ofMode('interrupts', basis === 'observed' ? firmly(mode) : mode, mode?.types.isAssumed(mode, signals))),
      ask('clock'),
      signals,
    ),
    disk: ioCell('disk', ask, signals, around),
    network: ioCell('network', ask, signals, around),
  }
  const kinds = Object.fromEntries(COMPONENTS.map((c) => [c, cells[c].kind])) as Record<ComponentId, Kind>
  for (const c of COMPONENTS)
    add(signals, { name: `cell.${c}`, value: cells[c].kind, proof: cells[c].because[0]?.proof[0] ?? { path: '', text: '' } })
  const version = types && fullest(signals.get(types.version) ?? [])
  const modeId = mode?.value as ModeId | undefined
  const report: Report = {
    version: 1,
    source,
    basis,
    ...(basis === 'observed' && identityOf(signals)),
    hypervisor: {
      id,
      name: hypervisorName(id),
      ...(version !== undefined && { version }),
      ...(hypervisor.value === undefined &&
        hypervisor.because.length > 0 &&
        hypervisor.possible.length < SINGLE.length && { possible: hypervisor.possible }),
      because: hypervisor.because,
      against: hypervisor.against,
    },
    layers: layersOf({
      hypervisor: id,
      outer,
      mode: modeId,
      modeName: modeId && MODE_NAMES[modeId],
      platform,
      container,
      because: hypervisor.because,
      modeBecause: mode?.because ?? [],
    }),
    platform: named(platform, (p) => PLATFORMS[p]!),
    container: named(container, (c) => CONTAINERS[c]!),
    role: (role.value as Role | undefined) ?? null,
    ...(role.because.length > 0 && { roleBecause: role.because }),
    ...(role.against.length > 0 && { roleAgainst: role.against }),
    mode:
      mode === undefined || mode.because.length === 0
        ? null
        : {
            id: modeId ?? null,
            name: modeId === undefined ? 'not settled' : MODE_NAMES[modeId],
            ...(modeId === undefined && { possible: mode.possible as ModeId[] }),
            because: mode.because,
            against: mode.against,
          },
    row: id === 'unknown' ? null : nearestRow(kinds, id, modeId ?? null, platform.value ?? null),
    cells,
    advice: advise(signals),
    missing: evidence.missing,
    notes: signals.has('log.cut') && !signals.has('log.start') ? [LOG_CUT] : [],
  }
  return { report, signals, verdicts }
}

/** The most specific version: the log prints `4.17` and `4.17.7`, and sysfs adds the distributor's suffix. */
function fullest(versions: readonly Signal[]): string | undefined {
  const values = versions.map((s) => s.value)
  return values.reduce((a, b) => (b.length > a.length && b.startsWith(a) ? b : a), values[0] ?? '') || undefined
}

/** What devices can be where the machine runs: an emulated one needs a device model (QEMU), which PV, PVH and Arm guests do not have. */
function surroundings(id: string, { value: role, because }: Verdict, mode: Mode | undefined, nested: boolean): Surroundings {
  const own = because.some(({ allows }) => allows?.includes('guest')) ? 'root' : 'bare'
  if (id === 'none') return 'bare'
  if (role === 'host') return own
  if (id === 'unknown') return role === undefined ? 'unknown' : 'guest'
  if (mode === undefined) return 'guest'
  if (role === 'dom0') return nested ? 'nested' : own
  const known = mode.because.length > 0
  const modeless = mode.possible.length === 0
  const without = (m: string): boolean => (mode.types.withoutDeviceModel as readonly string[]).includes(m)
  const emulating = known && !modeless && !mode.possible.some(without)
  const bare = modeless || (known && mode.possible.every(without))
  if (role !== undefined) return bare ? 'assigned' : emulating ? 'guest' : 'domU'
  return bare ? 'domain' : 'unknown'
}

function add(signals: Map<string, Signal[]>, signal: Signal): void {
  const same = signals.get(signal.name)
  if (same === undefined) signals.set(signal.name, [signal])
  else same.push(signal)
}

/** Signals in which the kernel, the CPU or the hypervisor itself names the hypervisor; all others only point to it. */
const NAMES_HYPERVISOR: readonly string[] = [
  'hypervisor.type',
  'hypervisor.detected',
  'cpuid.signature',
  's390.program',
  's390.level',
  'ppc.hypervisor',
]

/** A verdict becomes a signal for the questions after it, with a line that names it as its proof, or else the first that decided. */
function conclude(signals: Map<string, Signal[]>, name: string, values: readonly string[], verdict: Verdict): void {
  const all = verdict.because.flatMap((f) => f.proof)
  const named =
    name === 'hypervisor' ? all.find((proof) => NAMES_HYPERVISOR.some((of) => isOf(proof, signals.get(of)))) : undefined
  const proof = named ?? all[0] ?? { path: '', text: '(no evidence)' }
  for (const value of values) add(signals, { name, value, proof })
}

const isOf = ({ path, line, text }: Proof, signals: readonly Signal[] = []): boolean =>
  signals.some(({ proof }) => proof.path === path && proof.line === line && proof.text === text)

/** The mode before the rules for the usual case: they assume the callback vector, which decides how interrupts are delivered. */
function firmly(mode: Mode | undefined): Mode | undefined {
  if (mode?.firm === undefined) return mode
  return { possible: mode.firm, because: mode.because, against: mode.against, types: mode.types }
}

/**
 * The defaults of the mode: the kinds that the possible modes allow.
 * @param open what this component depends on besides the mode is unknown: for the board the role, for interrupts whether the machine is x86
 */
function ofMode(component: ComponentId, mode: Mode | undefined, open: boolean = false): Finding | undefined {
  if (mode === undefined || mode.because.length === 0 || mode.possible.length === 0) return undefined
  const kinds = mode.possible.map((m) => modeRow(m as ModeId).kinds[component])
  if (open && component === 'interrupts') kinds.push('VH')
  else if (open && mode.possible.some((m) => (mode.types.ofControlDomain as readonly string[]).includes(m)))
    kinds.push('H', 'VS')
  const allows = [...new Set(kinds)]
  return {
    rule: `mode.${component}`,
    says:
      allows.length === 1
        ? `${mode.value === undefined ? '' : `${MODE_NAMES[mode.value as ModeId]}: `}${MODE_MEANS[component][allows[0]!] ?? allows[0]}`
        : `not settled, because the mode may be ${mode.possible.map((m) => MODE_NAMES[m as ModeId]).join(' or ')}`,
    allows,
    proof: mode.because[0]!.proof,
  }
}

function settle(component: ComponentId, verdict: Verdict, notes: readonly string[]): Cell {
  const kind = (verdict.value ?? '?') as Kind
  return {
    kind,
    ...(verdict.value === undefined &&
      verdict.because.length > 0 &&
      verdict.possible.length < KNOWN_KINDS.length && { possible: verdict.possible as Kind[] }),
    colour: colourOf(component, kind),
    because: verdict.because,
    against: verdict.against,
    notes,
  }
}

function named(verdict: Verdict, nameOf: (id: string) => string): Wrapping | null {
  const { value, because, against } = verdict
  if (value === undefined || because.length === 0) return null
  return { id: value, name: nameOf(value), because, ...(against.length > 0 && { against }) }
}

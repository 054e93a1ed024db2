/**
 * The nouns, in the order in which they become known:
 * evidence → signals → (rules) → hypervisor, mode, cells → report.
 * Nothing here does anything.
 */

/** What a machine is made of: the columns of the chart. */
export const COMPONENTS = ['cpu', 'board', 'interrupts', 'disk', 'network'] as const
export type ComponentId = (typeof COMPONENTS)[number]

/**
 * How a component is virtualized: in software (emulated), paravirtualized, in hardware, not at all (bare hardware);
 * '?' not knowable from what was given, '-' the machine has none.
 */
export const KINDS = ['VS', 'P', 'VH', 'H', '?', '-'] as const
export type Kind = (typeof KINDS)[number]

/** What to expect of a kind in a component: poor, room for improvement, optimal, unknown or absent. */
export const COLOURS = ['red', 'yellow', 'green', 'grey'] as const
export type Colour = (typeof COLOURS)[number]

/** Xen's modes; other hypervisors have no modes. */
export const MODES = ['pv', 'hvm', 'hvm-pv-drivers', 'pvhvm', 'pvh', 'pvh-v1'] as const
export type ModeId = (typeof MODES)[number]

export const ROLES = ['domU', 'dom0', 'guest', 'host'] as const
export type Role = (typeof ROLES)[number]

export const HYPERVISORS = [
  'xen',
  'kvm',
  'pvm',
  'hyperv',
  'vmware',
  'virtualbox',
  'qemu-tcg',
  'bhyve',
  'openbsd-vmm',
  'parallels',
  'apple',
  'acrn',
  'jailhouse',
  'qnx',
  'sre',
  'powervm',
  'zvm',
  'lpar',
  'uml',
  'none',
  'unknown',
] as const
export type HypervisorId = (typeof HYPERVISORS)[number]

/** One line that a reader can check. `line` counts from 1; a value that is a whole small file has none. */
export interface Proof {
  readonly path: string
  readonly line?: number
  readonly column?: number
  readonly text: string
  /** The words of the text that decided, where it is known which. */
  readonly match?: string
}

/**
 * Files of a machine, live or captured, held in memory. Paths have no leading slash.
 * `links` maps a symbolic link to its text; `texts` are command outputs recognised by what they say.
 */
export interface Evidence {
  readonly files: ReadonlyMap<string, string>
  readonly links: ReadonlyMap<string, string>
  readonly texts: readonly Document[]
  /** Wanted and absent, or there and unreadable. */
  readonly missing: readonly Missing[]
  /** Where the text of a file or link was really read, when it came out of another text: proofs name that place. */
  readonly places?: ReadonlyMap<string, { readonly path: string; readonly line: number }>
}

export interface Missing {
  readonly path: string
  readonly why: 'absent' | 'unreadable' | 'needs root'
  /** In the system's own words, where it is no file of Linux: `command not found`. */
  readonly reason?: string
}

/**
 * A text with the place that it came from; `line` is that of its first line within `path`.
 * `as` names the probe that reads it if something other than the text identifies it, such as the command above it.
 */
export interface Document {
  readonly path: string
  readonly text: string
  readonly line?: number
  readonly as?: string
}

/** What a definition may give a machine, in one vocabulary for all formats. */
export interface DeclaredModel {
  readonly class: 'disk' | 'net'
  /** The driver that Linux binds to it; empty if the definition leaves it open. */
  readonly driver: string
  readonly kinds: readonly Kind[]
  readonly says: string
}

/** One observed fact. `of` names the device that it is about, where there are several. */
export interface Signal {
  readonly name: string
  readonly of?: string
  readonly value: string
  readonly proof: Proof
  /** What a disk or NIC of a definition is (`disk.declared`, `net.declared`), if its model is known. */
  readonly model?: DeclaredModel
}

/**
 * Something Linux (or a tool) shows. `reads` are the paths that it wants, `*` standing for one path segment: the union
 * over all probes drives live reading, archive filtering, the remote collector, redaction and the list of what is missing.
 */
export interface Probe {
  readonly id: string
  readonly reads: readonly string[]
  /** Paths that a capture may hold and that the live machine answers more cheaply by another one of `reads`. */
  readonly captured?: readonly string[]
  /** Texts that the live machine provides, by their path: no recognition by content is needed. */
  readonly live?: readonly string[]
  /** Of these every text that it accepts has one: a plain search, so that the patterns of most readers are never made ready. */
  readonly words?: readonly string[]
  /** Is a text with this beginning (64 KiB at most) of this kind? Detection by content, never by name. */
  readonly accepts?: (head: string) => boolean
  /** Its lines can be distinguished from other outputs in the same text, for example two outputs pasted below each other. */
  readonly amid?: true
  /** What a text says. Called for every file at `reads` when `accepts` is there, and for every text that it accepts. */
  readonly read?: (document: Document) => Iterable<Signal>
  /** What the tree of files says. */
  readonly look?: (tree: TreeView) => Iterable<Signal>
}

/** What a source has to bring of a machine, or of a capture of one: the union over all probes. */
export interface Wanted {
  /** Patterns from the root, without leading slash; `*` matches one path segment or a part of one. */
  readonly paths: readonly string[]
  /** As `paths`, but only root can read them on a live machine. */
  readonly root?: readonly string[]
  /** Whether some probe recognises a text by its beginning (64 KiB at most). */
  readonly accepts: (head: string) => boolean
  /** Whether a text is one thing, whatever in it looks like a shell prompt. */
  readonly whole?: (head: string) => boolean
  /** The log of a live machine to its end; without it, the boot. */
  readonly wholeLog?: boolean
}

/** The files of a machine as a tree in which links resolve. */
export interface TreeView {
  /** The text at a path, through links. */
  read(path: string): string | undefined
  /** Names in a directory, through links, sorted; empty when there is no such directory. */
  list(directory: string): readonly string[]
  /** Where a link leads, as a path from the root; undefined when the path is not a link. */
  follow(path: string): string | undefined
  /** Whether a file, link or directory is there. */
  has(path: string): boolean
  /** The path of a file as it is really called (links resolved), for proofs. */
  real(path: string): string
  /** All names in a directory, where the listing is known to be complete; a capture may have left some out. */
  whole(directory: string): readonly string[] | undefined
}

/**
 * What a signal's value has to be: equal to a text, or to one of several; a pattern; there at all (`true`) or absent (`false`); bits of a
 * hexadecimal word; `starts`: it begins with the text, or with one of several; `has`: it has the text in it (`and` a pattern fits);
 * `below` and `atLeast` compare numbers. A text is compared a hundred times faster than a pattern that is made for one start.
 */
export type Test =
  | string
  | RegExp
  | boolean
  | readonly string[]
  | { readonly set?: readonly number[]; readonly clear?: readonly number[] }
  | { readonly starts: string | readonly string[] }
  | { readonly has: string; readonly and?: RegExp }
  | { readonly not: Exclude<Test, boolean> }
  | { readonly below: number }
  | { readonly atLeast: number }

/** All named signals have to pass. */
export type When = { readonly [signal: string]: Test }

/**
 * A data row that turns signals into what is possible: of all values of `about`, only those in `allows`.
 * Rules are evaluated by rank, highest first; a rule that would leave no possible answer is overruled and shown as `against`.
 * So `rank` is the declared precedence, and several weak rules may settle together what none settles alone.
 */
export interface Rule {
  readonly id: string
  readonly about: string
  readonly allows: readonly string[]
  readonly rank: number
  readonly when: When | readonly When[]
  readonly says: string
  /**
   * The sentence by the signal that matched, where alternatives of the condition are different evidence. `{value}` becomes the value of that
   * signal and `{source}` its file; `says` is then the sentence about the rule as a whole.
   */
  readonly saysOf?: Readonly<Record<string, string>>
  readonly see?: readonly string[]
}

/** A condition, or several of which one has to hold. A name alone asks whether the signal is there: a start makes no object for it. */
export type Given = When | readonly (When | string)[]

/**
 * Rows with a common precondition, created only if it holds. Each row repeats it in its own condition, so that the row can be read, and
 * tested, without the table.
 */
export interface Table<Row> {
  readonly given: Given
  readonly rows: () => readonly Row[]
}
/** What is given is something seen, or the hypervisor; not what is concluded after that. */
export type RuleTable = Table<Rule>

export interface Finding {
  readonly rule: string
  readonly says: string
  readonly allows?: readonly string[]
  readonly proof: readonly Proof[]
}

/** What the rules conclude about one question. `value` is there only when a single one is left. */
export interface Verdict {
  readonly value?: string
  readonly possible: readonly string[]
  /** What was possible before the usual case was taken, where that made a difference. */
  readonly firm?: readonly string[]
  readonly because: readonly Finding[]
  readonly against: readonly Finding[]
}

export interface Device {
  readonly id: string
  readonly driver?: string
  /** PCI vendor:device, lower-case hexadecimal. */
  readonly pci?: string
  readonly model?: string
  readonly kind: Kind
  readonly possible?: readonly Kind[]
  /** It carries `/` or the default route. */
  readonly carries?: boolean
  readonly says: string
  readonly rule: string
  readonly proof: readonly Proof[]
}

export interface Cell {
  readonly kind: Kind
  readonly possible?: readonly Kind[]
  readonly colour: Colour
  readonly because: readonly Finding[]
  readonly against: readonly Finding[]
  readonly notes: readonly string[]
  readonly devices?: readonly Device[]
}

export interface Layer {
  readonly what: 'platform' | 'hypervisor' | 'mode' | 'container'
  readonly id: string
  readonly name: string
  readonly proof: readonly Proof[]
}

export interface Row {
  readonly id: string
  readonly name: string
  readonly exact: boolean
}

export interface Advice {
  readonly id: string
  readonly component?: ComponentId
  readonly says: string
  /** What has to be there, or be done, before: mostly in the guest. */
  readonly first?: readonly string[]
  /** Exact commands or settings. */
  readonly do: readonly string[]
  readonly undo?: string
  readonly at: 'guest' | 'host'
  readonly gains?: { readonly figure: string; readonly workload: string; readonly see: string }
  readonly risk?: string
  readonly verify?: string
  readonly proof: readonly Proof[]
}

export type SourceKind = 'live' | 'directory' | 'archive' | 'text' | 'definition'

export interface Source {
  readonly path: string
  readonly kind: SourceKind
  readonly format?: string
  /** The names of all machines in a definition that has several; `path` ends in `#` and the name of this one. */
  readonly machines?: readonly string[]
}

/** A source with what was read from it. */
export interface Opened {
  readonly source: Source
  readonly evidence: Evidence
}

export interface Machine {
  readonly host?: string
  /** The release of its kernel: `6.1.0-13-amd64`. */
  readonly kernel?: string
  /** A system that is not Linux, with its version: `FreeBSD 14.1-RELEASE`. */
  readonly os?: string
  readonly vcpus?: number
  /** The processor's model, as the kernel names it. */
  readonly processor?: string
  /** Its operating system, where the evidence names one that is not Linux. */
  readonly system?: 'windows' | 'freebsd'
}

/** The platform or the container. */
export interface Wrapping {
  readonly id: string
  readonly name: string
  readonly because: readonly Finding[]
  /** Evidence for another one, if there is any. */
  readonly against?: readonly Finding[]
}

/** The report contract: fields are only ever added within a version. */
export interface Report {
  readonly version: 1
  readonly source: Source
  readonly basis: 'observed' | 'declared'
  /** Which machine it is, as far as the evidence shows. */
  readonly machine?: Machine
  /** The day on which the evidence was taken (YYYY-MM-DD), where that is known. */
  readonly date?: string
  /** What made this report. */
  readonly tool?: { readonly name: string; readonly version: string }
  readonly hypervisor: {
    readonly id: HypervisorId | string
    readonly name: string
    readonly version?: string
    readonly possible?: readonly string[]
    readonly because: readonly Finding[]
    readonly against: readonly Finding[]
  }
  readonly layers: readonly Layer[]
  readonly platform: Wrapping | null
  readonly container: Wrapping | null
  readonly role: Role | null
  /** What decided the role, and what spoke against it; each is there only when something did. */
  readonly roleBecause?: readonly Finding[]
  readonly roleAgainst?: readonly Finding[]
  readonly mode: {
    readonly id: ModeId | null
    readonly name: string
    readonly possible?: readonly ModeId[]
    readonly because: readonly Finding[]
    readonly against: readonly Finding[]
  } | null
  readonly row: Row | null
  readonly cells: Readonly<Record<ComponentId, Cell>>
  readonly advice: readonly Advice[]
  readonly missing: readonly Missing[]
  readonly notes: readonly string[]
}

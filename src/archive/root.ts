/** Folders that are part of a machine's own tree: no capture begins below them, and they hold no command outputs. */
const OWN: ReadonlySet<string> = new Set([
  'proc',
  'sys',
  'dev',
  'etc',
  'usr',
  'boot',
  'bin',
  'sbin',
  'run',
  '.git',
  'node_modules',
])

export function ownTree(name: string): boolean {
  return OWN.has(name) || /^lib(x?32|64)?$/.test(name)
}

/** How many folders may lie above a capture's root: `sosreport-host-2024-01-01-abcdefg/`, or an unpacking folder above it. */
export const DEEPEST_ROOT = 3

/** How deep below the root a text may lie: `sos_commands/kernel/dmesg`, and one more. */
export const DEEPEST_TEXT = 4

/** A folder that may be a capture's root, with the number of declared patterns that something matches there. */
export interface Candidate {
  readonly path: string
  readonly score: number
}

/**
 * The root of a capture: the folder where most declared patterns match, the one nearer to the top among equals.
 * Where several folders beside each other are captures of about the same worth, there is no telling which one is meant.
 */
export function chooseRoot(candidates: readonly Candidate[]): { readonly root: string; readonly rivals: readonly string[] } {
  const ranked = candidates
    .filter((c) => c.score > 0)
    .sort((a, b) => b.score - a.score || depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1))
  const best = ranked[0]
  if (best === undefined) return { root: '', rivals: [] }
  const rivals = ranked
    .filter((c) => c !== best && c.path !== '' && depth(c.path) === depth(best.path) && c.score * 2 >= best.score)
    .map((c) => c.path)
  return { root: best.path, rivals }
}

function depth(path: string): number {
  return path === '' ? 0 : path.split('/').length
}

/** The order in which texts are looked at: those at the top, those of sos, the rest; then by name. */
export function textOrder(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function rank(path: string): number {
  return !path.includes('/') ? 0 : path.startsWith('sos_commands/') ? 1 : 2
}

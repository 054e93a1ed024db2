import type { Side } from './compare.ts'
import type { Result } from './result.ts'

interface File {
  readonly path: string
  readonly result: Result
}

/**
 * Which files belong to one side: those of one label. Files of one label only are a side each, so that two runs of one machine can
 * be compared. Files measured in turns have the name of their side; `again` is not a side but the control of the first.
 */
export function sidesOf(files: readonly File[]): { readonly sides: readonly Side[]; readonly again: readonly Result[] } {
  const control = files.filter((f) => f.result.settings.turn === 'again')
  const rest = files.filter((f) => f.result.settings.turn !== 'again')
  const keyOf = ({ result }: File): string => `${result.settings.turn ?? ''} ${result.label}`
  const keys = [...new Set(rest.map(keyOf))]
  const sides = keys.length === 1 ? rest.map((f) => [f]) : keys.map((key) => rest.filter((f) => keyOf(f) === key))
  return { sides: sides.map(sideOf), again: control.map((f) => f.result) }
}

/** Every name contains the file, or the number of files, so that two runs with the same label can be distinguished. */
function sideOf(files: readonly File[]): Side {
  const { path, result } = files[0]!
  const label = `${result.label} (${files.length === 1 ? path : `${files.length} runs`})`
  return { label, runs: files.map((f) => ({ ...f.result, label: `${f.result.label} (${f.path})` })) }
}

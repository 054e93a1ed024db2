import type { Evidence } from '../model.ts'
import { table } from '../table.ts'

/** An entry of a capture's archive. */
export type Entry =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'link'; readonly path: string; readonly to: string }

/** The folder that everything in the archive lies in. */
const FOLDER = 'virtcolor-capture'

/** What a text is called in a capture, by the device that the live machine gave it from or the probe that reads it. */
const NAMES: Readonly<Record<string, string>> = table({ 'dev/kmsg': 'dmesg.txt', 'dev/cpu/0/cpuid': 'cpuid-raw.txt' })

/** Evidence laid out as the root of a machine, with command outputs beside: what the reader of archives and folders reads. */
export function bundleOf(evidence: Evidence): readonly Entry[] {
  const out: Entry[] = []
  const at = (path: string): string => `${FOLDER}/${path}`
  for (const [path, text] of evidence.files) {
    // The environment of process 1 holds secrets; only what names the container is taken away.
    const kept =
      path === 'proc/1/environ'
        ? text
            .split('\0')
            .filter((v) => v.startsWith('container='))
            .join('\0')
        : text
    out.push({ kind: 'file', path: at(path), text: kept })
  }
  for (const [path, to] of evidence.links) out.push({ kind: 'link', path: at(path), to })
  const taken = new Set<string>()
  for (const { path, text, as } of evidence.texts) {
    const name = NAMES[path] ?? (as === undefined ? path.replace(/^.*\//, '').replace(/[^\w.+-]+/g, '-') : `${as}.txt`)
    let free = name
    for (let n = 2; taken.has(free); n++) free = `${n}-${name}`
    taken.add(free)
    out.push({ kind: 'file', path: at(free), text })
  }
  return out.sort((a, b) => (a.path < b.path ? -1 : 1))
}

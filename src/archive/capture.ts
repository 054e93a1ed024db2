import { HEAD } from '../evidence/signals.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Document, Evidence, Wanted } from '../model.ts'
import { looksBinary } from './decode.ts'
import { LIMITS } from './limits.ts'
import { DEEPEST_TEXT, findRoot, isCode, ownTree, textOrder, wantedTree } from './root.ts'
import { isPasted } from './texts/paste.ts'
import { SAME, tidyFor } from './texts/tidy.ts'
import { unfold } from './texts/unfold.ts'
import { type FileTree, Walk } from './walk.ts'

/** A captured tree as evidence: finds its root, reads the requested files, and recognises command outputs and logs. */
export interface Capture {
  readonly top: FileTree
  /** The same tree seen from one of its folders, so that links cannot lead out of it. */
  readonly below: (folder: string) => FileTree
}

/** @param path how the capture is called in faults */
export function evidenceOf(path: string, capture: Capture, wanted: Wanted): Evidence {
  const { root, rivals } = findRoot(capture.top, wanted)
  if (rivals.length > 0) {
    const others = `${rivals[0]}${rivals.length > 1 ? ', …' : ''}`
    throw new Fault(`${path}: contains several captures (${root}, ${others}); give the path of one`, EXIT.unrecognised)
  }
  const walk = new Walk(root === '' ? capture.top : capture.below(root)).run(wanted, wantedTree(wanted))
  const bare = walk.files.size === 0 && walk.links.size === 0
  const accepts = bare ? (head: string): boolean => wanted.accepts(head) || isPasted(head) : wanted.accepts
  const found = findTexts(capture.top, root, walk, { ...wanted, accepts }, bare)
  if (bare) refuseSeveral(path, found)
  if (bare && found.some((text) => isPasted(text.text.slice(0, HEAD)))) return unfoldAll(path, found, walk, wanted)
  const texts = found
  if (walk.files.size === 0 && walk.links.size === 0 && texts.length === 0)
    throw new Fault(`${path}: contains no file that virtcolor reads (docs/captures.md)`, EXIT.unrecognised)
  return { files: walk.files, links: walk.links, texts, missing: walk.missing }
}

/** What a machine keeps from boot to boot, as its log shows it: the board, and who runs it. */
const IDENTITIES: readonly RegExp[] = [
  /\bDMI: ([^\n]{1,200})/,
  /\bHypervisor detected: ([^\n]{1,60})/,
  /\bBooting paravirtualized kernel on ([^\n]{1,60})/,
]

/**
 * Boot logs of two machines side by side would describe a machine that does not exist.
 * @throws Fault with exit 4 that names the two
 */
function refuseSeveral(path: string, texts: readonly Document[]): void {
  const logs = texts.filter(({ text }) => text.slice(0, HEAD).includes('Linux version '))
  for (const identity of IDENTITIES) {
    let first: { readonly path: string; readonly value: string } | undefined
    for (const log of logs) {
      const value = identity.exec(log.text.slice(0, HEAD))?.[1]?.trim()
      if (value === undefined) continue
      first ??= { path: log.path, value }
      if (value !== first.value)
        throw new Fault(
          `${path}: contains logs of several machines (${first.path}: ${first.value}; ${log.path}: ${value}); name one, or all: ${path}/*`,
          EXIT.unrecognised,
        )
    }
  }
}

/** A folder of texts of which some are mixes of commands and outputs; the first that shows a file is believed. */
function unfoldAll(path: string, found: readonly Document[], walk: Walk, wanted: Wanted): Evidence {
  const files = new Map<string, string>()
  const links = new Map<string, string>()
  const places = new Map<string, { readonly path: string; readonly line: number }>()
  const texts: Document[] = []
  for (const text of found) {
    if (!isPasted(text.text.slice(0, HEAD))) {
      texts.push(text)
      continue
    }
    const more = unfold(text, wanted.accepts)
    texts.push(...more.texts)
    for (const [from, to] of [
      [more.files, files],
      [more.links, links],
      [more.places, places],
    ] as [Map<string, unknown>, Map<string, unknown>][])
      for (const [key, value] of from) if (!to.has(key)) to.set(key, value)
  }
  if (files.size === 0 && links.size === 0 && texts.length === 0)
    throw new Fault(`${path}: contains no file that virtcolor reads (docs/captures.md)`, EXIT.unrecognised)
  return { files, links, texts, places, missing: walk.missing }
}

/** Command outputs and logs, recognised by their beginning; those below the root have their path relative to it. */
function findTexts(top: FileTree, root: string, walk: Walk, wanted: Wanted, posted: boolean): Document[] {
  const files: { readonly at: string; readonly path: string }[] = []
  const deepest = (root === '' ? 0 : root.split('/').length) + DEEPEST_TEXT
  let level = ['']
  for (let depth = 1; depth <= deepest && level.length > 0; depth++) {
    const next: string[] = []
    for (const folder of level) {
      const names = top.list(folder)
      if (typeof names === 'string') continue
      for (const name of names) {
        const at = folder === '' ? name : `${folder}/${name}`
        const { kind } = top.entry(folder, name)
        if (kind === 'directory' && !ownTree(name)) next.push(at)
        else if (kind === 'file' && !isCode(name))
          files.push({ at, path: root !== '' && at.startsWith(`${root}/`) ? at.slice(root.length + 1) : at })
      }
    }
    level = next
  }
  files.sort((a, b) => textOrder(a.path, b.path))
  const texts: Document[] = []
  let held = 0
  for (const { at, path } of files.slice(0, LIMITS.sniffed)) {
    if (walk.files.has(path)) continue
    const head = top.read(at, HEAD)
    if ('why' in head || head.text === '' || looksBinary(head.text)) continue
    // Texts beside a machine's files are as programs wrote them.
    const tidy = posted ? tidyFor(head.text) : SAME
    if (!wanted.accepts(tidy(head.text))) continue
    if (held >= LIMITS.texts) {
      walk.missing.push({ path, why: 'unreadable' })
      continue
    }
    const got = top.read(at, LIMITS.file)
    if ('why' in got) walk.missing.push({ path, why: got.why })
    else {
      held += got.text.length
      texts.push({ path, text: tidy(got.text) })
    }
  }
  return texts
}

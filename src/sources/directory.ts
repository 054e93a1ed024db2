import * as fs from 'node:fs'
import { cutAtLine, decodeText, looksBinary } from '../archive/decode.ts'
import { LIMITS } from '../archive/limits.ts'
import { type Candidate, chooseRoot, DEEPEST_ROOT, DEEPEST_TEXT, ownTree, textOrder } from '../archive/root.ts'
import { allPatterns, HEAD, type Wanted } from '../archive/wanted.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Document } from '../model.ts'
import type { Opened } from './index.ts'
import { readRegular, Tree } from './walker.ts'

/** A captured tree, an unpacked sosreport, or a folder of command outputs. */
export function openDirectory(path: string, wanted: Wanted): Opened {
  try {
    fs.readdirSync(path)
  } catch (error) {
    throw new Fault(`${path}: ${(error as NodeJS.ErrnoException).code === 'EACCES' ? 'permission denied' : 'cannot be read'}`)
  }
  const top = new Tree(path === '/' ? '' : path.replace(/\/+$/, ''))
  const { root, rivals } = findRoot(top, wanted)
  if (rivals.length > 0)
    throw new Fault(
      `${path}: holds several captures (${root}, ${rivals[0]}${rivals.length > 1 ? ', …' : ''}): name one`,
      EXIT.unrecognised,
    )
  const tree = root === '' ? top : new Tree(`${top.root}/${root}`)
  tree.walk(wanted)
  const texts = findTexts(top, root, tree, wanted)
  if (tree.files.size === 0 && tree.links.size === 0 && texts.length === 0)
    throw new Fault(`${path}: nothing in it that virtcolor knows`, EXIT.unrecognised)
  return {
    source: { path, kind: 'directory' },
    evidence: { files: tree.files, links: tree.links, texts, missing: tree.missing },
  }
}

/** Looks for the root of the capture in the folder and a few levels below. */
function findRoot(top: Tree, wanted: Wanted): ReturnType<typeof chooseRoot> {
  const patterns = allPatterns(wanted).map(literalPart)
  const score = (folder: string): number => {
    const base = folder === '' ? '' : `${folder}/`
    let n = 0
    for (const pattern of patterns) if (pattern !== '' && top.has(base + pattern)) n++
    return n
  }
  const candidates: Candidate[] = []
  let level = ['']
  for (let depth = 0; depth <= DEEPEST_ROOT && candidates.length < 500; depth++) {
    for (const folder of level) candidates.push({ path: folder, score: score(folder) })
    if (candidates.some((c) => c.score > 0 && c.path !== '') || candidates[0]!.score > patterns.length / 10) break
    level = level.flatMap((folder) => subfolders(top, folder)).slice(0, 500)
  }
  return chooseRoot(candidates)
}

/** A pattern up to its first wildcard: enough to tell whether a folder is a machine's root. */
function literalPart(pattern: string): string {
  const segments = pattern.split('/')
  const wild = segments.findIndex((s) => s.includes('*'))
  return (wild < 0 ? segments : segments.slice(0, wild)).join('/')
}

function subfolders(tree: Tree, folder: string): string[] {
  return tree
    .list(folder)
    .filter((name) => !ownTree(name) && tree.entry(folder, name).kind === 'directory')
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
}

/** Command outputs and logs, told by how they begin; those below the root are called by their path from there. */
function findTexts(top: Tree, root: string, tree: Tree, wanted: Wanted): Document[] {
  const files: { readonly at: string; readonly path: string }[] = []
  let level = ['']
  const deepest = (root === '' ? 0 : root.split('/').length) + DEEPEST_TEXT
  for (let depth = 1; depth <= deepest && level.length > 0; depth++) {
    const next: string[] = []
    for (const folder of level) {
      for (const name of top.list(folder)) {
        const at = folder === '' ? name : `${folder}/${name}`
        const { kind } = top.entry(folder, name)
        if (kind === 'directory') {
          if (!ownTree(name)) next.push(at)
        } else if (kind === 'file') {
          files.push({ at, path: root !== '' && at.startsWith(`${root}/`) ? at.slice(root.length + 1) : at })
        }
      }
    }
    level = next
  }
  files.sort((a, b) => textOrder(a.path, b.path))
  const texts: Document[] = []
  let held = 0
  for (const { at, path } of files.slice(0, LIMITS.sniffed)) {
    if (tree.files.has(path)) continue
    try {
      const head = decodeText(readRegular(`${top.root}/${at}`, HEAD))
      if (head === '' || looksBinary(head) || !wanted.accepts(head)) continue
      const bytes = readRegular(`${top.root}/${at}`, LIMITS.text + 1)
      const cut = bytes.length > LIMITS.text
      held += bytes.length
      if (held > LIMITS.total) {
        tree.missing.push({ path, why: 'unreadable' })
        continue
      }
      const text = decodeText(bytes)
      texts.push({ path, text: cut ? (cutAtLine(text) ?? text) : text })
    } catch {
      // One text that cannot be read was never asked for by name.
    }
  }
  return texts
}

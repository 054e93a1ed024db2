import type { Evidence, TreeView } from '../model.ts'
import { wholeListing } from './listings.ts'

/**
 * A symbolic link kept as a file that holds its target, as git leaves it on systems without links.
 * Only relative targets: sysfs has no others, and a value such as a version never begins with a dot and a slash.
 */
const FLATTENED_LINK: RegExp = /^\.{1,2}\/[^\0\n]{1,4000}\n?$/

/** More than the kernel allows (MAXSYMLINKS 40), so that only a loop gets there. */
const MOST_LINKS = 64

/** Links of /sys and /dev have at most some hundred characters; each folder of a longer one would be resolved. */
const LONGEST_TARGET = 1024

/** The target text when a file's content can only be a link that lost its type. */
export function flattenedLink(text: string): string | undefined {
  return text.startsWith('.') && text.length < 4096 && FLATTENED_LINK.test(text) ? text.trimEnd() : undefined
}

/** A path that `normalize` surely leaves as it is. */
const plain = (path: string): boolean =>
  !(
    path.startsWith('/') ||
    path.startsWith('.') ||
    path.includes('/.') ||
    path.includes('//') ||
    path.endsWith('/') ||
    path === ''
  )

/** Resolves `.` and `..` and never leaves the root: `a/../../b` is `b`. */
export function normalize(path: string): string {
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') out.pop()
    else out.push(part)
  }
  return out.join('/')
}

/** Where a link's text leads from a directory, which is a normal path: nearly always some steps up and then down, as the kernel's own do. */
export function linked(directory: string, to: string): string {
  if (to.startsWith('/')) return normalize(to)
  let at = directory
  let from = 0
  for (; to.startsWith('../', from); from += 3) at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
  const rest = to.slice(from)
  if (!plain(rest)) return normalize(`${directory}/${to}`)
  return at === '' ? rest : `${at}/${rest}`
}

/** Evidence as a tree in which links resolve, whichever way they were captured. Loops end in "not there". */
export function treeOf(evidence: Pick<Evidence, 'files' | 'links'>): TreeView {
  const { files, links } = evidence
  const directories = new Map<string, Set<string>>()
  for (const map of [files, links]) {
    for (const path of map.keys()) {
      let child = path
      while (child !== '') {
        const slash = child.lastIndexOf('/')
        const parent = slash < 0 ? '' : child.slice(0, slash)
        const names = directories.get(parent)
        const name = child.slice(slash + 1)
        if (names === undefined) directories.set(parent, new Set([name]))
        else if (names.has(name)) break
        else names.add(name)
        child = parent
      }
    }
  }

  const target = (path: string): string | undefined => {
    const link = links.get(path)
    if (link !== undefined) return link.length > LONGEST_TARGET ? undefined : link
    const text = files.get(path)
    return text === undefined ? undefined : flattenedLink(text)
  }

  const resolved = new Map<string, string | undefined>()
  /**
   * The path with every link in it resolved, folder by folder, since folders are asked for again; undefined for a loop. Only a link is a step
   * deeper: a path may have thousands of folders.
   */
  function resolve(path: string, left: number): string | undefined {
    const known = resolved.get(path)
    if (known !== undefined || resolved.has(path)) return known
    if (left <= 0) return undefined
    // Nearly always the folder is known; where it is not, its folders are, from the outermost.
    const slash = path.lastIndexOf('/')
    const folder = slash < 0 ? '' : path.slice(0, slash)
    let at = folder === '' ? '' : resolved.get(folder)
    if (folder !== '' && at === undefined && !resolved.has(folder)) {
      at = ''
      for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) at = inside(at, path.slice(0, end), left)
    }
    return inside(at, path, left)
  }
  /** @param at the folder of the path, resolved */
  function inside(at: string | undefined, path: string, left: number): string | undefined {
    if (at === undefined || resolved.has(path)) return resolved.get(path)
    const name = path.slice(path.lastIndexOf('/') + 1)
    const here = at === '' ? name : `${at}/${name}`
    // Nothing lies below what is not there.
    const to = at === '' || directories.has(at) ? target(here) : undefined
    const result = to === undefined ? here : resolve(linked(at, to), left - 1)
    resolved.set(path, result)
    return result
  }
  const real = (path: string): string | undefined => {
    const known = resolved.get(path)
    return known !== undefined ? known : resolve(plain(path) ? path : normalize(path), MOST_LINKS)
  }

  return {
    read(path) {
      const at = real(path)
      return at === undefined ? undefined : files.get(at)
    },
    list(directory) {
      const at = real(directory)
      const names = at === undefined ? undefined : directories.get(at)
      return names === undefined ? [] : [...names].sort()
    },
    follow(path) {
      const clean = plain(path) ? path : normalize(path)
      const slash = clean.lastIndexOf('/')
      const parent = slash < 0 ? '' : real(clean.slice(0, slash))
      if (parent === undefined) return undefined
      const at = parent === '' ? clean.slice(slash + 1) : `${parent}/${clean.slice(slash + 1)}`
      const to = target(at)
      if (to === undefined) return undefined
      return linked(parent, to)
    },
    has(path) {
      const at = real(path)
      return at !== undefined && (files.has(at) || links.has(at) || directories.has(at))
    },
    real: (path) => real(path) ?? normalize(path),
    whole: (directory) => wholeListing(files, directory),
  }
}

import { LIMITS } from '../archive/limits.ts'
import type { FolderFile, Question } from './messages.ts'

/** Files that were chosen: each a source of its own, those of one folder together. */
export function filesOf(files: readonly File[]): Question[] {
  const folders = new Map<string, FolderFile[]>()
  const out: Question[] = []
  for (const file of files) {
    const [folder, ...rest] = file.webkitRelativePath.split('/')
    if (folder === undefined || rest.length === 0) out.push({ is: 'file', name: file.name, file })
    else folders.set(folder, [...(folders.get(folder) ?? []), { path: rest.join('/'), file }])
  }
  for (const [name, inside] of folders) out.push({ is: 'folder', name, files: inside })
  return out
}

export interface Dropped {
  readonly questions: readonly Question[]
  /** In one line each: what was dropped and cannot be read. */
  readonly faults: readonly string[]
}

/** Chromium lets a page from a disk open no entries, but the handles of the newer File System API. */
interface Item extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/** What was dropped. The list of items is gone after the event, so that all are taken at once. */
export async function dropped(data: DataTransfer): Promise<Dropped> {
  const text = data.getData('text/plain')
  const folders: { readonly name: string; readonly files: Promise<FolderFile[]> }[] = []
  const files: File[] = []
  for (const item of data.items as unknown as Iterable<Item>) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    const file = entry?.isDirectory === true ? null : item.getAsFile()
    if (file !== null) files.push(file)
    else if (entry !== null) folders.push({ name: entry.name, files: filesIn(item, entry as FileSystemDirectoryEntry) })
  }
  if (folders.length + files.length === 0 && text.trim() !== '')
    return { questions: [{ is: 'text', name: 'dropped text', text }], faults: [] }
  const questions = filesOf(files)
  const faults: string[] = []
  for (const { name, files } of folders)
    try {
      questions.push({ is: 'folder', name, files: await files })
    } catch {
      faults.push(`${name}: this browser lets the page read no dropped folder; choose it with the button instead`)
    }
  return { questions, faults }
}

async function filesIn(item: Item, entry: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const handle = item.getAsFileSystemHandle?.()
  // Nobody waits for it yet: that it fails is found out below.
  handle?.catch(() => {})
  try {
    return await below(entry)
  } catch (error) {
    const folder = await handle
    if (folder == null || folder.kind !== 'directory') throw error
    return await within(folder as FileSystemDirectoryHandle)
  }
}

/** All files below a folder, within bounds. */
async function within(top: FileSystemDirectoryHandle): Promise<FolderFile[]> {
  const files: FolderFile[] = []
  const waiting: { readonly folder: FileSystemDirectoryHandle; readonly path: string }[] = [{ folder: top, path: '' }]
  for (let at = waiting.pop(); at !== undefined && files.length < LIMITS.files; at = waiting.pop())
    for await (const one of at.folder.values()) {
      const path = at.path === '' ? one.name : `${at.path}/${one.name}`
      if (one.kind === 'directory') waiting.push({ folder: one as FileSystemDirectoryHandle, path })
      else files.push({ path, file: await (one as FileSystemFileHandle).getFile() })
      if (files.length >= LIMITS.files) break
    }
  return files
}

/** The same by entries, which every browser has. */
async function below(top: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const files: FolderFile[] = []
  const waiting: { readonly entry: FileSystemDirectoryEntry; readonly path: string }[] = [{ entry: top, path: '' }]
  for (let at = waiting.pop(); at !== undefined && files.length < LIMITS.files; at = waiting.pop()) {
    const reader = at.entry.createReader()
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
      if (some.length === 0) break
      for (const entry of some) {
        const path = at.path === '' ? entry.name : `${at.path}/${entry.name}`
        if (entry.isDirectory) waiting.push({ entry: entry as FileSystemDirectoryEntry, path })
        else files.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
      }
    }
  }
  return files
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject))

import { LIMITS } from '../archive/limits.ts'
import type { FolderFile, Question } from './messages.ts'

/** The chosen files: each is a separate source, except that the files of one folder are one source. */
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
  /** One line for each dropped item that cannot be read. */
  readonly faults: readonly string[]
}

/** On a page from a disk, Chromium does not open entries; it does open the handles of the newer File System API. */
interface Item extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

/** The dropped items. The browser clears the list after the event, so all are read synchronously. */
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
      faults.push(`${name}: this browser does not let the page read dropped folders; use the button "Choose a folder"`)
    }
  return { questions, faults }
}

async function filesIn(item: Item, entry: FileSystemDirectoryEntry): Promise<FolderFile[]> {
  const handle = item.getAsFileSystemHandle?.()
  // Without this handler a rejection would be unhandled until the await below.
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

/** The same with entries, which every browser supports. */
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

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

/** What was dropped. The list of entries is gone after the event, so that all are taken at once. */
export async function dropped(data: DataTransfer): Promise<Question[]> {
  const text = data.getData('text/plain')
  const entries = [...data.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null
    return entry === null ? [] : [entry]
  })
  const loose = entries.length === 0 ? [...data.files] : []
  if (entries.length === 0 && loose.length === 0) return text.trim() === '' ? [] : [{ is: 'text', name: 'dropped text', text }]
  const questions = await Promise.all(
    entries.map(async (entry): Promise<Question> => {
      if (entry.isDirectory) return { is: 'folder', name: entry.name, files: await below(entry as FileSystemDirectoryEntry) }
      return { is: 'file', name: entry.name, file: await fileOf(entry as FileSystemFileEntry) }
    }),
  )
  return [...filesOf(loose), ...questions]
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject))

/** All files below a folder, within bounds. */
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

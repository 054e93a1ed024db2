import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { descriptorOf, isOva, OVA_HEAD } from '../definitions/ova.ts'
import type { Document } from '../model.ts'

/**
 * The descriptor of an OVA, or undefined when the file is not an OVA. The reader of sources reports a file that cannot be opened.
 * Synchronous: every source is asked, and to wait for three calls costs more than they do.
 */
export function descriptorIn(path: string): (Document & { readonly name: string }) | undefined {
  // Checked before opening: opening and closing a FIFO would end the program that writes into it.
  if (!isFile(path)) return undefined
  const file = opened(path)
  if (file === undefined) return undefined
  try {
    const head = new Uint8Array(512)
    if (readSync(file, head, 0, 512, 0) < 512 || !isOva(head)) return undefined
    const bytes = new Uint8Array(OVA_HEAD)
    const length = readSync(file, bytes, 0, OVA_HEAD, 0)
    const found = descriptorOf(path, bytes.subarray(0, length), (b) => new TextDecoder().decode(b))
    return { path: `${path}/${found.name}`, name: found.name, text: found.text }
  } finally {
    closeSync(file)
  }
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch {
    return undefined
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    return false
  }
}

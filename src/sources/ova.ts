import { statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { descriptorOf, isOva, OVA_HEAD } from '../definitions/ova.ts'
import type { Document } from '../model.ts'

/** The descriptor of an OVA, or undefined when the file is not an OVA. The reader of sources reports a file that cannot be opened. */
export async function descriptorIn(path: string): Promise<(Document & { readonly name: string }) | undefined> {
  // Checked before opening: opening and closing a FIFO would end the program that writes into it.
  if (!isFile(path)) return undefined
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const head = new Uint8Array(512)
    const { bytesRead } = await file.read(head, 0, 512, 0)
    if (bytesRead < 512 || !isOva(head)) return undefined
    const bytes = new Uint8Array(OVA_HEAD)
    const read = await file.read(bytes, 0, OVA_HEAD, 0)
    const found = descriptorOf(path, bytes.subarray(0, read.bytesRead), (b) => new TextDecoder().decode(b))
    return { path: `${path}/${found.name}`, name: found.name, text: found.text }
  } finally {
    await file.close()
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    return false
  }
}

import { open } from 'node:fs/promises'
import { DESCRIPTOR, descriptorOf, isTar } from '../definitions/ova.ts'
import type { Document } from '../model.ts'

/** The descriptor is the first file of an OVA and never large; this much of an archive is looked at. */
const MOST = 4 * 1024 * 1024

/** The descriptor of an OVA, or undefined when the file is none. What cannot be opened is left to the reader of sources to tell. */
export async function descriptorIn(path: string): Promise<(Document & { readonly name: string }) | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    if (!(await file.stat()).isFile()) return undefined
    const head = new Uint8Array(512)
    const { bytesRead } = await file.read(head, 0, 512, 0)
    if (bytesRead < 512 || !isTar(head)) return undefined
    const name = new TextDecoder().decode(head.subarray(0, 100)).split('\0')[0]!
    if (!DESCRIPTOR.test(name)) return undefined
    const bytes = new Uint8Array(MOST)
    const read = await file.read(bytes, 0, MOST, 0)
    const found = descriptorOf(path, bytes.subarray(0, read.bytesRead), (b) => new TextDecoder().decode(b))
    return { path: `${path}/${found.name}`, name: found.name, text: found.text }
  } finally {
    await file.close()
  }
}

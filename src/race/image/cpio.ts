/**
 * The archive that Linux takes as an initramfs: "newc" records of 110 hexadecimal characters, name, body, each padded to 4 bytes.
 * https://www.kernel.org/doc/html/latest/driver-api/early-userspace/buffer-format.html
 */
export interface Entry {
  /** Without a leading slash. Directories on the way are made by the caller, before what is in them. */
  readonly path: string
  readonly kind: 'file' | 'directory' | 'link' | 'device'
  /** A file's content or a link's target. */
  readonly body?: Uint8Array | string
  readonly executable?: boolean
  /** Of a character device. */
  readonly major?: number
  readonly minor?: number
}

const MODE = { file: 0o100644, directory: 0o040755, link: 0o120777, device: 0o020600 } as const

const pad = (length: number): number => (4 - (length & 3)) & 3

/** The archive's bytes. Times are zero and numbers run from 1, so that the same input gives the same bytes. */
export function cpio(entries: Iterable<Entry>): Buffer {
  const parts: Buffer[] = []
  let inode = 1
  const add = (path: string, mode: number, body: Buffer, major: number, minor: number): void => {
    const name = Buffer.from(`${path}\0`)
    const fields = [inode++, mode, 0, 0, 1, 0, body.length, 0, 0, major, minor, name.length, 0]
    const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`
    parts.push(
      Buffer.from(head, 'latin1'),
      name,
      Buffer.alloc(pad(head.length + name.length)),
      body,
      Buffer.alloc(pad(body.length)),
    )
  }
  for (const { path, kind, body = '', executable = false, major = 0, minor = 0 } of entries) {
    const mode = kind === 'file' && executable ? 0o100755 : MODE[kind]
    const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    add(path, mode, kind === 'directory' || kind === 'device' ? Buffer.alloc(0) : bytes, major, minor)
  }
  add('TRAILER!!!', 0, Buffer.alloc(0), 0, 0)
  return Buffer.concat(parts)
}

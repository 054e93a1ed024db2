import { Fault } from '../fault.ts'
import { table } from '../table.ts'

const SAYS: Readonly<Record<string, string>> = table({
  ENOENT: 'no such file or directory',
  ENOTDIR: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'name too long',
  EIO: 'input/output error',
  EROFS: 'read-only file system',
  ENOSPC: 'the disk is full',
  EDQUOT: 'disk quota exceeded',
  EFBIG: 'file too large',
  EBUSY: 'in use (a mount point?)',
  EISDIR: 'is a directory',
})

/** What the operating system said, in words where there are some. */
export function saysOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return SAYS[code ?? ''] ?? code ?? String(error)
}

/** What the operating system said about a path, as one line. */
export function faultOf(path: string, error: unknown): Fault {
  if (error instanceof Fault) return error
  return new Fault(`${path}: ${SAYS[(error as NodeJS.ErrnoException).code ?? ''] ?? 'cannot be read'}`)
}

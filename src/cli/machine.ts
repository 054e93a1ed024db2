import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ReadDefinition } from '../definitions/index.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Io } from './command.ts'

/**
 * `FILE#NAME` as a file and the machine in it. A file whose own name has a `#` goes before; where no file begins so, the whole is
 * left to whoever says that it is not there.
 */
export async function selectorIn(
  asked: string,
  io: Io,
): Promise<{ readonly spec: string; readonly machine: string | undefined }> {
  const there = async (path: string): Promise<boolean> =>
    path === '-' ||
    (await stat(resolve(io.cwd, path)).then(
      () => true,
      () => false,
    ))
  if (await there(asked)) return { spec: asked, machine: undefined }
  for (let i = asked.indexOf('#', 1); i > 0; i = asked.indexOf('#', i + 1))
    if (await there(asked.slice(0, i))) return { spec: asked.slice(0, i), machine: asked.slice(i + 1) }
  return { spec: asked, machine: undefined }
}

/** The machine of that name, or of that number from 1 where none is called so. @throws Fault that names those there are */
export function select(path: string, all: readonly ReadDefinition[], machine: string): readonly [ReadDefinition] {
  const found = all.find((r) => r.name === machine) ?? (/^\d{1,6}$/.test(machine) ? all[Number(machine) - 1] : undefined)
  if (found !== undefined) return [found]
  const names = all.slice(0, 8).map((r) => r.name)
  const more = all.length - names.length
  throw new Fault(
    `${path}: no machine "${machine}" in it; there ${all.length === 1 ? 'is' : 'are'} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    EXIT.usage,
  )
}

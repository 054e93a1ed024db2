import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Answered } from '../answer.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Io } from '../io.ts'

/**
 * `FILE#NAME` as a file and the machine in it. A file whose own name has a `#` goes before; where no file begins so, the whole is
 * left to the code that reports a missing file.
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

/** The machine with that name, or with that number from 1 when no machine has the name. @throws Fault that lists the machines */
export function select(path: string, all: readonly Answered[], machine: string): readonly [Answered] {
  const names = all.map(({ declared }) => declared?.read.name ?? '')
  const named = names.indexOf(machine)
  const found = all[named >= 0 || !/^\d{1,6}$/.test(machine) ? named : Number(machine) - 1]
  if (found !== undefined) return [found]
  const more = names.length - SHOWN
  throw new Fault(
    `${path}: no machine is called "${machine}"; the file has ${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    EXIT.usage,
  )
}

/** A message names at most this many machines. */
const SHOWN = 8

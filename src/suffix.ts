import { EXIT, Fault } from './fault.ts'

/** For an output file whose name chooses no format. */
export function unknownFormat(file: string, suffixes: readonly string[]): Fault {
  const suffix = /\.[^./\\]{1,16}$/.exec(file)?.[0]
  const what = suffix === undefined ? 'the name has no suffix, which chooses the format' : `unknown output format ${suffix}`
  return new Fault(`${file}: ${what}; use one of ${[...new Set(suffixes)].join(' ')}`, EXIT.usage)
}

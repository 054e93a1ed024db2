/** virtcolor as a library in Node: everything of `virtcolor`, and what reads files, folders and the machine itself. */
import { answer, openedDescriptor, withDefinitions } from './answer.ts'
import type { DefinitionOptions } from './definitions/definition.ts'
import { PROBES, wantedOf } from './evidence/index.ts'
import { LIVE_PROBES } from './evidence/live.ts'
import { signalsOf } from './evidence/signals.ts'
import { report } from './examine.ts'
import type { Reports } from './library/inspect.ts'
import type { Opened, Report, Wanted } from './model.ts'
import { hasLinuxFiles, open as openSource } from './sources/index.ts'
import { descriptorIn } from './sources/ova.ts'

export * from './index.ts'

/** The answer for the machine that this runs on. It needs no root; with root it reads more. */
export async function inspectLive(): Promise<Report> {
  const { source, evidence } = await open()
  return report(source, signalsOf(evidence, hasLinuxFiles() ? LIVE_PROBES : PROBES), evidence, 'observed')
}

/**
 * The answer for a file or folder: a capture, an archive of one, a log, or a VM definition. The content decides which, never the name.
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is not recognised
 */
export async function inspectFile(path: string, options: DefinitionOptions = {}): Promise<Reports> {
  const [first, ...others] = await answer(await open(path), withDefinitions(wantedOf(PROBES, 'capture')), options)
  return [first.report, ...others.map((one) => one.report)]
}

/**
 * The evidence of a source, for code that looks at more than the report.
 * @param path a file or folder, '-' for standard input, nothing for this machine
 * @param wanted what to read besides VM definitions; the default is everything that reports use
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is not recognised
 */
export async function open(
  path?: string,
  wanted: Wanted = path === undefined ? wantedOf(LIVE_PROBES, 'live') : wantedOf(PROBES, 'capture'),
  io: { readonly stdin: AsyncIterable<Uint8Array> } = process,
): Promise<Opened> {
  const descriptor = path === undefined || path === '-' ? undefined : descriptorIn(path)
  if (descriptor !== undefined) return openedDescriptor(path!, descriptor)
  return openSource(path, withDefinitions(wanted), io)
}

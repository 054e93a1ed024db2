import { readDefinition } from '../definitions/index.ts'
import { signalsOf } from '../evidence/index.ts'
import { type Examined, examine } from '../examine.ts'
import type { Evidence, Source } from '../model.ts'
import examples from './examples.golden.json' with { type: 'json' }

/**
 * Evidence written by hand: a text by its path, `-> target` for a link, texts without a path, or the text of a VM definition.
 * `guest` is the value of `--guest`.
 */
export interface Example {
  readonly files?: Readonly<Record<string, string>>
  readonly texts?: readonly string[]
  readonly definition?: string
  readonly guest?: string
}

/** For every row but lint rules, which bring their own. Made by test/examples.test.ts. */
export const EXAMPLES: Readonly<Record<string, Example>> = examples as Readonly<Record<string, Example>>

/** The evidence of an example. */
export function evidenceOf({ files = {}, texts = [] }: Example): Evidence {
  const entries = Object.entries(files)
  return {
    files: new Map(entries.filter(([, text]) => !text.startsWith('-> '))),
    links: new Map(entries.filter(([, text]) => text.startsWith('-> ')).map(([path, text]) => [path, text.slice(3)])),
    texts: texts.map((text, i) => ({ path: `text ${i + 1}`, text })),
    missing: [],
  }
}

/** Runs an example as the command line runs a source. */
export async function execute(example: Example): Promise<Examined> {
  const { definition, guest } = example
  if (definition === undefined) {
    const evidence = evidenceOf(example)
    return examine({ path: 'example', kind: 'directory' }, signalsOf(evidence), evidence, 'observed')
  }
  const read = await readDefinition({ path: 'definition', text: definition }, guest === undefined ? {} : { guest })
  const source: Source = { path: 'definition', kind: 'definition', ...(read !== undefined && { format: read.format }) }
  return examine(source, read?.signals ?? [], { missing: [] }, 'declared')
}

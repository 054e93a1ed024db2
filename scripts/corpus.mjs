// Scores the built command against the labelled corpora in the folder `shared` beside the checkout. They contain captures of other people
// and are not published; without them this is skipped with a message.
//   node scripts/corpus.mjs [machines|lab|definitions]
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, cli, install, root } from './lib/project.mjs'

const shared = join(dirname(root), 'shared')
const command = `${process.execPath} ${cli}`
const CORPORA = [
  { name: 'machines', score: 'score-machines.mjs', corpus: 'corpora/machines' },
  { name: 'lab', score: 'score-machines.mjs', corpus: 'lab' },
  { name: 'definitions', score: 'score-definitions.mjs', corpus: 'corpora/definitions', needs: 'src/definitions/index.ts' },
]

install()
build()
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !CORPORA.some((c) => c.name === name))
if (unknown.length > 0) {
  console.error(`no corpus '${unknown[0]}'; there are ${CORPORA.map((c) => c.name).join(', ')}`)
  process.exit(2)
}
let failed = 0
for (const { name, score, corpus, needs } of CORPORA) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const tool = join(shared, 'tools', score)
  const folder = join(shared, corpus)
  if (needs !== undefined && !existsSync(join(root, needs))) {
    console.log(`\n*** SKIPPED corpus ${name}: this version does not read definitions ***`)
    continue
  }
  if (!existsSync(tool) || !existsSync(folder)) {
    console.log(`\n*** SKIPPED corpus ${name}: ../shared/${corpus} is not beside the checkout ***`)
    continue
  }
  console.log(`\n== corpus ${name} ==`)
  const { status } = spawnSync(process.execPath, [tool, '--cli', command, '--corpus', folder], { stdio: 'inherit' })
  if (status !== 0) failed++
}
process.exitCode = failed > 0 ? 1 : 0

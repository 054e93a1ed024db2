// Coverage-guided fuzzing of all readers, lint, fix and renderers.
//   npm run fuzz -- --seconds 60 --seed 1 --target definition,text
// What breaks is written to fuzz/inputs/: each file there is tried first by every run and by test/fuzz.test.ts.
// With --keep what reached new code in small inputs joins fuzz/corpus/.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { load } from './build.mjs'
import { mulberry, mutator, wordsOf } from './mutate.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    executions: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', default: 'machine,text,collector,archive,definition' },
    keep: { type: 'boolean', default: false },
    /** `count`: answers that less evidence changed are counted and do not end the run as broken. */
    less: { type: 'string', default: 'fail' },
    /** Share of the executions that render, which costs three times as much as the rest. */
    render: { type: 'string', default: '0.03' },
  },
})
/** Milliseconds for an input of at most 8 KiB; one that takes longer three times breaks a promise: 1 s for 1 MiB. */
const MOST_MS = 100
/** Each finding is printed in five formats and fixed, so its time is counted apart: 8 KiB of `-hda` words give 2,000 findings. */
const MOST_MS_A_FINDING = 0.1

const { TARGETS, seeds, hits, file } = await load()
rmSync(file)
const words = wordsOf(join(here, '..', 'src'))
const random = mulberry(Number(values.seed))
const seen = new Uint8Array(hits.length)
const filesIn = (folder) => {
  try {
    return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
  } catch {
    return []
  }
}

/** Whether the last execution reached what none reached before: a counter's first time, or another power of two of times. */
function isNew() {
  let found = false
  for (let i = 0; i < hits.length; i++) {
    if (hits[i] === 0) continue
    const bucket = 1 << Math.min(7, 32 - Math.clz32(hits[i] - 1 || 0))
    if ((seen[i] & bucket) === 0) {
      seen[i] |= bucket
      found = true
    }
  }
  return found
}

const finds = new Map()
const totals = { executions: 0, faults: 0, reports: 0, rendered: 0, parts: 0, turned: 0 }

async function execute(target, bytes, render) {
  hits.fill(0)
  let outcome
  let broken
  const start = performance.now()
  try {
    outcome = await TARGETS[target](new Uint8Array(bytes), { render, random })
  } catch (error) {
    if (values.less === 'count' && error instanceof Error && error.message.startsWith('less evidence ')) totals.turned++
    else broken = error
  }
  const ms = performance.now() - start
  totals.executions++
  totals.rendered += Number(render)
  if (outcome !== undefined) {
    totals.faults += outcome.faults
    totals.reports += outcome.reports
    totals.parts += outcome.parts ?? 0
  }
  return { broken, ms, findings: outcome?.findings ?? 0 }
}

async function attempt(target, bytes, render, name) {
  let { broken, ms, findings } = await execute(target, bytes, render)
  const most = MOST_MS + MOST_MS_A_FINDING * findings
  const fresh = isNew()
  // Again in time of the processor: another process may have had it.
  for (let n = 0; n < 3 && broken === undefined && ms > most; n++) {
    const start = process.cpuUsage()
    await execute(target, bytes, render)
    const { user, system } = process.cpuUsage(start)
    ms = Math.min(ms, (user + system) / 1000)
  }
  if (broken === undefined && ms > most) broken = new Error(`slow: ${Math.round(ms)} ms for ${bytes.length} bytes`)
  if (broken !== undefined) {
    const where = /\n\s+at (?:async )?([\w.<>#]+)/.exec(broken.stack ?? '')?.[1] ?? ''
    const key = `${target} ${String(broken.message).replace(/\d+/g, 'N').slice(0, 120)} ${/^slow|^a |^an |^less |^svg|^html|^mark|^term|^json|^lint/.test(broken.message) ? '' : where}`
    if (!finds.has(key)) {
      finds.set(key, broken)
      const folder = join(here, 'inputs')
      mkdirSync(folder, { recursive: true })
      const at = name ?? `${target}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
      writeFileSync(join(folder, at), bytes)
      console.log(`broken: ${key.trim()}\n  fuzz/inputs/${at}\n  ${String(broken.stack).split('\n').slice(1, 4).join('\n  ')}`)
    }
  }
  return fresh
}

const targets = values.target.split(',')
for (const { name, bytes } of filesIn(join(here, 'inputs'))) {
  const target = name.split('-')[0]
  if (targets.includes(target)) await attempt(target, bytes, true, name)
}
const queues = new Map()
for (const target of targets) {
  const kept = filesIn(join(here, 'corpus', target)).sort((a, b) => a.bytes.length - b.bytes.length)
  const queue = []
  for (const { name, bytes } of [...seeds[target].map((one) => ({ bytes: Buffer.from(one) })), ...kept]) {
    if ((await attempt(target, bytes, true)) || queue.length === 0) queue.push(bytes)
    else if (values.keep && name !== undefined) rmSync(join(here, 'corpus', target, name))
  }
  queues.set(target, { queue, mutate: mutator(random, words, queue), from: queue.length })
}
const reached = () => seen.reduce((n, s) => n + Number(s !== 0), 0)
const fromSeeds = reached()
const started = Date.now()
const until = process.hrtime.bigint() + BigInt(Math.round(Number(values.seconds) * 1e9))
const first = totals.executions
const say = () => {
  const seconds = (Date.now() - started) / 1000
  console.log(
    JSON.stringify({
      seconds: Math.round(seconds),
      perSecond: Math.round((totals.executions - first) / seconds),
      ...totals,
      finds: finds.size,
      branches: hits.length,
      fromSeeds,
      reached: reached(),
      corpus: Object.fromEntries([...queues].map(([t, q]) => [t, q.queue.length])),
    }),
  )
}
let said = Date.now()
while (process.hrtime.bigint() < until && totals.executions < Number(values.executions)) {
  for (const [target, { queue, mutate, from }] of queues) {
    // What was found lately is tried most.
    const at =
      random() < 0.5 ? Math.floor(random() * queue.length) : queue.length - 1 - Math.floor(random() ** 2 * queue.length)
    // Short ones are quicker, and as good.
    const [one, other] = [queue[Math.max(0, at)], queue[Math.floor(random() * queue.length)]]
    const parent = one.length <= other.length * 2 ? one : other
    for (let n = 0; n < 16; n++) {
      const bytes = mutate(parent)
      if (!(await attempt(target, bytes, random() < Number(values.render)))) continue
      queue.push(bytes)
      if (values.keep && bytes.length <= 1024 && queue.length - from < 400) {
        const folder = join(here, 'corpus', target)
        mkdirSync(folder, { recursive: true })
        writeFileSync(join(folder, createHash('sha256').update(bytes).digest('hex').slice(0, 12)), bytes)
      }
    }
  }
  if (Date.now() - said > 30_000) {
    said = Date.now()
    say()
  }
}
say()
process.exitCode = finds.size > 0 ? 1 : 0

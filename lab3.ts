import { PLANTS, randomOf } from './src/redaction/testing/plants.ts'
import { EXAMPLES } from './src/redaction/testing/examples.ts'
import { redact } from './src/redaction/redact.ts'
import { Redactor } from './src/redaction/redactor.ts'
const ev = (text: string) => ({ files: new Map(), links: new Map(), texts: [{ path: 't', text }], missing: [] })
const one = (text: string) => redact(ev(text) as any).evidence.texts[0]!.text
const random = randomOf(Number(process.argv[2] ?? 1))
const all: [any, string][] = PLANTS.flatMap((p) => p.places.map((place) => [p, place] as [any, string]))
const ex = Object.values(EXAMPLES).map((e) => e[0])
let bad = 0
const N = Number(process.argv[3] ?? 400), K = Number(process.argv[4] ?? 12)
const seen = new Map<string, number>()
for (let i = 0; i < N; i++) {
  const lines: string[] = []
  for (let k = 0; k < K; k++) {
    if (random(4) === 0) lines.push(ex[random(ex.length)]!)
    else { const [p, place] = all[random(all.length)]!; lines.push(place.replaceAll('{}', p.make(random))) }
  }
  const x = lines.join('\n')
  const a = one(x), b = one(a)
  if (a !== b) {
    bad++
    { const r2 = new Redactor(); r2.learn(ev(a) as any); console.log((r2 as any).freshOf?.(), a.split('\n').filter((l) => /192|SERIAL|login/.test(l)).slice(0, 3)) }
    const r = new Redactor(); r.learn(ev(a) as any)
    const culprits = redact(ev(a) as any).replaced.map((x) => `${x.what}: ${x.from} > ${x.to}`)
    const key = culprits.map((c: any) => c).slice(0, 3).join(' ; ')
    seen.set(key, (seen.get(key) ?? 0) + 1)
    if (process.argv[5]) console.log(a, '\n----\n', b)
  }
}
console.log({ bad, N })
for (const [k, n] of [...seen].sort((a, b) => b[1] - a[1]).slice(0, 60)) console.log(n, k)

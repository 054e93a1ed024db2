import { expect, it } from 'vitest'
import { SAMPLES } from '../../render/testing/reports.ts'
import { main } from '../main.ts'
import { pageWith } from '../page.ts'
import { fakeIo } from '../testing.ts'
import { allowed } from './serve.ts'

it('answers only to the name of this machine', () => {
  for (const host of ['127.0.0.1', '127.0.0.1:8080', 'localhost:1']) expect(allowed(host)).toBe(true)
  for (const host of [undefined, '', 'evil.example', '127.0.0.1.evil.example', 'localhost.evil:80', '127.0.0.1:80:80'])
    expect(allowed(host)).toBe(false)
})

it('puts reports into the page as data that ends no script', () => {
  const page = pageWith([SAMPLES['hostile']!], '<main></main><!--data--><script>1</script>')
  expect(page.match(/<\/script>/g)).toHaveLength(2)
  const data = /id="data">(.*?)<\/script>/s.exec(page)![1]!
  expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify([SAMPLES['hostile']])))
})

it.each(['x', '-1', '65536', ''])('refuses port %j', async (port) => {
  const { io, err } = fakeIo()
  expect(await main(['serve', `--port=${port}`], io)).toBe(2)
  expect(err()).toMatch(/--port/)
})

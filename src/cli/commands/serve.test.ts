import { get } from 'node:http'
import { expect, it } from 'vitest'
import { SAMPLES } from '../../render/testing/reports.ts'
import { main } from '../main.ts'
import { pageWith } from '../page.ts'
import { fakeIo } from '../testing.ts'
import { allowed, named } from './serve.ts'

it('answers only to the name of this machine', () => {
  for (const host of ['127.0.0.1:8080', 'localhost:8080']) expect(allowed(host, 8080)).toBe(true)
  expect(allowed('localhost', 80)).toBe(true)
  for (const host of [undefined, '', 'evil.example', '127.0.0.1.evil.example', 'localhost.evil:80', '127.0.0.1:80:80'])
    expect(allowed(host, 80)).toBe(false)
  for (const host of ['127.0.0.1', 'localhost:80', '127.0.0.1:80800']) expect(allowed(host, 8080)).toBe(false)
})

it('names the page by the token alone', () => {
  expect(named('/abc/', 'abc')).toBe(true)
  for (const url of [undefined, '', '/', '/abc', '/abc/x', '/abd/', '//abc/', '/abc/?', '/ABC/'])
    expect(named(url, 'abc')).toBe(false)
})

it('answers who was given the address, and no other user of this machine', async () => {
  const { io, out } = fakeIo()
  const done = main(['serve', 'fixtures/xen-pv/evidence'], io)
  while (!out().includes('\n')) await new Promise((resolve) => setTimeout(resolve, 10))
  const address = out().trim()
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/)
  const status = (url: string, host?: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(url, host === undefined ? {} : { headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject)
    })
  expect(await status(address)).toBe(200)
  expect(await status(address, 'evil.example')).toBe(403)
  for (const path of ['/', '/favicon.ico', `/${'0'.repeat(32)}/`]) expect(await status(new URL(path, address).href)).toBe(404)
  process.emit('SIGTERM')
  expect(await done).toBe(0)
})

it('puts reports into the page as data that ends no script', () => {
  const page = pageWith([SAMPLES['hostile']!], '<main></main><!--data--><script>1</script>')
  expect(page.match(/<\/script>/g)).toHaveLength(2)
  const data = /id="data">(.*?)<\/script>/s.exec(page)![1]!
  expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify([SAMPLES['hostile']])))
  const report = structuredClone(SAMPLES['hostile']!) as { source: { path: string } }
  report.source.path = 'a\x85\u202eb\u{e0041}c\u2028'
  const page2 = pageWith([report as (typeof SAMPLES)[string]], '<!--data-->')
  expect(page2).not.toMatch(/[\x7f-\x9f\p{Cf}\u2028]/u)
  expect(JSON.parse(/id="data">(.*?)<\/script>/s.exec(page2)![1]!)[0].source.path).toBe(report.source.path)
})

it.each(['x', '-1', '65536', ''])('refuses port %j', async (port) => {
  const { io, err } = fakeIo()
  expect(await main(['serve', `--port=${port}`], io)).toBe(2)
  expect(err()).toMatch(/--port/)
})

// npm run web [-- PORT]: builds the page and serves it on 127.0.0.1. The page is dist/web/index.html, which a browser opens as it is, too.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build, install, root } from './lib/project.mjs'

install()
build()
const page = readFileSync(join(root, 'dist', 'web', 'index.html'))
const server = createServer((request, response) => {
  if (request.url !== '/') {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page)
})
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`)
})

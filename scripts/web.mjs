// npm run web [-- PORT]: builds the page and serves it on 127.0.0.1. A browser can also open dist/web/index.html directly.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { build, install, root } from './lib/project.mjs'

install()
build()
const port = Number(process.argv[2] ?? 8080)
const folder = join(root, 'dist', 'web')
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' }
// Only files of the build are served; no path from a request is ever opened.
const files = new Map(
  readdirSync(folder).map((name) => [`/${name}`, { type: TYPES[extname(name)], bytes: readFileSync(join(folder, name)) }]),
)
files.set('/', files.get('/index.html'))
const server = createServer((request, response) => {
  const file = files.get(request.url)
  if (file === undefined) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-store' }).end(file.bytes)
})
server.on('error', (error) => {
  console.error(`virtcolor: cannot listen on port ${port}: ${error.code}; give another: npm run web -- 8081`)
  process.exitCode = 3
})
server.listen(port, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/\nOpen this address in a browser. Ctrl-C ends the server.`)
})

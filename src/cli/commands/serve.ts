import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Io } from '../../io.ts'
import type { Report } from '../../model.ts'
import type { Told } from '../../render/lint-told.ts'
import type { Command } from '../command.ts'
import { lintOf } from '../outputs.ts'
import { pageWith, template } from '../page.ts'
import { gatherAll } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

/** Reports as a page on this machine, for this machine only. */
export const command: Command = {
  name: 'serve',
  summary: SUMMARIES.serve,
  details:
    'Serve the web page with the report of this machine (or of the sources) on 127.0.0.1 until Ctrl-C stops it. The address contains a random token: only a person who has the address can open the page. The page loads nothing else and sends nothing.',
  arguments: [
    {
      name: 'source',
      help: 'capture, archive, command output or VM definition to read; default: this machine',
      optional: true,
      many: true,
    },
  ],
  options: [{ flags: '--port <number>', help: 'TCP port to listen on; 0 chooses a free one', default: '0' }],
  examples: [
    ['virtcolor serve', 'prints the address to open in a browser'],
    ['virtcolor serve --port 8080 capture.tar.xz', 'a capture, on port 8080'],
  ],
  async run(args, options, io) {
    const port = Number(options['port'])
    if (!/^\d{1,5}$/.test(String(options['port'])) || port > 65_535)
      throw new Fault(`--port: '${String(options['port'])}' is not a port number from 0 to 65535`, EXIT.usage)
    const reports: Report[] = []
    const lint: (Told | undefined)[] = []
    for (const source of args.length === 0 ? [undefined] : args)
      for (const gathered of await gatherAll(source, io)) {
        reports.push(gathered.report)
        lint.push(await lintOf(gathered))
      }
    return await serve(pageWith(reports, template(), lint), port, io)
  },
}

/** Whether a request has the token of the address, which only the user has. Compared in constant time. */
export function named(url: string | undefined, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(url ?? ''), digest(`/${token}/`))
}

/** Another site's name that points to 127.0.0.1 must not get at the report: the host has to be the address itself, with its port. */
export function allowed(host: string | undefined, port: number | undefined): boolean {
  const given = /^(?:127\.0\.0\.1|localhost)(?::(\d{1,5}))?$/.exec(host ?? '')
  return given !== null && Number(given[1] ?? 80) === port
}

async function serve(page: string, port: number, io: Io): Promise<ExitCode> {
  const { createServer } = await import('node:http')
  // 128 bits, new for each start: other users of this machine reach the port, and cannot guess it.
  const token = randomBytes(16).toString('hex')
  const server = createServer((request, response) => {
    const own = allowed(request.headers.host, request.socket.localPort)
    if (!own || !named(request.url, token) || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(own ? 404 : 403).end()
      return
    }
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'cross-origin-resource-policy': 'same-origin',
        // The address contains the token, so no other page may get it as a referrer.
        'referrer-policy': 'no-referrer',
      })
      .end(page)
  })
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new Fault(
          `127.0.0.1:${port}: cannot listen: ${error.code === 'EADDRINUSE' ? 'the port is in use' : (error.code ?? String(error))}`,
        ),
      )
    })
    server.listen(port, '127.0.0.1', () => {
      io.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${token}/\n`)
      io.stderr.write('virtcolor: open this address in a browser; Ctrl-C stops the server\n')
    })
    const stop = (): void => {
      server.closeAllConnections()
      server.close(() => resolve(EXIT.ok))
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}

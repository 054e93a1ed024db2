import * as http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { reportOf, summary, written } from '../../test/evidence.ts'
import { main } from '../cli/main.ts'
import { fakeIo } from '../cli/testing.ts'
import type { Missing } from '../model.ts'
import { askMetadata, IMDS_VARIABLE } from './imds.ts'

let server: http.Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

async function serve(answer: http.RequestListener): Promise<Record<string, string>> {
  server = http.createServer(answer)
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  return { [IMDS_VARIABLE]: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const IDENTITY = JSON.stringify({
  accountId: '123456789012',
  architecture: 'x86_64',
  instanceType: 'm5.large',
  region: 'eu-west-1',
})

/** IMDSv2 as EC2 has it: no token, no answer. */
const ec2: http.RequestListener = (request, response) => {
  const token = 'AQAEAsecret=='
  if (
    request.method === 'PUT' &&
    request.url === '/latest/api/token' &&
    request.headers['x-aws-ec2-metadata-token-ttl-seconds'] !== undefined
  )
    response.end(token)
  else if (
    request.url === '/latest/dynamic/instance-identity/document' &&
    request.headers['x-aws-ec2-metadata-token'] === token
  )
    response.end(IDENTITY)
  else response.writeHead(request.url?.startsWith('/latest') ? 401 : 404).end()
}

describe('the metadata service', () => {
  it('of EC2 is asked with a token', async () => {
    const env = await serve(ec2)
    const { text, line } = await askMetadata(env)
    expect(text).toMatchObject({ text: IDENTITY, as: 'metadata' })
    expect(line).toMatch(/ answered \(EC2\)$/)
  })

  it('of Azure and Google is told by what only they say', async () => {
    const azure = await serve((request, response) =>
      request.headers['metadata'] === 'true'
        ? response.end('{"compute":{"azEnvironment":"AzurePublicCloud"}}')
        : response.writeHead(400).end(),
    )
    expect((await askMetadata(azure)).line).toMatch(/answered \(Azure\)$/)
    server!.close()
    const gce = await serve((request, response) =>
      request.headers['metadata-flavor'] === 'Google'
        ? response.setHeader('Metadata-Flavor', 'Google').end('projects/1/machineTypes/e2-small')
        : response.writeHead(404).end(),
    )
    expect((await askMetadata(gce)).line).toMatch(/answered \(Google Compute Engine\)$/)
  })

  it.each<[string, http.RequestListener]>([
    ['silent', () => {}],
    ['endless', (_, response) => void response.write('x'.repeat(200_000))],
    ['any page for any path', (_, response) => void response.end('<html>login</html>')],
    ['an error', (_, response) => void response.writeHead(500).end()],
    ['cut off', (_, response) => void response.writeHead(200, { 'content-length': '99' }).write('x', () => response.destroy())],
  ])('that is %s gives nothing, in time', async (_, answer) => {
    const env = await serve(answer)
    const start = performance.now()
    const { text, line, missing } = await askMetadata(env)
    expect([text, missing?.why]).toEqual([undefined, 'absent'])
    expect(line).toMatch(/did not answer/)
    expect(performance.now() - start).toBeLessThan(1_500)
  })
})

describe('virtcolor --imds', () => {
  it('says so, and the answer counts', async () => {
    const { io, out, err } = fakeIo(await serve(ec2))
    expect(await main(['--imds', '--json'], io)).toBe(0)
    expect(err()).toMatch(/^virtcolor: the metadata service at http:\S+ answered \(EC2\)\n$/)
    // On a machine whose own firmware names a platform that one is believed, and this is what speaks against it.
    expect(JSON.parse(out()).missing.filter((m: Missing) => m.path.startsWith('instance metadata'))).toEqual([])
    const { text } = await askMetadata(io.env)
    expect(summary(reportOf({ ...written({}), texts: [text!] }))).toBe('kvm guest aws: VH ? ? ? ?')
  })

  it('is never asked without it', async () => {
    let asked = 0
    const { io } = fakeIo(
      await serve((_, response) => {
        asked++
        response.end()
      }),
    )
    await main(['--json'], io)
    expect(asked).toBe(0)
  })

  it('is about this machine only', async () => {
    const { io, err } = fakeIo()
    expect(await main(['--imds', 'x.tar'], io)).toBe(2)
    expect(err()).toBe('virtcolor: --imds cannot be combined with a SOURCE: it queries the metadata service of this machine\n')
  })
})

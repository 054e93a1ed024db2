import * as http from 'node:http'
import type { Document, Missing } from '../model.ts'

/** Link-local, the same in every cloud that has it. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
const BASE = 'http://169.254.169.254'

/** For tests: another place to ask, such as a server of one's own on this machine. */
export const IMDS_VARIABLE = 'VIRTCOLOR_IMDS'

/** The limit for all requests together. Outside of a cloud there is no answer, and the user should not wait long. */
const TIMEOUT_MS = 500
const MOST_BYTES = 64 * 1024

interface Service {
  readonly name: string
  /** Asks and gives what the service says, or undefined for one that is not there. */
  readonly ask: (get: Get) => Promise<{ readonly path: string; readonly text: string } | undefined>
}

type Get = (method: 'GET' | 'PUT', path: string, headers: Readonly<Record<string, string>>) => Promise<Answer | undefined>

interface Answer {
  readonly text: string
  readonly headers: http.IncomingHttpHeaders
}

const IDENTITY = '/latest/dynamic/instance-identity/document'
const AZURE = '/metadata/instance?api-version=2021-02-01'
const GCE = '/computeMetadata/v1/instance/machine-type'

const SERVICES: readonly Service[] = [
  {
    name: 'EC2',
    // Version 2 only: a token that lives a minute, never the old way without one.
    async ask(get) {
      const token = await get('PUT', '/latest/api/token', { 'X-aws-ec2-metadata-token-ttl-seconds': '60' })
      if (token === undefined || !/^[\w+/=-]{8,512}$/.test(token.text.trim())) return undefined
      const answer = await get('GET', IDENTITY, { 'X-aws-ec2-metadata-token': token.text.trim() })
      return answer === undefined ? undefined : { path: IDENTITY, text: answer.text }
    },
  },
  {
    name: 'Azure',
    // https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
    async ask(get) {
      const answer = await get('GET', AZURE, { Metadata: 'true' })
      return answer !== undefined && /"azEnvironment"\s*:/.test(answer.text) ? { path: AZURE, text: answer.text } : undefined
    },
  },
  {
    name: 'Google Compute Engine',
    // https://cloud.google.com/compute/docs/metadata/querying-metadata: the answer has the header of the question.
    async ask(get) {
      const answer = await get('GET', GCE, { 'Metadata-Flavor': 'Google' })
      return answer?.headers['metadata-flavor'] === 'Google' ? { path: GCE, text: answer.text } : undefined
    },
  },
]

export interface Asked {
  readonly text?: Document
  readonly missing?: Missing
  /** One line that says who was asked and whether there was an answer. */
  readonly line: string
}

/**
 * What the cloud's metadata service says of this machine. Only ever called when asked for; nothing leaves the machine but
 * the requests to the link-local address.
 */
export async function askMetadata(env: Readonly<Record<string, string | undefined>>): Promise<Asked> {
  const base = env[IMDS_VARIABLE] ?? BASE
  const stop = AbortSignal.timeout(TIMEOUT_MS)
  const get: Get = (method, path, headers) => request(base + path, method, headers, stop)
  const answers = await Promise.all(
    SERVICES.map(async (service) => {
      const answer = await service.ask(get)
      return answer === undefined ? undefined : { ...answer, name: service.name }
    }),
  )
  const found = answers.find((answer) => answer !== undefined)
  if (found === undefined)
    return {
      missing: { path: `instance metadata at ${base}`, why: 'absent' },
      line: `the metadata service at ${base} did not answer within ${TIMEOUT_MS} ms`,
    }
  return {
    text: { path: base + found.path, text: found.text, as: 'metadata' },
    line: `the metadata service at ${base} answered (${found.name})`,
  }
}

/** The body of an answer with status 200; undefined for any other, for none in time and for one that is too long. */
function request(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const none = (): void => resolve(undefined)
    try {
      const asked = http.request(url, { method, headers, signal, agent: false }, (response) => {
        response.on('error', none)
        if (response.statusCode !== 200) {
          response.resume()
          none()
          return
        }
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
          if (text.length > MOST_BYTES) asked.destroy()
        })
        response.on('end', () => resolve({ text, headers: response.headers }))
        response.on('close', none)
      })
      asked.on('error', none)
      asked.end()
    } catch {
      none()
    }
  })
}

import { execFile } from 'node:child_process'
import { MOST_BYTES } from '../catalog/read.ts'
import { EXIT, Fault } from '../fault.ts'

const MOST_MILLISECONDS = 120_000

/** DescribeInstanceTypes with the user's own credentials: only when asked for. @throws Fault in one line */
export async function askAws(how: 'cli' | 'sdk', region: string | undefined): Promise<unknown> {
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(region))
    throw new Fault(`--region: '${region}' is not the name of an AWS region, such as eu-west-1`, EXIT.usage)
  return how === 'cli' ? byCli(region) : bySdk(region)
}

function byCli(region: string | undefined): Promise<unknown> {
  const args = [
    'ec2',
    'describe-instance-types',
    '--output',
    'json',
    '--no-cli-pager',
    ...(region === undefined ? [] : ['--region', region]),
  ]
  return new Promise((done, fail) => {
    execFile('aws', args, { timeout: MOST_MILLISECONDS, maxBuffer: MOST_BYTES, windowsHide: true }, (error, stdout, stderr) => {
      if (error !== null) {
        const code = (error as NodeJS.ErrnoException).code
        const last = stderr.trim().split('\n').at(-1) ?? ''
        const why =
          code === 'ENOENT'
            ? 'the AWS CLI is not installed'
            : error.killed
              ? `no answer in ${MOST_MILLISECONDS / 1000} s`
              : last || `exit status ${code}`
        fail(new Fault(`aws ec2 describe-instance-types: ${why}`))
        return
      }
      try {
        done(JSON.parse(stdout))
      } catch {
        fail(new Fault('aws ec2 describe-instance-types: the output is not JSON'))
      }
    })
  })
}

interface Sdk {
  readonly EC2Client: new (config: object) => unknown
  readonly paginateDescribeInstanceTypes: (config: { client: unknown }, input: object) => AsyncIterable<unknown>
}

async function bySdk(region: string | undefined): Promise<unknown> {
  // Not a dependency: 28 MB that few would use. The name is kept from bundlers on purpose.
  const name: string = ['@aws-sdk', 'client-ec2'].join('/')
  let sdk: Sdk
  try {
    sdk = (await import(name)) as Sdk
  } catch {
    throw new Fault(`${name} is not installed; run npm install ${name}, or use --run cli`)
  }
  try {
    const client = new sdk.EC2Client(region === undefined ? {} : { region })
    const pages: unknown[] = []
    for await (const page of sdk.paginateDescribeInstanceTypes({ client }, {})) {
      pages.push(page)
      if (pages.length > 1_000) break
    }
    return pages
  } catch (error) {
    throw new Fault(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

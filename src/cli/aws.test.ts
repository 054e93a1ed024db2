import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askAws } from './aws.ts'

/** A command named aws that stands before any other on PATH and says what it is told to. */
describe.runIf(process.platform !== 'win32')('asking AWS', () => {
  const path = process.env['PATH']
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'virtcolor-aws-'))
  })
  afterEach(() => {
    process.env['PATH'] = path
    rmSync(dir, { recursive: true })
  })
  const aws = (script: string): void => {
    writeFileSync(join(dir, 'aws'), `#!/bin/sh\n${script}\n`)
    chmodSync(join(dir, 'aws'), 0o755)
    process.env['PATH'] = `${dir}${delimiter}${path}`
  }
  test('runs the AWS CLI with the words of the documentation', async () => {
    aws(
      'test "$1 $2 $3 $4 $6 $7" = "ec2 describe-instance-types --output json --region eu-west-1" && echo \'{"InstanceTypes": []}\'',
    )
    expect(await askAws('cli', 'eu-west-1')).toEqual({ InstanceTypes: [] })
  })
  test('says in one line why it failed', async () => {
    aws('echo "" >&2; echo "Unable to locate credentials." >&2; exit 253')
    await expect(askAws('cli', undefined)).rejects.toThrow('aws ec2 describe-instance-types: Unable to locate credentials.')
    aws('echo no')
    await expect(askAws('cli', undefined)).rejects.toThrow('not JSON')
    process.env['PATH'] = dir
    rmSync(join(dir, 'aws'))
    await expect(askAws('cli', undefined)).rejects.toThrow('the AWS CLI is not installed')
  })
  test('a region is a region; the SDK is asked for only when it is there', async () => {
    await expect(askAws('cli', '--profile=x')).rejects.toThrow('is not the name of an AWS region')
    await expect(askAws('sdk', undefined)).rejects.toThrow('is not installed')
  })
})

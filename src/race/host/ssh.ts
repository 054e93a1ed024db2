import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXIT, Fault } from '../../fault.ts'
import { lastLines } from '../process.ts'
import { type Executed, executed, quoted, type Shell } from './shell.ts'

/** What `--on ssh://[user@]host[:port]` says. */
export interface SshAddress {
  readonly user?: string
  readonly host: string
  readonly port?: number
}

/** @throws Fault when the address is invalid: no part of it may look like an option of ssh */
export function sshAddress(text: string): SshAddress {
  const found =
    /^ssh:\/\/(?:([A-Za-z0-9_][A-Za-z0-9_.-]*)@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9_.-]*)(?::(\d{1,5}))?\/?$/.exec(text)
  const port = found?.[3] === undefined ? undefined : Number(found[3])
  if (found === null || (port !== undefined && (port < 1 || port > 65_535)))
    throw new Fault(`--on: '${text}' is not of the form ssh://[user@]host[:port]`, EXIT.usage)
  return {
    host: found[2]!.replace(/^\[|\]$/g, ''),
    ...(found[1] === undefined ? {} : { user: found[1] }),
    ...(port === undefined ? {} : { port }),
  }
}

/** ssh exits with this code for its own failures, and with the code of the remote command otherwise. ssh(1), EXIT STATUS. */
const SSH_FAILED = 255

/** Error messages of ssh, and what the user can do. Texts of OpenSSH: sshconnect.c, sshconnect2.c. */
const SAYS: readonly (readonly [RegExp, string])[] = [
  [/Host key verification failed/, 'the host key is unknown or has changed; connect once with ssh and check it'],
  [
    /Permission denied/,
    'the host accepts none of your keys, and virtcolor asks for no password; set up a key with ssh-copy-id or ssh-agent',
  ],
  [/Could not resolve hostname/, 'the host name cannot be resolved'],
  [/Connection refused/, 'connection refused: no ssh server listens on that port'],
  [/Connection timed out|Operation timed out|No route to host/, 'the host cannot be reached'],
]

/** A remote machine through the system's ssh: one connection for all commands, and no prompt. */
export async function sshShell(address: SshAddress): Promise<Shell> {
  // Short: a socket's path may have a hundred characters.
  const directory = await mkdtemp(join(tmpdir(), 'vcssh-'))
  const options = [
    'BatchMode=yes',
    'ConnectTimeout=30',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=4',
    'ControlMaster=auto',
    `ControlPath=${join(directory, '%C')}`,
    'ControlPersist=60',
  ].flatMap((option) => ['-o', option])
  const to = [
    ...(address.port === undefined ? [] : ['-p', String(address.port)]),
    ...(address.user === undefined ? [] : ['-l', address.user]),
    '--',
    address.host,
  ]
  const name = `ssh://${address.user === undefined ? '' : `${address.user}@`}${address.host}${address.port === undefined ? '' : `:${address.port}`}`
  return {
    name,
    async exec(script, given): Promise<Executed> {
      // The other side's login shell need not be sh.
      const done = await executed('ssh', ['-T', ...options, ...to, `sh -c ${quoted(script)}`], given)
      if (done.code === SSH_FAILED) throw new Fault(`${name}: ${why(done.stderr)}`)
      return done
    },
    async close() {
      await executed('ssh', [...options, '-O', 'exit', ...to], { seconds: 10 }).catch(() => undefined)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function why(stderr: string): string {
  const known = SAYS.find(([says]) => says.test(stderr))
  const last = lastLines(stderr, 2)
  return known === undefined ? `ssh failed: ${last === '' ? 'no error message' : last}` : `${known[1]} (${last})`
}

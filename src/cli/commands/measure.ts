import { resolve } from 'node:path'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Command, Io } from '../command.ts'
import { colourOption, display } from '../display.ts'

interface Options {
  readonly quick?: boolean
  readonly output?: readonly string[]
  readonly json?: boolean
  readonly label?: string
  readonly rounds?: string
  readonly dir?: string
  readonly disk?: boolean
  readonly helper?: boolean
  readonly resume?: boolean
  readonly peer?: string
  readonly port?: string
  readonly serve?: boolean
  readonly listen?: string
  readonly for?: string
  readonly nice?: string
  readonly color?: string
}

/** Times what each component costs on this machine. */
export const command: Command = {
  name: 'measure',
  summary: 'what each component costs on this machine, timed',
  details:
    'Times system calls, page tables, exits, wake-ups, timers, clocks and disk reads of this machine in about 30 s, without root, and says which ways of virtualizing fit the figures. A round that the host or other work disturbed is set aside; a metric that loses a third of its rounds is refused. A small C program is built once, in the cache folder, with the system compiler; without one, the probes that Node can do run. The disk is read through a 64 MiB file that has no name and vanishes with the process.',
  arguments: [],
  options: [
    { flags: '--quick', help: 'about 12 s: shorter slices, 8 rounds instead of 12: small differences are missed more often' },
    {
      flags: '-o, --output <file>',
      help: 'keep the result here: .json after each round, .svg .html .md at the end',
      many: true,
    },
    { flags: '--json', help: 'print the result as JSON' },
    { flags: '--resume', help: 'go on with the unfinished result in the .json of --output' },
    { flags: '--label <name>', help: 'what to call this run (default: the host name)' },
    { flags: '--rounds <n>', help: 'quiet rounds wanted' },
    { flags: '--dir <folder>', help: 'where to make the test file (default: the folder for temporary files)' },
    { flags: '--no-disk', help: 'leave the disk alone' },
    { flags: '--no-helper', help: 'build and run no C program: only what Node can time' },
    { flags: '--nice <n>', help: 'priority of the probes, 0 to 19', default: '5' },
    { flags: '--peer <host>', help: "measure the network to a machine that runs 'virtcolor measure --serve'" },
    { flags: '--serve', help: 'be the peer of another machine' },
    { flags: '--listen <address>', help: 'for --serve: the address to listen on', default: '0.0.0.0' },
    { flags: '--port <n>', help: 'for --serve and --peer, TCP and UDP', default: '5990' },
    { flags: '--for <seconds>', help: 'for --serve: end after so long', default: '600' },
    colourOption,
  ],
  examples: [
    ['virtcolor measure', 'this machine, about 30 s'],
    ['virtcolor measure --quick -o pvh.json --label pvh', 'kept for virtcolor compare'],
    ['virtcolor measure -o here.json -o here.html', 'with a picture'],
    ['virtcolor measure --serve', 'on one machine, and on the other:'],
    ['virtcolor measure --peer 192.0.2.7', 'the network between the two as well'],
  ],
  run: (_, options, io) => run(options as Options, io),
}

async function run(options: Options, io: Io): Promise<ExitCode> {
  if (process.platform !== 'linux') throw new Fault('measure: runs on Linux only', EXIT.usage)
  const whole = (name: string, text: string | undefined, least: number, most: number): number => {
    const n = Number(text)
    if (!Number.isInteger(n) || n < least || n > most) throw new Fault(`--${name}: '${text}' is no whole number from ${least} to ${most}`, EXIT.usage) // biome-ignore format: one thought
    return n
  }
  const port = whole('port', options.port ?? '5990', 1, 65535)
  const nice = whole('nice', options.nice ?? '5', 0, 19)
  const rounds = options.rounds === undefined ? undefined : whole('rounds', options.rounds, 1, 200)
  const outputs = options.output ?? []
  const { suffixOf, writtenResult } = await import('../../measure/written.ts')
  const data = outputs.filter((file) => suffixOf(file) === '.json')
  if (data.length > 1) throw new Fault(`${data[1]}: one .json is enough`, EXIT.usage)
  if (options.resume && data.length === 0) throw new Fault('--resume needs a .json in --output', EXIT.usage)
  const { mayWrite } = await import('../../measure/files.ts')
  for (const file of outputs) mayWrite(resolve(io.cwd, file))
  const { interrupts } = await import('../../measure/interrupt.ts')
  const stop = interrupts()
  try {
    if (options.serve) {
      const { serve } = await import('../../measure/peer.ts')
      await serve({ port, address: options.listen ?? '0.0.0.0', seconds: whole('for', options.for ?? '600', 1, 86400), io, signal: stop.signal }) // biome-ignore format: one thought
      return EXIT.ok
    }
    const { session } = await import('../../measure/session.ts')
    const result = await session({
      quick: options.quick === true,
      nice,
      rounds,
      label: options.label,
      dir: options.dir,
      disk: options.disk !== false,
      useHelper: options.helper !== false,
      peer: options.peer === undefined ? undefined : { name: options.peer, port },
      output: data[0] === undefined ? undefined : resolve(io.cwd, data[0]),
      resume: options.resume === true,
      signal: stop.signal,
      io,
    })
    for (const file of outputs.filter((f) => f !== data[0])) {
      const { writeOut } = await import('../outputs.ts')
      writeOut(file, await writtenResult(file, result), io)
    }
    if (options.json) io.stdout.write(`${JSON.stringify(result)}\n`)
    else {
      const [{ printResult }, { summarise }, { opinionOf }] = await Promise.all([
        import('../../measure/print.ts'),
        import('../../measure/summary.ts'),
        import('../../measure/opinion.ts'),
      ])
      const summaries = summarise(result)
      io.stdout.write(printResult(result, summaries, opinionOf(summaries), display(options.color, io).paint))
      if (outputs.length > 0) io.stdout.write(`\nkept in ${outputs.join(', ')}\n`)
    }
    if (stop.signal.aborted) io.stderr.write('virtcolor: interrupted; what was measured until then is above\n')
    return result.complete ? EXIT.ok : EXIT.findings
  } finally {
    stop.end()
  }
}

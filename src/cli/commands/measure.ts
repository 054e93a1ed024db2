import { resolve } from 'node:path'
import { EXIT, type ExitCode, Fault, oneLine } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { jsonLine } from '../../render/json.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { reportOf } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

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
  summary: SUMMARIES.measure,
  details:
    'Time system calls, page tables, VM exits, wake-ups, timers, clocks and disk reads of this machine in about 30 s, without root, and compare the results with published figures of each kind of virtualization. Rounds disturbed by the host or by other work are discarded; a metric that loses a third of its rounds gives no result. A small C program is built once, in the cache folder, with the system compiler; without a compiler, fewer metrics are measured. Disk reads use an unlinked file of 64 MiB, which disappears with the process.',
  arguments: [],
  options: [
    { flags: '--quick', help: 'take about 12 s: run 8 shorter rounds instead of 12; small differences may be missed' },
    {
      flags: '-o, --output <file>',
      help: 'write the result to this file: .json (after each round), .svg, .html or .md (at the end)',
      many: true,
    },
    { flags: '--json', help: 'print the result as JSON' },
    { flags: '--resume', help: 'continue the unfinished result in the .json file of --output' },
    { flags: '--label <name>', help: 'name of this run; default: the host name' },
    { flags: '--rounds <n>', help: 'number of undisturbed rounds to measure, 1 to 200' },
    { flags: '--dir <folder>', help: 'folder for the test file; default: the folder for temporary files' },
    { flags: '--no-disk', help: 'do not measure the disk' },
    { flags: '--no-helper', help: 'build and run no C program; measure only what Node.js can time' },
    { flags: '--nice <n>', help: 'nice value of the measuring program, 0 to 19', default: '5' },
    { flags: '--peer <host>', help: "also measure the network to this host, which runs 'virtcolor measure --serve'" },
    { flags: '--serve', help: 'act as the peer for network measurements of another machine' },
    { flags: '--listen <address>', help: 'for --serve: address to listen on', default: '0.0.0.0' },
    { flags: '--port <n>', help: 'for --serve and --peer: TCP and UDP port', default: '5990' },
    { flags: '--for <seconds>', help: 'for --serve: stop after this time', default: '600' },
    colourOption,
  ],
  examples: [
    ['virtcolor measure', 'this machine, in about 30 s'],
    ['virtcolor measure --quick -o pvh.json --label pvh', 'a named result for virtcolor compare'],
    ['virtcolor measure -o here.json -o here.html', 'a result, and a page with a plot'],
    ['virtcolor measure --serve', 'on one machine, to measure the network from another'],
    ['virtcolor measure --peer 192.0.2.7', 'on the other machine: also measure the network to the first'],
  ],
  run: (_, options, io) => run(options as Options, io),
}

async function run(options: Options, io: Io): Promise<ExitCode> {
  if (process.platform !== 'linux') throw new Fault('measure: only Linux is supported', EXIT.usage)
  const whole = (name: string, text: string | undefined, least: number, most: number): number => {
    const n = Number(text)
    if (!Number.isInteger(n) || n < least || n > most) throw new Fault(`--${name}: '${text}' is not a whole number from ${least} to ${most}`, EXIT.usage) // biome-ignore format: one thought
    return n
  }
  const port = whole('port', options.port ?? '5990', 1, 65535)
  const nice = whole('nice', options.nice ?? '5', 0, 19)
  const rounds = options.rounds === undefined ? undefined : whole('rounds', options.rounds, 1, 200)
  const outputs = options.output ?? []
  const { suffixOf, writtenResult } = await import('../../measure/written.ts')
  const data = outputs.filter((file) => suffixOf(file) === '.json')
  if (data.length > 1) throw new Fault(`${data[1]}: only one .json file can be written`, EXIT.usage)
  if (options.resume && data.length === 0) throw new Fault('--resume needs -o FILE.json', EXIT.usage)
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
      inspect: () => reportOf(undefined, io),
      io,
    })
    for (const file of outputs.filter((f) => f !== data[0])) {
      const { writeOut } = await import('../outputs.ts')
      writeOut(file, await writtenResult(file, result), io)
    }
    if (options.json) io.stdout.write(jsonLine(result))
    else {
      const [{ printResult }, { summarise }, { opinionOf }] = await Promise.all([
        import('../../measure/print.ts'),
        import('../../measure/summary.ts'),
        import('../../measure/opinion.ts'),
      ])
      const summaries = summarise(result)
      io.stdout.write(printResult(result, summaries, opinionOf(summaries), display(options.color, io).paint))
      if (outputs.length > 0) io.stdout.write(`\nwritten to ${outputs.map(oneLine).join(', ')}\n`)
    }
    if (stop.signal.aborted) io.stderr.write('virtcolor: interrupted; the result above is incomplete\n')
    return result.complete ? EXIT.ok : EXIT.findings
  } finally {
    stop.end()
  }
}

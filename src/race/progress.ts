import type { Out } from '../io.ts'
import { clean } from '../text.ts'
import { type RacedId, racedMode } from './modes.ts'
import { lastLines } from './process.ts'
import type { ModeResult } from './race.ts'

/** What a race does one after the other; the guests are one phase with a line for each mode. */
export const PHASES = ['packages', 'images', 'dom0', 'guests'] as const
export type PhaseId = (typeof PHASES)[number]

const TITLES: Readonly<Record<PhaseId, string>> = {
  packages: 'Packages: download and unpack',
  images: 'Guest images',
  dom0: 'Xen and dom0',
  guests: 'Guests: boot, then traced rounds of work',
}

/** Reports the progress of a race. */
export interface Progress {
  phase(id: PhaseId): void
  /** One line about the current step. */
  say(line: string): void
  /** The state of each mode, after every change. */
  results(results: readonly ModeResult[]): void
  /** @param failed whether the race did not come to its end */
  end(failed: boolean): Promise<void>
}

/** A line for each thing that is begun, with the seconds since the start: for pipes and logs. */
export function plainProgress(out: Out): Progress {
  const begun = performance.now()
  return {
    phase: () => undefined,
    say: (line) => out.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${clean(line)}\n`),
    results: () => undefined,
    end: async () => undefined,
  }
}

/** How far a mode is. */
export function stateOf(result: ModeResult | undefined, rounds: number): { readonly text: string; readonly done: boolean } {
  if (result?.failed !== undefined) return { text: `failed: ${lastLines(result.failed, 1).slice(0, 120)}`, done: true }
  if (result === undefined || (result.report === undefined && result.rounds.length === 0))
    return { text: 'waiting', done: false }
  const done = result.rounds.length >= rounds
  const is = result.report?.mode?.name
  const booted = is === undefined ? 'booted' : `detected as ${is}`
  return { text: `${booted}, ${result.rounds.length} of ${rounds} rounds`, done }
}

interface Deferred {
  readonly promise: Promise<void>
  readonly end: (error?: Error) => void
}
function deferred(): Deferred {
  let end: (error?: Error) => void = () => undefined
  const promise = new Promise<void>((resolve, reject) => {
    end = (error) => (error === undefined ? resolve() : reject(error))
  })
  // The promise of a phase may be rejected before it is awaited; without a handler that would end the process.
  promise.catch(() => undefined)
  return { promise, end }
}

/** A list that changes in place, for terminals. */
export async function liveProgress(modes: readonly RacedId[], rounds: number): Promise<Progress> {
  const { Listr, ListrLogger, ProcessOutput } = await import('listr2')
  const phases = new Map(PHASES.map((id) => [id, deferred()]))
  const guests = new Map(modes.map((id) => [id, deferred()]))
  const shown = new Map<RacedId, (title: string) => void>()
  let output: (line: string) => void = () => undefined
  let now = -1
  const list = new Listr(
    PHASES.map((id) => ({
      title: TITLES[id],
      // A phase that prints its own lines would hide the current step.
      rendererOptions: { bottomBar: 1 },
      task: (_, task) => {
        output = (line) => {
          task.output = line
        }
        if (id !== 'guests') return phases.get(id)!.promise
        return task.newListr(
          modes.map((mode) => ({
            title: racedMode(mode).title,
            task: (_, guest) => {
              shown.set(mode, (title) => {
                guest.title = title
              })
              return guests.get(mode)!.promise
            },
          })),
          { concurrent: true, exitOnError: false },
        )
      },
    })),
    {
      exitOnError: true,
      // ^C is the race's: it has to tidy up.
      registerSignalListeners: false,
      // Standard output is the report's.
      rendererOptions: { logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) }) },
      fallbackRenderer: 'simple',
    },
  )
  const running = list.run().catch(() => undefined)
  return {
    phase(id) {
      const next = PHASES.indexOf(id)
      for (; now < next; now++) if (now >= 0) phases.get(PHASES[now]!)!.end()
    },
    say: (line) => output(clean(line)),
    results(results) {
      for (const result of results) {
        const { text, done } = stateOf(result, rounds)
        shown.get(result.id)?.(`${racedMode(result.id).title}: ${clean(text)}`)
        if (done)
          guests
            .get(result.id)
            ?.end(result.failed === undefined ? undefined : new Error(`${racedMode(result.id).title}: ${text}`))
      }
    },
    async end(failed) {
      const errorOf = (title: string): Error | undefined => (failed ? new Error(`${title}: not finished`) : undefined)
      for (const [id, guest] of guests) guest.end(errorOf(racedMode(id).title))
      for (const [id, phase] of phases) phase.end(errorOf(TITLES[id]))
      await running
    },
  }
}

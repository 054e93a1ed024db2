import type { Report } from '../model.ts'
import type { Answers, Question, Word } from './messages.ts'
import { fullScript } from './more.ts'

export interface Job {
  readonly done: Promise<Answers>
  cancel(): void
}

/** Workers made from the page's own script. One is started ahead, because starting it takes longer than most answers. */
export class Jobs {
  readonly #url: string
  #spare: Worker | undefined

  /** @param practise draws a report off screen once, before the first question, so that the engine has compiled the code */
  constructor(script: string, practise: (report: Report) => void) {
    this.#url = urlOf(script)
    this.#spare = new Worker(this.#url)
    this.#spare.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data.is === 'ready') practise(data.report)
    }
  }

  ask(question: Question, onProgress: (taken: number, total: number) => void): Job {
    let worker = this.#spare ?? new Worker(this.#url)
    this.#spare = undefined
    let ended = false
    let cancel = (): void => {}
    const done = new Promise<Answers>((resolve, reject) => {
      const end = (): void => {
        ended = true
        worker.terminate()
      }
      const fail = (message: string): void => {
        end()
        reject(new Error(message))
      }
      cancel = () => fail(`${question.name}: cancelled`)
      const listen = (): void => {
        worker.onmessage = ({ data }: MessageEvent<Word>) => {
          if (data.is === 'progress') onProgress(data.taken, data.total)
          else if (data.is === 'more') void again()
          else if (data.is === 'fault') fail(data.message)
          else if (data.is === 'answers') {
            end()
            resolve(data)
          }
        }
        worker.onerror = (event) => {
          event.preventDefault()
          fail(`${question.name}: cannot be read`)
        }
        worker.postMessage(question)
      }
      const again = async (): Promise<void> => {
        worker.terminate()
        try {
          const url = urlOf(await fullScript())
          if (ended) return
          worker = new Worker(url)
          listen()
        } catch (error) {
          fail((error as Error).message)
        }
      }
      listen()
    })
    // Only after this job: starting a worker would slow it down.
    const next = (): void => {
      this.#spare ??= new Worker(this.#url)
    }
    done.then(next, next)
    return { done, cancel: () => cancel() }
  }
}

const urlOf = (script: string): string => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))

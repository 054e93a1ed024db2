import type { Report } from '../model.ts'
import type { Question, Word } from './messages.ts'
import { fullScript } from './more.ts'

export interface Job {
  readonly done: Promise<Report>
  cancel(): void
}

/** Workers made from the page's own script. One is always ready: to start it takes longer than most answers. */
export class Jobs {
  readonly #url: string
  #spare: Worker

  constructor(script: string) {
    this.#url = urlOf(script)
    this.#spare = new Worker(this.#url)
  }

  ask(question: Question, onProgress: (taken: number, total: number) => void): Job {
    let worker = this.#spare
    let ended = false
    let cancel = (): void => {}
    const done = new Promise<Report>((resolve, reject) => {
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
          else {
            end()
            resolve(data.report)
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
    // The next question finds a worker of its own, even while this one is at work.
    this.#spare = new Worker(this.#url)
    return { done, cancel: () => cancel() }
  }
}

const urlOf = (script: string): string => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))

import type { Report } from '../model.ts'
import type { Question, Word } from './messages.ts'

export interface Job {
  readonly done: Promise<Report>
  cancel(): void
}

/** Workers made from the page's own script. One is always ready: to start it takes longer than most answers. */
export class Jobs {
  readonly #url: string
  #spare: Worker

  constructor(script: string) {
    this.#url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
    this.#spare = new Worker(this.#url)
  }

  ask(question: Question, onProgress: (taken: number, total: number) => void): Job {
    const worker = this.#spare
    let cancel = (): void => {}
    const done = new Promise<Report>((resolve, reject) => {
      const end = (): void => worker.terminate()
      cancel = () => {
        end()
        reject(new Error(`${question.name}: cancelled`))
      }
      worker.onmessage = ({ data }: MessageEvent<Word>) => {
        if (data.is === 'progress') {
          onProgress(data.taken, data.total)
          return
        }
        end()
        if (data.is === 'report') resolve(data.report)
        else reject(new Error(data.message))
      }
      worker.onerror = (event) => {
        event.preventDefault()
        end()
        reject(new Error(`${question.name}: cannot be read`))
      }
    })
    worker.postMessage(question)
    // The next question finds a worker of its own, even while this one is at work.
    this.#spare = new Worker(this.#url)
    return { done, cancel: () => cancel() }
  }
}

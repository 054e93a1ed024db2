import type { Report } from '../model.ts'
import { inflated } from './packed.ts'

/** The file beside the page that brings the full worker's text. It is a script because a page from a disk can load nothing else. */
const FILE = 'definitions.js'
/** Far above what the script has. */
const MOST_BYTES = 8 * 1024 * 1024

declare global {
  /** Set by that file. */
  var virtcolorWorker: string | undefined
  /** Set by catalogue.js. */
  var virtcolorCatalogue: (() => void) | undefined
  /** Set by flowchart.js, likewise. */
  var virtcolorFlowchart: (() => void) | undefined
  /** Set by ways.js, likewise. */
  var virtcolorWays: ((reports: readonly Report[]) => void) | undefined
}

/** The full worker's script: inside of the self-contained page, else beside it. Loaded once, when it is first needed. */
export async function fullScript(): Promise<string> {
  const inside = document.getElementById('more')?.textContent
  if (inside) return inflated(inside, MOST_BYTES)
  if (globalThis.virtcolorWorker === undefined) await load(FILE)
  return globalThis.virtcolorWorker!
}

/** Runs a script that lies beside the page, or packed inside of it: its policy knows the text by its hash. */
export async function load(file: string): Promise<void> {
  const inside = document.getElementById(file)?.textContent
  if (inside) {
    const script = document.createElement('script')
    script.textContent = await inflated(inside, MOST_BYTES)
    document.head.append(script)
    return
  }
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = file
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${file}: cannot be loaded; it belongs beside this page`))
    document.head.append(script)
  })
}

import type { Report } from '../model.ts'
import { fromBase85 } from './base85.ts'
import { inflatedBytes } from './packed.ts'

/** The file beside the page with the text of the full worker. It is a script, because a page from a disk can load only scripts. */
const FILE = 'definitions.js'
/** Far more than the size of the script. */
const MOST_BYTES = 8 * 1024 * 1024

declare global {
  /** Set by that file. */
  var virtcolorWorker: string | undefined
  /** Set by catalogue.js. */
  var virtcolorCatalogue: (() => void) | undefined
  /** Set by flowchart.js. */
  var virtcolorFlowchart: (() => void) | undefined
  /** Set by ways.js. */
  var virtcolorWays: ((reports: readonly Report[]) => void) | undefined
}

/** The full worker's script: inside the self-contained page, else a file beside it. Loaded when it is first needed. */
export async function fullScript(): Promise<string> {
  const inside = document.getElementById('more')?.textContent
  if (inside) return inflatedBytes(fromBase85(inside), MOST_BYTES)
  if (globalThis.virtcolorWorker === undefined) await load(FILE)
  return globalThis.virtcolorWorker!
}

/** Runs a script that is packed inside the page (its Content-Security-Policy allows it by hash) or is a file beside it. */
export async function load(file: string): Promise<void> {
  const inside = document.getElementById(file)?.textContent
  if (inside) {
    const script = document.createElement('script')
    script.textContent = await inflatedBytes(fromBase85(inside), MOST_BYTES)
    document.head.append(script)
    return
  }
  await new Promise<void>((resolve, reject) => {
    const script = document.createElement('script')
    script.src = file
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${file}: cannot be loaded; it must be in the same folder as this page`))
    document.head.append(script)
  })
}

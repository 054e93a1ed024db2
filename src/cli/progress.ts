import { activity, onActivity } from '../doing.ts'
import { clean, cut } from '../text.ts'

interface Terminal {
  write(text: string): unknown
  readonly columns?: number
}

/**
 * One line on a terminal with what is being done and since when, redrawn in place each second; between activities no line is shown.
 * @param waited milliseconds since the work began
 * @returns wipes the line; to be called before anything else is written to the terminal
 */
export function progressLine(terminal: Terminal, waited: number): () => void {
  const begun = performance.now() - waited
  let shown = false
  const wipe = (): void => {
    if (shown) terminal.write('\r\x1b[K')
    shown = false
  }
  const draw = (): void => {
    const what = activity()
    if (what === undefined) {
      wipe()
      return
    }
    const seconds = Math.round((performance.now() - begun) / 1000)
    terminal.write(`\r\x1b[K${cut(clean(`${what} (${seconds} s)`), (terminal.columns || 80) - 1)}`)
    shown = true
  }
  onActivity(() => {
    // What ends may be followed by the next at once: the line is then replaced, not wiped.
    if (activity() !== undefined) draw()
  })
  setInterval(draw, 1000).unref()
  draw()
  return wipe
}

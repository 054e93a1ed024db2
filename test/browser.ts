import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium, or what other systems and hosted runners have. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const PATH: string = process.env['CHROMIUM'] ?? PLACES.find((path) => existsSync(path)) ?? PLACES[0]!

/** Whether browser tests can run here. Where they must (CI), missing is a failure; elsewhere it is said loudly. */
export const HAS_BROWSER: boolean = existsSync(PATH)
if (!HAS_BROWSER && process.env['CI'] === undefined)
  console.warn(`\n*** ${PATH} is absent: the page is NOT tested. Install chromium, or set CHROMIUM to one. ***\n`)

/** True where tests are to be left out: no browser, and nobody insists. */
export const SKIP: boolean = !HAS_BROWSER && process.env['CI'] === undefined

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, vi } from 'vitest'
import { launch, SKIP } from './browser.ts'
import { placeOf } from './evidence.ts'

/** For a machine that is slow, or busy with other tests: what is waited for is a state, never a time. */
export const PATIENCE = 60_000
/** For expect.poll. */
export const PATIENT: { readonly timeout: number } = { timeout: PATIENCE }

export interface Site {
  /** Where the page was built. */
  readonly folder: string
  readonly file: string
  readonly address: string
  readonly browser: Browser
  readonly context: BrowserContext
  /** Everything that the pages asked for. */
  readonly requests: string[]
  /** A fresh page; whatever goes wrong in it fails the test that asks. */
  open(hash?: string, file?: string): Promise<{ page: Page; wrong: string[] }>
}

/** Builds the page and starts a browser before the tests of a file, and ends both after them. */
export function siteForTests(): () => Site {
  vi.setConfig({ testTimeout: 10 * PATIENCE, hookTimeout: 4 * PATIENCE })
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-web-'))
  const file = join(folder, 'index.html')
  let site: Site | undefined
  beforeAll(async () => {
    if (SKIP) return
    const { buildWeb } = (await import('../scripts/lib/web.mjs' as string)) as {
      buildWeb: (folder: string) => Promise<unknown>
    }
    await buildWeb(folder)
    const browser = await launch()
    const context = await browser.newContext({ acceptDownloads: true })
    context.setDefaultTimeout(PATIENCE)
    const requests: string[] = []
    context.on('request', (request) => requests.push(request.url()))
    const open: Site['open'] = async (hash = '', shown = file) => {
      const page = await context.newPage()
      const wrong: string[] = []
      page.on('pageerror', (error) => wrong.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') wrong.push(message.text())
      })
      await page.goto(pathToFileURL(shown).href + hash)
      return { page, wrong }
    }
    site = { folder, file, address: pathToFileURL(file).href, browser, context, requests, open }
  })
  afterAll(async () => {
    await site?.browser.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return () => site!
}

export const dmesg = (fixture: string): string => readFileSync(placeOf(fixture, 'evidence/dmesg.txt'), 'utf8')

export async function paste(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text)
  await page.locator('#paste button').click()
}

export const letters = (page: Page, report = '#m1'): Promise<string[]> => page.locator(`${report} .cells b`).allTextContents()

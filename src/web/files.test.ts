import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { SaxesParser } from 'saxes'
import { is } from 'valibot'
import { describe, expect, test } from 'vitest'
import { SKIP } from '../../test/browser.ts'
import { placeOf } from '../../test/evidence.ts'
import { dmesg, letters, PATIENT, paste, type Site, siteForTests } from '../../test/site.ts'
import { pageWith } from '../cli/page.ts'
import type { Report } from '../model.ts'
import { REPORT } from '../render/schema.ts'
import { SAMPLES } from '../render/testing/reports.ts'

/** What goes into the page (dropped, dragged) and what comes out of it (downloads, reports as pages). */
const site = siteForTests()
const open: Site['open'] = (...args) => site().open(...args)

/** Drags files from the desktop over the page and lets them go, as Chromium itself gets them from the system. */
async function drag(page: Page, files: readonly string[], over?: () => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const box = (await page.locator('#drop').boundingBox())!
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver'] as const) await session.send('Input.dispatchDragEvent', { type, ...at, data })
  await over?.()
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...at, data })
  await session.detach()
}

describe.skipIf(SKIP)('dragging', () => {
  test('a file that is dragged over shows where it may fall, and is answered', async () => {
    const { page, wrong } = await open()
    const log = join(site().folder, 'guest.log')
    writeFileSync(log, dmesg('xen-pvhvm'))
    await drag(page, [log], async () => {
      expect(await page.locator('#drop.over').count()).toBe(1)
    })
    await page.locator('#m1').waitFor()
    expect(await page.locator('#drop.over').count()).toBe(0)
    expect(await page.locator('#m1 h1').textContent()).toContain('PVHVM')
    expect(await page.locator('#m1').textContent()).toContain('guest.log')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('several files and a folder at once: each is a source of its own, the folder one', async () => {
    const { page, wrong } = await open()
    const root = join(site().folder, 'captured-root')
    cpSync(placeOf('xen-pv', 'evidence/proc'), join(root, 'proc'), { recursive: true })
    cpSync(placeOf('xen-pv', 'evidence/dmesg.txt'), join(root, 'deep', 'er', 'dmesg.txt'))
    const tar = join(site().folder, 'hvm.tar')
    spawnSync('tar', ['-cf', tar, '-C', placeOf('xen-hvm', 'evidence'), '.'])
    const packed = `${tar}.gz`
    writeFileSync(packed, gzipSync(readFileSync(tar)))
    const xl = join(site().folder, 'guest.cfg')
    writeFileSync(xl, "type = 'pvh'\nname = 'x'\nkernel = '/boot/x'\ndisk = ['/dev/vg/x,raw,xvda,rw']\n")
    await drag(page, [root, packed, xl])
    await page.locator('#m3').waitFor()
    const heads = await page.locator('#reports h1').allTextContents()
    expect(heads.map((one) => /PVH|PV|HVM/.exec(one)?.[0]).sort()).toEqual(['HVM', 'PV', 'PVH'])
    expect(await page.locator('#beside th[scope=col]').count()).toBe(3)
    expect(await page.locator('#spectrum .vc-is-here').count()).toBeGreaterThanOrEqual(3)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('text that is dragged is read like pasted text', async () => {
    const { page } = await open()
    const session = await page.context().newCDPSession(page)
    const box = (await page.locator('#drop').boundingBox())!
    const items = [{ mimeType: 'text/plain', data: dmesg('xen-pv') }]
    const data = { items, files: [], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: box.x + 30, y: box.y + 30, data })
    await page.locator('#m1').waitFor()
    expect(await page.locator('#m1 h1').textContent()).toContain('PV')
    await page.close()
  })
})

describe.skipIf(SKIP)('hostile files', () => {
  test('an archive that unpacks to much more than it is ends in one line, and the page lives on', async () => {
    const { page, wrong } = await open()
    const bomb = join(site().folder, 'bomb.gz')
    const zeros = gzipSync(Buffer.alloc(32 * 1024 * 1024), { level: 9 })
    writeFileSync(bomb, Buffer.concat(Array.from({ length: 12 }, () => zeros)))
    await page.locator('#files').setInputFiles([bomb])
    const fault = page.locator('#jobs .fault')
    await fault.waitFor()
    expect(await fault.textContent()).toMatch(/^bomb\.gz: [^\n]{5,200}$/)
    await paste(page, dmesg('xen-pv'))
    await page.locator('#m1').waitFor()
    expect(wrong).toEqual([])
    await page.close()
  })

  test('a line without end does not hold up the next question', async () => {
    const { page, wrong } = await open()
    const file = join(site().folder, 'line.log')
    writeFileSync(file, `[    0.000000] Linux version 6.1 ${'A'.repeat(96 * 1024 * 1024)}`)
    await page.locator('#files').setInputFiles([file])
    await paste(page, dmesg('xen-pv'))
    await page.locator('#m1').waitFor()
    await expect.poll(() => page.locator('#jobs progress').count(), PATIENT).toBe(0)
    expect(wrong).toEqual([])
    await page.close()
  })
})

describe.skipIf(SKIP)('what comes out', () => {
  const kept = async (page: Page, format: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-save=${format}]`).click()])
    const path = join(site().folder, `kept.${format}`)
    await download.saveAs(path)
    return path
  }

  test('SVG, PNG, HTML and JSON, each opened again, say the same', async () => {
    const { page, wrong } = await open()
    await paste(page, dmesg('xen-hvm'))
    await page.locator('#m1').waitFor()
    const before = await letters(page)
    expect(before).toHaveLength(5)

    const report: unknown = JSON.parse(readFileSync(await kept(page, 'json'), 'utf8'))
    expect(is(REPORT, report)).toBe(true)
    const { cpu, board, interrupts, disk, network } = (report as Report).cells
    expect([cpu, board, interrupts, disk, network].map(({ kind }) => kind)).toEqual(before)

    const svg = readFileSync(await kept(page, 'svg'), 'utf8')
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.write(svg).close()
    const seen = await open('', await kept(page, 'svg'))
    expect(await seen.page.locator('.vc-row.vc-is-here').getAttribute('id')).toBe('vc-row-hvm')
    const [width, height] = [Number(/width="(\d+)/.exec(svg)![1]), Number(/height="(\d+)/.exec(svg)![1])]

    const png = readFileSync(await kept(page, 'png'))
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width * 2, height * 2])
    const drawn = await page.evaluate(
      async (bytes) => {
        const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
        const canvas = new OffscreenCanvas(image.width, image.height)
        const context = canvas.getContext('2d')!
        context.drawImage(image, 0, 0)
        const { data } = context.getImageData(0, 0, image.width, image.height)
        const seen = new Set<number>()
        for (let i = 0; i < data.length; i += 4) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
        return [0xe0583a, 0xf0d442, 0x2fa57c].map((tone) => seen.has(tone))
      },
      [...png],
    )
    expect(drawn, 'red, yellow and green are in the picture').toEqual([true, true, true])

    const again = await open('', await kept(page, 'html'))
    expect(await letters(again.page)).toEqual(before)
    expect([...wrong, ...seen.wrong, ...again.wrong]).toEqual([])
    for (const one of [page, seen.page, again.page]) await one.close()
  })

  const page = (): string => readFileSync(join(site().folder, 'virtcolor.html'), 'utf8')
  const written = (name: string, reports: readonly Report[]): string => {
    const file = join(site().folder, name)
    writeFileSync(file, pageWith(reports, page()))
    return file
  }

  test('a report as a page answers at once, takes further questions, and needs nothing beside it', async () => {
    mkdirSync(join(site().folder, 'alone-report'))
    const file = written('alone-report/report.html', [SAMPLES['pvhvm']!])
    expect(statSync(file).size).toBeLessThan(800 * 1024)
    const { page, wrong } = await open('', file)
    await page.locator('#m1').waitFor()
    expect(await page.title()).toContain('PVHVM')
    // The answer comes before the question.
    const order = await page.evaluate(() => [...document.querySelectorAll('main > section')].map(({ id }) => id))
    expect(order.indexOf('answer')).toBeLessThan(order.indexOf('ask'))
    await paste(page, "type = 'pv'\nname = 'x'\nkernel = '/boot/x'\ndisk = ['/dev/vg/x,raw,xvda,rw']\n")
    await page.locator('#m2').waitFor()
    await page.locator('#types summary').click()
    await page.locator('#type-rows tbody tr').first().waitFor()
    await page.locator('#ways-box summary').first().click()
    await page.locator('#way svg').waitFor()
    expect(wrong).toEqual([])
    await page.close()
  })

  test('of several sources it shows all, side by side', async () => {
    const { page, wrong } = await open('', written('several.html', [SAMPLES['pv']!, SAMPLES['pvhvm']!, SAMPLES['bare']!]))
    await page.locator('#m3').waitFor()
    expect(await page.locator('#beside th[scope=col]').count()).toBe(3)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('without script it still answers', async () => {
    const file = written('plain.html', [SAMPLES['pvhvm']!, SAMPLES['pv']!])
    const context = await site().browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`file://${file}`)
    expect(await letters(page, '#s1')).toEqual(['VH', 'VS', 'P', 'P', 'VH'])
    expect(await page.locator('#s2 svg').first().isVisible()).toBe(true)
    expect(await page.locator('#ask').isVisible()).toBe(false)
    await context.close()
  })

  const BAD =
    '</script><script>window.bad=1</script><!--<script>\u2028\u2029]]><img src=x onerror="window.bad=1"></noscript></title>"\'&'
  const bad = (text: string): Report => {
    const { hostile } = SAMPLES
    const cells = hostile!.cells
    const disk = {
      ...cells.disk,
      devices: [
        { id: text, driver: text, model: text, kind: 'P' as const, says: text, rule: 'x', proof: [{ path: text, text }] },
      ],
    }
    const hypervisor = { ...hostile!.hypervisor, name: text, version: text }
    return { ...hostile!, source: { path: text, kind: 'text' }, hypervisor, cells: { ...cells, disk }, notes: [text] }
  }

  test.each([true, false])('evidence in it is text, whatever it is: script %s', async (script) => {
    const file = written(`hostile-${script}.html`, [bad(BAD), SAMPLES['hostile']!, bad('__proto__'), bad('constructor')])
    const context = await site().browser.newContext({ javaScriptEnabled: script })
    const page = await context.newPage()
    const wrong: string[] = []
    page.on('pageerror', (error) => wrong.push(String(error)))
    await page.goto(`file://${file}`)
    const report = script ? '#m1' : '#s1'
    await page.locator(report).waitFor()
    if (script) {
      // Reports are drawn one after the other; the page below them is where it stays when the last is there.
      await page.locator('#m4').waitFor()
      await page.locator('#ways-box summary').first().click()
      await page.locator('#way svg').waitFor()
      await page.locator('#operation').selectOption('disk-read')
      await page.locator('#way-steps details').first().waitFor()
      expect(await page.evaluate(() => (window as { bad?: number }).bad)).toBeUndefined()
    }
    expect(await page.locator(report).textContent()).toContain('<script>window.bad=1</script>')
    expect(await page.locator('img, #reports script, section.report script, [onerror], [onload]').count()).toBe(0)
    expect(wrong).toEqual([])
    await context.close()
  })

  test('the policy refuses what would leave: fetch, image, beacon, frame, script, also in the report', async () => {
    for (const file of [site().file, written('policy.html', [SAMPLES['pv']!])]) {
      const { page } = await open('', file)
      await page.locator('#spectrum svg').waitFor()
      const refused = await page.evaluate(async () => {
        const violated: string[] = []
        document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
        const fetched = await fetch('http://127.0.0.1:9/').then(
          () => 'answered',
          () => 'refused',
        )
        const image = new Image()
        image.src = 'http://127.0.0.1:9/x.png'
        const frame = document.createElement('iframe')
        frame.src = 'http://127.0.0.1:9/'
        document.body.append(frame)
        const script = document.createElement('script')
        script.textContent = 'window.bad = 1'
        document.body.append(script)
        const socket = await new Promise<string>((resolve) => {
          try {
            new WebSocket('ws://127.0.0.1:9/').onerror = () => resolve('refused')
          } catch {
            resolve('refused')
          }
        })
        const form = document.createElement('form')
        form.action = 'http://127.0.0.1:9/'
        document.body.append(form)
        form.submit()
        await new Promise((resolve) => setTimeout(resolve, 200))
        return { violated: [...new Set(violated)].sort(), fetched, socket, bad: (window as { bad?: number }).bad }
      })
      expect(refused.fetched).toBe('refused')
      expect(refused.socket).toBe('refused')
      expect(refused.bad).toBeUndefined()
      expect(refused.violated).toEqual(expect.arrayContaining(['connect-src', 'frame-src', 'img-src', 'script-src-elem']))
      // The form has not been sent: the page is still the page.
      expect(page.url().startsWith('file:')).toBe(true)
      expect(await page.locator('#spectrum svg').count()).toBe(1)
      await page.close()
    }
  })

  test('a worker of the page may not ask anybody either', async () => {
    const { page } = await open()
    const answer = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const code = "fetch('http://127.0.0.1:9/').then(() => postMessage('answered'), () => postMessage('refused'))"
          const violated: string[] = []
          const worker = new Worker(
            URL.createObjectURL(
              new Blob([
                `self.addEventListener('securitypolicyviolation',e=>postMessage('policy '+e.effectiveDirective));${code}`,
              ]),
            ),
          )
          worker.onmessage = ({ data }) => {
            violated.push(data as string)
            if (violated.length === 2) resolve(violated.sort().join(', '))
          }
        }),
    )
    expect(answer).toBe('policy connect-src, refused')
    await page.close()
  })
})

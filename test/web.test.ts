import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createGzip, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { SKIP } from './browser.ts'
import { placeOf } from './evidence.ts'
import { dmesg, letters, PATIENT, paste, type Site, siteForTests } from './site.ts'

const FIRST_LOAD = 120 * 1024
/** Machines with findings of every severity, with changes of every shape, suppressed ones, and a name that no screen has room for. */
const POOL = Array.from(
  { length: 22 },
  (_, i) =>
    `<domain type='kvm'><name>${i === 0 ? 'a-long-name_'.repeat(20) : `guest-${i}`}</name><os><type machine='pc'>hvm</type></os>
  <clock offset='utc'><timer name='tsc' mode='emulate'/><timer name='hpet' present='yes'/></clock>
  <devices>
    <disk type='file' device='disk'><target dev='hda' bus='ide'/></disk><!-- virtcolor-ignore VC501: a reason -->
    <video><model type='cirrus'/></video>
    <interface type='bridge'><source bridge='${'b'.repeat(200)}'/></interface>
    <input type='tablet' bus='usb'/>
  </devices></domain>\n`,
).join('')
const site = siteForTests()
const open: Site['open'] = (...args) => site().open(...args)

/** A tar of one fixture, as a capture would be sent. */
async function tarOf(fixture: string, filler = 0): Promise<string> {
  const { spawnSync } = await import('node:child_process')
  const out = join(site().folder, `${fixture}-${filler}.tar`)
  spawnSync('tar', ['-cf', out, '-C', placeOf(fixture, 'evidence'), '.'])
  return out
}

describe.skipIf(SKIP)('the page', () => {
  test('is one file that loads under 120 KB compressed', () => {
    expect(gzipSync(readFileSync(site().file)).length).toBeLessThan(FIRST_LOAD)
  })

  test('answers a pasted log in less than 100 ms', async () => {
    const { page, wrong } = await open()
    const text = dmesg('xen-pvhvm')
    const took: number[] = []
    // The best of several: others at work on this machine only ever make it slower.
    while (took.length < 3 || (Math.min(...took) >= 100 && took.length < 25)) {
      took.push(
        await page.evaluate(async (log) => {
          const reports = document.getElementById('reports')!
          // The worker that waits for a question has started: it would answer this page at any other time.
          await new Promise((resolve) => setTimeout(resolve, 300))
          const before = performance.now()
          const seen = new Promise<void>((resolve) => {
            new MutationObserver((_, observer) => {
              observer.disconnect()
              resolve()
            }).observe(reports, { childList: true })
          })
          ;(document.getElementById('text') as HTMLTextAreaElement).value = log
          ;(document.getElementById('paste') as HTMLFormElement).requestSubmit()
          await seen
          return performance.now() - before
        }, text),
      )
      expect(await page.locator('#m1 h1').textContent()).toBe('Xen 4.17 · PVHVM · domU')
      await page.locator('#clear').click()
    }
    console.log(`pasted dmesg answered in ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`)
    expect(Math.min(...took)).toBeLessThan(100)
    expect(wrong).toEqual([])
    await page.close()
  })

  test.each([
    ['xen-pv', 'P P P P P'],
    ['xen-hvm', 'VH VS VS VS VS'],
    ['firecracker', 'VH VS P P P'],
  ])('reads an archive of %s, packed and not', async (fixture, cells) => {
    const { page, wrong } = await open()
    const tar = await tarOf(fixture)
    const packed = `${tar}.gz`
    writeFileSync(packed, gzipSync(readFileSync(tar)))
    await page.locator('#files').setInputFiles([tar])
    await page.locator('#m1').waitFor()
    await page.locator('#files').setInputFiles([packed])
    await page.locator('#m2').waitFor()
    expect((await letters(page)).join(' ')).toBe(cells)
    expect((await letters(page, '#m2')).join(' ')).toBe(cells)
    expect(await page.locator('.beside th[scope=col]').count()).toBe(2)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('unpacks xz, bzip2 and zstd too', async () => {
    const { page, wrong } = await open()
    const { spawnSync } = await import('node:child_process')
    const tar = await tarOf('xen-pvh')
    let count = 0
    for (const tool of ['xz', 'bzip2', 'zstd']) {
      if (spawnSync(tool, ['-k', '-f', '-q', tar]).status !== 0) continue
      const suffix = { xz: 'xz', bzip2: 'bz2', zstd: 'zst' }[tool]!
      await page.locator('#files').setInputFiles([`${tar}.${suffix}`])
      count++
      await page.locator(`#m${count}`).waitFor()
      expect((await letters(page, `#m${count}`)).join(' ')).toBe('VH P P P P')
    }
    expect(count).toBeGreaterThan(0)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('reads a folder', async () => {
    const { page } = await open()
    const copy = join(site().folder, 'captured')
    const { cpSync } = await import('node:fs')
    cpSync(placeOf('xen-pvhvm', 'evidence/proc'), join(copy, 'proc'), { recursive: true })
    cpSync(placeOf('xen-pvhvm', 'evidence/dmesg.txt'), join(copy, 'dmesg.txt'))
    await page.locator('#folder').setInputFiles(copy)
    await page.locator('#m1').waitFor()
    expect(await page.locator('#m1 h1').textContent()).toContain('PVHVM')
    await page.close()
  })

  test.each([
    ['xl', "type = 'hvm'\nname = 'x'\nvif = ['model=e1000']\ndisk = ['/dev/vg/x,raw,hda,rw']\nxen_platform_pci = 0\n", 'Xen'],
    [
      'libvirt',
      "<domain type='kvm'><name>x</name><devices><disk type='file'><target dev='vda' bus='virtio'/></disk></devices></domain>",
      'KVM',
    ],
  ])('reads a definition: %s', async (_, text, name) => {
    const { page, wrong } = await open()
    await paste(page, text)
    await page.locator('#m1').waitFor()
    expect(await page.locator('#m1 h1').textContent()).toContain(name)
    expect(await page.locator('#m1').textContent()).toContain('as defined')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('the self-contained file reads definitions without anything beside it', async () => {
    const { copyFileSync, mkdirSync } = await import('node:fs')
    const alone = join(site().folder, 'alone')
    mkdirSync(alone)
    copyFileSync(join(site().folder, 'virtcolor.html'), join(alone, 'v.html'))
    const { page, wrong } = await open('', join(alone, 'v.html'))
    await paste(page, "type = 'pvh'\nname = 'x'\nkernel = '/boot/x'\ndisk = ['/dev/vg/x,raw,xvda,rw']\n")
    await page.locator('#m1').waitFor()
    expect(await page.locator('#m1 h1').textContent()).toContain('PVH')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('says what it cannot read in one line', async () => {
    const { page } = await open()
    await paste(page, 'nothing of interest')
    const fault = page.locator('#jobs .fault')
    await fault.waitFor()
    expect(await fault.textContent()).toBe(
      'pasted text: format not recognised; virtcolor reads directories, archives, sosreports, command output such as dmesg, and VM definitions (docs/captures.md)',
    )
    await page.close()
  })

  test('hostile names and lines are text', async () => {
    const { page, wrong } = await open()
    const bad = '<script>window.bad=1</script><img src=x onerror="window.bad=1">"\'><svg onload=window.bad=1>'
    const log = dmesg('xen-pvhvm')
      .split('\n')
      .map((line) => (/DMI:|Command line|Xen|blkfront/.test(line) ? `${line} ${bad}` : line))
      .join('\n')
    const name = join(site().folder, `<img src=x onerror=window.bad=1>.log`)
    writeFileSync(name, log)
    await page.locator('#files').setInputFiles([name])
    await page.locator('#m1').waitFor()
    await page.locator('#share').click()
    await page.locator('#link').waitFor()
    for (const details of await page.locator('#m1 details').all()) await details.evaluate((one) => one.setAttribute('open', ''))
    expect(await page.locator('#m1').textContent()).toContain('<script>window.bad=1</script>')
    expect(await page.evaluate(() => (window as { bad?: number }).bad)).toBeUndefined()
    expect(await page.locator('#reports script, #reports img, #reports [onload], #reports [onerror]').count()).toBe(0)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('a shared link brings the same answer, and no evidence unless asked', async () => {
    const { page } = await open()
    await paste(page, dmesg('xen-pv'))
    await page.locator('#m1').waitFor()
    await page.locator('#share').click()
    await page.locator('#link').waitFor()
    const link = await page.locator('#link').inputValue()
    await page.locator('#evidence').check()
    await page.locator('#share').click()
    await expect.poll(() => page.locator('#link').inputValue(), PATIENT).not.toBe(link)
    const full = await page.locator('#link').inputValue()
    const before = await letters(page)

    const there = await open(link.slice(link.indexOf('#')))
    await there.page.locator('#m1').waitFor()
    expect(await letters(there.page)).toEqual(before)
    expect(await there.page.locator('#m1 .proof').count()).toBe(0)
    const whole = await open(full.slice(full.indexOf('#')))
    await whole.page.locator('#m1').waitFor()
    expect(await whole.page.locator('#m1 .proof').count()).toBeGreaterThan(3)
    for (const one of [page, there.page, whole.page]) await one.close()
  })

  test.each(['#report=AAAA', '#report=%%%', '#report=', '#nothing'])('a broken link %s shows the page', async (hash) => {
    const { page, wrong } = await open(hash)
    await page.locator('#spectrum svg').waitFor()
    expect(await page.locator('#answer').isHidden()).toBe(true)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('the flowchart lights the way that was answered', async () => {
    const { page, wrong } = await open()
    await page.locator('#choose').scrollIntoViewIfNeeded()
    await page.locator('#flow svg').waitFor()
    expect(await page.locator('#flow svg').count()).toBe(1)
    for (let i = 0; i < 12; i++) {
      const open = page.locator('#questions select').filter({ has: page.locator('option:checked[value=""]') })
      if ((await open.count()) === 0) break
      await open.last().selectOption({ index: 1 })
    }
    expect(await page.locator('#flow .node.end.lit').count()).toBe(1)
    expect(await page.locator('#outcome strong').count()).toBe(1)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('the address keeps what is shown, and drops what is no answer', async () => {
    const { page } = await open()
    await page.locator('#layout').selectOption('2017')
    await page.locator('#all').check()
    await page.locator('#choose').scrollIntoViewIfNeeded()
    await page.locator('#questions select').first().selectOption({ index: 1 })
    const hash = new URL(page.url()).hash
    expect(hash).toMatch(/layout=2017.*all=1.*told=/)
    const again = await open(hash)
    expect(await again.page.locator('#layout').inputValue()).toBe('2017')
    expect(await again.page.locator('#all').isChecked()).toBe(true)
    await again.page.locator('#flow svg').waitFor()
    expect(await again.page.locator('#flow .edge.lit').count()).toBe(1)
    const bad = await open('#layout=x&tree=constructor&told=constructor:constructor,<b>:1')
    await bad.page.locator('#flow svg').waitFor()
    expect(await bad.page.locator('#flow .edge.lit').count()).toBe(0)
    expect([...again.wrong, ...bad.wrong]).toEqual([])
    for (const one of [page, again.page, bad.page]) await one.close()
  })

  test('the catalogue is filtered, sorted, and kept in the address', async () => {
    const { page, wrong } = await open()
    await page.locator('#types summary').click()
    await page.locator('#filter').fill('c3')
    await page.locator('#filter').press('Tab')
    await expect.poll(() => page.locator('#type-rows tbody tr').count(), PATIENT).toBe(5)
    await page.locator('[data-sort=vcpus]').click()
    await page.locator('[data-sort=vcpus]').click()
    expect(await page.locator('#type-rows td').first().textContent()).toBe('c3.8xlarge')
    const again = await open(new URL(page.url()).hash)
    await again.page.locator('#type-rows tbody tr').first().waitFor()
    expect(await again.page.locator('#type-rows td').first().textContent()).toBe('c3.8xlarge')
    const bad = await open('#types=nofield%3D<b>&sort=<i>')
    await expect.poll(() => bad.page.locator('#type-count').textContent(), PATIENT).toMatch(/<b>|unknown field/)
    expect([...wrong, ...again.wrong, ...bad.wrong]).toEqual([])
    for (const one of [page, again.page, bad.page]) await one.close()
  })

  test.each([
    ['light', 1200],
    ['dark', 1200],
    ['light', 360],
    ['dark', 360],
  ] as const)('axe finds nothing in any view: %s, %i wide', async (colorScheme, width) => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
    // axe has to be put into the page, which its policy forbids to everybody.
    const own = await site().browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 800 } })
    own.setDefaultTimeout(PATIENT.timeout)
    const page = await own.newPage()
    await page.goto(site().address)
    await page.addScriptTag({ path: axe })
    const look = async (view: string): Promise<void> => {
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> }
        }
        const result = await axe.run()
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)} ${nodes[0]!.failureSummary}`)
      })
      expect(violations, view).toEqual([])
      // Nothing makes a phone scroll sideways.
      const wide = await page.evaluate(() => {
        const room = document.documentElement.clientWidth
        if (document.documentElement.scrollWidth <= room) return []
        const inside = (one: Element): boolean => one.parentElement?.closest('.picture, .scroll') != null
        const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 1)
        return out.filter((one) => !inside(one)).map((one) => one.outerHTML.slice(0, 120))
      })
      expect(wide, view).toEqual([])
    }
    await look('nothing asked')
    await paste(page, 'nothing of interest')
    await page.locator('#jobs .fault').waitFor()
    await look('a fault')
    for (const [i, fixture] of ['xen-pvhvm', 'xen-hvm'].entries()) {
      await paste(page, dmesg(fixture))
      await page.locator(`#m${i + 1}`).waitFor()
    }
    await page.locator('#share').click()
    await page.locator('#link').waitFor()
    for (const details of await page.locator('details').all()) await details.evaluate((one) => one.setAttribute('open', ''))
    // A few rows are like all of them, and axe looks at every cell.
    await page.locator('#filter').fill('c3')
    await page.locator('#filter').press('Tab')
    await expect.poll(() => page.locator('#type-rows tbody tr').count(), PATIENT).toBe(5)
    await page.locator('#way svg').waitFor()
    await page.locator('#choose').scrollIntoViewIfNeeded()
    await page.locator('#questions select').first().selectOption({ index: 1 })
    await look('two machines, everything open')
    await page.locator('#operation').selectOption('disk-read')
    await page.locator('#way-steps details').first().waitFor()
    for (const details of await page.locator('#way-steps details').all())
      await details.evaluate((one) => one.setAttribute('open', ''))
    await look('one operation, step by step')
    await page.locator('#clear').click()
    await paste(page, POOL)
    await page.locator('#m20').waitFor()
    for (const details of await page.locator('#m1 details').all()) await details.evaluate((one) => one.setAttribute('open', ''))
    await look('a definition of many machines, with what lint says of each')
    await own.close()
  })

  test('the ways of operations: all of them, one by its steps, the machine lit, kept in the address', async () => {
    const { page, wrong } = await open()
    await paste(page, dmesg('xen-pv'))
    await page.locator('#m1').waitFor()
    await page.locator('#ways-box summary').first().click()
    await page.locator('#way svg .vc-panel').first().waitFor()
    expect(await page.locator('#way svg .vc-operation').count()).toBe(5)
    await page.locator('#operation').selectOption('system-call')
    await page.locator('#way-steps details').first().waitFor()
    expect(await page.locator('#way .vc-panel.vc-is-here').getAttribute('id')).toBe('way-svg-system-call-pv')
    expect(await page.locator('#way-steps a').first().getAttribute('href')).toMatch(/^https:/)
    // A machine that comes later is lit too.
    await paste(page, dmesg('xen-pvhvm'))
    await page.locator('#m2').waitFor()
    await expect.poll(() => page.locator('#way .vc-panel.vc-is-here').count(), PATIENT).toBe(2)
    const again = await open(new URL(page.url()).hash)
    await again.page.locator('#way-steps details').first().waitFor()
    expect(await again.page.locator('#operation').inputValue()).toBe('system-call')
    const bad = await open('#way=constructor')
    await bad.page.locator('#way svg').waitFor()
    expect([...wrong, ...again.wrong, ...bad.wrong]).toEqual([])
    for (const one of [page, again.page, bad.page]) await one.close()
  })

  test('works by keyboard alone', async () => {
    const { page } = await open()
    await page.locator('#text').focus()
    await page.keyboard.insertText(dmesg('xen-pv'))
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('#m1').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer-h')
    await page.close()
  })

  test('a large archive is read without freezing the page, and can be cancelled', async () => {
    const size = Number(process.env['VIRTCOLOR_BIG_MB'] ?? 40) * 1024 * 1024
    const big = await bigArchive(size)
    const { page, wrong } = await open()
    await page.evaluate(() => {
      const state = window as unknown as { longest: number }
      state.longest = 0
      // A beat that comes late was held up by a task: an upper bound of how long that task was.
      let last = performance.now()
      const beat = (): void => {
        const now = performance.now()
        state.longest = Math.max(state.longest, now - last)
        last = now
        setTimeout(beat, 0)
      }
      beat()
    })
    // The best of several, as others at work on this machine make every beat late.
    let longest = Number.POSITIVE_INFINITY
    for (let i = 0; i < 6 && longest >= 100; i++) {
      await page.evaluate(() => {
        ;(window as unknown as { longest: number }).longest = 0
      })
      const before = Date.now()
      await page.locator('#files').setInputFiles([big])
      await page.locator('#m1').waitFor()
      longest = Math.min(longest, await page.evaluate(() => (window as unknown as { longest: number }).longest))
      console.log(
        `${(statSync(big).size / 2 ** 20).toFixed(0)} MB archive: ${Date.now() - before} ms, longest task ${longest.toFixed(0)} ms`,
      )
      expect((await letters(page)).join(' ')).toBe('VH VS P P P')
      await page.locator('#clear').click()
    }
    expect(longest).toBeLessThan(100)
    // The measurement itself has to notice a page that does freeze.
    const frozen = await page.evaluate(async () => {
      ;(window as unknown as { longest: number }).longest = 0
      const until = performance.now() + 150
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 100))
      return (window as unknown as { longest: number }).longest
    })
    expect(frozen).toBeGreaterThan(100)

    // Reading takes a fraction of a second: the page itself presses the button as soon as it is there.
    await page.evaluate(() => {
      new MutationObserver(() => document.querySelector<HTMLElement>('#jobs progress + button')?.click()).observe(
        document.getElementById('jobs')!,
        { childList: true },
      )
    })
    await page.locator('#files').setInputFiles([big])
    await page.locator('#jobs .fault').waitFor()
    expect(await page.locator('#jobs .fault').textContent()).toContain('cancelled')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('asks nobody for anything', () => {
    expect(site().requests.filter((url) => !/^(?:file|blob|data):/.test(url))).toEqual([])
  })
})

/** A capture with a heap of logs beside it that do not shrink when packed. */
async function bigArchive(size: number): Promise<string> {
  const { spawnSync } = await import('node:child_process')
  const { randomFillSync } = await import('node:crypto')
  const { createReadStream, createWriteStream, mkdirSync, openSync, writeSync, closeSync } = await import('node:fs')
  const { pipeline } = await import('node:stream/promises')
  const heap = join(site().folder, 'heap', 'var', 'log')
  mkdirSync(heap, { recursive: true })
  const chunk = randomFillSync(Buffer.alloc(1 << 20))
  const out = openSync(join(heap, 'binary'), 'w')
  for (let at = 0; at < size; at += chunk.length) writeSync(out, chunk)
  closeSync(out)
  const tar = join(site().folder, 'big.tar')
  spawnSync('tar', ['-cf', tar, '-C', join(site().folder, 'heap'), '.', '-C', placeOf('xen-pvhvm', 'evidence'), '.'])
  await pipeline(createReadStream(tar), createGzip({ level: 1 }), createWriteStream(`${tar}.gz`))
  return `${tar}.gz`
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packTar } from 'modern-tar'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SKIP } from '../../test/browser.ts'
import { PATIENT, paste, type Site, siteForTests } from '../../test/site.ts'
import { lintOf } from '../cli/outputs.ts'
import { pageWith } from '../cli/page.ts'
import { gatherAll } from '../cli/report.ts'
import { fakeIo } from '../cli/testing.ts'
import type { Report } from '../model.ts'

/** VM definitions on the page: every machine of a file, and what lint says of each. */
const site = siteForTests()
const open: Site['open'] = (...args) => site().open(...args)

const domain = (name: string, bus: string): string =>
  `<domain type='kvm'>\n  <name>${name}</name>\n  <devices>\n    <disk type='file' device='disk'>\n      <target dev='a' bus='${bus}'/>\n    </disk>\n  </devices>\n</domain>\n`
const THREE = domain('web', 'ide') + domain('db', 'virtio') + domain('web', 'sata')
const XL = 'type = "hvm"\nname = "x"\nhap = 0\ntsc_mode = "always_emulate"\nvif = [ "bridge=a" ]\n'

const fileOf = (name: string, text: string): string => {
  const file = join(site().folder, name)
  writeFileSync(file, text)
  return file
}

async function show(page: Page, files: readonly string[], last: number): Promise<void> {
  await page.locator('#files').setInputFiles(files)
  await page.locator(`#m${last}`).waitFor()
}

const kept = async (page: Page, format: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[data-save=${format}]`).click()])
  const path = join(site().folder, `definitions.${format}`)
  await download.saveAs(path)
  return path
}

/** What the command line makes of a file of the folder, named as the page names it. */
const gathered = async (name: string) => {
  const { io } = fakeIo()
  const all = await gatherAll(join(site().folder, name), io)
  // The page does not know which version of the command line it came with.
  const reports = all.map(({ report: { tool: _, ...report } }) => report)
  return JSON.parse(JSON.stringify(reports).replaceAll(join(site().folder, name), name)) as Report[]
}

describe.skipIf(SKIP)('several machines in a definition', () => {
  test('each is the report that the command line gives, and the JSON is nothing but these', async () => {
    const { page, wrong } = await open()
    await show(page, [fileOf('three.xml', THREE)], 3)
    const paths = await page.locator('#reports > section > .dim > code').allTextContents()
    expect(paths).toEqual(['three.xml#web', 'three.xml#db', 'three.xml#web~2'])
    expect(await page.locator('#beside th[scope=col]').count()).toBe(3)
    expect(JSON.parse(readFileSync(await kept(page, 'json'), 'utf8'))).toEqual(await gathered('three.xml'))
    // One file after another: what is there stays, with what was opened in it.
    await page.locator('#m1-why-disk summary').click()
    await show(page, [fileOf('guest.cfg', XL)], 4)
    expect(await page.locator('#m1-why-disk[open]').count()).toBe(1)
    expect(await page.locator('#m4 > p > code').first().textContent()).toBe('guest.cfg')
    expect(await page.locator('#left-out').textContent()).toBe('')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('of a great many the first are shown, each drawn in a task of its own, and who is left out is said', async () => {
    const { page, wrong } = await open()
    const many = Array.from({ length: 37 }, (_, i) => domain(`guest-${i + 1}`, i % 3 === 0 ? 'ide' : 'virtio')).join('')
    const file = fileOf('pool.xml', many)
    await page.evaluate(() => {
      const batches: number[] = []
      ;(window as unknown as { batches: number[] }).batches = batches
      new MutationObserver((seen) => batches.push(seen.flatMap((one) => [...one.addedNodes]).length)).observe(
        document.getElementById('reports')!,
        { childList: true },
      )
    })
    await show(page, [file], 20)
    expect(await page.evaluate(() => (window as unknown as { batches: number[] }).batches)).toEqual(Array(20).fill(1))
    expect(await page.locator('#reports > section').count()).toBe(20)
    expect(await page.locator('#left-out').textContent()).toBe(
      `pool.xml: has 37 machines; only the first 20 are shown, without ${[21, 22, 23, 24, 25, 26, 27, 28].map((i) => `guest-${i}`).join(', ')} and 9 more`,
    )
    expect(JSON.parse(readFileSync(await kept(page, 'json'), 'utf8'))).toEqual((await gathered('pool.xml')).slice(0, 20))
    await page.locator('#clear').click()
    expect(await page.locator('#reports > section').count()).toBe(0)
    expect(await page.locator('#left-out').textContent()).toBe('')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('cleared while they are being drawn, nothing comes after', async () => {
    const { page, wrong } = await open()
    const file = fileOf('twenty.xml', Array.from({ length: 20 }, (_, i) => domain(`g${i}`, 'ide')).join(''))
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        observer.disconnect()
        document.getElementById('clear')!.click()
      }).observe(document.getElementById('reports')!, { childList: true })
    })
    await page.locator('#files').setInputFiles([file])
    await page.locator('#jobs li').waitFor({ state: 'detached' })
    await paste(page, XL)
    await page.locator('#m1').waitFor()
    expect(await page.locator('#reports > section').count()).toBe(1)
    expect(await page.locator('#m1 > p > code').first().textContent()).toBe('pasted text')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('the table leads to each machine by keyboard, and the address keeps what is shown', async () => {
    const { page } = await open('#layout=2017')
    await show(page, [fileOf('three.xml', THREE)], 3)
    await page.locator('#beside th[scope=col] a').nth(1).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('m2')
    await page.locator('#beside td a').nth(2).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('m3-lint')
    // The next stop is what comes after it: the documentation of the first finding.
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('section')?.id)).toBe('m3')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Documentation of VC\d+$/)
    expect(new URL(page.url()).hash).toBe('#layout=2017')
    expect(await page.locator('#layout').inputValue()).toBe('2017')
    await page.close()
  })

  test('a link names none of them unless asked, and opens with each', async () => {
    const { page } = await open()
    await show(page, [fileOf('secret.xml', THREE.replaceAll('web', 'hidden-name'))], 3)
    await page.locator('#share').click()
    await page.locator('#link').waitFor()
    const link = await page.locator('#link').inputValue()
    const there = await open(link.slice(link.indexOf('#')))
    await there.page.locator('#m3').waitFor()
    const text = await there.page.locator('#answer').textContent()
    expect(text).toContain('shared machine 3')
    expect(text).not.toMatch(/hidden-name|secret\.xml/)
    const report = readFileSync(await kept(there.page, 'json'), 'utf8')
    expect(report).not.toMatch(/hidden-name|secret\.xml/)
    expect(await there.page.locator('[id$=-lint]').count()).toBe(0)
    await page.close()
    await there.page.close()
  })
})

describe.skipIf(SKIP)('what lint says', () => {
  test('the rule, the place, the change and the documentation; nothing of it in the JSON', async () => {
    const { page, wrong } = await open()
    await paste(page, XL)
    await page.locator('#m1-lint').waitFor()
    const found = await page.locator('#m1 .lint > li').evaluateAll((all) =>
      all.map((one) => {
        const text = (selector: string): string | undefined => one.querySelector(selector)?.textContent ?? undefined
        return [text('h3'), text('.proof'), text('mark'), text('del'), text('ins'), one.querySelector('a')?.href]
      }),
    )
    expect(found.slice(0, 2)).toEqual([
      ['errorVC303 no-hap', '3:7 hap = 0', '0', '- hap = 0', undefined, expect.stringMatching(/^https:/)],
      [
        'errorVC401 tsc-emulated',
        '4:13 tsc_mode = "always_emulate"',
        'always_emulate',
        '- tsc_mode = "always_emulate"',
        '+ tsc_mode = "default"',
        expect.stringMatching(/^https:/),
      ],
    ])
    expect(found.find(([rule]) => rule?.includes('VC203'))?.slice(3, 5)).toEqual([
      '- vif = [ "bridge=a" ]',
      '+ vif = [ "bridge=a,type=vif" ]',
    ])
    const json = readFileSync(await kept(page, 'json'), 'utf8')
    expect(json).not.toMatch(/VC\d{3}/)
    expect(wrong).toEqual([])
    await page.close()
  })

  test('what the file asks not to be told is one line below, and a definition without findings says so', async () => {
    const { page } = await open()
    await paste(page, 'type = "hvm"\nnomigrate = 1\nhap = 0 # virtcolor-ignore VC303: no EPT there\n')
    await page.locator('#m1-lint').waitFor()
    expect(await page.locator('#m1').textContent()).toContain('No findings.')
    await page.locator('#m1 summary', { hasText: 'Suppressed' }).click()
    expect(await page.locator('#m1 details[open] li').textContent()).toBe('VC303, line 3: no EPT there')
    await page.close()
  })

  test('a capture is no definition: nothing is said of one', async () => {
    const { page } = await open()
    await paste(page, '[    0.000000] Linux version 6.1.0\n[    0.000000] Hypervisor detected: Xen HVM\n')
    await page.locator('#m1').waitFor()
    expect(await page.locator('[id$=-lint]').count()).toBe(0)
    await page.close()
  })

  test('an OVA is looked into', async () => {
    const { page, wrong } = await open()
    const body =
      '<Envelope><VirtualSystem><VirtualHardwareSection><Item><ResourceSubType>E1000</ResourceSubType><ResourceType>10</ResourceType></Item></VirtualHardwareSection></VirtualSystem></Envelope>'
    const disk = new Uint8Array(5 * 1024 * 1024)
    const bytes = await packTar([
      { header: { name: 'vm.ovf', size: body.length }, body },
      { header: { name: 'vm.vmdk', size: disk.length }, body: disk },
    ])
    const file = join(site().folder, 'vm.ova')
    writeFileSync(file, bytes)
    await show(page, [file], 1)
    expect(JSON.parse(readFileSync(await kept(page, 'json'), 'utf8'))).toEqual((await gathered('vm.ova'))[0])
    expect(await page.locator('#m1 .lint h3').first().textContent()).toBe('warningVC201 emulated-nic')
    expect(wrong).toEqual([])
    await page.close()
  })

  test('the page as a file has it, and so has a report as a page, with script and without', async () => {
    const { page } = await open()
    await show(page, [fileOf('three.xml', THREE)], 3)
    const plain = await open('', await kept(page, 'html'))
    await plain.page.locator('#m3 > summary').click()
    expect(await plain.page.locator('#r3-lint').isVisible()).toBe(true)
    expect(await plain.page.locator('#m1 .lint del').first().textContent()).toContain("bus='ide'")
    const { io } = fakeIo()
    const all = await gatherAll(join(site().folder, 'three.xml'), io)
    const template = readFileSync(join(site().folder, 'virtcolor.html'), 'utf8')
    mkdirSync(join(site().folder, 'with-lint'))
    const report = fileOf(
      'with-lint/report.html',
      pageWith(
        all.map((one) => one.report),
        template,
        await Promise.all(all.map(lintOf)),
      ),
    )
    for (const javaScriptEnabled of [true, false]) {
      const context = await site().browser.newContext({ javaScriptEnabled })
      const shown = await context.newPage()
      await shown.goto(`file://${report}`)
      const section = javaScriptEnabled ? '#m3' : '#s3'
      await shown.locator(`${section}-lint`).waitFor()
      expect(await shown.locator(`${section} .lint mark`).allTextContents()).toContain('sata')
      await context.close()
    }
    expect([...plain.wrong]).toEqual([])
    await page.close()
    await plain.page.close()
  })

  const BAD = '</code></pre><script>window.bad=1</script><img src=x onerror="window.bad=1">\u202e"\'&'
  const quoted = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;')
  const one = BAD.replaceAll("'", '')
  const none = one.replaceAll('"', '')
  test.each([
    ['xl', `type = "hvm"\nname = '${one}'\nhap = 0 # ${BAD}\nvif = [ 'model=e1000,bridge=${none}' ]\n`, one],
    [
      'libvirt',
      `${domain(quoted(BAD), 'ide').replace("dev='a'", `dev='${quoted(BAD)}'`)}${domain('b', 'sata')}`,
      quoted(BAD).replace('\u202e', ''),
    ],
    [
      'vmx',
      `config.version = "8"\ndisplayName = "${none}"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "e1000" # ${BAD}\n`,
      BAD,
    ],
    ['qemu', `qemu-system-x86_64 -device e1000,id='${one}' -name '${one}' -drive file='${one}',if=ide\n`, one],
  ])('whatever a definition holds is text: %s', async (name, text, shown) => {
    const { page, wrong } = await open()
    const file = fileOf(`<img src=x onerror=window.bad=1>${name}`, text)
    await page.locator('#files').setInputFiles([file])
    await page.locator('#m1, #jobs .fault').first().waitFor()
    expect(await page.locator('#jobs .fault').allTextContents()).toEqual([])
    await page.locator('#m1-lint').waitFor()
    for (const details of await page.locator('#reports details').all())
      await details.evaluate((one) => one.setAttribute('open', ''))
    expect(await page.locator('#answer').textContent()).toContain('<img src=x onerror=window.bad=1>')
    // No more of a line is shown than fits; marks that turn or hide text are left out.
    expect(await page.locator('#m1 .lint').textContent()).toContain(shown.replace('\u202e', '').slice(0, 20))
    const elements = '#answer :is(script, img, iframe, [onload], [onerror])'
    expect(await page.locator(elements).count()).toBe(0)
    expect(await page.evaluate(() => (window as { bad?: number }).bad)).toBeUndefined()
    const again = await open('', await kept(page, 'html'))
    expect(await again.page.locator('body :is(script, img, iframe, [onload], [onerror])').count()).toBe(0)
    expect(await again.page.locator('#m1-lint, #r1-lint').count()).toBe(1)
    expect([...wrong, ...again.wrong]).toEqual([])
    await page.close()
    await again.page.close()
  })

  test('a definition of one long line, and one of very many settings, are answered', async () => {
    const { page, wrong } = await open()
    const cards = "<interface type='network'><model type='e1000'/></interface>".repeat(15_000)
    const many = `<domain type='kvm'><name>a</name><os><type>hvm</type></os><devices>${cards}</devices></domain>`
    await show(page, [fileOf('many.xml', many)], 1)
    expect(await page.locator('#m1 .lint > li').count()).toBe(50)
    expect(await page.locator('#m1').textContent()).toMatch(/1500\d warnings[^.]*; the 50 most severe are shown\./)
    await show(page, [fileOf('long.cfg', `type = "hvm"\nhap = 0; name = "${'A'.repeat(900_000)}"\n`)], 2)
    expect((await page.locator('#m2 .lint').textContent())!.length).toBeLessThan(5000)
    await expect.poll(() => page.locator('#jobs li').count(), PATIENT).toBe(0)
    expect(wrong).toEqual([])
    await page.close()
  })
})

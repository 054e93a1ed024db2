// npm run screenshots: draws the pictures of docs/images and takes a screenshot of every view of the page, in Debian's Chromium.
// CHROMIUM names another one. The evidence is the project's own fixtures.
//   npm run screenshots [-- NAME…]    only these, such as page-ways
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { PICTURES } from './lib/pictures.mjs'
import { build, cli, install, quietly, root } from './lib/project.mjs'

install()
build()
const images = join(root, 'docs', 'images')
mkdirSync(images, { recursive: true })
const fixture = (name) => join('fixtures', name, 'evidence')
const only = process.argv.slice(2)
const wanted = (name) => only.length === 0 || only.includes(name)
const draw = (file, ...args) =>
  wanted(file.replace(/\..*/, '')) && quietly(process.execPath, [cli, ...args, '-o', join(images, file)])

for (const [name, ...args] of PICTURES) draw(name, ...args)
draw('machine-xen-pvhvm.png', fixture('xen-pvhvm'))

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
if (!existsSync(executablePath)) {
  console.error(`${executablePath} not found; install chromium, or set CHROMIUM`)
  process.exit(1)
}
const browser = await chromium.launch({
  executablePath,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
const log = (name) => readFileSync(join(root, fixture(name), 'dmesg.txt'), 'utf8')
const VIEWS = [
  { name: 'page-empty', logs: [], size: [1200, 900] },
  { name: 'page-answer', logs: ['xen-hvm'], size: [1200, 1500] },
  { name: 'page-several', logs: ['xen-pvhvm', 'xen-hvm', 'xen-pv'], size: [1200, 1100] },
  { name: 'page-dark', logs: ['xen-pvhvm'], size: [1200, 1500], dark: true },
  { name: 'page-phone', logs: ['xen-pvhvm'], size: [390, 844] },
]
/** The timeout is long for busy machines. */
async function pageOf(width, height, colorScheme = 'light') {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme })
  page.setDefaultTimeout(300_000)
  return page
}
for (const { name, logs, size, dark } of VIEWS.filter(({ name }) => wanted(name))) {
  const page = await pageOf(size[0], size[1], dark ? 'dark' : 'light')
  await page.goto(pathToFileURL(join(root, 'dist', 'web', 'index.html')).href)
  for (const [i, one] of logs.entries()) {
    await page.locator('#text').fill(log(one))
    await page.locator('#paste button').click()
    await page.locator(`#m${i + 1}`).waitFor()
  }
  if (logs.length > 0) await page.locator('#answer').evaluate((one) => one.scrollIntoView())
  await page.screenshot({ path: join(images, `${name}.png`) })
  await page.close()
}
const DEFINITION = `<domain type='kvm'>
  <name>web-1</name>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <clock offset='utc'>
    <timer name='tsc' mode='emulate'/>
  </clock>
  <devices>
    <disk type='file' device='disk'><target dev='hda' bus='ide'/></disk>
    <interface type='bridge'>
      <source bridge='br0'/>
    </interface>
  </devices>
</domain>
`
/** Parts of the page that must be opened or answered first. */
const PARTS = {
  'page-lint': async (page) => {
    await page.locator('#text').fill(DEFINITION)
    await page.locator('#paste button').click()
    await page.locator('#m1-lint').waitFor()
    return '#m1-lint'
  },
  'page-flowchart': async (page) => {
    await page.locator('#choose').scrollIntoViewIfNeeded()
    await page.locator('#questions select').last().selectOption({ index: 1 })
    return '#choose'
  },
  'page-ways': async (page) => {
    await page.locator('#text').fill(log('xen-pvhvm'))
    await page.locator('#paste button').click()
    await page.locator('#m1').waitFor()
    await page.locator('#ways-box summary').first().click()
    await page.locator('#operation').selectOption('disk-read')
    await page.locator('#way-steps details').first().waitFor()
    return '#ways'
  },
  'page-catalogue': async (page) => {
    await page.locator('#types summary').click()
    await page.locator('#filter').fill('family=c3,c5,m7i')
    await page.locator('#filter').press('Tab')
    await page.locator('#type-rows tbody tr').first().waitFor()
    return '#catalogue'
  },
}
for (const [name, prepare] of Object.entries(PARTS).filter(([name]) => wanted(name))) {
  const page = await pageOf(1200, 1000)
  await page.goto(pathToFileURL(join(root, 'dist', 'web', 'index.html')).href)
  const part = await prepare(page)
  await page.locator(part).evaluate((one) => one.scrollIntoView())
  await page.screenshot({ path: join(images, `${name}.png`) })
  await page.close()
}
await browser.close()
console.log('docs/images is written')

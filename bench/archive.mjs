// How long a large sosreport takes, and how much memory, beside `tar tzf` on the same file.
// usage: node bench/archive.mjs [MEGABYTES]   (500 unless told; the archive is made below the system's temporary folder)
import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { rolldown } from 'rolldown'
import { pack } from 'tar-stream'

const megabytes = Number(process.argv[2] ?? 500)
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const folder = join(tmpdir(), 'virtcolor-bench')
mkdirSync(folder, { recursive: true })
const archive = join(folder, `sosreport-${megabytes}.tar.gz`)

/** Text that packs about as well as logs do, the same in every run. */
function* lines() {
  let x = 12345
  for (;;) {
    let block = ''
    while (block.length < 65536) {
      x = (x * 1103515245 + 12345) % 2147483648
      block += `Jan 02 03:04:05 host app[${x % 32768}]: request ${x.toString(16)} took ${x % 977} ms, status ${x % 7 ? 200 : 500}\n`
    }
    yield block
  }
}

async function make() {
  const packer = pack()
  const add = (name, content) => packer.entry({ name: `sosreport-host/${name}` }, content)
  const done = pipeline(packer, createGzip({ level: 6 }), createWriteStream(archive))
  const drained = () => new Promise((resolve) => setImmediate(resolve))
  add('proc/cpuinfo', 'processor : 0\nflags : hypervisor\n')
  add('sos_commands/kernel/dmesg', '[    0.000000] Linux version 6.1\n'.repeat(2000))
  for (let i = 0; i < 40_000; i++) {
    const device = `sys/devices/pci0000:00/0000:00:${(i >> 6).toString(16)}.${i & 7}/${i}`
    add(`${device}/${['vendor', 'device', 'power', 'numa_node', 'irq'][i % 5]}`, `0x${i.toString(16)}\n`)
    if (i % 200 === 0) await drained()
  }
  const text = lines()
  for (let made = 0, i = 0; made < megabytes; made += 5, i++) {
    const parts = []
    for (let n = 0; n < 80; n++) parts.push(text.next().value)
    add(`var/log/app/${i}.log`, parts.join(''))
    while (packer.readableLength > 1 << 20 || packer._readableState?.buffered > 1 << 20) await drained()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  packer.finalize()
  await done
}

if (!existsSync(archive)) await make()

const reader = join(folder, 'reader.mjs')
const bundle = await rolldown({
  input: 'reader',
  platform: 'node',
  plugins: [
    {
      name: 'reader',
      resolveId: (id) => (id === 'reader' ? id : null),
      load: (id) =>
        id === 'reader'
          ? `import { readFileSync } from 'node:fs'
import { open } from ${JSON.stringify(join(root, 'src/sources/index.ts'))}
import { PROBES, wantedOf } from ${JSON.stringify(join(root, 'src/evidence/index.ts'))}
const { evidence } = await open(process.argv[2], wantedOf(PROBES, 'capture'), { stdin: process.stdin })
console.log(JSON.stringify({ files: evidence.files.size, texts: evidence.texts.length, rss: peak() }))
// Not getrusage: its figure starts with that of the process that began this one.
function peak() { return Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) }`
          : null,
    },
  ],
})
await bundle.write({ file: reader, format: 'esm', codeSplitting: false })
await bundle.close()

const time = (command, args) => {
  const start = performance.now()
  const { stdout, status, stderr } = spawnSync(command, args, { maxBuffer: 1 << 30, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return { seconds: (performance.now() - start) / 1000, stdout }
}
const unpacked = Number(execFileSync('sh', ['-c', `gzip -dc "$1" | wc -c`, 'sh', archive], { encoding: 'utf8' }))
console.log(`${(statSync(archive).size / 1e6).toFixed(0)} MB packed, ${(unpacked / 1e6).toFixed(0)} MB unpacked`)
for (let run = 0; run < 3; run++) {
  const tar = time('tar', ['tzf', archive])
  const ours = time(process.execPath, [reader, archive])
  const { files, texts, rss } = JSON.parse(ours.stdout)
  console.log(
    `tar tzf ${tar.seconds.toFixed(2)} s; virtcolor ${ours.seconds.toFixed(2)} s (x${(ours.seconds / tar.seconds).toFixed(2)}), ` +
      `peak ${(rss / 1024).toFixed(0)} MB, ${files} files, ${texts} texts`,
  )
}

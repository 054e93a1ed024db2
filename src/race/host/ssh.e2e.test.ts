import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { cacheFolder, helperFor } from '../../measure/helper.ts'
import type { Dom0 } from '../dom0.ts'
import { realHost } from '../hosts.ts'
import { dom0Image } from '../image/dom0.ts'
import { Modules } from '../image/modules.ts'
import { find } from '../image/tree.ts'
import { getPackages } from '../packages.ts'
import { run } from '../process.ts'
import { type Field, prepareField, race } from '../race.ts'
import { startXen } from './qemu.ts'
import { sshAddress } from './ssh.ts'

/**
 * A race by `--on ssh://` on a real dom0: the one in QEMU, with an ssh server of Debian's put into it and a network card of QEMU's, reached by
 * the system's ssh. Everything that a dom0 of metal does is there but its speed.
 */
const asked = process.env['VIRTCOLOR_RACE'] === '1'
const apt = asked && (await run('apt-get', ['--version'], { timeout: 20 }).catch(() => undefined)) !== undefined
const ssh = asked && (await run('ssh', ['-V'], { timeout: 20 }).catch(() => undefined)) !== undefined
const why = !asked
  ? 'VIRTCOLOR_RACE=1 is not set'
  : !apt
    ? 'there is no apt-get here'
    : !ssh
      ? 'there is no ssh here'
      : undefined
if (why !== undefined) console.warn(`\n*** SKIPPED: a race by ssh on the dom0 in QEMU: ${why} ***\n`)

const SERVER = ['dropbear-bin', 'libtomcrypt1', 'libtommath1', 'libgmp10'] as const
/** Under the emulator, on two busy cores. */
const LIMIT = 1_200_000

describe.skipIf(why !== undefined)('by ssh, on a real dom0', () => {
  it('PVH is raced, and the dom0 is as it was', { timeout: LIMIT }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vcssh-e2e-'))
    const signal = AbortSignal.timeout(LIMIT - 30_000)
    const say = (line: string): void => console.log(line)
    const path = process.env['PATH']
    let machine: Dom0 | undefined
    try {
      const { root } = await getPackages(join(cacheFolder(process.env), 'race'), { say, signal })
      const got = await helperFor(process.env, say, signal)
      if (!('helper' in got)) throw new Error(got.why)
      const field = await prepareField(root, await readFile(got.helper.path))
      const port = await freePort()
      machine = await dom0WithSsh(root, field, folder, port, signal)
      // The system's ssh, with keys of its own: the user's are not this test's to touch.
      await writeFile(
        join(folder, 'ssh'),
        `#!/bin/sh\nexec /usr/bin/ssh -F /dev/null -i ${folder}/key -o IdentitiesOnly=yes -o UserKnownHostsFile=${folder}/known "$@"\n`,
      )
      await chmod(join(folder, 'ssh'), 0o755)
      process.env['PATH'] = `${folder}${delimiter}${path}`
      const where = { what: 'ssh' as const, address: sshAddress(`ssh://root@127.0.0.1:${port}`) }
      await expect(realHost(where, signal)).rejects.toThrow(/host key is not known or has changed/)
      const key = (await machine.get('hostkey.pub')).toString('utf8').match(/^ssh-ed25519 \S+/m)
      await writeFile(join(folder, 'known'), `[127.0.0.1]:${port} ${key?.[0] ?? ''}\n`)
      const host = await (await realHost(where, signal)).open(say)
      expect(host).toMatchObject({ cpu: 1, vendor: 'svm', emulated: true, xen: expect.stringMatching(/^4\./) })
      const results = await race(host.dom0, field, {
        modes: ['pvh'],
        rounds: 1,
        quick: true,
        cpu: host.cpu,
        vendor: host.vendor,
        pool: host.pool!,
        tracePages: host.tracePages!,
        say,
        save: async () => undefined,
        saved: [],
        signal,
      })
      await host.dom0.stop()
      expect(results[0]!.failed).toBeUndefined()
      expect(results[0]!.report?.mode?.id).toBe('pvh')
      expect(results[0]!.rounds).toHaveLength(1)
      const after = await machine.run('# what is left\nxl list; xl cpupool-list; ls /tmp /var/tmp; ls /sys/class/net', 60)
      expect(after).not.toMatch(/virtcolor-|vcrace/)
      expect(after).toMatch(/Pool-0 +2 /)
    } finally {
      process.env['PATH'] = path
      await machine?.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})

/** Xen and dom0 of the packages, and in it the server that lets in who has the key of the folder. */
async function dom0WithSsh(root: string, field: Field, folder: string, port: number, signal: AbortSignal): Promise<Dom0> {
  const modules = await Modules.of(join(root, 'lib/modules', field.kernelVersion), root)
  const { initramfs } = await dom0Image(root, modules)
  await writeFile(join(folder, 'dom0.cpio'), initramfs)
  await writeFile(
    join(folder, 'xen'),
    gunzipSync(await readFile(join(root, (await find(root, 'boot', /^xen-[\d.]+-amd64\.gz$/, 0))!))),
  )
  await writeFile(join(folder, 'kernel'), field.kernel)
  const machine = await startXen({
    root,
    directory: folder,
    share: join(folder, 'share'),
    xen: join(folder, 'xen'),
    kernel: join(folder, 'kernel'),
    initramfs: join(folder, 'dom0.cpio'),
    accelerator: 'tcg',
    megabytes: 2560,
    more: [
      '-netdev',
      `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`,
      '-device',
      'virtio-net-pci,netdev=net,romfile=',
    ],
    signal,
  })
  await mkdir(join(folder, 'debs'), { recursive: true })
  await run('apt-get', ['download', ...SERVER], { cwd: join(folder, 'debs'), timeout: 120 })
  for (const deb of await readdir(join(folder, 'debs')))
    await run('dpkg-deb', ['-x', join(folder, 'debs', deb), join(folder, 'share/server')], { timeout: 60 })
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')], { timeout: 60 })
  await machine.put('key.pub', await readFile(join(folder, 'key.pub')))
  const names: string[] = []
  for (const { name, bytes } of await modules.inOrder(['virtio_net'])) {
    await machine.put(`${name}.ko`, bytes)
    names.push(name)
  }
  for (const library of [
    'lib/x86_64-linux-gnu/libz.so.1',
    'lib/x86_64-linux-gnu/libcrypt.so.1',
    'lib/x86_64-linux-gnu/libc.so.6',
  ])
    await machine.put(library.replace(/.*\//, ''), await readFile(join(root, library)).catch(() => readFile(`/usr/${library}`)))
  await machine.run(
    `# let ssh in
for name in ${names.join(' ')}; do insmod /host/$name.ko 2>/dev/null; done
device=$(ls /sys/class/net | grep -v lo | head -n1)
ip link set $device up && ip addr add 10.0.2.15/24 dev $device || exit 1
mkdir -p /root/.ssh /var/tmp /usr/sbin; chmod 700 /root /root/.ssh; cp /host/key.pub /root/.ssh/authorized_keys; chmod 600 /root/.ssh/authorized_keys
echo /bin/sh > /etc/shells
for name in xl xentrace; do ln -sf $(ls -d /usr/lib/xen*/bin/$name | head -n1) /usr/sbin/$name; done
export LD_LIBRARY_PATH=/host/server/usr/lib/x86_64-linux-gnu:/host
/host/server/usr/bin/dropbearkey -t ed25519 -f /tmp/hostkey > /host/hostkey.pub || exit 1
setsid /host/server/usr/sbin/dropbear -F -E -s -r /tmp/hostkey -p 22 </dev/null >/host/dropbear.log 2>&1 &
server=$!
# Under the emulator a program takes its time to start.
until netstat -ltn | grep -q ':22 '; do kill -0 $server || { cat /host/dropbear.log; exit 1; }; sleep 1; done`,
    240,
  )
  return machine
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Fault } from '../fault.ts'
import type { Dom0 } from './dom0.ts'
import { startXen } from './host/qemu.ts'
import { dom0Image } from './image/dom0.ts'
import { Modules } from './image/modules.ts'
import { find } from './image/tree.ts'
import type { Packages } from './packages.ts'
import { roomFor } from './packages.ts'
import type { Field } from './race.ts'

/** Bytes that one race writes besides the packages: share, images, traces. */
const ROOM = 6e8

/** Of memory: for Xen and dom0, and for each guest with its device model. */
const MEGABYTES = { without: 1536, each: 448 } as const

/** Boots Xen and dom0 of the packages in QEMU. All its files are in one folder, which `stop` removes. */
export async function xenInQemu(
  cache: string,
  packages: Packages,
  field: Field,
  options: {
    readonly accelerator: 'tcg' | 'kvm'
    readonly keep: boolean
    readonly guests: number
    readonly say: (line: string) => void
    readonly signal: AbortSignal
  },
): Promise<Dom0> {
  const { root } = packages
  await roomFor(cache, ROOM)
  await mkdir(join(cache, 'runs'), { recursive: true })
  const directory = await mkdtemp(join(cache, 'runs', 'run-'))
  const remove = async (): Promise<void> => {
    if (!options.keep) await rm(directory, { recursive: true, force: true })
  }
  try {
    options.say('building dom0')
    const modules = await Modules.of(join(root, 'lib/modules', field.kernelVersion), root)
    const { initramfs } = await dom0Image(root, modules)
    const hypervisor = await find(root, 'boot', /^xen-[\d.]+-amd64\.gz$/, 0)
    if (hypervisor === undefined) throw new Fault(`${root}/boot: the packages contain no Xen`)
    const path = (name: string): string => join(directory, name)
    await writeFile(path('dom0.cpio'), initramfs)
    await writeFile(path('xen'), gunzipSync(await readFile(join(root, hypervisor))))
    await writeFile(path('dom0-kernel'), field.kernel)
    options.say('booting Xen and dom0 in QEMU')
    const dom0 = await startXen({
      root,
      directory,
      share: path('share'),
      xen: path('xen'),
      kernel: path('dom0-kernel'),
      initramfs: path('dom0.cpio'),
      accelerator: options.accelerator,
      megabytes: MEGABYTES.without + MEGABYTES.each * options.guests,
      signal: options.signal,
    })
    const stop = dom0.stop.bind(dom0)
    dom0.stop = async () => {
      await stop()
      await remove()
    }
    return dom0
  } catch (error) {
    await remove()
    throw error
  }
}

import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf, boardOf, DISK, diskAt } from './inventory.ts'
import { objectOf, text as textOf } from './json.ts'

/**
 * neofetch, screenfetch and fastfetch: `Key: value` to the right of a logo, and `fastfetch --json`. Host is the name that the board has in
 * DMI, with `KVM/QEMU (…)` around QEMU's names: https://github.com/dylanaraps/neofetch (get_model), https://github.com/fastfetch-cli/fastfetch
 */
const KEYS =
  'OS|Host|Kernel|Uptime|Packages|Shell|Resolution|Terminal|CPU|GPU(?: \\d)?|Memory|Board|Machine|BIOS|Bios|Disk(?: \\([^)]{1,40}\\))?|Virtualization|DE|WM|Swap|Local IP(?: \\([^)]{1,40}\\))?|Locale|Display(?: \\([^)]{1,40}\\))?'
/** Art to the left of a key ends with two blanks or stands alone. */
const LINE = new RegExp(`(?:^|\\s)(${KEYS}):? {0,8}(?::|=>)? *(\\S.{0,200})$`)
const MOST_LINES = 200

function* read(document: Document): Generator<Signal> {
  if (/^\s*\[/.test(document.text)) {
    yield* modules(document)
    return
  }
  for (const { text, index } of linesOf(document, MOST_LINES)) {
    if (text.length > 1_000) continue
    const match = LINE.exec(text.trimEnd())
    if (match === null) continue
    const value = match[2]!.trim()
    if (match[1] === 'Host' || match[1] === 'Machine') {
      if (!/^[\w.-]{1,253}$/.test(value)) yield* boardOf(document, { product_name: { value, index } })
    } else if (match[1] === 'BIOS' || match[1] === 'Bios') yield signalAt(document, index, 'dmi.bios_version', value)
    else if (match[1] === 'Kernel') {
      const release = /^(?:Linux )?(?:x86_64 Linux )?(\d+\.\d[\w.+-]{0,100})/.exec(value)?.[1]
      if (release !== undefined) yield signalAt(document, index, 'kernel.release', release)
    } else if (match[1] === 'CPU') yield signalAt(document, index, 'cpu.model', value.replace(/ \(\d+\) @.*/, ''))
    else if (match[1] === 'OS') {
      const arch = / (x86_64|aarch64|i686|arm64|riscv64|ppc64le|s390x|armv\w+)(?:\s|$)/.exec(value)?.[1]
      if (arch !== undefined) yield signalAt(document, index, 'arch', archOf(arch))
      if (/^(?:Microsoft )?Windows\b/.test(value)) yield signalAt(document, index, 'guest.os', 'windows')
    }
  }
}

/** `fastfetch --json`: a list of `{ type, result }`. */
function* modules(document: Document): Generator<Signal> {
  const list = objectOf({ ...document, text: `{"list":${document.text}}` })?.['list']
  if (!Array.isArray(list)) return
  for (const one of list.slice(0, MOST_LINES) as Record<string, unknown>[]) {
    const result = one?.['result']
    if (typeof result !== 'object' || result === null) continue
    const index = Math.max(document.text.indexOf(`"${textOf(one['type']) ?? ''}"`), 0)
    const of = (key: string): string | undefined => textOf((result as Record<string, unknown>)[key])
    if (one['type'] === 'Host') {
      const name = of('name')
      const vendor = of('vendor')
      yield* boardOf(document, {
        ...(vendor !== undefined && { sys_vendor: { value: vendor, index } }),
        ...(name !== undefined && { product_name: { value: name, index } }),
      })
    } else if (one['type'] === 'PhysicalDisk' && Array.isArray(result)) {
      for (const disk of result.slice(0, 64) as Record<string, unknown>[]) {
        const name = textOf(disk?.['devPath'])?.replace(/^\/dev\//, '')
        if (name === undefined || !DISK.test(name)) continue
        const model = textOf(disk['name'])
        yield* diskAt(
          document,
          Math.max(document.text.indexOf(`"/dev/${name}"`), 0),
          name,
          ...(model?.startsWith('0x') ? [] : [model]),
        )
      }
    } else if (one['type'] === 'Kernel') {
      const release = of('release')
      const arch = of('architecture')
      if (release !== undefined && of('name') === 'Linux') yield signalAt(document, index, 'kernel.release', release)
      if (arch !== undefined) yield signalAt(document, index, 'arch', archOf(arch))
    } else if (one['type'] === 'CPU') {
      const cpu = of('cpu')
      if (cpu !== undefined) yield signalAt(document, index, 'cpu.model', cpu)
    }
  }
}

/** At least three keys that stand together in no other text. */
function accepts(head: string): boolean {
  if (/^\s*\[\s*\{\s*"type"\s*:/.test(head))
    return /"type"\s*:\s*"(?:Host|Kernel|OS|CPU)"/.test(head) && /"result"\s*:/.test(head)
  if (!/(?:^|\s)(?:Host|Machine|Kernel):? /.test(head) || !/(?:^|\s)(?:Uptime|Packages|Shell):? /.test(head)) return false
  const seen = new Set<string>()
  for (const line of head.split('\n', MOST_LINES)) {
    const key = line.length > 1_000 ? undefined : LINE.exec(line.trimEnd())?.[1]
    if (key !== undefined) seen.add(key.replace(/ .*/, ''))
  }
  return (
    ['OS', 'Host', 'Kernel', 'Uptime', 'Packages', 'Shell', 'CPU', 'Memory', 'Terminal', 'Resolution'].filter((key) =>
      seen.has(key),
    ).length >= 4
  )
}

export const fetches: Probe = {
  id: 'fetch',
  amid: true,
  reads: [],
  captured: [],
  words: ['Host', 'Machine', 'Kernel', '"type"'],
  accepts,
  read,
}

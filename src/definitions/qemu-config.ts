import type { Sheet } from './definition.ts'
import type { Option } from './qemu.ts'

/** The file of `-readconfig`: sections `[device "id"]` with `key = "value"`. https://www.qemu.org/docs/master/system/invocation.html#hxtool-9 */
export function readConfig(sheet: Sheet): Option[] {
  const options: { name: string; parts: string[]; start: number; end: number }[] = []
  let index = 0
  for (const line of sheet.document.text.split('\n')) {
    const start = index
    index += line.length + 1
    const bare = line.trim()
    if (bare === '' || bare.startsWith('#')) continue
    const head = /^\[([a-z0-9_-]+)(?:\s+"([^"]*)")?\]$/.exec(bare)
    if (head !== null) {
      options.push({ name: head[1]!, parts: head[2] === undefined ? [] : [`id=${head[2]}`], start, end: start + line.length })
      continue
    }
    const pair = /^([\w.-]+)\s*=\s*"(.*)"$/.exec(bare)
    const current = options.at(-1)
    if (pair === null || current === undefined)
      sheet.fault(start, `found ${JSON.stringify(bare.slice(0, 24))}, expected key = "value" of a QEMU configuration`)
    current.parts.push(`${pair[1]}=${pair[2]!.replaceAll(',', ',,')}`)
    current.end = start + line.length
  }
  return options.map((o) => ({ name: o.name, value: o.parts.join(','), start: o.start, end: o.end, from: o.start }))
}

/** One `key=value` of a comma-separated list; a first part without a key has none. `start` is the place within the list's text. */
export interface Property {
  readonly key: string
  readonly value: string
  readonly start: number
  readonly end: number
  /** The place of the whole part. */
  readonly from: number
}

/** `default,key=value,…` as Xen, Proxmox and QEMU write it; with `doubled`, `,,` is one comma in a value (QEMU). */
export function propertiesOf(list: string, doubled = false): Property[] {
  const found: Property[] = []
  let i = 0
  while (i <= list.length) {
    const from = i
    let value = ''
    for (;;) {
      const comma = list.indexOf(',', i)
      if (comma < 0) {
        value += list.slice(i)
        i = list.length
        break
      }
      value += list.slice(i, comma)
      i = comma
      if (!doubled || list[comma + 1] !== ',') break
      value += ','
      i += 2
    }
    const equals = value.indexOf('=')
    const raw = list.slice(from, i)
    const rawEquals = raw.indexOf('=')
    if (value !== '' || from < list.length)
      found.push(
        equals < 0
          ? { key: '', value: value.trim(), start: from, end: i, from }
          : {
              key: value.slice(0, equals).trim(),
              value: value.slice(equals + 1).trim(),
              start: from + rawEquals + 1,
              end: i,
              from,
            },
      )
    i++
  }
  return found
}

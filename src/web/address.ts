/** What is shown, in the part of the address that browsers keep to themselves: `#layout=2017&tree=xen-2026&told=…`. */
export function shown(hash: string = location.hash): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ''))
}

/** Keeps the address true to what is shown, so that a reload or a bookmark brings it back. Undefined takes a key out. */
export function remember(changes: Readonly<Record<string, string | undefined>>): void {
  const now = shown()
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) now.delete(key)
    else now.set(key, value)
  }
  const text = now.toString()
  history.replaceState(null, '', location.href.replace(/#.*/s, '') + (text === '' ? '' : `#${text}`))
}

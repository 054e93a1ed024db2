/** The state of the page, in the part of the address that browsers do not send: `#layout=2017&tree=xen-2026&told=…`. */
export function shown(hash: string = location.hash): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ''))
}

/** Stores the state in the address, so that a reload or a bookmark restores it. Undefined removes a key. */
export function remember(changes: Readonly<Record<string, string | undefined>>): void {
  const now = shown()
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) now.delete(key)
    else now.set(key, value)
  }
  const text = now.toString()
  history.replaceState(null, '', location.href.replace(/#.*/s, '') + (text === '' ? '' : `#${text}`))
}

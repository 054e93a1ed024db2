/** ^C ends the round and keeps what there is; a second one ends the program as usual. */
export function interrupts(): { readonly signal: AbortSignal; end(): void } {
  const control = new AbortController()
  const stop = (): void => {
    control.abort()
    end()
  }
  const end = (): void => {
    for (const s of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.removeListener(s, stop)
  }
  for (const s of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.once(s, stop)
  return { signal: control.signal, end }
}

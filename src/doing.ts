/** A short description of the current slow activity. A terminal shows it after a delay, a pipe never. */
let now: string | undefined
let changed: () => void = () => {}

/** @param what such as `reading sosreport.tar.xz`; nothing when it is done */
export function doing(what?: string): void {
  now = what
  changed()
}

export const activity = (): string | undefined => now

export function onActivity(listener: () => void): void {
  changed = listener
}

/**
 * Where a live machine, a collector or a capture records complete listings of directories: one line a directory, `sys/block: vda vdb`. A line
 * is there whole or not at all, so that a capture that lost files cannot look like a machine without disks or NICs.
 */
export const LISTINGS = 'virtcolor-listings.txt'

/** Directories whose complete listing shows that a machine has no disk or no NIC. */
export const LISTED: readonly string[] = ['sys/block', 'sys/class/net']

/** @param list the names in a directory, or why they cannot be read */
export function listingsOf(list: (directory: string) => readonly string[] | string): string {
  let text = ''
  for (const directory of LISTED) {
    const names = list(directory)
    if (typeof names !== 'string') text += `${[`${directory}:`, ...names].join(' ')}\n`
  }
  return text
}

/** The names in a directory as a complete listing has them; undefined without a complete listing. */
export function wholeListing(files: ReadonlyMap<string, string>, directory: string): readonly string[] | undefined {
  const line = files
    .get(LISTINGS)
    ?.split('\n')
    .find((one) => one.startsWith(`${directory}:`))
  return line
    ?.slice(directory.length + 1)
    .trimEnd()
    .split(' ')
    .filter((name) => name !== '')
}

import type { Document } from '../model.ts'
import { lineAt } from './say.ts'

/** The first line of a boot, with the line after it: kernels go on with one of these (init/main.c, setup_arch of each architecture). */
const START: RegExp =
  /^.{0,160}?\bLinux version \d.*\n.{0,160}?(?:Command line: |BIOS-provided |Xen-provided |KERNEL supported cpus|Machine(?: model)?: |CPU: |\[ {0,4}0\.000000\]| Machine: |efi: |setup: |x86\/fpu|Kernel command line: )/gm

/**
 * A log that goes on over several boots (kern.log, messages, a console) describes several states of a machine, or a machine that was
 * given another hypervisor since. The last boot is the one that is asked about. What Xen itself printed before that kernel belongs to it.
 */
export function lastBoot(document: Document): Document {
  const { text } = document
  const first = text.indexOf('Linux version ')
  if (first < 0 || text.indexOf('Linux version ', first + 1) < 0) return document
  let before = -1
  let last = -1
  for (const match of text.matchAll(START)) {
    before = last
    last = match.index
  }
  if (before < 0) return document
  const xen = text.indexOf('(XEN) Xen version ', before)
  const cut = xen >= 0 && xen < last ? text.lastIndexOf('\n', xen) + 1 : last
  return { ...document, text: text.slice(cut), line: lineAt(document, cut) }
}

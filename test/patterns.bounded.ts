/**
 * Patterns that the checker does not call linear, or of which it finds no answer in its time, and why they take no long time all the same.
 * `at` is a file; `pattern` how it begins, where the reason is not one for all patterns of the file.
 */
export interface Bound {
  readonly at: string
  readonly pattern?: string
  readonly reason: string
}

const ONE_LINE =
  'matched against one line, which holds no line end: the rest of the line always fits, and nothing is tried again'
const LINK =
  "matched against the target of a link: at most 4096 characters, the kernel's PATH_MAX (src/archive/read.ts, src/capture/collected.ts)"
const NO_ANSWER = 'the checker finds no answer; no group is repeated within another, and test/linear.test.ts pumps its words'
const STEPS = 'a bounded number of steps from each place where it may begin (its counts in braces)'
const OWN = 'matched against text that this program or the person who runs it made'

export const BOUNDED: readonly Bound[] = [
  { at: 'src/platforms/dmi.ts', reason: 'matched against at most 1024 characters (virtualBoard)' },
  { at: 'src/evidence/captured/lsscsi.ts', reason: STEPS },
  { at: 'src/redaction/kinds/host.ts', reason: STEPS },
  { at: 'src/redaction/kinds/ip.ts', reason: STEPS },
  { at: 'src/redaction/kinds/people.ts', reason: STEPS },
  { at: 'src/redaction/kinds/secret.ts', reason: STEPS },
  { at: 'src/redaction/kinds/serial.ts', reason: STEPS },
  { at: 'src/capture/prompts.ts', pattern: '/^(?:(?:dmesg|journalctl', reason: ONE_LINE },
  { at: 'src/capture/unfold.ts', reason: ONE_LINE },
  { at: 'src/archive/tidy.ts', reason: ONE_LINE },
  { at: 'src/definitions/proxmox.ts', reason: ONE_LINE },
  { at: 'src/evidence/interrupts.ts', reason: ONE_LINE },
  { at: 'src/evidence/pci.ts', reason: ONE_LINE },
  {
    at: 'src/evidence/captured/windows.ts',
    reason: 'at most 40 letters before the blanks, which are tried once for each; lines are trimmed',
  },
  { at: 'src/definitions/definition.ts', reason: 'matched against the first 1000 characters' },
  { at: 'src/evidence/block.ts', reason: LINK },
  { at: 'src/evidence/net.ts', reason: LINK },
  { at: 'src/evidence/dmesg-devices.ts', pattern: '/mmc(', reason: STEPS },
  { at: 'src/evidence/dmesg-lines.ts', pattern: '/\\(XEN\\) ', reason: STEPS },
  { at: 'src/evidence/dmesg.ts', reason: STEPS },
  { at: 'src/evidence/kernel.ts', reason: STEPS },
  { at: 'src/evidence/boots.ts', reason: STEPS },
  {
    at: 'src/hypervisors/bare.ts',
    reason: 'one look ahead from the beginning of a value, word by word, and nothing after it that fails',
  },
  { at: 'src/judge/extension.ts', reason: OWN },
  { at: 'src/cli/page.ts', reason: OWN },
  { at: 'src/cli/parse.ts', reason: OWN },
  { at: 'src/plot/draw.ts', reason: OWN },
  { at: 'src/sources/osinfo.ts', reason: "files of the system's own osinfo-db, which root installed" },
  { at: 'src/lint/keys.ts', reason: 'the name of one key of a definition, found by a reader' },
  {
    at: 'src/lint/system.ts',
    pattern: '/[^/.:@]*',
    reason: 'the path of a setting that a pattern anchored at both ends has just matched',
  },
  { at: 'src/definitions/index.ts', pattern: '/^\\[(?:device', reason: NO_ANSWER },
  { at: 'src/evidence/cpuid.ts', reason: NO_ANSWER },
  { at: 'src/evidence/dmesg-devices.ts', reason: NO_ANSWER },
  { at: 'src/evidence/dmesg-lines.ts', reason: NO_ANSWER },
  { at: 'src/evidence/captured/bsd.ts', reason: NO_ANSWER },
  { at: 'src/evidence/captured/verdict.ts', reason: NO_ANSWER },
]

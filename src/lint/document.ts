import { requirement } from './applicability.ts'
import type { LintRule } from './rule.ts'
import { RULES } from './rules/index.ts'

/** docs/lint.md: every rule with its reason and the examples that the tests run. */
export function documentation(): string {
  const rows = RULES.map(
    (r) =>
      `| [${r.id}](#${r.id.toLowerCase()}-${r.name}) | ${r.name} | ${r.severity} | ${[...new Set(r.patterns.map((p) => p.format))].join(', ') || 'xl, proxmox'} |`,
  )
  return `# Lint rules

\`virtcolor lint FILES…\` reports what a VM definition has emulated, implicit, misspelt or removed. This page is made from the rules
(\`src/lint/rules\`); its examples run as tests. \`virtcolor explain RULE\` prints one rule with related rules and advice.

## Fixes

\`--fix\` writes changes into the files; \`--diff\` prints them as a unified diff and writes nothing. Layout, comments, encoding and line ends stay,
and a second run changes nothing. A change that can stop the guest from booting, take its network away or keep a host from starting it is not
written unasked. Each fix is one of these:

| fix | when it is written |
|---|---|
| safe: it needs nothing of the guest (a default made explicit, a renamed or removed option) | \`--fix\` |
| proved: its condition ("only if" below) is met by the definition or by \`--guest\` | \`--fix\` |
| unsafe: nothing proves its condition | \`--fix=VC101\` (by id or name; several with commas), or \`--fix --unsafe-fixes\` |
| ruled out: \`--guest …,no-pv-drivers\`, or the system that the file names | never |

* \`--fix=VC101\` writes the fixes of that rule only; \`--fix --fix=VC101\` the safe ones as well.
* The controller of a disk (virtio-scsi, PVSCSI) needs its driver in the guest's initramfs, or in Windows as a boot-start driver.
  \`--guest …,pv-drivers\` proves it; the name of a system does not.
* virtio-blk also gives disks other names (vda instead of sda), which a Linux guest may have in fstab or its boot loader. It is proved for
  Windows only (\`--guest windows-2022,pv-drivers\`).
* The model of a NIC is changed by name only (\`--fix=VC201\`): in Linux the interface can get another name (ens33 becomes ens192), in Windows a
  new adapter appears without the static address of the old one.
* A definition in a Markdown fence, quoted, below a prompt or between sentences is linted with the lines of the whole text; \`--fix\` does not
  write into that text.
* A CPU model (VC304) is written unasked only for a QEMU command line that KVM alone runs (\`-accel kvm\`, no fallback), without \`-loadvm\`,
  \`-incoming\`, \`enforce\` and signs of Windows. Otherwise it is changed by name: \`x86-64-v2-AES\` needs Proxmox VE 8 and AES-NI (Intel
  Westmere 2010, AMD Bulldozer 2011), and a guest with \`host\` or \`host-model\` migrates only to hosts with the same or a newer CPU.
* Machine types are changed by name only.
* A system that the file names counts as given: the libosinfo id of libvirt, \`ostype\` of Proxmox, \`guestOS\` of a .vmx, Vagrant's \`guest\` and
  \`communicator\`, Packer's \`guest_os_type\`, and others.
* \`--fix\` ends with a list: what was written (line, rule, old → new, what to check), what was not, and why. A rule that is asked for by name
  and has no automatic fix is in that list, with what to edit. A file whose encoding is unknown is refused.
* Files are replaced as a whole: after an error or on a full disk the old file is still there. A process that is killed can leave its draft
  beside it (\`.NAME.\` and some letters and digits), which may be deleted. A file that changed since it was read is not replaced.
* Nothing is written into \`<domainsnapshot>\` and \`<domstatus>\`, which record a guest as it was, nor to a pipe, device or descriptor.

## Output

* In a file with several machines each machine is checked, and a finding names its machine.
* [The page](pictures.md#the-page) shows the findings below each machine of a definition, with removed and added lines;
  so does \`virtcolor DEFINITION -o report.html\`.
* \`--format text|json|sarif|github|md\`, \`--severity LEVEL\` (the least severe to print), \`--fail-on LEVEL\` (exit 1; default: warning).
  \`--fail-on\` and \`--fix\` concern all findings, printed or not.
* \`--ignore RULE=reason\`, or a comment \`virtcolor-ignore RULE: reason\` on the line or the one before; \`virtcolor-ignore-file\` for the
  whole file. Without a reason nothing is suppressed. SARIF contains suppressed findings with their reason.
* Exit codes: 0 no findings, 1 findings, 2 usage, 3 a file cannot be read or written, 4 not recognised as a VM definition.

## Rules

| id | name | severity | formats |
|---|---|---|---|
${rows.join('\n')}

${RULES.map(section).join('\n')}`
}

function section(rule: LintRule): string {
  // The first of each format: the others are tests of other patterns.
  const example = rule.examples
    .filter((one, i, all) => all.findIndex((other) => other.format === one.format) === i)
    .map(
      (e) => `${e.format}, found:\n\n\`\`\`\n${e.bad.trimEnd()}\n\`\`\`\n\nnot found:\n\n\`\`\`\n${e.good.trimEnd()}\n\`\`\`\n`,
    )
    .join('\n')
  const needs =
    rule.precondition === undefined && rule.needs === undefined
      ? undefined
      : requirement(rule, {}, { system: undefined, signals: [] })
  return `### ${rule.id} ${rule.name}

${rule.severity}${rule.component === undefined ? '' : `, ${rule.component}`}. ${rule.why}
${needs === undefined ? '' : `\nOnly if: ${needs}.\n`}${rule.check === undefined ? '' : `\nCheck: ${rule.check}.\n`}
Source: <${rule.see}>

${example}`
}

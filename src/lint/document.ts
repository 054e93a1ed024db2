import type { LintRule } from './rule.ts'
import { RULES } from './rules/index.ts'

/** docs/lint.md: every rule with its reason and the examples that the tests run. */
export function documentation(): string {
  const rows = RULES.map(
    (r) =>
      `| [${r.id}](#${r.id.toLowerCase()}-${r.name}) | ${r.name} | ${r.severity} | ${[...new Set(r.patterns.map((p) => p.format))].join(', ') || 'xl, proxmox'} |`,
  )
  return `# Lint rules

\`virtcolor lint FILES…\` tells what a VM definition has emulated, implicit, misspelt or removed. This page is made from the rules
(\`src/lint/rules\`); its examples run as tests. \`virtcolor explain RULE\` prints one, with what is related.

* \`--fix\` writes the changes; comments and layout stay, and a second run has nothing left to do. Read "first" before: a guest
  without the driver does not boot. \`--guest debian12\` asks osinfo-db, where it is installed, which drivers the system has.
* Of a file with several machines each is looked at; a finding says whose it is.
* [The page](pictures.md#the-page) shows the findings under each machine of a definition, with the change as the lines that go and come;
  so does \`virtcolor DEFINITION -o report.html\`.
* \`--format text|json|sarif|github|md\`, \`--severity LEVEL\` (what is printed), \`--fail-on LEVEL\` (exit 1; default: warning).
* \`--ignore RULE=reason\`, or a comment \`virtcolor-ignore RULE: reason\` on the line or the one before; \`virtcolor-ignore-file\` for the
  whole file. Without a reason nothing is suppressed. SARIF carries suppressed findings with their reason.
* Exit codes: 0 nothing, 1 findings, 2 usage, 3 cannot be read, 4 no definition that is known.

| id | name | severity | formats |
|---|---|---|---|
${rows.join('\n')}

${RULES.map(section).join('\n')}`
}

function section(rule: LintRule): string {
  const example = rule.examples
    .map(
      (e) => `${e.format}, found:\n\n\`\`\`\n${e.bad.trimEnd()}\n\`\`\`\n\nnot found:\n\n\`\`\`\n${e.good.trimEnd()}\n\`\`\`\n`,
    )
    .join('\n')
  return `## ${rule.id} ${rule.name}

${rule.severity}${rule.component === undefined ? '' : `, ${rule.component}`}. ${rule.why}
${rule.needs === undefined ? '' : `\nFirst: ${rule.needs}.\n`}
Source: <${rule.see}>

${example}`
}

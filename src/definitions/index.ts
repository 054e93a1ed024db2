import { hasOne } from '../evidence/say.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Document, Signal, Source } from '../model.ts'
import type { Definition, DefinitionOptions, Reader } from './definition.ts'
import type { FormatId } from './format-ids.ts'
import { guestSignals } from './guest.ts'
import { isCalled } from './qemu-options.ts'
import { isProxmox, isReadConfig, isVmx, isXl } from './recognise.ts'

/** A format by what its text looks like; the reader's code loads only when a text fits. */
export interface Format {
  readonly id: FormatId
  readonly name: string
  accepts(head: string): boolean
  /** Its words occur in captures too: a probe that accepts the text goes before it. */
  readonly weak?: true
  /** Every line is a key with its value: sentences between them are no part of it. */
  readonly lines?: true
  load(): Promise<{ readonly reader: Reader }>
}

/** Whether the first character that is no white space is one of these: no pattern is compiled for a text of another kind. */
const begins = (head: string, characters: string): boolean => {
  const first = head.trimStart()[0]
  return first !== undefined && characters.includes(first)
}

/** Tried in this order: formats that are recognised most reliably come first. To add a format: one file that exports a reader, one line here. */
export const FORMATS: readonly Format[] = [
  {
    id: 'vagrantfile',
    name: 'Vagrantfile',
    // Before the others: its heredocs may hold any of them.
    accepts: (head) => head.includes('Vagrant') && /^[ \t]*Vagrant(?:(?:\.|::)configure|::Config\.run)\b/m.test(head),
    load: () => import('./vagrantfile.ts'),
  },
  {
    id: 'ovf',
    name: 'OVF descriptor',
    accepts: (head) => begins(head, '<') && /<(?:\w+:)?Envelope[\s>]/.test(head),
    load: () => import('./ovf.ts'),
  },
  {
    id: 'xapi-db',
    name: 'XAPI database',
    accepts: (head) => begins(head, '<') && /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?<database>\s*<(?:manifest|table)[\s/>]/.test(head),
    load: () => import('./xapi-db.ts'),
  },
  {
    id: 'xva',
    name: 'XVA ova.xml',
    accepts: (head) =>
      begins(head, '<') && /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?<(?:value>\s*<struct|methodResponse>\s*<params)>/.test(head),
    load: () => import('./xva.ts'),
  },
  {
    id: 'libvirt',
    name: 'libvirt domain XML',
    accepts: (head) =>
      begins(head, '<') &&
      /^\ufeff?\s*<(?:[?!]|domain|domstatus|network|pool|volume|capabilities|domainsnapshot|nodedevice|interface|secret|nwfilter)/.test(
        head,
      ) &&
      !/<(?:html|svg|\w+:html)/i.test(head.slice(0, 2000)),
    load: () => import('./libvirt.ts'),
  },
  {
    id: 'kubevirt',
    name: 'KubeVirt manifest',
    accepts: (head) =>
      head.includes('apiVersion') &&
      /^[ \t{"-]*apiVersion["']?\s*:/m.test(head) &&
      /^[ \t"-]*kind["']?\s*:/m.test(head) &&
      // A node of the cluster is a capture.
      !/^[ \t"]*kind["']?\s*: ?["']?Node["']?,?\s*$/m.test(head),
    load: () => import('./kubevirt.ts'),
  },
  {
    id: 'xapi',
    name: 'XAPI VM record',
    accepts: (head) =>
      (head.includes('RO)') && /^[ \t]*uuid \( ?RO\)\s*:/m.test(head)) ||
      (hasOne(head, ['RO)', 'RW)']) && /^\s*[\w-]+ \([SM ]R[OW]\)(?: \[DEPRECATED\])?: /.test(head)) ||
      (begins(head, '{[') && /"(?:HVM_boot_policy|PV_bootloader|HVM_boot_params|domain_type)"\s*:/.test(head)),
    load: () => import('./xapi.ts'),
  },
  {
    id: 'openstack-image',
    name: 'OpenStack image properties',
    accepts: (head) =>
      begins(head, '{[') &&
      /"(?:container_format|disk_format|hw_disk_bus|hw_vif_model|vmware_adaptertype|hypervisor_type)"\s*:/.test(head),
    load: () => import('./openstack.ts'),
  },
  {
    id: 'hyperv',
    name: 'Hyper-V Get-VM as JSON',
    accepts: (head) => begins(head, '{[') && /"Generation"\s*:\s*[12]\b/.test(head),
    load: () => import('./hyperv.ts'),
  },
  {
    id: 'terraform',
    name: 'Terraform plan or state as JSON',
    accepts: (head) => begins(head, '{') && /"(?:terraform_version|planned_values|format_version)"\s*:/.test(head),
    load: () => import('./terraform.ts'),
  },
  {
    id: 'packer',
    name: 'Packer template (JSON)',
    accepts: (head) => begins(head, '{') && /"builders"\s*:\s*\[/.test(head),
    load: () => import('./packer.ts'),
  },
  {
    id: 'vmx',
    name: 'VMware .vmx',
    lines: true,
    accepts: isVmx,
    load: () => import('./vmx.ts'),
  },
  {
    id: 'qemu-argv',
    name: 'QEMU command line',
    weak: true,
    accepts: (head) => isReadConfig(head) || isCalled(head),
    load: () => import('./qemu.ts'),
  },
  {
    id: 'xl',
    name: 'xl.cfg',
    weak: true,
    lines: true,
    accepts: isXl,
    load: () => import('./xl.ts'),
  },
  {
    id: 'proxmox',
    name: 'Proxmox VM configuration',
    weak: true,
    lines: true,
    accepts: isProxmox,
    load: () => import('./proxmox.ts'),
  },
]

/** Formats that are named and not read, with what to give instead. */
const REFUSED: readonly (readonly [word: string, pattern: RegExp, instead: string])[] = [
  [
    'source',
    /^[ \t]*(?:resource|source)[ \t]+"[\w-]+"[ \t]+"[\w-]+"\s*\{/m,
    'HCL has to be evaluated first; use the output of `terraform show -json`',
  ],
]

const refusedOf = (head: string): string | undefined =>
  REFUSED.find(([word, pattern]) => head.includes(word) && pattern.test(head))?.[2]

/** The format of a text by its beginning (64 KiB are enough), or undefined. */
export function formatOf(head: string): Format | undefined {
  if (last?.head !== head) last = { head, format: FORMATS.find((f) => f.accepts(head)) }
  return last.format
}
/** The same text is asked about several times in succession. */
let last: { readonly head: string; readonly format: Format | undefined } | undefined

/** Whether a text looks like a definition, be it one that is refused by name. */
export function isDefinition(head: string): boolean {
  return formatOf(head) !== undefined || refusedOf(head) !== undefined
}

export interface ReadDefinition {
  readonly format: string
  /** Identifies the machine within its file: its name if that is unique, else the name with a number. */
  readonly name: string
  readonly signals: readonly Signal[]
  readonly definition: Definition
}

const HEAD = 65_536

/**
 * The content of a definition, or undefined when the text has no known format.
 * @throws Fault with file, line and column for a text of a known format that cannot be read
 */
export async function readDefinition(document: Document, options: DefinitionOptions = {}): Promise<ReadDefinition | undefined> {
  return (await readDefinitions(document, options))?.[0]
}

/** One machine of a definition as a source: of several, `FILE#NAME`. */
export function sourceOf(path: string, all: readonly ReadDefinition[], { format, name }: ReadDefinition): Source {
  if (all.length === 1) return { path, kind: 'definition', format }
  return { path: `${path}#${name}`, kind: 'definition', format, machines: all.map((one) => one.name) }
}

/** All machines of a definition in their order, at least one; undefined and faults as `readDefinition`. */
export async function readDefinitions(
  document: Document,
  options: DefinitionOptions = {},
): Promise<readonly ReadDefinition[] | undefined> {
  const head = document.text.slice(0, HEAD)
  const refused = refusedOf(head)
  if (refused !== undefined) throw new Fault(`${document.path}: ${refused}`, EXIT.unrecognised)
  const format = formatOf(head)
  if (format === undefined) return undefined
  const { reader } = await format.load()
  const guest = guestSignals(options.guest)
  const names = new Map<string, number>()
  return reader.read(document).map((definition, i) => {
    const first = definition.signals[0]?.proof ?? { path: document.path, text: '' }
    const own = definition.name === '' ? String(i + 1) : definition.name
    const before = names.get(own) ?? 0
    names.set(own, before + 1)
    return {
      format: format.id,
      name: before === 0 ? own : `${own}~${before + 1}`,
      signals: [{ name: 'definition.format', value: format.id, proof: first }, ...definition.signals, ...guest],
      definition,
    }
  })
}

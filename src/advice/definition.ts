import type { Signals } from '../judge/judge.ts'

/** The steps of one format of definitions. */
export interface Steps {
  /** The id of the reader; without one the step is not about a definition. */
  readonly format?: string
  readonly step: string
}

/** Formats that a step of another format also serves. */
const LIKE: ReadonlyMap<string, string> = new Map([['vagrantfile', 'libvirt']])

/** The steps for the format of the definition, or all where it is not known or none is for it. */
export function stepsFor(all: readonly Steps[], signals: Signals): string[] {
  const format = signals.get('definition.format')?.[0]?.value
  const its = all.filter((s) => s.format === format || s.format === LIKE.get(format ?? ''))
  return (format === undefined || its.length === 0 ? all : its).map(({ step }) => step)
}

/** Characters that a shell does not read within single quotes; what a definition holds goes into a command only with them. */
const isQuotable = (text: string): boolean => /^[\w.:,=/@%+ -]{1,400}$/.test(text)

const linesOf = (signals: Signals, name: string): string[] => [
  ...new Set((signals.get(name) ?? []).map(({ proof }) => proof.text.trimEnd())),
]

/** `qm set` replaces the whole value: the line as it is, with the model changed. */
function proxmoxNets(signals: Signals): string[] {
  return linesOf(signals, 'net.declared').flatMap((line) => {
    // The emulated ones: the key, and the rest of the line after the model.
    const [, key, rest] =
      /^(net\d{1,2}): {0,8}(?:e1000[\w-]{0,12}|rtl8139|ne2k_\w{3}|pcnet|i8255\w{1,4})=(.*)$/.exec(line) ?? []
    return rest !== undefined && isQuotable(rest) ? [`qm set $VMID --${key} 'virtio=${rest}'   # only the model changes`] : []
  })
}

/** A key cannot be renamed: the disk is taken off under the old one and put on under a new one, which the boot order has to name. */
function proxmoxDisks(signals: Signals): string[] {
  const lines = linesOf(signals, 'disk.declared')
  const taken = new Set(lines.flatMap((line) => /^scsi(\d{1,2}):/.exec(line)?.[1] ?? []))
  const moved = lines.flatMap((line) => {
    const [, key, rest] = /^((?:ide|sata)\d{1,2}): {0,8}(.*)$/.exec(line) ?? []
    if (rest === undefined || !isQuotable(rest)) return []
    const free = Array.from({ length: 31 }, (_, n) => String(n)).find((n) => !taken.has(n))!
    taken.add(free)
    return [{ key: key!, to: `scsi${free}`, rest }]
  })
  if (moved.length === 0) return []
  return [
    'qm set $VMID --scsihw virtio-scsi-single   # VM stopped; existing scsi disks change their controller too',
    ...moved.map(({ key, to, rest }) => `qm set $VMID --delete ${key} && qm set $VMID --${to} '${rest}'`),
    `In boot: order=, replace ${moved.map(({ key, to }) => `${key} by ${to}`).join(', ')}: qm config $VMID | grep ^boot, then qm set $VMID --boot 'order=…'`,
  ]
}

export function netSteps(signals: Signals): Steps[] {
  const own = proxmoxNets(signals)
  const proxmox =
    own.length > 0
      ? own
      : [
          `qm set $VMID --net0 "$(qm config $VMID | sed -n 's/^net0: [^=,]*/virtio/p')"   # Proxmox: keeps the MAC, bridge, tag and firewall settings`,
        ]
  return [
    {
      format: 'libvirt',
      step: 'In the <interface> of libvirt, change only <model type="virtio"/>; keep <mac>, <source>, <vlan> and <address>',
    },
    {
      format: 'qemu-argv',
      step: 'On the command line of QEMU, change only the model: -device virtio-net-pci; keep its netdev=, mac=, bus= and addr=',
    },
    ...proxmox.map((step) => ({ format: 'proxmox', step })),
  ]
}

export function diskSteps(signals: Signals): Steps[] {
  const own = proxmoxDisks(signals)
  const proxmox =
    own.length > 0
      ? own
      : [
          'In a Proxmox definition, set scsihw: virtio-scsi-single, rename ide0: or sata0: to a free key such as scsi0:, and change the name in boot: order= too',
        ]
  return [
    {
      format: 'libvirt',
      step: 'In the <disk> of libvirt, change only <target dev="vda" bus="virtio"/> and remove <address type="drive">; keep <source> and <driver>',
    },
    {
      format: 'qemu-argv',
      step: 'On the command line of QEMU, use -device virtio-blk-pci with the same drive=, or if=virtio instead of if=ide in -drive',
    },
    ...proxmox.map((step) => ({ format: 'proxmox', step })),
  ]
}

import type { Example } from '../src/explain/example.ts'

const libvirt = (type: string): Example => ({
  definition: `<domain type='${type}'><os><type arch='x86_64'>hvm</type></os></domain>\n`,
})
const xl = (more: string, guest?: string): Example => ({
  definition: `name = "guest"\n${more}\n`,
  ...(guest !== undefined && { guest }),
})

/** For rules about definitions that no example of a lint rule uses: the least definition for which each holds. */
export const DEFINITIONS: Readonly<Record<string, Example>> = {
  'declared.xen': xl('type = "pvh"'),
  'declared.domU': xl('type = "pvh"'),
  'declared.pv': xl('type = "pv"'),
  'declared.hvm': xl('type = "hvm"'),
  'declared.pvh': xl('type = "pvh"'),
  'declared.kvm': libvirt('kvm'),
  'declared.guest': libvirt('kvm'),
  'declared.cpu-hardware': libvirt('kvm'),
  'declared.hyperv': libvirt('hyperv'),
  'declared.virtualbox': libvirt('vbox'),
  'declared.bhyve': libvirt('bhyve'),
  'declared.parallels': libvirt('parallels'),
  'declared.apple': { definition: 'qemu-system-aarch64 -machine virt -accel hvf\n' },
  'declared.none': {
    definition: `${JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.9.0',
      planned_values: {
        root_module: {
          resources: [{ address: 'aws_instance.a', type: 'aws_instance', values: { instance_type: 'm5.metal' } }],
        },
      },
    })}\n`,
  },
  'declared.pvh-v1': xl('pvh = 1'),
  'declared.pvshim': xl('type = "pvh"\npvshim = 1'),
  'declared.pv-drivers': xl('type = "hvm"', 'linux-6.1,pv-drivers'),
  'declared.no-pv-drivers': xl('type = "hvm"', 'windows-2022,no-pv-drivers'),
  'declared.windows': xl('type = "hvm"', 'windows-2022'),
  'disk.none': { definition: 'qemu-system-x86_64 -accel kvm -nodefaults\n' },
}

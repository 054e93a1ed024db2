import type { LintRule, Pattern } from '../rule.ts'

const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const HYPERV = 'https://www.qemu.org/docs/master/system/i386/hyperv.html'
const CLOCK = "\n  <clock offset='localtime'>\n    <timer name='hypervclock' present='yes'/>\n  </clock>"
const windows = (features: string, clock = ''): string =>
  `<domain type='kvm'>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/2k22"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n  <features>\n    <acpi/>${features}\n  </features>\n  <cpu mode='host-passthrough'/>${clock}\n</domain>\n`

/** The device that macOS asks for before it boots: it names the system where nothing else does. */
const APPLE: RegExp = /^isa-applesmc/

/** Enlightenments that others need: the table of docs/system/i386/hyperv in QEMU. */
const NEEDS: readonly (readonly [feature: string, needs: string])[] = [
  ['stimer', 'synic'],
  ['stimer', 'vpindex'],
  ['synic', 'vpindex'],
  ['tlbflush', 'vpindex'],
  ['ipi', 'vpindex'],
  ['evmcs', 'vapic'],
]

export const TIMERS: readonly LintRule[] = [
  {
    id: 'VC401',
    name: 'tsc-emulated',
    severity: 'error',
    component: 'interrupts',
    says: 'TSC reads are emulated; each one is a VM exit',
    why: 'With always_emulate each RDTSC traps, so it takes about a microsecond instead of about ten nanoseconds.',
    precondition: 'asked',
    needs: 'no program in the guest needs the same TSC frequency after a migration to another host',
    see: 'https://xenbits.xen.org/docs/unstable/man/xen-tscmode.7.html',
    patterns: [
      { format: 'xl', at: /^tsc_mode$/, is: 'always_emulate', fix: { set: 'default' } },
      { format: 'xl', at: /^tsc_mode$/, is: '1', fix: { set: '0' } },
      {
        format: 'libvirt',
        at: /\/clock\/timer\[(\d+)\]\/@mode$/,
        is: 'emulate',
        with: { 'domain/clock/timer[$1]/@name': 'tsc' },
        fix: { set: 'auto' },
      },
      { format: 'xapi', at: /^platform[:.]tsc_mode$/, is: '1' },
    ],
    examples: [
      { format: 'xl', bad: 'type = "hvm"\ntsc_mode = "always_emulate"\n', good: 'type = "hvm"\ntsc_mode = "default"\n' },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <clock offset='utc'>\n    <timer name='tsc' mode='emulate'/>\n  </clock>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <clock offset='utc'>\n    <timer name='tsc' mode='native'/>\n  </clock>\n</domain>\n",
      },
      { format: 'xl', bad: 'type = "hvm"\ntsc_mode = 1\n', good: 'type = "hvm"\ntsc_mode = 0\n' },
      {
        format: 'xapi',
        bad: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n     platform (MRW): tsc_mode: 1\n',
        good: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n     platform (MRW): tsc_mode: 0\n',
      },
    ],
  },
  {
    id: 'VC402',
    name: 'hpet-on',
    severity: 'info',
    component: 'interrupts',
    says: 'the HPET is enabled; if the guest uses it as its clocksource, each clock read is a VM exit',
    why: 'The device model (QEMU) handles each HPET read. A guest with kvm-clock, the Hyper-V reference clock or an invariant TSC does not need it.',
    precondition: 'asked',
    needs: 'the guest has another clocksource, and no saved state or snapshot of it is resumed',
    never: { system: 'macos', because: 'macOS does not boot without the HPET' },
    see: 'https://libvirt.org/formatdomain.html#time-keeping',
    patterns: [
      {
        format: 'libvirt',
        at: /\/clock\/timer\[(\d+)\]\/@present$/,
        is: 'yes',
        with: { 'domain/clock/timer[$1]/@name': 'hpet' },
        without: { at: /\/commandline\/arg\[\d+\]\/@value$/, is: APPLE },
        fix: { set: 'no' },
      },
      { format: 'xl', at: /^hpet$/, is: '1', fix: { set: '0' } },
      {
        format: 'qemu-argv',
        at: /^(?:machine|M)\[\d+\]\.hpet$/,
        is: 'on',
        without: { at: /^device\[\d+\]\.driver$/, is: APPLE },
        fix: { set: 'off' },
      },
      { format: 'vmx', at: /^hpet0\.present$/, is: /^true$/i, fix: { set: 'FALSE' } },
    ],
    examples: [
      { format: 'xl', bad: 'type = "hvm"\nhpet = 1\n', good: 'type = "hvm"\nhpet = 0\n' },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -machine q35,hpet=on\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -machine q35,hpet=off\n',
      },
      {
        format: 'vmx',
        bad: 'config.version = "8"\nvirtualHW.version = "19"\nhpet0.present = "TRUE"\n',
        good: 'config.version = "8"\nvirtualHW.version = "19"\nhpet0.present = "FALSE"\n',
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <clock offset='utc'>\n    <timer name='hpet' present='yes'/>\n  </clock>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <clock offset='utc'>\n    <timer name='hpet' present='no'/>\n  </clock>\n</domain>\n",
      },
    ],
  },
  {
    id: 'VC403',
    name: 'windows-without-enlightenments',
    severity: 'warning',
    component: 'interrupts',
    says: 'the Windows guest has no Hyper-V enlightenments, so reading the time, IPIs and TLB flushes cost more VM exits',
    why: 'With enlightenments Windows reads the time from a shared page, and one hypercall sends IPIs to or flushes TLBs of several vCPUs.',
    see: HYPERV,
    patterns: [
      {
        format: 'libvirt',
        at: /^domain\/features$/,
        with: { 'domain/features/hyperv': false },
        given: { 'declared.os': 'windows', 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
      },
      { format: 'xapi', at: /^platform[:.]viridian$/, is: /^(?:false|0)$/, with: { 'name-label': /win/i } },
      {
        format: 'proxmox',
        at: /^ostype$/,
        is: 'other',
        with: { name: /win/i },
        says: 'ostype: other enables no Hyper-V enlightenments, which Windows uses; set the Windows version',
        precondition: 'asked',
        needs: 'the guest is Windows 11 or Server 2022 or later',
        fix: { set: 'win11' },
      },
    ],
    examples: [
      { format: 'libvirt', bad: windows(''), good: windows("\n    <hyperv mode='passthrough'/>") },
      {
        format: 'proxmox',
        bad: 'memory: 512\nscsihw: virtio-scsi-single\nname: win2019\nostype: other\n',
        good: 'memory: 512\nscsihw: virtio-scsi-single\nname: win2019\nostype: win10\n',
      },
      {
        format: 'xapi',
        bad: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n     name-label ( RW): win2019\n     platform (MRW): viridian: false\n',
        good: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n     name-label ( RW): win2019\n     platform (MRW): viridian: true\n',
      },
    ],
  },
  {
    id: 'VC404',
    name: 'enlightenment-without-its-base',
    severity: 'error',
    component: 'interrupts',
    says: 'a Hyper-V enlightenment is on, but another one that it needs is off',
    why: 'QEMU refuses to start, or Windows ignores the feature. stimer needs synic, vpindex and the reference clock (hv-time; in libvirt the timer hypervclock). synic, tlbflush and ipi need vpindex; evmcs needs vapic.',
    see: HYPERV,
    patterns: [
      ...NEEDS.map(
        ([feature, needs]): Pattern => ({
          format: 'libvirt',
          at: new RegExp(`/features/hyperv/${feature}/@state$`),
          says: `the ${feature} enlightenment requires ${needs}, which is off`,
          is: 'on',
          with: {
            [`domain/features/hyperv/${needs}/@state`]: { not: 'on' },
            'domain/features/hyperv/@mode': { not: 'passthrough' },
          },
        }),
      ),
      // hv-time is a timer in libvirt's XML.
      {
        format: 'libvirt',
        at: /\/features\/hyperv\/stimer\/@state$/,
        says: 'the stimer enlightenment requires the hypervclock timer, which is off',
        is: 'on',
        with: { 'domain/features/hyperv/@mode': { not: 'passthrough' } },
        given: { 'declared.hypervclock': false },
      },
      ...[...NEEDS, ['stimer', 'time'] as const].map(
        ([feature, needs]): Pattern => ({
          format: 'qemu-argv',
          at: new RegExp(`^cpu\\[\\d+\\]\\.hv[-_]${feature}$`),
          says: `hv-${feature} requires hv-${needs}, which is off`,
          is: 'on',
          without: { at: new RegExp(`^cpu\\[\\d+\\]\\.hv[-_](?:${needs}|passthrough)$`), is: 'on' },
        }),
      ),
    ],
    examples: [
      {
        format: 'libvirt',
        bad: windows("\n    <hyperv>\n      <stimer state='on'/>\n    </hyperv>"),
        good: windows(
          "\n    <hyperv>\n      <vpindex state='on'/>\n      <synic state='on'/>\n      <stimer state='on'/>\n    </hyperv>",
          CLOCK,
        ),
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -cpu host,hv-vpindex,hv-synic,hv-stimer\n',
        good: 'qemu-system-x86_64 -accel kvm -cpu host,hv-time,hv-vpindex,hv-synic,hv-stimer\n',
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <tlbflush state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <vpindex state='on'/>\n      <tlbflush state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <ipi state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <vpindex state='on'/>\n      <ipi state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <evmcs state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <vapic state='on'/>\n      <evmcs state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-vpindex,hv-stimer\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-time,hv-vpindex,hv-synic,hv-stimer\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-synic,hv-stimer\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-time,hv-vpindex,hv-synic,hv-stimer\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-synic\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-vpindex,hv-synic\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-tlbflush\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-vpindex,hv-tlbflush\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-ipi\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-vpindex,hv-ipi\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-evmcs\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host,hv-vapic,hv-evmcs\n',
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <synic state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <features>\n    <hyperv>\n      <vpindex state='on'/>\n      <synic state='on'/>\n    </hyperv>\n  </features>\n</domain>\n",
      },
    ],
  },
  {
    id: 'VC406',
    name: 'windows-without-reference-clock',
    severity: 'warning',
    component: 'interrupts',
    says: 'Hyper-V enlightenments are on, but the reference clock (timer hypervclock) is not',
    why: 'Without the timer hypervclock Windows uses the HPET or the ACPI timer: each clock read is a VM exit, and an idle guest may use a third of a CPU.',
    see: 'https://libvirt.org/formatdomain.html#time-keeping',
    patterns: [
      {
        format: 'libvirt',
        at: /^domain\/features\/hyperv$/,
        with: { 'domain/features/hyperv/@mode': { not: 'passthrough' } },
        // Only where the file names Windows, or no system at all.
        given: { 'declared.hypervclock': false, 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/, 'declared.os': { not: 'other' } },
      },
    ],
    examples: [
      {
        format: 'libvirt',
        bad: windows("\n    <hyperv>\n      <vapic state='on'/>\n    </hyperv>"),
        good: windows("\n    <hyperv>\n      <vapic state='on'/>\n    </hyperv>", CLOCK),
      },
    ],
  },
  {
    id: 'VC407',
    name: 'no-invariant-tsc',
    severity: 'info',
    component: 'interrupts',
    says: 'Xen hides the invariant TSC from a guest that may migrate; with nomigrate=1 Linux can use the faster tsc clocksource',
    why: 'With nomigrate=1 Xen exposes the invariant TSC if the host has one, and Linux reads the time from the TSC alone.',
    needs: 'the guest is never migrated or saved',
    see: 'https://xenbits.xen.org/docs/unstable/man/xen-tscmode.7.html',
    patterns: [
      {
        format: 'xl',
        on: 'declared.type',
        is: /^(?:hvm|pvh)$/,
        with: { nomigrate: { not: '1' }, tsc_mode: { not: /^(?:always_emulate|1)$/ } },
        without: { at: /^cpuid/, is: /invtsc/ },
      },
    ],
    examples: [{ format: 'xl', bad: 'type = "hvm"\n', good: 'type = "hvm"\nnomigrate = 1\n' }],
  },
  {
    id: 'VC405',
    name: 'viridian-off',
    severity: 'info',
    component: 'interrupts',
    says: 'viridian=0 hides the Hyper-V enlightenments from Windows, which then needs more VM exits',
    why: 'Without enlightenments Windows reads its clock and sends IPIs through VM exits. Linux guests are not affected.',
    precondition: { system: 'windows' },
    needs: 'the guest is Windows',
    see: XL,
    patterns: [{ format: 'xl', at: /^viridian$/, is: '0', with: { name: /win/i }, fix: { set: '1' } }],
    examples: [
      {
        format: 'xl',
        bad: 'name = "windows"\ntype = "hvm"\nviridian = 0\n',
        good: 'name = "windows"\ntype = "hvm"\nviridian = 1\n',
      },
    ],
  },
]

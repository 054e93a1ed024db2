import type { LintRule } from '../rule.ts'

const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const HYPERV = 'https://www.qemu.org/docs/master/system/i386/hyperv.html'
const CLOCK = "\n  <clock offset='localtime'>\n    <timer name='hypervclock' present='yes'/>\n  </clock>"
const windows = (features: string, clock = ''): string =>
  `<domain type='kvm'>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/2k22"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n  <features>\n    <acpi/>${features}\n  </features>\n  <cpu mode='host-passthrough'/>${clock}\n</domain>\n`

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
    says: 'reading the time stamp counter is a VM exit each time',
    why: 'always_emulate traps RDTSC, which costs about a microsecond instead of some nanoseconds.',
    see: 'https://xenbits.xen.org/docs/unstable/man/xen-tscmode.7.html',
    patterns: [
      { format: 'xl', at: /^tsc_mode$/, is: /^(?:always_emulate|1)$/, fix: { set: 'default' } },
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
    ],
  },
  {
    id: 'VC402',
    name: 'hpet-on',
    severity: 'info',
    component: 'interrupts',
    says: 'an emulated HPET is asked for',
    why: 'A guest that picks the HPET as its clock exits to the device model for each reading. With kvmclock, the Hyper-V clock or an invariant TSC there is no use for it.',
    see: 'https://libvirt.org/formatdomain.html#time-keeping',
    patterns: [
      {
        format: 'libvirt',
        at: /\/clock\/timer\[(\d+)\]\/@present$/,
        is: 'yes',
        with: { 'domain/clock/timer[$1]/@name': 'hpet' },
        fix: { set: 'no' },
      },
      { format: 'xl', at: /^hpet$/, is: '1', fix: { set: '0' } },
      { format: 'qemu-argv', at: /^(?:machine|M)\[\d+\]\.hpet$/, is: 'on', fix: { set: 'off' } },
      { format: 'vmx', at: /^hpet0\.present$/, is: /^true$/i, fix: { set: 'FALSE' } },
    ],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nhpet = 1\n', good: 'type = "hvm"\nhpet = 0\n' }],
  },
  {
    id: 'VC403',
    name: 'windows-without-enlightenments',
    severity: 'warning',
    component: 'interrupts',
    says: "a Windows guest without Hyper-V's enlightenments",
    why: 'Windows reads its clock, sends IPIs and flushes TLBs by hypercalls when it finds the interface, and by VM exits when not.',
    see: HYPERV,
    patterns: [
      {
        format: 'libvirt',
        at: /^domain\/features$/,
        with: { 'domain/features/hyperv': false },
        given: { 'declared.os': 'windows', 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
      },
      { format: 'xapi', at: /^platform[:.]viridian$/, is: /^(?:false|0)$/, with: { 'name-label': /win/i } },
      { format: 'proxmox', at: /^ostype$/, is: 'other', with: { name: /win/i }, fix: { set: 'win11' } },
    ],
    examples: [{ format: 'libvirt', bad: windows(''), good: windows("\n    <hyperv mode='passthrough'/>") }],
  },
  {
    id: 'VC404',
    name: 'enlightenment-without-its-base',
    severity: 'error',
    component: 'interrupts',
    says: 'this enlightenment needs another one that is not on',
    why: 'QEMU refuses to start, or Windows passes the feature over, when stimer comes without synic, vpindex and the reference clock (hv-time, in libvirt the timer hypervclock), synic, tlbflush and ipi without vpindex, evmcs without vapic.',
    see: HYPERV,
    patterns: [
      ...NEEDS.map(([feature, needs]) => ({
        format: 'libvirt',
        at: new RegExp(`/features/hyperv/${feature}/@state$`),
        is: 'on',
        with: {
          [`domain/features/hyperv/${needs}/@state`]: { not: 'on' },
          'domain/features/hyperv/@mode': { not: 'passthrough' },
        },
      })),
      // hv-time is a timer in libvirt's XML.
      {
        format: 'libvirt',
        at: /\/features\/hyperv\/stimer\/@state$/,
        is: 'on',
        with: { 'domain/features/hyperv/@mode': { not: 'passthrough' } },
        given: { 'declared.hypervclock': false },
      },
      ...[...NEEDS, ['stimer', 'time'] as const].map(([feature, needs]) => ({
        format: 'qemu-argv',
        at: new RegExp(`^cpu\\[\\d+\\]\\.hv[-_]${feature}$`),
        is: 'on',
        without: { at: new RegExp(`^cpu\\[\\d+\\]\\.hv[-_](?:${needs}|passthrough)$`), is: 'on' },
      })),
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
    ],
  },
  {
    id: 'VC406',
    name: 'windows-without-reference-clock',
    severity: 'warning',
    component: 'interrupts',
    says: "a Windows guest without Hyper-V's reference clock",
    why: 'Without the timer hypervclock Windows counts with the HPET or the ACPI timer: a VM exit for each reading, and a third of a processor when idle.',
    see: 'https://libvirt.org/formatdomain.html#time-keeping',
    patterns: [
      {
        format: 'libvirt',
        at: /^domain\/features\/hyperv$/,
        with: { 'domain/features/hyperv/@mode': { not: 'passthrough' } },
        given: { 'declared.hypervclock': false, 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
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
    says: 'the guest may be migrated, so Xen hides the invariant TSC and Linux takes the xen clock',
    why: 'With nomigrate=1 the TSC is told as invariant where the host has one, and reading the time needs no pvclock page.',
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
    says: 'viridian is switched off: Windows guests find no enlightenments',
    why: 'For Linux it changes nothing; a Windows guest takes its clock and IPIs by VM exits without it.',
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

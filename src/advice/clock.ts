import { GUEST, LINUX, RESTORE, remove } from './guest.ts'
import type { AdviceTable } from './index.ts'
import { LINUX_6_3 } from './versions.ts'

const SPEED_OF_TIME = 'https://www.brendangregg.com/blog/2021-09-26/the-speed-of-time.html'
const RED_HAT =
  'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux_for_real_time/7/html/reference_guide/chap-timestamping'
const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'
const KVMCLOCK = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/kernel/kvmclock.c'
const CURRENT = '/sys/devices/system/clocksource/clocksource0/current_clocksource'
const AVAILABLE = '/sys/devices/system/clocksource/clocksource0/available_clocksource'
const SHOW = `cat ${CURRENT}`
const OTHER_SPEED = 'With tsc_mode="native", time in the guest is wrong after a migration to a host with another TSC frequency'
/** The counter runs at one rate and through idle states: the least that a guest has to see before it may rely on it. */
const STEADY: RegExp = /^(?=.*\bconstant_tsc\b)(?=.*\bnonstop_tsc\b)/
/** The kernel keeps to a clock that the command line names, whatever else would be better. */
const FORCED = { 'kernel.switch': /^clocksource=/ } as const

export const clock: readonly AdviceTable[] = [
  {
    given: [
      { clocksource: ['xen', 'hpet', 'acpi_pm', 'jiffies', 'pit', 'refined-jiffies', 'hyperv_clocksource_msr'] },
      { 'kernel.switch': ['notsc', 'tsc=unstable', 'no-kvmclock-vsyscall'] },
      { 'cpuid.xen.tsc-emulated': '1' },
    ],
    rows: () => [
      {
        id: 'clock.xen-to-tsc',
        component: 'interrupts',
        when: {
          clocksource: 'xen',
          'clocksource.available': /\btsc\b/,
          'cpu.flags': STEADY,
          'clocksource.unstable': false,
          ...LINUX,
        },
        // There a TSC read itself traps, or a kernel parameter marks the TSC as unstable.
        unless: [{ 'cpuid.xen.tsc-emulated': '1' }, { 'kernel.switch': ['tsc=unstable', 'notsc'] }, FORCED],
        text: () => ({
          says: 'Use the tsc clocksource instead of xen, to speed up programs that read the time frequently',
          do: [`echo tsc | sudo tee ${CURRENT}`, 'To keep it after a reboot, add clocksource=tsc to the kernel command line'],
          undo: `echo xen | sudo tee ${CURRENT}`,
          at: 'guest',
          gains: {
            figure: 'With the xen clocksource, write latency and CPU time were more than 30 % higher than with tsc',
            workload: 'Cassandra at Netflix, on Xen-based EC2 instances',
            see: SPEED_OF_TIME,
          },
          risk: 'Do not select tsc if xl.cfg has tsc_mode="native" and the guest migrates between hosts with different TSC frequencies',
          verify: `${SHOW} shows tsc, and dmesg | grep -i unstable shows nothing about tsc`,
        }),
      },
      {
        id: 'clock.emulated',
        component: 'interrupts',
        when: { clocksource: ['hpet', 'acpi_pm', 'jiffies', 'pit'], ...GUEST, ...LINUX },
        unless: [FORCED, { 'kernel.switch': ['no-kvmclock', 'notsc', 'tsc=unstable'] }],
        text: () => ({
          says: 'The clocksource is an emulated device: each clock read is a VM exit, which slows programs that read the time frequently',
          do: [
            'dmesg | grep -i -e clocksource -e tsc   # shows why the kernel rejected a faster clocksource',
            `cat ${AVAILABLE}`,
            'CLOCK=tsc   # or kvm-clock, xen or hyperv_clocksource_tsc_page, if the line above lists it',
            `echo $CLOCK | sudo tee ${CURRENT}`,
          ],
          undo: `Write the previous name to ${CURRENT}`,
          at: 'guest',
          gains: {
            figure: '57 ns per read with TSC, 1,226 ns with HPET, 2,552 ns with ACPI PM',
            workload: '10 million clock_gettime calls on bare metal; in a guest each HPET or ACPI PM read adds a VM exit',
            see: RED_HAT,
          },
          risk: 'Do not choose tsc if the kernel has marked it unstable',
          verify: SHOW,
        }),
      },
      {
        id: 'clock.forced',
        component: 'interrupts',
        when: {
          ...GUEST,
          clocksource: ['hpet', 'acpi_pm', 'jiffies', 'pit', 'refined-jiffies'],
          'kernel.switch': /^clocksource=(?:hpet|acpi_pm|jiffies|pit)$/,
          ...LINUX,
        },
        text: () => ({
          says: 'The kernel command line selects a slow clocksource, which slows programs that read the time frequently',
          do: [`${remove('clocksource=')}; the kernel then selects the best stable clocksource`],
          undo: RESTORE,
          at: 'guest',
          risk: 'The parameter may work around an unstable TSC: check the kernel log for "unstable" first',
          verify: SHOW,
          see: SWITCHES,
        }),
      },
      {
        id: 'clock.tsc-switched-off',
        component: 'interrupts',
        when: [
          { ...GUEST, 'kernel.switch': 'notsc', clocksource: { not: 'tsc' }, ...LINUX },
          { ...GUEST, 'kernel.switch': 'tsc=unstable', clocksource: { not: 'tsc' }, ...LINUX },
        ],
        text: () => ({
          says: 'The kernel command line disables the tsc clocksource; the kernel uses a slower one, which slows programs that read the time frequently',
          do: [remove('notsc or tsc=unstable')],
          undo: RESTORE,
          at: 'guest',
          risk: 'The parameter may work around TSCs that differ between vCPUs: check the kernel log for "unstable" afterwards',
          verify: `cat ${AVAILABLE} lists tsc`,
          see: SWITCHES,
        }),
      },
      {
        id: 'clock.xen-native',
        component: 'interrupts',
        // arch/x86/xen/time.c lowers the rating of Xen's clock below that of tsc only in this mode.
        when: [
          {
            hypervisor: 'xen',
            clocksource: 'xen',
            'cpu.flags': STEADY,
            'kernel.release': LINUX_6_3(),
            'cpuid.xen.tsc-mode': ['0', '1'],
            ...LINUX,
          },
        ],
        unless: [{ 'clocksource.unstable': true }, { platform: 'aws' }, FORCED],
        text: () => ({
          says: 'With tsc_mode="native", Linux 6.3 and newer selects the tsc clocksource, which is faster to read than xen',
          do: ['xl.cfg: tsc_mode="native"'],
          undo: 'xl.cfg: tsc_mode="default"',
          at: 'host',
          risk: OTHER_SPEED,
          verify: `After a restart of the guest, ${SHOW} shows tsc`,
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/time.c',
        }),
      },
      {
        id: 'clock.kvmclock-vsyscall',
        component: 'interrupts',
        when: { hypervisor: 'kvm', clocksource: 'kvm-clock', 'kernel.switch': 'no-kvmclock-vsyscall', ...LINUX },
        text: () => ({
          says: 'no-kvmclock-vsyscall keeps kvm-clock out of the vDSO, so each clock read is a system call',
          do: [remove('no-kvmclock-vsyscall')],
          undo: RESTORE,
          at: 'guest',
          verify: 'strace date 2>&1 | grep -c clock_gettime prints 0',
          see: KVMCLOCK,
        }),
      },
      {
        id: 'clock.no-kvmclock',
        component: 'interrupts',
        when: {
          hypervisor: 'kvm',
          clocksource: ['hpet', 'acpi_pm', 'jiffies', 'refined-jiffies'],
          'kernel.switch': 'no-kvmclock',
          ...LINUX,
        },
        text: () => ({
          says: 'no-kvmclock disables kvm-clock, so the kernel uses an emulated clocksource: each clock read is a VM exit',
          do: [remove('no-kvmclock')],
          undo: RESTORE,
          at: 'guest',
          verify: `${SHOW} shows kvm-clock or tsc`,
          see: SWITCHES,
        }),
      },
      {
        id: 'clock.hyperv-msr',
        component: 'interrupts',
        when: { clocksource: 'hyperv_clocksource_msr', ...LINUX },
        text: () => ({
          says: 'The host offers no reference TSC page, so each clock read is a VM exit (an intercepted MSR)',
          do: [
            'Move the VM to a newer Windows Server, or raise its configuration version (PowerShell: Update-VMVersion), so that it gets a reference TSC page',
          ],
          at: 'host',
          risk: 'A VM with a newer configuration version does not run on older hosts',
          verify: `${SHOW} shows hyperv_clocksource_tsc_page or tsc`,
          see: 'https://docs.kernel.org/virt/hyperv/clocks.html',
        }),
      },
      {
        id: 'clock.tsc-emulated',
        component: 'cpu',
        when: { 'cpuid.xen.tsc-emulated': '1' },
        text: () => ({
          says: 'Xen emulates RDTSC for this guest, so each TSC read is a VM exit',
          do: ['xl.cfg: tsc_mode="native" (or "default" on hosts with hardware TSC scaling)'],
          undo: 'xl.cfg: tsc_mode="always_emulate"',
          at: 'host',
          gains: {
            figure: 'An emulated RDTSC takes 15 to 20 times as long as a native one',
            workload: 'RDTSC alone; below about 10,000 reads per second the loss is under 0.3 %',
            see: 'https://xenbits.xen.org/docs/unstable/man/xen-tscmode.7.html',
          },
          risk: OTHER_SPEED,
          verify: 'CPUID leaf 0x40000003, EAX bit 0, is clear',
        }),
      },
    ],
  },
]

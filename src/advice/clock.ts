import type { AdviceTable } from './index.ts'
import { LINUX_6_3 } from './versions.ts'

const SPEED_OF_TIME = 'https://www.brendangregg.com/blog/2021-09-26/the-speed-of-time.html'
const RED_HAT =
  'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux_for_real_time/7/html/reference_guide/chap-timestamping'
const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'
const KVMCLOCK = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/kernel/kvmclock.c'
const CURRENT = '/sys/devices/system/clocksource/clocksource0/current_clocksource'
/** The counter runs at one rate and through idle states: the least that a guest has to see before it may rely on it. */
const STEADY: RegExp = /^(?=.*\bconstant_tsc\b)(?=.*\bnonstop_tsc\b)/

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
        when: { clocksource: 'xen', 'clocksource.available': /\btsc\b/, 'cpu.flags': STEADY, 'clocksource.unstable': false },
        // There a reading of the counter is itself a trap, or the kernel was told that the counter is bad.
        unless: [{ 'cpuid.xen.tsc-emulated': '1' }, { 'kernel.switch': ['tsc=unstable', 'notsc'] }],
        text: () => ({
          says: "read the time from the processor's counter instead of Xen's clock",
          do: [`echo tsc > ${CURRENT}`, 'to keep it: clocksource=tsc tsc=reliable on the kernel command line'],
          undo: `echo xen > ${CURRENT}`,
          at: 'guest',
          gains: {
            figure: 'with the xen clock, write latency and CPU time were over 30 % higher',
            workload: 'Cassandra at Netflix on EC2 Xen',
            see: SPEED_OF_TIME,
          },
          risk: 'not where the guest is migrated between hosts of different speed with tsc_mode=native; check first that the counters of all vCPUs agree',
          verify: 'virtcolor why interrupts; dmesg must not say "Marking clocksource \'tsc\' as unstable"',
        }),
      },
      {
        id: 'clock.emulated',
        component: 'interrupts',
        when: { clocksource: ['hpet', 'acpi_pm', 'jiffies', 'pit'], hypervisor: { not: /^(?:none|unknown)$/ } },
        text: () => ({
          says: 'every reading of the time is an exit to an emulated device: find why the counter was rejected, and use the paravirtual clock or tsc',
          do: [
            `cat /sys/devices/system/clocksource/clocksource0/available_clocksource`,
            'dmesg | grep -i -e "clocksource" -e "tsc"',
            `echo tsc > ${CURRENT}   (or xen, kvm-clock, hyperv_clocksource_tsc_page: whichever is listed)`,
          ],
          undo: `write the old name back to ${CURRENT}`,
          at: 'guest',
          gains: {
            figure: '57 ns a reading with TSC, 1,226 ns with HPET, 2,552 ns with ACPI PM',
            workload: '10 million clock_gettime calls on bare hardware; a guest pays an exit on top',
            see: RED_HAT,
          },
          risk: 'a counter that was marked unstable was so for a reason',
          verify: 'virtcolor why interrupts',
        }),
      },
      {
        id: 'clock.forced',
        component: 'interrupts',
        when: {
          hypervisor: { not: /^(?:none|unknown)$/ },
          clocksource: ['hpet', 'acpi_pm', 'jiffies', 'pit', 'refined-jiffies'],
          'kernel.switch': /^clocksource=(?:hpet|acpi_pm|jiffies|pit)$/,
        },
        text: () => ({
          says: 'the slow clock was asked for on the kernel command line',
          do: [
            'remove clocksource=… from the kernel command line and boot again: the kernel then takes the best that is steady',
          ],
          undo: 'put the word back',
          at: 'guest',
          risk: 'somebody may have had a reason: look whether the log says that the counter is unstable',
          verify: 'virtcolor why interrupts',
          see: SWITCHES,
        }),
      },
      {
        id: 'clock.tsc-switched-off',
        component: 'interrupts',
        when: [
          { hypervisor: { not: /^(?:none|unknown)$/ }, 'kernel.switch': 'notsc', clocksource: { not: 'tsc' } },
          { hypervisor: { not: /^(?:none|unknown)$/ }, 'kernel.switch': 'tsc=unstable', clocksource: { not: 'tsc' } },
        ],
        text: () => ({
          says: 'the command line keeps the kernel from reading the time from the counter',
          do: ['remove notsc or tsc=unstable from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'right where counters of vCPUs disagree: dmesg would then mark the clocksource as unstable by itself',
          verify: 'cat /sys/devices/system/clocksource/clocksource0/available_clocksource lists tsc',
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
            'kernel.release': LINUX_6_3,
            'cpuid.xen.tsc-mode': ['0', '1'],
          },
        ],
        unless: [{ 'clocksource.unstable': true }, { platform: 'aws' }],
        text: () => ({
          says: 'a kernel of 6.3 or newer takes tsc by itself when Xen promises never to emulate the counter',
          do: ['xl.cfg: tsc_mode="native"'],
          undo: 'tsc_mode="default"',
          at: 'host',
          risk: 'native counters jump when the guest moves to a host of another speed',
          verify: 'after a boot: cat /sys/devices/system/clocksource/clocksource0/current_clocksource says tsc',
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/time.c',
        }),
      },
      {
        id: 'clock.kvmclock-vsyscall',
        component: 'interrupts',
        when: { hypervisor: 'kvm', clocksource: 'kvm-clock', 'kernel.switch': 'no-kvmclock-vsyscall' },
        text: () => ({
          says: 'every reading of the time is a system call, because the command line keeps kvm-clock out of the vDSO',
          do: ['remove no-kvmclock-vsyscall from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          verify: 'strace -c date shows no clock_gettime',
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
        },
        text: () => ({
          says: 'the paravirtual clock is switched off, and the kernel fell back to an emulated one',
          do: ['remove no-kvmclock from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          verify: 'cat /sys/devices/system/clocksource/clocksource0/current_clocksource says kvm-clock or tsc',
          see: SWITCHES,
        }),
      },
      {
        id: 'clock.hyperv-msr',
        component: 'interrupts',
        when: { clocksource: 'hyperv_clocksource_msr' },
        text: () => ({
          says: 'every reading of the time is an access to an intercepted MSR: the host offers no reference TSC page',
          do: [
            'on the host: a version of Windows Server or a VM configuration version that offers the reference TSC page or an invariant TSC',
          ],
          at: 'host',
          verify: 'virtcolor why interrupts shows hyperv_clocksource_tsc_page or tsc',
          see: 'https://docs.kernel.org/virt/hyperv/clocks.html',
        }),
      },
      {
        id: 'clock.tsc-emulated',
        component: 'cpu',
        when: { 'cpuid.xen.tsc-emulated': '1' },
        text: () => ({
          says: 'Xen emulates RDTSC for this guest',
          do: ['in xl.cfg: tsc_mode="native" (or "default" on hosts that scale the counter in hardware)'],
          undo: 'tsc_mode="always_emulate"',
          at: 'host',
          gains: {
            figure: 'an emulated RDTSC takes 15 to 20 times as long as a native one',
            workload: 'RDTSC alone; below about 10,000 readings a second the loss is under 0.3 %',
            see: 'https://xenbits.xen.org/docs/unstable/man/xen-tscmode.7.html',
          },
          risk: 'native counters jump when the guest moves to a host of another speed',
          verify: 'CPUID leaf 0x40000003 bit 0 of EAX is clear: virtcolor why cpu',
        }),
      },
    ],
  },
]

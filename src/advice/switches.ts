import { GUEST, LINUX, RESTORE, remove } from './guest.ts'
import type { AdviceTable } from './index.ts'

const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'

/** Words left on a kernel command line that cost a guest something. Those that put it into an older mode are in mode.ts. */
export const switches: readonly AdviceTable[] = [
  {
    given: { 'kernel.switch': true },
    rows: () => [
      {
        id: 'switch.no-msi',
        component: 'interrupts',
        when: { ...GUEST, 'kernel.switch': 'pci=nomsi', ...LINUX },
        text: () => ({
          says: 'pci=nomsi disables MSI: devices share emulated interrupt lines and have one queue each',
          do: [remove('pci=nomsi')],
          undo: RESTORE,
          at: 'guest',
          risk: 'The parameter is a common workaround for broken devices: check the boot loader configuration for a comment',
          verify: 'grep MSI /proc/interrupts',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.no-apic',
        component: 'interrupts',
        when: { ...GUEST, 'kernel.switch': ['noapic', 'nolapic'], ...LINUX },
        text: () => ({
          says: 'noapic or nolapic disables the APIC: all interrupts go through the emulated 8259 to one vCPU',
          do: [remove('noapic or nolapic')],
          undo: RESTORE,
          at: 'guest',
          verify: 'grep -e IO-APIC -e LOC /proc/interrupts',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.spin-overcommitted',
        component: 'interrupts',
        when: {
          ...GUEST,
          'kernel.switch': ['nopvspin', 'xen_nopvspin', 'hv_nopvspin'],
          'cpu.steal': { atLeast: 5 },
          ...LINUX,
        },
        text: () => ({
          says: 'PV spinlocks are disabled and the host is overcommitted: vCPUs waste time spinning on locks that preempted vCPUs hold',
          do: [remove('nopvspin, xen_nopvspin or hv_nopvspin')],
          undo: RESTORE,
          at: 'guest',
          risk: 'Native spinlocks are faster if each vCPU has a physical core to itself',
          verify: 'dmesg | grep -i spinlock',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.idle-poll',
        component: 'cpu',
        when: { ...GUEST, 'kernel.switch': 'idle=poll', 'cpu.steal': { atLeast: 5 }, ...LINUX },
        text: () => ({
          says: 'idle=poll keeps idle vCPUs running; on this overcommitted host they take CPU time from busy vCPUs',
          do: [`${remove('idle=poll')}; on KVM the haltpoll driver polls for a bounded time instead`],
          undo: RESTORE,
          at: 'guest',
          risk: 'Without idle=poll an idle vCPU takes longer to wake up, which matters for latency-bound workloads',
          verify: 'vmstat 1 shows less steal time (column st)',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.no-steal',
        component: 'cpu',
        // Xen's guests do not hear it: arch/x86/kernel/kvm.c and cpu/vmware.c do.
        when: { hypervisor: ['kvm', 'pvm', 'vmware'], 'kernel.switch': 'no-steal-acc', ...LINUX },
        text: () => ({
          says: 'no-steal-acc makes the scheduler charge stolen time to the running task, so task CPU times are too high',
          do: [remove('no-steal-acc')],
          undo: RESTORE,
          at: 'guest',
          verify: 'grep -c no-steal-acc /proc/cmdline prints 0',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.two-level-events',
        component: 'interrupts',
        when: { hypervisor: 'xen', 'kernel.switch': /^xen\.fifo_events=(?:0|n|off|false)$/i, ...LINUX },
        text: () => ({
          says: 'xen.fifo_events=0 selects two-level event channels, which have no priorities and are limited to 4,096 in a 64-bit guest',
          do: [remove('xen.fifo_events=0')],
          undo: RESTORE,
          at: 'guest',
          verify: 'dmesg | grep FIFO-based',
          see: SWITCHES,
        }),
      },
    ],
  },
]

import type { AdviceTable } from './index.ts'

const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'
const GUEST = { not: /^(?:none|unknown)$/ } as const

/** Words left on a kernel command line that cost a guest something. Those that put it into an older mode are in mode.ts. */
export const switches: readonly AdviceTable[] = [
  {
    given: { 'kernel.switch': true },
    rows: () => [
      {
        id: 'switch.no-msi',
        component: 'interrupts',
        when: { hypervisor: GUEST, 'kernel.switch': 'pci=nomsi' },
        text: () => ({
          says: 'without message-signalled interrupts, devices share emulated lines and have one queue each',
          do: ['remove pci=nomsi from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'it is a usual work-around for a broken device: look for a comment in the boot loader’s configuration',
          verify: 'grep MSI /proc/interrupts',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.no-apic',
        component: 'interrupts',
        when: { hypervisor: GUEST, 'kernel.switch': ['noapic', 'nolapic'] },
        text: () => ({
          says: 'the kernel was told to do without the APIC: interrupts go through the emulated 8259 to one processor',
          do: ['remove noapic or nolapic from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          verify: 'grep -e IO-APIC -e LOC /proc/interrupts',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.spin-overcommitted',
        component: 'interrupts',
        when: { hypervisor: GUEST, 'kernel.switch': ['nopvspin', 'xen_nopvspin', 'hv_nopvspin'], 'cpu.steal': { atLeast: 5 } },
        text: () => ({
          says: 'paravirtual spinlocks are off and vCPUs wait for processors: a vCPU spins for a lock whose holder does not run',
          do: ['remove nopvspin (xen_nopvspin, hv_nopvspin) from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'where each vCPU has a core of its own, native spinlocks are the faster ones',
          verify: 'dmesg | grep -i spinlock',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.idle-poll',
        component: 'cpu',
        when: { hypervisor: GUEST, 'kernel.switch': 'idle=poll', 'cpu.steal': { atLeast: 5 } },
        text: () => ({
          says: 'idle vCPUs never halt, on a host that has not enough processors for them',
          do: [
            'remove idle=poll from the kernel command line and boot again; on KVM the haltpoll driver polls for a bounded time',
          ],
          undo: 'put the word back',
          at: 'guest',
          risk: 'waking up takes longer again',
          verify: 'the first line of /proc/stat: idle grows, steal does not',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.no-steal',
        component: 'cpu',
        // Xen's guests do not hear it: arch/x86/kernel/kvm.c and cpu/vmware.c do.
        when: { hypervisor: ['kvm', 'pvm', 'vmware'], 'kernel.switch': 'no-steal-acc' },
        text: () => ({
          says: 'the scheduler charges tasks for time in which their vCPU was kept from running; the column st of vmstat shows it all the same',
          do: ['remove no-steal-acc from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          verify: 'cat /proc/cmdline: the word is gone',
          see: SWITCHES,
        }),
      },
      {
        id: 'switch.two-level-events',
        component: 'interrupts',
        when: { hypervisor: 'xen', 'kernel.switch': /^xen\.fifo_events=(?:0|n|off|false)$/i },
        text: () => ({
          says: 'event channels use the old two-level interface: 4,096 at most in 64 bits, and no priorities',
          do: ['remove xen.fifo_events=0 from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          verify: 'dmesg says "xen:events: Using FIFO-based ABI"',
          see: SWITCHES,
        }),
      },
    ],
  },
]

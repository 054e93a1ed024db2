import type { AdviceTable } from './index.ts'
import { LINUX_5_4 } from './versions.ts'

const HYPERV = 'https://www.qemu.org/docs/master/system/i386/hyperv.html'
const ENLIGHTENED = { hypervisor: 'kvm', 'cpuid.signature': 'Microsoft Hv' } as const

/** What is tuned once the mode and the devices are right. */
export const cpu: readonly AdviceTable[] = [
  {
    given: [{ 'cpuid.signature': 'Microsoft Hv' }, { 'irq.xen-pirq': true }],
    rows: () => [
      {
        id: 'cpu.hyperv-enlightenments',
        component: 'cpu',
        // Bits of leaves 0x40000003 (1 and 9: clocks, 2: SynIC, 3: timers, 6: VP index, 11: frequencies) and 0x40000004 (5: relaxed timing).
        // https://learn.microsoft.com/virtualization/hyper-v-on-windows/tlfs/feature-discovery
        when: [
          { ...ENLIGHTENED, 'cpuid.hyperv.features': { clear: [9] } },
          { ...ENLIGHTENED, 'cpuid.hyperv.features': { clear: [3] } },
          { ...ENLIGHTENED, 'cpuid.hyperv.features': { clear: [2] } },
          { ...ENLIGHTENED, 'cpuid.hyperv.features': { clear: [6] } },
          { ...ENLIGHTENED, 'cpuid.hyperv.features': { clear: [11] } },
          { ...ENLIGHTENED, 'cpuid.hyperv.hints': { clear: [5] } },
        ],
        text: () => ({
          says: 'KVM shows this guest an interface of Hyper-V that lacks enlightenments which Windows would use',
          do: [
            'QEMU: -cpu host,hv-relaxed,hv-vapic,hv-spinlocks=0x1fff,hv-vpindex,hv-synic,hv-time,hv-stimer,hv-frequencies,hv-tlbflush,hv-ipi',
            'libvirt: <hyperv mode="passthrough"/>, or each of them under <features><hyperv>',
          ],
          undo: 'the old list',
          at: 'host',
          risk: 'a guest that ran before cannot be migrated between the two lists',
          verify: 'cpuid -r -1 -l 0x40000003: bits 2, 3, 6, 9 and 11 of EAX are set',
          see: HYPERV,
        }),
      },
      {
        id: 'cpu.pirq-beside-apicv',
        component: 'interrupts',
        // Leaf base + 4, EAX: bit 0 virtualized APIC registers, bit 1 virtualized x2APIC accesses; XENFEAT bit 10: pirqs for HVM.
        when: [
          {
            hypervisor: 'xen',
            mode: 'pvhvm',
            'irq.xen-pirq': { atLeast: 1 },
            'xen.features': { set: [10] },
            'cpuid.xen.hvm': { set: [0] },
          },
          {
            hypervisor: 'xen',
            mode: 'pvhvm',
            'irq.xen-pirq': { atLeast: 1 },
            'xen.features': { set: [10] },
            'cpuid.xen.hvm': { set: [1] },
          },
        ],
        text: () => ({
          says: 'interrupts of devices are turned into event channels, though the processor virtualizes the APIC and would deliver them itself',
          do: ['xl.cfg: hvm_pirq=0 (the default since Xen 4.19)'],
          undo: 'hvm_pirq=1',
          at: 'host',
          risk: 'an old kernel may count on it for passed-through devices',
          verify: 'grep xen-pirq /proc/interrupts shows nothing',
          see: 'https://xenbits.xen.org/gitweb/?p=xen.git;a=commit;h=024e7131be',
        }),
      },
    ],
  },
  {
    given: [{ 'irq.one-cpu': true }, { 'cpu.steal': { atLeast: 5 } }, { 'cpuidle.driver': 'none' }, { thp: 'never' }],
    rows: () => [
      {
        id: 'irq.one-cpu',
        component: 'interrupts',
        when: { hypervisor: { not: /^(?:none|unknown)$/ }, 'irq.one-cpu': true, 'irq.cpus': { atLeast: 2 } },
        text: () => ({
          says: 'one processor has served all interrupts of disks and network',
          do: [
            'install and start irqbalance, or write to /proc/irq/N/smp_affinity_list',
            'for a card of one queue: spread by software, echo f > /sys/class/net/eth0/queues/rx-0/rps_cpus',
          ],
          undo: 'stop irqbalance',
          at: 'guest',
          risk: 'spread over NUMA nodes, caches are shared less',
          verify: 'cat /proc/interrupts: several columns grow',
          see: 'https://docs.kernel.org/networking/scaling.html',
        }),
      },
      {
        id: 'cpu.steal',
        component: 'cpu',
        when: { hypervisor: { not: /^(?:none|unknown)$/ }, 'cpu.steal': { atLeast: 5 } },
        text: () => ({
          says: 'since the boot, for 5 % of the time and more a vCPU was ready and did not run: the host is overcommitted, or credits are used up',
          do: [
            'watch the column st of vmstat 1: is it so now?',
            'EC2 t2, t3, t4g: unlimited credits, or a type with a fixed share; own hosts: fewer vCPUs a core, cpu_weight= and cap= in xl.cfg',
          ],
          undo: 'the old size',
          at: 'host',
          risk: 'none but cost',
          verify: 'the column st of vmstat stays near 0 under load',
          see: 'https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat',
        }),
      },
      {
        id: 'cpu.haltpoll',
        component: 'cpu',
        // Bit 12 of KVM's features: the guest may tell the host to stop its own polling. https://docs.kernel.org/virt/kvm/x86/cpuid.html
        when: { hypervisor: 'kvm', 'cpuidle.driver': 'none', 'cpuid.kvm.features': { set: [12] }, 'kernel.release': LINUX_5_4 },
        unless: [{ 'cpu.steal': { atLeast: 1 } }, { 'kernel.switch': 'idle=poll' }],
        text: () => ({
          says: 'for work that waits in short turns: this host lets the guest poll before it halts, and no idle driver does',
          do: ['modprobe cpuidle_haltpoll force=1 (CONFIG_HALTPOLL_CPUIDLE); governor haltpoll'],
          undo: 'rmmod cpuidle_haltpoll',
          at: 'guest',
          gains: {
            figure: '95.7 % of the host’s speed with polling in the guest, 93.8 % with polling in the host',
            workload: 'a small packet to and fro between a client and a server',
            see: 'https://git.kernel.org/torvalds/c/2cffe9f6b96fece065ee8522673c90e92ef2085d',
          },
          risk: 'the guest polls also while others on the host could run; it costs processor time and power',
          verify: 'cat /sys/devices/system/cpu/cpuidle/current_driver says haltpoll',
          see: 'https://docs.kernel.org/virt/guest-halt-polling.html',
        }),
      },
      {
        id: 'cpu.no-huge-pages',
        component: 'cpu',
        when: { hypervisor: { not: /^(?:none|unknown)$/ }, 'cell.cpu': 'VH', thp: 'never' },
        text: () => ({
          says: 'transparent huge pages are off: with nested paging a miss in the TLB takes up to 24 references to memory, fewer with large pages',
          do: [
            'echo madvise > /sys/kernel/mm/transparent_hugepage/enabled; to keep it: transparent_hugepage=madvise on the kernel command line',
          ],
          undo: 'echo never > /sys/kernel/mm/transparent_hugepage/enabled',
          at: 'guest',
          risk: 'some databases advise against it: madvise leaves them alone unless they ask',
          verify: 'grep AnonHugePages /proc/meminfo grows',
          see: 'https://docs.kernel.org/admin-guide/mm/transhuge.html',
        }),
      },
    ],
  },
]

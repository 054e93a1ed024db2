import { GUEST, LINUX } from './guest.ts'
import type { AdviceTable } from './index.ts'
import { LINUX_5_4 } from './versions.ts'

const HYPERV = 'https://www.qemu.org/docs/master/system/i386/hyperv.html'
const ENLIGHTENED = { hypervisor: 'kvm', 'cpuid.signature': 'Microsoft Hv' } as const
const THP = '/sys/kernel/mm/transparent_hugepage/enabled'

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
          says: 'KVM offers this Windows guest only some of the Hyper-V enlightenments; the others would save VM exits',
          do: [
            'QEMU: append to -cpu, after the CPU model: hv-relaxed,hv-vapic,hv-spinlocks=0x1fff,hv-vpindex,hv-synic,hv-time,hv-stimer,hv-frequencies,hv-tlbflush,hv-ipi',
            'libvirt: <hyperv mode="passthrough"/>, or the same enlightenments one by one under <features><hyperv> (keep the other <features>)',
          ],
          undo: 'Restore the previous list of enlightenments',
          at: 'host',
          risk: 'The guest cannot be live-migrated to a host that does not offer the same enlightenments',
          verify: 'CPUID leaf 0x40000003: bits 2, 3, 6, 9 and 11 of EAX are set',
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
            ...LINUX,
          },
          {
            hypervisor: 'xen',
            mode: 'pvhvm',
            'irq.xen-pirq': { atLeast: 1 },
            'xen.features': { set: [10] },
            'cpuid.xen.hvm': { set: [1] },
            ...LINUX,
          },
        ],
        text: () => ({
          says: 'Device interrupts use event channels although the CPU has APIC virtualization, which delivers them without a VM exit',
          do: ['xl.cfg: hvm_pirq=0 (the default since Xen 4.19)'],
          undo: 'xl.cfg: hvm_pirq=1',
          at: 'host',
          risk: 'An old kernel may need hvm_pirq=1 for passed-through devices',
          verify: 'grep -c xen-pirq /proc/interrupts prints 0',
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
        when: { ...GUEST, 'irq.one-cpu': true, 'irq.cpus': { atLeast: 2 }, ...LINUX },
        text: () => ({
          says: 'One vCPU handles all disk and network interrupts; spread them if that vCPU is busy under I/O load',
          do: [
            'sudo systemctl enable --now irqbalance',
            'echo f | sudo tee /sys/class/net/eth0/queues/rx-0/rps_cpus   # for a NIC with one queue: spread packets over vCPUs 0 to 3 in software',
          ],
          undo: 'sudo systemctl disable --now irqbalance',
          at: 'guest',
          risk: 'Interrupts that move between NUMA nodes lose cache locality',
          verify: 'cat /proc/interrupts shows growing counts for several vCPUs',
          see: 'https://docs.kernel.org/networking/scaling.html',
        }),
      },
      {
        id: 'cpu.steal',
        component: 'cpu',
        when: { ...GUEST, 'cpu.steal': { atLeast: 5 }, ...LINUX },
        text: () => ({
          says: 'Steal time is at least 5 % since boot: the host is overcommitted, or the VM has used up its CPU credits',
          first: ['vmstat 1   # in the guest: the column st shows whether CPU time is still stolen'],
          do: [
            'EC2 t2, t3, t4g: enable unlimited credits, or move to a type with fixed performance',
            'Xen host: lower the number of vCPUs per core, or raise cpu_weight= and cap= in xl.cfg',
          ],
          undo: 'Restore the previous size or weight',
          at: 'host',
          risk: 'A larger type or unlimited credits cost more',
          verify: 'vmstat 1 shows steal (column st) near 0 under load',
          see: 'https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat',
        }),
      },
      {
        id: 'cpu.haltpoll',
        component: 'cpu',
        // Bit 12 of KVM's features: the guest may ask the host to stop its own polling. https://docs.kernel.org/virt/kvm/x86/cpuid.html
        when: {
          hypervisor: 'kvm',
          'cpuidle.driver': 'none',
          'cpuid.kvm.features': { set: [12] },
          'kernel.release': LINUX_5_4(),
          ...LINUX,
        },
        unless: [{ 'cpu.steal': { atLeast: 1 } }, { 'kernel.switch': 'idle=poll' }],
        text: () => ({
          says: 'The host allows guest halt polling, but the guest has not loaded cpuidle-haltpoll, which would help latency-bound workloads that sleep and wake frequently',
          do: ['sudo modprobe cpuidle_haltpoll force=1   # needs CONFIG_HALTPOLL_CPUIDLE'],
          undo: 'sudo rmmod cpuidle_haltpoll',
          at: 'guest',
          gains: {
            figure: '95.7 % of the host’s speed with polling in the guest, 93.8 % with polling in the host',
            workload: 'sending a small packet back and forth between a client and a server',
            see: 'https://git.kernel.org/torvalds/c/2cffe9f6b96fece065ee8522673c90e92ef2085d',
          },
          risk: 'An idle vCPU polls for a short time, which costs host CPU time and power',
          verify: 'cat /sys/devices/system/cpu/cpuidle/current_driver shows haltpoll',
          see: 'https://docs.kernel.org/virt/guest-halt-polling.html',
        }),
      },
      {
        id: 'cpu.no-huge-pages',
        component: 'cpu',
        when: { ...GUEST, 'cell.cpu': 'VH', thp: 'never', ...LINUX },
        text: () => ({
          says: 'Transparent huge pages are off; with nested paging (HAP) they make TLB misses cheaper for workloads with a large memory footprint',
          do: [
            `echo madvise | sudo tee ${THP}`,
            'To keep it after a reboot, add transparent_hugepage=madvise to the kernel command line',
          ],
          undo: `echo never | sudo tee ${THP}`,
          at: 'guest',
          risk: 'Some database vendors advise against huge pages; with madvise only programs that request huge pages get them',
          verify: 'grep AnonHugePages /proc/meminfo shows a growing value',
          see: 'https://docs.kernel.org/admin-guide/mm/transhuge.html',
        }),
      },
    ],
  },
]

import type { Signals } from './judge.ts'

/**
 * The page-table question, as far as a guest can see and no further. Xen gives the flags below to HAP guests only (class H of
 * https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/arch-x86/cpufeatureset.h); KVM clears pku and user_shstk without
 * TDP (https://elixir.bootlin.com/linux/latest/source/arch/x86/kvm/cpuid.c); Hyper-V's leaf 0x40000006 has a bit for SLAT in use.
 * @returns notes for the cell of the processor, none where the question does not arise
 */
export function pageTables(hypervisor: string, mode: string | undefined, signals: Signals): string[] {
  const flags = signals.get('cpu.flags')?.[0]?.value ?? ''
  const has = (...names: readonly string[]): string | undefined => names.find((name) => ` ${flags} `.includes(` ${name} `))
  if (hypervisor === 'none' || hypervisor === 'unknown') return []
  if (hypervisor === 'xen' && mode === 'pv') return ['page tables: paravirtual; Xen checks every change']
  if (hypervisor === 'pvm') return ['page tables: shadow, with guest cooperation']
  if (hypervisor === 'qemu-tcg' || hypervisor === 'uml') return ['page tables: emulated in software']
  if (signals.get('declared.hap')?.[0]?.value === '0') return ['page tables: shadow, because hap is off']
  if (hypervisor === 'xen') {
    const flag = has('pdpe1gb', 'pcid', 'invpcid', 'pku', 'pks')
    if (flag !== undefined) return [`page tables: hardware nested paging (HAP), inferred from ${flag}`]
    if (signals.has('xen.hap-only'))
      return ['page tables: hardware nested paging (HAP), inferred from "HVMOP_pagetable_dying not supported"']
  }
  if (hypervisor === 'kvm') {
    const flag = has('pku', 'user_shstk')
    if (flag !== undefined) return [`page tables: hardware nested paging (EPT or NPT), inferred from ${flag}`]
  }
  const word = Number.parseInt(signals.get('cpuid.hyperv.hardware')?.[0]?.value ?? '0', 16)
  if (hypervisor === 'hyperv' && (word & 8) !== 0)
    return ['page tables: hardware nested paging (SLAT), reported by CPUID leaf 0x40000006']
  if (signals.has('definition.format')) return ['page tables: hardware nested paging, if the host has it']
  return ['page tables: hardware nested paging or shadow; a guest cannot see which']
}

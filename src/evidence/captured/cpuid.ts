import type { Probe } from '../../model.ts'
import { tidy } from '../cpuid.ts'
import { proofAt, signalAt } from '../say.ts'

/** `cpuid` and `lscpu --hierarchic`-like decodings that name the signature in words. */
export const decoded: Probe = {
  id: 'cpuid-decoded',
  reads: [],
  words: ['hypervisor_id', 'hypervisor guest status'],
  accepts: (head) => /hypervisor_id(?: \(0x40000000\))? = "|^ *hypervisor guest status +=/m.test(head),
  *read(document) {
    const bit = /^ *hypervisor guest status +=\s*(true|false)/m.exec(document.text)
    if (bit !== null) yield signalAt(document, bit.index, 'cpuid.hypervisor-bit', bit[1] === 'true' ? '1' : '0')
    for (const match of document.text.matchAll(/hypervisor_id(?: \(0x40000000\))? = "([^"\\]*)/g)) {
      yield { name: 'cpuid.signature', value: tidy(match[1]!), proof: proofAt(document, match.index) }
      break
    }
  },
}

/** The twelve bytes at leaf 0x40000000 and nothing else; an empty line when there are none, which is an observation too. */
export const signature: Probe = {
  id: 'cpuid-signature',
  reads: [],
  captured: ['cpuid-vendor.txt'],
  accepts: (head) =>
    /^(?:XenVMMXenVMM|KVMKVMKVM|Linux KVM Hv|Apple VZ|VBoxVBoxVBox|Microsoft Hv|VMwareVMware|TCGTCGTCGTCG|bhyve bhyve|ACRNACRNACRN|LKVMLKVMLKVM|OpenBSDVMM58| ?lrpepyh {1,2}vr|prl hyperv|Jailhouse)[\0\s]*$/.test(
      head,
    ),
  *read(document) {
    const value = tidy(document.text.slice(0, 64))
    const proof = { path: document.path, text: value }
    if (/^[\x20-\x7e]{3,12}$/.test(value)) yield { name: 'cpuid.signature', value, proof }
    else yield { name: 'cpuid.no-signature', value: 'none', proof: { ...proof, text: 'no signature at leaf 0x40000000' } }
  },
}

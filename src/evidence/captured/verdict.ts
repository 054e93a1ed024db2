import type { Document, Probe, Signal } from '../../model.ts'
import { virtualBoard } from '../../platforms/dmi.ts'
import { linesOf, signalAt } from '../say.ts'

/**
 * What other detectors concluded, by their own words, as signals of the same names that the things themselves give where there are some:
 * `tool.says` is a hypervisor by its id here.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd-detect-virt.html, https://people.redhat.com/~rjones/virt-what/virt-what.txt
 *
 * Words that leave open which hypervisor it is (systemd's qemu, bochs and vm-other; virt-what's redhat) and `none`, which systemd says of
 * a Xen dom0 too, give nothing.
 */
export const WORDS: ReadonlyMap<string, readonly (readonly [signal: string, value: string])[]> = new Map(
  Object.entries({
    xen: [['tool.says', 'xen']],
    'xen-dom0': [
      ['tool.says', 'xen'],
      ['xen.privileged', 'true'],
    ],
    'xen-domU': [
      ['tool.says', 'xen'],
      ['xen.privileged', 'false'],
    ],
    // virt-what prints it for a guest only: https://people.redhat.com/~rjones/virt-what/virt-what.txt
    'xen-hvm': [
      ['xen.context', 'hvm'],
      ['xen.privileged', 'false'],
    ],
    kvm: [['tool.says', 'kvm']],
    microsoft: [['tool.says', 'hyperv']],
    hyperv: [['tool.says', 'hyperv']],
    vmware: [['tool.says', 'vmware']],
    oracle: [['tool.says', 'virtualbox']],
    virtualbox: [['tool.says', 'virtualbox']],
    parallels: [['tool.says', 'parallels']],
    bhyve: [['tool.says', 'bhyve']],
    vmm: [['tool.says', 'openbsd-vmm']],
    acrn: [['tool.says', 'acrn']],
    qnx: [['tool.says', 'qnx']],
    sre: [['tool.says', 'sre']],
    apple: [['tool.says', 'apple']],
    uml: [['tool.says', 'uml']],
    zvm: [['tool.says', 'zvm']],
    'ibm_systemz-zvm': [['tool.says', 'zvm']],
    'ibm_systemz-lpar': [['tool.says', 'lpar']],
    'ibm_systemz-kvm': [['tool.says', 'kvm']],
    powervm: [['tool.says', 'powervm']],
    'ibm_power-lpar_dedicated': [['tool.says', 'powervm']],
    'ibm_power-lpar_shared': [['tool.says', 'powervm']],
    'ibm_power-kvm': [['tool.says', 'kvm']],
    // systemd says amazon of Nitro only: Xen's instances are xen. virt-what says aws beside the hypervisor.
    amazon: [
      ['tool.says', 'kvm'],
      ['platform.named', 'aws'],
    ],
    aws: [['platform.named', 'aws']],
    google: [
      ['tool.says', 'kvm'],
      ['platform.named', 'gcp'],
    ],
    google_cloud: [['platform.named', 'gcp']],
    alibaba_cloud: [['platform.named', 'alibaba']],
    docker: [['container.is', 'docker']],
    podman: [['container.is', 'podman']],
    lxc: [['container.is', 'lxc']],
    'lxc-libvirt': [['container.is', 'lxc-libvirt']],
    'systemd-nspawn': [['container.is', 'systemd-nspawn']],
    openvz: [['container.is', 'openvz']],
    wsl: [['container.is', 'wsl']],
  } satisfies Record<string, readonly (readonly [signal: string, value: string])[]>),
)
/** Their words without meaning for virtcolor; they still identify the text as output of these tools. */
const OTHERS: readonly string[] = ['none', 'qemu', 'bochs', 'vm-other', 'container-other', 'redhat', 'rhev', 'ovirt', 'nutanix_ahv', 'ibm_systemz', 'ibm_systemz-direct', 'virtage', 'rkt', 'pouch', 'proot', 'linux_vserver', 'linux_vserver-guest', 'linux_vserver-host', 'illumos-lx'] // biome-ignore format: words

const known = (word: string): boolean => WORDS.has(word) || OTHERS.includes(word)

/** More words than any machine has layers. */
const MOST = 32

export const verdict: Probe = {
  id: 'verdict',
  reads: [],
  captured: ['sos_commands/vhostmd/virt-what'],
  accepts: (head) => {
    const words = head.trimEnd().split('\n', MOST + 1)
    return words.length <= MOST && words.every(known)
  },
  *read(document) {
    for (const { text, index } of linesOf(document, MOST)) {
      const word = text.trim()
      for (const [name, value] of WORDS.get(word) ?? []) yield signalAt(document, index, name, value)
    }
  },
}

/** hostnamectl: systemd's verdict, and since systemd 248 the names in the firmware. */
export const hostnamectl: Probe = {
  id: 'hostnamectl',
  reads: [],
  captured: ['sos_commands/host/hostnamectl_status', 'sos_commands/host/hostnamectl'],
  words: ['Static hostname: '],
  accepts: (head) => /^ *Static hostname: /m.test(head) && /^ *(?:Machine ID|Boot ID|Operating System|Kernel): /m.test(head),
  *read(document) {
    const names: string[] = []
    let board = -1
    for (const { text, index } of linesOf(document, 200)) {
      const match = /^ *([A-Z][A-Za-z ]{1,40}): (.{1,1000})$/.exec(text)
      if (match === null) continue
      const [, field, value = ''] = match
      if (field === 'Virtualization') {
        for (const [name, said] of WORDS.get(value) ?? []) yield signalAt(document, index, name, said)
      } else if (field === 'Kernel') yield signalAt(document, index, 'kernel.release', value.replace(/^Linux /, ''))
      else if (field === 'Architecture')
        yield signalAt(
          document,
          index,
          'arch',
          value.replace('x86-64', 'x86_64').replace(/^x86$/, 'i686').replace('arm64', 'aarch64'),
        )
      else if (field === 'Hardware Vendor' || field === 'Hardware Model') {
        yield signalAt(document, index, field === 'Hardware Vendor' ? 'dmi.sys_vendor' : 'dmi.product_name', value)
        names.push(value)
        board = index
      }
    }
    if (names.length > 0) yield boardSignal(document, board, names)
  },
}

/** Whether names are those of a virtual board or of a real one. */
export function boardSignal(document: Document, index: number, names: readonly string[]): Signal {
  const text = names.join(' / ')
  const board = virtualBoard(text)
  const signal = signalAt(document, index, board === undefined ? 'dmi.real' : 'dmi.virtual', board ?? text)
  return { ...signal, proof: { ...signal.proof, text } }
}

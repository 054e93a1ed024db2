/**
 * Names that firmware gives to virtual boards, as SMBIOS (DMI) shows them: vendor, product or BIOS.
 * `board` is what the emulated or virtual board is, not who runs it; a name that is in no row is assumed to be a physical vendor's.
 */
const virtualBoards = (): readonly (readonly [name: RegExp, board: string])[] => [
  [/HVM domU|^Xen(?:\s|\/|$)/, 'xen'],
  [/Amazon EC2.*\.metal\b/, 'ec2-metal'],
  [/Amazon EC2/, 'ec2'],
  [/Google Compute Engine|^Google(?: \/)? Google|^Google \/ Google/, 'gce'],
  [/Microsoft Corporation.*Virtual Machine|Hyper-V UEFI/, 'hyperv'],
  [/VMware/i, 'vmware'],
  [/VirtualBox|innotek GmbH/, 'virtualbox'],
  [/Parallels/, 'parallels'],
  // OmniOS names its own virtual machines so: https://github.com/omniosorg/pkg5
  [/BHYVE|OmniOS HVM/i, 'bhyve'],
  [/Apple Virtualization|VirtualMac|Apple Inc\..*Generic Platform/, 'apple'],
  [/^OpenBSD|OpenBSD.*VMM/, 'openbsd-vmm'],
  [/cloud-hypervisor|Cloud Hypervisor/, 'cloud-hypervisor'],
  [/crosvm|ChromiumOS.*crosvm/i, 'crosvm'],
  [/Alibaba Cloud/, 'alibaba'],
  [/Tencent Cloud|\bCVM\b/, 'tencent'],
  [/DigitalOcean/, 'digitalocean'],
  [/Hetzner.*vServer/, 'hetzner'],
  [/Nutanix.*AHV|^AHV/, 'nutanix'],
  [/oVirt|RHEV/, 'ovirt'],
  [/OpenStack/, 'openstack'],
  [/KubeVirt/, 'kubevirt'],
  [/Huawei.*(?:KVM|ECS|Cloud)|HUAWEICLOUD/i, 'huawei'],
  [/Scaleway.*(?:SCW|VM)/, 'scaleway'],
  [/Vultr/, 'vultr'],
  [/Linode/, 'linode'],
  [/UpCloud/, 'upcloud'],
  [/Exoscale/, 'exoscale'],
  [/OVHcloud.*VPS|OVH.*VPS/i, 'ovh'],
  [/KVM Virtual Machine|Red Hat.*KVM|\bKVM\b/, 'kvm'],
  [
    // Yandex Cloud names itself and the CPU's model in place of QEMU's names.
    /QEMU|^Yandex(?: |$)|Standard PC \(|\bpc-(?:i440fx|q35)|RHEL \d\S* PC|i440FX \+ PIIX|Q35 \+ ICH9, 2009|SeaBIOS|EFI Development Kit II \/ OVMF|\bOVMF\b/,
    'qemu',
  ],
  [/Bochs/, 'bochs'],
]

let made: ReturnType<typeof virtualBoards> | undefined

/** The virtual board that DMI names identify, or undefined when the board is unknown. */
export function virtualBoard(names: string): string | undefined {
  const text = names.slice(0, 1024)
  made ??= virtualBoards()
  for (const [name, board] of made) if (name.test(text)) return board
  return undefined
}

/** Boards whose names bare-metal instances of the same cloud have as well. */
export const MAYBE_METAL: readonly string[] = ['ec2-metal', 'gce', 'alibaba', 'tencent', 'huawei']

/**
 * Vendors of physical machines, as SMBIOS names them. A guest has one of these names only where its host's SMBIOS strings were copied into it.
 * Apple is not among them: guests with macOS have the names of a Mac.
 */
export const PHYSICAL_MAKERS: RegExp =
  /^(?:[^/]{1,60} \/ )?(?:Dell\b|HPE?\b|Hewlett[- ]Packard|LENOVO\b|Super ?micro|ASUS|Micro-Star|MSI\b|Giga-?byte|ASRock(?:Rack)?\b|Intel(?:\(R\)|\b) (?:Corporation|Corp\.|Client Systems)|FUJITSU\b|Acer\b|TOSHIBA\b|Samsung Electronics|SAMSUNG ELECTRONICS|Sony Corporation|Cisco Systems|Quanta\b|Inspur\b|Wiwynn\b|Panasonic\b|Razer\b|Framework\b|Tyan\b|TYAN\b|Sun Microsystems|Microsoft Corporation \/ Surface |IBM \/ (?:IBM )?(?:System x|eserver|BladeCenter))/i

export const isPhysicalMaker = (vendor: string): boolean => PHYSICAL_MAKERS.test(vendor)

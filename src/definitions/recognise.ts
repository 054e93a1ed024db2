/**
 * Formats without an identifying mark, recognised by their keys. One key that prose, YAML and package listings have as well proves nothing: keys and
 * values have to fit the format, and keys that the format does not have are evidence against it.
 */

/** Longer texts are looked at as far as this many lines: a definition is shorter. */
const MOST_LINES = 2_000

/** Keys of qm.conf(5) that prove nothing alone. https://pve.proxmox.com/wiki/Manual:_qm.conf */
const PROXMOX_KEYS: ReadonlySet<string> = new Set(
  (
    'acpi affinity agent allow-ksm amd-sev arch args autostart balloon bios boot bootdisk cdrom cicustom cipassword citype ciupgrade ciuser ' +
    'cores cpu cpulimit cpuunits description digest efidisk freeze hookscript hostpci hotplug hugepages intel-tdx ide ipconfig ivshmem ' +
    'keephugepages keyboard kvm localtime lock machine memory meta migrate_downtime migrate_speed name nameserver net numa onboot ostype ' +
    'parallel parent protection reboot rng runningcpu runningmachine running-nets-host-mtu sata scsi scsihw searchdomain serial shares ' +
    'smbios smp snaptime sockets spice_enhancements sshkeys startdate startup tablet tags tdf template tpmstate unused usb vcpus vga virtio ' +
    'virtiofs vmgenid vmstate vmstatestorage watchdog ' +
    // A container's, which the reader refuses by name.
    'rootfs mp hostname swap unprivileged features console cmode tty'
  ).split(' '),
)

const VOLUME = /^(?:file=|volume=)?(?:none|cdrom|[A-Za-z][\w.-]*:\S+|\/dev\/\S+|\/\S+)(?:,|$)/
/** Keys whose values no other kind of text has. */
const PROXMOX: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/^net\d+$/, /^(?:model=)?(?:virtio|vmxnet3|e1000e?|e1000-8254\w+|rtl8139|ne2k_\w+|pcnet|i8255\w+)(?:=|,|$)|\bbridge=vmbr/],
  [/^(?:ide|sata|scsi|virtio|efidisk|tpmstate|unused)\d+$/, VOLUME],
  [/^scsihw$/, /^(?:lsi|lsi53c810|megasas|pvscsi|virtio-scsi-(?:pci|single))$/],
  [
    /^ostype$/,
    /^(?:other|wxp|w2k|w2k3|w2k8|wvista|win7|win8|win10|win11|l24|l26|solaris|debian|ubuntu|centos|fedora|opensuse|archlinux|alpine|gentoo|nixos|devuan|unmanaged)$/,
  ],
  [/^(?:smbios1|vmgenid)$/, /^(?:uuid=)?[\da-f]{8}-[\da-f]{4}-|^[a-z]+=\S+,|^[01]$/i],
  [/^hostpci\d+$/, /^(?:host=|mapping=)?[\da-f:.;]{4,}|^mapping=/i],
  [/^(?:bootdisk)$/, /^(?:ide|sata|scsi|virtio)\d+$/],
  [/^boot$/, /^(?:order=|legacy=|[acdn]{2,4}$)/],
  [/^machine$/, /^(?:type=)?(?:pc|q35|virt)(?:[-,+]|$)|\b(?:viommu|enable-s3|enable-s4)=/],
  [/^agent$/, /^(?:enabled=)?[01](?:,|$)/],
  [/^vga$/, /^(?:type=)?(?:std|cirrus|qxl\d?|virtio(?:-gl)?|vmware|serial\d|none)(?:,|$)|^clipboard=/],
  [/^(?:cpu|runningcpu)$/, /^(?:cputype=)?(?:host|max|kvm(?:32|64)|qemu(?:32|64)|x86-64-v\d\S*)(?:,|$)|,flags=[+-]/],
  [/^bios$/, /^(?:seabios|ovmf)$/],
  [/^arch$/, /^(?:x86_64|aarch64)$/],
  [/^(?:rng0)$/, /^source=/],
  [/^(?:audio0)$/, /^device=/],
  [/^(?:serial)\d$/, /^(?:socket|\/dev\/\S+)$/],
  [/^(?:usb)\d$/, /^(?:host=|mapping=|spice)/],
  [/^(?:numa)\d$/, /^cpus=/],
  [/^(?:ipconfig)\d+$/, /^(?:ip|ip6|gw|gw6)=/],
  [/^(?:hugepages)$/, /^(?:any|2|1024)$/],
  [/^(?:amd-sev|intel-tdx)$/, /^(?:type=)?(?:std|es|snp|tdx)\b/],
  [/^(?:virtiofs)\d$/, /^(?:dirid=)?\S+/],
  [/^(?:rootfs|mp\d+)$/, VOLUME],
  [/^meta$/, /^creation-qemu=|\bctime=\d/],
  [/^(?:watchdog)$/, /^(?:model=)?(?:i6300esb|ib700)/],
  [/^(?:kvm|tablet|acpi|onboot|protection|localtime|freeze|reboot|autostart|template|numa)$/, /^[01]$/],
  [/^vmstatestorage$/, /^\S+$/],
  [/^hotplug$/, /^(?:[01]$|(?:disk|network|usb|memory|cpu|cloudinit)(?:,|$))/],
]

/** The first line is neither empty nor a comment, a section or a key. */
const NO_PROXMOX = /^(?!#|\[|[A-Za-z][A-Za-z0-9_-]{0,40}[ \t]{0,8}:|\s)[^\n]{0,4096}\n/

/** qemu-server's `key: value`: comments and sections besides it, no other line. */
export function isProxmox(head: string): boolean {
  // In most texts the first line is none of these.
  if (NO_PROXMOX.test(head)) return false
  const lines = head.split('\n', MOST_LINES)
  let known = 0
  let foreign = 0
  let telling = 0
  let section = false
  for (const line of lines) {
    const bare = line.trimEnd()
    if (bare === '' || bare.startsWith('#')) continue
    if (/^\[[^\]\n]{1,100}\]$/.test(bare)) {
      section = true
      continue
    }
    const match = /^([a-z][a-z0-9_-]{0,40})[ \t]{0,8}:[ \t]{0,8}(.{0,8192})$/i.exec(bare)
    if (match === null) {
      if (line === lines.at(-1) && head.length >= CUT) break
      return false
    }
    if (section) continue
    const [, key = '', value = ''] = match
    if (!PROXMOX_KEYS.has(key) && !PROXMOX_KEYS.has(key.replace(/\d{1,9}$/, ''))) foreign++
    else {
      known++
      if (PROXMOX.some(([of, fits]) => of.test(key) && fits.test(value))) telling++
    }
  }
  // A key that is not in the list may be a newer one, or a misspelt one.
  return telling > 0 && foreign * 2 <= known
}

/** A head of this length may end in the middle of a line. */
const CUT = 65_536

/** Keys of xl.cfg(5) and of xm's files. */
const XL_KEYS: ReadonlySet<string> = new Set(
  (
    'name memory maxmem vcpus maxvcpus cpus cpu cpu_weight weight cap pool type builder kernel ramdisk extra cmdline root bootloader bootargs ' +
    'bootloader_args disk vif vfb vkb pci usb usbdev usbctrl usbdevice uuid boot bios firmware hap viridian pae acpi apic nx hpet nestedhvm ' +
    'vnc vnclisten vncunused vncdisplay vncpasswd sdl opengl spice vga stdvga videoram serial localtime rtc_timeoffset timer_mode ' +
    'tsc_mode on_poweroff on_reboot on_crash on_watchdog on_soft_reset on_xend_start on_xend_stop device_model device_model_version ' +
    'device_model_override device_model_args xen_platform_pci shadow_memory cpuid altp2m hdtype soundhw keymap gfx_passthru pci_msitranslate ' +
    'pci_power_mgmt pci_permissive iomem ioports irqs passthrough seclabel driver_domain nomigrate pvh pvshim xenstore_kernel features ' +
    'machine_address_size suppress_spurious_page_faults blkif netif tpmif vtpm vtpm2 channel dhcp nfs_server nfs_root hostname ip netmask ' +
    'gateway console parallel monitor nographic max_grant_frames max_event_channels vuart gic_version dtdev device_tree claim_mode numa'
  ).split(' '),
)
/** Statements that only these files have. */
const XL: readonly RegExp[] = [
  /^[ \t]{0,40}disk[ \t]{0,40}\+?=[ \t]{0,40}\[[ \t\r\n]{0,400}(?:#[^\n]{0,1000}\n[ \t\r\n]{0,400})?(?:f|r)?(['"])[^'"\n]{0,1000}[,:]/m,
  /^[ \t]*vif[ \t]*\+?=[ \t]*\[/m,
  /^[ \t]*builder[ \t]*=[ \t]*['"](?:hvm|linux|generic)['"]/m,
  // libxl takes any beginning of the three.
  /^[ \t]*type[ \t]*=[ \t]*['"](?:pv?|pvh|hv?|hvm)['"]/m,
  /^[ \t]*bootloader[ \t]*=[ \t]*['"]\S{0,100}(?:py|pv)grub\S{0,20}['"]/m,
  /^[ \t]*kernel[ \t]*=[ \t]*['"]\S{0,200}(?:hvmloader|pv-?grub|vmlinu|bzImage|-xen)/m,
  /^[ \t]*(?:device_model_version|xen_platform_pci|viridian|hdtype|on_xend_start|pvh|pvshim|vfb|nestedhvm|hap|stdvga)[ \t]*=/m,
  /^[ \t]*on_(?:poweroff|reboot|crash|watchdog)[ \t]*=[ \t]*['"](?:destroy|restart|rename-restart|preserve|coredump-\w+)['"]/m,
  /^[ \t]*firmware(?:_override)?[ \t]*=[ \t]*['"](?:ovmf|seabios|rombios|pvgrub\d\d|uefi|bios)['"]/m,
  /^[ \t]*boot[ \t]*=[ \t]*['"][acdn]{1,4}['"]/m,
  /^[ \t]*pci[ \t]*=[ \t]*\[\s*['"][\da-f:.]{5,}/m,
]
const STATEMENT = /^[ \t]{0,32}([a-z_]\w{0,40})[ \t]{0,16}\+?=(?!=)[ \t]{0,16}(["'[\d]|$)?/gm

/** xl.cfg and xm's files: statements `key = value`, without the sections that other files of this look have. */
export function isXl(head: string): boolean {
  if (!head.includes('=')) return false
  if (/^\[[\w:. "-]{1,100}\][ \t]*$/m.test(head)) return false
  const known = new Set<string>()
  const foreign = new Set<string>()
  let count = 0
  for (const [, key = '', value] of head.matchAll(STATEMENT)) {
    if (++count > MOST_LINES) break
    if (!XL_KEYS.has(key)) foreign.add(key)
    else if (value !== undefined) known.add(key)
  }
  if (known.size === 0) return false
  const telling = XL.filter((pattern) => pattern.test(head)).length
  if (telling < 2 && foreign.size > 2 * known.size) return false
  return telling > 1 || (telling === 1 && (known.size > 1 || foreign.size <= 1))
}

const VMX =
  /^\ufeff?[ \t]{0,32}((\.encoding|config\.version|virtualHW\.version|guestOS)|((?:ethernet|scsi|ide|sata|nvme|floppy)\d{1,2}(?::\d{1,2})?\.\w{1,40})|displayName|memsize|numvcpus|firmware)[ \t]{0,16}=/gim

/** VMware's .vmx: more than one of its keys, one of which no other file has. */
export function isVmx(head: string): boolean {
  if (!head.includes('=')) return false
  const keys = new Set<string>()
  let own = false
  for (const [, key = '', mark, device] of head.matchAll(VMX)) {
    keys.add(key.toLowerCase())
    own ||= mark !== undefined || device !== undefined
    if (own && keys.size > 1) return true
  }
  return false
}

/** The file of `-readconfig`: a section of QEMU's with a key that this section has there. */
export function isReadConfig(head: string): boolean {
  if (!head.includes('[') || !SECTION.test(head)) return false
  let section = ''
  for (const line of head.split('\n', MOST_LINES)) {
    const title = /^\[([a-z][a-z-]{2,20})(?:[ \t]{1,8}"[^"\n]{0,200}")?\][ \t]*\r?$/.exec(line)
    if (title !== null) section = title[1]!
    else if (/^\[/.test(line)) section = ''
    const key = /^[ \t]{0,32}([a-z][\w.-]{0,60})[ \t]{0,8}=[ \t]{0,8}"/.exec(line)?.[1]
    if (key !== undefined && CONFIG.get(section)?.includes(key) === true) return true
  }
  return false
}

/** A section with one of those keys. */
const SECTION = /^\[(?:device|machine|drive|netdev|accel|chardev|cpu-model)[ \t\]]/m
const CONFIG: ReadonlyMap<string, readonly string[]> = new Map([
  ['device', ['driver']],
  ['machine', ['accel', 'type']],
  ['drive', ['file', 'if', 'format', 'media']],
  ['netdev', ['type']],
  ['accel', ['accel']],
  ['chardev', ['backend']],
  ['cpu-model', ['model']],
])

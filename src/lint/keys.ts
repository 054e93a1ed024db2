import type { Setting } from '../definitions/definition.ts'
import { nearest } from '../nearest.ts'
import { table } from '../table.ts'
import type { Edit } from './engine.ts'

/**
 * Keys of the formats whose toolstack ignores a wrong one: those that xl reads or warns about in Xen 4.10 to 4.22.
 * https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=tools/xl/xl_parse.c
 */
const XL: readonly string[] = (
  'name type builder uuid seclabel init_seclabel max_grant_frames max_maptrack_frames max_grant_version nomigrate driver_domain device_tree ' +
  'passthrough xend_suspend_evtchn_compat vmtrace_buf_kb vpmu pool vcpus maxvcpus cpus cpus_soft cpu_weight cap memory maxmem vnuma ' +
  'on_poweroff on_reboot on_watchdog on_crash on_soft_reset kernel ramdisk cmdline root extra bootloader bootloader_args bootloader_restrict ' +
  'bootloader_user firmware firmware_override pvshim pvshim_path pvshim_cmdline pvshim_extra disk vif vtpm p9 pvcalls vfb pci pci_permissive ' +
  'pci_msitranslate pci_seize pci_power_mgmt gfx_passthru rdm rdm_mem_boundary usbctrl usbdev channel vdispl dm_restrict device_model_user ' +
  'device_model_version device_model_override device_model_stubdomain_override device_model_stubdomain_seclabel device_model_args ' +
  'device_model_args_pv device_model_args_hvm stubdomain_kernel stubdomain_cmdline stubdomain_ramdisk stubdomain_memory boot hdtype hap oos ' +
  'shadow_memory bios bios_path_override pae acpi acpi_s3 acpi_s4 acpi_laptop_slate apic nx hpet altp2m altp2mhvm nestedhvm cpuid ' +
  'acpi_firmware smbios_firmware smbios ms_vm_genid tsc_mode localtime rtc_timeoffset vpt_align timer_mode xen_platform_pci viridian vga ' +
  'videoram stdvga vnc vnclisten vncdisplay vncunused vncpasswd keymap sdl opengl nographic spice spicehost spiceport spicetls_port ' +
  'spicedisable_ticketing spicepasswd spiceagent_mouse spicevdagent spice_clipboard_sharing spiceusbredirection spice_image_compression ' +
  'spice_streaming_video serial soundhw vkb_device usb usbversion usbdevice vendor_device ioports irqs iomem mmio_hole e820_host mca_caps ' +
  'gic_version vuart dtdev arm_sci virtio trap_unmapped_accesses llc_colors xauthority display device_model msr_relaxed altp2m_count ' +
  'hvm_pirq max_event_channels vif2 vncviewer vsnd xen_platform_pci_bar_uc xenstore_quota extratime latency nr_spis period slice sve tee vkb ' +
  'xenstore_feature_mask'
).split(/\s+/)

const PROXMOX: readonly string[] = (
  'acpi agent amd-sev allow-ksm arch args audio affinity autostart balloon bios boot bootdisk cdrom cicustom cipassword citype ciupgrade ciuser ' +
  'cores cpu cpulimit cpuunits description digest efidisk force freeze hookscript hostpci hotplug hugepages ide intel-tdx ipconfig ivshmem ' +
  'keephugepages keyboard kvm localtime lock machine memory meta migrate_downtime migrate_speed name nameserver net numa onboot ostype parallel ' +
  'parent protection reboot rng running-nets-host-mtu runningcpu runningmachine sata scsi scsihw searchdomain serial shares skiplock smbios smp snaptime ' +
  'sockets spice_enhancements sshkeys startdate startup tablet tags tdf template tpmstate unused usb vcpus vga virtio virtiofs vmgenid ' +
  'vmstate vmstatestorage watchdog'
).split(/\s+/)

const KNOWN: Readonly<Record<string, { readonly keys: ReadonlySet<string>; readonly numbered: boolean }>> = table({
  xl: { keys: new Set(XL), numbered: false },
  proxmox: { keys: new Set(PROXMOX), numbered: true },
})

export interface Misspelt {
  readonly setting: Setting
  readonly says: string
  readonly edit?: Edit
}

/** Unknown keys of a file that are compared with the known ones: a file with more is no file with misspelt keys. */
const MOST_COMPARED = 1000

/** Keys that the toolstack ignores without a message. */
export function* misspelt(format: string, settings: readonly Setting[]): Generator<Misspelt> {
  const known = KNOWN[format]
  if (known === undefined) return
  const there = new Set(settings.map((s) => s.path))
  let compared = 0
  for (const setting of settings) {
    if (/[.[:]/.test(setting.path) || setting.path === '') continue
    const bare = known.numbered ? setting.path.replace(/\d+$/, '') : setting.path
    if (known.keys.has(bare) || known.keys.has(setting.path)) continue
    const near = compared++ < MOST_COMPARED ? nearest(bare, known.keys, 1 / 4) : undefined
    const says = `key "${setting.path}" is unknown and ignored${near === undefined ? '' : `; did you mean "${near}"?`}`
    // The right key is there as well: only the author knows which of the two values is meant.
    if (near === undefined || there.has(near + setting.path.slice(bare.length))) yield { setting, says }
    else yield { setting, says, edit: { start: setting.from, end: setting.from + bare.length, text: near } }
  }
}

/** Written by scripts/redaction-words.mjs (npm run docs runs it) from the sources of probes and rules. */
export const RULE_WORDS: ReadonlySet<string> = new Set(
  `16le 440bx 440fx 53c1030 64 79c97 79c970 8101l 8139c 8139cp 8139too 82371ab 82371sb 82441fx 82443bx 82540em 82543gc 82544gc 82545em 82574l 82801hm
82801ir 8822ce a0 a0a a1 a9 aacraid aarch64 ab ab8 abbr abcd abi about absent acc accelerated accelerator accepts access accountid acer acpi acpi0
acpi_pm acrn acrnacrnacrn action active ad adapter adaptertype adaptive address addresses advanced advice ae0 aer aes af4 after against ahci ahcich
ahv aix alder alias alibaba alibaba_cloud alibabacloud alignment aliyun all allows aln alx am53c974 am79c960 am79c970a am79c973 amazon amazonec2 amd
amd64 ami amid amp amzn and another ansible ansible_ ansible_all_ipv4_addresses ansible_apparmor ansible_architecture ansible_bios_date
ansible_bios_vendor ansible_bios_version ansible_cmdline ansible_date_time ansible_default_ipv4 ansible_devices ansible_distribution ansible_dns
ansible_facts ansible_fqdn ansible_kernel ansible_product_name ansible_product_version ansible_system_vendor ansible_virtualization_role
ansible_virtualization_type anticipatory any apfs apic apicv apos apparmor apple appleintel8254xethernet applevirtioblockstoragedevice
applevirtionetwork applevirtiostoragedevice applevmxnet3ethernet appliance apr arch arch_sys_counter architecture architektur architektura archive
arcmsr are area argv arm arm64 armv armv7l armv8 arquitectura arquitetura as ash asked aspeed asrock asrockrack asset assigned asus async at ata
ata_generic ata_piix ath10k ath10k_pci ath11k ath11k_pci ath9k atiixp atl1c atlantic atleast atom attach attached attaching attribute attrs audio aug
authenticamd auto available available_clocksource awk aws awsnvme azenvironment azure b0 b111 b3 b36 ba back backend balloon banner bare baremetal
base base64 base64_encoded_keys baseboard based bash battery bc bcache bcm2835 bcm2835_wdt bd be be2net because beef been before begins behind below
benchmark beside beta beta_keys bfq bge bhyve big bin bind bios bios_date bios_vendor bios_version biosmanufacturer biosreleasedate
biossmbiosbiosversion biosvendor biosversion bit bits blacklisted bladecenter blank blk blkback blkdev blkfront blkif blkvsc block block_device
blockdevice blockdevice_ blockdevices blockquote blocks bluetooth bnx2 bnx2x bnxt bnxt_en board board_name board_vendor boardsays bochs body bogomips
bonding book bookair bookpro boolean boot boot_id boot_image boot_rom_version booting bot bounce bound boundary box br brand brand_string brandz
brcmfmac bridge broadcom broadwell brought bsd btrfs build buildahversion building builtin bus businfo buslogic bustype bvn bvr bx by byte bytes bzip2
c0 c1030 c2 c9 c97 c970 ca cache cafe call callback called can cancel cannon cannot capabilities caps caption capture captured card cardbus cards
carries case cat cc ccw cd cd00 cd01 cd02 cdc cdc_ether cdrom cell cells cezanne cfg cfq cgroup cgroupmanager change changed channel chassis
chassis_asset_tag chassis_vendor check checked checking chef chef_packages children china chip chip_type chipset chromiumos chrp ciminstance cir cisco
ciss citrix claimed class clear client clock clockevent clockevent0 clockevents clocksource clocksource0 close cloud cloud_id cloud_name cloudh
cmdline cmos co code coffee col collected collector colour com comet comm command commandline commands common communication comp compatible compiler
complet complete completo complex component compute computer computerinfo confidential config configuration conmon connection connectx console
constant constant_tsc construct container containerd containerenv containers content context continue control control_d controller cooperation core
cores corp corporation could counted counter cp cpp cpu cpu0 cpu_flags cpu_model cpu_type cpuarch cpuid cpuidle cpuinfo cpus cpusays crash created
creating cri crio crng crosvm crypt cs csh csmanufacturer csmodel css ctrl curl current current_clocksource current_device current_driver cursor cut
cvm cxgb4 cxgb4vf cxx d0 d0f d0v d3 d3en da damaged darwin dasd dash data datasource date day day2 dc dc390 dd de de2104x dec dec21140 deciding
declared decoded decompress dedicated default default_ipv4 defaultencoding defaultlanguage defaultrouteadapter defined definition del delete delivery
dell denied depth desc description descriptors desktop destination detail detect detected dev dev_ devbind development device deviceguard deviceid
devicename devices devicetree devname devpath dh different digitalocean dir direct directory disable disabled disc disk disks display disposition
distrib distribution distro div dl dm dma32 dmar dmesg dmesg_ dmi dmidecode dns do doas docker dockerenv dockerinit doctype doesn dom0 dom0_mem
dom0hvm dom0pvh domain domcapabilities dominfo domu done dpdk dragonfly dram drapeaux drbd drive driver drivername drivers drivers_probe drives drv ds
dt due dummy dumpxml duplex dvd dx dying dyn dynamic e0 e03 e1 e100 e1000 e1000_probe e1000e e1g60 e1iexpress e4 e56 eax eb ebs ebx ec ec2 ec20 ec21
ec2metadata eckd ecs ecx ed edac edx ee eeh efa efi efr egrep either ek el el2 el3 el5xen el6 elastic electronics else elsewhere em em64t emoji
emoji_presentation empty emul emulated en ena enabled enabling enclosu encoded encoding encryption end ended engine enlightened enlightenments entries
env environ environment enx eof eoi error es esac escription eserver esp esxi etc eth ether ethernet ethtool ethtool_ event events evidence evtchn
examples exception exec exists exoscale express ext extensions extra f0 facter facterversion facts failed false family fast fastfetch fb5d fba fc fch
fd fdc fdt features features2 feb feroceon fetch ff ffs fgrep fi field fields fifo fifo_events file filename files filesys filesystem filled find
finding findmnt finished fio fireck firecracker firm firmware firmwareversion first fish flagi flags flex flexible floppy flush fm10k fm10kvf follow
followed font for forced forcedeth fork format formats forms found foundation fpu fqdn framework freebsd freq friendly friendlyname from front
frontend frontends fs fsavail fstype fsuse fsver fujitsu full function fvp fw fx fzstd g4ad g4dn g5g g6e gateway gc gcc gce gcim gcp gen gen2
generator generic genoa genuineintel get gi gic gicv gicv2m giga gin git given globs gmbh gnu go goldfish google google_cloud googlecomputeengine gov
gpu grains graphics green grep grey gsi gt guest guest_type guesttypes gve gvisor gvnic gwmi gxl gzip haltpoll handle hap hard hard_drive harddisk
hardlink hardware hardwareisa hardwaremodel hardwarevendor has haswell hat hba hcloud hctl hd hdc hdd head header heard hem here hetzner hewlett hfs
hh hid hid_hyperv hints hipernadzorca hipervisor hipset hkey hkey_local_machine hm hmc hn holders holds home host host_type hostname hostnamectl
hostnamectl_status hpc hpe hpet hpp hpsa hr hre html huawei huaweicloud huge hugepage hv hv_balloon hv_netvsc hv_nopvspin hv_storvsc hv_utils
hv_vendor hv_vmbus hv_vmm_present hvlog hvm hvmdomu hvmop hvmop_pagetable_dying hvn hvs hw hw_caps hwaddr hwaddr_interfaces hwc hwinfo hwmon hygon
hygongenuine hyp hyper hypercall hypercalls hyperv hyperv_clocksource hyperv_clocksource_msr hyperv_keyboard hyperviseur hypervisor hypervisor0
hypervisor_id hypervisorpresent hypervisors i386 i3en i40e i40evf i440fx i686 i82078 i8254 i8255 i86pc i_ ia64 iavf ibm ibm_power ibm_systemz ibmveth
ibmvfc ibmvnic ibmvscsi ice ice_vf ich6 ich8m ich9 ich9r icrosoft id id_bus id_model id_net_driver id_vendor ide identifier idle idletime
idletime_seconds idpf ids if iface ifindex igb igbvf igc ih ii illumos im4gn image imageid images img in inc incomplete incus indent index indicadores
indirect inf info information init initdomain initialising initialized initializing initrd innotek innotekgmbh inodes input ins inside inspur
installed installing instance instanceid instances instancetype instancetypes integrator intel intel64 intel82574l intelahci intelide intelr interface
interfacealias interfacedescription interfaces interfacetype interrupt interrupts invalid inventory invpcid inxi io io_timeout ioapic ioc iommu ioreg
ioregistryentry ios iov ip ip_route_show_table_all ipi ipis ipv4 ipynb ir irq is is4gen is_guest is_virtual isa isab isassumed isci isolation
isorpresent its iwlagn iwlwifi ix ixgbe ixgbevf ixl ixlv ixv jailhouse jan java jiffies journal journalctl json jul jun kaby kata kbd keep kenv kern
kernel kernel_release kernelname kernelrelease kernels kernelversion key keyboard keys kind kinds kit kmsg kname kpti ksh kt kubectl kubelet
kubeletversion kubepods kubernetes kubevirt kvm kvm_amd kvm_guest_apic_eoi_write kvm_intel kvmapf kvmclock kvmkvmkvm kvmtool l2 l3 label lake lanes
languages large last late lateeoi latin1 launch layer lbt lbt_ lbt_arm lbt_mips lbt_x86 ld le left legacy length lenovo less level levels lewisburg li
lib lib64 libpod libvirt libx limit line lines link linked linkpath links linode linux linux_vserver list listed listing listings literals live
lkvmlkvmlkvm ll lleno llq lm lm3 lo load loaded loading loc local locale log logged logic logical logicalname logicalvolume lonehosts look looking
loongarch loongarch64 loongson loop lost low lpar lpar_dedicated lpar_shared lparcfg lpc lrpepyh ls lsb lsb_distrib_ lsblk lscpu lshw lsi lsi53
lsi53c1030 lsi53c810 lsi53c895a lsi_sas lsilogic lsilogicsas lsinitramfs lsisas lsisas1068 lsisas1078 lsmod lspci lspci_ lsscsi lt ltd lua lun lvm lx
lx86 lxc m1 mac macaddress macaddress_ macbook machdep machine machine_arch machine_model machine_name machinetypes macmini macos macpro magic
mainbus0 maj major maker mana mana_ managed manager manufacturer map mapper mapping mar mark markierungen marking mask mass master match matches
matisse max max_indirect_segments max_queues maximum may mb mconsole md mediatype medium megaraid megaraid_sas megasas mellanox meltdown mem mem_total
member memory meson meson_gxl message messages meta meta_data metadata metal mfi mfr mgmnt mhz mi mib micro microsft microsoft microsystems milan min
minor mips misc missing mitigations mlx4 mlx4_core mlx4_en mlx5 mlx5_ mlx5_async mlx5_comp mlx5_core mm mmc mmc_host mmcblk mmio mmu mobo modalias
mode model modes modify module modules monitor month month2 more motherboard mount mount_ mounted mountpoint mountpoints mounts mpath mpcore mpi mpr
mps mpt mpt2sas mpt3sas mptsas mptsas1068 mptspi mrsas msft msi msinfo32 msix msr msrs mt mt7921e mtdblock mtrrs multimedia multipart mv mvendorid na
name named nameless names nano native natively nbd nbsp ncpu ncr53c710 ncr53c90 nda ne ne1000 ne2000 ne2k ne2k_ ne2k_isa ne2k_pci neben needs neofetch
nested net netadapter netbsd netconnectionid netfront netkvm netvsc network networking never new next nexus nexus0 nfp ng ni nic nics nitro nix nixos
nnk nnvv no no_timer_check noapic node node_modules nodeinfo nodename nodes noformat nohz nolapic nomsi non none nonstop nonstop_tsc nopti nopv
nopvspin not notsc nov nox2apic nspawn ntfy nu nul null num num_cpus numa number numbers nutanix nutanix_ahv nv nvd nvme nvme_core nvmm object oc oci
ocid1 oct odel oem of ofcontroldomain off ohai ohai_time ol old omnios on one online only onprogress op open openbsd openbsdcards openbsdvmm58
openstack openvswitch openvz openvzhn operating operatingsystem operation or oracle oraclecloud orcl order origin os os_family osarch oscodename
osfinger osfullname osmajorrelease osrelease ostype other others otherwise ounting outer outline output overcommitted ovh ovhcloud ovirt ovmf p2m p3dn
p4de p5en packages packard page pages pagetable pairs panasonic papr para parallel parallels param parameter parameters paravirtual paravirtualized
parent parentbus parentdev part partition partition_id partitions parts pass passthrough pata pata_atiixp pata_legacy pata_sis path paths pattern
payload pc pchb pci pci1af4 pci_bus pci_class pci_id pci_slot_name pci_subsys_id pcib pciback pciconf pcid pcie pciehp pcieport pcifront pciide pcn
pcnet pcnet32 pct pdpe1gb pe per percpu permission permitted persistentdisk pf pge php phy phyp phys physfn physical physicaldisk physid pid piix
piix3 piix4 piix_ide pin pirq pit pks pku placeholder places plain platform pm pmc pmem pmu pn pnp pnpclass pnpdevice pnpdeviceid pod podcidr podman
point poll port possible posted pouch power powernv powerpc powerpc64 powerpc64le powervm powervm_lx86 ppc ppc64 ppc64le pq pr pre present
presentation preserve primaryownername printable priv privcmd privilege privileged privileges prl prls pro probe proc proc_ proc_1_ proc_1_cgroup
proc_1_environ proc_cmdline proc_cpuinfo proc_modules proc_mounts proc_partitions proc_timer_list process processes processeur processor processors
procfs prod product product_name product_uuid product_version productname profiler program projects proof proot properties protocol provided provider
providerid proxmox prtdiag ps pseries pti ptltd ptrace pu0 pull puppet pv pv32 pvbus pvbus0 pvclock pvdisk pvh pvhvm pvm pvscsi py pythonversion q35
qdisk qede qemu qemu_fw_cfg qemu_harddisk qemu_pseries qeth qeth_l2 qeth_l3 qm qnx qnxqvmbsqg quanta qubes query queue queues quiet quot quoted r8125
r8169 raid ram ranchu rank raptor raspberrypi raspberrypi_hwmon ratio ratiofrom raven raw razer rb rbd re read readable readarchive readcollected
readlink reads readtext real realtek realtime realtime_timestamp realview reboot red redhat reenlightenment ref refined reg reg_sz region registered
registering registers registry release released remapped remote removable remove renoir replace replaced replaces reports repos req reqs requests
requirements reseeded reservations resolution resources rest restore result rev rev_ rhel rhev rhv ring rip riscv riscv64 rivals rkt rl rm ro rocessor
rockchip rockchip_saradc role rom root rootfs rota route route_ row rows rpivid rpivid_mem rport rs rsdp rtc rtc_cmos rtl rtl8139 rtl8139c rtw88
rtw88_8822ce rule rules run running runs runtime rx s390 s390x s_context safe salt saltpath saltversion samp samsung saradc sas sata sata_mv sata_nv
sata_sil says saysof sb sbin scaleway sched scheduler score screenfetch scsi scsiadapter scsibus scsifront scss scw sd sdevice sdhci seabios sec
second seconds sed seen segments selections selector self semiconductor sensors sep serial serial_number serialnumber series server service
servicename services set setting settings setup sev sfc sh shadow shared shared_processor_mode shell shortest show showcmd showvminfo shpchp shstk
siblings sie sign signal signature sil silent sim single sis sis190 size skge skip sku sky sky2 slaves slice slop slot slots sm small smartpqi smb
smb_type_ smb_type_bios smb_type_system smbios smbiosbiosversion smccc smpboot sniff sniffed soc software sony sort sos sos_commands source span spapr
sparc64 sparse speaks specified speed spin spinlock sql sr sre sresresresre sriov srv1 ssd sse3 standard star starship start start_flags started
starting starts stat state static statichostname status steal stealtime step stepping stolen stop stopped storage storahci store stornvme storvsc
storvsc_host storvsc_host_t stream strike string strings strong stub sub subdevice subplatform subscription subsys subsys_ subsystem subsystem_device
subsystem_vendor subtype subvendor success successfully such sudo sun sunos sunrise sunxi sunxi_cir sup super support supported surface svendor svg
svga svm svn swap swift switch switched sx sym sym53c sym53c8xx symbols synic sys sys_vendor sysctl sysfs sysinfo syst system system32 system_profiler
system_type system_vendor systemd systemdiskcontroller systemfamily systeminfo systemmanufacturer systemproductname systems systemtype systemuuid
systemversion systemz sz t3a t4g table tables tag tail taken tap tape tar target tbody tcg tcgtcgtcgtcg tcsh td tdx tech technology temp tencent
terminal terminated tests text texts tg3 th that the thead then there thinkpad thinkpad_acpi this thp thread threads through tiger time timecounter
timeout timer timers times timestamp tlb to too tool toolstack top topology toshiba total total_memory totalphysicalmemory tr trace trademark tran
transfer transitional translated transparent transparent_hugepage transport tree trn true truncat truncated trusted trying ts tsc tt tulip tun two tx
txrx txt tyan type typed u0003 u0007 u001b uarch uas udevadm uefi uevent ufs uid ul umass uml uname uname_ unclassified under undriven unfold unknown
unless unloaded unmounted unnecessary unpacked unplug unplugged unprivileged unreadable unrecognised unsettled unspecified unstable up upcloud
uploading uptime usb use used user user_shstk users using usr usual utf utils uuid v1 v2p vagrantfile value var vbd vbd3 vbox vbox_harddisk vboxadd
vboxguest vboxmanage vboxvboxvbox vcpu vcpuop vcpus vd vdpa vector veinfo ven ven_ vendor vendor_id ver verdict versatile version veth vf vga vgaarb
vgic vh vhost vhostmd vi via vif vio vioblk viocon vioif viornd vioscsi viostor virq virsh virt virt_caps virtage virtcolor virtio virtio_balloon
virtio_blk virtio_mmio virtio_net virtio_pci virtio_pmem virtio_scsi virtionet virtual virtual_subtype virtualbox virtualization virtualization_role
virtualization_type virtualizationtype virtualized virtualmac virtualmachine virtualmachines virtualmachinescalesets virtualpc virtualscsi visible
vlan vlance vm vm00 vm_guest vmbus vmci vme vmid vmm vmmemctl vmpvscsi vmw vmw_balloon vmw_pvscsi vmw_vmci vmware vmware_virtual_
vmware_virtual_ide_hard_drive vmware_virtual_sata_hard_drive vmwarevmware vmwpvs vmx vmxnet vmxnet2 vmxnet3 vmxnet3ndis6 vnic volatile voll volume
vpci vps vr vrtual vs vscsi vserver vsyscall vt vtbd vtblk vtnet vtscsi vue vuefirelease vulnerabilities vultr vxid vz wait wasm wd wdt weak weather
wellsburg westmere wget what when which whole why win32nt windows wireless witch witched witching with within without withoutdevicemodel witness
wiwynn wl wm wmic wmiobject word words worst write wsl wsl1 wsl2 wwn x0 x00 x40000000 x5 x64 x86 x86_64 xbd xbf xcp xdf xe xen xen_ xen_acpi_processor
xen_blkfront xen_caps xen_commandline xen_emul_unplug xen_legacy_crash xen_major xen_msr_safe xen_netfront xen_no_vector_callback xen_nopv
xen_nopvspin xen_pciback xen_scheduler xen_timer_slop xen_version xenbus xenbusb xenbusb_front xenconsoled xenenterprise xenfeat xenfeat_dom0 xenfs
xenhvm xenlinux xennet xenpci xenpci0 xenserver xensource xensrc xenstore xenstored xentimer xenvbd xenvif xenvm xenvmmxenvmm xeon xfs xhci xl xl_info
xl_list xlarge xm xm_info xm_list xn xnf xpti xpvd xscale xserve xsos xspd xvd xxhash xz xzreadablestream yandex year yellow yield you ystem z1d zcat
zd zen zfcp zfs zgrep zone zram zsh zstd zvm zx
`
    .trim()
    .split(/\s/),
)

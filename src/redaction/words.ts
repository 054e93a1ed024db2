/**
 * Names that do not identify a machine: words of the field, users that distributions make, domains of projects and clouds.
 * They are never taken for a host, user or domain name that has to go.
 */
const WORDS: ReadonlySet<string> = new Set(
  `localhost localdomain local host hosts guest dom0 domu domain domain-0 xen kvm qemu linux debian ubuntu fedora centos redhat rhel suse opensuse
alpine arch gentoo amazon azure google microsoft hyperv hyper-v vmware virtualbox firecracker virtual machine server system kernel root none unknown
amd64 x86_64 aarch64 arm64 i386 i686 intel amd disk net console version name names hostname user users admin administrator null true false yes no
default example test default-string bridge static dynamic transient dhcp dhcp4 dhcp6 ipv4 ipv6 systemd udev init initrd initramfs boot grub log logs
dev proc sys run tmp var etc usr home opt mnt lib bin sbin data block class driver drivers device devices module modules bus pci virtio usb scsi ata nvme
network ethernet eth0 loop swap tty console vga serial on off auto the and for with from this that not set got new old error warning failed info notice
daemon service socket target mount path scope slice cpu memory node nodes pod pods container containers docker containerd kubepods lxc podman image
file files link text type value key state status start stop shell bash sudo http https ssh nfs smb iscsi ext4 ext3 xfs btrfs vfat http2 tcp udp
openstack nova ec2 gce oracle oci digitalocean alibaba aliyun openbsd freebsd netbsd windows darwin vagrant
january february march april may june july august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep oct nov dec
int long void char reg mem ram rom acpi apic bios uefi smbios dmi vbd vif xvda sda vda hda eth enp0s3 lo`.split(/\s+/),
)

/** Accounts that a distribution, an image or a package makes; they identify no more than the name of the system. */
const ACCOUNTS: ReadonlySet<string> = new Set(
  `root ubuntu ec2-user debian admin administrator centos fedora opc cloud-user rocky almalinux core vagrant user guest nobody daemon bin sys sync
games man lp mail news uucp proxy www-data backup list irc gnats systemd-network systemd-resolve systemd-timesync messagebus sshd syslog _apt tss
uuidd tcpdump landscape pollinate fwupd-refresh polkitd chrony dnsmasq libvirt-qemu qemu kvm postgres mysql redis nginx apache httpd git
runner jenkins builder build buildd mockbuild kbuild buildbot debian-kernel abuild nixbld makepkg linuxbrew shared public default all users
everyone system local localservice networkservice azureuser pi alpine arch archlinux gentoo suse tux test oracle cirros freebsd openbsd netbsd live
liveuser dm-devel linux-kernel lost+found user1 username name me you dom0 xen`.split(/\s+/),
)

/** Of projects, distributions, standards and clouds: what stands in kernel logs and documents of every machine. */
const PROJECT_DOMAIN: RegExp =
  /(?:^|\.)(?:kernel\.org|linux\.dev|linux\.it|linux\.org|linux-foundation\.org|debian\.org|debian\.net|ubuntu\.com|launchpad\.net|canonical\.com|redhat\.com|fedoraproject\.org|centos\.org|rockylinux\.org|almalinux\.org|suse\.(?:com|de)|opensuse\.org|archlinux\.org|alpinelinux\.org|gentoo\.org|nixos\.org|xen\.org|xenproject\.org|xenserver\.com|xcp-ng\.org|citrix\.com|qubes-os\.org|qemu\.org|libvirt\.org|linux-kvm\.org|proxmox\.com|vmware\.com|virtualbox\.org|oracle\.com|microsoft\.com|windows\.com|azure\.com|google\.com|googleapis\.com|gserviceaccount\.com|amazon\.com|amazonaws-blogs\.com|github\.com|github\.io|gitlab\.com|gcr\.io|k8s\.io|kubernetes\.io|quay\.io|docker\.(?:io|com)|freedesktop\.org|gnu\.org|intel\.com|linux\.intel\.com|amd\.com|nvidia\.com|mellanox\.com|nvmexpress\.org|w3\.org|ietf\.org|iana\.org|openssl\.org|openssh\.com|libssh\.org|samba\.org|sourceforge\.net|sf\.net|infradead\.org|lkml\.org|rfc-editor\.org|dmtf\.org|uefi\.org|acpica\.org|freebsd\.org|netbsd\.org|openbsd\.org|puppet\.com|puppetlabs\.com|chef\.io|ansible\.com|hashicorp\.com|vagrantup\.com|openstack\.org|cloud-init\.io|oraclevcn\.com|oraclecloud\.com|aliyun\.com|digitalocean\.com|isc\.org|mysql\.com|mariadb\.(?:com|org)|rsyslog\.com|systemd\.io|in-addr\.arpa|ip6\.arpa|invalid|localdomain6)$/i

/** Of everybody: what stands after a host's own name on any network, and on the clouds'. */
const SHARED_DOMAIN: RegExp =
  /^(?:(?:[a-z0-9-]+\.)?(?:ec2|compute)\.internal|(?:[a-z0-9-]+\.)?(?:compute(?:-1)?\.)?amazonaws\.com(?:\.cn)?|google\.internal|internal\.cloudapp\.net|cloudapp\.net|(?:svc\.)?cluster\.local|localdomain|local|internal|lan|home|home\.arpa|corp|intranet|private|novalocal|openstacklocal|default|arpa|(?:[a-z0-9-]+\.){0,4}example(?:\.(?:com|org|net))?)$/i

const known = (set: ReadonlySet<string>, text: string): boolean => set.has(text.toLowerCase())

export const isWord = (text: string): boolean => known(WORDS, text)
/** Names of devices and drivers: what a dictionary must never replace, as rules go by them. */
export const isDeviceName = (text: string): boolean =>
  /^(?:(?:eth|ens|eno|enp|enX|wlan|vif|tap|tun|br|virbr|docker|veth|bond|team|lo|sd|hd|vd|xvd|nvme|sr|md|dm-|loop|tty|ttyS|hvc|cpu|node|virtio|vport|pci|usb|ata|host|card|irq|dom|vm)[a-z]?\d{0,4}(?:[npsfd]\d{1,3}){0,4})$/i.test(
    text,
  )
/** Accounts of services begin with `_` on the BSDs and with `systemd-` on Linux. */
export const isAccount = (text: string): boolean =>
  known(ACCOUNTS, text) || /^(?:_|systemd-|gnome-initial|snap_|nm-|ceph|kube-)/.test(text)

/** Groups of every system, and words of sentences about accounts: what may stand where a user's name does and is none. */
const COMMON: ReadonlySet<string> = new Set(
  `wheel sudo docker libvirt libvirtd disk video audio input render plugdev dialout cdrom floppy adm staff utmp shadow kmem netdev lxd tape operator lpadmin scanner
bluetooth ssl-cert wireshark pulse pulse-access rtkit avahi colord gdm lightdm sddm geoclue usbmux saned speech-dispatcher whoopsie kernoops hplip nogroup nobody4 nslcd sssd
dovecot dovenull postfix postdrop mysql mariadb mongodb elasticsearch grafana prometheus influxdb rabbitmq zabbix nagios munin bind named unbound ntp ntpd openvpn strongswan
haproxy varnish squid tomcat jetty gitlab gitea minio consul vault etcd keystone glance cinder neutron nova swift heat trusted password account service session login logout user's
group groups member members owner owners anonymous authentication authenticated authorization invalid unknown illegal failed failure success successful required optional
sufficient requisite include substack and or not is was has had have been from by at to in on of for with without as it its this that these those the an any no all each every
both other same new old current existing local remote specified given only also already while when where which who what how if then else will would can cannot could should may
must shall does did do done using used use uses via per than into onto over under after before between during until since about against because but so such more most less
access allowed denied deny permit permitted locked unlocked disabled enabled expired changed changes change created deleted removed added set unset logged connected disconnected
process processes program programs command commands shell home directory name names id ids uid gid number value type mode level list table root's running started stopped
input output error errors warning message messages request response data info information details domain realm database schema role roles principal identity credentials
certificate key keys token tokens mapping mapped namespace namespaces space slice manager instance hidden public private global option options argument parameter file files
nvme nbd iscsi target initiator device devices memory cpu kernel module string integer boolean object array null undefined here there now never always yes none default defaults
count total limit limits quota max min first last next previous interactive noninteractive non-interactive plain crypted hashed hash sha512 sha256 md5 des blowfish tcp udp ssh2
normal standard custom basic advanced agent client server clients servers peer peers domainless builtin guests everyone's interactive batch dialup network iusr iis anyone someone
owner's group's others everybody somebody person people friend admin's manager's anaconda interactively prompts prompt context event events action actions defined available missing present absent empty blank`.split(
    /\s+/,
  ),
)
export const isCommon = (text: string): boolean => known(COMMON, text)
export const isProjectDomain = (text: string): boolean => PROJECT_DOMAIN.test(text)
export const isPublicDomain = (text: string): boolean => PROJECT_DOMAIN.test(text) || SHARED_DOMAIN.test(text)

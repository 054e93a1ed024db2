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
export const isAccount = (text: string): boolean => known(ACCOUNTS, text)
export const isProjectDomain = (text: string): boolean => PROJECT_DOMAIN.test(text)
export const isPublicDomain = (text: string): boolean => PROJECT_DOMAIN.test(text) || SHARED_DOMAIN.test(text)

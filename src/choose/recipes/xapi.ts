/** XCP-ng, XenServer, Qubes OS. Fields of a VM: https://docs.xenserver.com/en-us/xenserver/developer/xenserver-8/management-api/vm-lifecycle */
import { type Case, GUEST, type Recipe } from './model.ts'

const LIFECYCLE = 'https://docs.xenserver.com/en-us/xenserver/developer/xenserver-8/management-api/vm-lifecycle'
const PV32 = 'https://xcp-ng.org/blog/2022/01/17/removing-support-for-32-bit-pv-guests/'

export function xapi(c: Case): Recipe {
  const windows = c.fact('os') === 'windows'
  const template = windows ? 'Windows Server 2022 (64-bit)' : 'Debian Bookworm 12'
  const firmware = c.fact('firmware') === 'bios' ? 'bios' : 'uefi'
  return {
    title: c.outcome.title,
    parts: [
      {
        what: 'create a guest from an HVM template (xe template-list shows all)',
        language: 'sh',
        text: [
          `UUID=$(xe vm-install template="${template}" new-name-label=${GUEST})`,
          `xe vm-param-set uuid=$UUID HVM-boot-params:firmware=${firmware}`,
          'xe vm-memory-limits-set uuid=$UUID static-min=4GiB dynamic-min=4GiB dynamic-max=4GiB static-max=4GiB',
          'xe vm-param-set uuid=$UUID VCPUs-max=4',
          'xe vm-param-set uuid=$UUID VCPUs-at-startup=4',
          'xe vif-create vm-uuid=$UUID device=0 network-uuid=$(xe network-list bridge=xenbr0 --minimal)',
          'xe vm-cd-add uuid=$UUID cd-name="install.iso" device=3',
          'xe vm-start uuid=$UUID',
          '',
        ].join('\n'),
      },
      {
        what: 'drivers in the guest',
        language: 'text',
        text: windows
          ? 'Install the PV drivers (XCP-ng: Windows PV tools; XenServer: XenServer VM Tools for Windows), then restart.\n'
          : 'Nothing to install: the PV drivers are in the kernel. The guest agent (xe-guest-utilities) adds metrics only.\n',
      },
    ],
    see: [LIFECYCLE],
  }
}

export function xapiConvert(c: Case): Recipe {
  return {
    title: c.outcome.title,
    parts: [
      {
        what: 'take a snapshot of the VM first',
        language: 'sh',
        text: 'xe vm-snapshot uuid=$UUID new-name-label=before-hvm\n',
      },
      {
        what: 'in the PV guest: install a kernel that boots as HVM, and GRUB in the boot sector of the disk',
        language: 'sh',
        text: [
          'apt-get install linux-image-amd64 grub-pc   # or the equivalent of your distribution',
          'grub-install /dev/xvda',
          'update-grub',
          'poweroff',
          '',
        ].join('\n'),
      },
      {
        what: 'on the host: boot the guest as HVM',
        language: 'sh',
        text: [
          'xe vm-param-set uuid=$UUID PV-bootloader=""',
          'xe vm-param-set uuid=$UUID HVM-boot-policy="BIOS order"',
          'xe vm-param-set uuid=$UUID HVM-boot-params:order=c',
          'xe vm-start uuid=$UUID',
          '',
        ].join('\n'),
      },
      {
        what: 'to undo the change and boot as PV again',
        language: 'sh',
        text: ['xe vm-param-set uuid=$UUID HVM-boot-policy=""', 'xe vm-param-set uuid=$UUID PV-bootloader=pygrub', ''].join(
          '\n',
        ),
      },
    ],
    see: [LIFECYCLE, PV32],
  }
}

export function qubes(c: Case): Recipe {
  const mode = c.outcome.mode === 'pvh' ? 'pvh' : 'hvm'
  const hvm = mode === 'hvm'
  return {
    title: c.outcome.title,
    parts: [
      {
        what: 'create the qube in dom0',
        language: 'sh',
        text: [
          hvm
            ? `qvm-create --class StandaloneVM --label red ${GUEST}`
            : `qvm-create --class AppVM --template debian-12-xfce --label green ${GUEST}`,
          `qvm-prefs ${GUEST} virt_mode ${mode}`,
          ...(hvm ? [`qvm-prefs ${GUEST} kernel ''`, `qvm-prefs ${GUEST} memory 4096`, `qvm-prefs ${GUEST} maxmem 0`] : []),
          ...(c.fact('passthrough') === 'yes' ? [`qvm-pci attach --persistent ${GUEST} dom0:03_00.0`] : []),
          `qvm-start ${GUEST}`,
          '',
        ].join('\n'),
      },
    ],
    see: [
      'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py',
      'https://www.qubes-os.org/doc/standalones-and-hvms/',
    ],
  }
}

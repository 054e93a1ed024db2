/** EC2 by the AWS CLI. Commands: https://docs.aws.amazon.com/cli/latest/reference/ec2/ */

import { table } from '../../table.ts'
import type { Case, Generator, Part, Recipe } from './model.ts'

const CLI = 'https://docs.aws.amazon.com/cli/latest/reference/ec2/run-instances.html'
const REGISTER = 'https://docs.aws.amazon.com/cli/latest/reference/ec2/register-image.html'
const MODIFY = 'https://docs.aws.amazon.com/cli/latest/reference/ec2/modify-instance-attribute.html'
const MIGRATE =
  'https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-awssupport-migrate-xen-to-nitro.html'
const SRIOV = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html'

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
const sh = (what: string, ...all: readonly string[]): Part => ({ what, language: 'sh', text: lines(...all) })

const launch = (type: string, what = 'launch an instance', more = ''): Part =>
  sh(
    what,
    `aws ec2 run-instances --image-id $AMI --instance-type ${type} --key-name $KEY --subnet-id $SUBNET --security-group-ids $GROUP${more}`,
  )

const changeType = (type: string): Part =>
  sh(
    'change the instance type of the stopped instance (the root volume must be on EBS)',
    'aws ec2 stop-instances --instance-ids $INSTANCE',
    'aws ec2 wait instance-stopped --instance-ids $INSTANCE',
    'aws ec2 modify-instance-attribute --instance-id $INSTANCE --ena-support',
    `aws ec2 modify-instance-attribute --instance-id $INSTANCE --instance-type '{"Value": "${type}"}'`,
    'aws ec2 start-instances --instance-ids $INSTANCE',
  )

const bringDrivers: Part = sh(
  'first, in the instance: add both drivers to the initramfs and mount disks by UUID',
  'modinfo ena nvme                       # both drivers must be available; otherwise update the kernel',
  'printf \'add_drivers+=" ena nvme "\\n\' > /etc/dracut.conf.d/nitro.conf && dracut -f --regenerate-all   # Red Hat, SUSE, Amazon Linux',
  "printf 'ena\\nnvme\\n' >> /etc/initramfs-tools/modules && update-initramfs -u -k all                   # Debian, Ubuntu",
  "grep -nE '/dev/(xvd|sd)' /etc/fstab /etc/default/grub /boot/grub*/grub.cfg   # replace these names with UUID= (blkid shows it)",
)

const checkAttributes: Part = sh(
  'show the properties of the image',
  "aws ec2 describe-images --image-ids $AMI --query 'Images[].[VirtualizationType,EnaSupport,SriovNetSupport,BootMode,Architecture]'",
)

function make(title: string, parts: readonly Part[], see: readonly string[]): Recipe {
  return { title, parts, see }
}

const defaultNitro = (c: Case): string => c.type ?? (c.fact('arch') === 'arm64' ? 'm8g.large' : 'm8i.large')

const nitro: Generator = (c) => make(c.outcome.title, [checkAttributes, launch(defaultNitro(c))], [CLI])

const nested: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'list the instance types with nested virtualization in your region',
        "aws ec2 describe-instance-types --filters Name=processor-info.supported-features,Values=nested-virtualization --query 'InstanceTypes[].InstanceType' --output text",
      ),
      launch(
        c.type ?? 'm8i.large',
        'launch an instance with nested virtualization enabled in its CPU options',
        ' --cpu-options NestedVirtualization=enabled',
      ),
    ],
    [
      CLI,
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ProcessorInfo.html',
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CpuOptionsRequest.html',
    ],
  )

const metal: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'list the bare metal instance types in your region',
        "aws ec2 describe-instance-types --filters Name=bare-metal,Values=true --query 'InstanceTypes[].[InstanceType,SupportedBootModes[0]]' --output text",
      ),
      launch(c.type ?? 'm7i.metal-24xl'),
    ],
    [CLI],
  )

const fixDrivers: Generator = (c) =>
  make(
    c.outcome.title,
    [
      bringDrivers,
      changeType(defaultNitro(c)),
      sh(
        'or use the Systems Manager runbook of AWS, which works on a copy; this shows its parameters',
        "aws ssm describe-document --name AWSSupport-MigrateXenToNitroLinux --query 'Document.Parameters[].[Name,Description]' --output table",
      ),
    ],
    [MODIFY, MIGRATE],
  )

const convert: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'on a helper instance (HVM, same zone): copy the PV root to a partitioned disk. /dev/nvme1n1 is the PV root, /dev/nvme2n1 a new, larger volume',
        'parted -s /dev/nvme2n1 mklabel gpt mkpart bios 1MiB 3MiB set 1 bios_grub on mkpart root 3MiB 100%',
        'dd if=/dev/nvme1n1 of=/dev/nvme2n1p2 bs=4M conv=sparse,fsync status=progress',
        'e2fsck -f /dev/nvme2n1p2 && resize2fs /dev/nvme2n1p2',
        'mount /dev/nvme2n1p2 /mnt && for d in dev proc sys; do mount --bind /$d /mnt/$d; done',
        'chroot /mnt   # install kernel and grub-pc (GRUB 2) of the distribution, put UUID= into /etc/fstab, then:',
        '  grub-install /dev/nvme2n1 && update-grub && update-initramfs -u -k all   # Red Hat: grub2-install, grub2-mkconfig, dracut -f',
      ),
      sh(
        'register a new image as HVM, because the virtualization type of an image cannot be changed',
        'SNAP=$(aws ec2 create-snapshot --volume-id $VOLUME --query SnapshotId --output text)',
        'aws ec2 wait snapshot-completed --snapshot-ids $SNAP',
        'AMI=$(aws ec2 register-image --name from-pv --virtualization-type hvm --architecture x86_64 --ena-support \\',
        '  --root-device-name /dev/xvda --block-device-mappings "DeviceName=/dev/xvda,Ebs={SnapshotId=$SNAP}" --query ImageId --output text)',
      ),
      launch(defaultNitro(c), 'launch the new image'),
    ],
    [REGISTER, CLI],
  )

const boot: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'register the snapshot again for both boot modes (the disk needs an EFI partition and a BIOS boot loader)',
        "SNAP=$(aws ec2 describe-images --image-ids $AMI --query 'Images[0].BlockDeviceMappings[0].Ebs.SnapshotId' --output text)",
        'aws ec2 register-image --name both-boot-modes --virtualization-type hvm --architecture x86_64 --ena-support --boot-mode uefi-preferred \\',
        '  --root-device-name /dev/xvda --block-device-mappings "DeviceName=/dev/xvda,Ebs={SnapshotId=$SNAP}"',
      ),
      sh(
        'or list the instance types that boot by uefi',
        "aws ec2 describe-instance-types --filters Name=supported-boot-mode,Values=uefi --query 'InstanceTypes[].InstanceType' --output text",
      ),
    ],
    [REGISTER],
  )

const ena: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'enable ENA on the stopped instance',
        'aws ec2 stop-instances --instance-ids $INSTANCE',
        'aws ec2 wait instance-stopped --instance-ids $INSTANCE',
        'aws ec2 modify-instance-attribute --instance-id $INSTANCE --ena-support',
        'aws ec2 start-instances --instance-ids $INSTANCE',
      ),
      launch(c.from ?? 'r4.large', 'or launch a new instance'),
    ],
    [MODIFY],
  )

const vf82599: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'first, in the instance: check that the driver is available; without it the instance loses its network',
        'modinfo ixgbevf && lsmod | grep ixgbevf',
      ),
      sh(
        'enable SR-IOV on the stopped instance (HVM image, in a VPC)',
        'aws ec2 stop-instances --instance-ids $INSTANCE',
        'aws ec2 wait instance-stopped --instance-ids $INSTANCE',
        'aws ec2 modify-instance-attribute --instance-id $INSTANCE --sriov-net-support simple',
        'aws ec2 start-instances --instance-ids $INSTANCE',
      ),
      launch(c.from ?? 'c3.large', 'or launch a new instance from an image registered with --sriov-net-support simple'),
    ],
    [MODIFY, SRIOV],
  )

const plain: Generator = (c) =>
  make(c.outcome.title, [checkAttributes, launch(c.from ?? (c.fact('arch') === 'i386' ? 't2.small' : 't2.large'))], [CLI])

const pv: Generator = (c) =>
  make(
    c.outcome.title,
    [
      sh(
        'list your PV images',
        "aws ec2 describe-images --owners self --filters Name=virtualization-type,Values=paravirtual --query 'Images[].[ImageId,Name,KernelId]' --output text",
      ),
      launch(c.from ?? 'm3.medium'),
    ],
    [CLI, 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html'],
  )

export const ec2Recipes: Readonly<Record<string, Generator>> = table({
  'ec2-nitro': nitro,
  'ec2-nested': nested,
  'ec2-metal': metal,
  'ec2-fix-drivers': fixDrivers,
  'ec2-convert': convert,
  'ec2-boot': boot,
  'ec2-xen-ena': ena,
  'ec2-xen-82599': vf82599,
  'ec2-hvm': vf82599,
  'ec2-xen': plain,
  'ec2-pv': pv,
})

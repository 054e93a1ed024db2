/** Hypervisors and clouds with a few settings. */
import { table } from '../../table.ts'
import { type Generator, GUEST, type Part } from './model.ts'

const one = (what: string, language: Part['language'], ...lines: readonly string[]): Part[] => [
  { what, language, text: `${lines.join('\n')}\n` },
]

const vmware: Generator = (c) => {
  const pv = c.outcome.cells[3] === 'P'
  return {
    title: c.outcome.title,
    parts: one(
      pv
        ? `${c.fact('os') === 'windows' ? 'install VMware Tools in the guest' : 'check that the initramfs of the guest has both drivers'}; then power the VM off and set in its .vmx`
        : 'power the VM off and set in its .vmx',
      'text',
      `scsi0.present = "TRUE"`,
      `scsi0.virtualDev = "${pv ? 'pvscsi' : 'lsilogic'}"`,
      `ethernet0.present = "TRUE"`,
      `ethernet0.virtualDev = "${pv ? 'vmxnet3' : 'e1000e'}"`,
    ),
    see: ['https://kb.vmware.com/kb/1001805', 'https://kb.vmware.com/kb/1010398'],
  }
}

const hyperv: Generator = (c) => {
  const generation = c.outcome.short.endsWith('2') ? 2 : 1
  return {
    title: c.outcome.title,
    parts: one(
      'create and start the VM (PowerShell on the host)',
      'powershell',
      `New-VM -Name ${GUEST} -Generation ${generation} -MemoryStartupBytes 4GB -NewVHDPath C:\\VMs\\guest.vhdx -NewVHDSizeBytes 32GB -SwitchName External`,
      `Set-VMProcessor -VMName ${GUEST} -Count 4`,
      ...(generation === 2 && c.fact('os') !== 'windows'
        ? [`Set-VMFirmware -VMName ${GUEST} -SecureBootTemplate MicrosoftUEFICertificateAuthority`]
        : []),
      `Start-VM -Name ${GUEST}`,
    ),
    see: ['https://learn.microsoft.com/en-us/powershell/module/hyper-v/new-vm'],
  }
}

const azure: Generator = (c) => {
  const nvme = c.outcome.cells[3] === 'VH'
  return {
    title: c.outcome.title,
    parts: one(
      nvme
        ? 'create the VM with a size that supports NVMe, from a generation 2 image with the nvme driver'
        : 'create the VM with a size that has SCSI disks',
      'sh',
      `az vm create --resource-group $GROUP --name ${GUEST} --image $IMAGE --size ${nvme ? 'Standard_D4s_v6' : 'Standard_D4s_v5'} \\`,
      `  --accelerated-networking true ${nvme ? '--disk-controller-type NVMe ' : ''}--generate-ssh-keys`,
    ),
    see: [
      'https://learn.microsoft.com/cli/azure/vm',
      'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs',
    ],
  }
}

const gce: Generator = (c) => {
  const gvnic = c.outcome.short.endsWith('gVNIC')
  return {
    title: c.outcome.title,
    parts: one(
      'create the VM; its NIC type cannot be changed later',
      'sh',
      ...(gvnic ? ['gcloud compute images create with-gvnic --source-image $IMAGE --guest-os-features GVNIC'] : []),
      `gcloud compute instances create ${GUEST} --machine-type ${gvnic ? 'c3-standard-4' : 'n2-standard-4'} --image ${gvnic ? 'with-gvnic' : '$IMAGE'} \\`,
      `  --network-interface network=default,nic-type=${gvnic ? 'GVNIC' : 'VIRTIO_NET'}`,
    ),
    see: ['https://cloud.google.com/compute/docs/networking/using-gvnic'],
  }
}

const oci: Generator = (c) => {
  const mode = c.outcome.cells[4] === 'VH' ? 'NATIVE' : c.outcome.cells[4] === 'P' ? 'PARAVIRTUALIZED' : 'EMULATED'
  const imported = mode !== 'NATIVE'
  return {
    title: c.outcome.title,
    parts: one(
      imported ? 'import the image with the launch mode, then launch it' : 'launch a platform image; its launch mode is NATIVE',
      'sh',
      ...(imported
        ? [
            `oci compute image import from-object --compartment-id $COMPARTMENT --namespace $NAMESPACE --bucket-name $BUCKET --name ${GUEST}.qcow2 --launch-mode ${mode}`,
          ]
        : []),
      `oci compute instance launch --compartment-id $COMPARTMENT --availability-domain $AD --subnet-id $SUBNET --image-id $IMAGE --shape VM.Standard.E5.Flex --shape-config '{"ocpus": 2, "memoryInGBs": 8}'`,
    ),
    see: ['https://docs.oracle.com/en-us/iaas/Content/Compute/Tasks/importingcustomimagelinux.htm'],
  }
}

const alibaba: Generator = (c) => ({
  title: c.outcome.title,
  parts: one(
    'list the instance types of a family with their NVMe support, then launch one',
    'sh',
    "aliyun ecs DescribeInstanceTypes --InstanceTypeFamily ecs.g8i | jq '.InstanceTypes.InstanceType[] | [.InstanceTypeId, .NvmeSupport]'",
    'aliyun ecs RunInstances --RegionId $REGION --InstanceType ecs.g8i.large --ImageId $IMAGE --VSwitchId $SWITCH --SecurityGroupId $GROUP',
  ),
  see: ['https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-describeinstancetypes'],
})

const linode: Generator = (c) => ({
  title: c.outcome.title,
  parts: one(
    'set virt_mode in the configuration profile',
    'sh',
    'linode-cli linodes config-update $LINODE $CONFIG --virt_mode paravirt',
    'linode-cli linodes reboot $LINODE',
  ),
  see: ['https://www.linode.com/docs/guides/kvm-reference/'],
})

/** A customer has no toolstack: what is left is the choice of image and plan, and a question to the provider. */
const provider: Generator = (c) => ({
  title: c.outcome.title,
  parts: [
    ...(c.fact('on') === 'rackspace' ? rackspace(c).parts : []),
    ...one(
      'in the guest: show the virtual devices, and what the guest itself can change',
      'sh',
      'virtcolor',
      'virtcolor advise',
    ),
    ...(c.fact('on') === 'firecracker'
      ? []
      : one(
          'ask the provider this question',
          'text',
          'Which virtual disk and network devices does this plan have, and do other images or plans have paravirtual ones (virtio, Xen PV) or SR-IOV?',
        )),
  ],
  see: [],
})

const rackspace: Generator = (c) => ({
  title: c.outcome.title,
  parts: one(
    'choose an image whose name shows the mode',
    'sh',
    `nova image-list | grep -i "${c.outcome.mode === 'pv' ? '(PV)' : '(PVHVM)'}"`,
    `nova boot --image $IMAGE --flavor ${c.outcome.mode === 'pv' ? '4' : 'general1-2'} ${GUEST}`,
  ),
  see: ['https://support.rackspace.com/how-to/choosing-a-virtualization-mode-pv-versus-pvhvm/'],
})

export const cloudRecipes: Readonly<Record<string, Generator>> = table({
  vmware,
  hyperv,
  azure,
  gce,
  oci,
  alibaba,
  linode,
  rackspace,
  provider,
})

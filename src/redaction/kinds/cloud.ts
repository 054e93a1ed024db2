import { hex, isValue, type Kind } from '../kind.ts'
import { isWord } from '../words.ts'

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html: eight digits until 2016, seventeen since; those of eight need their prefix known. */
const EC2_PREFIXES =
  'i|ami|aki|ari|vol|snap|eni|eipalloc|eipassoc|eni-attach|vpc|vpce|vpce-svc|subnet|sg|sgr|acl|aclassoc|rtb|rtbassoc|igw|eigw|nat|vgw|cgw|vpn|tgw|tgw-attach|tgw-rtb|pcx|dopt|lt|fs|fsmt|fsap|r|sir|sfr|fleet|cr|h|hr|export-i|import-ami|import-snap|fl|pl|cvpn-endpoint|ipam|lgw|cagw|eice|pg|key|rtbl|bun|asn|mi|lb|d'

const tail = (n: number, length: number): string => hex(n, Math.min(12, length)).padStart(length, '0')

export const cloud: Kind = {
  what: 'cloud id',
  many: 'cloud ids',
  by: 'the same prefix, zeros, N; or `cloud-N`',
  places: [
    { id: 'EC2, seventeen digits', near: ['-'], at: /(?<![A-Za-z0-9])(?:[a-z]{1,12}-){1,2}[0-9a-f]{17}(?![0-9A-Za-z])/g },
    {
      id: 'EC2, eight digits',
      near: ['-'],
      at: new RegExp(`(?<![A-Za-z0-9-])(?:${EC2_PREFIXES})-[0-9a-f]{8}(?![0-9A-Za-z]|-[0-9a-f]{4}-)`, 'g'),
    },
    { id: 'EC2, volume as a serial', near: ['vol'], at: /(?<![A-Za-z0-9])vol(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9A-Za-z])/g },
    { id: 'EC2, escaped', near: ['\\x2d'], at: /(?<![A-Za-z0-9])[a-z]{1,8}\\x2d[0-9a-f]{17}(?![0-9A-Za-z])/g },
    { id: 'account in an ARN', near: ['arn:'], at: /(?<![a-z])arn:aws[a-z-]{0,12}:[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:(\d{12}):/g },
    {
      id: 'resource of an ARN',
      near: ['arn:'],
      at: /(?<![a-z])arn:aws[a-z-]{0,12}:[a-z0-9-]{1,30}:[a-z0-9-]{0,20}:\d{0,12}:([^\s"'<>,;]{1,200})/g,
    },
    {
      id: 'account by key',
      keys: 'account(?:[_-]?(?:id|number))?|owner[_-]?id|requester[_-]?id|owner[_-]?alias|payer[_-]?account',
      near: ['account', 'owner', 'requester'],
      word: true,
    },
    {
      id: 'account in words',
      keys: 'accountid|ownerid|account_id|owner_id',
      inWords: true,
      word: true,
      near: ['account', 'owner'],
    },
    { id: 'account in a host name', near: ['.dkr.ecr', '.signin.aws'], at: /(?<![0-9])(\d{12})\.(?:dkr\.ecr|signin\.aws)/g },
    {
      id: 'access key',
      near: ['akia', 'asia', 'aroa', 'aida'],
      at: /(?<![A-Z0-9])(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|AIPA)[A-Z0-9]{16,17}(?![A-Z0-9])/g,
    },
    {
      id: 'Azure and Google, in paths',
      near: [
        'resourcegroups/',
        'projects/',
        'instances/',
        'virtualmachines/',
        'scalesets/',
        'subscriptions/',
        'disks/',
        'interfaces/',
        'networks/',
        'subnetworks/',
        'serviceaccounts/',
        'instancegroupmanagers/',
      ],
      at: /\/(?:resourceGroups|virtualMachines|virtualMachineScaleSets|disks|networkInterfaces|virtualNetworks|subnets|publicIPAddresses|networkSecurityGroups|availabilitySets|storageAccounts|instances|networks|subnetworks|serviceAccounts|instanceGroupManagers|instanceGroups|instanceTemplates)\/([^\s"'/,;&?<>]{1,120})/gi,
    },
    { id: 'Google project in a path', near: ['projects/'], at: /(?<![a-z])projects\/([^\s"'/,;&?<>]{1,80})/gi },
    {
      id: 'Azure and Google, by key',
      keys: 'resource[_-]?group(?:[_-]?name)?|resource[_-]?id|vm[_-]?scale[_-]?set[_-]?name|subscription(?:[_-]?id)?|tenant(?:[_-]?id)?|vm[_-]?id|(?:numeric[_-]?)?project(?:[_-]?(?:id|number|name))?|placement[_-]?group[_-]?id|availability[_-]?set|storage[_-]?account',
      near: ['resource', 'scale', 'subscription', 'tenant', 'vm', 'project', 'placement', 'availability', 'storage'],
      word: true,
    },
    {
      id: 'instance by key',
      keys: 'instance[_-]?id|instance[_-]?uuid|v1\\.instance[_-]?id|droplet[_-]?id|droplet|server[_-]?id|linode[_-]?id|reservation[_-]?id|image[_-]?id|ami[_-]?id|kernel[_-]?id|ramdisk[_-]?id|fingerprint[_-]?id|realm[_-]?id|compartment[_-]?id|ds[_-]?instance|cluster[_-]?(?:id|name)|stack[_-]?name|(?:aws:)?auto_?scaling[:_]?group_?name|ec2_?instance_?id|volume[_-]?id|network[_-]?interface[_-]?id|security[_-]?groups?|iam[_-]?(?:role|instance[_-]?profile)',
      near: ['id', 'droplet', 'cluster', 'stack', 'scaling', 'security', 'iam', 'instance'],
      word: true,
    },
    { id: 'instance in words', keys: 'instance_?id|droplet_?id', inWords: true, word: true, near: ['instance', 'droplet'] },
    { id: 'number of an instance', near: ['"id"'], at: /"id"\s{0,4}:\s{0,4}"?(\d{6,20})(?!\d)/g },
    { id: 'metadata of GCE, by URL', near: ['/instance/', 'instance/id'], at: /\binstance\/id[ :=\n]{1,4}(\d{6,20})/g },
    {
      id: 'OCI',
      near: ['ocid1.'],
      at: /(?<![a-z0-9])ocid1\.[a-z0-9_-]{1,40}\.[a-z0-9-]{0,20}\.[a-z0-9-]{0,20}(?:\.[a-z0-9-]{0,20})?\.[a-z0-9]{6,100}/gi,
    },
    {
      id: 'Alibaba',
      near: ['-'],
      at: /(?<![A-Za-z0-9-])(?:i|d|m|s|sg|vpc|vsw|eni|eip|disk|lb|nat|ngw|vtb|rg|asg|ri|dh|ht|sp)-(?=[a-z0-9]{0,19}\d)[a-z0-9]{18,22}(?![A-Za-z0-9-])/g,
    },
    { id: 'OpenStack', near: ['instance-'], at: /(?<![A-Za-z0-9-])instance-[0-9a-f]{8}(?![0-9a-z-])/g },
    { id: 'reservation', near: ['r-'], at: /(?<![A-Za-z0-9-])r-[a-z0-9]{8}(?![a-z0-9-])/g },
    {
      id: 'organisations and requests of AWS',
      near: ['o-', 'ou-', 'sir-', 'ins-'],
      at: /(?<![A-Za-z0-9-])(?:o-[a-z0-9]{10}|ou-[a-z0-9]{4}-[a-z0-9]{8,32}|sir-[a-z0-9]{8}|ins-[a-z0-9]{8})(?![A-Za-z0-9-])/g,
    },
    {
      id: 'names of Azure',
      near: ['roleinstancename', 'mc_', 'aks-', '.cloudapp.azure'],
      at: /<RoleInstanceName>([^<\n]{1,120})<|(?<![\w-])(MC_[\w.()-]{1,200}|aks-[a-z0-9-]{1,40}-\d{8}-vmss\w{6})|(?<![\w.-])([a-z0-9-]{1,63})\.(?:[a-z0-9]{2,24}\.)?cloudapp\.azure\.com/g,
    },
    {
      id: 'names of Google',
      near: ['google', 'gcr.io/', 'pkg.dev/', 'project', 'gke-'],
      at: /(?:storage\.googleapis\.com\/|gcr\.io\/|pkg\.dev\/|--project[ =]|set project |(?:by-id\/|x2d)google-|0Google_PersistentDisk_|(?<![\w-])gke-)([a-z0-9][\w.-]{1,80})/g,
    },
    { id: 'IBM', near: ['crn:'], at: /(?<![a-z])crn:v1:[^\s"'<>,;]{8,300}/g },
  ],
  parts(value) {
    return [{ start: 0, end: value.length }]
  },
  read(text) {
    const value = text.trim()
    if (
      value.length < 3 ||
      !isValue(value) ||
      isWord(value) ||
      /^(?:self|aws|amazon|microsoft|default|instance|iid-datasource\w{0,10}|nocloud|\d{1,3})$/i.test(value)
    )
      return undefined
    return value.replace(/\\x2d/gi, '-')
  },
  make(n, thing) {
    if (/^(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|AIPA)[A-Z0-9]{16}$/.test(thing))
      return `${thing.slice(0, 4)}${tail(n, 16).toUpperCase()}`
    if (/^instance-[0-9a-f]{8}$/.test(thing)) return `instance-f0${hex(n, 6)}`
    const id = /^((?:[a-z]{1,12}-){1,2}|vol)([0-9a-f]{17}|[0-9a-f]{8})$/.exec(thing)
    if (id !== null) return `${id[1]}${tail(n, id[2]!.length)}`
    const ali = /^([a-z]{1,5}-)([a-z0-9]{18,22})$/.exec(thing)
    if (ali !== null) return `${ali[1]}${String(n).padStart(ali[2]!.length, '0')}`
    if (/^\d+$/.test(thing))
      return thing.length < 10 ? `9${String(n).padStart(12, '0')}` : String(n).padStart(thing.length, '0')
    const ocid = /^(ocid1\.[^.]*)\./.exec(thing)
    return ocid === null ? `cloud-${n}` : `${ocid[1]}...cloud-${n}`
  },
  bits: (thing) => (/-[0-9a-f]{8}$|^vol[0-9a-f]{8}$/.test(thing) ? 16 : /^\d{1,9}$/.test(thing) ? 20 : 28),
  isMade: (thing) =>
    /^instance-f0[0-9a-f]{6}$/.test(thing) ||
    /^(?!instance-)(?:(?:[a-z]{1,12}-){1,2}|vol)(?:0{8}[0-9a-f]{9}|0000[0-9a-f]{4})$/.test(thing) ||
    /^(?:ocid1\.\w*\.\.\.)?cloud-\d+$/.test(thing) ||
    /^[A-Z]{4}0{4}[0-9A-F]{12}$/.test(thing) ||
    /^[a-z]{1,5}-0{8}\d+$/.test(thing) ||
    /^(?:0000\d{6,}|90{5}\d{7})$/.test(thing),
  write: (to, as) => (/\\x2d/i.test(as) ? to.replaceAll('-', '\\x2d') : to),
  spellings: (thing) =>
    thing.length < 6 || (/^[a-z]+$/i.test(thing) && thing.length < 8) || /^\d{1,7}$/.test(thing)
      ? []
      : [
          thing.toLowerCase(),
          thing.toLowerCase().replaceAll('-', '\\x2d'),
          thing.toLowerCase().replaceAll('-', '_'),
          ...(/^vol-/.test(thing) ? [thing.replace('-', '')] : []),
          ...(/^vol[0-9a-f]/.test(thing) ? [thing.replace('vol', 'vol-')] : []),
        ],
}

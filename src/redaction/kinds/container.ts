import { hex, isValue, type Kind } from '../kind.ts'
import { isWord } from '../words.ts'

export const container: Kind = {
  what: 'container id',
  many: 'container and pod ids',
  by: 'digits that end in zeros, or container-N',
  places: [
    { id: 'sixty-four digits', at: /(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])/g },
    { id: 'after an escape', near: ['\\x2d'], at: /\\x2d([0-9a-f]{64})(?![0-9A-Za-z])/g },
    {
      id: 'cut, in a path',
      near: ['docker', 'containerd', 'libpod', 'crio', 'podman', 'lxc', 'garden', 'container'],
      at: /(?:docker|cri-containerd|containerd|libpod|crio|crio-conmon|podman|garden|container|containers|overlay-containers)[-/:]([0-9a-f]{12})(?![0-9A-Za-z])/g,
    },
    {
      id: 'by key',
      keys: 'container[ _-]?id|io\\.kubernetes\\.(?:pod|container)\\.(?:name|namespace|uid|hash)|pod[ _-]?(?:name|namespace|id|uid)|kubernetes[_.]pod_?name|k8s_pod_name|sandbox[ _-]?id|container[ _-]?name|containerid|podsandboxid',
      near: ['container', 'pod', 'sandbox'],
      word: true,
    },
    { id: 'names of kubelet', near: ['/pods/'], at: /\/pods\/([a-z0-9-]{1,63}_[a-z0-9.-]{1,100})_/g },
    { id: 'names of docker', near: ['k8s_'], at: /k8s_[a-z0-9.-]{1,63}_([a-z0-9.-]{1,253})_/g },
    { id: 'lxc', near: ['lxc'], at: /(?:^|[:/])lxc(?:\.payload|\.monitor)?[./]([A-Za-z0-9][\w.-]{1,63})/gm },
    {
      id: 'machine',
      near: ['machine-', 'machine.slice'],
      at: /machine-(?:qemu|lxc|nspawn)?\\x2d\d{1,6}\\x2d((?:[\w.-]|\\x2d){1,100})\.scope/g,
    },
    {
      id: 'nspawn',
      near: ['systemd-nspawn@', 'machine-'],
      at: /(?:systemd-nspawn@|(?<![\w-])machine-)(?!qemu|lxc)([A-Za-z](?:[\w.-]|\\x2d){2,60})\.(?:service|scope)/g,
    },
    { id: 'listed by docker', near: ['container '], at: /^([0-9a-f]{12,13})\s{2,}\S/gm },
    {
      id: 'listed pods',
      near: ['running', 'crashloop', 'pending'],
      at: /^(?:[a-z0-9-]{1,63}\s{1,20})?([a-z0-9][a-z0-9-]{1,200}-[a-z0-9]{5,10}(?:-[a-z0-9]{5})?)\s{1,20}\d{1,3}\/\d{1,3}\s{1,20}(?:Running|Pending|CrashLoop\w{0,10}|Completed|Error)/gm,
    },
    {
      id: 'layers of overlay2',
      near: ['overlay2/l/'],
      at: /overlay2\/l\/([A-Z0-9]{26})(?![A-Z0-9])/g,
    },
    {
      id: 'named to a command',
      near: ['docker', 'podman', 'crictl', 'nerdctl'],
      at: /(?:docker|podman|crictl|nerdctl) (?:inspect|exec|logs|stop|start|rm|kill|attach|top|stats|restart|wait|port)(?: -{1,2}[\w-]{1,20}){0,4} ([0-9a-f]{12,13})(?![0-9a-z])/g,
    },
    {
      id: 'folders of machines',
      near: ['/machines/', '/lxc/', 'containers/', 'virtual-machines/'],
      at: /\/(?:var\/lib\/machines|var\/lib\/lxc|lxd\/containers|storage-pools\/[\w-]{1,40}\/(?:containers|virtual-machines))\/([A-Za-z0-9][\w.-]{1,63})/g,
    },
    {
      id: 'pods by name',
      near: ['pod', '/containers/', '/ecs/'],
      at: /(?<![a-z])pods?(?:\/| ["'])([a-z0-9.-]{1,240}-[a-z0-9]{5})(?=["'\s:]|$)|\/containers\/([a-z0-9.-]{1,240})_[a-z0-9-]{1,63}_[a-z0-9-]{1,63}-[0-9a-f]{64}|\/ecs\/[0-9a-f]{32}\/([0-9a-f]{32}-\d{4,12})/gm,
    },
    {
      id: 'OpenVZ',
      near: ['ctid', 'veid', 'envid'],
      at: /(?<![a-z])(?:ctid|veid|envid)["']?\s{0,6}[:= ]\s{0,6}["']?(\d{3,10}|[0-9a-f-]{36})/gi,
    },
  ],
  read(text) {
    const value = text.trim()
    return value.length < 3 || !isValue(value) || isWord(value) || /^\d{1,2}$|^(.)\1*$|^(?:payload|monitor)/.test(value)
      ? undefined
      : value.replace(/\\x2d/g, '-')
  },
  make(n, thing) {
    if (/^[0-9a-f]{64}$/.test(thing)) return `${hex(n, 12)}${'0'.repeat(52)}`
    return /^[0-9a-f]{12}$/.test(thing) ? hex(n, 12) : `container-${n}`
  },
  bits: 32,
  isMade: (thing) => /^(?:0000[0-9a-f]{8}(?:0{52})?|container-\d+)$/.test(thing),
  write: (to, as) => (/\\x2d/.test(as) ? to.replaceAll('-', '\\x2d') : to),
  spellings: (thing) =>
    /^[0-9a-f]{64}$/.test(thing)
      ? [thing, thing.slice(0, 12)]
      : thing.length < 6 || isWord(thing)
        ? []
        : [thing.toLowerCase(), thing.toLowerCase().replaceAll('-', '\\x2d')],
}

import type { Probe } from '../model.ts'
import { signalAt, signalOf } from './say.ts'

/** What wraps the process that asks. Paths of control groups, as container managers name them. */
const GROUPS: readonly (readonly [has: string, pattern: () => RegExp, id: string])[] = [
  ['libpod', () => /libpod[-_/]/, 'podman'],
  ['/docker', () => /\/docker[-/][0-9a-f]{12,}|\/docker\//, 'docker'],
  ['/lxc', () => /\/lxc(?:\.payload)?[./]/, 'lxc'],
  ['kubepods', () => /kubepods/, 'kubernetes'],
  ['cri', () => /cri-containerd|crio-/, 'kubernetes'],
  ['/machine.slice', () => /\/machine\.slice\/systemd-nspawn/, 'systemd-nspawn'],
]

const files: Probe = {
  id: 'container-files',
  reads: ['.dockerenv', '.dockerinit', 'run/.containerenv', 'run/systemd/container', 'proc/vz/veinfo', 'proc/bc/0'],
  *look(tree) {
    if (tree.has('.dockerenv') || tree.has('.dockerinit'))
      yield signalOf(
        tree.has('.dockerenv') ? '.dockerenv' : '.dockerinit',
        'container.is',
        'docker',
        undefined,
        '(the file exists)',
      )
    const podman = tree.read('run/.containerenv')
    if (podman !== undefined)
      yield signalOf('run/.containerenv', 'container.is', 'podman', undefined, podman.split('\n')[0] || '(the file exists)')
    const named = tree.read('run/systemd/container')?.trim()
    if (named) yield signalOf('run/systemd/container', 'container.is', named)
    // /proc/vz is in guests and on the node alike; /proc/bc only on the node. https://wiki.openvz.org/Proc/vz
    if (tree.has('proc/vz/veinfo') && !tree.has('proc/bc/0'))
      yield signalOf('proc/vz/veinfo', 'container.is', 'openvz', undefined, '(the file exists)')
  },
}

const groups: Probe = {
  id: 'cgroup',
  reads: ['proc/self/cgroup', 'proc/1/cgroup'],
  accepts: (head) => /^\d+:[\w,=]*:\//.test(head),
  *read(document) {
    for (const [has, pattern, id] of GROUPS) {
      if (!document.text.includes(has)) continue
      const match = pattern().exec(document.text)
      if (match === null) continue
      yield signalAt(document, match.index, 'container.is', id)
      return
    }
  },
}

const init: Probe = {
  id: 'init-environment',
  reads: ['proc/1/environ'],
  *look(tree) {
    const text = tree.read('proc/1/environ')
    const match = text?.includes('container=') === true ? /(?:^|\0)container=([\w-]+)/.exec(text) : null
    if (match !== null) yield signalOf('proc/1/environ', 'container.is', match[1]!, undefined, `container=${match[1]}`)
  },
}

/** Linux-VServer gives every context but 0 and 1 an id. http://linux-vserver.org/ProcFS */
const vserver: Probe = {
  id: 'process-status',
  reads: ['proc/self/status'],
  *look(tree) {
    const text = tree.read('proc/self/status') ?? ''
    if (!text.includes('VxID') && !text.includes('s_context')) return
    const match = /^(?:VxID|s_context):\s*(\d+)$/m.exec(text)
    if (match !== null && Number(match[1]) > 1)
      yield signalOf('proc/self/status', 'container.is', 'linux-vserver', undefined, match[0])
  },
}

/** Illumos LX zones report a special kernel version; others report a special release, which src/evidence/kernel.ts reads. */
const kernels: Probe = {
  id: 'container-kernels',
  reads: ['proc/version'],
  *look(tree) {
    const version = tree.read('proc/version') ?? ''
    if (version.includes('BrandZ virtual linux'))
      yield signalOf('proc/version', 'container.is', 'illumos-lx', undefined, version.trim())
  },
}

export const container: readonly Probe[] = [files, groups, init, vserver, kernels]

import type { Probe } from '../model.ts'
import { signalAt, signalOf } from './say.ts'

/** /sys/hypervisor: https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-hypervisor-xen and drivers/xen/sys-hypervisor.c */
const FILES: readonly (readonly [path: string, signal: string])[] = [
  ['sys/hypervisor/type', 'hypervisor.type'],
  ['sys/hypervisor/guest_type', 'xen.guest-type'],
  ['sys/hypervisor/properties/features', 'xen.features'],
  ['sys/hypervisor/properties/capabilities', 'xen.capabilities'],
  ['sys/hypervisor/start_flags/initdomain', 'xen.initdomain'],
  ['sys/hypervisor/version/extra', 'xen.extra'],
  ['sys/hypervisor/uuid', 'xen.uuid'],
]

export const hypervisor: Probe = {
  id: 'sysfs-hypervisor',
  reads: [...FILES.map(([path]) => path), 'sys/hypervisor/version/major', 'sys/hypervisor/version/minor'],
  *look(tree) {
    for (const [path, name] of FILES) {
      const value = tree.read(path)?.trim()
      if (value !== undefined && value !== '') yield signalOf(path, name, value)
    }
    const major = tree.read('sys/hypervisor/version/major')?.trim()
    const minor = tree.read('sys/hypervisor/version/minor')?.trim()
    if (major && minor) {
      const extra = tree.read('sys/hypervisor/version/extra')?.trim() ?? ''
      yield signalOf('sys/hypervisor/version/minor', 'xen.version', `${major}.${minor}${extra}`)
    }
  },
}

/**
 * A features word on its own: eight hexadecimal digits, as XENVER_get_features gives them. Xen 4.19 defines bits up to 20, so the first two are
 * zero and the third is 0 or 1; any other eight digits may be a checksum. https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/features.h
 */
export const features: Probe = {
  id: 'xen-features',
  reads: [],
  accepts: (head) => /^\s*(?:0x)?00(?!0{6})[01][0-9a-f]{5}\s*$/i.test(head),
  *read(document) {
    const word = document.text.trim().replace(/^0x/i, '').toLowerCase()
    yield signalAt(document, document.text.search(/\S/), 'xen.features', word)
    yield signalAt(document, document.text.search(/\S/), 'hypervisor.type', 'xen')
  },
}

/** xenfs on /proc/xen. The directory alone proves nothing: some kernels create it, empty, on every machine. */
export const xenfs: Probe = {
  id: 'xenfs',
  reads: ['proc/xen/capabilities'],
  captured: ['proc/xen/xenbus', 'proc/xen/privcmd', 'proc/xen/balloon'],
  *look(tree) {
    const text = tree.read('proc/xen/capabilities')
    // An unprivileged domain has an empty file (drivers/xen/xenfs/super.c), but a capture that lost the line has one as well.
    if (text?.includes('control_d') === true)
      yield signalOf('proc/xen/capabilities', 'xen.domain', 'control_d', undefined, text.trim())
    for (const name of ['xenbus', 'privcmd', 'balloon', 'capabilities']) {
      if (tree.has(`proc/xen/${name}`)) yield signalOf(`proc/xen/${name}`, 'xen.fs', name)
    }
  },
}

/** Frontends on the xenbus: what the toolstack offers, whether or not a driver is bound. */
export const xenbus: Probe = {
  id: 'xenbus',
  reads: ['sys/bus/xen/devices/*'],
  captured: ['sys/bus/xen/drivers_probe', 'sys/bus/xen/drivers/*/bind'],
  *look(tree) {
    for (const name of tree.list('sys/bus/xen/devices')) yield signalOf(`sys/bus/xen/devices/${name}`, 'xen.frontend', name)
    for (const name of tree.list('sys/bus/xen/drivers')) yield signalOf(`sys/bus/xen/drivers/${name}`, 'xen.driver', name)
  },
}

import { join } from 'node:path'

const fixture = (name) => join('fixtures', name, 'evidence')

/** The pictures of the documents that the command line draws, in docs/images: the same bytes each time. */
export const PICTURES = [
  ['spectrum.svg', 'spectrum', fixture('xen-pvhvm')],
  ['spectrum-2017.svg', 'spectrum', '--layout', '2017', fixture('firecracker')],
  ['machine-xen-hvm.svg', fixture('xen-hvm')],
  ['ways.svg', 'ways', 'all', fixture('xen-pvhvm')],
  ['way-disk-read.svg', 'ways', 'disk-read', fixture('xen-pvhvm')],
]

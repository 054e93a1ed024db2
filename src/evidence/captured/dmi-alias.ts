import type { Document, Probe, Signal } from '../../model.ts'
import { signalAt } from '../say.ts'
import { boardOf } from './inventory.ts'

/**
 * The alias that the kernel makes of the names in the firmware, without their blanks: /sys/class/dmi/id/modalias, and what quotes it.
 * https://elixir.bootlin.com/linux/latest/source/drivers/firmware/dmi-id.c (get_modalias). Rules that match it have `*` in it.
 */
const ALIAS =
  /\bdmi:bvn([^:*?[\n]{0,64}):bvr([^:*?[\n]{0,80}):bd[^:*?[\n]{0,16}:(?:br[^:*\n]{0,16}:)?(?:efr[^:*\n]{0,16}:)?svn([^:*?[\n]{0,64}):pn([^:*?[\n]{0,80}):/

/** Names of virtual boards get their blanks back. */
const BLANKS: readonly (readonly [joined: RegExp, apart: string])[] = [
  [/^HVMdomU$/, 'HVM domU'],
  [/^(Microsoft)(Corporation)$/, '$1 $2'],
  [/^VirtualMachine$/, 'Virtual Machine'],
  [/^Standard ?PC\((\w+)\+(\w+),(\d+)\)$/, 'Standard PC ($1 + $2, $3)'],
  [/^AmazonEC2$/, 'Amazon EC2'],
  [/^GoogleComputeEngine$/, 'Google Compute Engine'],
  [/^innotekGmbH$/, 'innotek GmbH'],
  [/^AlibabaCloud$/, 'Alibaba Cloud'],
  [/^(Apple)(Inc\.)$/, '$1 $2'],
  [/^Hyper-VUEFIRelease/, 'Hyper-V UEFI Release '],
]
const apart = (name: string): string => BLANKS.reduce((text, [joined, words]) => text.replace(joined, words), name.trimEnd())

function* read(document: Document): Generator<Signal> {
  const alias = ALIAS.exec(document.text)
  if (alias === null) return
  const { index } = alias
  const [bios, version, vendor, product] = alias.slice(1).map((name) => ({ value: apart(name), index }))
  yield* boardOf(document, {
    sys_vendor: vendor!,
    product_name: product!,
    bios_vendor: bios!,
  })
  if (version!.value !== '') yield signalAt(document, index, 'dmi.bios_version', version!.value)
}

export const dmiAlias: Probe = {
  id: 'dmi-alias',
  amid: true,
  reads: [],
  captured: ['sys/class/dmi/id/modalias', 'sys/devices/virtual/dmi/id/modalias'],
  accepts: (head) => head.includes('dmi:bvn') && ALIAS.test(head),
  read,
}

import type { DeclaredModel } from '../model.ts'
import { DEVICES } from './list.ts'

/** Built on first use; only definitions need it. */
let models: ReadonlyMap<string, DeclaredModel> | undefined

/** All models that a definition may name, by class and name in lower case. */
export function allDeclaredModels(): ReadonlyMap<string, DeclaredModel> {
  models ??= new Map(
    DEVICES.flatMap((device) =>
      (device.declared ?? []).flatMap(({ names, driver = device.driver, kinds = device.kinds, says }) =>
        names
          .split(' ')
          .map((name) => [`${device.class} ${name.toLowerCase()}`, { class: device.class, driver, kinds, says }] as const),
      ),
    ),
  )
  return models
}

/** virtio devices come in as many spellings as there are buses: `virtio-net-pci`, `-ccw`, `-device`, `-pci-non-transitional`, `virtio`. */
const virtioOf = (name: string): RegExpExecArray | null =>
  /^(virtio-(?:net|blk|scsi)|vhost-user-blk|vhost-scsi)(?:-pci|-ccw|-device)?(?:-(?:non-)?transitional)?$/i.exec(name)

/** The row of a model as a definition names it, or undefined where it is no disk or network device that is known. */
export function declaredModel(of: 'disk' | 'net', name: string): DeclaredModel | undefined {
  const known = allDeclaredModels().get(`${of} ${name.toLowerCase()}`)
  if (known !== undefined) return known
  const virtio = virtioOf(name)
  if (virtio !== null) return allDeclaredModels().get(`${of} ${virtio[1]!.toLowerCase()}`)
  if (/^virtio(?:-(?:non-)?transitional)?$/i.test(name))
    return allDeclaredModels().get(of === 'net' ? 'net virtio-net' : 'disk virtio-blk')
  return undefined
}

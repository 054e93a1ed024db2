import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/**
 * The answer of EC2's metadata service to `meta-data/instance-type`, where the command above it asks for that. OpenStack answers the same
 * question with the name of a flavour, some of which (`m1.small`) are also types of EC2, so that those name no platform.
 * https://docs.openstack.org/nova/latest/user/metadata.html
 */
const TYPE =
  /^([a-z]{1,4}\d{1,2}[a-z]{0,4}(?:-\w{1,8})?\.(?:nano|micro|small|medium|large|\d{0,3}xlarge|metal(?:-\d{1,3}xl)?))(?:\[?[\w.-]{1,64}@.{0,200})?$/

export const ec2Type: Probe = {
  id: 'ec2-type',
  reads: [],
  captured: [],
  // `ec2-metadata` prints all of it, each with its name.
  words: ['instance-type: '],
  accepts: (head) => /^instance-type: \S/m.test(head) && /^(?:ami-id|ami-launch-index|instance-id): \S/m.test(head),
  *read(document) {
    const listed = /^instance-type: (\S{4,32})\s*$/m.exec(document.text)
    const type = TYPE.exec((listed?.[1] ?? document.text.slice(0, 1_000)).trim())?.[1]
    if (type === undefined) return
    const index = listed?.index ?? document.text.search(/\S/)
    yield signalAt(document, index, 'ec2.type', type)
    if (type.startsWith('m1.')) return
    yield signalAt(document, index, 'platform.named', 'aws')
    if (/\.metal/.test(type)) yield signalAt(document, index, 'ec2.metal', 'true')
  },
}

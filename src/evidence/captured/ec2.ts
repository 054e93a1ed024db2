import type { Document, Probe, Signal } from '../../model.ts'
import { at, dig, objectOf, text } from './json.ts'

/**
 * What EC2 says of an instance, a type or an image, and what its metadata service says from inside (the instance identity document).
 * `Hypervisor` counts in DescribeInstanceTypes only: DescribeInstances and DescribeImages say `xen` for Nitro too.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html
 */
const LISTS: readonly {
  readonly keys: readonly string[]
  readonly facts: readonly (readonly [signal: string, key: string])[]
}[] = [
  {
    keys: ['InstanceTypes'],
    facts: [
      ['ec2.hypervisor', 'Hypervisor'],
      ['ec2.metal', 'BareMetal'],
      ['ec2.type', 'InstanceType'],
    ],
  },
  {
    keys: ['Reservations', 'Instances'],
    facts: [
      ['ec2.virtualization', 'VirtualizationType'],
      ['ec2.type', 'InstanceType'],
      ['arch', 'Architecture'],
    ],
  },
  {
    keys: ['Images'],
    facts: [
      ['ec2.virtualization', 'VirtualizationType'],
      ['arch', 'Architecture'],
    ],
  },
]

/** The metadata service's own document: no answer about the hypervisor, only which type in which region. */
const IDENTITY: readonly (readonly [signal: string, key: string])[] = [
  ['ec2.type', 'instanceType'],
  ['arch', 'architecture'],
]

/** The only element of nested lists; undefined where there are several, which are several machines. */
function only(object: unknown, keys: readonly string[]): unknown {
  let value = object
  for (const key of keys) {
    const list = dig(value, key)
    if (!Array.isArray(list) || list.length !== 1) return undefined
    value = list[0]
  }
  return value
}

function* answers(document: Document): Generator<Signal> {
  const object = objectOf(document)
  if (object === undefined) return
  if (dig(object, 'instanceType') !== undefined) {
    yield* facts(document, object, IDENTITY)
    return
  }
  for (const { keys, facts: wanted } of LISTS) {
    const one = only(object, keys)
    if (one !== undefined) yield* facts(document, one, wanted)
  }
}

function* facts(document: Document, one: unknown, wanted: readonly (readonly [string, string])[]): Generator<Signal> {
  let proof: Signal['proof'] | undefined
  for (const [name, key] of wanted) {
    for (const signal of at(document, dig(one, key), name, undefined, key)) {
      proof ??= signal.proof
      // `arm64_mac` and `x86_64_mac` are no machines that rules know.
      if (name === 'arch') yield { ...signal, value: signal.value.replace('arm64', 'aarch64') }
      else yield signal
    }
  }
  if (proof === undefined) return
  const type = text(dig(one, 'InstanceType') ?? dig(one, 'instanceType'))
  if (type !== undefined && /\.metal(?:-\d+xl)?$/.test(type)) yield { name: 'ec2.metal', value: 'true', proof }
  yield { name: 'platform.named', value: 'aws', proof }
}

export const ec2: Probe = {
  id: 'ec2',
  reads: [],
  words: ['Reservations', 'InstanceTypes', 'Images', 'instanceType'],
  accepts: (head) =>
    /^\s*\{/.test(head) &&
    (/"(?:Reservations|InstanceTypes|Images)"\s*:\s*\[/.test(head) ||
      (/"instanceType"\s*:/.test(head) && /"(?:accountId|imageId|region)"\s*:/.test(head))),
  read: answers,
}

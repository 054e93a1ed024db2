/** The EC2 catalogue as facts. */
import type { InstanceType } from '../catalog/model.ts'
import type { Fact } from './model.ts'

/** The last year for which the AMI matrix of 2015 gives the image types that a type supports. */
const MATRIX_UNTIL = 2016

/**
 * What a type settles, as of a year.
 * @param asOf day of the catalogue, for the words of where a fact comes from
 */
export function factsOfType(type: InstanceType, year: number, asOf: string): Map<string, Fact> {
  const from = `EC2 catalogue ${asOf}, ${type.type}`
  const then = year <= MATRIX_UNTIL ? type.virtualization2015 : undefined
  const takes = then ?? type.virtualization
  const facts = new Map<string, Fact>()
  const say = (id: string, value: string, where = from): void => void facts.set(id, { values: [value], from: where })
  say('on', 'ec2')
  say('ec2', type.type)
  say('type-hypervisor', type.hypervisor)
  say('type-hvm', takes.includes('hvm') ? 'yes' : 'no', then === undefined ? from : `${from}: AMI matrix of 2015`)
  say('type-pv', takes.includes('paravirtual') ? 'yes' : 'no', then === undefined ? from : `${from}: AMI matrix of 2015`)
  if (type.boot !== undefined) say('type-boot', type.boot.length === 2 ? 'both' : type.boot[0]!)
  say(
    'type-arch',
    type.arch.some((a) => a.endsWith('_mac'))
      ? 'mac'
      : type.arch.includes('arm64')
        ? 'arm64'
        : type.arch.includes('i386')
          ? 'i386+x86_64'
          : 'x86_64',
  )
  // ENA came in mid-2016: in the years of the article only the 82599 counts.
  say('sriov', type.ixgbevf || (year > MATRIX_UNTIL && type.ena !== 'unsupported') ? 'yes' : 'no')
  return facts
}

/** Why a type cannot be asked about as of a year, when it cannot. */
export function tooEarly(type: InstanceType, year: number): string | undefined {
  if (type.launch === undefined || type.launchBy === true || Number(type.launch.slice(0, 4)) <= year) return undefined
  return `${type.type} did not exist in ${year}: it was launched in ${type.launch}`
}

/** Where to move an instance: a listed Nitro type of the same series that has at least as much of everything. */

import { table } from '../table.ts'
import type { BootMode, InstanceType } from './model.ts'

/** Series whose letter changed meaning or was given up; all others keep their letter. */
const SERIES: Readonly<Record<string, string>> = table({
  cc1: 'c',
  cc2: 'c',
  cg1: 'g',
  cr1: 'r',
  m2: 'r',
  hi1: 'i',
  hs1: 'd',
  h1: 'd',
  x1: 'x',
  x1e: 'x',
  g3s: 'g',
})

interface Name {
  readonly series: string
  readonly generation: number
  /** What follows the generation: `a`, `gd`, `-flex`. */
  readonly traits: string
}

function nameOf(family: string): Name | undefined {
  const match = /^([a-z]+)(\d+)([a-z-]*)$/.exec(family)
  if (match === null) return undefined
  return { series: SERIES[family] ?? match[1]!, generation: Number(match[2]), traits: match[3]! }
}

export interface Successor {
  readonly type: InstanceType
  readonly why: string
}

/** Traits that name only the processor vendor: they do not matter for the successor of a type without traits. */
const PLAIN = /^[ai]?$/

/** Replacement series if the series has no type of that size: the largest dense HDD type is smaller than h1's. */
const INSTEAD: Readonly<Record<string, string>> = table({ d: 'i' })

/**
 * The nearest listed Nitro type: with as many vCPUs, else with a few less, else of the next series. Undefined if none fits.
 * @param boot the image's boot mode; unset means legacy-bios on x86
 */
export function successorOf(from: InstanceType, types: readonly InstanceType[], boot?: BootMode): Successor | undefined {
  const old = nameOf(from.family)
  if (old === undefined) return undefined
  const instead = INSTEAD[old.series]
  const best =
    bestOf(from, old.series, 1, types, boot) ??
    bestOf(from, old.series, A_FEW_LESS, types, boot) ??
    (instead === undefined ? undefined : bestOf(from, instead, 1, types, boot))
  if (best === undefined) return undefined
  return {
    type: best.type,
    why: `newest listed ${best.name.series} series on Nitro with ${best.type.vcpus! < (from.vcpus ?? 0) ? 'nearly' : 'at least'} ${from.vcpus ?? '?'} vCPU${from.vcpus === 1 ? '' : 's'} and about ${gib(from.memoryMib)} GiB`,
  }
}

interface Fit {
  readonly type: InstanceType
  readonly name: Name
}

function bestOf(
  from: InstanceType,
  series: string,
  share: number,
  types: readonly InstanceType[],
  boot: BootMode | undefined,
): Fit | undefined {
  const arch = from.arch.includes('arm64') ? 'arm64' : 'x86_64'
  const needs = boot ?? (arch === 'arm64' ? 'uefi' : 'legacy-bios')
  const store = series === 'i' || series === 'd'
  const fits = types.flatMap((type) => {
    const name = nameOf(type.family)
    if (name === undefined || name.series !== series || type.hypervisor !== 'nitro' || type.status !== 'listed') return []
    if (!type.arch.includes(arch) || type.currentGeneration === false || type.boot?.includes(needs) === false) return []
    if (type.vcpus === undefined || type.memoryMib === undefined) return []
    if (type.vcpus < (from.vcpus ?? 0) * share || type.memoryMib < (from.memoryMib ?? 0) * LITTLE_LESS) return []
    if (store && type.instanceStore !== true) return []
    const plain = PLAIN.test(name.traits) || store
    return [{ type, name, plain, sameMaker: type.cpu === (from.cpu ?? 'Intel') }]
  })
  fits.sort(
    (a, b) =>
      Number(b.plain) - Number(a.plain) ||
      b.name.generation - a.name.generation ||
      Number(b.sameMaker) - Number(a.sameMaker) ||
      a.type.vcpus! - b.type.vcpus! ||
      a.type.memoryMib! - b.type.memoryMib! ||
      (a.type.type < b.type.type ? -1 : 1),
  )
  return fits[0]
}

/** The largest d2 has 36 vCPUs, the largest d3 has 32. */
const A_FEW_LESS = 0.88

/** Old sizes have odd amounts of memory (3.75, 7.5, 15, 30.5 GiB): a type with 5 % less serves as well. */
const LITTLE_LESS = 0.95

const gib = (mib: number | undefined): string => (mib === undefined ? '?' : String(Math.round(mib / 102.4) / 10))

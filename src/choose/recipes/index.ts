import { table } from '../../table.ts'
import { cloudRecipes } from './clouds.ts'
import { ec2Recipes } from './ec2.ts'
import { kvm } from './kvm.ts'
import type { Case, Generator, Recipe } from './model.ts'
import { qubes, xapi, xapiConvert } from './xapi.ts'
import { xl } from './xl.ts'

/** The article's HVM and PV outcomes are reached on several platforms. */
const byPlatform =
  (onEc2: string): Generator =>
  (c) => {
    const on = c.fact('on')
    if (on === 'ec2') return RECIPES[onEc2]!(c)
    if (on === 'rackspace') return RECIPES['rackspace']!(c)
    if (on === 'xcp-ng' || on === 'xenserver') return xapi(c)
    return xl(c)
  }

/** Recipes by the name that an outcome gives. */
export const RECIPES: Readonly<Record<string, Generator>> = table({
  xl,
  xapi,
  'xapi-convert': xapiConvert,
  qubes,
  'libvirt-kvm': kvm,
  hvm: byPlatform('ec2-xen'),
  pv: byPlatform('ec2-pv'),
  ...ec2Recipes,
  ...cloudRecipes,
})

/** How to get to an outcome, complete for the case at hand. */
export function recipeFor(c: Case): Recipe {
  return RECIPES[c.outcome.recipe]!(c)
}

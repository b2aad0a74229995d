import { button, form, href, type Html, note } from '@lanyard/ui'
import { pages } from '../../messages/en/pages.ts'
import { regions } from '../../messages/en/regions.ts'
import type { Deployment, Module } from '../../catalogue/modules/module.ts'
import { routes } from '../routes.ts'
import type { ModuleSetting } from './module-settings.ts'

const words = pages.wrongRegion

/** Whose module URL it is: the organization's, or the viewer's own. */
export type UrlOwner = 'own' | 'organization'

/** A module URL that points to another deployment than the one that the organization is connected to (A11). */
interface WrongRegion {
  readonly module: Module
  readonly chosen: Deployment
  readonly connected: Deployment
  /** Which settings are wrong; the viewer can repair each of them. */
  readonly whose: readonly [UrlOwner, ...UrlOwner[]]
}

/** What is wrong with one module, of the settings that the person who looks can repair. */
function findWrongRegion(
  { module, connected, ofOrganization, own }: ModuleSetting,
  repairable: readonly UrlOwner[],
): WrongRegion | null {
  if (connected === null) return null
  const chosen: Record<UrlOwner, Deployment | null> = { own: own ?? ofOrganization, organization: ofOrganization }
  const isWrong = (whose: UrlOwner): boolean => (chosen[whose]?.id ?? connected.id) !== connected.id
  const [first, ...others] = repairable.filter(isWrong)
  const wrong = first === undefined ? null : chosen[first]
  if (first === undefined || wrong === null) return null
  return { module, chosen: wrong, connected, whose: [first, ...others] }
}

/** Each problem, with one press for each setting that mends it. */
export function wrongRegionNotes(
  settings: readonly ModuleSetting[],
  { repairable }: { readonly repairable: readonly UrlOwner[] },
): readonly Html[] {
  return settings.flatMap((setting) => {
    const problem = findWrongRegion(setting, repairable)
    return problem === null ? [] : [wrongRegionNote(problem)]
  })
}

function wrongRegionNote({ module, chosen, connected, whose }: WrongRegion): Html {
  const home = regions[connected.region]
  return note({
    kind: 'warning',
    text: words[whose[0]].problem(module.name, regions[chosen.region], home),
    actions: whose.map((setting) =>
      form({
        action: href(REPAIRS[setting]),
        fields: { module: module.id },
        layout: 'inline',
        children: button({ label: words[setting].repair(module.name, home) }),
      }),
    ),
  })
}

const REPAIRS = {
  own: routes.profileSettings.repairModuleUrl,
  organization: routes.adminSettings.repairModuleUrl,
} as const

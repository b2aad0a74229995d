import { button, type Check, checks, form, type Html, href, linkButton, panel } from '@lanyard/ui'
import type { Context } from 'hono'
import { DAY } from '../../clock.ts'
import { findFirstSteps } from '../../connections/launcher/find-first-steps.ts'
import type { Tile } from '../../connections/launcher/tile.ts'
import { pages } from '../../messages/en/pages.ts'
import { isActiveMaster } from '../../people/members/member.ts'
import { keepCookie, readCookie } from '../own-cookie.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { Viewer, ViewerEnv } from '../viewer.ts'

const words = pages.firstSteps

/** Of the browser: it hides a list of links, and decides nothing. */
const COOKIE = { name: 'lanyard_hub_first_steps', lifetime: 365 * DAY }

/** What a new master does first. A member sees none of it, and a master none once all is done. */
export async function firstSteps(c: Context, site: Site, viewer: Viewer, tiles: readonly Tile[]): Promise<Html | null> {
  const { member } = viewer
  if (!isActiveMaster(member) || readCookie(c, site, COOKIE) === member.id) return null
  const { hasRecoveryCodes, isConnected, toConnect, hasInvited, hasLinked } = await findFirstSteps(
    site.hub,
    member,
    tiles,
  )
  const { adminSettings, profileSettings } = routes
  const steps = [
    step(words.codes, hasRecoveryCodes, href(profileSettings.security)),
    !isConnected && toConnect !== null
      ? step(words.connect(toConnect.name), false, href(routes.launch, { module: toConnect.id }))
      : step(words.connected, isConnected, href(adminSettings.connections)),
    step(words.invite, hasInvited, href(adminSettings.members)),
    step(words.linked, hasLinked, href(adminSettings.members)),
  ]
  if (steps.every(({ kind }) => kind === 'good')) return null
  const hide = form({ action: href(routes.hideFirstSteps), layout: 'inline', children: button({ label: words.hide }) })
  return panel({ heading: words.title, children: checks(steps), actions: hide })
}

export function hideFirstSteps(c: Context<ViewerEnv>, site: Site): Response {
  keepCookie(c, site, COOKIE, c.var.viewer.member.id)
  return c.redirect(href(routes.home), 303)
}

function step(label: string, isDone: boolean, address: string): Check {
  if (isDone) return { kind: 'good', label, spoken: words.done }
  return { kind: 'neutral', label, spoken: words.open, action: linkButton({ label: words.go, href: address }) }
}

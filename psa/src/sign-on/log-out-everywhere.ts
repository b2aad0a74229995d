import { button, form, type Html, href } from '@lanyard/ui'
import { connectRoutes } from '../web/routes.ts'
import type { Site } from '../web/site.ts'

/** Ends the session at the hub with one press, and with it what was opened from there (P23). */
export function logOutEverywhere({ words }: Pick<Site, 'words'>): Html {
  const label = words.signOn.logOut.everywhere
  return form({ action: href(connectRoutes.logOut), layout: 'inline', children: button({ label }) })
}

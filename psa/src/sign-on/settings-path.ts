import { href } from '@lanyard/ui'
import { routes } from '../web/routes.ts'
import type { Site } from '../web/site.ts'

/** The address of the admin's page; its last segment is the hub's name in the brand's words. */
export function settingsPath({ suite }: Pick<Site, 'suite'>): string {
  return href(routes.hubSettings, { hub: suite.hub.path })
}

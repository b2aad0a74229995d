import type { Hono } from 'hono'
import { languageOf } from '../language-of.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireMember } from '../viewer.ts'
import { activityPage } from './activity-page.ts'
import { listActivity } from './list-activity.ts'

/** What happened to a person's account lately, for them to find what they did not do. */
export function addActivity(app: Hono<SiteEnv>, site: Site): void {
  app.get(routes.profileSettings.activity, requireMember(site), async (c) => {
    const { account } = c.var.viewer
    const before = c.req.query('before') ?? ''
    const { rows, older } = await listActivity(site.hub, { account: account.id, before, hubName: site.brand.name })
    const view = { language: languageOf(account), rows, older, isFirst: before === '' }
    return sendProfilePage(c, site, { main: activityPage(view), width: 'table' })
  })
}

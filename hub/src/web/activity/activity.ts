import type { Context } from 'hono'
import { languageOf } from '../language-of.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { activityPage } from './activity-page.ts'
import { listActivity } from './list-activity.ts'

/** What happened to a person's account lately, for them to find what they did not do. */
export async function showActivity(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { account } = c.var.viewer
  const before = c.req.query('before') ?? ''
  const { rows, older } = await listActivity(site.hub, { account: account.id, before, hubName: site.brand.name })
  const view = { language: languageOf(account), rows, older, isFirst: before === '' }
  return sendProfilePage(c, site, { main: activityPage(view), width: 'table' })
}

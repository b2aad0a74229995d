import type { Context } from 'hono'
import { listFactors } from '../../people/factors/list-factors.ts'
import { recoveryCodesLeft } from '../../people/factors/recovery-codes-left.ts'
import type { Refusal } from '../../refusal.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { securityPage } from './security-page.ts'

/** The table of factors. A refusal of what came from it is shown on it. */
export async function showSecurity(c: Context<ViewerEnv>, site: Site, refusal?: Refusal): Promise<Response> {
  const { id } = c.var.viewer.account
  const view = { factors: await listFactors(site.hub, id), codes: await recoveryCodesLeft(site.hub, id) }
  return sendProfilePage(c, site, { main: securityPage(view), refusal })
}

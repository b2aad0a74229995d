import type { Hono } from 'hono'
import { tilesOf } from '../../modules/tiles-of.ts'
import { routes } from '../routes.ts'
import { sendProfilePage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireMember } from '../viewer.ts'
import { profilePage } from './profile-page.ts'

/** Who the person is at the hub, and in which products their account is linked. */
export function addProfile(app: Hono<SiteEnv>, site: Site): void {
  app.get(routes.profileSettings.home, requireMember(site), async (c) => {
    const { account, member, organization } = c.var.viewer
    const { name, username } = account
    const products = await tilesOf(site.hub, member)
    const main = profilePage({ name, username, organization: organization.name, role: member.role, products })
    return sendProfilePage(c, site, { main })
  })
}

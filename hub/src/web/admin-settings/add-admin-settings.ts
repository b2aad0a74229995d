import type { Hono } from 'hono'
import { isActiveMaster } from '../../members/member.ts'
import { listMembers } from '../../members/list-members.ts'
import { listConnections } from '../connections/list-connections.ts'
import { listModuleSettings } from '../module-urls/module-settings.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireMaster } from '../viewer.ts'
import { adminSettingsPage } from './admin-settings-page.ts'

/** The organization at a glance, for its masters. */
export function addAdminSettings(app: Hono<SiteEnv>, site: Site): void {
  app.get(routes.adminSettings.home, requireMaster(site), async (c) => {
    const { organization, member } = c.var.viewer
    const members = (await listMembers(site.hub, organization.id)).map((listed) => listed.member)
    const modules = await listModuleSettings(site.hub, member)
    const main = adminSettingsPage({
      organization: organization.name,
      activeMembers: members.filter(({ status }) => status === 'active').length,
      activeMasters: members.filter(isActiveMaster).length,
      modules: modules.map(({ module }) => module.name),
      connections: await listConnections(site.hub, organization.id),
    })
    return sendAdminPage(c, site, { main })
  })
}

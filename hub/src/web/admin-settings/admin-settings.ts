import type { Context } from 'hono'
import { countMembers } from '../../people/members/list-members.ts'
import { sessionBounds } from '../../people/organizations/session-limits.ts'
import { listDirectories } from '../../people/provisioning/list-directories.ts'
import type { Refusal } from '../../refusal.ts'
import { listConnections } from '../connections/list-connections.ts'
import { listModuleSettings } from '../module-urls/module-settings.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { adminSettingsPage } from './admin-settings-page.ts'

/** The organization at a glance, for its masters. */
export async function showOverview(c: Context<ViewerEnv>, site: Site, refusal?: Refusal): Promise<Response> {
  const { organization, member } = c.var.viewer
  const modules = await listModuleSettings(site.hub, member)
  const main = adminSettingsPage({
    organization: organization.name,
    activeMembers: await countMembers(site.hub, organization.id, { status: 'active' }),
    activeMasters: await countMembers(site.hub, organization.id, { status: 'active', role: 'master' }),
    modules: modules.map(({ module }) => module.name),
    connections: await listConnections(site.hub, organization.id),
    directories: await listDirectories(site.hub, organization.id),
    sessions: { hub: site.brand.name, limits: organization.sessionLimits, bounds: sessionBounds(site.hub) },
  })
  return sendAdminPage(c, site, { main, refusal })
}

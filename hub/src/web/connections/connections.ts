import { href } from '@lanyard/ui'
import type { Hono } from 'hono'
import { isLinkId } from '../../ids.ts'
import { pages } from '../../messages/en/pages.ts'
import { Refusal } from '../../refusal.ts'
import { severTenantLink } from '../../connections/tenant-links/sever-tenant-link.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site, SiteEnv } from '../site.ts'
import { personOf, requireMaster, requireRight, type Viewer } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { type Connection, connectionsPage, disconnectDialog } from './connections-page.ts'
import { listConnections } from './list-connections.ts'

const words = pages.connections

/** The organization's tenant links, and ending one from the hub's side. */
export function addConnections(app: Hono<SiteEnv>, site: Site): void {
  const master = requireMaster(site)

  app.get(routes.adminSettings.connections, master, async (c) => {
    const { organization } = c.var.viewer
    const view = { organization: organization.name, connections: await listConnections(site.hub, organization.id) }
    return sendAdminPage(c, site, { main: connectionsPage(view), width: 'table' })
  })

  const maySever = requireRight(site, 'tenant_link.sever')
  app.get(routes.adminSettings.disconnect, maySever, async (c) => {
    const connection = await findConnection(site, c.var.viewer, c.req.param('link'))
    // The browser's Back button comes here after the end as well.
    if (connection === null) return c.redirect(href(routes.adminSettings.connections), 303)
    const title = words.dialogTitle(connection.company, connection.module)
    return sendViewerPage(c, site, { title, main: disconnectDialog(connection), width: 'settings' })
  })

  app.post(routes.adminSettings.disconnect, maySever, async (c) => {
    const connection = await findConnection(site, c.var.viewer, c.req.param('link'))
    if (connection === null) throw new Refusal('link_unknown')
    const { link, company, module } = connection
    await severTenantLink(site.hub, { id: link, by: personOf(c.var.viewer) })
    leaveOutcome(c, site, { text: words.disconnected(company, module) })
    return c.redirect(href(routes.adminSettings.connections), 303)
  })
}

/** @returns null also for a link of another organization */
async function findConnection({ hub }: Site, { organization }: Viewer, link: string): Promise<Connection | null> {
  const known = isLinkId(link) ? await listConnections(hub, organization.id) : []
  return known.find((one) => one.link === link) ?? null
}

import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { isLinkId } from '../../ids.ts'
import { pages } from '../../messages/en/pages.ts'
import { Refusal } from '../../refusal.ts'
import { severTenantLink } from '../../connections/tenant-links/sever-tenant-link.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { personOf, type Viewer, type ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'
import { withProof } from '../with-proof.ts'
import { type Connection, connectionsPage, disconnectDialog } from './connections-page.ts'
import { listConnections } from './list-connections.ts'

const words = pages.connections

type Disconnect = Context<ViewerEnv, typeof routes.adminSettings.disconnect>

/** The organization's tenant links. */
export async function showConnections(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const { organization } = c.var.viewer
  const view = { organization: organization.name, connections: await listConnections(site.hub, organization.id) }
  return sendAdminPage(c, site, { main: connectionsPage(view), width: 'table' })
}

/** Asks before a link is ended from the hub's side. */
export const showDisconnect = withProof('tenant_link.sever', async (c: Disconnect, site) => {
  const connection = await findConnection(site, c.var.viewer, c.req.param('link'))
  // The browser's Back button comes here after the end as well.
  if (connection === null) return c.redirect(href(routes.adminSettings.connections), 303)
  const title = words.dialogTitle(connection.company, connection.module)
  return sendViewerPage(c, site, { title, main: disconnectDialog(connection), width: 'settings' })
})

export const takeDisconnect = withProof('tenant_link.sever', async (c: Disconnect, site) => {
  const connection = await findConnection(site, c.var.viewer, c.req.param('link'))
  if (connection === null) throw new Refusal('link_unknown')
  const { link, company, module } = connection
  await severTenantLink(site.hub, { id: link, by: personOf(c.var.viewer) })
  leaveOutcome(c, site, { text: words.disconnected(company, module) })
  return c.redirect(href(routes.adminSettings.connections), 303)
})

/** @returns null also for a link of another organization */
async function findConnection({ hub }: Site, { organization }: Viewer, link: string): Promise<Connection | null> {
  const known = isLinkId(link) ? await listConnections(hub, organization.id) : []
  return known.find((one) => one.link === link) ?? null
}

import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { MINUTE } from '../../clock.ts'
import { countMembers } from '../../people/members/list-members.ts'
import { pages } from '../../messages/en/pages.ts'
import { sessionBounds } from '../../people/organizations/session-limits.ts'
import { setSessionLimits } from '../../people/organizations/set-session-limits.ts'
import { listDirectories } from '../../people/provisioning/list-directories.ts'
import type { Refusal } from '../../refusal.ts'
import { listConnections } from '../connections/list-connections.ts'
import { readForm } from '../forms.ts'
import { listModuleSettings } from '../module-urls/module-settings.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { personOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
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

/** Takes the limits of the organization's sign-in sessions (A1). */
export const takeSessionLimits = withProof('organization.set_session_limits', async (c, site) => {
  const { viewer } = c.var
  const form = await readForm(c)
  const limits = { total: readLimit(form.getSent('total')), idle: readLimit(form.getSent('idle')) }
  return orShow(
    { c, site },
    async () => {
      await setSessionLimits(site.hub, { ...limits, organization: viewer.organization.id, by: personOf(viewer) })
      leaveOutcome(c, site, { text: pages.adminSettings.sessions.saved })
      return c.redirect(href(routes.adminSettings.home), 303)
    },
    (refusal) => showOverview(c, site, refusal),
  )
})

/** Minutes as the form sends them, in milliseconds; null for the default. What is no number is out of every bound. */
function readLimit(text: string): number | null {
  if (text === '') return null
  return /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * MINUTE) : Number.NaN
}

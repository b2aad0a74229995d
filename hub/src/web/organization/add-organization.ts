import { href } from '@lanyard/ui'
import type { Hono } from 'hono'
import { membershipsOf } from '../../members/memberships-of.ts'
import { enterOrganization } from '../../oidc/hub-session.ts'
import { pages } from '../../messages/en/pages.ts'
import { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { leaveOutcome } from '../outcome.ts'
import { logRefusal, sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireAccount } from '../viewer.ts'
import { findInactivity, organizationPage } from './organization-page.ts'

const words = pages.organization

/** The switcher for people in several organizations, and what an inactive member sees of the hub (A22). */
export function addOrganization(app: Hono<SiteEnv>, site: Site): void {
  const account = requireAccount(site)

  app.get(routes.organization, account, async (c) => {
    const { account, session } = c.var.signedIn
    const organizations = (await membershipsOf(site.hub, account.id)).map(({ member, organization }) => ({
      id: organization.id,
      name: organization.name,
      role: member.role,
      status: member.status,
      current: organization.id === session.organization,
    }))
    const refusal = findInactivity(organizations)
    if (organizations.length === 1 && refusal === null) return c.redirect(href(routes.home), 303)
    if (refusal !== null) logRefusal(c, site, refusal)
    const body = organizationPage({ brand: site.brand, organizations, refusal })
    const title = refusal === null ? words.title : words.inactiveTitle
    return sendPage(c, site, { title, body, status: refusal?.status ?? 200 })
  })

  app.post(routes.organization, account, async (c) => {
    const { account, session } = c.var.signedIn
    const chosen = (await readForm(c)).get('organization')
    const memberships = await membershipsOf(site.hub, account.id)
    const membership = memberships.find(({ organization }) => organization.id === chosen)
    if (membership === undefined) throw new Refusal('not_found')
    const { member, organization } = membership
    if (member.status === 'inactive') throw new Refusal('member_inactive', { organization: organization.name })
    await enterOrganization(site.hub, session, organization.id)
    leaveOutcome(c, site, { text: words.chosen(organization.name) })
    return c.redirect(href(routes.home), 303)
  })
}

import { KEPT } from '@lanyard/forms'
import { noteRefusal } from '@lanyard/running'
import { href } from '@lanyard/ui'
import type { Context } from 'hono'
import { isInactiveOrSuspended } from '../../people/members/member.ts'
import { membershipsOf } from '../../people/members/memberships-of.ts'
import { enterOrganization } from '../../oidc/hub-session.ts'
import { refuseInactive } from '../../people/members/refuse-inactive.ts'
import { serves } from '../../people/members/terms.ts'
import { pages } from '../../messages/en/pages.ts'
import { Refusal } from '../../refusal.ts'
import { readForm } from '../forms.ts'
import { rememberOwner } from '../kept/kept-key.ts'
import { leaveOutcome } from '../outcome.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { SignedInEnv } from '../viewer.ts'
import { findInactivity, type OrganizationChoice, organizationPage, titleFor } from './organization-page.ts'

const words = pages.organization

/** The switcher for people in several organizations, and what an inactive member sees of the hub (A22). */
export async function showOrganizations(c: Context<SignedInEnv>, site: Site): Promise<Response> {
  const { account, session } = c.var.signedIn
  const memberships = await membershipsOf(site.hub, account.id)
  const organizations = memberships.map(({ member, organization }): OrganizationChoice => ({
    id: organization.id,
    name: organization.name,
    role: member.role,
    standing: organization.suspendedAt === null ? member.status : 'suspended',
    current: organization.id === session.organization,
  }))
  const refusal = findInactivity(memberships, session.organization)
  const [only, ...others] = memberships
  if (only !== undefined && others.length === 0 && refusal === null) {
    // The place that the session was in is gone, and there is nothing to choose.
    await enterOrganization(site.hub, session, only.organization.id)
    await rememberOwner(c, site, { person: account.id, place: only.organization.id })
    return c.redirect(href(routes.home), 303)
  }
  if (refusal !== null) noteRefusal(site.hub.log, c.req, refusal)
  const body = organizationPage({ brand: site.brand, organizations, refusal })
  const title = titleFor({ refusal, organizations })
  return sendPage(c, site, { title, body, status: refusal?.status ?? 200 })
}

export async function takeOrganization(c: Context<SignedInEnv>, site: Site): Promise<Response> {
  const { account, session } = c.var.signedIn
  const form = await readForm(c)
  const chosen = form.get('organization')
  const memberships = await membershipsOf(site.hub, account.id)
  const membership = memberships.find(({ organization }) => organization.id === chosen)
  if (membership === undefined) throw new Refusal('not_found')
  const { member, organization } = membership
  if (isInactiveOrSuspended(member)) throw refuseInactive(membership)
  await enterOrganization(site.hub, session, organization.id)
  await rememberOwner(c, site, { person: account.id, place: organization.id })
  if (serves(session.terms, member)) leaveOutcome(c, site, { text: words.chosen(organization.name) })
  const kept = form.get(KEPT)
  return c.redirect(kept === '' ? href(routes.home) : href(routes.kept, { form: kept }), 303)
}

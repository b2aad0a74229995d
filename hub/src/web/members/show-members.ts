import { href, listAt } from '@lanyard/ui'
import type { Context } from 'hono'
import { findActResult } from '../../delivery/deliveries/list-act-results.ts'
import { listModules } from '../../catalogue/modules/catalogue.ts'
import { listActiveLinks } from '../../connections/tenant-links/find-links.ts'
import { type AuditId, isAuditId, type OrganizationId } from '../../ids.ts'
import { countVoidInvitations } from '../../people/invitations/renew-invitations.ts'
import { getMember } from '../../people/members/find-member.ts'
import { countMembers, listMembers } from '../../people/members/list-members.ts'
import { isActiveMaster } from '../../people/members/member.ts'
import type { Organization } from '../../people/organizations/organization.ts'
import { countProductSessions } from '../../delivery/product-sessions/find-product-sessions.ts'
import type { Refusal } from '../../refusal.ts'
import { type NotifiedAct, nameNotifiedActs } from '../logouts/notified-acts.ts'
import { orShow } from '../or-show.ts'
import { leaveOutcome, type Outcome } from '../outcome.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { sendAdminPage } from '../settings-page.ts'
import type { Site } from '../site.ts'
import { notifySoon } from '../notify-soon.ts'
import type { ViewerEnv } from '../viewer.ts'
import { listQuery, type MemberListQuery } from './member-list-query.ts'
import { membersPage } from './members-page.ts'

/** Names the act whose answers a page shows. */
export const TOLD = 'told'

/** The act and the list after it, or the list again with the reason why not. Who gave up their own rights goes home. */
export async function actAndShowList(
  c: Context<ViewerEnv>,
  site: Site,
  { query, email, auditId }: { readonly query: MemberListQuery; readonly email?: string; readonly auditId?: AuditId },
  act: () => Promise<Outcome>,
): Promise<Response> {
  const { organization } = c.var.viewer
  return orShow(
    { c, site },
    async () => {
      leaveOutcome(c, site, await act())
      const told = auditId === undefined ? null : await findActResult(site.hub, organization.id, auditId)
      if (told !== null) notifySoon(site, told.auditId)
      const viewer = await getMember(site.hub, c.var.viewer.member.id)
      if (!isActiveMaster(viewer)) return c.redirect(href(routes.home), 303)
      return c.redirect(href(routes.adminSettings.members, {}, { ...listQuery(query), [TOLD]: told?.auditId }), 303)
    },
    (refusal) => showMembers(c, site, query, { refusal, email }),
  )
}

export async function showMembers(
  c: Context<ViewerEnv>,
  site: Site,
  query: MemberListQuery,
  { refusal, email = '', told = null }: { refusal?: Refusal; email?: string | undefined; told?: string | null } = {},
): Promise<Response> {
  const { organization, member: viewer } = c.var.viewer
  const { filter } = query
  const { here, rows, total } = await listAt(query, async (part) => ({
    rows: await listMembers(site.hub, organization.id, filter, part),
    total: await countMembers(site.hub, organization.id, filter),
  }))
  const sessions = await countProductSessions(
    site.hub,
    organization.id,
    rows.flatMap(({ account }) => account?.id ?? []),
  )
  const view = {
    organization: organization.name,
    query: here,
    members: rows.map((member) => ({
      ...member,
      self: member.id === viewer.id,
      sessions: member.account === null ? 0 : (sessions.get(member.account.id) ?? 0),
    })),
    total,
    voidInvitations: await countVoidInvitations(site.hub, organization.id),
    products: await listConnectedProducts(site.hub, organization.id),
    now: site.hub.now(),
    email,
    hints: hintsOf(site, refusal),
    told: await findToldView(site, organization, told),
  }
  return sendAdminPage(c, site, { main: membersPage(view), width: 'table', refusal })
}

/** What members can be linked to, in the order in which people see it. */
async function listConnectedProducts(hub: Site['hub'], organization: OrganizationId) {
  const connected = new Set((await listActiveLinks(hub, organization)).map(({ module }) => module))
  return (await listModules(hub)).filter(({ id }) => connected.has(id))
}

/** What products say to an act that was just done, as far as it is the organization's and they were told anything. */
async function findToldView(
  { hub }: Site,
  organization: Organization,
  act: string | null,
): Promise<NotifiedAct | null> {
  const told = act !== null && isAuditId(act) ? await findActResult(hub, organization.id, act) : null
  const [view] = told === null ? [] : await nameNotifiedActs(hub, organization, [told])
  return view ?? null
}

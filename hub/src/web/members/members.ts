import { href, plural } from '@lanyard/ui'
import type { Hono } from 'hono'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { renewInvitations } from '../../people/invitations/renew-invitations.ts'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import { readForm } from '../forms.ts'
import type { Outcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { personOf, requireMaster, requireRight } from '../viewer.ts'
import { addMemberChanges } from './change-member.ts'
import { invited } from './member-changes.ts'
import { type MemberListQuery, readListQuery } from './member-list-query.ts'
import { showMembers, TOLD, unlessRefused } from './show-members.ts'

const wholeList: MemberListQuery = { filter: {}, page: 1 }

/** The people of the organization: who they are, what they may, and inviting more. */
export function addMembers(app: Hono<SiteEnv>, site: Site): void {
  const path = routes.adminSettings.members
  const mayInvite = requireRight(site, 'invitation.send', {
    // What was typed is in the form again after the login.
    back: async (c) => href(path, {}, { email: (await readForm(c)).get('email') || undefined }),
  })

  app.get(path, requireMaster(site), (c) => {
    const query = new URL(c.req.url).searchParams
    const email = query.get('email') ?? ''
    return showMembers(c, site, readListQuery(query), { told: query.get(TOLD), email })
  })

  app.post(path, mayInvite, async (c) => {
    const { viewer } = c.var
    const email = (await readForm(c)).get('email')
    const request = { organization: viewer.organization.id, email, role: 'member', by: personOf(viewer) } as const
    const act = async () => invited(await inviteMember(site.hub, request))
    return unlessRefused(c, site, { query: wholeList, email }, act)
  })

  const mayRenew = requireRight(site, 'invitation.send', { back: () => href(path) })
  app.post(routes.adminSettings.renewInvitations, mayRenew, async (c) => {
    const { viewer } = c.var
    const request = { organization: viewer.organization.id, by: personOf(viewer) }
    const act = async () => renewed(await renewInvitations(site.hub, request))
    return unlessRefused(c, site, { query: wholeList }, act)
  })

  addMemberChanges(app, site)
}

function renewed(invitations: number): Outcome {
  const { voided } = words
  return { text: invitations === 0 ? voided.noneLeft : plural(invitations, voided.renewed, language) }
}

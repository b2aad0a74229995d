import { plural } from '@lanyard/ui'
import type { Context } from 'hono'
import { inviteMember } from '../../people/invitations/invite-member.ts'
import { renewInvitations } from '../../people/invitations/renew-invitations.ts'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import { readForm } from '../forms.ts'
import type { Outcome } from '../outcome.ts'
import type { Site } from '../site.ts'
import { personOf, type ViewerEnv } from '../viewer.ts'
import { withProof } from '../with-proof.ts'
import { invited } from './member-changes.ts'
import { readList, readListQuery } from './member-list-query.ts'
import { showMembers, TOLD, actAndShowList } from './show-members.ts'

/** The people of the organization: who they are, what they may, and inviting more. */
export function showList(c: Context<ViewerEnv>, site: Site): Promise<Response> {
  const query = new URL(c.req.url).searchParams
  return showMembers(c, site, readListQuery(query), { told: query.get(TOLD) })
}

export const takeInvitee = withProof('invitation.send', async (c, site) => {
  const { viewer } = c.var
  const email = (await readForm(c)).get('email')
  const request = { organization: viewer.organization.id, email, role: 'member', by: personOf(viewer) } as const
  const act = async () => invited(await inviteMember(site.hub, request))
  return actAndShowList(c, site, { query: await readList(c), email }, act)
})

/** Gives the invitations of former masters again. */
export const takeRenewal = withProof('invitation.send', async (c, site) => {
  const { viewer } = c.var
  const request = { organization: viewer.organization.id, by: personOf(viewer) }
  const act = async () => renewed(await renewInvitations(site.hub, request))
  return actAndShowList(c, site, { query: await readList(c) }, act)
})

function renewed(invitations: number): Outcome {
  const { voided } = words
  return { text: invitations === 0 ? voided.noneLeft : plural(invitations, voided.renewed, language) }
}

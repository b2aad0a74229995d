import type { Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { getMember } from '../members/find-member.ts'
import type { Member } from '../members/member.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import type { Organization } from '../organizations/organization.ts'
import { Refusal } from '../refusal.ts'
import * as invitations from './invitations-store.ts'

/**
 * What an invitation's link leads to.
 *
 * @throws {Refusal} `invitation_expired`: used, replaced, withdrawn, too old, or never there
 */
export async function getInvitation(
  hub: Pick<Hub, 'db' | 'now'>,
  token: string,
): Promise<{ readonly member: Member; readonly organization: Organization; readonly expiresAt: Instant }> {
  const invitation = await invitations.findOpen(hub.db, token, hub.now())
  if (invitation === null) throw new Refusal('invitation_expired')
  const member = await getMember(hub, invitation.member)
  const organization = await getOrganization(hub, member.organization)
  return { member, organization, expiresAt: invitation.expiresAt }
}

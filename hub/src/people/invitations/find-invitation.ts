import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { isMemberId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { getMember } from '../members/find-member.ts'
import { holdActiveMaster } from '../permits/hold-active-master.ts'
import type { Member } from '../members/member.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import type { Organization } from '../organizations/organization.ts'
import { Refusal } from '../../refusal.ts'
import type { Invitation } from './invitation.ts'
import * as invitations from './invitations-store.ts'

/**
 * What an invitation's link leads to.
 *
 * @throws {Refusal} `invitation_expired`: used, replaced, withdrawn, too old, or never there; `invitation_void`
 */
export async function getInvitation(
  hub: Pick<Hub, 'db' | 'now'>,
  token: string,
): Promise<{ readonly member: Member; readonly organization: Organization; readonly expiresAt: Instant }> {
  const invitation = await invitations.findOpen(hub.db, token, hub.now())
  if (invitation === null) throw new Refusal('invitation_expired')
  const member = await getMember(hub, invitation.member)
  const organization = await getOrganization(hub, member.organization)
  await assertGiversStand(hub, invitation, member)
  return { member, organization, expiresAt: invitation.expiresAt }
}

/**
 * Looks again whether everyone who stands behind an invitation may invite. In a transaction they may until its commit.
 *
 * @throws {Refusal} `invitation_void`, which does not say whose right has ended
 */
export async function assertGiversStand(
  hub: Pick<Hub, 'db'>,
  { givers, voidedAt }: Invitation,
  { organization }: Pick<Member, 'organization'>,
): Promise<void> {
  if (voidedAt !== null) throw new Refusal('invitation_void')
  for (const giver of givers) {
    if (!(await stands(hub, giver, organization))) throw new Refusal('invitation_void')
  }
}

/** The operator's word stands; a person's for as long as they are an active master of the organization. */
async function stands(hub: Pick<Hub, 'db'>, giver: Actor, organization: OrganizationId): Promise<boolean> {
  if (giver.startsWith('operator:')) return true
  const id = giver.startsWith('member:') ? giver.slice('member:'.length) : ''
  return isMemberId(id) && (await holdActiveMaster(hub.db, id, organization))
}

import type { Hub } from '../../hub.ts'
import type { MemberId, OrganizationId } from '../../ids.ts'
import { type ActiveMember, isActiveMaster } from '../members/member.ts'
import * as members from '../members/members-store.ts'

/** An active master of this organization, who stays one until the commit; null for anyone else. */
export async function holdActiveMaster(
  { db }: Pick<Hub, 'db'>,
  id: MemberId,
  organization: OrganizationId | null,
): Promise<ActiveMember | null> {
  const member = await members.findAndHold(db, id)
  return member?.organization === organization && isActiveMaster(member) ? member : null
}

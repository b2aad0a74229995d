import type { Caller } from '../../actor.ts'
import { lockAccounts } from '../accounts/lock-account.ts'
import { permit } from '../permits/permit.ts'
import type { GuardedAct, Permit } from '../../records/acts/guarded-act.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId } from '../../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { assertNotSuspended } from './assert-not-suspended.ts'
import { getMember } from './find-member.ts'
import type { Member } from './member.ts'

/**
 * A member whose status or role is about to be changed by a person who may do that, as they are until the commit: no one
 * else of the organization is changed meanwhile, and their account has its turn.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown`, `organization_suspended`
 */
export async function lockMember<Name extends GuardedAct>(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  action: Name,
  { member: id, by }: { readonly member: MemberId; readonly by: Caller },
): Promise<{ readonly member: Member; readonly may: Permit<Name> }> {
  const { organization, account } = await getMember(hub, id)
  if (account !== null) await lockAccounts(hub.db, [account])
  await lockMembers(hub.db, organization)
  const may = await permit(hub, action, by, { organization })
  await assertNotSuspended(hub, organization)
  return { member: await getMember(hub, id), may }
}

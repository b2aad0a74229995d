import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import type { ActorOf } from '../../records/acts/actor-of.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { Refusal } from '../../refusal.ts'
import type { Member, Role } from './member.ts'
import * as members from './members-store.ts'

interface Addition {
  readonly organization: OrganizationId
  readonly account: Account
  readonly role: Role
  readonly by: ActorOf<'member.add'>
}

/**
 * Makes an account a member without an invitation: the operator knows the person, or imports them.
 *
 * @throws {Refusal} `already_member`
 */
export async function addMember(hub: Pick<Hub, 'db' | 'now'>, request: Addition): Promise<Member> {
  const { organization, account, role, by } = request
  return inTransaction(hub, async (hub) => {
    await lockMembers(hub.db, organization)
    const member = (await bringBack(hub, request)) ?? (await insert(hub, request))
    if (member === null) throw new Refusal('already_member', { account: account.username })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: by,
      action: 'member.add',
      subject: member.id,
      account: account.id,
      details: { role },
    })
    return member
  })
}

/** @returns null where the account is a member already */
async function insert(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization, account, role, by }: Addition,
): Promise<Member | null> {
  return members.insert(hub.db, {
    id: newId('mem'),
    organization,
    account: account.id,
    email: account.email,
    email_key: account.email.toLowerCase(),
    role,
    status: 'active',
    status_at: hub.now(),
    status_by: by,
    epoch: 1,
  })
}

/** @returns null where the account was never removed from the organization */
async function bringBack(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization, account, role, by }: Addition,
): Promise<Member | null> {
  const before = await members.findByAccount(hub.db, account.id, organization)
  if (before === null) return null
  return members.restorePlace(hub.db, { id: before.id, email: account.email, role, at: hub.now(), by })
}

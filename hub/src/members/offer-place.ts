import type { AccountId } from '../ids.ts'
import type { Actor } from '../actor.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { MemberId, OrganizationId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { ActiveMember, Member, Role } from './member.ts'
import * as members from './members-store.ts'

/**
 * A place that an invitation offers. The caller holds the lock of `lockMembers`.
 *
 * @throws {Refusal} `already_member`: the address was invited, or belongs to somebody who came by an invitation
 */
export async function offerPlace(
  hub: Pick<Hub, 'db' | 'now'>,
  place: {
    readonly organization: OrganizationId
    readonly email: string
    readonly role: Role
    readonly by: Actor
  },
): Promise<Member> {
  const { organization, email, role, by } = place
  const others = await members.listOfOrganization(hub.db, organization)
  const known = others.find((member) => member.email.toLowerCase() === email.toLowerCase())
  const offered = known
    ? null
    : await members.insert(hub.db, {
        id: newId('mem'),
        organization,
        account: null,
        email,
        email_key: email.toLowerCase(),
        role,
        status: 'invited',
        status_at: hub.now(),
        status_by: by,
        epoch: 1,
      })
  if (offered === null) throw new Refusal('already_member', { account: email })
  return offered
}

/** @throws {Refusal} `already_member`: the place is taken */
export async function withdrawPlace(hub: Pick<Hub, 'db'>, member: Member): Promise<void> {
  if (!(await members.removeInvited(hub.db, member.id))) throw new Refusal('already_member', { account: member.email })
}

/**
 * An account takes an offered place.
 *
 * @throws {Refusal} `invitation_expired` (the place is gone or taken), `already_member` (the account has another place
 *   in the organization)
 */
export async function takePlace(
  hub: Pick<Hub, 'db' | 'now'>,
  { member: id, account }: { readonly member: MemberId; readonly account: AccountId },
): Promise<ActiveMember> {
  const offered = await members.find(hub.db, id)
  if (offered === null) throw new Refusal('invitation_expired')
  const other = await members.findByAccount(hub.db, account, offered.organization)
  if (other !== null) throw new Refusal('already_member', { account: other.email })
  const member = await members.join(hub.db, { id, account, at: hub.now(), by: `account:${account}` })
  if (member?.status !== 'active') throw new Refusal('invitation_expired')
  return member
}

import type { AccountId } from '../../ids.ts'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { MemberId, OrganizationId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { getMember } from './find-member.ts'
import type { ActiveMember, Member, Role, StoredStatus } from './member.ts'
import * as members from './members-store.ts'

interface Place {
  readonly email: string
  readonly role: Role
}

/**
 * A place that an invitation offers. The caller holds the lock of `lockMembers`.
 *
 * @throws {Refusal} `already_member`: the address was invited, or belongs to a person who came by an invitation
 */
export async function offerPlace(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization, by, ...place }: Place & { readonly organization: OrganizationId; readonly by: Actor },
): Promise<Member> {
  const taken = await findTakenEmails(hub, organization, [place.email.toLowerCase()])
  const [offered] = taken.size > 0 ? [] : await offerPlaces(hub, { organization, places: [place], by })
  if (offered === undefined) throw new Refusal('already_member', { account: place.email })
  return offered
}

/** Offers several at once, in their order, to addresses that {@link findTakenEmails} did not find under the same lock. */
export async function offerPlaces(
  hub: Pick<Hub, 'db' | 'now'>,
  offer: { readonly organization: OrganizationId; readonly places: readonly Place[]; readonly by: Actor },
): Promise<readonly Member[]> {
  const { organization, places, by } = offer
  return members.insertOffered(
    hub.db,
    places.map(({ email, role }) => ({
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
    })),
  )
}

/** Offers places once more that no one has taken, each with the role that it has from now on; in their order. */
export async function reofferPlaces(
  hub: Pick<Hub, 'db'>,
  places: readonly { readonly id: MemberId; readonly role: Role }[],
): Promise<readonly Member[]> {
  const offered = []
  for (const { id, role } of places) {
    await members.setRole(hub.db, id, role)
    offered.push(await getMember(hub, id))
  }
  return offered
}

/** Which of these addresses, in lower case, have a place in the organization, and which. */
export async function findTakenEmails(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  keys: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: MemberId; readonly status: StoredStatus }>> {
  return members.listTakenEmails(hub.db, organization, keys)
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
  const at = hub.now()
  const by = `account:${account}` as const
  const other = await members.findByAccount(hub.db, account, offered.organization)
  if (other !== null && other.removedAt !== null) return returnToPlace(hub, { removed: other, offered, at, by })
  if (other !== null) throw new Refusal('already_member', { account: other.email })
  const member = await members.join(hub.db, { id, account, at, by })
  if (member?.status !== 'active') throw new Refusal('invitation_expired')
  return member
}

/** Who was removed earlier gets that place again, with what is offered now: its epoch must never fall. What
 * the audit calls the offered place is a name of theirs from here on, or `eraseNamesOf` would not find it. */
async function returnToPlace(
  hub: Pick<Hub, 'db'>,
  { removed, offered, at, by }: { removed: Member; offered: Member; at: Instant; by: Actor },
): Promise<ActiveMember> {
  if (!(await members.removeInvited(hub.db, offered.id))) throw new Refusal('invitation_expired')
  await hub.db.updateTable('audit_names').set({ person: removed.account }).where('person', '=', offered.id).execute()
  const { email, role } = offered
  const member = await members.restorePlace(hub.db, { id: removed.id, email, role, at, by })
  if (member?.status !== 'active') throw new Refusal('invitation_expired')
  return member
}

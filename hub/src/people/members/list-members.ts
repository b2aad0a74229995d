import type { Account } from '../accounts/account.ts'
import { listAccounts } from '../accounts/find-account.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId, OrganizationId } from '../../ids.ts'
import type { ListedMember, MemberFilter, MemberOrder, MemberPart, NamedMember } from './listed-member.ts'
import * as listedMembers from './listed-members-store.ts'
import * as members from './members-store.ts'

/** Masters first, then by name. */
export const usualOrder: MemberOrder = { by: 'role', descending: false }

/** A part of an organization's people. It asks the same few queries however many people there are. */
export async function listMembers(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  filter: MemberFilter = {},
  { first = 0, most = 50, order = usualOrder }: Partial<MemberPart> = {},
): Promise<readonly ListedMember[]> {
  return listedMembers.list(hub.db, { organization, filter }, { first, most, order })
}

/** What everyone of an organization is called, in no order: for a page that names people by their ids. */
export async function listMemberNames(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly NamedMember[]> {
  return listedMembers.listNames(hub.db, organization)
}

/** How many people of an organization there are of a kind. */
export async function countMembers(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  filter: MemberFilter = {},
): Promise<number> {
  return listedMembers.count(hub.db, { organization, filter })
}

/** Null also for a member of another organization (T36). */
export async function findListedMember(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  id: MemberId,
): Promise<ListedMember | null> {
  const [member = null] = await listMembers(hub, organization, { id }, { most: 1 })
  return member
}

/** The accounts of an organization's active masters. */
export async function listActiveMasters(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly Account[]> {
  return listAccounts(hub, await members.listActiveAccounts(hub.db, organization, 'master'))
}

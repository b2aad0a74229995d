import type { Account } from '../accounts/account.ts'
import { listAccounts } from '../accounts/find-account.ts'
import type { Instant } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { OrganizationId } from '../ids.ts'
import { listOpenInvitations } from '../invitations/find-invitation.ts'
import { isActiveMaster } from './member.ts'
import type { Member } from './member.ts'
import * as members from './members-store.ts'

/** A row of the members page. */
export interface ListedMember {
  readonly member: Member
  /** Null until the invitation is accepted. */
  readonly account: Account | null
  /** When the open invitation stops working; null where there is none. */
  readonly invitationExpiresAt: Instant | null
}

/** Everybody of an organization: masters first, then by name. */
export async function listMembers(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly ListedMember[]> {
  const rows = await members.listOfOrganization(hub.db, organization)
  const accounts = await listAccounts(
    hub,
    rows.flatMap(({ account }) => account ?? []),
  )
  const invitations = await listOpenInvitations(
    hub,
    rows.map(({ id }) => id),
  )
  return rows
    .map((member) => ({
      member,
      account: accounts.find(({ id }) => id === member.account) ?? null,
      invitationExpiresAt: invitations.get(member.id) ?? null,
    }))
    .sort(byRoleAndName)
}

/** The accounts of an organization's active masters. */
export async function listActiveMasters(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly Account[]> {
  const masters = (await members.listOfOrganization(hub.db, organization)).filter(isActiveMaster)
  return listAccounts(
    hub,
    masters.map(({ account }) => account),
  )
}

function byRoleAndName(one: ListedMember, other: ListedMember): number {
  if (one.member.role !== other.member.role) return one.member.role === 'master' ? -1 : 1
  return nameOf(one).localeCompare(nameOf(other))
}

function nameOf({ member, account }: ListedMember): string {
  return account?.name ?? member.email
}

import { inTransaction } from '@lanyard/storage'
import { permit } from '../permits/permit.ts'
import type { Caller } from '../../actor.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { getMember } from '../members/find-member.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import * as invitations from './invitations-store.ts'
import { sendInvitations } from './send-invitations.ts'

/** So many are renewed in one transaction; the organization is locked for no longer. */
const CHUNK = 250

/**
 * Sends new links for all places of an organization whose invitation is void, with the role that each place has. From then
 * on `by` stands behind them. One place alone is renewed by `resendInvitation`.
 *
 * @returns how many
 * @throws {Refusal} `not_a_master`, `proof_required`
 */
export async function renewInvitations(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  { organization, by }: { readonly organization: OrganizationId; readonly by: Caller },
): Promise<number> {
  for (let total = 0; ;) {
    const renewed = await inTransaction(hub, async (hub) => {
      await lockMembers(hub.db, organization)
      const may = await permit(hub, 'invitation.send', by, { organization })
      const places = (await invitations.listVoidOf(hub.db, organization)).slice(0, CHUNK)
      const members = await Promise.all(places.map(async (id) => getMember(hub, id)))
      return (await sendInvitations(hub, organization, members, may)).length
    })
    total += renewed
    if (renewed < CHUNK) return total
  }
}

/** How many open invitations of an organization are void. */
export async function countVoidInvitations(hub: Pick<Hub, 'db'>, organization: OrganizationId): Promise<number> {
  return (await invitations.listVoidOf(hub.db, organization)).length
}

import type { Kysely } from 'kysely'
import type { Actor } from '../actor.ts'
import type { Ledger } from '../db/schema.ts'
import { isMemberId, isProvisioningTokenId } from '../ids.ts'
import type { OrganizationId } from '../ids.ts'
import { holdToken } from '../provisioning/hold-token.ts'
import { Refusal } from '../refusal.ts'
import { isActiveMaster } from './member.ts'
import * as members from './members-store.ts'

/**
 * Whoever administers an organization is an active master of it, and stays one until the commit; or a directory with
 * a token of it, which ends no sooner than the commit; or the operator, who may administer all of them. Nobody else passes,
 * whichever page they came through.
 *
 * @throws {Refusal} `not_a_master`; `provisioning_refused` for a token that has ended
 */
export async function assertMayAdminister(db: Kysely<Ledger>, by: Actor, organization: OrganizationId): Promise<void> {
  if (by.startsWith('operator:')) return
  const token = by.startsWith('provisioning:') ? by.slice('provisioning:'.length) : ''
  if (isProvisioningTokenId(token) && (await holdToken(db, token)).organization === organization) return
  const id = by.startsWith('member:') ? by.slice('member:'.length) : ''
  const member = isMemberId(id) ? await members.findAndHold(db, id) : null
  if (member === null || member.organization !== organization || !isActiveMaster(member)) {
    throw new Refusal('not_a_master')
  }
}

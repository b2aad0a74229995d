import { eraseNames } from '@lanyard/storage/audit-chain'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { auditSources } from './audit-source.ts'

/**
 * Erases what the audit calls a person, in the transaction of the caller. The acts stay, with the ids in them, and the chains
 * verify. A person whom an act named before they had an account is named by their place.
 */
export async function eraseNamesOf(hub: Pick<Hub, 'db'>, account: AccountId): Promise<void> {
  const places = await hub.db.selectFrom('members').select('id').where('account', '=', account).execute()
  for (const person of [account, ...places.map(({ id }) => id)]) await eraseNames(hub.db, auditSources, person)
}

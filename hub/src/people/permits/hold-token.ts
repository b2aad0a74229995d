import type { Kysely } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { ProvisioningTokenId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { ProvisioningToken } from '../provisioning/provisioning-token.ts'
import * as tokens from '../provisioning/provisioning-store.ts'

/**
 * A token that has not ended, and does not before the commit that relies on it.
 *
 * @throws {Refusal} `provisioning_refused`
 */
export async function holdToken(db: Kysely<Ledger>, id: ProvisioningTokenId): Promise<ProvisioningToken> {
  const token = await tokens.findAndHold(db, id)
  if (token === null || token.endedAt !== null) throw new Refusal('provisioning_refused')
  return token
}

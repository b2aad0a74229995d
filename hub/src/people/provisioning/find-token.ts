import { MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import type { ProvisioningToken } from './provisioning-token.ts'
import * as tokens from './provisioning-store.ts'

/** Whose secret it is, which notes that it was used; null for a secret that is no one's, or no longer works. */
export async function findToken(hub: Pick<Hub, 'db' | 'now'>, secret: string): Promise<ProvisioningToken | null> {
  const token = await tokens.findOpen(hub.db, secret)
  if (token === null) return null
  const now = hub.now()
  // Once a minute, so that a request costs no write of its own.
  if (token.lastUsedAt === null || now - token.lastUsedAt >= MINUTE) await tokens.noteUse(hub.db, token.id, now)
  return token
}

/** Every token that an organization ever had, oldest first: acts of ended ones have names, too. */
export async function listTokens(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly ProvisioningToken[]> {
  return tokens.listOf(hub.db, organization)
}

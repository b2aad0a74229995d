import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import type { ProvisioningToken } from './provisioning-token.ts'
import * as tokens from './provisioning-store.ts'

/** Every token that an organization ever had, oldest first: acts of ended ones have names, too. */
export async function listTokens(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<readonly ProvisioningToken[]> {
  return tokens.listOf(hub.db, organization)
}

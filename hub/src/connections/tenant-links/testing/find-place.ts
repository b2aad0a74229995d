import type { Hub } from '../../../hub.ts'
import type { AccountId, DeploymentId, OrganizationId } from '../../../ids.ts'
import { findSignInFacts, type Place } from '../find-sign-in-facts.ts'

/** What a sign-in at a product is decided by in one organization; null where the account has no place there. */
export async function findPlace(
  hub: Pick<Hub, 'db' | 'config'>,
  {
    account,
    organization,
    deployment,
  }: { readonly account: AccountId; readonly organization: OrganizationId; readonly deployment: DeploymentId },
): Promise<Place | null> {
  const facts = await findSignInFacts(hub, { account, client: deployment })
  return facts?.places.find(({ member }) => member.organization === organization) ?? null
}

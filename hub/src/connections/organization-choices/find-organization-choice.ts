import type { Hub } from '../../hub.ts'
import type { AccountId, DeploymentId, OrganizationId } from '../../ids.ts'
import { getDeployment } from '../../catalogue/modules/catalogue.ts'
import { findActiveLink } from '../tenant-links/find-links.ts'
import { listLinkedUnder } from '../user-links/report-user-link.ts'
import * as choices from './organization-choices-store.ts'

/**
 * The organization that a person in several last signed in to a product's module with; null before the first time, and
 * where it no longer leads in: then they are asked, rather than refused at the product every time. They may be inactive in
 * it by now.
 */
export async function findOrganizationChoice(
  hub: Pick<Hub, 'db' | 'config'>,
  { account, deployment }: { readonly account: AccountId; readonly deployment: DeploymentId },
): Promise<OrganizationId | null> {
  const { module } = await getDeployment(hub, deployment)
  const organization = await choices.find(hub.db, account, module)
  return organization !== null && (await hasLinkedUser(hub, { account, deployment, organization }))
    ? organization
    : null
}

/** Whether the product knows a user of the person's in that organization, as far as it has reported. */
export async function hasLinkedUser(
  hub: Pick<Hub, 'db' | 'config'>,
  {
    account,
    ...where
  }: { readonly account: AccountId; readonly deployment: DeploymentId; readonly organization: OrganizationId },
): Promise<boolean> {
  const link = await findActiveLink(hub, where)
  return link !== null && (await listLinkedUnder(hub, account, [link.id])).has(link.id)
}

import type { Hub } from '../hub.ts'
import type { AccountId, DeploymentId, OrganizationId } from '../ids.ts'
import { findDeployment } from '../modules/catalogue.ts'
import * as choices from './organization-choices-store.ts'

/**
 * The organization that a person last signed in to a module with, in whichever region; null before the first time. They
 * may be inactive there by now, or no member any more.
 */
export async function findOrganizationChoice(
  hub: Pick<Hub, 'db' | 'config'>,
  { account, deployment: id }: { readonly account: AccountId; readonly deployment: DeploymentId },
): Promise<OrganizationId | null> {
  const deployment = await findDeployment(hub, id)
  return deployment && choices.find(hub.db, account, deployment.module)
}

import type { Hub } from '../hub.ts'
import type { AccountId, DeploymentId, OrganizationId } from '../ids.ts'
import { findDeployment } from '../modules/catalogue.ts'
import { membershipsOf } from './memberships-of.ts'
import * as choices from './organization-choices-store.ts'

/**
 * Remembers, for a module, the organization that somebody has signed in to it with, so that their next log-in there asks
 * nothing. Who is in one organization has chosen nothing: once they join a second one, they are asked.
 */
export async function rememberOrganizationChoice(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  choice: {
    readonly account: AccountId
    readonly deployment: DeploymentId
    readonly organization: OrganizationId
  },
): Promise<void> {
  const { account, organization } = choice
  if ((await membershipsOf(hub, account)).length < 2) return
  const deployment = await findDeployment(hub, choice.deployment)
  if (deployment === null) return
  const { module } = deployment
  // Most sign-ins are silent and change nothing: they write nothing.
  if ((await choices.find(hub.db, account, module)) === organization) return
  await choices.put(hub.db, { account, module, organization }, hub.now())
}

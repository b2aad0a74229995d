import type { Hub } from '../../hub.ts'
import type { AccountId, DeploymentId, OrganizationId } from '../../ids.ts'
import { getDeployment } from '../../catalogue/modules/catalogue.ts'
import { hasLinkedUser } from './find-organization-choice.ts'
import { membershipsOf } from '../../people/members/memberships-of.ts'
import * as choices from './organization-choices-store.ts'

/**
 * Remembers, for a module, the organization that a person has signed in to it with, so that their next login there asks
 * nothing. One that does not lead in, because it is not connected there or they have no user in it, may be a slip and is not
 * remembered; and who is in one organization has chosen nothing.
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
  const { module } = await getDeployment(hub, choice.deployment)
  // Most sign-ins are silent and change nothing: they write nothing.
  if ((await choices.find(hub.db, account, module)) === organization || !(await hasLinkedUser(hub, choice))) return
  await choices.put(hub.db, { account, module, organization }, hub.now())
}
